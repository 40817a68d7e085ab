"""Search: what the query finds, and by what it can be narrowed."""

from __future__ import annotations

from dataclasses import dataclass

from filrouge.desk.api import ArticleFilter, Filrouge
from filrouge.desk.browse import Facet, Facets
from filrouge.errors import NotFound
from filrouge.store.search import LATEST, NEWEST
from filrouge.tell import rows
from filrouge.web import query
from filrouge.web.pages.named import openings

PAGE = 30
FACETS = 12
"""Values of one kind that are shown."""
LONGEST_NAME = 80
"""Characters; a longer query is no name."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """One way to narrow the search: the query that does it."""

    value: str
    articles: int
    query: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    query: str
    newest: bool
    hits: tuple[rows.HitRow, ...]
    next: str | None
    operators: tuple[tuple[str, str], ...]
    """Each operator of the query, with the query without it."""
    unread: tuple[str, ...]
    """Operators whose value means nothing."""
    outlets: tuple[Narrowing, ...]
    languages: tuple[Narrowing, ...]
    years: tuple[Narrowing, ...]
    actor: rows.ActorRow | None
    """Who bears the name that was asked for."""
    openings: dict[str, str]
    among: int | None
    """Of so many articles that fit, the last taken in, the best are shown, or the newest; None where all are."""


NOTHING = SearchPage("", False, (), None, (), (), (), (), (), None, {}, None)


def search(desk: Filrouge, text: str, newest: bool, after: str | None) -> SearchPage:
    text = " ".join(text.split())
    if not text:
        return NOTHING
    asked = query.parse(text)
    where = ArticleFilter(outlet=asked.outlet, language=asked.language, since=asked.since, until=asked.until)
    found = hits(desk, asked, where, newest, after)
    facets = desk.facets(asked.words, where) if asked.words and after is None else Facets((), (), ())
    return SearchPage(
        text,
        newest,
        found.rows,
        found.next,
        tuple((o, query.widened(text, o)) for o in asked.operators),
        asked.unread,
        _narrow(text, "outlet", facets.outlets),
        _narrow(text, "lang", facets.languages),
        _narrow(text, "year", facets.years),
        _named(desk, asked.words) if after is None else None,
        openings(desk, found.rows),
        (NEWEST if newest else LATEST) if facets.articles >= LATEST else None,
    )


def _narrow(text: str, name: str, values: tuple[Facet, ...]) -> tuple[Narrowing, ...]:
    """Nothing where there is no choice."""
    if len(values) < 2:
        return ()
    return tuple(Narrowing(f.value, f.articles, query.narrowed(text, name, f.value)) for f in values[:FACETS])


def hits(
    desk: Filrouge, asked: query.Asked, where: ArticleFilter, newest: bool, after: str | None
) -> rows.Page[rows.HitRow]:
    """What the words find; without words, whatever the operators leave, newest first."""
    if asked.words:
        return desk.search(asked.words, where, after, PAGE, newest)
    if not asked.narrowed:
        return rows.Page(())
    found = desk.articles(where, after, PAGE)
    return rows.Page(
        tuple(rows.HitRow(a.id, a.title, 0.0, "", a.published, a.outlet, a.language, a.story) for a in found.rows),
        found.next,
    )


def _named(desk: Filrouge, words: str) -> rows.ActorRow | None:
    name = words.strip('"')
    if not name or len(name) > LONGEST_NAME:
        return None
    try:
        return desk.actor(name)
    except NotFound:
        return None
