"""A story: the articles on one happening, who copied whom, and what they say happened."""

from __future__ import annotations

from dataclasses import dataclass

from filrouge.desk.api import Filrouge, LedgerFilter
from filrouge.tell import rows
from filrouge.web.pages.named import openings
from filrouge.web.strip import in_time

EXCERPTS, EXCERPT = 20, 24
"""Articles whose first words are shown, and how many words."""
MOST = 200
"""Articles on one page, the newest; the others are found by search."""


@dataclass(frozen=True, slots=True)
class StoryPage:
    story: rows.StoryRow
    storyline: rows.StorylineRow | None
    newest: tuple[rows.ArticleRow, ...]
    """Its articles, newest first."""
    copies: dict[str, rows.CopyRow]
    """For each article that copies another of this story, the surest link."""
    entries: tuple[rows.LedgerRow, ...]
    """Oldest first, undated last."""
    excerpts: dict[str, str]
    """The first words of those."""
    articles: dict[str, rows.ArticleRow]
    """These and those that they copy or are cited beside."""
    openings: dict[str, str]


def story(desk: Filrouge, id: str) -> StoryPage:
    row = desk.story(id)
    shown = row.articles[-MOST:]
    articles = desk.article_rows(shown)
    copies: dict[str, rows.CopyRow] = {}
    for link in desk.copies_among(shown):
        if link.article not in copies or link.confidence > copies[link.article].confidence:
            copies[link.article] = link
    entries = in_time(desk.ledger(LedgerFilter(story=row.id), limit=MOST).rows)
    ends = {v.article for e in entries for v in e.evidence} | {c.of for c in copies.values()}
    by_id = {a.id: a for a in (*articles, *desk.article_rows(sorted(ends - set(shown))))}
    line = desk.storyline(row.storyline) if row.storyline else None
    newest = tuple(sorted(articles, key=lambda a: (a.published or "").strip("./"), reverse=True))
    excerpts = desk.openings([a.id for a in newest[:EXCERPTS] if a.title], EXCERPT)
    return StoryPage(row, line, newest, copies, entries, excerpts, by_id, openings(desk, by_id.values()))
