"""Encounters counted: on which days, and who met whom; and the marks of a timeline. Only what was held counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from filrouge.tell import rows
from filrouge.tell.export import plain
from filrouge.tell.svg import Grain, Mark
from filrouge.tell.told_rows import DayRow, PairRow
from filrouge.text.normalise import fold

LONGEST_VISIT = 5
"""Days: an interval shorter than this is a visit, present on each of its days; a wider one hides an unknown day."""
LARGEST = 30
"""Participants of one encounter whose pairs are counted: a larger one is an assembly, where few meet each other."""
MONTHS_UP_TO = 3
"""Years that a timeline may span and still have a line for each month."""


def days(entries: Iterable[rows.LedgerRow]) -> tuple[DayRow, ...]:
    """How many encounters were held on each day that had any, in order; those whose day is not known are left out."""
    found: dict[date, list[str]] = defaultdict(list)
    for e in entries:
        span = plain.span(e.date)
        if e.status != "held" or span is None or (span[1] - span[0]).days >= LONGEST_VISIT:
            continue
        for n in range((span[1] - span[0]).days + 1):
            found[span[0] + timedelta(days=n)].append(e.id)
    return tuple(DayRow(day.isoformat(), len(found[day]), tuple(found[day])) for day in sorted(found))


def pairs(entries: Iterable[rows.LedgerRow]) -> tuple[PairRow, ...]:
    """Who met whom, most often first, by ids; ``first`` and ``last`` are the dates of the first and last encounter."""
    met: dict[tuple[str, str], list[rows.LedgerRow]] = defaultdict(list)
    names: dict[str, str] = {}
    for e in entries:
        people = {p.id: p.name for p in e.participants}
        if e.status != "held" or not 2 <= len(people) <= LARGEST:
            continue
        names.update(people)
        for one, other in combinations(sorted(people), 2):
            met[one, other].append(e)
    found = []
    for (one, other), shared in met.items():
        dated = sorted((e for e in shared if e.date), key=lambda e: (plain.order(e.date), e.id))
        first, last = (dated[0].date, dated[-1].date) if dated else (None, None)
        ids = tuple(e.id for e in sorted(shared, key=lambda e: (plain.order(e.date), e.id)))
        found.append(PairRow(one, names[one], other, names[other], len(shared), first, last, ids))
    return tuple(sorted(found, key=lambda p: (-p.encounters, p.one, p.other)))


def people(found: Sequence[PairRow], most: int) -> tuple[tuple[str, str], ...]:
    """(id, name) of those who met most often, at most so many."""
    times: dict[str, int] = defaultdict(int)
    names: dict[str, str] = {}
    for p in found:
        for id, name in ((p.one, p.one_name), (p.other, p.other_name)):
            times[id] += p.encounters
            names[id] = name
    return tuple((id, names[id]) for id in sorted(times, key=lambda id: (-times[id], id))[:most])


def at(entries: Iterable[rows.LedgerRow], names: Collection[str], country: str | None) -> Iterator[rows.LedgerRow]:
    """The entries at a place, by any of its names, or in a country."""
    folded = {fold(name) for name in names}
    for e in entries:
        if (e.place and fold(e.place) in folded) or (country and e.country == country):
            yield e


@dataclass(frozen=True, slots=True)
class Drawn:
    """The marks of a timeline, and how many entries have no bounded date and so no mark."""

    marks: tuple[Mark, ...]
    undated: int
    grain: Grain


def marks(entries: Sequence[rows.LedgerRow], grain: Grain | None = None) -> Drawn:
    """The marks of these entries; without a grain, a line for each month up to three years, else for each year."""
    heaviest = max((len(e.evidence) + e.independent_sources for e in entries), default=1) or 1
    found = []
    for e in entries:
        if span := plain.span(e.date):
            who = ", ".join([p.name for p in e.participants]) or e.type  # made harmless where it is drawn
            label = f"{e.date}: {who}, {', '.join(filter(None, (e.mode, e.place, e.country, e.status)))}"
            weight = (len(e.evidence) + e.independent_sources) / heaviest
            found.append(Mark(label, f"#e-{e.id}", span[0], span[1], e.status, weight))
    years = {m.first.year for m in found}
    by_month = bool(years) and max(years) - min(years) < MONTHS_UP_TO
    return Drawn(tuple(found), len(entries) - len(found), grain or ("month" if by_month else "year"))


def as_text(lines: Iterable[rows.TimelineRow]) -> Iterator[str]:
    """A timeline to read: a line for each, under its year, with the sentence that says so."""
    year = ""
    for row in lines:
        here = "undated" if row.date is None else row.date.strip("./")[:4]
        if here != year:
            yield f"{'' if not year else chr(10)}{here}\n"
            year = here
        parts = (plain.line(row.title), row.status, ", ".join(p for p in (plain.line(row.place), row.country) if p))
        number = f"{row.independent_sources} independent source{'' if row.independent_sources == 1 else 's'}"
        yield f"  {row.date or '?'}  {' · '.join(p for p in (*parts, number) if p)}\n"
        if row.sentence:
            yield f"      “{plain.line(row.sentence)}” ({', '.join(row.articles[:3])})\n"
