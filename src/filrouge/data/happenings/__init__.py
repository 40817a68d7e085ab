"""Widely known dated happenings: what an article without a date can be dated by.

Each TOML file here is a list of ``[[happening]]`` with ``id``, ``name``, ``when`` (EDTF) and, for each language,
a list of patterns. A pattern is a list of words that must all be told together; the first is the head, which
stands in the clause that tells the time. ``a|b`` is either; ``*`` at the end takes any ending; case and accents
do not count. Two happenings with the same words are both possible: the clause's time decides, or nothing does.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from filrouge.errors import DataError
from filrouge.records import When
from filrouge.text import edtf

_GAP = re.compile(r"[\W_]+")

Pattern = tuple[tuple[str, ...], ...]
"""Words, each with its alternatives; an alternative begins with a space and ends with one unless it is a stem."""


@dataclass(frozen=True, slots=True)
class Happening:
    id: str
    name: str
    when: When
    patterns: Mapping[str, tuple[Pattern, ...]]


@cache
def happenings() -> tuple[Happening, ...]:
    """Every happening of the tables, by date. Raises DataError where one is broken."""
    found: list[Happening] = []
    for file in resources.files(__name__).iterdir():
        if file.name.endswith(".toml"):
            rows = tomllib.loads(file.read_text(encoding="utf-8")).get("happening", [])
            found.extend(happening(row) for row in rows)
    if len({h.id for h in found}) != len(found):
        raise DataError("data/happenings: an id comes twice")
    return tuple(sorted(found, key=lambda h: (h.when.start is not None, h.when.start, h.id)))


def happening(row: Mapping[str, Any]) -> Happening:
    """One table row as a record. Raises DataError where it is broken."""
    try:
        when = edtf.parse(row["when"])
        patterns = {
            language: tuple(tuple(tuple(_word(w) for w in words.split("|")) for words in pattern) for pattern in value)
            for language, value in row.items()
            if isinstance(value, list)
        }
        if when.start is None or when.end is None:
            raise ValueError("a happening needs a start and an end")
        return Happening(row["id"], row["name"], when, patterns)
    except (KeyError, ValueError, AttributeError) as error:
        raise DataError(f"data/happenings: {row.get('id', row)}: {error}") from error


def _word(word: str) -> str:
    folded = plain(word.rstrip("*"))
    return f" {folded}" if word.endswith("*") else f" {folded} "


def plain(text: str) -> str:
    """Words in lower case without accents, parted by one space: what patterns are compared with."""
    text = unicodedata.normalize("NFKD", text).casefold()
    return _GAP.sub(" ", "".join(c for c in text if not unicodedata.combining(c))).strip()
