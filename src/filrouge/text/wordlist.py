"""Many words as one regular expression that costs little where none of them stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any


def either(words: Iterable[str], after: str = "", elided: str = "") -> str:
    """An expression for any of the words in capitals or not, the longest that fits; for none, one that never matches.

    ``after`` has to match behind a word, ``elided`` behind one that ends in an apostrophe. Written as a tree of
    letters, each in both cases: without the flag that ignores case, the engine tells at one letter that no word begins
    here, where a plain list is tried word by word.
    """
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for letter in word.lower():
            node = node.setdefault(letter, {})
        node[""] = elided if word.endswith("'") else after
    root.pop("", None)
    return f"(?-i:{_tree(root)})" if root else "(?!)"


def _tree(node: dict[str, Any]) -> str:
    """The longer words before the shorter, so that the longest wins."""
    branches = [_letter(letter) + _tree(below) for letter, below in sorted(node.items()) if letter]
    ended = [node[""]] if "" in node else []
    if not branches:
        return str(node[""])
    return branches[0] if len(branches) == 1 and not ended else f"(?:{'|'.join([*branches, *ended])})"


def _letter(letter: str) -> str:
    upper = letter.upper()
    return re.escape(letter) if upper == letter or len(upper) != 1 else f"[{letter}{upper}]"
