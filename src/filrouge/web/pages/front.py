"""The front page: the storylines that move, each with its latest encounter, and the newest stories."""

from __future__ import annotations

from dataclasses import dataclass

from filrouge.desk.api import Filrouge
from filrouge.desk.browse import Sizes
from filrouge.tell import rows
from filrouge.web.pages.fold import Fold, folded
from filrouge.web.pages.named import ENCOUNTER, openings

STORYLINES, STORIES = 6, 10
"""What fits two screens."""
LOOKED_THROUGH = 30
"""Newest storylines and stories from which those are chosen: live pages give many stories of one short entry."""
EXCERPT = 28
"""Words of the newest article of a story."""


@dataclass(frozen=True, slots=True)
class Thread:
    """A storyline and the latest encounter that its articles tell."""

    storyline: rows.StorylineRow
    latest: rows.LedgerRow | None


@dataclass(frozen=True, slots=True)
class FrontPage:
    sizes: Sizes
    threads: tuple[Thread, ...]
    stories: tuple[Fold, ...]
    excerpts: dict[str, str]
    """By story: the first words of its newest article."""
    articles: dict[str, rows.ArticleRow]
    openings: dict[str, str]


def front(desk: Filrouge) -> FrontPage:
    lines = desk.storylines(limit=LOOKED_THROUGH).rows
    moving = [line for line in lines if len(line.stories) > 1] or lines
    people = {line.id: tuple(e.id for e in line.entities if e.kind == "person")[:2] for line in moving[:STORYLINES]}
    latest, articles = desk.latest_of(people, ENCOUNTER)
    stories = folded(desk, desk.stories(limit=LOOKED_THROUGH).rows)[:STORIES]
    newest = {f.story.articles[-1]: f.story.id for f in stories if f.story.articles and f.lead is None}
    words = desk.openings(newest, EXCERPT)
    return FrontPage(
        desk.sizes(),
        tuple(Thread(line, latest.get(line.id)) for line in moving[:STORYLINES]),
        stories,
        {newest[key]: text for key, text in words.items()},
        articles,
        openings(desk, articles.values()),
    )
