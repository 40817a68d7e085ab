"""A storyline: its encounters in order of time, the counts that articles give, its stories newest first."""

from __future__ import annotations

from dataclasses import dataclass

from filrouge.desk.api import Filrouge, LedgerFilter
from filrouge.tell import rows
from filrouge.web.pages.counted import Counted, counted
from filrouge.web.pages.named import ENCOUNTER, cited, openings
from filrouge.web.strip import Strip, in_time, strip

MOST = 25
"""Encounters, and half as many stories and other events, on one page, the latest; more are read in the ledger."""
STORIES_SHOWN = 10
"""Stories in sight; the earlier ones open."""


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
    """Encounters of others that its articles tell, and the latest of what else happened."""
    counts: tuple[Counted, ...]
    stories: tuple[rows.StoryRow, ...]
    articles: dict[str, rows.ArticleRow]
    openings: dict[str, str]
    strip: Strip | None


def storyline(desk: Filrouge, id: str) -> StorylinePage:
    line = desk.storyline(id)
    met, known = desk.ledger_cited(LedgerFilter(storyline=line.id, type=ENCOUNTER), limit=MOST)
    else_, cited_else = desk.ledger_cited(LedgerFilter(storyline=line.id, besides=ENCOUNTER), limit=MOST // 2)
    people = tuple(e for e in line.entities if e.kind == "person") or line.entities
    own = {e.id for e in people}
    wanted = min(2, len(own))
    among = [e for e in met.rows if len({p.id for p in e.participants} & own) >= wanted]
    chosen = {e.id for e in among}
    encounters = in_time(among)
    stories = desk.stories(storyline=line.id, limit=MOST // 2).rows
    counts = desk.counts_in([a for s in stories for a in s.articles], own)
    articles = cited(desk, (c.article for c in counts), known | cited_else)
    return StorylinePage(
        line,
        people,
        encounters,
        met.next is not None,
        in_time((*(e for e in met.rows if e.id not in chosen), *else_.rows)),
        counted(counts),
        stories,
        articles,
        openings(desk, articles.values()),
        strip(encounters),
    )
