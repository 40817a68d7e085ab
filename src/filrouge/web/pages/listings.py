"""Plain listings, a page at a time: storylines and stories."""

from __future__ import annotations

from dataclasses import dataclass

from filrouge.desk.api import Filrouge
from filrouge.tell import rows
from filrouge.web.pages.fold import Fold, folded

PAGE = 30
"""Rows of a listing on one page."""


@dataclass(frozen=True, slots=True)
class StorylinesPage:
    storylines: tuple[rows.StorylineRow, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class StoriesPage:
    stories: tuple[Fold, ...]
    next: str | None


def storylines(desk: Filrouge, after: str | None) -> StorylinesPage:
    found = desk.storylines(after=after, limit=PAGE)
    return StorylinesPage(found.rows, found.next)


def stories(desk: Filrouge, after: str | None) -> StoriesPage:
    found = desk.stories(after=after, limit=PAGE)
    return StoriesPage(folded(desk, found.rows), found.next)
