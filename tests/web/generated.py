"""A store filled with generated articles, without reading or understanding anything: as large as is asked, in minutes.

Public figures meet in capitals. A happening is told by one article or by twenty that copy each other, names those who
met and, in passing, others; the happenings of two people make their storyline. Who meets and which words are used
follow Zipf's law: some pages are of a thousand articles, most of a few. The same number gives the same store.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate, islice

import numpy as np

from filrouge.data import actors
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
from filrouge.relate.features import Features, features
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
OUTLETS = tuple(f"Gazette {n}" for n in range(1, 301))
LANGUAGES, OF_LANGUAGES = ("en", "fr", "de", "es"), (70, 20, 6, 4)
TOLD_BY, OF_TOLD = (1, 2, 3, 5, 8, 20), (30, 25, 20, 15, 8, 2)
"""Articles of one happening, and how often: three on average, as in news."""
STATUSES, OF_STATUSES = ("held", "announced", "cancelled", "denied"), (80, 15, 3, 2)
MODES, OF_MODES = ("in-person", "video", "phone"), (80, 8, 12)
WORDS = tuple(f"word{i}" for i in range(6000))
SENTENCES = 4000
"""Sentences of twenty words, of which texts are made: drawing each word anew takes most of the time."""
FIRST = date(2012, 1, 1)
DAYS = 4500
BATCH = 1000
COMMON = "summit"
"""A word that every article holds."""


def fill(store: Store, articles: int, words: int = 180, seed: int = 1) -> None:
    """Fill an empty store with at least this many articles of about this many words."""
    draw = random.Random(seed)
    lines: dict[tuple[str, ...], list[Story]] = {}
    happenings = _happenings(draw, articles, words)
    written = 0
    while batch := list(_batch(happenings)):
        written += sum(len(told.articles) for told in batch)
        _write(store, batch)
        for told in batch:
            lines.setdefault(tuple(e.id for e in told.pair), []).append(told.story)
    known = {e.id: e.name for e in _people(articles)}
    store.relations.save_storylines(
        [
            Storyline(
                digest("line", *pair),
                " – ".join(known[key] for key in pair),
                tuple(s.id for s in stories),
                pair,
                stories[0].first,
                stories[-1].last,
            )
            for pair, stories in lines.items()
        ],
        1,
    )


class Told:
    """One happening as its articles tell it."""

    def __init__(
        self, draw: random.Random, number: int, day: date, who: Sequence[Entity], text: Sequence[str], copies: int
    ) -> None:
        """``who``: those who met, then those named in passing."""
        self.pair = pair = tuple(sorted(who[:2], key=lambda e: e.id))
        when = When(day, day)
        place = draw.choice(PLACES)
        at = Place(place[0], place[1])
        people = tuple(Participant(e.id, e.name, "actor") for e in pair)
        (status,), (mode,) = draw.choices(STATUSES, OF_STATUSES), draw.choices(MODES, OF_MODES)
        (language,) = draw.choices(LANGUAGES, OF_LANGUAGES)
        is_counted, is_of_nato = number % 20 == 0, number % 50 == 0
        entities = (*pair, *who[2:], Entity(f"local:office {number}", "organisation", f"Office {number}"))
        entities += (NATO,) if is_of_nato else ()

        met = f"{pair[0].name} met {pair[1].name} in {place[0]} on {day}."
        said = f"“We will go on”, said {pair[0].name}."
        count = f"It was their {number % 9 + 2}th meeting."
        joined = f"{pair[0].country} is a member of NATO."
        passing = f"{', '.join(e.name for e in entities[2:])} spoke of the {COMMON}."
        whole = "\n\n".join((met, text[0], said, *text[1:2], count, *text[2:], passing, joined))
        title = f"{pair[0].name} and {pair[1].name} meet {draw.choice(WORDS)}"
        reading = Article(id="", capture="", position=0, page="", role="lead", title=title, text=whole).reading

        def span(words: str, after: int = len(title)) -> tuple[int, int]:
            start = reading.index(words, after)
            return start, start + len(words)

        mentions = tuple(
            Mention(*span(e.name, reading.index(passing) if n > 1 else len(title)), e.name, e.kind, (e.id,), "known")
            for n, e in enumerate(entities)
        )
        mentions += (Mention(*span(place[0]), place[0], "place", (f"place:{place[0]}",), "known"),)
        entities += (Entity(f"place:{place[0]}", "place", place[0], place[1]),)
        found = Understanding(
            "",
            Names("", mentions, entities),
            None,
            (TimeMention(*span(str(day)), str(day), when),),
            (Statement(*span("We will go on"), "We will go on", pair[0].name, pair[0].id, True, "say"),),
            (Event(*span(met), "CONSULT", mode, status, people, when, at),),
            (Count(*span(count), people, count, number % 9 + 2, number % 9 + 2, None, "any"),) if is_counted else (),
            (Membership(*span(joined), "nato", str(pair[0].country), when),) if is_of_nato else (),
        )
        self.articles = [
            Article(
                id=key, capture=digest("capture", key), position=0, page=f"page-{number}-{n}", role="lead",
                title=title, text=whole, language=language, published=_later(day, n), published_from="given",
                outlet=draw.choice(OUTLETS), url=f"https://gazette.example/{number}/{n}",
            )
            for n in range(copies)
            for key in (digest("article", str(number), str(n)),)
        ]  # fmt: skip
        ids = tuple(a.id for a in self.articles)
        self.understandings = [replace(found, article=key, names=replace(found.names, article=key)) for key in ids]
        vectors = np.random.default_rng(number).normal(size=(2, 16)).astype(np.float32)
        first = features(self.articles[0], self.understandings[0], (vectors[0], vectors[1]))
        self.features: list[Features] = [replace(first, article=a.id, outlet=a.outlet) for a in self.articles]
        evidence = tuple(Evidence(key, *span(met), met, status, when, at, mode) for key in ids)
        self.story = Story(digest("story", str(number)), title, ids, when, self.articles[-1].published)
        self.copies = [Copy(key, ids[0], "near", 0.9, True, False, ("shared passages",)) for key in ids[1:]]
        self.entry = LedgerEntry(
            digest("entry", str(number)), "CONSULT", mode, status, people, when, at, None, evidence, 1
        )
        self.profile = Profile(
            self.story.id, self.story.title, when, when, tuple(e.id for e in pair), tuple(e.name for e in pair),
            (1.0, 1.0), ("CONSULT",), to_bytes(np.ones(4, dtype=np.float32)), len(ids),
        )  # fmt: skip


def _later(day: date, n: int) -> When:
    day += timedelta(days=1 + n // 8)
    return When(day, day)


def _people(articles: int) -> tuple[Entity, ...]:
    """More of them the more articles there are: those above, then those of our own tables."""
    own = {e.id for e in PEOPLE}
    others = (Entity(a.id, "person", a.name, a.country) for a in actors.load() if a.kind == "person")
    more = islice((e for e in others if e.id not in own and e.country), articles // 250)
    return (*PEOPLE, *(more if articles >= BATCH else ()))


def _happenings(draw: random.Random, articles: int, words: int) -> Iterator[Told]:
    people = _people(articles)
    of_people = tuple(accumulate(1 / (i + 3) for i in range(len(people))))
    of_words = tuple(accumulate(1 / (i + 4) for i in range(len(WORDS))))
    pool = [" ".join(draw.choices(WORDS, cum_weights=of_words, k=20)).capitalize() + "." for _ in range(SENTENCES)]
    written, number = 0, 0
    while written < articles:
        who = dict.fromkeys(draw.choices(people, cum_weights=of_people, k=5))
        if len(who) < 2:
            continue
        (copies,) = draw.choices(TOLD_BY, OF_TOLD)
        text = [" ".join(draw.choices(pool, k=max(1, words // 60))) for _ in range(3)]
        yield Told(draw, number, FIRST + timedelta(days=written * DAYS // articles), tuple(who), text, copies)
        written, number = written + copies, number + 1


def _batch(happenings: Iterator[Told]) -> Iterator[Told]:
    size = 0
    while size < BATCH and (told := next(happenings, None)):
        size += len(told.articles)
        yield told


def _write(store: Store, batch: Sequence[Told]) -> None:
    articles = [a for told in batch for a in told.articles]
    understandings = [u for told in batch for u in told.understandings]
    seen = datetime(2025, 1, 1, tzinfo=UTC)
    with store.transaction():
        store.articles.keep([Capture(a.capture, a.page, "record", b"", seen) for a in articles])
        store.articles.add(articles, 1)
        store.findings.save(understandings, {u.article: (digest("block", u.article),) for u in understandings}, {})
        store.relations.save_features([(f, ()) for told in batch for f in told.features], 1)
        store.relations.save_copies([c for told in batch for c in told.copies], [a.id for a in articles], 1)
        store.relations.save_stories([(told.story, told.profile) for told in batch], (), 1)
        store.relations.place([Placing(key, told.story.id, False) for told in batch for key in told.story.articles], 1)
        store.entries.replace((), [(told.entry, digest("block", told.entry.id)) for told in batch], 1)
        store.articles.mark_understood([a.id for a in articles], "1")
        store.articles.mark_related([a.id for a in articles], "1")
