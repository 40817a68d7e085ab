"""What relates articles: their features, copies, stories and storylines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import TextClause, delete, func, or_, select, text, update

from filrouge.records import Copy, Story, Storyline
from filrouge.relate.reasons import Reason
from filrouge.store import tables as t
from filrouge.store.articles import chunks, find
from filrouge.store.codec import dumps, loads
from filrouge.store.database import Database, replace_all, upsert
from filrouge.store.filters import cursor, moment, newest_first

if TYPE_CHECKING:  # numpy takes longer to import than most questions to answer, and only relating needs it
    from filrouge.relate.features import Features
    from filrouge.relate.storylines import Profile


HELD = 200
"""Articles looked at for one key: a closing line that stands under every text of an archive costs no more than this."""
UNKNOWN = Reason("joined")
"""Of articles placed by a version that kept only sentences."""


@dataclass(frozen=True, slots=True)
class Placing:
    """In which story an article is, and why; ``pinned`` where a person put it there."""

    article: str
    story: str
    pinned: bool
    why: Reason = UNKNOWN


class Relations:
    """The tables features, bands, copies, placements, stories and storylines."""

    def __init__(self, database: Database) -> None:
        self._db = database

    # Features

    def save_features(self, records: Sequence[tuple[Features, Sequence[int]]], version: int) -> None:
        """Store features, each with the integers to look it up by."""
        from filrouge.relate.features import pack

        ids = [features.article for features, _ in records]
        with self._db.write() as connection:
            for chunk in chunks(ids):
                connection.execute(delete(t.bands).where(t.bands.c.article.in_(chunk)))
            rows = [{"article": f.article, "version": version, "packed": pack(f)} for f, _ in records]
            replace_all(connection, t.features, rows, "article")
            bands = [{"month": f.order[:7], "key": key, "article": f.article} for f, keys in records for key in keys]
            if bands:
                connection.execute(upsert(connection, t.bands).on_conflict_do_nothing(), bands)

    def features(self, articles: Sequence[str]) -> dict[str, Features]:
        from filrouge.relate.features import unpack

        found: dict[str, Features] = {}
        with self._db.read() as connection:
            for chunk in chunks(articles):
                query = select(t.features.c.article, t.features.c.packed).where(t.features.c.article.in_(chunk))
                found.update((row.article, unpack(row.packed)) for row in connection.execute(query))
        return found

    def sharing(self, keys: Sequence[int], limit: int) -> tuple[str, ...]:
        """Ids of the articles that share most of these integers, at most ``limit`` of them."""
        shared: dict[str, int] = {}
        with self._db.read() as connection:
            for chunk in chunks(keys):
                values = {f"k{i}": key for i, key in enumerate(chunk)}
                for article, n in connection.execute(_sharing(len(chunk)), {**values, "held": HELD, "most": limit}):
                    shared[article] = shared.get(article, 0) + n
        return tuple(sorted(shared, key=lambda key: (-shared[key], key))[:limit])

    def placed_between(
        self, since: date | None, until: date | None, related: str, limit: int
    ) -> Iterator[tuple[Features, Placing]]:
        """Articles related by these versions and published on these days, or undated, in time order."""
        from filrouge.relate.features import unpack

        a, p = t.articles.c, t.placements.c
        query = (
            select(t.features.c.packed, p.article, p.story, p.pinned, p.why)
            .join(t.placements, p.article == t.features.c.article)
            .join(t.articles, a.id == p.article)
            .where(a.related == related)
            .order_by(a.sort, a.seq)
            .limit(limit)
        )
        if since is not None:
            query = query.where(or_(a.sort == "", a.sort >= since.isoformat()))
        if until is not None:
            query = query.where(or_(a.sort == "", a.sort <= until.isoformat() + "~"))
        with self._db.read() as connection:
            for row in connection.execute(query):
                yield unpack(row.packed), _placing(row)

    # Copies

    def save_copies(self, copies: Sequence[Copy], of_articles: Sequence[str], version: int) -> None:
        """Store copies; the links that ``of_articles`` had, in either direction, make way."""
        rows = [
            {
                "article": c.article,
                "of": c.of,
                "kind": c.kind,
                "confidence": c.confidence,
                "version": version,
                "record": dumps(c),
            }
            for c in copies
        ]
        with self._db.write() as connection:
            for chunk in chunks(of_articles):
                connection.execute(delete(t.copies).where(or_(t.copies.c.article.in_(chunk), t.copies.c.of.in_(chunk))))
            replace_all(connection, t.copies, rows, "article", "of")

    def copies(self, articles: Sequence[str]) -> tuple[Copy, ...]:
        """The links from and to these articles."""
        found: dict[tuple[str, str], Copy] = {}
        with self._db.read() as connection:
            for chunk in chunks(articles):
                query = select(t.copies.c.record).where(or_(t.copies.c.article.in_(chunk), t.copies.c.of.in_(chunk)))
                for record in connection.scalars(query):
                    copy = loads(Copy, record)
                    found[copy.article, copy.of] = copy
        return tuple(found[key] for key in sorted(found))

    def list_copies(self, after: str | None, limit: int) -> tuple[tuple[Copy, ...], str | None]:
        """All links by id, with the cursor for those that follow."""
        c = t.copies.c
        query = select(c.record).order_by(c.article, c.of).limit(limit + 1)
        if after is not None:
            article, _, of = after.partition("~")
            query = query.where(or_(c.article > article, (c.article == article) & (c.of > of)))
        with self._db.read() as connection:
            found = [loads(Copy, record) for record in connection.scalars(query)]
        more = f"{found[limit - 1].article}~{found[limit - 1].of}" if len(found) > limit else None
        return tuple(found[:limit]), more

    # Stories

    def place(self, placings: Sequence[Placing], version: int) -> None:
        """Say in which stories articles are."""
        rows = [
            {
                "article": p.article,
                "story": p.story,
                "pinned": p.pinned,
                "version": version,
                "why": dumps(p.why),
            }
            for p in placings
        ]
        with self._db.write() as connection:
            replace_all(connection, t.placements, rows, "article")
            for p in placings:
                connection.execute(update(t.articles).where(t.articles.c.id == p.article).values(story=p.story))

    def stories_of(self, articles: Sequence[str]) -> dict[str, str]:
        """The story of each of these articles that has one."""
        found: dict[str, str] = {}
        with self._db.read() as connection:
            for chunk in chunks(articles):
                query = select(t.placements.c.article, t.placements.c.story)
                rows = connection.execute(query.where(t.placements.c.article.in_(chunk)))
                found.update((row.article, row.story) for row in rows)
        return found

    def stories_of_children(self, articles: Sequence[str]) -> set[str]:
        """The stories that hold an article whose parent is one of these."""
        found: set[str] = set()
        a, p = t.articles.c, t.placements.c
        with self._db.read() as connection:
            for chunk in chunks(articles):
                query = select(p.story).join(t.articles, a.id == p.article).where(a.parent.in_(chunk)).distinct()
                found.update(connection.scalars(query))
        return found

    def placings(self, articles: Sequence[str]) -> dict[str, Placing]:
        """In which story each of these articles is, and why."""
        found: dict[str, Placing] = {}
        with self._db.read() as connection:
            for chunk in chunks(articles):
                for row in connection.execute(select(t.placements).where(t.placements.c.article.in_(chunk))):
                    found[row.article] = _placing(row)
        return found

    def members(self, stories: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """The articles of each story, in time order."""
        found: dict[str, list[str]] = {}
        a, p = t.articles.c, t.placements.c
        with self._db.read() as connection:
            for chunk in chunks(stories):
                query = select(p.story, p.article).join(t.articles, a.id == p.article).where(p.story.in_(chunk))
                for story, article in connection.execute(query.order_by(a.sort, a.seq)):
                    found.setdefault(story, []).append(article)
        return {story: tuple(articles) for story, articles in found.items()}

    def save_stories(self, stories: Sequence[tuple[Story, Profile]], gone: Sequence[str], version: int) -> None:
        """Store stories; those ``gone`` have no article left."""
        rows = [
            {"id": s.id, "sort": moment(s.last), "version": version, "record": dumps(s), "profile": dumps(profile)}
            for s, profile in stories
        ]
        with self._db.write() as connection:
            for chunk in chunks(gone):
                connection.execute(delete(t.stories).where(t.stories.c.id.in_(chunk)))
            replace_all(connection, t.stories, rows, "id")

    def story(self, prefix: str) -> str:
        """The whole id of a story. Raises NotFound, Ambiguous."""
        return find(self._db, t.stories, prefix, "story")

    def stories(self, ids: Sequence[str]) -> dict[str, tuple[Story, str | None]]:
        """Each story with its storyline."""
        found: dict[str, tuple[Story, str | None]] = {}
        with self._db.read() as connection:
            for chunk in chunks(ids):
                for row in connection.execute(select(t.stories).where(t.stories.c.id.in_(chunk))):
                    found[row.id] = (loads(Story, row.record), row.storyline)
        return {key: found[key] for key in ids if key in found}

    def list_stories(
        self, storyline: str | None, after: str | None, limit: int
    ) -> tuple[tuple[tuple[Story, str | None], ...], str | None]:
        """Latest first, each with its storyline, and the cursor for those that follow."""
        query = select(t.stories)
        if storyline is not None:
            query = query.where(t.stories.c.storyline == storyline)
        with self._db.read() as connection:
            rows = connection.execute(newest_first(query, t.stories.c.sort, t.stories.c.id, after, limit)).all()
        more = cursor(rows[limit - 1].sort, rows[limit - 1].id) if len(rows) > limit else None
        return tuple((loads(Story, row.record), row.storyline) for row in rows[:limit]), more

    def stale_stories(self, version: int) -> tuple[str, ...]:
        """Stories that lost an article, or that another version told."""
        with self._db.read() as connection:
            return tuple(connection.scalars(select(t.stories.c.id).where(t.stories.c.version != version)))

    def profiles(self) -> tuple[Profile, ...]:
        """The profile of every story, by id."""
        from filrouge.relate.storylines import Profile

        with self._db.read() as connection:
            texts = connection.scalars(select(t.stories.c.profile).order_by(t.stories.c.id)).all()
        return tuple(loads(Profile, record) for record in texts)

    # Storylines

    def save_storylines(self, storylines: Sequence[Storyline], version: int) -> None:
        """Store all storylines, and say of stories and articles in which they are; the former ones make way."""
        with self._db.write() as connection:
            number = select(t.placements.c.story, func.count().label("n")).group_by(t.placements.c.story)
            sizes = {row.story: row.n for row in connection.execute(number)}
            before = select(t.stories.c.id, t.stories.c.storyline)
            was = {row.id: row.storyline for row in connection.execute(before)}
            connection.execute(delete(t.storyline_actors))
            connection.execute(delete(t.storylines))
            rows = [
                {
                    "id": s.id,
                    "sort": moment(s.last),
                    "articles": sum(sizes.get(k, 0) for k in s.stories),
                    "version": version,
                    "record": dumps(s),
                }
                for s in storylines
            ]
            if rows:
                connection.execute(t.storylines.insert(), rows)
            actors = [{"storyline": s.id, "entity": e} for s in storylines for e in dict.fromkeys(s.actors)]
            if actors:
                connection.execute(t.storyline_actors.insert(), actors)
            now = {story: s.id for s in storylines for story in s.stories}
            for story in was:
                if was[story] != now.get(story):
                    connection.execute(
                        update(t.stories).where(t.stories.c.id == story).values(storyline=now.get(story))
                    )
            inside = select(t.stories.c.storyline).where(t.stories.c.id == t.articles.c.story).scalar_subquery()
            connection.execute(
                update(t.articles).where(t.articles.c.storyline.is_distinct_from(inside)).values(storyline=inside)
            )

    def storyline(self, prefix: str) -> str:
        """The whole id of a storyline. Raises NotFound, Ambiguous."""
        return find(self._db, t.storylines, prefix, "storyline")

    def storylines(self, ids: Sequence[str] | None = None) -> dict[str, tuple[Storyline, int]]:
        """Storylines, all of them where none are named, each with its number of articles."""
        found: dict[str, tuple[Storyline, int]] = {}
        with self._db.read() as connection:
            for chunk in chunks(ids) if ids is not None else [None]:
                query = select(t.storylines).order_by(t.storylines.c.id)
                asked = query if chunk is None else query.where(t.storylines.c.id.in_(chunk))
                for row in connection.execute(asked):
                    found[row.id] = (loads(Storyline, row.record), row.articles)
        return found

    def list_storylines(
        self, actor: str | None, after: str | None, limit: int
    ) -> tuple[tuple[tuple[Storyline, int], ...], str | None]:
        """Latest first, each with its number of articles, and the cursor for those that follow."""
        query = select(t.storylines)
        if actor is not None:
            part = t.storyline_actors.c
            query = query.where(t.storylines.c.id.in_(select(part.storyline).where(part.entity == actor)))
        with self._db.read() as connection:
            rows = connection.execute(newest_first(query, t.storylines.c.sort, t.storylines.c.id, after, limit)).all()
        more = cursor(rows[limit - 1].sort, rows[limit - 1].id) if len(rows) > limit else None
        return tuple((loads(Storyline, row.record), row.articles) for row in rows[:limit]), more


@cache
def _sharing(keys: int) -> TextClause:
    """The articles that hold most of so many keys (k0, k1, …), at most ``held`` looked at for each of them."""
    each = "SELECT article FROM (SELECT article FROM bands WHERE key = :k{0} LIMIT :held) AS b{0}"
    union = " UNION ALL ".join(each.format(i) for i in range(keys))
    return text(f"SELECT article, COUNT(*) AS n FROM ({union}) AS b GROUP BY article ORDER BY n DESC LIMIT :most")


def _placing(row: Any) -> Placing:
    why = UNKNOWN if row.why.startswith("[") else loads(Reason, row.why)
    return Placing(article=row.article, story=row.story, pinned=row.pinned, why=why)
