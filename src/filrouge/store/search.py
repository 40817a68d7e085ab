"""The full-text index: tokens of `text.analyze` in the engine's own index. One class a dialect; this one is SQLite's.

FTS5 without its content (the articles hold it): a row is removed by giving its tokens again. Ranked by BM25 with a
title counting four times a text, as titles of news say what it is about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    column,
    func,
    literal,
    literal_column,
    select,
    table,
    text,
    union_all,
)

from filrouge.records import Article
from filrouge.store import tables as t
from filrouge.store.filters import ArticleFilter
from filrouge.text.analyze import analyze

TITLE_WEIGHT = 4.0
MAX_QUERY = 400
"""Characters of a query that are read; no question of a person is longer."""
_PHRASE = re.compile(r'"([^"]{1,200})"')
_WITHOUT = re.compile(r'(?<!\S)-(?:"([^"]{1,200})"|([^\s"]+))')
LATEST = 5000
"""Hits that are ranked, and counted by outlet, language and year: the last taken in of those that fit. Ranking costs
four microseconds a hit; beyond some thousands the best are best by little."""
NEWEST = 10_000
"""Hits that are put in order of publication, the same way."""


class Search:
    """Adds, removes and finds articles by their words."""

    def add(self, connection: Connection, articles: Sequence[tuple[int, Article]]) -> None:
        """Index articles under the numbers of their rows."""
        rows = [{"n": number, **_tokens(article)} for number, article in articles]
        if rows:
            connection.execute(text("INSERT INTO search (rowid, title, body) VALUES (:n, :title, :body)"), rows)

    def remove(self, connection: Connection, articles: Sequence[tuple[int, Article]]) -> None:
        """Take out articles as they were indexed."""
        rows = [{"n": number, **_tokens(article)} for number, article in articles]
        if rows:
            statement = "INSERT INTO search (search, rowid, title, body) VALUES ('delete', :n, :title, :body)"
            connection.execute(text(statement), rows)

    def find(
        self,
        connection: Connection,
        query: str,
        where: ArticleFilter,
        offset: int,
        limit: int,
        newest: bool = False,
    ) -> list[tuple[str, float]]:
        """(id, score) of articles that hold every word of the query, in any language of the store, best first.

        Words in "double quotes" must follow each other; a word or phrase after a minus must not be there. A query of
        stop words alone, or of what must not be there alone, finds nothing. Of more than `LATEST` hits the latest are
        ranked. ``newest``: newest first instead, of the latest `NEWEST` hits, unscored (0).
        """
        return self._ranked(connection, self._expression(connection, query, where), where, offset, limit, newest)

    def facets(self, connection: Connection, query: str, where: ArticleFilter) -> list[tuple[int, str, int]]:
        """(kind, value, articles) of what the query finds, of the latest `LATEST` of them.

        Kind 0 is the outlet, 1 the language, 2 the year, 3 all of them.
        """
        expression = self._expression(connection, query, where)
        if not expression:
            return []
        c = t.articles.c
        year = func.substr(c.published_start, 1, 4).label("year")
        every = _latest(select(c.outlet, c.language, year), where).cte("hits").prefix_with("MATERIALIZED")
        kinds = (every.c.outlet, every.c.language, every.c.year)
        counted = [
            select(literal(n), kind, func.count()).where(kind.is_not(None)).group_by(kind)
            for n, kind in enumerate(kinds)
        ]
        counted.append(select(literal(len(kinds)), literal("all"), func.count()).select_from(every))
        rows = connection.execute(union_all(*counted), {"match": expression})
        return [(row[0], row[1], row[2]) for row in rows]

    def _expression(self, connection: Connection, query: str, where: ArticleFilter) -> str:
        asked = where.language
        return match_expression(query, [asked] if asked else [*languages(connection), None])

    def any_of(self, connection: Connection, words: str, language: str | None, limit: int) -> list[tuple[str, float]]:
        """(id, score) of articles in any language that hold any of the words, best first."""
        tokens = dict.fromkeys(analyze(words[:MAX_QUERY], language))
        return self._ranked(connection, " OR ".join(f'"{token}"' for token in tokens), ArticleFilter(), 0, limit)

    def _ranked(
        self,
        connection: Connection,
        expression: str,
        where: ArticleFilter,
        offset: int,
        limit: int,
        newest: bool = False,
    ) -> list[tuple[str, float]]:
        if not expression:
            return []
        c = t.articles.c
        if newest:
            hits = _latest(select(c.id, c.sort), where, NEWEST).subquery()
            ranked = select(hits.c.id, literal(0.0).label("score")).order_by(hits.c.sort.desc(), hits.c.id)
        else:
            hits = _latest(select(c.id, c.sort, _SCORE), where).subquery()
            ranked = select(hits.c.id, hits.c.score).order_by(hits.c.score.desc(), hits.c.sort.desc(), hits.c.id)
        rows = connection.execute(ranked.limit(limit).offset(offset), {"match": expression})
        return [(row.id, float(row.score)) for row in rows]


_INDEX = table("search", column("rowid"))
_INDEXED = _INDEX.join(t.articles, t.articles.c.seq == _INDEX.c.rowid)
_MATCH = text("search MATCH :match")
_SCORE: ColumnElement[Any] = literal_column(f"-bm25(search, {TITLE_WEIGHT}, 1.0)").label("score")


def _latest(what: Select[Any], where: ArticleFilter, most: int = LATEST) -> Select[Any]:
    """``what`` of the hits that fit the filter, of the latest taken in: the index gives those first."""
    hits = what.select_from(_INDEXED).where(_MATCH, *where.conditions())
    return hits.order_by(_INDEX.c.rowid.desc()).limit(most)


def languages(connection: Connection) -> tuple[str, ...]:
    """The languages of the articles, in order; from one to the next by the index, since `DISTINCT` reads it whole."""
    found = text(
        "WITH RECURSIVE known (tag) AS (SELECT min(language) FROM articles UNION ALL "
        "SELECT (SELECT min(language) FROM articles WHERE language > known.tag) FROM known "
        "WHERE known.tag IS NOT NULL) "
        "SELECT tag FROM known WHERE tag IS NOT NULL"
    )
    return tuple(connection.scalars(found))


def match_expression(query: str, languages: Sequence[str | None]) -> str:
    """The FTS5 expression for a query: all its words and phrases, as each language would have indexed them."""
    query = query[:MAX_QUERY]
    without = [phrase or word for phrase, word in _WITHOUT.findall(query)]
    query = _WITHOUT.sub(" ", query)
    phrases = _PHRASE.findall(query)
    rest = _PHRASE.sub(" ", query)
    ways: dict[str, None] = {}
    for language in languages:
        parts = [f'"{token}"' for token in dict.fromkeys(analyze(rest, language))]
        for phrase in phrases:
            tokens = " ".join(analyze(phrase, language))
            parts += [f'"{tokens}"'] if tokens else []
        if parts:
            ways[" AND ".join(parts)] = None
    wanted = " OR ".join(f"({way})" for way in ways)
    refused = dict.fromkeys(
        f'"{tokens}"' for words in without for language in languages if (tokens := " ".join(analyze(words, language)))
    )
    return f"({wanted}) NOT ({' OR '.join(refused)})" if wanted and refused else wanted


def _tokens(article: Article) -> dict[str, str]:
    return {
        "title": " ".join(analyze(article.title or "", article.language)),
        "body": " ".join(analyze(article.text, article.language)),
    }
