"""Step 11: the events of many articles reconciled into real-world events.

Order of arrival does not matter: assertions are taken from the most precisely dated to the vaguest, ties
broken by content, so the same set gives the same entries. Entries of different people never meet, so one
block of assertions (`block_key`) can be reconciled without the others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from filrouge.records import (
    Dispute,
    Event,
    Evidence,
    LedgerEntry,
    Participant,
    Place,
    Status,
    When,
)
from filrouge.tell.sources import Independent
from filrouge.text import edtf
from filrouge.text.digest import digest

COARSE = 31
"""Days: a time wider than a month ("earlier this year") does not on its own tell which of two encounters is meant."""

SLIP = 1
"""Days by which two articles may differ on the day of one meeting (time zones, late reports) and dispute it."""


NEAR = timedelta(days=31)
"""How far from publication an encounter told without a date is looked for."""

LONGEST_VISIT = 5
"""Days: talks on following days in one article are one visit up to this length; state visits last two to four."""


@dataclass(frozen=True, slots=True)
class Assertion:
    """One event of one article, with what the ledger needs to know of the article."""

    article: str
    event: Event
    sentence: str
    published: When | None


@dataclass(slots=True)
class _Entry:
    """An entry in the making."""

    assertions: list[Assertion]
    when: When | None
    mode: str | None
    disputed: list[Assertion]


def block_key(event: Event) -> tuple[str, tuple[str, ...]]:
    """Assertions with different keys are never about one entry: the type and the participants' ids, sorted."""
    return event.type, tuple(sorted(p.id for p in event.participants))


def reconcile(assertions: Iterable[Assertion], independent: Independent, now: date) -> tuple[LedgerEntry, ...]:
    """The ledger of these assertions, in order of time (undated last).

    ``independent`` counts the sources behind a set of articles (`sources.counter`).
    """
    blocks: dict[tuple[str, tuple[str, ...]], list[Assertion]] = defaultdict(list)
    for a in assertions:
        blocks[block_key(a.event)].append(a)
    entries = [
        _finished(e, independent, now) for key in sorted(blocks) for e in _entries(sorted(blocks[key], key=_precision))
    ]
    return tuple(sorted(entries, key=_chronology))


def _precision(a: Assertion) -> tuple[int, int, str, date, str, int, str]:
    """From the most precise to the vaguest; then by content, so that no order of arrival shows."""
    when = a.event.when
    days = when.days if when and when.days is not None else 100_000
    fine = 0 if a.event.dated_by == "own-words" else 1
    start = (when.start if when else None) or date.max
    return days, fine, a.event.mode or "~", start, a.article, a.event.start, f"{a.event.status} {a.published}"


def _entries(assertions: Sequence[Assertion]) -> list[_Entry]:
    entries: list[_Entry] = []
    for a in assertions:
        when = _bounded(a)
        fitting = [e for e in entries if _fits(a, when, e)]
        if not fitting:
            if entry := _next_day(a, when, entries):
                if any(b.article == a.article for b in entry.assertions):
                    entry.when = edtf.hull(entry.when, when) if entry.when and when else when
                else:
                    entry.disputed.append(a)
                entry.assertions.append(a)
                continue
            entries.append(_Entry([a], when, a.event.mode, []))
            continue
        entry = min(fitting, key=lambda e: _distance(a, e))
        entry.assertions.append(a)
        entry.mode = entry.mode or a.event.mode
        if when is not None and (a.event.when is not None or entry.when is None):
            entry.when = edtf.intersect(entry.when, when) if entry.when else when
    return entries


