"""Plain listings, a page at a time: storylines, stories, the ledger; and what the archive is made of."""

from __future__ import annotations

from dataclasses import dataclass

from filrouge.desk.api import Filrouge, LedgerFilter
from filrouge.desk.browse import Sizes
from filrouge.tell import rows
from filrouge.web.pages.fold import Fold, folded
from filrouge.web.pages.named import cited, openings

PAGE = 30
"""Rows of a listing on one page."""
REFUSED = 50
"""Refusals shown."""


@dataclass(frozen=True, slots=True)
class StorylinesPage:
    storylines: tuple[rows.StorylineRow, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class StoriesPage:
    stories: tuple[Fold, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class LedgerPage:
    entries: tuple[rows.LedgerRow, ...]
    actors: tuple[rows.ActorRow, ...]
    status: str | None
    articles: dict[str, rows.ArticleRow]
    openings: dict[str, str]
    next: str | None


@dataclass(frozen=True, slots=True)
class EntryPage:
    entry: rows.LedgerRow
    articles: dict[str, rows.ArticleRow]
    openings: dict[str, str]


@dataclass(frozen=True, slots=True)
class AboutPage:
    sizes: Sizes
    refused: tuple[rows.RefusedRow, ...]
    """The latest."""
    parts: tuple[rows.DoctorRow, ...]


def storylines(desk: Filrouge, after: str | None) -> StorylinesPage:
    found = desk.storylines(after=after, limit=PAGE)
    return StorylinesPage(found.rows, found.next)


def stories(desk: Filrouge, after: str | None) -> StoriesPage:
    found = desk.stories(after=after, limit=PAGE)
    return StoriesPage(folded(desk, found.rows), found.next)


def ledger(desk: Filrouge, actors: tuple[str, ...], status: str | None, after: str | None) -> LedgerPage:
    people = tuple(desk.actor(a) for a in actors)
    where = LedgerFilter(actors=tuple(p.id for p in people), status=status)
    found, articles = desk.ledger_cited(where, after, PAGE)
    return LedgerPage(found.rows, people, status, articles, openings(desk, articles.values()), found.next)


def entry(desk: Filrouge, id: str) -> EntryPage:
    found = desk.entry(id)
    articles = cited(desk, (v.article for v in found.evidence))
    return EntryPage(found, articles, openings(desk, articles.values()))


def about(desk: Filrouge) -> AboutPage:
    return AboutPage(desk.sizes(), desk.refused(REFUSED), desk.doctor())
