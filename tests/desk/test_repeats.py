"""Furniture known by repetition, over the store: pages one by one, and all at once."""

from datetime import UTC, datetime

import pytest

from filrouge.data.outlets import outlets
from filrouge.desk.repeats import cleared
from filrouge.plan import step
from filrouge.read.reader import read
from filrouge.records import Capture, Hints, Refusal
from filrouge.store import Store
from filrouge.store.filters import ArticleFilter

SLOGAN = "Un journal que ses lecteurs portent depuis toujours, place du Marché"


@pytest.fixture
def store() -> Store:
    return Store.open(":memory:")


def page(number: int) -> str:
    body = "\n\n".join(
        f"Dans la commune numéro {number}, le conseil a voté la délibération {i}, a indiqué la mairie mardi soir."
        for i in range(number, number + 5)
    )
    return f"La commune {number} adopte son budget\n\n{body}\n\n{SLOGAN}.\n"


def take(store: Store, *numbers: int) -> None:
    """What an ingest does with pages, before it understands them."""
    seen = datetime(2026, 1, 1, tzinfo=UTC)
    hints = Hints(outlet="Le Marché")
    captures = {f"c{n}": Capture(f"c{n}", f"{n}.txt", "text", page(n).encode(), seen, hints) for n in numbers}
    found = {key: read(c, outlets(), seen) for key, c in captures.items()}
    fresh, again = cleared(store, captures, {k: v for k, v in found.items() if not isinstance(v, Refusal)})
    store.articles.keep(list(captures.values()))
    store.articles.add([*(a for parts in fresh.values() for a in parts), *again], step("read").version)


@pytest.mark.parametrize("at_once", [True, False])
def test_pages_lose_what_their_outlet_repeats(store: Store, at_once: bool) -> None:
    numbers = range(10, 130, 20)
    for batch in [tuple(numbers)] if at_once else [(n,) for n in numbers]:
        take(store, *batch)
    found = store.articles.as_read(store.articles.ids(ArticleFilter(), 99))
    assert len(found) == len(numbers)
    assert all(SLOGAN not in a.text and a.text.count("délibération") == 5 for a in found)
    assert all(a.repeated == (f"{SLOGAN}.",) for a in found)


def test_few_pages_keep_all_that_they_say(store: Store) -> None:
    take(store, 10, 30, 50)
    assert all(SLOGAN in a.text for a in store.articles.as_read(store.articles.ids(ArticleFilter(), 99)))
