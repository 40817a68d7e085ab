"""Whether two articles assert the same happening: the same people, on days and in places that agree.

An article recalls old meetings beside its own, so only what is near its publication day counts as its own; two
meetings of the same two people in other months are two stories, however alike the words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from filrouge.relate.features import EventKey, Features

WIDEST = 45
"""Days: an interval wider than this dates nothing."""
BEFORE, AFTER = 10, 45
"""Days before and after publication in which a happening is the article's own: reports of last week, announcements."""
SLACK = 1
"""Days: time zones, and papers of the morning after."""
APART = 4
"""Days between two happenings from which they are two; a visit of three days told by its first and its last is one."""

UNKNOWN, AGREE, DIFFER = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that the article reports as of its own days."""

    participants: frozenset[str]
    type: str
    mode: str | None
    start: int
    end: int
    country: str | None


def happenings(record: Features) -> tuple[Happening, ...]:
    """The article's own dated happenings with two participants or more, in order of the article."""
    when = record.published
    first = when.start.toordinal() if when and when.start else None
    last = when.end.toordinal() if when and when.end else first
    return tuple(_happening(e) for e in record.events if _own(e, first, last))


def _own(event: EventKey, first: int | None, last: int | None) -> bool:
    if event.start is None or event.end is None or event.end - event.start > WIDEST or len(event.participants) < 2:
        return False
    if first is None or last is None:
        return True
    return first - BEFORE <= event.end and event.start <= last + AFTER


def _happening(e: EventKey) -> Happening:
    return Happening(frozenset(e.participants), e.type, e.mode, e.start or 0, e.end or 0, e.country)


def compare(a: Sequence[Happening], b: Sequence[Happening]) -> int:
    """AGREE where one happening may be in both, DIFFER where those of the same people are apart, else UNKNOWN."""
    verdict = UNKNOWN
    for x in a:
        for y in b:
            if x.participants != y.participants or x.type != y.type:
                continue
            gap = max(x.start, y.start) - min(x.end, y.end)
            modes = x.mode == y.mode or x.mode is None or y.mode is None
            places = x.country == y.country or x.country is None or y.country is None
            if gap <= SLACK and modes and places:
                return AGREE
            if gap >= APART:
                verdict = DIFFER
    return verdict
