"""The front page: the storylines that move, the latest encounters, the newest stories."""

from __future__ import annotations

from dataclasses import dataclass

from filrouge.desk.api import Filrouge
from filrouge.desk.browse import Sizes
from filrouge.tell import rows
from filrouge.web.pages.fold import Fold, folded

STORYLINES, STORIES = 6, 10
"""What fits two screens."""
LOOKED_THROUGH = 30
"""Newest storylines and stories from which those are chosen: live pages give many stories of one short entry."""


@dataclass(frozen=True, slots=True)
class FrontPage:
    sizes: Sizes
    storylines: tuple[rows.StorylineRow, ...]
    stories: tuple[Fold, ...]


def front(desk: Filrouge) -> FrontPage:
    lines = desk.storylines(limit=LOOKED_THROUGH).rows
    threads = [line for line in lines if len(line.stories) > 1] or lines
    stories = folded(desk, desk.stories(limit=LOOKED_THROUGH).rows)
    return FrontPage(desk.sizes(), tuple(threads[:STORYLINES]), stories[:STORIES])
