"""Versions: what an article was in each capture of its page. Kept only of pages that were seen more than once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, or_, select

from filrouge.records import Article
from filrouge.store import tables as t
from filrouge.store.codec import dumps, loads
from filrouge.store.database import Database, replace_all

CHUNK = 500
"""Keys asked for at once, as for articles."""


@dataclass(frozen=True, slots=True)
class Version:
    """An article as one capture has it; ``article.id`` is the same in all its versions."""

    article: Article
    seen: datetime
    digest: str
    """Of its title and text: versions of one digest say the same."""


class Versions:
    """The table versions, and the articles that a page may be a new version of."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def keep(self, versions: Iterable[Version], read_version: int) -> None:
        """Store versions; those of the same place in the same capture give way."""
        rows = [
            {
                "capture": v.article.capture,
                "position": v.article.position,
                "article": v.article.id,
                "seen": v.seen.isoformat(),
                "digest": v.digest,
                "read_version": read_version,
                "record": dumps(v.article),
            }
            for v in versions
        ]
        with self._db.write() as connection:
            replace_all(connection, t.versions, rows, "capture", "position")

    def of_article(self, id: str) -> tuple[Version, ...]:
        """Oldest first; none where its page was seen once."""
        c = t.versions.c
        query = select(t.versions).where(c.article == id).order_by(c.seen, c.capture)
        with self._db.read() as connection:
            return tuple(map(_version, connection.execute(query)))

    def ids(self, captures: Sequence[str]) -> dict[tuple[str, int], str]:
        """By capture and position, the ids of the articles there, where they are another capture's too."""
        c = t.versions.c
        found: dict[tuple[str, int], str] = {}
        with self._db.read() as connection:
            for first in range(0, len(captures), CHUNK):
                query = select(c.capture, c.position, c.article).where(c.capture.in_(captures[first : first + CHUNK]))
                found.update({(row.capture, row.position): row.article for row in connection.execute(query)})
        return found

    def current(self, ids: Sequence[str]) -> dict[str, str]:
        """Which capture each of these articles is now read from."""
        c = t.articles.c
        found: dict[str, str] = {}
        with self._db.read() as connection:
            for first in range(0, len(ids), CHUNK):
                query = select(c.id, c.capture).where(c.id.in_(ids[first : first + CHUNK]))
                found.update({row.id: row.capture for row in connection.execute(query)})
        return found

    def leads(self, urls: Sequence[str], pages: Sequence[str]) -> tuple[Version, ...]:
        """The leads at these addresses or paths, as they are now, with the day their captures were seen."""
        a, c = t.articles.c, t.captures.c
        query = select(a.record, c.seen).join(t.captures, c.id == a.capture)
        found: dict[str, Version] = {}
        with self._db.read() as connection:
            for column, values in ((a.url, urls), (a.page, pages)):
                for first in range(0, len(values), CHUNK):
                    some = values[first : first + CHUNK]
                    where = (column.in_(some), a.role == "lead", c.kind.in_(("html", "text", "record")))
                    for row in connection.execute(query.where(*where)):
                        article = loads(Article, row.record)
                        found[article.id] = Version(article, datetime.fromisoformat(row.seen), "")
        return tuple(found.values())

    def lead_of(self, capture: str) -> Version | None:
        """The first article of a capture as it is now, whichever capture that is of; None where there is none."""
        a, v = t.articles.c, t.versions.c
        with self._db.read() as connection:
            id = connection.scalar(select(v.article).where(v.capture == capture).order_by(v.position).limit(1))
            if id is None:
                id = connection.scalar(select(a.id).where(a.capture == capture).order_by(a.position).limit(1))
            query = select(a.record, t.captures.c.seen).join(t.captures, t.captures.c.id == a.capture)
            row = connection.execute(query.where(a.id == id)).one_or_none()
        return row and Version(loads(Article, row.record), datetime.fromisoformat(row.seen), "")

    def parts(self, lead: Article) -> tuple[Article, ...]:
        """The articles of a lead's page: those of its capture, and what earlier captures had beside it."""
        a = t.articles.c
        query = select(a.record).where(or_(a.capture == lead.capture, a.parent == lead.id)).order_by(a.position)
        with self._db.read() as connection:
            return tuple(loads(Article, record) for record in connection.scalars(query))


def _version(row: Row[tuple[object, ...]]) -> Version:
    return Version(loads(Article, row.record), datetime.fromisoformat(row.seen), row.digest)
