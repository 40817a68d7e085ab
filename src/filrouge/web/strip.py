"""Encounters on a line of years."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from filrouge.tell import rows
from filrouge.text import edtf

LEAST = 8.0
"""Width of a day in per mille: as wide as it is high, so that it can be seen."""
LABELS = 10
"""Years named on the line; more would touch."""


@dataclass(frozen=True, slots=True)
class Dot:
    """An encounter: ``x`` and ``width`` in per mille of the strip."""

    id: str
    x: float
    width: float
    status: str
    label: str


@dataclass(frozen=True, slots=True)
class Strip:
    years: tuple[tuple[int, float], ...]
    dots: tuple[Dot, ...]


def in_time(entries: Iterable[rows.LedgerRow]) -> tuple[rows.LedgerRow, ...]:
    """Oldest first, undated last."""
    return tuple(sorted(entries, key=_time))


def strip(entries: Sequence[rows.LedgerRow]) -> Strip | None:
    """None where fewer than two have a date."""
    spans = [(e, span) for e in entries if (span := _span(e.date))]
    if len(spans) < 2:
        return None
    first, last = min(s[0].year for _, s in spans), max(s[1].year for _, s in spans)
    begin = date(first, 1, 1).toordinal()
    length = date(last, 12, 31).toordinal() + 1 - begin
    step = -(-(last - first + 1) // LABELS)

    def place(day: date) -> float:
        return round(1000 * (day.toordinal() - begin) / length, 1)

    dots = tuple(
        Dot(e.id, place(a), max(LEAST, round(place(b) - place(a), 1)), e.status, _label(e)) for e, (a, b) in spans
    )
    return Strip(tuple((y, place(date(y, 1, 1))) for y in range(first, last + 1, step)), dots)


def _label(entry: rows.LedgerRow) -> str:
    return " – ".join(p.name for p in entry.participants)


def _time(entry: rows.LedgerRow) -> tuple[date, str]:
    span = _span(entry.date)
    return (span[0] if span else date.max), entry.id


def _span(text: str | None) -> tuple[date, date] | None:
    when = edtf.parse(text) if text else None
    if when is None or (when.start is None and when.end is None):
        return None
    return (when.start or when.end or date.min), (when.end or when.start or date.max)
