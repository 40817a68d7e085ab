"""A storyline's entries as a dated line: what happened, when, and how sure the day is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from filrouge.records import LedgerEntry
from filrouge.text import edtf


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of a timeline. ``date`` is EDTF, None where not known; ``weight`` is 0–1, heavier is more telling."""

    entry: LedgerEntry
    date: str | None
    year: int | None
    weight: float


def timeline(entries: Iterable[LedgerEntry], actors: frozenset[str] = frozenset()) -> tuple[Moment, ...]:
    """The entries in order of time, undated ones last.

    With ``actors``, only entries in which at least two of them take part (at least one, where one is given).
    The weight is the share of the heaviest entry's evidence: sources that are independent count double.
    """
    wanted = min(2, len(actors))
    chosen = [e for e in entries if len({p.id for p in e.participants} & actors) >= wanted]
    heaviest = max((_evidence(e) for e in chosen), default=1)
    moments = [
        Moment(e, edtf.format(e.when) if e.when else None, _first(e).year if e.when else None, _evidence(e) / heaviest)
        for e in chosen
    ]
    return tuple(sorted(moments, key=lambda m: (m.entry.when is None, _first(m.entry), m.entry.id)))


def _evidence(entry: LedgerEntry) -> int:
    return len(entry.evidence) + entry.independent_sources


def _first(entry: LedgerEntry) -> date:
    when = entry.when
    return (when.start or when.end or date.max) if when else date.max
