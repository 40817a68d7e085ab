"""Anniversaries: "the 80th anniversary of", « les soixante ans du traité ». Which one is told says the year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache

from filrouge.data.happenings import plain
from filrouge.lang import table
from filrouge.lang.numbers import numbers, ordinals
from filrouge.records import When
from filrouge.understand.bounds import day_or_none

_DIGITS = re.compile(r"(\d{1,3})(?:e|er|eme|st|nd|rd|th)?$")


def nth_anniversary(words: str, language: str) -> int | None:
    """Which anniversary folded words tell, from the number before the word for it; None where they do not say."""
    dating = table(language, "dates").get("dating", {})
    for mark in (*dating.get("anniversary", ()), *dating.get("jubilee", ())):
        at = words.find(mark)
        before = words[:at].split()[-2:] if at > 0 else []
        for said in (" ".join(before), *before[-1:]):
            digits = _DIGITS.match(said)
            if number := int(digits[1]) if digits else _numbers(language).get(said):
                return number
    return None


@cache
def _numbers(language: str) -> Mapping[str, int]:
    """Numbers and ordinals, compared as happenings are."""
    return {plain(word): n for told in (numbers(language), ordinals(language)) for word, n in told.items()}


def anniversaries(whens: Iterable[When], nth: int | None, now: date) -> list[date]:
    """Each year's day of what happened then, up to the year of ``now``; only the ``nth`` where that is told."""
    found: list[date] = []
    for when in whens:
        if when.start:
            years = range(1, now.year - when.start.year + 1) if nth is None else (nth,)
            days = (day_or_none(when.start.year + n, when.start.month, when.start.day) for n in years)
            found.extend(d for d in days if d and d.year <= now.year)
    return found
