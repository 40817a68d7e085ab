"""The numbers that a text gives, with their sentences: no dates, no years, no clock times."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from filrouge.text.sentences import sentences

_NUMBER = re.compile(
    r"(?<![\w.,])([$€£¥])?(\d{1,3}(?:[ .,\u00a0\u202f]\d{3})+|\d{1,15})(?:([.,])(\d{1,6}))?(?!\d)(\s?%)?"
    r"(?=([^\W\d_]*))"
)
_MONTH = re.compile(r"(?:\.|er|st|nd|rd|th|º|ª)?(?:\s+de)?\s+([^\W\d_]+)")
"""The word after a day of the month: "1er mars", "3rd of" aside, "2. Mai", "5 de julio"."""
_GROUPS = re.compile(r"[ .,\u00a0\u202f]")
_AFTER = re.compile(r"(?:\s+[^\s.;:!?]+){0,3}")
YEARS = range(1900, 2101)
"""Whole numbers that are taken for years where nothing stands by them that counts."""
LONGEST_TAIL = 60
"""Characters after a number that are shown with it."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number. ``key`` is its value and, for shares and money, its sign; ``what`` has the words after it."""

    key: str
    what: str
    sentence: str
    start: int
    end: int
    """Of the sentence, in the text."""


def figures(text: str, dates: Iterable[tuple[int, int]], months: frozenset[str] = frozenset()) -> tuple[Figure, ...]:
    """The numbers of a text in order, each value once.

    ``dates``: spans of the text that tell times; ``months``: names of months, in lower case, that make a number a day.
    """
    taken = sorted(dates)
    found: dict[str, Figure] = {}
    for start, end in sentences(text):
        for first, last, key, what in _numbers(text[start:end], months):
            if key not in found and not any(a < start + last and start + first < b for a, b in taken):
                found[key] = Figure(key, what, " ".join(text[start:end].split()), start, end)
    return tuple(found.values())


def _numbers(sentence: str, months: frozenset[str]) -> Iterator[tuple[int, int, str, str]]:
    """(start, end, key, number with the words after it) of each number worth comparing."""
    for m in _NUMBER.finditer(sentence):
        money, whole, _, decimals, share, joined = m.groups()
        digits = _GROUPS.sub("", whole).lstrip("0") or "0"
        if joined and joined.lower() not in ("er", "st", "nd", "rd", "th"):  # "5G", "3e"
            continue
        month = _MONTH.match(sentence, m.end())
        if month and month[1].lower() in months:
            continue
        value = f"{digits}.{decimals.rstrip('0')}".rstrip(".") if decimals else digits
        sign = "%" if share else money or ""
        if not sign and not decimals and (len(digits) < 2 or int(digits) in YEARS):
            continue
        tail = _AFTER.match(sentence, m.end(), m.end() + LONGEST_TAIL)
        yield m.start(), m.end(), f"{value}{sign}", (m[0] + (tail[0] if tail else "")).strip()
