"""The ledger with its filters, by what it can be narrowed, and one entry of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from filrouge.desk.api import Filrouge, LedgerFilter
from filrouge.desk.browse import Facet, LedgerFacets
from filrouge.errors import UsageError
from filrouge.records import When
from filrouge.tell import rows
from filrouge.text import edtf
from filrouge.web.pages.named import cited, openings

PAGE = 30
FACETS = 12
"""Values of one kind that are shown."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What the ledger is narrowed by, as the address says it."""

    actor: tuple[str, ...] = ()
    type: str | None = None
    status: str | None = None
    mode: str | None = None
    country: str | None = None
    since: str | None = None
    until: str | None = None
    """A day, a month or a year."""

    def pairs(self, **other: str | None) -> tuple[tuple[str, str], ...]:
        """For an address; ``other`` takes the place of what is here, None takes it out."""
        names = ("type", "status", "mode", "country", "since", "until")
        values = {name: getattr(self, name) for name in names} | other
        return (*(("actor", a) for a in self.actor), *((k, v) for k, v in values.items() if v))

    def query(self, **other: str | None) -> str:
        return urlencode(self.pairs(**other))

    @property
    def narrowed(self) -> bool:
        return bool(self.pairs())

    def where(self, actors: Sequence[str]) -> LedgerFilter:
        """``actors``: the whole ids of ours. Raises UsageError for a date that is none."""
        since, until = _days("since", self.since), _days("until", self.until)
        return LedgerFilter(
            tuple(actors), self.type, status=self.status, mode=self.mode, country=self.country,
            since=since.start if since else None, until=until.end if until else None,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class LedgerPage:
    filters: Filters
    entries: tuple[rows.LedgerRow, ...]
    actors: tuple[rows.ActorRow, ...]
    facets: LedgerFacets
    """Of the whole answer; empty beyond its first page."""
    articles: dict[str, rows.ArticleRow]
    openings: dict[str, str]
    next: str | None


@dataclass(frozen=True, slots=True)
class EntryPage:
    entry: rows.LedgerRow
    articles: dict[str, rows.ArticleRow]
    openings: dict[str, str]


NO_FACETS = LedgerFacets((), (), (), (), (), 0)


def ledger(desk: Filrouge, asked: Filters, after: str | None) -> LedgerPage:
    """Raises NotFound for an actor, UsageError for a date or a cursor."""
    people = tuple(desk.actor(a) for a in asked.actor)
    asked = replace(asked, actor=tuple(p.id for p in people))
    where = asked.where(asked.actor)
    found, articles = desk.ledger_cited(where, after, PAGE)
    facets = _choices(desk.ledger_facets(where)) if after is None else NO_FACETS
    return LedgerPage(asked, found.rows, people, facets, articles, openings(desk, articles.values()), found.next)


def entry(desk: Filrouge, id: str) -> EntryPage:
    found = desk.entry(id)
    articles = cited(desk, (v.article for v in found.evidence))
    return EntryPage(found, articles, openings(desk, articles.values()))


def _choices(facets: LedgerFacets) -> LedgerFacets:
    """Nothing where there is no choice, and not more than a reader looks through."""

    def some(values: tuple[Facet, ...]) -> tuple[Facet, ...]:
        return values[:FACETS] if len(values) > 1 else ()

    return LedgerFacets(
        some(facets.types), some(facets.statuses), some(facets.modes), some(facets.years), some(facets.countries),
        facets.entries,
    )  # fmt: skip


def _days(name: str, text: str | None) -> When | None:
    if not text:
        return None
    try:
        found = edtf.parse(text)
    except ValueError:
        found = None
    if found is None or found.start is None or found.end is None:
        raise UsageError(f"{name}: give a day, a month or a year, as in 2022-09-15, 2022-09 or 2022.")
    return found
