"""A storyline: its encounters in order of time, the counts that articles give, its stories newest first."""

from __future__ import annotations

from dataclasses import dataclass

from filrouge.desk.api import Filrouge, LedgerFilter
from filrouge.tell import rows
from filrouge.web.pages.counted import Counted, counted
from filrouge.web.pages.named import cited, openings
from filrouge.web.strip import Strip, in_time, strip

MOST = 80
"""Entries, and half as many stories, on one page, the latest; a longer thread is read in the ledger."""


@dataclass(frozen=True, slots=True)
class StorylinePage:
    storyline: rows.StorylineRow
    people: tuple[rows.EntityRow, ...]
    """Its own actors: the people where it has some, else all."""
    encounters: tuple[rows.LedgerRow, ...]
    """Those between the storyline's own actors, oldest first, undated last."""
    cut: bool
    """There are earlier encounters than are shown."""
    others: tuple[rows.LedgerRow, ...]
    """What else its articles tell."""
    counts: tuple[Counted, ...]
    stories: tuple[rows.StoryRow, ...]
    articles: dict[str, rows.ArticleRow]
    openings: dict[str, str]
    strip: Strip | None


def storyline(desk: Filrouge, id: str) -> StorylinePage:
    line = desk.storyline(id)
    found, known = desk.ledger_cited(LedgerFilter(storyline=line.id), limit=MOST)
    entries = found.rows
    people = tuple(e for e in line.entities if e.kind == "person") or line.entities
    own = {e.id for e in people}
    wanted = min(2, len(own))
    among = [e for e in entries if len({p.id for p in e.participants} & own) >= wanted]
    chosen = {e.id for e in among}
    encounters = in_time(among)
    stories = desk.stories(storyline=line.id, limit=MOST // 2).rows
    counts = desk.counts_in([a for s in stories for a in s.articles], own)
    articles = cited(desk, (c.article for c in counts), known)
    return StorylinePage(
        line,
        people,
        encounters,
        found.next is not None,
        in_time(e for e in entries if e.id not in chosen),
        counted(counts),
        stories,
        articles,
        openings(desk, articles.values()),
        strip(encounters),
    )
