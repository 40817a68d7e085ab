"""Plain listings, a page at a time: storylines, stories, the ledger, search, and what was refused."""

from __future__ import annotations

from dataclasses import dataclass

from filrouge.desk.api import Filrouge, LedgerFilter, Stats
from filrouge.tell import rows

PAGE = 30
"""Rows of a listing on one page."""


@dataclass(frozen=True, slots=True)
class StorylinesPage:
    storylines: tuple[rows.StorylineRow, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class StoriesPage:
    stories: tuple[rows.StoryRow, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class LedgerPage:
    entries: tuple[rows.LedgerRow, ...]
    actors: tuple[rows.ActorRow, ...]
    status: str | None
    next: str | None


@dataclass(frozen=True, slots=True)
class SearchPage:
    query: str
    hits: tuple[rows.HitRow, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class AboutPage:
    stats: Stats
    parts: tuple[rows.DoctorRow, ...]
    outlets: tuple[rows.OutletRow, ...]


def storylines(desk: Filrouge, after: str | None) -> StorylinesPage:
    found = desk.storylines(after=after, limit=PAGE)
    return StorylinesPage(found.rows, found.next)


def stories(desk: Filrouge, after: str | None) -> StoriesPage:
    found = desk.stories(after=after, limit=PAGE)
    return StoriesPage(found.rows, found.next)


def ledger(desk: Filrouge, actors: tuple[str, ...], status: str | None, after: str | None) -> LedgerPage:
    found = desk.ledger(LedgerFilter(actors=actors, status=status), after=after, limit=PAGE)
    return LedgerPage(found.rows, tuple(desk.actor(a) for a in actors), status, found.next)


def search(desk: Filrouge, query: str, after: str | None) -> SearchPage:
    if not query.strip():
        return SearchPage("", (), None)
    found = desk.search(query, after=after, limit=PAGE)
    return SearchPage(query, found.rows, found.next)


def about(desk: Filrouge) -> AboutPage:
    return AboutPage(desk.stats(), desk.doctor(), desk.outlets())
