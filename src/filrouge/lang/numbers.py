"""Numbers and ordinals in words, from a language's dates table; folded."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from filrouge.lang import table
from filrouge.text.normalise import fold


@cache
def numbers(language: str) -> Mapping[str, int]:
    """ "deux", "twenty"; empty where the language has no table."""
    return _told(language, "NUMBER")


@cache
def ordinals(language: str) -> Mapping[str, int]:
    """ "premier", "tenth"; empty where the language has no table."""
    return _told(language, "ORDINAL")


def _told(language: str, tag: str) -> dict[str, int]:
    rows = table(language, "dates").get("words", {}).get(tag, {})
    return {fold(word): int(n) for n, said in rows.items() if str(n).isdigit() for word in said}
