"""Reading of HTML pages against trafilatura alone, and newspaper4k: what is found, and pages a second, in one run.

    python benchmarks/read.py FOLDER [--failures] [--newspaper PYTHON] [--rounds 3]

FOLDER holds trafilatura's evaluation set as JSON Lines (`trafilatura.jsonl`: file, with, without, title, date, url) and
a folder `trafilatura/` of its pages, plain or gzipped; it is third-party data and no part of this repository. Segments
are counted as trafilatura's own evaluation counts them: a text of `with` that is found is a true positive, one of
`without` that is found a false one. White space is made one for all alike. filrouge's text is that of all articles of
the page but teasers. Titles are right where they are the same, and counted apart where only the capitals differ: style
sheets make them, and the set has some as they are shown. Dates are right where the day is, wider where it is several
days that the page does not decide between.

Rates are of processor time: each page goes through every reader before the next one, in as many rounds as asked for,
and the fastest of a page's times counts. newspaper4k is measured by an interpreter that has it (its own process, with
`fetch_images=False`), turn by turn too. Results: benchmarks/results/read.json.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import trafilatura
from report import keep

from filrouge.data.outlets import outlets
from filrouge.read import detect, read
from filrouge.records import Article, Capture, Refusal
from filrouge.text import edtf

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Page:
    name: str
    content: bytes
    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]
    title: str | None
    date: str | None


def pages(folder: Path) -> list[Page]:
    """The evaluation set in its order."""
    found = []
    for line in (folder / "trafilatura.jsonl").read_text(encoding="utf-8").splitlines():
        row: dict[str, Any] = json.loads(line)
        path = folder / "trafilatura" / row["file"]
        content = path.read_bytes() if path.exists() else gzip.decompress(Path(f"{path}.gz").read_bytes())
        found.append(
            Page(
                row["file"],
                content,
                tuple(map(flat, row["with"])),
                tuple(map(flat, row["without"])),
                flat(row.get("title") or "") or None,
                row.get("date") or None,
            )
        )
    return found


def flat(text: str) -> str:
    return " ".join(text.replace("\xad", "").split())


def ours(page: Page) -> tuple[Article, ...]:
    """The whole of reading: kind, encoding, text, all metadata."""
    kind = detect(page.content, page.name)
    if isinstance(kind, Refusal):
        return ()
    found = read(Capture(page.name, page.name, kind.kind, page.content, NOW), outlets(), NOW)
    return () if isinstance(found, Refusal) else found


def alone(page: Page, fast: bool, metadata: bool = False) -> str:
    found = trafilatura.bare_extraction(page.content, fast=fast, with_metadata=metadata, include_comments=False)
    return (found.text or "") if found is not None and not isinstance(found, dict) else ""


@dataclass
class Segments:
    """Counts over all pages, and the segments on the wrong side."""

    hit: int = 0
    lost: int = 0
    kept: int = 0
    wrong: list[str] | None = None

    def add(self, page: Page, text: str) -> None:
        text = flat(text)
        lost = [s for s in page.wanted if s not in text]
        kept = [s for s in page.unwanted if s in text]
        self.hit += len(page.wanted) - len(lost)
        self.lost += len(lost)
        self.kept += len(kept)
        self.wrong = [*(self.wrong or ()), *(f"lost {page.name}: {s}" for s in lost)]
        self.wrong += [f"kept {page.name}: {s}" for s in kept]

    @property
    def figures(self) -> dict[str, object]:
        precision, recall = self.hit / max(1, self.hit + self.kept), self.hit / max(1, self.hit + self.lost)
        return {
            "precision": round(precision, 4),
            "recall": round(recall, 4),
            "f1": round(2 * precision * recall / (precision + recall), 4),
        }


def quality(given: Sequence[Page], failures: bool) -> list[dict[str, object]]:
    """Segments for all three, titles and dates for filrouge."""
    found = Segments()
    fast, slow = Segments(), Segments()
    titles, capitals, dates, missing, wider, wrong = [0, 0], 0, [0, 0], 0, 0, 0
    notes: list[str] = []
    for page in given:
        articles = ours(page)
        found.add(page, "\n".join(a.text for a in articles if a.role != "teaser"))
        fast.add(page, alone(page, fast=True))
        slow.add(page, alone(page, fast=False))
        lead = articles[0] if articles else None
        if page.title:
            got = flat((lead and lead.title) or "")
            titles[got == page.title] += 1
            capitals += got != page.title and got.casefold() == page.title.casefold()
            notes += [f"title {page.name}: {got!r} for {page.title!r}"] if got != page.title else []
        if page.date:
            when = lead.published if lead else None
            day = edtf.format(when) if when else None
            several = when is not None and when.start != when.end
            day = day[:10] if day and not several else day
            dates[day == page.date] += 1
            missing += day is None
            wider += several
            wrong += day is not None and not several and day != page.date
            notes += [f"date {page.name}: {day} for {page.date}"] if day != page.date else []
    if failures:
        print(*(found.wrong or ()), *notes, sep="\n")
    other = f"trafilatura {version('trafilatura')}"
    return [
        {"what": "segments", "reader": "filrouge", "pages": len(given)} | found.figures,
        {"what": "segments", "reader": f"{other}, fast=True", "pages": len(given)} | fast.figures,
        {"what": "segments", "reader": f"{other}, default", "pages": len(given)} | slow.figures,
        {
            "what": "titles", "reader": "filrouge", "given": sum(titles), "right": round(titles[1] / sum(titles), 4),
            "right_but_for_capitals": round(capitals / sum(titles), 4),
        },
        {
            "what": "dates", "reader": "filrouge", "given": sum(dates), "right": round(dates[1] / sum(dates), 4),
            "none": round(missing / sum(dates), 4), "wider": round(wider / sum(dates), 4),
            "wrong": round(wrong / sum(dates), 4),
        },
    ]  # fmt: skip


_NEWSPAPER = """
import json, sys, time
from importlib.metadata import version
import newspaper
print(json.dumps(version("newspaper4k")), flush=True)
for line in sys.stdin:
    path = json.loads(line)
    content = sys.stdin.readline()
    html = json.loads(content)
    start = time.process_time()
    try:
        article = newspaper.Article("https://example.org/", fetch_images=False)
        article.download(input_html=html)
        article.parse()
    except Exception:
        pass
    print(json.dumps(time.process_time() - start), flush=True)
