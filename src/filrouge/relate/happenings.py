"""Whether two articles assert the same happening: the same people, on days and in places that agree.

An article recalls old meetings beside its own, so only what is near its publication day counts as its own; two
meetings of the same two people in other months are two stories, however alike the words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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


class Calendar:
    """Happenings of many articles in columns, by who took part, so that one is compared with all at once."""

    def __init__(self, told: Iterable[tuple[int, Sequence[Happening]]]) -> None:
        """``told``: numbers of articles, from 0, with their happenings."""
        grouped: dict[tuple[frozenset[str], str], list[tuple[int, Happening]]] = {}
        for number, own in told:
            for h in own:
                grouped.setdefault((h.participants, h.type), []).append((number, h))
        self._columns = {key: _Columns(rows) for key, rows in grouped.items()}

    def __len__(self) -> int:
        return len(self._columns)

    def verdicts(self, own: Sequence[Happening], count: int) -> NDArray[np.float32]:
        """`compare` of ``own`` with each of ``count`` articles, shape (count,)."""
        best, worst = np.zeros(count, np.float32), np.zeros(count, np.float32)
        for h in own:
            columns = self._columns.get((h.participants, h.type))
            if columns is not None:
                found = columns.alike(h)
                np.maximum.at(best, columns.numbers, found)
                np.minimum.at(worst, columns.numbers, found)
        return np.where(best > 0, best, worst)


class _Columns:
    """Happenings of the same people and type; unknown days are nan, unknown modes and countries empty."""

    def __init__(self, rows: Sequence[tuple[int, Happening]]) -> None:
        self.numbers = np.array([number for number, _ in rows], np.intp)
        told = [h for _, h in rows]
        self._start = np.array([np.nan if h.start is None else h.start for h in told], np.float64)
        self._end = np.array([np.nan if h.end is None else h.end for h in told], np.float64)
        self._mode = np.array([h.mode or "" for h in told])
        self._country = np.array([h.country or "" for h in told])
        self._status = np.array([h.status for h in told])

    def alike(self, x: Happening) -> NDArray[np.float32]:
        """1 for days, mode and place that agree, -1 for other days, between them where a day is missing."""
        fits = (self._mode == x.mode) | (self._mode == "") | (x.mode is None)
        fits &= (self._country == x.country) | (self._country == "") | (x.country is None)
        loose = np.where(fits, np.where(self._status == x.status, OPEN_AGREES, OPEN_STATUS), OPEN_DIFFERS)
        if x.start is None or x.end is None:
            return loose.astype(np.float32)
        gap = np.maximum(self._start, x.start) - np.minimum(self._end, x.end)
        dated = np.where(gap >= APART, -1.0, np.where((gap <= SLACK) & fits, 1.0, 0.0))
        return np.where(np.isnan(gap), loose, dated).astype(np.float32)


def compare(a: Sequence[Happening], b: Sequence[Happening]) -> float:
    """1 where both may tell one happening, -1 where those of the same people are on other days, 0 where none are.

    Between them where a day is missing. The best agreement of any two counts, then the worst difference.
    """
    return round(float(Calendar([(0, b)]).verdicts(a, 1)[0]), 3)
