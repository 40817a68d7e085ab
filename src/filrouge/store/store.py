"""The store: one database and its parts, each a small set of typed questions over its own tables."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Integer, cast, func, select

from filrouge.records import Article
from filrouge.store import tables as t
from filrouge.store.articles import Articles
from filrouge.store.database import Database, replace_all
from filrouge.store.entries import Entries
from filrouge.store.feeds import Feeds
from filrouge.store.filters import ArticleFilter
from filrouge.store.findings import Findings
from filrouge.store.relations import Relations
from filrouge.store.search import Search, languages
from filrouge.store.undated import Undated
from filrouge.store.versions import Versions


@dataclass(frozen=True, slots=True)
class OutletCount:
    outlet: str
    articles: int
    copies: int
    languages: tuple[str, ...]


class Store:
    """`open` it, ask its parts, `close` it. In memory (``:memory:``) it is what tests use."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._search = Search()
        self.articles = Articles(database, self._search)
        self.findings = Findings(database)
        self.relations = Relations(database)
        self.entries = Entries(database)
        self.feeds = Feeds(database)
        self.versions = Versions(database)
        self.undated = Undated(database)

    @classmethod
    def open(cls, place: str) -> Store:
        """Open or make the database. Raises StoreError."""
        return cls(Database.open(place))

    def close(self) -> None:
        self.database.close()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other ingests of this database waiting, since what relates articles keeps them in memory."""
        with self.database.alone():
            yield

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside is kept together or not at all."""
        with self.database.write():
            yield

    def search(
        self, query: str, where: ArticleFilter, offset: int, limit: int, newest: bool = False
    ) -> list[tuple[str, float]]:
        """(article, score), best first; see `Search.find`."""
        with self.database.read() as connection:
            return self._search.find(connection, query, where, offset, limit, newest)

    def facets(self, query: str, where: ArticleFilter) -> list[tuple[int, str, int]]:
        """(kind, value, articles) of what a search finds; see `Search.facets`."""
        with self.database.read() as connection:
            return self._search.facets(connection, query, where)

    def search_any(self, article: Article, limit: int) -> list[tuple[str, float]]:
        """(article, score) of those that share most words with this one's title, in its language."""
        with self.database.read() as connection:
            return self._search.any_of(connection, article.title or article.text[:200], article.language, limit)

    def note(self, key: str) -> str | None:
        """What `set_note` kept under this key."""
        with self.database.read() as connection:
            found: str | None = connection.scalar(select(t.meta.c.value).where(t.meta.c.key == key))
            return found

    def set_note(self, key: str, value: str) -> None:
        with self.database.write() as connection:
            replace_all(connection, t.meta, [{"key": key, "value": value}], "key")

    def sizes(self, *names: str) -> dict[str, int]:
        """Rows in each of these tables; in every table where none is named."""
        with self.database.read() as connection:
            return {
                table.name: connection.scalar(select(func.count()).select_from(table)) or 0
                for table in t.metadata.sorted_tables
                if not names or table.name in names
            }

    def days(self) -> tuple[str | None, str | None]:
        """The first and last day of publication that is known, ISO."""
        c = t.articles.c
        with self.database.read() as connection:
            row = connection.execute(select(func.min(c.published_start), func.max(c.published_end))).one()
        return row[0], row[1]

    def last_seen(self) -> str | None:
        """When the latest capture was taken in, ISO: the stamp of what is told from this store."""
        with self.database.read() as connection:
            found: str | None = connection.scalar(select(func.max(t.captures.c.seen)))
            return found

    def languages(self) -> tuple[str, ...]:
        with self.database.read() as connection:
            return languages(connection)

    def outlets(self) -> tuple[OutletCount, ...]:
        """Outlets with how many articles they have and how many of these are copies, most first."""
        a = t.articles.c
        query = select(a.outlet, a.language, func.count(), func.sum(cast(a.copying, Integer)))
        query = query.where(a.outlet.is_not(None)).group_by(a.outlet, a.language).order_by(a.outlet, a.language)
        found: dict[str, OutletCount] = {}
        with self.database.read() as connection:
            for outlet, language, articles, copies in connection.execute(query):
                had = found.get(outlet, OutletCount(outlet, 0, 0, ()))
                languages = (*had.languages, language) if language else had.languages
                found[outlet] = OutletCount(outlet, had.articles + articles, had.copies + copies, languages)
        return tuple(sorted(found.values(), key=lambda o: (-o.articles, o.outlet)))
