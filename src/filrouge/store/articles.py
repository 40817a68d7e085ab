"""Captures, the articles read from them, and refusals."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import Row, Select, bindparam, exists, func, or_, select, update

from filrouge.errors import Ambiguous, NotFound
from filrouge.records import Article, Capture, Hints, Refusal, When
from filrouge.store import briefs
from filrouge.store import tables as t
from filrouge.store.briefs import Brief
from filrouge.store.codec import dumps, loads
from filrouge.store.database import Database, replace_all, upsert
from filrouge.store.filters import ArticleFilter, cursor, moment, newest_first
from filrouge.store.search import Search
from filrouge.store.upkeep import drop_articles, reindex

Item = TypeVar("Item")

CHUNK = 500
"""Ids asked for at once: SQLite takes 32,766 parameters, and longer statements gain nothing."""


@dataclass(frozen=True, slots=True)
class Stored:
    """An article with what relating and dating added: ``article.published`` is as now known."""

    article: Article
    story: str | None
    storyline: str | None
    published_why: tuple[str, ...]

    @property
    def brief(self) -> Brief:
        return briefs.brief(self.article, self.story, self.storyline)


class Articles:
    """The tables captures, articles and refusals, and the full-text index that goes with them."""

    def __init__(self, database: Database, search: Search) -> None:
        self._db = database
        self._search = search

    # Captures

    def keep(self, captures: Sequence[Capture]) -> None:
        """Store captures; one that is there already stays as first seen."""
        rows = [
            {
                "id": c.id,
                "source": c.source,
                "kind": c.kind,
                "content": zlib.compress(c.content, 1),
                "hints": dumps(c.hints),
                "seen": c.seen.isoformat(),
            }
            for c in captures
        ]
        if rows:
            with self._db.write() as connection:
                connection.execute(upsert(connection, t.captures).on_conflict_do_nothing(index_elements=["id"]), rows)

    def capture(self, key: str) -> Capture:
        """Raises NotFound."""
        with self._db.read() as connection:
            row = connection.execute(select(t.captures).where(t.captures.c.id == key)).one_or_none()
        if row is None:
            raise NotFound(f"There is no capture {key}.")
        return _capture(row)

    def kinds(self, captures: Sequence[str]) -> dict[str, str]:
        """What kind each of these captures is of, without its content."""
        found: dict[str, str] = {}
        with self._db.read() as connection:
            for chunk in chunks(captures):
                query = select(t.captures.c.id, t.captures.c.kind).where(t.captures.c.id.in_(chunk))
                found.update((row.id, row.kind) for row in connection.execute(query))
        return found

    def read_already(self, captures: Sequence[str], version: int) -> dict[str, tuple[str, ...]]:
        """Of these captures, those read by this version, with the ids of their articles in order."""
        found: dict[str, tuple[str, ...]] = {}
        with self._db.read() as connection:
            for chunk in chunks(captures):
                query = (
                    select(t.articles.c.capture, t.articles.c.id)
                    .where(t.articles.c.capture.in_(chunk), t.articles.c.read_version == version)
                    .order_by(t.articles.c.capture, t.articles.c.position)
                )
                for capture, article in connection.execute(query):
                    found[capture] = (*found.get(capture, ()), article)
                v = t.versions.c  # of pages seen again, the whole list is there
                again: dict[str, tuple[str, ...]] = {}
                query = (
                    select(v.capture, v.article)
                    .where(v.capture.in_(chunk), v.read_version == version)
                    .order_by(v.capture, v.position)
                )
                for capture, article in connection.execute(query):
                    again[capture] = (*again.get(capture, ()), article)
                found |= again
        return found

    def read_by_other_versions(self, version: int) -> Iterator[Capture]:
        """Captures whose articles another version of the reader read."""
        other = exists().where(t.articles.c.capture == t.captures.c.id, t.articles.c.read_version != version)
        with self._db.read() as connection:
            keys = list(connection.scalars(select(t.captures.c.id).where(other).order_by(t.captures.c.id)))
        for key in keys:
            yield self.capture(key)

    # Articles

    def add(self, articles: Sequence[Article], version: int) -> None:
        """Store articles as the reader's ``version`` read them; those there already, by capture or id, make way."""
        rows = [
            {
                "id": a.id,
                "capture": a.capture,
                "position": a.position,
                "page": a.page,
                "role": a.role,
                "parent": a.parent,
                "url": a.url,
                "external_id": a.external_id,
                "language": a.language,
                "outlet": a.outlet,
                **_published(a.published, a.published_from, ()),
                "read_version": version,
                "record": dumps(a),
                "brief": briefs.pack(a),
            }
            for a in articles
        ]
        if not rows:
            return
        with self._db.write() as connection:
            for chunk in chunks(sorted({a.capture for a in articles})):
                drop_articles(connection, self._search, select(t.articles.c.id).where(t.articles.c.capture.in_(chunk)))
            for chunk in chunks([a.id for a in articles]):
                drop_articles(connection, self._search, select(t.articles.c.id).where(t.articles.c.id.in_(chunk)))
            connection.execute(t.articles.insert(), rows)
            numbers: dict[str, int] = {}
            for chunk in chunks([a.id for a in articles]):
                pairs = connection.execute(select(t.articles.c.id, t.articles.c.seq).where(t.articles.c.id.in_(chunk)))
                numbers.update((row.id, row.seq) for row in pairs)
            self._search.add(connection, [(numbers[a.id], a) for a in articles])

    def reindex(self) -> bool:
        """Index every article anew where the search tokens are of another version; whether that was so."""
        return reindex(self._db, self._search)

    def as_read(self, ids: Sequence[str]) -> tuple[Article, ...]:
        """The articles as they were read, before anything was inferred, in the order asked."""
        return tuple(loads(Article, row.record) for row in self._rows(ids))

    def get(self, ids: Sequence[str]) -> tuple[Stored, ...]:
        """The articles in the order asked; unknown ids are left out."""
        seen = self._db.seen("articles")
        if seen is None:
            return tuple(_stored(row) for row in self._rows(ids))
        seen.update((row.id, _stored(row)) for row in self._rows([key for key in ids if key not in seen]))
        return tuple(seen[key] for key in ids if key in seen)

    def briefs(self, ids: Iterable[str]) -> dict[str, Brief]:
        """The articles without their texts, by id, in the order asked; unknown ids are left out."""
        wanted = list(dict.fromkeys(ids))
        seen = self._db.seen("briefs")
        found: dict[str, Brief] = {} if seen is None else seen
        with self._db.read() as connection:
            for chunk in chunks([key for key in wanted if key not in found]):
                rows = connection.execute(select(*briefs.COLUMNS).where(t.articles.c.id.in_(chunk)))
                found.update((row.id, briefs.unpack(row)) for row in rows)
        return {key: found[key] for key in wanted if key in found}

    def _rows(self, ids: Sequence[str]) -> list[Row[Any]]:
        rows: dict[str, Row[Any]] = {}
        with self._db.read() as connection:
            for chunk in chunks(ids):
                rows.update(
                    (row.id, row) for row in connection.execute(select(t.articles).where(t.articles.c.id.in_(chunk)))
                )
        return [rows[key] for key in ids if key in rows]

    def find(self, prefix: str) -> str:
        """The whole id of an article, from the id or a prefix of it that fits no other. Raises NotFound, Ambiguous."""
        return find(self._db, t.articles, prefix, "article")

    def page(self, where: ArticleFilter, after: str | None, limit: int) -> tuple[tuple[Stored, ...], str | None]:
        """Newest first, with the cursor for those that follow."""
        found, more = self.page_of_ids(where, after, limit)
        return self.get(found), more

    def page_of_ids(
        self, where: ArticleFilter, after: str | None, limit: int, speaking: bool = False
    ) -> tuple[tuple[str, ...], str | None]:
        """As `page`, the ids alone; ``speaking``: only where the filter's actor says something."""
        with self._db.read() as connection:
            rows = connection.execute(_newest(where, after, limit, speaking)).all()
        more = cursor(rows[limit - 1].sort, rows[limit - 1].id) if len(rows) > limit else None
        return tuple(row.id for row in rows[:limit]), more

    def ids(self, where: ArticleFilter, limit: int) -> tuple[str, ...]:
        """Ids alone, newest first."""
        return self.page_of_ids(where, None, limit)[0]

    def placed(self, ids: Sequence[str]) -> dict[str, tuple[str | None, str | None]]:
        """The story and the storyline of each of these articles."""
        c = t.articles.c
        found: dict[str, tuple[str | None, str | None]] = {}
        with self._db.read() as connection:
            for chunk in chunks(ids):
                rows = connection.execute(select(c.id, c.story, c.storyline).where(c.id.in_(chunk)))
                found.update((row.id, (row.story, row.storyline)) for row in rows)
        return found

    def cursor(self, key: str) -> str:
        """The cursor for what follows this article in a `page`."""
        with self._db.read() as connection:
            sort = connection.scalar(select(t.articles.c.sort).where(t.articles.c.id == key))
        return cursor(sort or "", key)

    def seen(self, ids: Sequence[str]) -> dict[str, date]:
        """On which day the page of each of these articles was had."""
        found: dict[str, date] = {}
        query = select(t.articles.c.id, t.captures.c.seen).join(t.captures, t.captures.c.id == t.articles.c.capture)
        with self._db.read() as connection:
            for chunk in chunks(ids):
                rows = connection.execute(query.where(t.articles.c.id.in_(chunk)))
                found.update((row.id, datetime.fromisoformat(row.seen).date()) for row in rows)
        return found

    def of_page(self, capture: str) -> tuple[Stored, ...]:
        """The articles of one capture in order of place."""
        with self._db.read() as connection:
            query = select(t.articles).where(t.articles.c.capture == capture).order_by(t.articles.c.position)
            return tuple(_stored(row) for row in connection.execute(query))

    # What is still to be done, and what is done

    def not_understood(self, versions: str, limit: int) -> tuple[str, ...]:
        """Ids of articles that these versions of the steps have not understood, oldest rows first."""
        return self._pending(t.articles.c.understood, versions, limit)

    def not_related(self, versions: str, limit: int) -> tuple[str, ...]:
        """Ids of articles that are not yet related by these versions, in order of time of publication."""
        c = t.articles.c
        query = select(c.id).where(or_(c.related.is_(None), c.related != versions), c.understood.is_not(None))
        with self._db.read() as connection:
            return tuple(connection.scalars(query.order_by(c.sort, c.seq).limit(limit)))

    def _pending(self, column: Any, versions: str, limit: int) -> tuple[str, ...]:
        query = select(t.articles.c.id).where(or_(column.is_(None), column != versions))
        with self._db.read() as connection:
            return tuple(connection.scalars(query.order_by(t.articles.c.seq).limit(limit)))

    def days_unrelated(self, versions: str) -> tuple[date | None, date | None]:
        """The first and last day of publication of the articles that are not yet related by these versions."""
        c = t.articles.c
        query = select(func.min(c.published_start), func.max(c.published_end))
        with self._db.read() as connection:
            first, last = connection.execute(query.where(or_(c.related.is_(None), c.related != versions))).one()
        return date.fromisoformat(first) if first else None, date.fromisoformat(last) if last else None

    def pending(self, understood: str, related: str) -> tuple[int, int]:
        """How many articles still wait to be understood and to be related."""
        c = t.articles.c
        with self._db.read() as connection:
            first, second = (
                connection.scalar(
                    select(func.count()).select_from(t.articles).where(or_(column.is_(None), column != versions))
                )
                for column, versions in ((c.understood, understood), (c.related, related))
            )
        return first or 0, second or 0

    def mark_understood(self, ids: Sequence[str], versions: str) -> None:
        self._mark(ids, {"understood": versions, "related": None})

    def mark_related(self, ids: Sequence[str], versions: str) -> None:
        self._mark(ids, {"related": versions})

    def _mark(self, ids: Sequence[str], values: dict[str, str | None]) -> None:
        with self._db.write() as connection:
            for chunk in chunks(ids):
                connection.execute(update(t.articles).where(t.articles.c.id.in_(chunk)).values(**values))

    def redate(self, dated: Iterable[tuple[Article, tuple[str, ...]]]) -> None:
        """Set the publication dates of articles as they are now known, each with the reasons for an inferred one."""
        rows = [{"key": a.id, **_published(a.published, a.published_from, why)} for a, why in dated]
        if rows:
            statement = update(t.articles).where(t.articles.c.id == bindparam("key"))
            with self._db.write() as connection:
                connection.execute(statement, rows)
                for table in (t.mentions, t.concerns):
                    sorted_ = update(table).where(table.c.article == bindparam("key")).values(sort=bindparam("at"))
                    connection.execute(sorted_, [{"key": row["key"], "at": row["sort"]} for row in rows])

    # Refusals

    def refuse(self, refusals: Iterable[tuple[Refusal, str | None]], seen: datetime) -> None:
        """Keep refusals, each with its capture where there is one."""
        rows = {
            r.where: {
                "place": r.where,
                "code": r.code,
                "reason": r.reason,
                "capture": capture,
                "seen": seen.isoformat(),
            }
            for r, capture in refusals
        }
        with self._db.write() as connection:
            replace_all(connection, t.refusals, list(rows.values()), "place")