def _bounded(a: Assertion) -> When | None:
    """When the event can have been: its own time, a held one not after publication; without a time, near publication.

    What an article tells without a date belongs to the weeks around it (`NEAR`), not to any year that fits.
    """
    when, published = a.event.when, a.published
    if published is None or published.start is None or published.end is None:
        return when
    if when is not None:
        bound = When(None, published.end, "day", "before")
        return (edtf.intersect(when, bound) or when) if a.event.status == "held" else when
    if a.event.status == "held":
        return When(published.start - NEAR, published.end, "day", "before")
    if a.event.status == "denied":
        return When(published.start - 3 * NEAR, published.end + NEAR)
    return When(published.start - (NEAR if a.event.status == "cancelled" else timedelta(0)), published.end + 6 * NEAR)


def _fits(a: Assertion, when: When | None, entry: _Entry) -> bool:
    if a.event.mode and entry.mode and a.event.mode != entry.mode:
        return False
    apart = when is not None and entry.when is not None and not edtf.compatible(when, entry.when)
    own = a.event.when is None and any(b.article == a.article for b in entry.assertions)
    if apart and not (own and a.event.status == "held"):
        return False
    if not (_same_place(a.event.place, entry) or _same_day(when, entry.when)):
        return False
    if (
        a.event.when is None
        and a.published is None
        and not any(b.event.status == a.event.status for b in entry.assertions)
    ):
        return False  # nothing ties what is to come, at an unknown time, to what was
    return not any(_kept_apart(a, other) for other in entry.assertions)


def _same_day(a: When | None, b: When | None) -> bool:
    """Whether both are known to two days: the same people are not in two countries, so the place is disputed."""
    return a is not None and b is not None and (a.days or COARSE) <= 2 and (b.days or COARSE) <= 2


def _same_place(place: Place | None, entry: _Entry) -> bool:
    """Places agree unless both countries are known and differ."""
    return (
        place is None
        or place.country is None
        or all(b.event.place is None or b.event.place.country in (None, place.country) for b in entry.assertions)
    )


def _kept_apart(a: Assertion, b: Assertion) -> bool:
    """Two sentences of one article that date an encounter in their own words, one of them coarsely, tell two."""
    if a.article != b.article or a.event.start == b.event.start:
        return False
    if not (a.event.dated_by == b.event.dated_by == "own-words") or a.event.when is None or b.event.when is None:
        return False
    wide = [w.days is None or w.days > COARSE for w in (a.event.when, b.event.when)]
    return wide[0] != wide[1] or (all(wide) and a.event.when != b.event.when)


def _distance(a: Assertion, entry: _Entry) -> tuple[bool, bool, bool, bool, int, str]:
    """Which of several fitting entries an assertion means: a dated one of its article, of its status, mode and time."""
    own = any(b.article == a.article for b in entry.assertions)
    gap = 100_000
    anchor = a.published.end if a.published else None
    if anchor and entry.when and entry.when.end:
        gap = abs((anchor - entry.when.end).days)
    coarse = entry.when is None or entry.when.days is None or entry.when.days > COARSE
    told = any(b.event.status == a.event.status for b in entry.assertions)
    return not own, coarse, not told, entry.mode != a.event.mode, gap, entry.assertions[0].article


def _next_day(a: Assertion, when: When | None, entries: Sequence[_Entry]) -> _Entry | None:
    """An entry whose days lie next to this one's, same mode and no other place.

    Told by another article the day is disputed; told by the same one, a visit lasts several days.
    """
    if when is None or when.days is None or when.days > 2 or when.start is None or when.end is None:
        return None
    wider = When(when.start - timedelta(days=SLIP), when.end + timedelta(days=SLIP))
    for e in entries:
        own = any(b.article == a.article for b in e.assertions)
        if e.when is None or e.when.days is None or e.when.days > (LONGEST_VISIT if own else 2):
            continue
        if own and a.event.mode != "in-person":
            continue
        if edtf.compatible(wider, e.when) and a.event.mode == e.mode and _same_place(a.event.place, e):
            return e
    return None


