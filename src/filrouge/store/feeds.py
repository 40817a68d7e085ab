"""Feeds that are followed, how each is doing, and which of their entries were seen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Row, Table, Text, delete, func, select

from filrouge.store.articles import chunks, find
from filrouge.store.database import Database, upsert
from filrouge.store.tables import metadata

feeds = Table(
    "feeds",
    metadata,
    Column("id", Text, primary_key=True),
    Column("url", Text, nullable=False, unique=True),
    Column("title", Text),
    Column("full_text", Boolean, nullable=False),
    Column("added", Text, nullable=False),
    Column("etag", Text),
    Column("modified", Text),
    Column("next", Text, nullable=False, index=True),
    Column("failures", Integer, nullable=False),
    Column("last_error", Text),
    Column("last_ok", Text),
    Column("gone", Boolean, nullable=False),
)

feed_entries = Table(
    "feed_entries",
    metadata,
    Column("feed", Text, ForeignKey("feeds.id", ondelete="CASCADE"), primary_key=True),
    Column("key", Text, primary_key=True),
    Column("twin", Text),  # digest of address and title, by which another feed's entry is the same; null without
    Column("capture", Text),  # null where the entry was empty, or another feed's is the same
    Column("seen", Text, nullable=False),
    Column("said", Text),  # digest of its title and words; null where an older version took it in
    Index("ix_feed_entries_twin", "twin"),
)


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed and its health. Times in UTC."""

    id: str
    url: str
    title: str | None
    added: datetime
    next: datetime
    """When it is asked again."""
    full_text: bool = False
    """Whether its entries' pages are fetched."""
    etag: str | None = None
    modified: str | None = None
    """The validators of the last whole answer of the address itself."""
    failures: int = 0
    """How many times in a row it failed."""
    last_error: str | None = None
    last_ok: datetime | None = None
    gone: bool = False
    """It said that it is gone for good, and is asked no more."""


@dataclass(frozen=True, slots=True)
class Seen:
    """An entry of a feed, as it is known again."""

    key: str
    twin: str | None
    capture: str | None
    said: str | None = None
    """A digest of its words, by which it is known to be rewritten."""


class Feeds:
    """The tables feeds and feed_entries."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def add(self, feed: Feed) -> bool:
        """Follow a feed; False where its address or id is followed already."""
        with self._db.write() as connection:
            made = connection.execute(upsert(connection, feeds).on_conflict_do_nothing(), _values(feed))
            return bool(made.rowcount)

    def save(self, feed: Feed) -> None:
        """Keep a feed's new state, where it is still followed."""
        values = _values(feed)
        with self._db.write() as connection:
            connection.execute(feeds.update().where(feeds.c.id == feed.id).values(**values))

    def remove(self, id: str) -> None:
        """Follow a feed no more; what it gave stays."""
        with self._db.write() as connection:
            connection.execute(delete(feeds).where(feeds.c.id == id))

    def all(self) -> tuple[Feed, ...]:
        """By the order in which they were added."""
        return self._select(select(feeds).order_by(feeds.c.added, feeds.c.id))

    def due(self, now: datetime) -> tuple[Feed, ...]:
        """Those to be asked now, the longest overdue first."""
        query = select(feeds).where(feeds.c.next <= _moment(now), ~feeds.c.gone)
        return self._select(query.order_by(feeds.c.next, feeds.c.id))

    def by_url(self, url: str) -> Feed | None:
        return next(iter(self._select(select(feeds).where(feeds.c.url == url))), None)

    def find(self, key: str) -> Feed:
        """By address, id or a beginning of the id that fits no other. Raises NotFound, Ambiguous."""
        given = self.by_url(key)
        if given is None:
            id = find(self._db, feeds, key, "feed")
            (given,) = self._select(select(feeds).where(feeds.c.id == id))
        return given

    def counts(self) -> dict[str, int]:
        """How many entries were seen of each feed."""
        query = select(feed_entries.c.feed, func.count()).group_by(feed_entries.c.feed)
        with self._db.read() as connection:
            return {row.feed: row[1] for row in connection.execute(query)}

    def seen(self, feed: str, keys: Sequence[str]) -> dict[str, Seen]:
        """The entries of this feed with these keys that were seen."""
        c = feed_entries.c
        found: dict[str, Seen] = {}
        with self._db.read() as connection:
            for chunk in chunks(keys):
                query = select(c.key, c.twin, c.capture, c.said).where(c.feed == feed, c.key.in_(chunk))
                found.update((r.key, Seen(r.key, r.twin, r.capture, r.said)) for r in connection.execute(query))
        return found

    def seen_elsewhere(self, feed: str, twins: Sequence[str]) -> set[str]:
        """Those of the twins that were seen in other feeds."""
        found: set[str] = set()
        with self._db.read() as connection:
            for chunk in chunks(twins):
                query = select(feed_entries.c.twin).where(feed_entries.c.feed != feed, feed_entries.c.twin.in_(chunk))
                found.update(connection.scalars(query))
        return found

    def saw(self, feed: str, entries: Iterable[Seen], now: datetime) -> None:
        """Remember entries, where the feed is still followed; one remembered already keeps its first day."""
        rows = [
            {"feed": feed, "key": e.key, "twin": e.twin, "capture": e.capture, "seen": _moment(now), "said": e.said}
            for e in entries
        ]
        if not rows:
            return
        with self._db.write() as connection:
            if connection.scalar(select(feeds.c.id).where(feeds.c.id == feed)) is not None:
                insert = upsert(connection, feed_entries)
                new = {name: insert.excluded[name] for name in ("twin", "capture", "said")}
                connection.execute(insert.on_conflict_do_update(index_elements=["feed", "key"], set_=new), rows)

    def next_due(self) -> datetime | None:
        """When the next feed is to be asked; None where none is."""
        with self._db.read() as connection:
            found = connection.scalar(select(func.min(feeds.c.next)).where(~feeds.c.gone))
        return datetime.fromisoformat(found) if found else None

    def _select(self, query: Any) -> tuple[Feed, ...]:
        with self._db.read() as connection:
            return tuple(_feed(row) for row in connection.execute(query))


def _moment(when: datetime) -> str:
    return when.astimezone(UTC).isoformat(timespec="microseconds")


def _values(feed: Feed) -> dict[str, object]:
    return {
        "id": feed.id,
        "url": feed.url,
        "title": feed.title,
        "full_text": feed.full_text,
        "added": _moment(feed.added),
        "etag": feed.etag,
        "modified": feed.modified,
        "next": _moment(feed.next),
        "failures": feed.failures,
        "last_error": feed.last_error,
        "last_ok": _moment(feed.last_ok) if feed.last_ok else None,
        "gone": feed.gone,
    }


def _feed(row: Row[Any]) -> Feed:
    return Feed(
        id=row.id,
        url=row.url,
        title=row.title,
        added=datetime.fromisoformat(row.added),
        next=datetime.fromisoformat(row.next),
        full_text=row.full_text,
        etag=row.etag,
        modified=row.modified,
        failures=row.failures,
        last_error=row.last_error,
        last_ok=datetime.fromisoformat(row.last_ok) if row.last_ok else None,
        gone=row.gone,
    )
