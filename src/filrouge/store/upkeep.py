"""What must follow when rows go or when the search tokens change: nothing else may be left pointing at them."""

from __future__ import annotations

from sqlalchemy import Connection, Select, delete, select, text, update

from filrouge.records import Article
from filrouge.store import tables as t
from filrouge.store.codec import loads
from filrouge.store.database import Database, replace_all
from filrouge.store.search import Search
from filrouge.text.analyze import VERSION

INDEXED = "search-version"
BATCH = 1000
"""Articles indexed a statement, some 3 MB of text."""


def drop_articles(connection: Connection, search: Search, which: Select[tuple[str]]) -> None:
    """Take out the articles that ``which`` selects by id; their stories and blocks of the ledger become stale."""
    old = connection.execute(select(t.articles.c.seq, t.articles.c.record).where(t.articles.c.id.in_(which))).all()
    if not old:
        return
    stories = select(t.placements.c.story).where(t.placements.c.article.in_(which))
    connection.execute(update(t.stories).where(t.stories.c.id.in_(stories)).values(version=0))
    blocks = select(t.assertions.c.block).where(t.assertions.c.article.in_(which))
    connection.execute(update(t.blocks).where(t.blocks.c.id.in_(blocks)).values(stale=True))
    search.remove(connection, [(row.seq, loads(Article, row.record)) for row in old])
    connection.execute(delete(t.articles).where(t.articles.c.id.in_(which)))


def reindex(database: Database, search: Search) -> bool:
    """Index every article anew where another version of `analyze` made the tokens; whether that was so."""
    with database.write() as connection:
        found = connection.scalar(select(t.meta.c.value).where(t.meta.c.key == INDEXED))
        if found == str(VERSION):
            return False
        connection.execute(text("INSERT INTO search (search) VALUES ('delete-all')"))
        last = -1
        query = select(t.articles.c.seq, t.articles.c.record).order_by(t.articles.c.seq).limit(BATCH)
        while rows := connection.execute(query.where(t.articles.c.seq > last)).all():
            search.add(connection, [(row.seq, loads(Article, row.record)) for row in rows])
            last = rows[-1].seq
        replace_all(connection, t.meta, [{"key": INDEXED, "value": str(VERSION)}], "key")
        return found is not None