"""


class Newspaper:
    """newspaper4k in an interpreter of its own; gives the processor time that each page took it."""

    def __init__(self, python: str) -> None:
        self._process = subprocess.Popen(
            [python, "-W", "ignore", "-c", _NEWSPAPER],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        self.version = json.loads(self._read())

    def _read(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()

    def seconds(self, page: Page) -> float:
        assert self._process.stdin is not None
        self._process.stdin.write(
            json.dumps(page.name) + "\n" + json.dumps(page.content.decode("utf-8", "replace")) + "\n"
        )
        self._process.stdin.flush()
        return float(json.loads(self._read()))


def rates(given: Sequence[Page], rounds: int, newspaper: Newspaper | None) -> Iterable[dict[str, object]]:
    """Pages a processor second, each page's fastest time, the readers taking turns."""

    def timed(reader: Callable[[Page], object]) -> Callable[[Page], float]:
        def seconds(page: Page) -> float:
            start = time.process_time()
            reader(page)
            return time.process_time() - start

        return seconds

    other = f"trafilatura {version('trafilatura')}"
    readers = {
        "filrouge, all of a page": timed(ours),
        f"{other}, fast=True, text alone": timed(lambda p: alone(p, fast=True)),
        f"{other}, fast=True, with metadata": timed(lambda p: alone(p, fast=True, metadata=True)),
        f"{other}, default, text alone": timed(lambda p: alone(p, fast=False)),
    }
    if newspaper:
        readers[f"newspaper4k {newspaper.version}, fetch_images=False"] = newspaper.seconds
    best = {name: [float("inf")] * len(given) for name in readers}
    for _ in range(rounds):
        for i, page in enumerate(given):
            for name, seconds in readers.items():
                best[name][i] = min(best[name][i], seconds(page))
    own = sum(best["filrouge, all of a page"])
    for name, times in best.items():
        total = sum(times)
        yield {
            "what": "rate", "reader": name, "pages": len(given),
            "pages_per_cpu_second": round(len(given) / total, 1), "filrouge_is_times": round(total / own, 2),
        }  # fmt: skip


def main() -> None:
    asked = argparse.ArgumentParser(description="Reading against trafilatura alone and newspaper4k.")
    asked.add_argument("folder", type=Path)
    asked.add_argument("--failures", action="store_true", help="print every segment, title and date that is wrong")
    asked.add_argument("--newspaper", metavar="PYTHON", help="an interpreter that has newspaper4k")
    asked.add_argument("--rounds", type=int, default=3, help="0 measures no rates and keeps no results")
    options = asked.parse_args()
    given = pages(options.folder)
    results = quality(given, options.failures)
    newspaper = Newspaper(options.newspaper) if options.newspaper else None
    if options.rounds:
        results += rates(given, options.rounds, newspaper)
        keep("read", results)
    for row in results:
        print(*(f"{k} {v}" for k, v in row.items()), sep=", ")


if __name__ == "__main__":
    main()
