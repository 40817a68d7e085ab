"""Measure page times over a store of generated articles, as ratios to a trivial page in the same run.

    python benchmarks/site.py [--articles 20000] [--database PATH] [--rounds 30]

Each page is asked for with different subjects in turn, in one process and without a network: what is measured is the
query, the context and the template, in milliseconds of processor. ``ratio`` divides by the median of a page that only
says that it is not there, so that figures of different machines compare. Then 50 readers at once ask for pages, and
every error is counted.

A database that is there already is used as it is.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice, pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.report import keep
from fastapi.testclient import TestClient
from tests.web.generated import COMMON, PEOPLE, fill

import filrouge
from filrouge.web.app import create

READERS = 50


def subjects(desk: filrouge.desk.api.Filrouge) -> dict[str, list[str]]:
    """Addresses by kind of page."""
    articles = [a.id for a in desk.articles(limit=400).rows][::10]
    lines = [line.id for line in desk.storylines(limit=30).rows]
    stories = [s.id for s in desk.stories(limit=300).rows][::10]
    people = [p.id for p in PEOPLE]
    second = desk.stories(limit=30).next
    return {
        "front": ["/"],
        "storylines": ["/storylines"],
        "storyline": [f"/storyline/{id}" for id in lines],
        "stories": ["/stories", f"/stories?after={second}"],
        "story": [f"/story/{id}" for id in stories],
        "article": [f"/article/{id}" for id in articles],
        "ledger": ["/ledger", *(f"/ledger?actor={p}" for p in people)],
        "actors": ["/actors", "/actors?kind=person"],
        "actor": [f"/actor/{p}" for p in people],
        "pair": [f"/pair/{a}/{b}" for a, b in pairwise(people)],
        "place": ["/place/CH", "/place/CH/Geneva", "/place/FR/Paris"],
        "organisation": ["/organisation/nato"],
        "statements": ["/statements", *(f"/statements?speaker={p}" for p in people)],
        "sources": ["/sources"],
        "about": ["/about"],
        "search, a rare word": [f"/search?q=word{n}" for n in range(5000, 5040)],
        "search, words": [f"/search?q=word{n}+word{n + 50}" for n in range(20, 60)],
        "search, a common word": [f"/search?q={COMMON}"],
        "search, operators": [f"/search?q={COMMON}+year:2019+outlet:%22Gazette+3%22+-word1"],
        "feed of a search": [f"/search.atom?q=word{n}" for n in range(100, 140)],
        "feed of the ledger": ["/ledger.json"],
    }


def seconds(ask: Callable[[str], int], addresses: list[str], rounds: int, wanted: int = 200) -> list[float]:
    """Of processor, not of the clock: on a shared machine the clock measures the others."""
    ask(addresses[0])  # templates compiled, caches warm, as they are for every reader but the first
    times = []
    for address in islice(cycle(addresses), rounds):
        start = time.process_time()
        status = ask(address)
        times.append(time.process_time() - start)
        assert status == wanted, (status, address)
    return times


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--articles", type=int, default=20_000)
    asked.add_argument("--database", default=":memory:")
    asked.add_argument("--rounds", type=int, default=30)
    given = asked.parse_args()
    desk = filrouge.open(given.database)
    if not desk.sizes().articles:
        fill(desk.store, given.articles)
    client = TestClient(create(desk), headers={"accept": "text/html"})

    def ask(address: str) -> int:
        return client.get(address).status_code

    base = statistics.median(seconds(ask, ["/nowhere"], 50, 404))
    pages = subjects(desk)
    measured: list[dict[str, object]] = []

    def tell(**values: object) -> None:
        measured.append(values)
        print(json.dumps(values), flush=True)

    tell(articles=desk.sizes().articles, trivial_ms=round(base * 1000, 2))
    for name, addresses in pages.items():
        times = seconds(ask, addresses, given.rounds)
        p95 = sorted(times)[int(len(times) * 0.95)]
        median = statistics.median(times)
        tell(page=name, median_ms=round(median * 1000, 1), p95_ms=round(p95 * 1000, 1), ratio=round(median / base, 1))
    every = list(islice(cycle([a for addresses in pages.values() for a in addresses[:3]]), READERS * 4))
    start = time.perf_counter()
    with ThreadPoolExecutor(READERS) as pool:
        statuses = list(pool.map(ask, every))
    errors = sum(status != 200 for status in statuses)
    tell(readers=READERS, pages=len(every), errors=errors, seconds=round(time.perf_counter() - start, 1))
    keep("site", measured)
    desk.close()


if __name__ == "__main__":
    main()
