"""Measure translations found, and edited reprints found.

    FILROUGE_DATA=…/data python benchmarks/relate_copies.py

Translations: MEANTIME (60 articles in four languages), precision and recall of pairs, given in batches of 60.
Reprints: texts drawn from a vocabulary with Zipf's frequencies, each reprinted with one word in sixteen changed,
and often with its end cut, a passage dropped or an introduction added; a pair counts where difflib's ratio of
words is above .5. Seeds are fixed.
"""

from __future__ import annotations

import difflib
import gzip
import json
import os
import platform
import random
import time
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

from filrouge.records import Article
from filrouge.relate.copies import Account, candidate_pairs, copies
from filrouge.relate.embed import Encoder
from filrouge.relate.features import features, texts_to_encode
from filrouge.text.digest import digest

DATA = Path(os.environ.get("FILROUGE_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
BATCH = 60
WORDS = [f"mot{i}" for i in range(8000)]
FREQUENCIES = [1 / (i + 5) for i in range(8000)]


def article(key: str, title: str, text: str, language: str) -> Article:
    return Article(
        id=digest(key), capture="", position=0, page="", role="lead", title=title, text=text, language=language
    )


def related(articles: list[Article], encoder: Encoder) -> tuple[set[frozenset[str]], Counter[str], float]:
    """Pairs found, how many of each kind, and seconds of one core."""
    start = time.process_time()
    vectors = encoder.encode([text for a in articles for text in texts_to_encode(a)])
    records = [features(a, None, (vectors[2 * i], vectors[2 * i + 1])) for i, a in enumerate(articles)]
    accounts = {a.id: Account(a, r) for a, r in zip(articles, records, strict=True)}
    found: set[frozenset[str]] = set()
    kinds: Counter[str] = Counter()
    for first in range(0, len(records), BATCH):
        pairs = candidate_pairs(records[first : first + BATCH], records[:first])
        for copy in copies(pairs, accounts, encoder):
            found.add(frozenset((copy.article, copy.of)))
            kinds[copy.kind] += 1
    return found, kinds, time.process_time() - start


def translations(encoder: Encoder) -> dict[str, object]:
    path = DATA / "copies" / "meantime.jsonl.gz"
    rows = [json.loads(line) for line in gzip.decompress(path.read_bytes()).decode().splitlines()]
    articles = [article(f"m{i}", r["title"], r["text"], r["language"]) for i, r in enumerate(rows)]
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for a, r in zip(articles, rows, strict=True):
        groups[r["original"]].append(a.id)
    gold = {frozenset(pair) for group in groups.values() for pair in combinations(group, 2)}
    found, kinds, seconds = related(articles, encoder)
    hit = len(gold & found)
    return {
        "set": "meantime", "pairs": len(gold), "precision": round(hit / max(1, len(found)), 3),
        "recall": round(hit / len(gold), 3), "kinds": dict(kinds), "cpu_seconds": round(seconds, 1),
    }  # fmt: skip


def text(count: int) -> str:
    drawn = random.choices(WORDS, FREQUENCIES, k=count)
    return " ".join(" ".join(drawn[i : i + 18]).capitalize() + "." for i in range(0, count, 18))


def edited(source: str) -> str:
    words = [w if random.random() > 1 / 16 else random.choice(WORDS) for w in source.split()]
    way = random.random()
    if way < 0.4:
        words = words[: int(len(words) * random.uniform(0.5, 0.95))]
    elif way < 0.7:
        gap = random.randrange(len(words) // 2)
        words = words[:gap] + words[gap + len(words) // 5 :]
    if random.random() < 0.5:
        words = text(25).split() + words
    return " ".join(words)


def reprints(encoder: Encoder) -> dict[str, object]:
    random.seed(1)
    articles, gold = [], set()
    for i in range(200):
        source = text(random.choice((80, 150, 300, 500)))
        reprint = edited(source)
        pair = article(f"a{i}", f"Titre {i}", source, "fr"), article(f"b{i}", f"Titre {i}", reprint, "fr")
        articles += pair
        if difflib.SequenceMatcher(None, source.split(), reprint.split()).ratio() > 0.5:
            gold.add(frozenset(a.id for a in pair))
    articles += [article(f"s{i}", f"Seul {i}", text(300), "fr") for i in range(200)]
    found, kinds, seconds = related(articles, encoder)
    return {
        "set": "reprints", "pairs": len(gold), "precision": round(len(gold & found) / max(1, len(found)), 3),
        "recall": round(len(gold & found) / len(gold), 3), "kinds": dict(kinds), "cpu_seconds": round(seconds, 1),
    }  # fmt: skip


def main() -> None:
    encoder = Encoder(1)
    print(json.dumps({"machine": platform.platform()}))
    for measured in (translations, reprints):
        print(json.dumps(measured(encoder)), flush=True)


if __name__ == "__main__":
    main()
