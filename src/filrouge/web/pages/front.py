"""The front page: the storylines that move, and the newest stories."""

from __future__ import annotations

from dataclasses import dataclass

from filrouge.desk.api import Filrouge, Stats
from filrouge.tell import rows

STORYLINES, STORIES = 6, 12
"""What fits two screens."""


@dataclass(frozen=True, slots=True)
class FrontPage:
    stats: Stats
    storylines: tuple[rows.StorylineRow, ...]
    stories: tuple[rows.StoryRow, ...]
    more_storylines: bool
    more_stories: bool


def front(desk: Filrouge) -> FrontPage:
    storylines = desk.storylines(limit=STORYLINES)
    stories = desk.stories(limit=STORIES)
    return FrontPage(desk.stats(), storylines.rows, stories.rows, bool(storylines.next), bool(stories.next))
