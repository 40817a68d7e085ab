"""The ledger in the store: what is added later gives what is given at once, and only its neighbours are done again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filrouge.desk.progress import silent
from filrouge.desk.reconcile import reconcile
from filrouge.desk.understand import block
from filrouge.records import (
    Article,
    Capture,
    Copy,
    Event,
    LedgerEntry,
    Names,
    Participant,
    Place,
    Understanding,
    When,
)
from filrouge.store import LedgerFilter, Store

NOW = datetime(2025, 1, 1, tzinfo=UTC)
PEOPLE = [Participant(f"local:{n}", n, "actor") for n in ("Macron", "Scholz", "Meloni")]
PLACES = [None, Place("Paris", "FR"), Place("Berlin", "DE")]
DAYS = st.dates(date(2024, 1, 1), date(2024, 4, 30))
PAIRS = st.lists(st.sampled_from(PEOPLE), min_size=2, max_size=3, unique=True).map(tuple)
Told = tuple[When | None, tuple[Event, ...], int | None]
"""One article: its day, its events, and the number of an earlier article that it copies."""


@st.composite
def told(draw: st.DrawFn) -> Told:
    day = draw(st.none() | DAYS)
    events = []
    for n in range(draw(st.integers(1, 3))):
        first = draw(st.none() | DAYS)
        when = When(first, first + timedelta(draw(st.sampled_from([0, 0, 1, 30])))) if first else None
        events.append(
            Event(
                start=n * 10,
                end=n * 10 + 9,
                type="CONSULT",
                mode=draw(st.sampled_from(["in-person", "phone", "video", None])),
                status=draw(st.sampled_from(["held", "announced", "cancelled", "denied"])),
                participants=draw(PAIRS),
                when=when,
                place=draw(st.sampled_from(PLACES)),
                dated_by="own-words" if when else "none",
            )
        )
    return (When(day, day) if day else None), tuple(events), draw(st.none() | st.integers(0, 5))


@pytest.fixture(scope="module")
def stores() -> tuple[Store, Store]:
    return Store.open(":memory:"), Store.open(":memory:")


WORLD = count()
"""Each case has people of its own, so that cases may share a store."""


def take_in(store: Store, world: int, every: Sequence[Told], chosen: Sequence[int]) -> int:
    """Store the last of the chosen articles as understood and related; how many blocks were reconciled then."""
    n = chosen[-1]
    ids = {number: f"{world}-{number}" for number in chosen}
    published, given_, _ = every[n]
    key = ids[n]
    events = tuple(
        replace(e, participants=tuple(replace(p, id=f"{p.id}{world}") for p in e.participants)) for e in given_
    )
    store.articles.keep([Capture(key, f"{key}.txt", "text", b"x", NOW)])
    store.articles.add([Article(key, key, 0, key, "lead", "They met again. " * 9, published=published)], version=1)
    found = Understanding(key, Names(key, (), ()), None, (), (), events, (), ())
    store.findings.save([found], {key: [block(e) for e in events]}, {})
    links = [
        Copy(ids[one], ids[of], "near", 1.0, True, False, ())
        for one in chosen
        if (of := every[one][2]) in ids and of is not None and of != one and n in (one, of)
    ]
    store.relations.save_copies(links, [key], 1)
    store.entries.outdate([key, *(k for c in links for k in (c.article, c.of))])
    return reconcile(store, NOW, silent)


def entries(store: Store, world: int) -> list[LedgerEntry]:
    """The entries of one case."""
    found, after = store.entries.page(LedgerFilter(), None, 500)
    while after is not None:
        more, after = store.entries.page(LedgerFilter(), after, 500)
        found += more
    own = [e for e in found if e.evidence[0].article.startswith(f"{world}-")]
    return sorted(own, key=lambda e: e.id)


@settings(max_examples=15, deadline=None)
@given(st.lists(told(), min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_articles_added_one_by_one_in_any_order_give_the_same_ledger(
    stores: tuple[Store, Store], every: list[Told], random: object
) -> None:
    world = next(WORLD)
    order = list(range(len(every)))
    ledgers = []
    for store in stores:
        for end in range(1, len(order) + 1):
            take_in(store, world, every, order[:end])
        ledgers.append(entries(store, world))
        random.shuffle(order)  # type: ignore[attr-defined]
    assert ledgers[0] == ledgers[1]
    stores[0].entries.outdate([f"{world}-{n}" for n in order])
    reconcile(stores[0], NOW, silent)
    assert entries(stores[0], world) == ledgers[0], "done again as a whole"


def test_an_added_article_touches_its_neighbours_alone(stores: tuple[Store, Store]) -> None:
    def met(day: int, *people: Participant) -> Told:
        when = When(date(2024, 3, day), date(2024, 3, day))
        return when, (Event(0, 9, "CONSULT", "in-person", "held", people, when, dated_by="own-words"),), None

    one, other, third = PEOPLE
    world = next(WORLD)
    every = [met(1, one, other), met(2, one, third), met(3, other, third), met(1, one, other)]
    assert [take_in(stores[0], world, every, range(end + 1)) for end in range(4)] == [1, 1, 1, 1]
    assert sorted(len(e.evidence) for e in entries(stores[0], world)) == [1, 1, 2]
