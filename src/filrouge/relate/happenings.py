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

OPEN_AGREES, OPEN_STATUS, OPEN_DIFFERS = 0.4, 0.2, -0.5
"""What it says, where a day is not known, that people, mode and place agree; that they do but one is announced and
the other held; that they do not. Less than half of what a day says."""


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that the article reports as of its own days; ``start`` and ``end`` are None where not known."""

    participants: frozenset[str]
    type: str
    mode: str | None
    status: str
    start: int | None
    end: int | None
    country: str | None


def happenings(record: Features) -> tuple[Happening, ...]:
    """The article's own happenings with two participants or more, in order of the article.

    Where the article has a date, those near it. Where it has none, those without a day ("this Monday") are its
    own, and what it dates in full about the same people is what it recalls.
    """
    told = [e for e in record.events if len(e.participants) > 1]
    when = record.published
    if when is not None and when.start is not None:
        first, last = when.start.toordinal(), (when.end or when.start).toordinal()
        own = [e for e in told if _narrow(e) and _near(e, first, last)]
    else:
        loose = {e.participants for e in told if e.start is None and e.end is None}
        own = [e for e in told if (e.start is None and e.end is None) or (_narrow(e) and e.participants not in loose)]
    return tuple(Happening(frozenset(e.participants), e.type, e.mode, e.status, e.start, e.end, e.country) for e in own)


def _narrow(event: EventKey) -> bool:
    return event.start is not None and event.end is not None and event.end - event.start <= WIDEST


def _near(event: EventKey, first: int, last: int) -> bool:
    return (
        event.start is not None
        and event.end is not None
        and (first - BEFORE <= event.end and event.start <= last + AFTER)
    )


def compare(a: Sequence[Happening], b: Sequence[Happening]) -> float:
    """1 where both may tell one happening, -1 where those of the same people are on other days, 0 where none are.

    Between them where a day is missing. The best agreement of any two counts, then the worst difference.
    """
    verdicts = [_alike(x, y) for x in a for y in b if x.participants == y.participants and x.type == y.type]
    best = max(verdicts, default=0.0)
    return best if best > 0 else min(verdicts, default=0.0)


def _alike(x: Happening, y: Happening) -> float:
    modes = x.mode == y.mode or x.mode is None or y.mode is None
    places = x.country == y.country or x.country is None or y.country is None
    if x.start is None or x.end is None or y.start is None or y.end is None:
        if not (modes and places):
            return OPEN_DIFFERS
        return OPEN_AGREES if x.status == y.status else OPEN_STATUS
    gap = max(x.start, y.start) - min(x.end, y.end)
    if gap >= APART:
        return -1.0
    return 1.0 if gap <= SLACK and modes and places else 0.0
