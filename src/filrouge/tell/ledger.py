"""Step 11: the events of many articles reconciled into real-world events.

Order of arrival does not matter: assertions are taken from the most precisely dated to the vaguest, ties
broken by content, so the same set gives the same entries. Entries of different people never meet, so one
block of assertions (`block_key`) can be reconciled without the others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from filrouge.records import Event, LedgerEntry, When
from filrouge.tell.joining import COARSE, MEETINGS, Assertion, Entry, edges, same_place, ties
from filrouge.tell.settling import settled
from filrouge.tell.sources import Independent
from filrouge.text import edtf

__all__ = ["Assertion", "block_key", "reconcile"]

MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})
"""PLOVER types that both sides do; in the others one side acts on the other, and the roles tell them apart."""

SLIP = 1
"""Days by which two articles may differ on the day of one meeting (time zones, late reports) and dispute it."""

NEAR = timedelta(days=31)
"""How far from publication an encounter told without a date is looked for."""

LATELY = timedelta(days=7)
"""The same for what is done again and again (accusing, striking): the news of a week."""

HALF_YEAR = 6 * NEAR
"""How far ahead what is announced without a date is looked for, and how far back what is recalled by its town alone."""

LONGEST_VISIT = 5
"""Days: talks on following days in one article are one visit up to this length; state visits last two to four."""

WIDE = 100_000
"""Days that stand for "no time at all" in comparisons: more than any time that is told."""

BUCKET = 5
"""Bits of a day's ordinal that one bucket of the index by time leaves out: 32 days, about a month."""


def block_key(event: Event) -> tuple[str, tuple[str, ...]]:
    """Assertions with different keys are never about one entry: the type and who took part, with roles where they tell.

    "A accuses B" and "B accuses A" are two things, "A met B" and "B met A" one.
    """
    people = {p.id if event.type in MUTUAL else f"{p.role}:{p.id}" for p in event.participants}
    return event.type, tuple(sorted(people))


def reconcile(assertions: Iterable[Assertion], independent: Independent, now: date) -> tuple[LedgerEntry, ...]:
    """The ledger of these assertions, in order of time (undated last).

    ``independent`` counts the sources behind a set of articles (`sources.counter`).
    """
    blocks: dict[tuple[str, tuple[str, ...]], list[Assertion]] = defaultdict(list)
    for a in assertions:
        blocks[block_key(a.event)].append(a)
    entries = [settled(e, independent, now) for key in sorted(blocks) for e in _Block(blocks[key]).entries]
    return tuple(sorted(entries, key=_chronology))


def _precision(a: Assertion) -> tuple[int, int, str, date, str, int, str]:
    """From the most precise to the vaguest; then by content, so that no order of arrival shows."""
    when = a.event.when
    if when is not None and when.days is not None:
        days = when.days
    elif not _unplaceable(a):
        days = WIDE
    else:  # last of all, and of these the one first whose article is dated best
        days = 2 * WIDE + ((a.published.days if a.published else None) or WIDE)
    fine = 0 if a.event.dated_by == "own-words" else 1
    start = (when.start if when else None) or date.max
    return days, fine, a.event.mode or "~", start, a.article, a.event.start, f"{a.event.status} {a.published}"


