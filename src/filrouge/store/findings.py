"""What the steps of understanding found: one row for an article and step, and the index of who is mentioned."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import (
    Connection,
    TextClause,
    bindparam,
    delete,
    func,
    literal_column,
    select,
    text,
)

from filrouge.errors import Ambiguous, NotFound
from filrouge.records import (
    Count,
    Dating,
    Entity,
    Event,
    Membership,
    Names,
    Statement,
    TimeMention,
    Understanding,
)
from filrouge.store import tables as t
from filrouge.store.articles import chunks
from filrouge.store.codec import dumps, loads
from filrouge.store.database import Database, replace_all

PAYLOADS: Mapping[str, Any] = {
    "names": Names,
    "dating": Dating | None,
    "times": tuple[TimeMention, ...],
    "statements": tuple[Statement, ...],
    "events": tuple[Event, ...],
    "counts": tuple[Count, ...],
    "memberships": tuple[Membership, ...],
}
"""Each step of understanding, by the field of `Understanding` that it fills, with what it finds."""
AROUND = "around"
"""The row that keeps, of an article that bears no date, a digest of what others had to say of it (`undated`)."""
Found = TypeVar("Found")


NAMED, NEAREST = 20, 150
"""Names of an article, the rarest first, and the articles on either side of it in time that are looked at for each."""


@dataclass(frozen=True, slots=True)
class Known:
    """An entity with the number of articles that mention it."""

    entity: Entity
    articles: int


class Findings:
    """The tables findings, entities and mentions."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def save(
        self, understandings: Sequence[Understanding], blocks: Mapping[str, Sequence[str]], versions: Mapping[str, int]
    ) -> None:
        """Store what was found in some articles; what stood there for them makes way.

        ``blocks``: for each article the blocks of the ledger in which its events fall; ``versions``: by step.
        """
        rows: list[dict[str, Any]] = []
        entities: dict[str, dict[str, Any]] = {}
        mentions: list[dict[str, Any]] = []
        concerns: list[dict[str, Any]] = []
        for u in understandings:
            for step in PAYLOADS:
                payload = getattr(u, step)
                size = (
                    len(payload.mentions)
                    if isinstance(payload, Names)
                    else len(payload)
                    if isinstance(payload, tuple)
                    else int(payload is not None)
                )
                rows.append(
                    {
                        "article": u.article,
                        "step": step,
                        "version": versions.get(step, 1),
                        "payload": dumps(payload),
                        "size": size,
                    }
                )
            for e in u.names.entities:
                entities[e.id] = {
                    "id": e.id,
                    "kind": e.kind,
                    "name": e.name,
                    "country": e.country,
                    "wikidata": e.wikidata,
                    "folded": e.name.casefold(),
                    "last_word": e.name.casefold().split(" ")[-1],
                }
            times = Counter(key for mention in u.names.mentions for key in mention.entities)
            mentions += [
                {"article": u.article, "entity": key, "times": n, "of": u.article} for key, n in sorted(times.items())
            ]
            concerns += [
                {"article": u.article, "step": step, "entity": key, "of": u.article}
                for step, key in sorted(_concerned(u))
            ]
        with self._db.write() as connection:
            for chunk in chunks([u.article for u in understandings]):
                for table in (t.mentions, t.concerns):
                    connection.execute(delete(table).where(table.c.article.in_(chunk)))
                connection.execute(
                    delete(t.findings).where(t.findings.c.article.in_(chunk), t.findings.c.step == AROUND)
                )
            replace_all(connection, t.findings, rows, "article", "step")
            replace_all(connection, t.entities, list(entities.values()), "id")
            at = select(t.articles.c.sort).where(t.articles.c.id == bindparam("of")).scalar_subquery()
            for table, values in ((t.mentions, mentions), (t.concerns, concerns)):
                if values:
                    connection.execute(table.insert().values(sort=at), values)
            self._save_assertions(connection, blocks)

    def _save_assertions(self, connection: Connection, blocks: Mapping[str, Sequence[str]]) -> None:
        """The index from blocks to articles; the blocks an article was in, and those it is in, become stale."""
        touched: dict[str, None] = {}
        for chunk in chunks(list(blocks)):
            inside = t.assertions.c.article.in_(chunk)
            touched.update((key, None) for key in connection.scalars(select(t.assertions.c.block).where(inside)))
            connection.execute(delete(t.assertions).where(inside))
        rows = [{"article": article, "block": key} for article, keys in blocks.items() for key in dict.fromkeys(keys)]
        if rows:
            connection.execute(t.assertions.insert(), rows)
        touched.update((row["block"], None) for row in rows)
        replace_all(connection, t.blocks, [{"id": key, "stale": True} for key in touched], "id")

    def load(self, articles: Sequence[str]) -> dict[str, Understanding]:
        """What was found in these articles; those not understood yet are left out."""
        parts: dict[str, dict[str, Any]] = {}
        with self._db.read() as connection:
            for chunk in chunks(articles):
                query = select(t.findings.c.article, t.findings.c.step, t.findings.c.payload)
                for row in connection.execute(query.where(t.findings.c.article.in_(chunk))):
                    if row.step in PAYLOADS:
                        parts.setdefault(row.article, {})[row.step] = loads(PAYLOADS[row.step], row.payload)
        return {
            key: Understanding(article=key, **parts[key])
            for key in articles
            if key in parts and len(parts[key]) == len(PAYLOADS)
        }

    def each(
        self,
        step: str,
        kind: type[Found],
        articles: Sequence[str] | None = None,
        after: str | None = None,
        limit: int | None = None,
        concerning: Sequence[str] = (),
    ) -> list[tuple[str, tuple[Found, ...]]]:
        """(article, what a step found there) wherever it found something, by article id; ``after``: a last id seen.

        ``concerning``: only articles where what was found concerns all of these entities (see the table `concerns`).
        """
        c = t.findings.c
        query = (
            select(c.article, c.payload)
            .where(c.step == step, literal_column("size > 0"))
            .order_by(c.article)
            .limit(limit)
        )
        if after is not None:
            query = query.where(c.article > after)
        found: list[tuple[str, tuple[Found, ...]]] = []
        with self._db.read() as connection:
            for entity in concerning:
                about = t.concerns.c
                query = query.where(
                    c.article.in_(select(about.article).where(about.entity == entity, about.step == step))
                )
            for chunk in chunks(articles) if articles is not None else [None]:
                asked = query if chunk is None else query.where(c.article.in_(chunk))
                found += [(row.article, loads(tuple[kind, ...], row.payload)) for row in connection.execute(asked)]  # type: ignore[valid-type]
        return sorted(found, key=lambda pair: pair[0])

    def concerned(self, step: str) -> tuple[str, ...]:
        """Ids of all whom the findings of a step concern."""
        c = t.concerns.c
        with self._db.read() as connection:
            return tuple(connection.scalars(select(c.entity).where(c.step == step).distinct().order_by(c.entity)))

    # Entities

    def entities(self, ids: Sequence[str]) -> dict[str, Entity]:
        """The entities of these ids that are known."""
        found: dict[str, Entity] = {}
        with self._db.read() as connection:
            for chunk in chunks(ids):
                for row in connection.execute(select(t.entities).where(t.entities.c.id.in_(chunk))):
                    found[row.id] = _entity(row)
        return found

    def actor(self, key: str) -> str:
        """The id of the entity with this id or, in any case of letters, this name or last name.

        Of several of one name, the one that most articles mention; a last name must be of one actor alone.
        Raises NotFound, and Ambiguous where several actors have that last name.
        """
        c = t.entities.c
        folded = key.casefold()
        with self._db.read() as connection:
            if connection.scalar(select(c.id).where(c.id == key)) is not None:
                return key
            query = select(c.id).where(c.folded == folded).order_by(c.articles.desc(), c.id).limit(1)
            found = connection.scalar(query)
            if found is None:
                bearers = select(c.id, c.name, c.folded).where(c.kind == "person")
                bearers = bearers.where(c.last_word == folded.split(" ")[-1]).order_by(c.name)
                last = [row for row in connection.execute(bearers) if row.folded.endswith(f" {folded}")][:6]
                if len(last) > 1:
                    names = ", ".join(str(row.name) for row in last)
                    raise Ambiguous(f"{key!r} is the name of several people here: {names}.")
                found = last[0].id if last else None
        if found is None:
            raise NotFound(f"Nobody named {key!r} is known here: give a name as the rows write it, or an id.")
        return str(found)

    def known(self, kinds: Sequence[str], offset: int, limit: int) -> list[Known]:
        """Entities of these kinds, those that most articles mention first."""
        c = t.entities.c
        wanted = func.coalesce(c.kind, "").in_(kinds)  # in order of the counts' index, not of the kinds'
        query = select(t.entities).where(wanted, c.articles > 0)
        query = query.order_by(c.articles.desc(), c.id.desc()).offset(offset).limit(limit)
        with self._db.read() as connection:
            return [Known(_entity(row), row.articles) for row in connection.execute(query)]

    def articles_with(self, entities: Sequence[str]) -> dict[str, int]:
        """In how many articles each of these entities is mentioned."""
        c = t.entities.c
        with self._db.read() as connection:
            rows = connection.execute(select(c.id, c.articles).where(c.id.in_(entities), c.articles > 0))
            return {row.id: row.articles for row in rows}

    def sharing(self, article: str, limit: int) -> tuple[str, ...]:
        """Ids of the articles that mention most of the people and organisations that this one mentions.

        Of each of these, the `NEAREST` articles before it and after it in time are looked at.
        """
        c, e = t.mentions.c, t.entities.c
        own = select(c.entity, c.sort).join(t.entities, e.id == c.entity)
        own = own.where(c.article == article, e.kind.in_(("person", "organisation")))
        with self._db.read() as connection:
            named = connection.execute(own.order_by(e.articles).limit(NAMED)).all()
            if not named:
                return ()
            values = {"own": article, "at": named[0].sort, "most": limit, "nearest": NEAREST}
            values |= {f"e{n}": row.entity for n, row in enumerate(named)}
            return tuple(row.article for row in connection.execute(_sharing(len(named)), values))


def _concerned(u: Understanding) -> set[tuple[str, str]]:
    """(step, entity): who says something, who is counted, what has members and who these are."""
    said = {("statements", s.speaker_id) for s in u.statements if s.speaker_id}
    counted = {("counts", p.id) for c in u.counts for p in c.participants}
    return said | counted | {("memberships", key) for m in u.memberships for key in (m.organisation, m.member)}


@cache
def _sharing(named: int) -> TextClause:
    """The articles that mention most of so many entities (e0, e1, …), among those nearest in time to ``at``."""
    each = (
        "SELECT article FROM (SELECT article FROM mentions WHERE entity = :e{0} AND sort {1} :at "
        "ORDER BY sort {2}, article LIMIT :nearest) AS m{0}{2}"
    )
    sides = ((">=", "ASC"), ("<", "DESC"))
    union = " UNION ALL ".join(each.format(n, *side) for n in range(named) for side in sides)
    return text(
        f"SELECT article FROM ({union}) AS m WHERE article != :own GROUP BY article "
        "ORDER BY COUNT(*) DESC, article LIMIT :most"
    )


def _entity(row: Any) -> Entity:
    return Entity(id=row.id, kind=row.kind, name=row.name, country=row.country, wikidata=row.wikidata)
