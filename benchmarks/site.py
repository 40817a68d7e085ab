"""Measure page times over a store of generated articles, as ratios to a trivial page in the same run.

    python benchmarks/site.py [--articles 100000] [--database PATH] [--rounds 40]

Each page is asked for with different subjects in turn, in one process and without a network: what is measured is the
query, the context and the template, in milliseconds of processor (and of the clock, which on a shared machine measures
the others too). ``ratio`` divides by the median of a page that only says that it is not there, so that figures of
different machines compare; ``worst`` is the ratio of the 95th percentile. Then the site is served as users serve it,
and 50 readers at once ask for pages; every answer that is not whole is an error.

A database that is there already is used as it is. Filling one with 100,000 articles takes some seven minutes.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice, pairwise
from pathlib import Path
from socket import socket

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import httpx
from benchmarks.report import keep
from fastapi.testclient import TestClient
from tests.web.generated import COMMON, PEOPLE, fill

import filrouge
from filrouge.web.app import create

RUN = "from filrouge.cli.main import run; run()"
READERS, EACH = 50, 8
"""Readers at once, and the pages that each asks for one after the other."""


def subjects(desk: filrouge.desk.api.Filrouge) -> dict[str, list[str]]:
    """Addresses by kind of page; people and lines of a thousand articles beside those of a few."""
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
        "ledger": ["/ledger", "/ledger?status=denied", "/ledger?until=2013", *(f"/ledger?actor={p}" for p in people)],
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
        "search, common words, newest first": [f"/search?q={COMMON}+word{n}&newest=1" for n in range(5)],
        "search, operators": [f"/search?q={COMMON}+year:2019+outlet:%22Gazette+3%22+-word1"],
        "feed of a search": [f"/search.atom?q=word{n}" for n in range(100, 140)],
        "feed of the ledger": ["/ledger.json"],
        "API, articles": ["/api/articles?limit=100", "/api/articles?actor=angela-merkel&limit=100"],
    }


def seconds(
    ask: Callable[[str], int], addresses: list[str], rounds: int, wanted: int = 200
) -> tuple[list[float], list[float]]:
    """Of processor and of the clock."""
    for address in addresses[:3]:
        ask(address)  # templates compiled, caches warm, as they are for every reader but the first
    processor, clock = [], []
    for address in islice(cycle(addresses), rounds):
        start, begun = time.process_time(), time.perf_counter()
        status = ask(address)
        processor.append(time.process_time() - start)
        clock.append(time.perf_counter() - begun)
        assert status == wanted, (status, address)
    return processor, clock


def p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def readers(database: str, every: list[str]) -> dict[str, object]:
    """What becomes of many readers at once of a site in a process of its own."""
    with socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    command = [sys.executable, "-c", RUN, "--db", database, "serve", "--port", str(port)]
    site = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    base = f"http://127.0.0.1:{port}"
    while site.poll() is None:
        try:
            httpx.get(base, timeout=5)
            break
        except httpx.TransportError:
            time.sleep(0.2)

    def read(n: int) -> list[float]:
        times = []
        with httpx.Client(base_url=base, timeout=120) as client:
            for address in islice(cycle(every), n * 7, n * 7 + EACH):
                begun = time.perf_counter()
                try:
                    answer = client.get(address)
                    whole = answer.status_code == 200 and (b"</html>" in answer.content or b'"' in answer.content)
                except httpx.HTTPError:
                    whole = False
                times.append(time.perf_counter() - begun if whole else -1.0)
        return times

    begun = time.perf_counter()
    with ThreadPoolExecutor(READERS) as pool:
        times = [t for some in pool.map(read, range(READERS)) for t in some]
    took = time.perf_counter() - begun
    site.terminate()
    site.wait(30)
    good = [t for t in times if t >= 0]
    return {
        "readers": READERS,
        "pages": len(times),
        "errors": len(times) - len(good),
        "pages_a_second": round(len(good) / took, 1),
        "wait_median_ms": round(statistics.median(good) * 1000),
        "wait_p95_ms": round(p95(good) * 1000),
    }


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--articles", type=int, default=100_000)
    asked.add_argument("--database")
    asked.add_argument("--rounds", type=int, default=40)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(given.database or f"{folder}/site.db", given.articles, given.rounds)


def measure(database: str, articles: int, rounds: int) -> None:
    desk = filrouge.open(database)
    if not desk.sizes().articles:
        fill(desk.store, articles)
    measured: list[dict[str, object]] = []

    def tell(**values: object) -> None:
        measured.append(values)
        print(json.dumps(values), flush=True)

    pages = subjects(desk)
    with TestClient(create(desk), headers={"accept": "text/html"}) as client:

        def ask(address: str) -> int:
            return client.get(address).status_code

        trivial = statistics.median(seconds(ask, ["/nowhere"], 50, 404)[0])
        tell(articles=desk.sizes().articles, trivial_ms=round(trivial * 1000, 2))
        for name, addresses in pages.items():
            base = statistics.median(seconds(ask, ["/nowhere"], 15, 404)[0])  # the machine's pace, just now
            processor, clock = seconds(ask, addresses, rounds)
            median = statistics.median(processor)
            tell(
                page=name,
                median_ms=round(median * 1000, 1),
                p95_ms=round(p95(processor) * 1000, 1),
                ratio=round(median / base, 1),
                worst=round(p95(processor) / base, 1),
                clock_median_ms=round(statistics.median(clock) * 1000, 1),
                clock_p95_ms=round(p95(clock) * 1000, 1),
            )
    desk.close()
    tell(**readers(database, [a for addresses in pages.values() for a in addresses[:3]]))
    keep("site", measured)


if __name__ == "__main__":
    main()
