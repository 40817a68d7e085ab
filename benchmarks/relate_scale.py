"""Measure stories alone at scale: articles a second, whether the last cost more than the first, and memory.

    python benchmarks/relate_scale.py [--articles 50000] [--store 100000]

Articles are generated (seed 5): stories of some dozen articles over three days, each with words of its own among others
of Zipf's frequencies, and unit vectors around a centre of its own; vectors are given, as an encoder would have. What is
timed is `StoryIndex.assign` in batches of 256 with a look-back every 4,096. ``--store`` also puts so many articles into
a database on disk, relates 512 more to them, and tells the most memory that took. Results: benchmarks/results, in
scale.json and store.json.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from report import keep, machine, peak_mb

from filrouge.desk.progress import silent
from filrouge.desk.relate import relate, relating_version, retell
from filrouge.plan import step, understanding_version
from filrouge.records import Article, Capture, When
from filrouge.relate.copies import lookup_keys
from filrouge.relate.embed import DIMENSION, to_bytes, unit
from filrouge.relate.features import Features
from filrouge.relate.minhash import fingerprints, signature, word_hashes
from filrouge.relate.stories import StoryIndex
from filrouge.store import Store
from filrouge.store.relations import Placing
from filrouge.text.digest import digest

BATCH, LOOK_BACK = 256, 4096
A_DAY = 1500
"""Articles of a day of a large desk."""
WORDS = [f"mot{i}" for i in range(60_000)]
SHARES = np.cumsum(1 / (np.arange(len(WORDS)) + 50))
"""Zipf's law as Mandelbrot has it, without the fifty commonest words: those are stop words."""
NOW = datetime(2024, 1, 1, tzinfo=UTC)


def common(rng: np.random.Generator, number: int) -> np.ndarray:
    """Numbers of words as often as they are used."""
    return np.searchsorted(SHARES, rng.random(number) * SHARES[-1])


