"""A storyline: its encounters in order of time, the counts that articles give, its stories newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from filrouge.desk.api import Filrouge, LedgerFilter
from filrouge.tell import rows
from filrouge.text import edtf

MOST = 300
"""Entries and stories on one page; a longer thread is read in the ledger."""


@dataclass(frozen=True, slots=True)
class Dot:
    """An encounter on the strip of years: ``x`` and ``width`` in per mille of the strip."""

    id: str
    x: float
    width: float
    status: str
    label: str


@dataclass(frozen=True, slots=True)
class Strip:
    years: tuple[tuple[int, float], ...]
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class StorylinePage:
    storyline: rows.StorylineRow
    encounters: tuple[rows.LedgerRow, ...]
    """Those between the storyline's own actors, oldest first, undated last."""
    others: tuple[rows.LedgerRow, ...]
    """What else its articles tell."""
    counts: tuple[rows.CountRow, ...]
    stories: tuple[rows.StoryRow, ...]
    articles: dict[str, rows.ArticleRow]
    strip: Strip | None


def storyline(desk: Filrouge, id: str) -> StorylinePage:
    line = desk.storyline(id)
    entries = desk.ledger(LedgerFilter(storyline=line.id), limit=MOST).rows
    own = {e.id for e in line.entities if e.kind == "person"} or {e.id for e in line.entities}
    wanted = min(2, len(own))
    among = [e for e in entries if len({p.id for p in e.participants} & own) >= wanted]
    chosen = {e.id for e in among}
    encounters = tuple(sorted(among, key=_time))
    stories = desk.stories(storyline=line.id, limit=MOST).rows
    counts = tuple(c for c in desk.counts() if len({p.id for p in c.participants} & own) >= wanted)
    cited = {v.article for e in entries for v in e.evidence} | {c.article for c in counts}
    cited |= {a for s in stories for a in s.articles}
    articles = {a.id: a for a in desk.article_rows(sorted(cited))}
    return StorylinePage(
        line,
        encounters,
        tuple(sorted((e for e in entries if e.id not in chosen), key=_time)),
        tuple(c for c in counts if c.article in articles and articles[c.article].storyline == line.id),
        stories,
        articles,
        strip(encounters),
    )


def _time(entry: rows.LedgerRow) -> tuple[date, str]:
    span = _span(entry.date)
    return (span[0] if span else date.max), entry.id


def _span(text: str | None) -> tuple[date, date] | None:
    when = edtf.parse(text) if text else None
    if when is None or (when.start is None and when.end is None):
        return None
    return (when.start or when.end or date.min), (when.end or when.start or date.max)


def strip(entries: tuple[rows.LedgerRow, ...]) -> Strip | None:
    """The encounters on a line of years; None where fewer than two have a date."""
    spans = [(e, span) for e in entries if (span := _span(e.date))]
    if len(spans) < 2:
        return None
    first, last = min(s[0].year for _, s in spans), max(s[1].year for _, s in spans)
    begin, length = date(first, 1, 1), (date(last + 1, 1, 1) - date(first, 1, 1)).days
    step = max(1, (last - first) // 10)

    def place(day: date) -> float:
        return round(1000 * (day - begin).days / length, 1)

    dots = tuple(
        Dot(
            e.id,
            place(a),
            max(4.0, round(place(b) - place(a), 1)),
            e.status,
            " – ".join(p.name for p in e.participants),
        )
        for e, (a, b) in spans
    )
    return Strip(tuple((y, place(date(y, 1, 1))) for y in range(first, last + 1, step)), dots)
