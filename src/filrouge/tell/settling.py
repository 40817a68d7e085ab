"""What an entry of the ledger says once all its assertions are known: status, day, place, disputes, sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from filrouge.records import Dispute, Evidence, LedgerEntry, Participant, Place, Status, When
from filrouge.tell.joining import COARSE, Assertion, Entry
from filrouge.tell.sources import Independent
from filrouge.text import edtf
from filrouge.text.digest import digest

GRAINS = {"venue": 0, "city": 1, "region": 2, "country": 3}
"""From the finest place to the coarsest."""


def settled(entry: Entry, independent: Independent, now: date) -> LedgerEntry:
    """The entry as it is shown; ``now`` tells what is overdue."""
    told = sorted(entry.assertions, key=_telling)
    status = _status(told)
    when = _when(entry, told, independent)
    ended = when.end if when else None
    return LedgerEntry(
        id=_identity(told),
        type=told[0].event.type,
        mode=entry.mode,
        status=status,
        participants=_participants(told),
        when=when,
        place=_place(told, independent),
        occasion=next((a.event.occasion for a in told if a.event.occasion), None),
        evidence=tuple(_evidence(a) for a in told),
        independent_sources=independent({a.article for a in told}),
        disputes=_disputes(entry, told),
        overdue=status == "announced" and ended is not None and ended < now,
    )


def _telling(a: Assertion) -> tuple[date, str, int, str]:
    """In order of publication, articles whose day is not known to a month last, then by content."""
    published = a.published
    day = published.start if published and published.start and (published.days or 2 * COARSE) <= COARSE else date.max
    e = a.event
    when = edtf.format(e.when) if e.when else ""
    return day, a.article, e.start, f"{e.mode} {e.status} {when} {e.cue} {e.place}"


def _identity(told: Sequence[Assertion]) -> str:
    """Digest of who took part and of the first assertion of the first article; an assertion is in one entry only.

    What is published later never changes it.
    """
    first = told[0].event
    who = sorted(f"{p.role}:{p.id}" for p in first.participants)
    return digest(first.type, *who, told[0].article, *map(str, _telling(told[0])[2:]))


def _status(told: Sequence[Assertion]) -> Status:
    """Held where an article reports it held and does not itself report the denial; else what was said last.

    A cancellation on an unknown day, or on the day of the announcement, came after it.
    """
    denying = {a.article for a in told if a.event.status == "denied"}
    if any(a.event.status == "held" and a.article not in denying for a in told):
        return "held"
    if denying:
        return "denied"
    said = [(_telling(a)[0], a.event.status) for a in told]
    if any(status == "cancelled" and day == date.max for day, status in said):
        return "cancelled"
    last = max((day for day, _ in said if day < date.max), default=date.max)
    return "cancelled" if (last, "cancelled") in said else "announced"


def _when(entry: Entry, told: Sequence[Assertion], independent: Independent) -> When | None:
    """The time that all evidence allows; of disputed days the one of most sources, first the earlier."""
    if not entry.days_apart:
        return entry.when
    days = {w: independent(who) for w, who in _said(told, _day).items()}
    best = max(days, key=lambda w: (days[w], [-ord(c) for c in w]))
    same = [a.event.when for a in told if _day(a) == best and a.event.when]
    return next((w for w in same if w.clock), same[0])


def _participants(told: Sequence[Assertion]) -> tuple[Participant, ...]:
    """Each participant once, with the most telling role that any article gives."""
    best: dict[str, Participant] = {}
    for a in told:
        for p in a.event.participants:
            if p.id not in best or (best[p.id].role == "actor" and p.role == "host"):
                best[p.id] = p
    return tuple(best[i] for i in sorted(best))


def _place(told: Sequence[Assertion], independent: Independent) -> Place | None:
    """The finest place that is told; of several, the one that most sources tell."""
    places = [a.event.place for a in told if a.event.place]
    if not places:
        return None
    finest = min(GRAINS.get(p.grain, 4) for p in places)
    told_at = _said([a for a in told if a.event.place and GRAINS.get(a.event.place.grain, 4) == finest], _place_name)
    best = max(told_at.items(), key=lambda item: independent(item[1]))[0]
    return next(p for p in places if p.name == best and GRAINS.get(p.grain, 4) == finest)


def _evidence(a: Assertion) -> Evidence:
    e = a.event
    return Evidence(a.article, e.start, e.end, a.sentence, e.status, e.when, e.place, e.mode)


def _disputes(entry: Entry, told: Sequence[Assertion]) -> tuple[Dispute, ...]:
    """Who says which day, place, mode or status, where they do not agree."""
    towns = [a for a in told if a.event.place and a.event.place.grain == "city"]
    claims = [a for a in told if a.event.status in ("held", "denied")]
    found = (
        _dispute("date", told if entry.days_apart else (), _day),
        _dispute("status", claims, lambda a: a.event.status),
        _dispute("mode", told, lambda a: a.event.mode),
        _dispute("place", towns, _place_name),
    )
    return tuple(d for d in found if d is not None)


def _dispute(field: str, told: Iterable[Assertion], value: Callable[[Assertion], str | None]) -> Dispute | None:
    said = _said(told, value)
    if len(said) < 2:
        return None
    return Dispute(field, tuple(f"{v} ({', '.join(sorted(set(who)))})" for v, who in sorted(said.items())))


def _said(told: Iterable[Assertion], value: Callable[[Assertion], str | None]) -> dict[str, list[str]]:
    """Which articles say which value."""
    said: dict[str, list[str]] = defaultdict(list)
    for a in told:
        if (v := value(a)) is not None:
            said[v].append(a.article)
    return said


def _day(a: Assertion) -> str | None:
    """The day of an assertion that has one, without its clock time."""
    when = a.event.when
    if when is None or (when.days or COARSE) > 2:
        return None
    return edtf.format(replace(when, clock=None, zone=None))


def _place_name(a: Assertion) -> str | None:
    return a.event.place.name if a.event.place else None