class _Block:
    """The entries of the same people, with an index by month, by article and by text."""

    def __init__(self, assertions: Sequence[Assertion]) -> None:
        self.entries: list[Entry] = []
        self._months: dict[int, list[Entry]] = defaultdict(list)
        self._boundless: list[Entry] = []
        self._told: dict[str, list[Entry]] = defaultdict(list)
        for a in sorted(assertions, key=_precision):
            self._take(a)

    def _take(self, a: Assertion) -> None:
        when = bounded(a)
        fitting = self._adrift(a, when) if _unplaceable(a) else self._fitting(a, when)
        if fitting:
            entry = min(fitting, key=lambda e: _distance(a, e))
            entry.take(a)
            if when is not None and (a.event.when is not None or entry.when is None):
                self._narrow(entry, when)
        elif (near := self._next_day(a, when)) is not None:
            entry = near
            if a.article in entry.by_article:
                self._set(entry, edtf.hull(entry.when, when) if entry.when and when else when)
            else:
                entry.days_apart = True
            entry.take(a)
        else:
            entry = Entry(len(self.entries), a)
            self.entries.append(entry)
            self._set(entry, when)
        for key in {a.article, a.text}:
            if entry not in self._told[key]:
                self._told[key].append(entry)

    def _narrow(self, entry: Entry, when: When) -> None:
        self._set(entry, edtf.intersect(entry.when, when) if entry.when else when)

    def _set(self, entry: Entry, when: When | None) -> None:
        """The entry's time, and where the index finds it; it stays where it was found before, which is harmless."""
        entry.date(when)
        low, high = entry.low >> BUCKET, entry.high >> BUCKET
        if entry.open or high - low > 24:
            if entry not in self._boundless:
                self._boundless.append(entry)
            return
        for month in range(low, high + 1):
            if entry not in self._months[month]:
                self._months[month].append(entry)

    def _near(self, low: int, high: int) -> Iterator[Entry]:
        """Entries that may share a day with these, each once."""
        first, last = low >> BUCKET, high >> BUCKET
        months: Iterable[int] = range(first, last + 1)
        if last - first > len(self._months):
            months = [m for m in self._months if first <= m <= last]
        seen: set[int] = set()
        for entries in (*(self._months[m] for m in months if m in self._months), self._boundless):
            for e in entries:
                if e.number not in seen:
                    seen.add(e.number)
                    yield e

    def _fitting(self, a: Assertion, when: When | None) -> list[Entry]:
        low, high = edges(when)
        found = [e for e in self._near(low, high) if e.low <= high and low <= e.high and e.admits(a, when)]
        if a.event.when is None and a.event.status == "held":  # what its article dates elsewhere, at whatever time
            found += [e for e in self._told[a.article] if e not in found and e.admits(a, when)]
            if not found and a.event.place and a.event.type in MEETINGS and when is not None and when.end:
                low = _moved(when.end, -HALF_YEAR).toordinal()
                found = [e for e in self._near(low, high) if e.high <= high and ties(a, e) and e.admits(a, when)]
        return found

    def _adrift(self, a: Assertion, when: When | None) -> list[Entry]:
        """What an assertion without any time may mean: what its own text or its place points at, else the only one."""
        low, high = edges(when)
        if found := [e for e in self._told[a.text] if e.admits(a, when)]:
            return found
        found = [e for e in self._near(low, high) if e.low <= high and low <= e.high and e.admits(a, when)]
        if a.event.type not in MEETINGS:  # done again and again, at one place too
            return [e for e in found if e.open]
        if tied := [e for e in found if ties(a, e)]:
            return tied
        if a.event.status == "held":
            found = [e for e in found if not e.statuses <= {"cancelled", "denied"}]
        elif len(found) > 1:
            found = [e for e in found if "held" not in e.statuses]  # what is still to come
        likely = [e for e in found if not e.open and e.high - e.low < COARSE] or found
        return likely if len(likely) == 1 else [e for e in found if e.open]

    def _next_day(self, a: Assertion, when: When | None) -> Entry | None:
        """An entry whose days lie next to this one's, same mode and no other place.

        Told by another article the day is disputed; told by the same one, a visit lasts several days.
        """
        if a.event.type not in MEETINGS or when is None or when.days is None or when.days > 2:
            return None
        low, high = edges(when)
        low, high = low - SLIP, high + SLIP
        near = [e for e in self._near(low, high) if e.low <= high and low <= e.high]
        for e in sorted(near, key=lambda e: e.number):
            own = a.article in e.by_article
            if e.open or e.high - e.low >= (LONGEST_VISIT if own else 2):
                continue
            if own and a.event.mode != "in-person":
                continue
            if a.event.mode == e.mode and same_place(a.event.place, e):
                return e
        return None


def bounded(a: Assertion) -> When | None:
    """When the event can have been: its own time; a held one not after publication, an announced one not before.

    What an article tells without a date belongs to the weeks around it (`NEAR`), not to any year that fits.
    """
    when, published, status = a.event.when, a.published, a.event.status
    if published is None or published.start is None or published.end is None:
        return when
    if when is not None:
        if status == "held":
            return edtf.intersect(when, When(None, published.end, "day", "before")) or when
        if status == "announced":
            return edtf.intersect(when, When(published.start - timedelta(days=SLIP), None, "day", "after")) or when
        return when
    back = NEAR if a.event.type in MEETINGS else LATELY
    if status == "held":
        told_as_news = a.event.dated_by != "earlier"  # "avait rencontré" may lie years back
        return When(_moved(published.start, -back) if told_as_news else None, published.end, "day", "before")
    if status == "denied":
        return When(_moved(published.start, -3 * back), _moved(published.end, back))
    return When(
        _moved(published.start, -back if status == "cancelled" else timedelta(0)), _moved(published.end, HALF_YEAR)
    )


def _moved(day: date, by: timedelta) -> date:
    """The day moved, held within the calendar."""
    try:
        return day + by
    except OverflowError:
        return date.min if by < timedelta(0) else date.max


def _unplaceable(a: Assertion) -> bool:
    """Whether neither the event nor its article has a day that could say which of several encounters is meant."""
    published = a.published
    return a.event.when is None and (published is None or published.days is None or published.days > COARSE)


def _distance(a: Assertion, entry: Entry) -> tuple[bool, bool, bool, bool, bool, int, int]:
    """Which of several fitting entries an assertion means: one of its text, at its place, of its status and time."""
    gap = WIDE
    anchor = a.published.end if a.published else None
    if anchor and entry.when and entry.when.end:
        gap = abs((anchor - entry.when.end).days)
    coarse = entry.when is None or entry.when.days is None or entry.when.days > COARSE
    return (
        a.text not in entry.texts,
        not ties(a, entry),
        coarse,
        a.event.status not in entry.statuses,
        entry.mode != a.event.mode,
        gap,
        entry.number,
    )


def _chronology(entry: LedgerEntry) -> tuple[date, date, int, str]:
    """By day; on one day the talks of two come before the gathering of many."""
    when, many = entry.when, len(entry.participants)
    if when is None:
        return date.max, date.max, many, entry.id
    return when.start or when.end or date.max, when.end or date.max, many, entry.id