def _finished(entry: _Entry, independent: Independent, now: date) -> LedgerEntry:
    told = sorted(entry.assertions, key=lambda a: (_day(a.published), a.article, a.event.start, _precision(a)))
    status = _status(told)
    first = told[0]
    place = _best_place(told)
    ended = entry.when.end if entry.when else None
    return LedgerEntry(
        id=_identity(told),
        type=first.event.type,
        mode=entry.mode,
        status=status,
        participants=_participants(told),
        when=entry.when,
        place=place,
        occasion=next((a.event.occasion for a in told if a.event.occasion), None),
        evidence=tuple(_evidence(a) for a in told),
        independent_sources=independent({a.article for a in told}),
        disputes=_disputes(entry, told),
        overdue=status == "announced" and ended is not None and ended < now,
    )


def _identity(told: Sequence[Assertion]) -> str:
    """Digest of who took part and of the first of its assertions; an assertion is in one entry only."""
    first = min(
        (
            a.article,
            str(a.event.start),
            a.event.mode or "",
            edtf.format(a.event.when) if a.event.when else "",
            a.event.status,
            a.event.cue,
        )
        for a in told
    )
    return digest(told[0].event.type, *sorted(p.id for p in told[0].event.participants), *first)


def _status(told: Sequence[Assertion]) -> Status:
    """Held where an article reports it held and does not itself report the denial; else what was said last."""
    denying = {a.article for a in told if a.event.status == "denied"}
    if any(a.event.status == "held" and a.article not in denying for a in told):
        return "held"
    return "denied" if denying else told[-1].event.status


def _participants(told: Sequence[Assertion]) -> tuple[Participant, ...]:
    """Each participant once, with the most telling role that any article gives."""
    best: dict[str, Participant] = {}
    for a in told:
        for p in a.event.participants:
            if p.id not in best or (best[p.id].role == "actor" and p.role == "host"):
                best[p.id] = p
    return tuple(best[i] for i in sorted(best))


def _best_place(told: Sequence[Assertion]) -> Place | None:
    places = [a.event.place for a in told if a.event.place]
    grains = {"venue": 0, "city": 1, "region": 2, "country": 3}
    return min(places, key=lambda p: grains.get(p.grain, 4)) if places else None


def _evidence(a: Assertion) -> Evidence:
    e = a.event
    return Evidence(a.article, e.start, e.end, a.sentence, e.status, e.when, e.place, e.mode)


def _disputes(entry: _Entry, told: Sequence[Assertion]) -> tuple[Dispute, ...]:
    """Who says which day, town or status, where they do not agree."""
    out = []
    if entry.disputed:
        said: dict[str, list[str]] = defaultdict(list)
        for a in told:
            if a.event.when and (a.event.when.days or COARSE) <= 2:
                said[edtf.format(a.event.when)].append(a.article)
        out.append(Dispute("date", tuple(f"{d} ({', '.join(sorted(set(who)))})" for d, who in sorted(said.items()))))
    towns: dict[str, list[str]] = defaultdict(list)
    for a in told:
        if a.event.place and a.event.place.grain == "city" and a.event.mode == entry.mode:
            towns[a.event.place.name].append(a.article)
    claims: dict[str, list[str]] = defaultdict(list)
    for a in told:
        if a.event.status in ("held", "denied"):
            claims[a.event.status].append(a.article)
    if len(claims) > 1:
        out.append(
            Dispute("status", tuple(f"{s} ({', '.join(sorted(set(who)))})" for s, who in sorted(claims.items())))
        )
    if len(towns) > 1:
        out.append(Dispute("place", tuple(f"{t} ({', '.join(sorted(set(who)))})" for t, who in sorted(towns.items()))))
    return tuple(out)


def _day(when: When | None) -> date:
    return (when.start or when.end or date.max) if when else date.max


def _chronology(entry: LedgerEntry) -> tuple[date, date, str]:
    when = entry.when
    if when is None:
        return date.max, date.max, entry.id
    return when.start or when.end or date.max, when.end or date.max, entry.id
