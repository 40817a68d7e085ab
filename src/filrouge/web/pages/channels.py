"""The feeds that can be followed: what a search finds, a storyline's articles, encounters of an actor, a pair, all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlencode

from filrouge.desk.api import ArticleFilter, Filrouge, LedgerFilter
from filrouge.tell import rows
from filrouge.web import links, query
from filrouge.web.feeds import EPOCH, Feed, Item
from filrouge.web.pages.ledger import Filters
from filrouge.web.pages.search import hits
from filrouge.web.speech import Speech

WORDS = 60
"""Of a text, in a feed: enough to decide whether to read it."""
ITEMS = 30
"""In one feed: what readers keep of a feed that they ask every hour."""


def search(desk: Filrouge, say: Speech, text: str) -> Feed:
    asked = query.parse(text)
    where = ArticleFilter(outlet=asked.outlet, language=asked.language, since=asked.since, until=asked.until)
    found = [hit.id for hit in hits(desk, asked, where, True, None).rows][:ITEMS]
    asked_for = urlencode({"q": text})
    title = say("Search: {query}", query=text)
    return Feed(title, f"/search?{asked_for}&newest=1", "/search", asked_for, _articles(desk, desk.article_rows(found)))


def storyline(desk: Filrouge, id: str) -> Feed:
    line = desk.storyline(id)
    newest = desk.articles(ArticleFilter(storyline=line.id), limit=ITEMS).rows
    address = f"/storyline/{line.id}"
    return Feed(line.title, address, address, "", _articles(desk, newest))


def actor(desk: Filrouge, say: Speech, id: str) -> Feed:
    row = desk.actor(id)
    address = links.actor(row.id)
    return Feed(row.name, address, address, "", _entries(desk, say, LedgerFilter(actors=(row.id,))))


def pair(desk: Filrouge, say: Speech, one: str, other: str) -> Feed:
    a, b = sorted((desk.actor(one), desk.actor(other)), key=lambda row: row.id)
    address = links.pair(a.id, b.id)
    return Feed(
        say.list((a.name, b.name)), address, address, "", _entries(desk, say, LedgerFilter(actors=(a.id, b.id)))
    )


def ledger(desk: Filrouge, say: Speech, filters: Filters) -> Feed:
    people = tuple(desk.actor(a) for a in filters.actor)
    filters = replace(filters, actor=tuple(p.id for p in people))
    asked, where = filters.query(), filters.where(filters.actor)
    title = " – ".join((say("Ledger"), *(p.name for p in people)))
    return Feed(title, "/ledger" + (f"?{asked}" if asked else ""), "/ledger", asked, _entries(desk, say, where))


def _articles(desk: Filrouge, found: Sequence[rows.ArticleRow]) -> tuple[Item, ...]:
    ids = [a.id for a in found]
    openings, taken_in = desk.openings(ids, WORDS), desk.taken_in(ids)
    return tuple(
        Item(
            id=f"/article/{a.id}",
            address=f"/article/{a.id}",
            title=a.title or " ".join(openings.get(a.id, a.id).split()[:12]),
            updated=taken_in.get(a.id, EPOCH),
            text=openings.get(a.id, ""),
            language=a.language,
            authors=a.authors or ((a.outlet,) if a.outlet else ()),
            published=a.published,
            extra={
                "outlet": a.outlet,
                "published": a.published,
                "published_from": a.published_from,
                "story": a.story,
                "storyline": a.storyline,
                "url": a.url,
            },
        )
        for a in found
    )


def _entries(desk: Filrouge, say: Speech, where: LedgerFilter) -> tuple[Item, ...]:
    found = desk.ledger(where, limit=ITEMS).rows
    taken_in = desk.taken_in(sorted({v.article for e in found for v in e.evidence}))
    return tuple(
        Item(
            id=links.entry(e.id),
            address=links.entry(e.id),
            title=_title(say, e),
            updated=max((taken_in.get(v.article, EPOCH) for v in e.evidence), default=EPOCH),
            text="\n\n".join(v.sentence for v in e.evidence),
            extra={
                "type": e.type,
                "mode": e.mode,
                "status": e.status,
                "participants": [{"id": p.id, "name": p.name} for p in e.participants],
                "date": e.date,
                "place": e.place,
                "country": e.country,
                "independent_sources": e.independent_sources,
            },
        )
        for e in found
    )


def _title(say: Speech, e: rows.LedgerRow) -> str:
    parts = (say.date(e.date), say.list(tuple(p.name for p in e.participants)), e.place or say.country(e.country))
    return " · ".join(part for part in (*parts, say(e.status)) if part)
