"""A store filled with generated articles, without reading or understanding anything: as large as is asked, in seconds.

Public figures meet in public places; every happening is told by a few articles that copy each other, and the
happenings of two people make their storyline. The same number gives the same store.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import combinations, islice

import numpy as np

from filrouge.records import (
    Article,
    Capture,
    Copy,
    Count,
    Entity,
    Event,
    Evidence,
    LedgerEntry,
    Membership,
    Mention,
    Names,
    Participant,
    Place,
    Statement,
    Story,
    Storyline,
    TimeMention,
    Understanding,
    When,
)
from filrouge.relate.embed import to_bytes
from filrouge.relate.features import features
from filrouge.relate.storylines import Profile
from filrouge.store import Store
from filrouge.store.relations import Placing
from filrouge.text.digest import digest

PEOPLE = tuple(
    Entity(name.lower().replace(" ", "-"), "person", name, country)
    for name, country in (
        ("Angela Merkel", "DE"), ("Emmanuel Macron", "FR"), ("Barack Obama", "US"), ("Joe Biden", "US"),
        ("Xi Jinping", "CN"), ("Vladimir Putin", "RU"), ("Narendra Modi", "IN"), ("Justin Trudeau", "CA"),
        ("Mario Draghi", "IT"), ("Boris Johnson", "GB"), ("Moon Jae-in", "KR"), ("Fumio Kishida", "JP"),
    )
)  # fmt: skip
NATO = Entity("nato", "organisation", "NATO")
PLACES = (("Geneva", "CH"), ("Paris", "FR"), ("Beijing", "CN"), ("Helsinki", "FI"), ("Delhi", "IN"), ("Ottawa", "CA"))
OUTLETS = tuple(f"Gazette {n}" for n in range(1, 41))
TOLD_BY = 5
"""Articles of one happening."""
WORDS = tuple(f"word{i}" for i in range(6000))
WEIGHTS = tuple(1 / (i + 4) for i in range(6000))
FIRST = date(2012, 1, 1)
BATCH = 1000
COMMON = "summit"
"""A word that every article holds."""


def fill(store: Store, articles: int, words: int = 180, seed: int = 1) -> None:
    """Fill an empty store with at least this many articles of about this many words."""
    draw = random.Random(seed)
    pairs = list(combinations(PEOPLE, 2))
    lines: dict[int, list[Story]] = {}
    happenings = _happenings(draw, articles, words, pairs)
    while batch := list(islice(happenings, BATCH // TOLD_BY)):
        _write(store, [told for _, told in batch])
        for pair, told in batch:
            lines.setdefault(pair, []).append(told.story)
    store.relations.save_storylines(
        [
            Storyline(
                digest("line", str(pair)),
                " – ".join(e.name for e in pairs[pair]),
                tuple(s.id for s in stories),
                tuple(e.id for e in pairs[pair]),
                stories[0].first,
                stories[-1].last,
            )
            for pair, stories in lines.items()
        ],
        1,
    )


class Told:
    """One happening as its articles tell it."""

    def __init__(self, draw: random.Random, number: int, day: date, pair: Sequence[Entity], words: int) -> None:
        when = When(day, day)
        place = draw.choice(PLACES)
        people = tuple(Participant(e.id, e.name, "actor") for e in pair)
        self.articles: list[Article] = []
        self.understandings: list[Understanding] = []
        self.evidence: list[Evidence] = []
        at = Place(place[0], place[1])
        for n in range(TOLD_BY):
            key = digest("article", str(number), str(n))
            sentence = f"{pair[0].name} met {pair[1].name} in {place[0]} on {day}."
            said = f"“We will go on”, said {pair[0].name}."
            count = f"It was their {number % 9 + 2}th meeting."
            body = [" ".join(draw.choices(WORDS, WEIGHTS, k=words // 4)).capitalize() + f" {COMMON}." for _ in range(4)]
            joined = f"{pair[0].country} is a member of NATO."
            text = "\n\n".join((sentence, body[0], said, body[1], count, *body[2:], joined))
            article = Article(
                id=key, capture=digest("capture", key), position=0, page=f"page-{number}-{n}", role="lead",
                title=f"{pair[0].name} and {pair[1].name} meet {draw.choice(WORDS)}", text=text, language="en",
                published=When(day + timedelta(days=1), day + timedelta(days=1)), published_from="given",
                outlet=draw.choice(OUTLETS),
            )  # fmt: skip
            self.articles.append(article)
            reading = article.reading
            start = reading.index(sentence)
            self.evidence.append(Evidence(key, start, start + len(sentence), sentence, "held", when, at, "in-person"))
            mentions = tuple(
                Mention(i, i + len(e.name), e.name, e.kind, (e.id,), "full-name")
                for e in (*pair, *((NATO,) if number % 50 == 0 else ()))
                for i in (reading.index(e.name, start),)
            )
            quote, counted = reading.index("We will"), reading.index(count)
            self.understandings.append(
                Understanding(
                    key,
                    Names(key, mentions, (*pair, *((NATO,) if number % 50 == 0 else ()))),
                    None,
                    (TimeMention(start, start + len(sentence), str(day), when),),
                    (Statement(quote, quote + 13, "We will go on", pair[0].name, pair[0].id, True, "say"),),
                    (Event(start, start + len(sentence), "CONSULT", "in-person", "held", people, when, at),),
                    (Count(counted, counted + len(count), people, count, number % 9 + 2, number % 9 + 2, None, "any"),)
                    if number % 20 == 0
                    else (),
                    (Membership(reading.index(joined), len(reading), "nato", str(pair[0].country), when),)
                    if number % 50 == 0
                    else (),
                )
            )
        ids = tuple(a.id for a in self.articles)
        self.story = Story(digest("story", str(number)), self.articles[0].title or "", ids, when, when)
        self.copies = [Copy(key, ids[0], "near", 0.9, True, False, ("shared passages",)) for key in ids[1:]]
        entry = digest("entry", str(number))
        self.entry = LedgerEntry(
            entry, "CONSULT", "in-person", "held", people, when, at, None, tuple(self.evidence), TOLD_BY
        )
        self.profile = Profile(
            self.story.id, self.story.title, when, when, tuple(e.id for e in pair), tuple(e.name for e in pair),
            (1.0, 1.0), ("CONSULT",), to_bytes(np.ones(4, dtype=np.float32)), TOLD_BY,
        )  # fmt: skip


def _happenings(
    draw: random.Random, articles: int, words: int, pairs: Sequence[Sequence[Entity]]
) -> Iterator[tuple[int, Told]]:
    weights = [1 / (i + 2) for i in range(len(pairs))]
    total = -(-articles // TOLD_BY)
    for number in range(total):
        pair = draw.choices(range(len(pairs)), weights)[0]
        yield pair, Told(draw, number, FIRST + timedelta(days=number * 4500 // total), pairs[pair], words)


def _write(store: Store, batch: Sequence[Told]) -> None:
    articles = [a for told in batch for a in told.articles]
    understandings = [u for told in batch for u in told.understandings]
    seen = datetime(2025, 1, 1, tzinfo=UTC)
    with store.transaction():
        store.articles.keep([Capture(a.capture, a.page, "record", b"", seen) for a in articles])
        store.articles.add(articles, 1)
        store.findings.save(understandings, {u.article: (digest("block", u.article),) for u in understandings}, {})
        vector = np.random.default_rng(len(articles)).normal(size=(len(articles), 2, 16)).astype(np.float32)
        records = [(features(a, u, (v[0], v[1])), ()) for a, u, v in zip(articles, understandings, vector, strict=True)]
        store.relations.save_features(records, 1)
        store.relations.save_copies([c for told in batch for c in told.copies], [a.id for a in articles], 1)
        placings = [Placing(key, told.story.id, False, ()) for told in batch for key in told.story.articles]
        store.relations.place(placings, 1)
        store.relations.save_stories([(told.story, told.profile) for told in batch], (), 1)
        store.entries.replace((), [(told.entry, digest("block", told.entry.id)) for told in batch], 1)
        store.articles.mark_understood([a.id for a in articles], "1")
        store.articles.mark_related([a.id for a in articles], "1")
