"""Two actors: every encounter, the counts that articles give of them, what else happened, and what each rests on."""

from __future__ import annotations

from dataclasses import dataclass, replace

from filrouge.desk.api import Filrouge, LedgerFilter
from filrouge.errors import UsageError
from filrouge.tell import rows
from filrouge.web.pages.counted import Counted, counted
from filrouge.web.pages.named import ENCOUNTER, cited, openings
from filrouge.web.strip import Strip, in_time, strip

MOST = 25
"""Encounters on one page; more are read in the ledger."""
OTHERS = 30
"""Other events of the two, the latest."""
STORYLINES = 50
"""Storylines of the one that are looked through for the other."""


@dataclass(frozen=True, slots=True)
class PairPage:
    pair: tuple[rows.ActorRow, rows.ActorRow]
    encounters: tuple[rows.LedgerRow, ...]
    """Those of the two alone and those with others, oldest first, undated last."""
    held: int
    """Of those shown."""
    total: int
    """Encounters of the two in the ledger; there may be more than are shown, the latest."""
    with_others: int
    """Of those shown, at which others took part as well."""
    others: tuple[rows.LedgerRow, ...]
    """What else happened between the two, latest first."""
    counts: tuple[Counted, ...]
    storylines: tuple[rows.StorylineRow, ...]
    articles: dict[str, rows.ArticleRow]
    openings: dict[str, str]
    strip: Strip | None


def pair(desk: Filrouge, one: str, other: str) -> PairPage:
    """Raises UsageError for someone beside themselves."""
    a, b = sorted((desk.actor(one), desk.actor(other)), key=lambda row: row.id)
    if a.id == b.id:
        raise UsageError("A pair is of two different actors.")
    both = LedgerFilter(actors=(a.id, b.id))
    found, known = desk.ledger_cited(replace(both, type=ENCOUNTER), limit=MOST)
    others, cited_else = desk.ledger_cited(replace(both, besides=ENCOUNTER), limit=OTHERS)
    encounters = in_time(found.rows)
    counts = tuple(c for c in desk.counts((a.id, b.id)) if len(c.participants) == 2)
    articles = cited(desk, (c.article for c in counts), known | cited_else)
    lines = desk.storylines(actor=a.id, limit=STORYLINES).rows
    return PairPage(
        (a, b),
        encounters,
        sum(e.status == "held" for e in encounters),
        desk.number_of(replace(both, type=ENCOUNTER)) if found.next else len(encounters),
        sum(len(e.participants) > 2 for e in encounters),
        others.rows,
        counted(counts),
        tuple(line for line in lines if any(e.id == b.id for e in line.entities)),
        articles,
        openings(desk, articles.values()),
        strip(encounters),
    )
