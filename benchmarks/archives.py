"""Memory that reading web archives takes, by their length: `python benchmarks/archives.py` (results: archives.json).

A gzip WARC of generated pages, each page of some 20 kB with its own words, goes three ways: `read` (every record to its
articles, which are let go), `store` (what `ingest` does up to the database), and `whole` (understood and related too,
which takes a third of a second a page, so that shorter archives must do). Each length is measured in a process of its
own; what is told is the most memory it held, and what it held before the archive.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import report

if TYPE_CHECKING:
    from filrouge.desk.ingest import Ingest

LENGTHS = {"read": (500, 2500, 5000), "store": (500, 2500, 5000), "whole": (100, 200, 400)}
SUBJECTS = (
    "The council|The port|The union|The museum|The ministry|The railway|The court|The harvest|The university|The clinic"
)
VERBS = "opened|closed|moved|delayed|approved|refused|repaired|sold|rented|counted"
THINGS = (
    "two bridges|the old market|a new line|three schools|the archive|the northern dam|its last ferry|the winter budget"
)
PLACES = (
    "in Nantes|in Turin|near Gdansk|in Porto|outside Lyon|in Leipzig|in Bergen|by the lake|on the coast|in the valley"
)
REASONS = "after a long vote|for want of money|before the season|as the law asks|against the advice of engineers|without a word"
FRAME = "<li class='menu'><a href='/{0}'>Section {0}</a></li>"


def page(number: int) -> bytes:
    """A news page with a frame around it, its words drawn by its number."""
    chance = random.Random(number)
    draw = [part.split("|") for part in (SUBJECTS, VERBS, THINGS, PLACES, REASONS)]
    sentences = [" ".join(chance.choice(part) for part in draw) + "." for _ in range(24)]
    paragraphs = "".join(f"<p>{' '.join(sentences[n : n + 4])}</p>" for n in range(0, 24, 4))
    title = f"{sentences[0].rstrip('.')} ({number})"
    menu = "".join(FRAME.format(n) for n in range(250))
    day = f"20{chance.randrange(10, 25)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
    return (
        f"<html lang='en'><head><title>{title}</title><meta property='article:published_time' content='{day}T08:00:00Z'>"
        f"</head><body><nav><ul>{menu}</ul></nav><article><h1>{title}</h1>{paragraphs}</article></body></html>"
    ).encode()


def write(path: Path, length: int) -> None:
    """An archive as crawlers write them: every record a gzip member of its own."""
    with path.open("wb") as file:
        for number in range(length):
            body = page(number)
            answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
            head = (
                "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2025-01-01T00:00:00Z\r\n"
                f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>\r\n"
                f"WARC-Target-URI: https://archive{number % 40}.example/{number}\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
            )
            file.write(gzip.compress(head.encode() + answer + b"\r\n\r\n", 6))


def read(path: Path) -> int:
    """Every record to its articles; how many."""
    from datetime import UTC, datetime

    from filrouge.data.outlets import outlets
    from filrouge.desk.inputs import Input, archived
    from filrouge.read.reader import read as read_capture
    from filrouge.records import Capture, Hints, Refusal

    now, found = datetime(2026, 1, 1, tzinfo=UTC), 0
    for member in archived(Input(str(path), b"", archive=path), 64 * 2**20):
        if isinstance(member.content, Refusal):
            raise SystemExit(member.content.reason)
        capture = Capture(member.where, member.where, "html", member.content, now, Hints(url=member.url))
        articles = read_capture(capture, outlets(), now)
        found += 0 if isinstance(articles, Refusal) else len(articles)
    return found


def store(path: Path) -> int:
    """To articles in the database; how many."""
    from filrouge.desk.ingest import Ingest

    class Storing(Ingest):
        def finish(self) -> int:
            return 0

    return _taken_in(path, Storing)


def whole(path: Path) -> int:
    """The whole way; how many articles."""
    from filrouge.desk.ingest import Ingest

    return _taken_in(path, Ingest)


def _taken_in(path: Path, way: type[Ingest]) -> int:
    from filrouge.settings import Settings
    from filrouge.store import Store

    with TemporaryDirectory() as folder:
        base = Store.open(str(Path(folder) / "a.db"))
        try:
            return sum(len(row.articles) for row in way(base, Settings(workers=1)).run([str(path)]))
        finally:
            base.close()


WAYS = {"read": read, "store": store, "whole": whole}


def measure(way: str, archive: Path) -> None:
    """In a process of its own: one JSON object."""
    warm = archive.with_name("warm.warc.gz")
    write(warm, 20)
    WAYS[way](warm)  # models and tables are loaded once, whatever the length
    before, spent = report.peak_mb(), time.process_time()
    found = WAYS[way](archive)
    print(json.dumps({"articles": found, "before_mb": before, "peak_mb": report.peak_mb(),
                      "cpu_seconds": round(time.process_time() - spent, 1)}))  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lengths", type=int, nargs="+", help="Records, instead of those that each way has.")
    parser.add_argument("--ways", nargs="+", default=list(WAYS), choices=list(WAYS))
    parser.add_argument("--measure", nargs=2, metavar=("WAY", "ARCHIVE"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        measure(given.measure[0], Path(given.measure[1]))
        return
    results: list[dict[str, object]] = []
    with TemporaryDirectory() as folder:
        for way in given.ways:
            for length in given.lengths or LENGTHS[way]:
                archive = Path(folder) / f"{length}.warc.gz"
                if not archive.exists():
                    write(archive, length)
                command = [sys.executable, __file__, "--measure", way, str(archive)]
                told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
                size = round(archive.stat().st_size / 2**20, 1)
                results.append({"way": way, "records": length, "archive_mb": size} | json.loads(told))
                print(results[-1], flush=True)
    report.keep("archives", results)


if __name__ == "__main__":
    main()