def _newest(where: ArticleFilter, after: str | None, limit: int, speaking: bool = False) -> Select[Any]:
    """(id, sort) alone: whole rows are heavy to sort. Of an actor, by the index of its mentions."""
    c, table = t.articles.c, t.concerns if speaking else t.mentions
    m = table.c
    if where.actor is None:
        return newest_first(select(c.id, c.sort).where(*where.conditions()), c.sort, c.id, after, limit)
    query = select(m.article.label("id"), m.sort).where(m.entity == where.actor)
    if speaking:
        query = query.where(t.concerns.c.step == "statements")
    if others := replace(where, actor=None).conditions():
        query = query.join(t.articles, c.id == m.article).where(*others)
    return newest_first(query, m.sort, m.article, after, limit)


def find(database: Database, table: Any, prefix: str, what: str) -> str:
    """The whole id from a prefix of it that fits no other. Raises NotFound, Ambiguous."""
    query = (
        select(table.c.id).where(table.c.id >= prefix, table.c.id < prefix + "\U0010ffff").order_by(table.c.id).limit(2)
    )
    with database.read() as connection:
        found = list(connection.scalars(query)) if prefix else []
    if not found:
        raise NotFound(f"There is no {what} {prefix!r}.")
    if len(found) > 1 and found[0] != prefix:
        raise Ambiguous(f"Several ids of {what} begin with {prefix!r}: give more of it.")
    return str(found[0])


def chunks(ids: Sequence[Item]) -> Iterator[Sequence[Item]]:
    for first in range(0, len(ids), CHUNK):
        yield ids[first : first + CHUNK]


def _published(when: When | None, source: str | None, why: tuple[str, ...]) -> dict[str, str | None]:
    """The columns that say when an article was published."""
    start = when.start.isoformat() if when and when.start else None
    end = when.end.isoformat() if when and when.end else None
    return {
        "published": dumps(when) if when else None,
        "published_from": source,
        "published_why": dumps(why) if why else None,
        "published_start": start,
        "published_end": end,
        "sort": moment(when),
    }


def _stored(row: Row[Any]) -> Stored:
    article = loads(Article, row.record)
    return Stored(
        article=replace(article, published=briefs.day(row.published), published_from=row.published_from),
        story=row.story,
        storyline=row.storyline,
        published_why=loads(tuple[str, ...], row.published_why) if row.published_why else (),
    )


def _capture(row: Row[Any]) -> Capture:
    return Capture(
        id=row.id,
        source=row.source,
        kind=row.kind,
        content=zlib.decompress(row.content),
        seen=datetime.fromisoformat(row.seen),
        hints=loads(Hints, row.hints),
    )
