"""An actor: its encounters and with whom, what it says, the storylines it is in, the newest articles naming it."""

from __future__ import annotations

from dataclasses import dataclass

from filrouge.desk.api import ArticleFilter, Filrouge, LedgerFilter
from filrouge.tell import rows
from filrouge.web.pages.named import ENCOUNTER, cited, openings

ENTRIES, OTHERS, PARTNERS, STATEMENTS, STORYLINES, ARTICLES = 20, 10, 12, 6, 8, 8
"""What fits four screens; each has its whole listing."""
PAGE = 60


@dataclass(frozen=True, slots=True)
class ActorPage:
    actor: rows.ActorRow
    entries: tuple[rows.LedgerRow, ...]
    """Its encounters, latest first."""
    others: tuple[rows.LedgerRow, ...]
    """The latest of what else it did or was done to it."""
    more_entries: bool
    partners: tuple[rows.ActorRow, ...]
    """``events``: the encounters they share."""
    statements: tuple[rows.StatementRow, ...]
    storylines: tuple[rows.StorylineRow, ...]
    newest: tuple[rows.ArticleRow, ...]
    articles: dict[str, rows.ArticleRow]
    openings: dict[str, str]


@dataclass(frozen=True, slots=True)
class ActorsPage:
    kind: str | None
    actors: tuple[rows.ActorRow, ...]
    next: str | None


def actor(desk: Filrouge, id: str) -> ActorPage:
    row = desk.actor(id)
    entries, known = desk.ledger_cited(LedgerFilter(actors=(row.id,), type=ENCOUNTER), limit=ENTRIES)
    others, cited_else = desk.ledger_cited(LedgerFilter(actors=(row.id,), besides=ENCOUNTER), limit=OTHERS)
    found = desk.sayings(row.id, limit=2 * STATEMENTS).rows
    said = tuple({s.text: s for s in reversed(found)}.values())[: -STATEMENTS - 1 : -1]  # of copies, the newest
    newest = desk.articles(ArticleFilter(actor=row.id), limit=ARTICLES).rows
    articles = {**cited(desk, (s.article for s in said), known | cited_else), **{a.id: a for a in newest}}
    return ActorPage(
        row,
        entries.rows,
        others.rows,
        entries.next is not None,
        desk.partners(row.id, PARTNERS),
        said,
        desk.storylines(actor=row.id, limit=STORYLINES).rows,
        newest,
        articles,
        openings(desk, articles.values()),
    )


def actors(desk: Filrouge, kind: str | None, after: str | None) -> ActorsPage:
    found = desk.actors(kind, after, PAGE)
    return ActorsPage(kind, found.rows, found.next)
