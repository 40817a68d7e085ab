"""Learn how likely two articles tell one happening, and measure the stories that come of it.

    FILROUGE_DATA=…/data python benchmarks/relate_stories.py [--write | --leave-out]

Learns on the stories whose name's digest is even and reports BCubed F1 on the others and on all, the articles
given to `StoryIndex` in batches of 256, in order. ``--write`` puts the weights into data/weights/stories.toml.
``--leave-out`` learns anew without each signal in turn, and keeps what that costs in benchmarks/results/stories.json.
Events are no signal here: these sets have none.
Data: fr_titles (French titles), en_uci (English titles), en_ecbplus (English texts; split by topic, so that
look-alike events stay on one side), meantime (translations, for pairs in two languages).
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import json
import os
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from report import keep, machine
from scipy.optimize import minimize

from filrouge.records import Article, When
from filrouge.relate.embed import Encoder
from filrouge.relate.features import Features, features, texts_to_encode
from filrouge.relate.stories import StoryIndex
from filrouge.relate.weights import SIGNALS, Weights, parse, weights
from filrouge.relate.window import Window
from filrouge.text.digest import digest

DATA = Path(os.environ.get("FILROUGE_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
WEIGHTS = Path(__file__).resolve().parents[1] / "src" / "filrouge" / "data" / "weights" / "stories.toml"
LEARNT = {
    "titles": ("title_vector", "terms"),
    "texts": ("title_vector", "lead_vector", "terms", "numbers"),
    "across": ("title_vector", "lead_vector", "numbers"),
}
"""Few signals a regime: more of them (title words apart, numbers that differ) gained nothing on the test half."""
HOURS = -1.0
"""Not learnt, since the times of the only dated set are those of a crawler, story by story (it would be -5): chosen
so that a day between two articles costs 1.6 and five days 3, as news dies within a day or two."""
NEGATIVES = 10.0
"""Weight of all pairs of two stories together, to one for all pairs of one story, each article weighing the same."""
RIDGE = 1e-4
THRESHOLD, RATIO = 0.6, 0.55
"""On the learning half any threshold from .5 to .7 and ratio from .55 to .6 is within .01 F1 of the best."""


@dataclass(frozen=True)
class Set:
    """Articles with the story each belongs to, and the group by which they are split."""

    name: str
    records: list[Features]
    stories: NDArray[Any]
    learning: NDArray[np.bool_]


def lines(path: str) -> list[dict[str, Any]]:
    whole = DATA / path
    text = whole.read_text() if whole.exists() else gzip.decompress(Path(f"{whole}.gz").read_bytes()).decode()
    return [json.loads(line) for line in text.splitlines()]


def read(name: str, encoder: Encoder) -> Set:
    """One set, in order of time where it has times."""
    rows: list[dict[str, Any]]
    if name == "fr":
        rows = [r | {"group": r["story"]} for r in lines("stories/fr_titles.jsonl")]
    elif name == "uci":
        rows = sorted(lines("stories/en_uci.jsonl"), key=lambda r: int(r["published_ms"]))
        rows = [r | {"group": r["story"], "outlet": r["source"], "at": r["published_ms"] / 1000} for r in rows]
    elif name == "ecb":
        rows = [r | {"group": r["storyline"], "title": r["text"][:80]} for r in lines("stories/en_ecbplus.jsonl")]
    else:
        rows = [r | {"story": r["original"], "group": r["original"]} for r in lines("copies/meantime.jsonl")]
    articles = [article(f"{name}{i}", r) for i, r in enumerate(rows)]
    texts = [text for a in articles for text in texts_to_encode(a)]
    vectors = encoder.encode(texts)
    records = [features(a, None, (vectors[2 * i], vectors[2 * i + 1])) for i, a in enumerate(articles)]
    learning = np.array([int(digest(str(r["group"])), 16) % 2 == 0 for r in rows])
    return Set(name, records, np.array([r["story"] for r in rows]), learning)


def article(key: str, row: dict[str, Any]) -> Article:
    when = None
    if "at" in row:
        at = dt.datetime.fromtimestamp(row["at"], dt.UTC)
        when = When(at.date(), at.date(), "minute", clock=f"{at:%H:%M}")
    return Article(
        id=digest(key),
        capture="",
        position=0,
        page="",
        role="lead",
        title=row.get("title"),
        text=row.get("text", ""),
        language=row["language"],
        outlet=row.get("outlet"),
        published=when,
    )


def learn(sets: Sequence[Set], names: Sequence[str], across: bool = False, hours: float = HOURS) -> dict[str, float]:
    """Logistic regression on the pairs of the learning halves, ``hours`` given."""
    xs, ys, ws, offsets = [], [], [], []
    for given in sets:
        window = Window(weights())
        window.add(given.records)
        rows = np.flatnonzero(given.learning)
        signals = window.signals(list(rows), list(rows))
        i, j = np.triu_indices(len(rows), 1)
        if across:
            languages = np.array([given.records[k].language for k in rows])
            apart = languages[i] != languages[j]
            i, j = i[apart], j[apart]
        same = given.stories[rows[i]] == given.stories[rows[j]]
        near = same | (signals["terms"][i, j] > 0.02) | (signals["lead_vector"][i, j] > 0.2)
        sizes = Counter(given.stories[rows])
        share = np.where(same, [1 / max(1, sizes[s] - 1) for s in given.stories[rows[i]]], 0.0)
        weight = share / share.sum() + NEGATIVES * ~same / (~same).sum()
        xs.append(np.stack([*(signals[name][i, j] for name in names), np.ones(len(i))], axis=-1)[near])
        ys.append(np.where(same, 1.0, -1.0)[near])
        ws.append(weight[near])
        offsets.append(hours * signals["hours"][i, j][near])
    x, y, w, offset = map(np.concatenate, (xs, ys, ws, offsets))
    w = w / w.sum()

    def loss(t: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margin = y * (x @ t + offset)
        slope = -(x * (w * y / (1 + np.exp(margin)))[:, None]).sum(axis=0)
        slope[:-1] += 2 * RIDGE * t[:-1]
        return float((w * np.logaddexp(0, -margin)).sum() + RIDGE * (t[:-1] ** 2).sum()), slope

    found = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B").x
    return dict(zip((*names, "intercept"), (round(float(v), 2) for v in found), strict=True))


def bcubed(gold: Sequence[Any], guess: Sequence[Any]) -> tuple[float, float, float]:
    """Precision, recall, F1 (Bagga and Baldwin, 1998)."""
    one, other = defaultdict(set), defaultdict(set)
    for i, (g, p) in enumerate(zip(gold, guess, strict=True)):
        one[g].add(i)
        other[p].add(i)
    both = [(len(one[g] & other[p]), len(one[g]), len(other[p])) for g, p in zip(gold, guess, strict=True)]
    precision = sum(b / p for b, _, p in both) / len(both)
    recall = sum(b / g for b, g, _ in both) / len(both)
    return precision, recall, 2 * precision * recall / (precision + recall)


def measure(given: Set, chosen: NDArray[np.bool_], known: Weights) -> dict[str, object]:
    records = [r for r, c in zip(given.records, chosen, strict=True) if c]
    index, where, start = StoryIndex(known), {}, time.process_time()
    for first in range(0, len(records), 256):
        where.update((p.article, p.story) for p in index.assign(records[first : first + 256], look_back=False))
    where.update((p.article, p.story) for p in index.look_back())
    seconds = time.process_time() - start
    p, r, f = bcubed(list(given.stories[chosen]), [where[record.article] for record in records])
    return {
        "articles": len(records), "precision": round(p, 3), "recall": round(r, 3), "f1": round(f, 3),
        "articles_per_cpu_second": round(len(records) / seconds),
    }  # fmt: skip


def toml(learnt: dict[str, dict[str, float]], rules: dict[str, float], hours: float = HOURS) -> str:
    head = (
        "# How likely two articles tell one happening: coefficients of a logistic combination of what they share.\n"
        "# Made by benchmarks/relate_stories.py --write from one half of labelled stories (titles in French and\n"
        "# English, texts in English; translations, for pairs in two languages); prints BCubed F1 on the other half.\n"
        "# Signals at 0 are not used. `hours` and [rules] are chosen, not learnt: see the script and window.py.\n"
    )
    parts = [head]
    for regime, values in learnt.items():
        full = {name: values.get(name, hours if name == "hours" else 0.0) for name in SIGNALS}
        full["intercept"] = values["intercept"]
        parts.append(f"\n[{regime}]\n" + "".join(f"{k} = {v}\n" for k, v in full.items()))
    parts.append("\n[rules]\n" + "".join(f"{k} = {v}\n" for k, v in rules.items()))
    return "".join(parts)


def learnt_without(sets: dict[str, Set], left_out: str | None) -> dict[str, dict[str, float]]:
    """Weights of each regime, learnt without one signal."""
    hours = 0.0 if left_out == "hours" else HOURS
    names = {regime: [n for n in LEARNT[regime] if n != left_out] for regime in LEARNT}
    return {
        "titles": learn([sets["fr"], sets["uci"]], names["titles"], hours=hours),
        "texts": learn([sets["ecb"]], names["texts"], hours=hours),
        "across": learn([sets["meantime"]], names["across"], across=True, hours=hours),
    }


def measured(sets: dict[str, Set], known: Weights, **told: object) -> list[dict[str, object]]:
    found = []
    for name, given in sets.items():
        for part, chosen in (("test half", ~given.learning), ("all", np.ones(len(given.records), dtype=bool))):
            found.append({**told, "set": name, "part": part} | measure(given, chosen, known))
            print(json.dumps(found[-1]), flush=True)
    return found


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--write", action="store_true")
    arguments.add_argument("--leave-out", action="store_true")
    chosen = arguments.parse_args()
    encoder = Encoder(1)
    sets = {name: read(name, encoder) for name in ("fr", "uci", "ecb", "meantime")}
    learnt = learnt_without(sets, None)
    rules = tomllib.loads(WEIGHTS.read_text())["rules"] | {"threshold": THRESHOLD, "ratio": RATIO}
    if chosen.write:
        WEIGHTS.write_text(toml(learnt, rules))
        weights.cache_clear()
    print(json.dumps({"machine": machine(), "learnt": learnt}))
    results = measured(sets, weights(), without=None)
    if chosen.leave_out:
        for signal in ("title_vector", "lead_vector", "terms", "numbers", "hours"):
            hours = 0.0 if signal == "hours" else HOURS
            known = parse(toml(learnt_without(sets, signal), rules, hours))
            results += measured({n: s for n, s in sets.items() if n != "meantime"}, known, without=signal)
        keep("stories", results)


if __name__ == "__main__":
    main()