def generated(number: int, seed: int = 5) -> Iterator[tuple[Features, str, str]]:
    """(features, text, true story) in order of time."""
    rng = np.random.default_rng(seed)
    running: list[tuple[str, np.ndarray, np.ndarray, int]] = []
    for i in range(number):
        day = date(2024, 1, 1) + timedelta(days=i // A_DAY)
        running = [r for r in running if i < r[3]]
        if len(running) < 60 or rng.random() < 0.12:
            own = rng.integers(500, len(WORDS), 12)
            running.append((f"s{i}", own, rng.standard_normal(DIMENSION), i + int(rng.integers(A_DAY, 3 * A_DAY))))
        story, own, centre, _ = running[int(rng.integers(max(0, len(running) - 600), len(running)))]
        title = [*rng.choice(own, 4, replace=False), *common(rng, 4)]
        text = [*rng.choice(own, 20), *common(rng, 60)]
        near, nearer = rng.standard_normal((2, DIMENSION))
        words = [WORDS[k] for k in text]
        counts: dict[str, float] = {}
        for k in title:
            counts[WORDS[k]] = counts.get(WORDS[k], 0.0) + 3.0
        for word in words:
            counts[word] = counts.get(word, 0.0) + 1.0
        clock = f"{i % A_DAY * 24 // A_DAY:02}:00"
        yield (
            Features(
                article=digest("generated", str(seed), str(i)),
                title=" ".join(WORDS[k] for k in title),
                language="fr",
                outlet=f"Outlet {i % 300}",
                role="lead",
                parent=None,
                published=When(day, day, "minute", clock=clock),
                order=f"{day}T{clock}",
                words=len(words),
                terms=tuple(sorted(counts.items(), key=lambda p: (-p[1], p[0]))),
                title_terms=tuple(dict.fromkeys(WORDS[k] for k in title)),
                names=(),
                numbers=(),
                events=(),
                title_vector=to_bytes(unit((centre + 0.8 * near)[None])[0]),
                lead_vector=to_bytes(unit((centre + 0.6 * nearer)[None])[0]),
                signature=b"",
                fingerprints=(),
            ),
            " ".join(words),
            story,
        )


def stories(number: int) -> dict[str, object]:
    """Time of each tenth, in seconds of one core."""
    index = StoryIndex()
    tenths = [0.0] * 10
    given = generated(number)
    done = since = 0
    whole = time.perf_counter()
    generating = 0.0
    while True:
        start = time.perf_counter()
        batch = [features for features, _, _ in islice(given, BATCH)]
        generating += time.perf_counter() - start
        if not batch:
            break
        start = time.process_time()
        index.assign(batch, look_back=False)
        since += len(batch)
        if since >= LOOK_BACK:
            index.look_back()
            since = 0
        tenths[min(9, done * 10 // number)] += time.process_time() - start
        done += len(batch)
    seconds = sum(tenths)
    return {
        "what": "stories alone", "articles": number, "articles_per_cpu_second": round(number / seconds),
        "tenths_cpu_seconds": [round(t, 2) for t in tenths], "last_over_first": round(tenths[-1] / tenths[0], 2),
        "last_over_second": round(tenths[-1] / tenths[1], 2),
        "wall_seconds": round(time.perf_counter() - whole - generating, 1), "peak_mb": peak_mb(),
    }  # fmt: skip


class Given:
    """Vectors as if an encoder gave them: the memory of a model is told by others."""

    def encode(self, texts: list[str]) -> np.ndarray:
        rows = np.random.default_rng(len(texts)).standard_normal((len(texts), DIMENSION))
        return unit(rows.astype(np.float32))


def stored(number: int) -> dict[str, object]:
    """The most memory while 512 articles are related to a database of ``number``."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "scale.db"
        store = Store.open(str(path))
        start = time.perf_counter()
        given = generated(number + 512)
        left = number
        while left:
            rows = list(islice(given, min(1000, left)))
            left -= len(rows)
            _put(store, rows, related=True)
        _put(store, list(given), related=False)
        filling = time.perf_counter() - start
        before = peak_mb()
        start = time.perf_counter()
        done = relate(store, silent, Given())
        seconds = time.perf_counter() - start
        size = path.stat().st_size // 2**20
        store.close()
    return {
        "what": "relating to a full store", "articles": number, "related": done, "filling_seconds": round(filling),
        "relating_seconds": round(seconds, 1), "peak_mb_filling": before, "peak_mb": peak_mb(), "database_mb": size,
    }  # fmt: skip


def _put(store: Store, rows: list[tuple[Features, str, str]], related: bool) -> None:
    captures = [Capture(f.article, f.article, "text", text.encode(), NOW) for f, text, _ in rows]
    articles = [
        Article(
            id=f.article, capture=f.article, position=0, page=f.article, role="lead", text=text, title=f.title,
            language="fr", outlet=f.outlet, published=f.published, published_from="given",
        )
        for f, text, _ in rows
    ]  # fmt: skip
    ids = [f.article for f, _, _ in rows]
    with store.transaction():
        store.articles.keep(captures)
        store.articles.add(articles, step("read").version)
        store.articles.mark_understood(ids, understanding_version())
        if not related:
            return
        signed = []
        for f, text, _ in rows:
            hashes = word_hashes(text)
            signed.append(replace(f, signature=signature(hashes), fingerprints=fingerprints(hashes)))
        store.relations.save_features([(f, lookup_keys(f)) for f in signed], step("copies").version)
        store.relations.place([Placing(f.article, story, False) for f, _, story in rows], step("stories").version)
        retell(store, sorted({story for _, _, story in rows}))
        store.articles.mark_related(ids, relating_version())


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--articles", type=int, default=50_000)
    arguments.add_argument("--store", type=int, default=0)
    chosen = arguments.parse_args()
    print(json.dumps({"machine": machine()}), flush=True)
    for name, number, measure in (("scale", chosen.articles, stories), ("store", chosen.store, stored)):
        if number:
            result = measure(number)
            print(json.dumps(result), flush=True)
            keep(name, [result])


if __name__ == "__main__":
    main()
