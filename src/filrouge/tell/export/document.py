"""A storyline as a document: what Markdown, HTML, EPUB and JSON-LD are all made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from filrouge.tell import rows
from filrouge.tell.export import plain
from filrouge.tell.told_rows import SummaryRow


@dataclass(frozen=True, slots=True)
class Document:
    """A storyline with its events and stories in order of time and every article that is cited, by id."""

    line: rows.StorylineRow
    events: tuple[rows.LedgerRow, ...]
    stories: tuple[rows.StoryRow, ...]
    articles: Mapping[str, rows.ArticleRow]
    summary: tuple[SummaryRow, ...]
    at: datetime
    """The stamp of the document, UTC; given, so that the same store gives the same bytes."""


def document(
    line: rows.StorylineRow,
    events: Iterable[rows.LedgerRow],
    stories: Iterable[rows.StoryRow],
    articles: Iterable[rows.ArticleRow],
    summary: Iterable[SummaryRow],
    at: datetime,
) -> Document:
    """The document of a storyline, everything in order of time, undated last."""
    return Document(
        line,
        tuple(sorted(events, key=lambda e: (plain.order(e.date), e.id))),
        tuple(sorted(stories, key=lambda s: (plain.order(s.first), s.first or "", s.id))),
        {a.id: a for a in sorted(articles, key=lambda a: (plain.order(a.published), a.published or "", a.id))},
        tuple(summary),
        at,
    )


def title(document: Document) -> str:
    return plain.line(document.line.title) or "Untitled storyline"


def standing(entry: rows.LedgerRow) -> str:
    """Status, mode, place, occasion and number of sources of an event, on one line."""
    sources = f"{entry.independent_sources} independent source{'' if entry.independent_sources == 1 else 's'}"
    late = "overdue" if entry.overdue else ""
    parts = (
        entry.status,
        late,
        entry.mode,
        plain.where(entry),
        plain.line(entry.occasion),
        plain.line(entry.time),
        sources,
    )
    return " · ".join(part for part in parts if part)


def history(entry: rows.LedgerRow, articles: Mapping[str, rows.ArticleRow]) -> str | None:
    """Who said first that it was announced, held, cancelled or denied, and when; None where all say the same."""
    first: dict[str, rows.EvidenceRow] = {}
    for v in entry.evidence:
        first.setdefault(v.status, v)
    if len(first) < 2:
        return None
    told = []
    for status, v in first.items():
        said = plain.source(articles.get(v.article), v.article)
        told.append(f"held according to {said}" if status == "held" else f"{status} by {said}")
    return "; ".join(told)


def days(story: rows.StoryRow) -> str:
    return _span(story.first, story.last) or "undated"


def extent(document: Document) -> str:
    """How much there is and from when to when, on one line."""
    days = _span(document.line.first, document.line.last)
    counted = (
        (len(document.events), "event", "events"),
        (len(document.stories), "story", "stories"),
        (len(document.articles), "article", "articles"),
    )
    number = ", ".join(f"{n} {one if n == 1 else many}" for n, one, many in counted)
    return f"{days} · {number}" if days else number


def _span(first: str | None, last: str | None) -> str:
    """From the first day that the one may mean to the last day that the other may."""
    begins, ends = plain.when(first), plain.when(last)
    days = (begins.start or begins.end if begins else None, ends.end or ends.start if ends else None)
    return " – ".join(dict.fromkeys(d.isoformat() for d in days if d))
