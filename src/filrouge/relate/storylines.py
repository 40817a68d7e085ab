"""Step 10, storylines: stories to threads that last years, through silences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from filrouge.records import Story, Storyline
from filrouge.relate.features import Features


@dataclass(frozen=True, slots=True)
class Profile:
    """One story as storylines see it: who leads it, what kind of happening it is, what it is about."""

    story: str
    title: str
    first: int | None
    last: int | None
    """Ordinal days."""
    actors: tuple[str, ...]
    """Ids of the principal actors, heaviest first."""
    actor_names: tuple[str, ...]
    actor_weights: tuple[float, ...]
    kinds: tuple[str, ...]
    """Event types with their participants' pair, heaviest first."""
    vector: bytes
    articles: int
    parents: tuple[str, ...] = ()
    """Stories that hold the parent, or a child, of one of its articles."""


def profile(story: Story, members: Sequence[Features], parents: Sequence[str] = ()) -> Profile:
    """What `storylines` needs of one story; its members' features in any order."""
    raise NotImplementedError


def storylines(profiles: Sequence[Profile], past: Sequence[Storyline]) -> tuple[Storyline, ...]:
    """All storylines over the given stories; ids of ``past`` are kept where a thread goes on.

    ``profiles``: every story of interest (all of them, or those that share an actor with a changed one,
    with ``past`` holding the storylines of the same). A story without a thread makes a storyline of its own
    only with articles that others can join: it is always in exactly one storyline.
    """
    raise NotImplementedError
