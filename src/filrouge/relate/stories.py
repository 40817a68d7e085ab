"""Step 9, stories: the articles on one happening, found online, in time order, with a bounded state.

The shell keeps one `StoryIndex` a process, rebuilt from stored features with `add`, and gives each batch of new
articles to `assign`; what it answers is to be stored: new placements, and articles that the look-back moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from filrouge.records import Story
from filrouge.relate.features import Features


@dataclass(frozen=True, slots=True)
class Placed:
    """An article with the story it is in. ``pinned``: a person put it there, and nothing moves it."""

    features: Features
    story: str
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class Placement:
    """The decision: ``article`` belongs to ``story``; ``moved_from`` is the story that it leaves, if it had one."""

    article: str
    story: str
    why: tuple[str, ...]
    moved_from: str | None = None


class StoryIndex:
    """The active stories: state that lives in the shell's hands and nowhere else; bounded in articles and days."""

    def __init__(self) -> None: ...

    def add(self, placed: Iterable[Placed]) -> None:
        """Take in articles already placed (at start, from the store), in time order."""
        raise NotImplementedError

    def assign(self, batch: Sequence[Features]) -> tuple[Placement, ...]:
        """Place every new article of the batch (teasers too) and say which earlier ones the look-back moved.

        Articles that the index holds already are not placed again. The result does not depend on how the
        batch is cut where the articles are the same and in the same order, but for what a look-back corrects.
        """
        raise NotImplementedError


def story(story_id: str, members: Sequence[Features], why: Sequence[str] = ()) -> Story:
    """The record of one story: its articles in order of time, its title (of its most central article), its days."""
    raise NotImplementedError
