"""What people decided of stories, as the log of decisions keeps it: every later run obeys it.

Decisions name articles, whose ids last, and not stories alone, whose ids a rerun may change.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from filrouge.store import Store
from filrouge.store.codec import loads

MERGE, SPLIT, RENAME = "story-merge", "story-split", "story-rename"


@dataclass(frozen=True, slots=True)
class Group:
    """Articles that a person put into one story."""

    story: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grouping:
    """The payload of a merge (one group) or a split (what went, what stayed)."""

    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Naming:
    """The payload of a rename: the title for the story that holds most of these articles."""

    title: str
    articles: tuple[str, ...]


def by_hand(store: Store) -> dict[str, str]:
    """The story of each article that a person put into one: the last decision on it holds."""
    found: dict[str, str] = {}
    for decision in store.entries.decisions((MERGE, SPLIT)):
        for group in loads(Grouping, decision.payload).groups:
            found.update(dict.fromkeys(group.articles, group.story))
    return found


def given_titles(store: Store, stories: Sequence[str]) -> dict[str, str]:
    """The titles that people gave to these stories; the last one holds."""
    renamed = [loads(Naming, d.payload) for d in store.entries.decisions((RENAME,))]
    placed = store.relations.stories_of([key for n in renamed for key in n.articles])
    found: dict[str, str] = {}
    for naming in renamed:
        ((story, number),) = Counter(placed.get(key, "") for key in naming.articles).most_common(1) or [("", 0)]
        if story in stories and 2 * number > len(naming.articles):
            found[story] = naming.title
    return found
