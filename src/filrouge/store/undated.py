"""Articles that bear no date, and whether others were asked of when they were written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import or_, select, update

from filrouge.store import tables as t
from filrouge.store.articles import chunks
from filrouge.store.database import Database, replace_all
from filrouge.store.findings import AROUND

_OF_AROUND = t.findings.c.step == AROUND


class Undated:
    """One row of the table findings for each such article that others were asked of."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def waiting(self, version: int) -> tuple[str, ...]:
        """Ids of those of which others were not asked by this version, or may now have more to say."""
        a, done = t.articles.c, select(t.findings.c.article).where(_OF_AROUND, t.findings.c.version == version)
        undated = or_(a.published_from.is_(None), a.published_from.in_(("inferred", "inferred-across")))
        touched = select(t.assertions.c.article).join(t.blocks, t.blocks.c.id == t.assertions.c.block)
        waiting = or_(a.id.not_in(done), a.id.in_(touched.where(t.blocks.c.stale)))
        query = select(a.id).where(undated, a.understood.is_not(None), waiting).order_by(a.id)
        with self._db.read() as connection:
            return tuple(connection.scalars(query))

    def heard(self, articles: Sequence[str]) -> dict[str, str]:
        """For each of these articles a digest of what others had to say of it, where they were asked."""
        found: dict[str, str] = {}
        query = select(t.findings.c.article, t.findings.c.payload).where(_OF_AROUND)
        with self._db.read() as connection:
            for chunk in chunks(articles):
                rows = connection.execute(query.where(t.findings.c.article.in_(chunk)))
                found.update((row.article, row.payload) for row in rows)
        return found

    def hear(self, digests: Mapping[str, str], version: int) -> None:
        """Note what others had to say, by article."""
        rows = [
            {"article": article, "step": AROUND, "version": version, "payload": said, "size": 0}
            for article, said in digests.items()
        ]
        with self._db.write() as connection:
            replace_all(connection, t.findings, rows, "article", "step")

    def ask_again(self, articles: Sequence[str]) -> None:
        """Others may have more to say of these articles."""
        with self._db.write() as connection:
            for chunk in chunks(articles):
                inside = t.findings.c.article.in_(chunk)
                connection.execute(update(t.findings).where(inside, _OF_AROUND).values(version=0))
