"""Furniture known by repetition, over the store: pages one by one, and all at once."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from filrouge.desk.ingest import Ingest
from filrouge.records import Hints
from filrouge.settings import Settings
from filrouge.store import Store
from filrouge.store.filters import ArticleFilter

SLOGAN = "Un journal que ses lecteurs portent depuis toujours, place du Marché"


def page(number: int) -> str:
    body = "\n\n".join(
        f"Dans la commune numéro {number}, le conseil a voté la délibération {i}, a indiqué la mairie mardi soir."
        for i in range(number, number + 5)
    )
    return f"La commune {number} adopte son budget\n\n{body}\n\n{SLOGAN}.\n"


@pytest.mark.parametrize("at_once", [True, False])
def test_pages_lose_what_their_outlet_repeats(tmp_path: Path, at_once: bool) -> None:
    files = []
    for number in range(10, 130, 20):
        files.append(tmp_path / f"{number}.txt")
        files[-1].write_text(page(number), encoding="utf-8")
    store = Store.open(f"sqlite:///{tmp_path / 'desk.db'}")
    run = Ingest(store, Settings(), now=datetime(2026, 1, 1, tzinfo=UTC))
    hints = Hints(outlet="Le Marché")
    for names in [files] if at_once else [[f] for f in files]:
        rows = run.run([str(n) for n in names], hints)
        assert all(row.articles for row in rows)
    found = store.articles.as_read(store.articles.ids(ArticleFilter(), 99))
    assert len(found) == len(files)
    assert all(SLOGAN not in a.text and a.text.count("délibération") == 5 for a in found)
