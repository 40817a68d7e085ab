"""Stories of a single live entry, folded under the page that they stand on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from filrouge.desk.api import Filrouge
from filrouge.tell import rows


@dataclass(frozen=True, slots=True)
class Fold:
    """A story, or several of one live page: ``lead`` is that page's lead, ``story`` the newest of them."""

    story: rows.StoryRow
    lead: rows.ArticleRow | None
    entries: int
    """How many stories of the live page are folded here; 0 for a story by itself."""


def folded(desk: Filrouge, stories: Sequence[rows.StoryRow]) -> tuple[Fold, ...]:
    """In the same order, each live page at its newest entry; where its lead's own story is here, there alone."""
    alone = {s.articles[0]: s.id for s in stories if len(s.articles) == 1}
    parents = {
        alone[a.id]: a.parent for a in desk.article_rows(list(alone)) if a.role == "entry" and a.parent is not None
    }
    leads = {a.id: a for a in desk.article_rows(sorted(set(parents.values())))}
    told = {s.id for s in stories if s.id not in parents}
    counts: dict[str, int] = {}
    for key in parents.values():
        counts[key] = counts.get(key, 0) + 1
    given: list[Fold] = []
    seen: set[str] = set()
    for story in stories:
        lead = leads.get(parents.get(story.id, ""))
        if lead is None:
            given.append(Fold(story, None, 0))
        elif lead.id not in seen and lead.story not in told:
            seen.add(lead.id)
            given.append(Fold(story, lead, counts[lead.id]))
    return tuple(given)
