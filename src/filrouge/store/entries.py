"""The ledger: reconciled events with who takes part and which articles say so; and what people decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, delete, func, select, update

from filrouge.records import LedgerEntry
from filrouge.store import tables as t
from filrouge.store.articles import chunks, find
from filrouge.store.codec import dumps, loads
from filrouge.store.database import Database
from filrouge.store.filters import ENCOUNTER, LedgerFilter, cursor, moment, newest_first
from filrouge.tell.tally import Met


@dataclass(frozen=True, slots=True)
class Decided:
    """One line of the log of decisions; ``payload`` is JSON, as its kind has it."""

    id: int
    at: str
    kind: str
    subject: str
    payload: str


class Entries:
    """The tables ledger, ledger_participants, ledger_places, ledger_evidence and decisions."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def stale_blocks(self, limit: int) -> tuple[str, ...]:
        """Blocks whose assertions, or their copies, changed since they were reconciled."""
        with self._db.read() as connection:
            query = select(t.blocks.c.id).where(t.blocks.c.stale).order_by(t.blocks.c.id).limit(limit)
            return tuple(connection.scalars(query))

    def asserting(self, blocks: Sequence[str]) -> tuple[str, ...]:
        """Ids of the articles that assert something in these blocks."""
        with self._db.read() as connection:
            query = select(t.assertions.c.article).where(t.assertions.c.block.in_(blocks)).distinct()
            return tuple(connection.scalars(query.order_by(t.assertions.c.article)))

    def outdate(self, articles: Sequence[str] | None = None) -> None:
        """Mark as stale the blocks in which these articles assert something; all blocks where none are named."""
        with self._db.write() as connection:
            if articles is None:
                connection.execute(update(t.blocks).values(stale=True))
            for chunk in chunks(articles or ()):
                inside = select(t.assertions.c.block).where(t.assertions.c.article.in_(chunk))
                connection.execute(update(t.blocks).where(t.blocks.c.id.in_(inside)).values(stale=True))

    def replace(self, blocks: Sequence[str], entries: Sequence[tuple[LedgerEntry, str]], version: int) -> None:
        """Store the entries of some blocks, each with its block; what stood there makes way, and is stale no more."""
        with self._db.write() as connection:
            for chunk in chunks(blocks):
                connection.execute(delete(t.ledger).where(t.ledger.c.block.in_(chunk)))
                connection.execute(update(t.blocks).where(t.blocks.c.id.in_(chunk)).values(stale=False))
            rows, people, proofs, places = [], [], [], []
            for e, block in entries:
                rows.append(
                    {
                        "id": e.id,
                        "block": block,
                        "type": e.type,
                        "mode": e.mode,
                        "status": e.status,
                        "country": e.place.country if e.place else None,
                        "start": e.when.start.isoformat() if e.when and e.when.start else None,
                        "end": e.when.end.isoformat() if e.when and e.when.end else None,
                        "sort": moment(e.when),
                        "version": version,
                        "record": dumps(e),
                    }
                )
                sort = moment(e.when)
                people += [
                    {"entry": e.id, "entity": p.id, "role": p.role, "sort": sort, "type": e.type}
                    for p in {p.id: p for p in e.participants}.values()
                ]
                names = dict.fromkeys(p.name for p in (e.place, *(v.place for v in e.evidence)) if p)
                places += [{"entry": e.id, "place": name, "sort": sort} for name in names]
                proofs += [{"entry": e.id, "article": key} for key in dict.fromkeys(v.article for v in e.evidence)]
            for table, values in (
                (t.ledger, rows),
                (t.ledger_participants, people),
                (t.ledger_evidence, proofs),
                (t.ledger_places, places),
            ):
                if values:
                    connection.execute(table.insert(), values)

    def find(self, prefix: str) -> str:
        """The whole id of an entry. Raises NotFound, Ambiguous."""
        return find(self._db, t.ledger, prefix, "ledger entry")

    def get(self, ids: Sequence[str]) -> tuple[LedgerEntry, ...]:
        seen = self._db.seen("ledger")
        found: dict[str, LedgerEntry] = {} if seen is None else seen
        with self._db.read() as connection:
            for chunk in chunks([key for key in ids if key not in found]):
                for row in connection.execute(select(t.ledger.c.id, t.ledger.c.record).where(t.ledger.c.id.in_(chunk))):
                    found[row.id] = loads(LedgerEntry, row.record)
        return tuple(found[key] for key in ids if key in found)

    def page(self, where: LedgerFilter, after: str | None, limit: int) -> tuple[tuple[LedgerEntry, ...], str | None]:
        """Latest first, with the cursor for those that follow."""
        with self._db.read() as connection:
            rows = connection.execute(_latest(where, after, limit)).all()
        more = cursor(rows[limit - 1].sort, rows[limit - 1].id) if len(rows) > limit else None
        return self.get([row.id for row in rows[:limit]]), more

    def ids(self, where: LedgerFilter, limit: int) -> tuple[str, ...]:
        """Ids alone, latest first."""
        with self._db.read() as connection:
            return tuple(connection.scalars(_latest(where, None, limit - 1)))

    def held(self, actors: Sequence[str]) -> tuple[Met, ...]:
        """The held encounters in which all of these take part, without what tells of them."""
        c = t.ledger.c
        both = _latest(LedgerFilter(tuple(actors), ENCOUNTER), None, 0).limit(None).order_by(None).subquery()
        query = select(c.mode, c.start, c.end).join(both, both.c.id == c.id).where(c.status == "held")
        day = date.fromisoformat
        with self._db.read() as connection:
            return tuple(
                Met(row.mode, day(row.start) if row.start else None, day(row.end) if row.end else None)
                for row in connection.execute(query)
            )

    def number(self, where: LedgerFilter) -> int:
        """How many there are."""
        found = _latest(where, None, 0).limit(None).order_by(None).subquery()
        with self._db.read() as connection:
            return connection.scalar(select(func.count()).select_from(found)) or 0

    def facets(self, where: LedgerFilter, most: int) -> list[tuple[str, str, str | None, str, str | None, int]]:
        """(type, status, mode, year, country, entries) of the latest ``most`` entries; "" for a year not known."""
        c = t.ledger.c
        latest = select(c.type, c.status, c.mode, func.substr(c.sort, 1, 4).label("year"), c.country)
        if where.actors:
            keys = _latest(where, None, most - 1).subquery()
            found = latest.join(keys, keys.c.id == c.id).subquery().c
        else:
            found = latest.where(*where.conditions()).order_by(c.sort.desc(), c.id.desc()).limit(most).subquery().c
        kinds = (found.type, found.status, found.mode, found.year, found.country)
        with self._db.read() as connection:
            rows = connection.execute(select(*kinds, func.count()).group_by(*kinds))
            return [(r[0], r[1], r[2], r[3], r[4], r[5]) for r in rows]

    def taking_part(self, entities: Sequence[str]) -> dict[str, int]:
        """In how many encounters each of these entities takes part."""
        c = t.ledger_participants.c
        with self._db.read() as connection:
            rows = connection.execute(
                select(c.entity, func.count().label("n"))
                .where(c.entity.in_(entities), c.type == ENCOUNTER)
                .group_by(c.entity)
            )
            return {row.entity: row.n for row in rows}

    def partners(self, entity: str, limit: int) -> list[tuple[str, int]]:
        """(entity, encounters shared) of those that take part in encounters with this one, most often first."""
        c = t.ledger_participants.c
        number = func.count()
        own = select(c.entry).where(c.entity == entity, c.type == ENCOUNTER)
        query = select(c.entity, number.label("n")).where(c.entry.in_(own), c.entity != entity).group_by(c.entity)
        with self._db.read() as connection:
            rows = connection.execute(query.order_by(number.desc(), c.entity).limit(limit))
            return [(row.entity, row.n) for row in rows]

    # Decisions

    def decide(self, kind: str, subject: str, payload: str, at: datetime) -> None:
        """Append what a person decided; nothing is ever taken out of this log."""
        with self._db.write() as connection:
            values: dict[str, Any] = {"kind": kind, "subject": subject, "payload": payload, "at": at.isoformat()}
            connection.execute(t.decisions.insert().values(**values))

    def decisions(self, kinds: Sequence[str]) -> tuple[Decided, ...]:
        """What people decided of these kinds, in the order they did."""
        c = t.decisions.c
        with self._db.read() as connection:
            rows = connection.execute(select(t.decisions).where(c.kind.in_(kinds)).order_by(c.id)).all()
        return tuple(Decided(row.id, row.at, row.kind, row.subject, row.payload) for row in rows)


def _latest(where: LedgerFilter, after: str | None, limit: int) -> Select[Any]:
    """(id, sort) alone: whole rows are heavy to sort. Of actors or at a place, by the index of those."""
    c, part, there = t.ledger.c, t.ledger_participants.c, t.ledger_places.c
    if where.actors:
        first, *others = where.actors
        query = select(part.entry.label("id"), part.sort).where(part.entity == first)
        for actor in others:
            other = t.ledger_participants.alias()
            query = query.join(other, (other.c.entry == part.entry) & (other.c.entity == actor))
        if where.type is not None:
            query = query.where(part.type == where.type.upper())
        if where.besides is not None:
            query = query.where(part.type != where.besides.upper())
        key, sort, rest = part.entry, part.sort, replace(where, actors=(), type=None, besides=None)
    elif where.place is not None:
        query = select(there.entry.label("id"), there.sort).where(there.place == where.place)
        key, sort, rest = there.entry, there.sort, replace(where, place=None)
    else:
        return newest_first(select(c.id, c.sort).where(*where.conditions()), c.sort, c.id, after, limit)
    if more := rest.conditions():
        query = query.join(t.ledger, c.id == key).where(*more)
    return newest_first(query, sort, key, after, limit)
