"""The full-text index: tokens of `text.analyze` in the engine's own index. One class a dialect; this one is SQLite's.

FTS5 without its content (the articles hold it): a row is removed by giving its tokens again. Ranked by BM25 with a
title counting four times a text, as titles of news say what it is about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy import Connection, func, select, text

from filrouge.records import Article
from filrouge.store import tables as t
from filrouge.store.filters import ArticleFilter
from filrouge.text.analyze import analyze

TITLE_WEIGHT = 4.0
MAX_QUERY = 400
"""Characters of a query that are read; no question of a person is longer."""
_PHRASE = re.compile(r'"([^"]{1,200})"')
_WITHOUT = re.compile(r'(?<!\S)-(?:"([^"]{1,200})"|([^\s"]+))')
FACET_HITS = 5000
"""Hits that are counted by outlet, language and year, the last taken in first: enough for shares, quick as a page."""


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
        stop words alone, or of what must not be there alone, finds nothing. ``newest``: newest first instead.
        """
        return self._ranked(connection, self._expression(connection, query, where), where, offset, limit, newest)

    def facets(
        self, connection: Connection, query: str, where: ArticleFilter
    ) -> list[tuple[str | None, str | None, str | None, int]]:
        """(outlet, language, year, articles) of what the query finds, of at most `FACET_HITS` of them."""
        expression = self._expression(connection, query, where)
        if not expression:
            return []
        hits = text("SELECT rowid AS n FROM search WHERE search MATCH :match ORDER BY rowid DESC LIMIT :most")
        found = hits.columns(n=t.articles.c.seq.type).subquery("hits")
        c = t.articles.c
        year = func.substr(c.published_start, 1, 4)
        query_ = (
            select(c.outlet, c.language, year, func.count())
            .join(found, found.c.n == c.seq)
            .where(*where.conditions())
            .group_by(c.outlet, c.language, year)
        )
        rows = connection.execute(query_, {"match": expression, "most": FACET_HITS})
        return [(row[0], row[1], row[2], row[3]) for row in rows]

    def _expression(self, connection: Connection, query: str, where: ArticleFilter) -> str:
        asked = where.language
        languages = [asked] if asked else list(connection.scalars(select(t.articles.c.language).distinct()))
        return match_expression(query, [*languages, None] if not asked else [asked])

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
        hits = text("SELECT rowid AS n, -bm25(search, :weight, 1.0) AS score FROM search WHERE search MATCH :match")
        found = hits.columns(n=t.articles.c.seq.type, score=t.copies.c.confidence.type).subquery("hits")
        score, day = found.c.score.desc(), t.articles.c.sort.desc()
        ranked = (
            select(t.articles.c.id, found.c.score)
            .join(found, found.c.n == t.articles.c.seq)
            .where(*where.conditions())
            .order_by(*((day, score) if newest else (score, day)), t.articles.c.id)
            .limit(limit)
            .offset(offset)
        )
        rows = connection.execute(ranked, {"weight": TITLE_WEIGHT, "match": expression})
        return [(row.id, float(row.score)) for row in rows]


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
