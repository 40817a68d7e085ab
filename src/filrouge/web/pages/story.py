"""A story: the articles on one happening, who copied whom, and what they say happened."""

from __future__ import annotations

from dataclasses import dataclass

from filrouge.desk.api import Filrouge, LedgerFilter
from filrouge.tell import rows


@dataclass(frozen=True, slots=True)
class StoryPage:
    story: rows.StoryRow
    storyline: rows.StorylineRow | None
    articles: tuple[rows.ArticleRow, ...]
    """Newest first."""
    copies: dict[str, rows.CopyRow]
    """For each article that copies another of this story, the surest link."""
    entries: tuple[rows.LedgerRow, ...]
    by_id: dict[str, rows.ArticleRow]


def story(desk: Filrouge, id: str) -> StoryPage:
    row = desk.story(id)
    articles = desk.article_rows(row.articles)
    copies: dict[str, rows.CopyRow] = {}
    for article in row.articles:
        for link in desk.copies(article).rows:
            if link.article == article and (article not in copies or link.confidence > copies[article].confidence):
                copies[article] = link
    entries = desk.ledger(LedgerFilter(story=row.id)).rows
    cited = {v.article for e in entries for v in e.evidence} | {c.of for c in copies.values()}
    by_id = {a.id: a for a in (*articles, *desk.article_rows(sorted(cited - set(row.articles))))}
    line = desk.storyline(row.storyline) if row.storyline else None
    return StoryPage(row, line, tuple(reversed(articles)), copies, entries, by_id)
