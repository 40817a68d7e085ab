"""Rows of listings that bring several records together: stories, storylines, the ledger, copies, hits."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from filrouge.desk import show
from filrouge.records import Article, Copy, Entity, LedgerEntry, Membership, Story, Storyline, Why
from filrouge.store.briefs import Brief, Cited
from filrouge.tell import rows
from filrouge.tell.belonging import Said, belonging
from filrouge.tell.export import plain
from filrouge.tell.sources import counter
from filrouge.text.analyze import analyze

_WORD = re.compile(r"\w+(?:['’]\w+)*")
LOOKED_THROUGH = 20_000
"""Characters of a text in which a passage is looked for: a long article; a book shows one from its beginning."""
LONGEST_QUERY = 400


def copy(c: Copy, articles: Cited) -> rows.CopyRow:
    """``articles``: both of them, for the offsets of passages."""
    passages: tuple[rows.PassageRow, ...] = ()
    if c.article in articles and c.of in articles:
        one, other = articles[c.article], articles[c.of]
        passages = tuple(
            rows.PassageRow(
                *show.spot(one, p.start, p.end)[:2], *show.spot(other, p.of_start, p.of_end)[:2], round(p.score, 3)
            )
            for p in c.passages
        )
    return rows.CopyRow(
        c.article, c.of, c.kind, round(c.confidence, 3), Why.joined(c.why), c.directed, c.credited, passages
    )


def story(s: Story, storyline: str | None, articles: Sequence[Brief], copies: Sequence[Copy]) -> rows.StoryRow:
    """``articles``: those of the story; ``copies``: the links among them."""
    return rows.StoryRow(
        id=s.id,
        title=s.title,
        first=show.edtf_or_none(s.first),
        last=show.edtf_or_none(s.last),
        articles=s.articles,
        outlets=tuple(dict.fromkeys(a.outlet for a in articles if a.outlet)),
        languages=tuple(dict.fromkeys(a.language for a in articles if a.language)),
        independent_sources=counter({a.id: a for a in articles}, copies)(s.articles),
        storyline=storyline,
        why=s.why,
    )


def storyline(s: Storyline, articles: int, entities: Mapping[str, Entity]) -> rows.StorylineRow:
    actors = tuple(show.entity(entities[key]) for key in s.actors if key in entities)
    return rows.StorylineRow(
        id=s.id,
        title=s.title,
        actors=tuple(actor.name for actor in actors),
        stories=s.stories,
        articles=articles,
        first=show.edtf_or_none(s.first),
        last=show.edtf_or_none(s.last),
        why=s.why,
        entities=actors,
    )


def entry(e: LedgerEntry, articles: Cited) -> rows.LedgerRow:
    """``articles``: those that give evidence, for its offsets."""
    evidence = []
    for v in e.evidence:
        start, end, in_title = (
            show.spot(articles[v.article], v.start, v.end) if v.article in articles else (None, None, False)
        )
        place = v.place.name if v.place else None
        evidence.append(
            rows.EvidenceRow(v.article, v.sentence, start, end, v.status, show.days(v.when), in_title, place, v.mode)
        )
    return rows.LedgerRow(
        id=e.id,
        type=e.type,
        mode=e.mode,
        status=e.status,
        participants=show.participants(e.participants),
        date=show.days(e.when),
        time=show.clock(e.when),
        place=e.place.name if e.place else None,
        country=e.place.country if e.place else None,
        occasion=e.occasion,
        evidence=tuple(evidence),
        independent_sources=e.independent_sources,
        disputes=tuple(rows.DisputeRow(d.field, d.values) for d in e.disputes),
        overdue=e.overdue,
    )


def actor(e: Entity, articles: int, events: int) -> rows.ActorRow:
    return rows.ActorRow(e.id, e.kind, e.name, e.country, articles, events)


def hit(a: Brief, score: float, why: str) -> rows.HitRow:
    return rows.HitRow(a.id, a.title, score, why, show.edtf_or_none(a.published), a.outlet, a.language, a.story)


def snippet(a: Article, query: str, length: int) -> str:
    """The passage of the text where most of the query's words stand near each other."""
    wanted = frozenset(analyze(query[:LONGEST_QUERY], a.language))
    words = _WORD.finditer(a.text[:LOOKED_THROUGH]) if wanted else ()
    places = [m.start() for m in words if not wanted.isdisjoint(_tokens(m[0], a.language))]
    best, most = 0, 0
    for n, place in enumerate(places):
        near = bisect_left(places, place + length) - n
        if near > most:
            best, most = place, near
    first = max(0, best - length // 4)
    if first:
        first = a.text.find(" ", first, best) + 1 or best
    passage = " ".join(a.text[first : first + length].split())
    return ("… " if first else "") + passage + (" …" if first + length < len(a.text) else "")


@lru_cache(maxsize=2**15)
def _tokens(word: str, language: str | None) -> tuple[str, ...]:
    """`analyze` of one word, for words that most texts share."""
    return tuple(analyze(word, language))


def membership(
    organisation: str,
    member: str,
    found: Sequence[tuple[str, Membership]],
    articles: Mapping[str, Article],
    quoted: int | None = None,
    on: date | None = None,
) -> rows.MembershipRow:
    """One row for all that articles say of one member, each sentence once; ``on``: whether it belonged on that day.

    ``articles``: those of the first ``quoted``, whose sentences are evidence.
    """
    told = belonging([Said(m, key, articles[key].published if key in articles else None) for key, m in found])
    return rows.MembershipRow(
        organisation=organisation,
        member=member,
        since=show.days(told.since or (told.announced_for if told.announced else None)),
        until=show.days(told.until),
        evidence=tuple(dict.fromkeys(show.quote(articles[key], m.start, m.end) for key, m in found[:quoted])),
        founder=told.founder,
        announced=told.announced,
        announced_for=show.days(told.announced_for),
        disputes=tuple(rows.DisputeRow(d.field, d.values) for d in told.disputes),
        belongs=told.on(on) if on else None,
    )


def timeline(stories: Sequence[rows.StoryRow], entries: Sequence[rows.LedgerRow]) -> tuple[rows.TimelineRow, ...]:
    """Stories and events in order of their first day, those without one last."""
    lines = [
        rows.TimelineRow(s.id, "story", s.title, s.first, None, None, None, s.articles, None, s.independent_sources)
        for s in stories
    ]
    for e in entries:
        proof = plain.said(e)
        articles = tuple(dict.fromkeys(v.article for v in e.evidence))
        title = " – ".join(p.name for p in e.participants) or e.type
        lines.append(
            rows.TimelineRow(
                e.id, "event", title, e.date, e.status, e.place, e.country, articles, proof, e.independent_sources
            )
        )
    return tuple(sorted(lines, key=lambda line: (line.date is None, (line.date or "").strip("./"), line.kind, line.id)))
