"""What a listing can be narrowed by, and the cursors that page through it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, or_, select, tuple_

from filrouge.errors import UsageError
from filrouge.records import When
from filrouge.store.tables import articles, ledger, ledger_evidence, ledger_participants, ledger_places, mentions

WIDE = 31
"""Days: an interval wider than a month that ends today is not news of today."""


@dataclass(frozen=True, slots=True)
class ArticleFilter:
    """Which articles; every part that is given must hold."""

    role: str | None = None
    language: str | None = None
    outlet: str | None = None
    story: str | None = None
    storyline: str | None = None
    actor: str | None = None
    """The id of an entity that the article mentions."""
    since: date | None = None
    until: date | None = None
    """Published on these days or between them, as far as is known."""

    def conditions(self) -> list[ColumnElement[bool]]:
        """On the table `articles`."""
        c = articles.c
        found = [
            c[name] == value
            for name in ("role", "language", "outlet", "story", "storyline")
            if (value := getattr(self, name)) is not None
        ]
        if self.actor is not None:
            found.append(c.id.in_(select(mentions.c.article).where(mentions.c.entity == self.actor)))
        return found + between(c.published_start, c.published_end, self.since, self.until)


ENCOUNTER = "CONSULT"
"""The type of what the archive is most asked about: who met whom."""


@dataclass(frozen=True, slots=True)
class LedgerFilter:
    """Which ledger entries; every part that is given must hold."""

    actors: tuple[str, ...] = ()
    """Ids: all of them take part."""
    type: str | None = None
    status: str | None = None
    since: date | None = None
    until: date | None = None
    article: str | None = None
    story: str | None = None
    storyline: str | None = None
    country: str | None = None
    place: str | None = None
    """The place's name, as the entry or one of its sources has it."""
    mode: str | None = None
    besides: str | None = None
    """Not of this type."""

    def conditions(self) -> list[ColumnElement[bool]]:
        """On the table `ledger`."""
        c = ledger.c
        found: list[ColumnElement[bool]] = []
        few = self.article or self.story or self.storyline
        kind = func.coalesce(c.type, "") if few else c.type  # an index of the few must win over that of the type
        if self.type is not None:
            found.append(kind == self.type.upper())
        if self.besides is not None:
            found.append(kind != self.besides.upper())
        if self.status is not None:
            found.append(c.status == self.status)
        if self.mode is not None:
            found.append(c.mode == self.mode)
        if self.country is not None:
            found.append(c.country == self.country.upper())
        if self.place is not None:
            there = ledger_places.c
            found.append(c.id.in_(select(there.entry).where(there.place == self.place)))
        for actor in self.actors:
            part = ledger_participants.c
            found.append(c.id.in_(select(part.entry).where(part.entity == actor)))
        proof = ledger_evidence.c
        if self.article is not None:
            found.append(c.id.in_(select(proof.entry).where(proof.article == self.article)))
        for name in ("story", "storyline"):
            if (value := getattr(self, name)) is not None:
                inside = select(articles.c.id).where(articles.c[name] == value)
                found.append(c.id.in_(select(proof.entry).where(proof.article.in_(inside))))
        return found + between(c.start, c.end, self.since, self.until)


def between(start: Any, end: Any, since: date | None, until: date | None) -> list[ColumnElement[bool]]:
    """That a known interval touches the days from ``since`` to ``until``; an open end of it counts as touching."""
    found: list[ColumnElement[bool]] = []
    if since is not None or until is not None:
        found.append(or_(start.is_not(None), end.is_not(None)))
    if since is not None:
        found.append(func.coalesce(end, "9999") >= since.isoformat())
    if until is not None:
        found.append(func.coalesce(start, "0000") <= until.isoformat())
    return found


def newest_first(
    query: Select[Any], sort: ColumnElement[str], key: ColumnElement[str], after: str | None, limit: int
) -> Select[Any]:
    """The query by (sort, key) downwards, beginning after the cursor; one row more than ``limit``, to see an end."""
    if after is not None:
        last, mark, last_key = after.rpartition("~")
        if not mark:
            raise UsageError(f"{after!r} is no cursor of a listing: use the one that came with the page before.")
        query = query.where(tuple_(sort, key) < tuple_(literal(last), literal(last_key)))
    return query.order_by(sort.desc(), key.desc()).limit(limit + 1)


def moment(when: When | None) -> str:
    """What a time sorts by: its last moment, its first where it is wide, "" where its beginning is not known."""
    if when is None or when.start is None:
        return ""
    wide = when.days is None or when.days > WIDE
    day = when.start if wide else when.end
    return f"{day}T{when.clock.split('/')[0]}" if when.clock else str(day)


def cursor(sort: str, key: str) -> str:
    return f"{sort}~{key}"
