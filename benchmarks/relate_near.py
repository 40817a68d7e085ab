"""Near-copy search against datasketch: the same texts, the same shingles asked for, in one run.

    pip install datasketch    # for this comparison alone; filrouge does not use it
    python benchmarks/relate_near.py [--texts 4000]

Texts are generated (seed 3): words of Zipf's frequencies, 300 a text; one in ten reprints an earlier one with one word
in sixteen changed. Both sign shingles of three words with 64 values, index 16 bands of 4, and ask the index for each
text before it goes in. A pair found counts where one is the other's reprint. Results: benchmarks/results/near.json.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version

from report import keep, machine

from filrouge.relate.minhash import BANDS, BINS, SHINGLE, band_key_rows, signature, word_hashes

WORDS = [f"mot{i}" for i in range(30_000)]
FREQUENCIES = [1 / (i + 50) for i in range(30_000)]
Pairs = set[tuple[int, int]]


def texts(number: int) -> tuple[list[str], Pairs]:
    """Texts, and which reprints which."""
    random.seed(3)
    made: list[list[str]] = []
    gold: Pairs = set()
    for i in range(number):
        if i > 20 and random.random() < 0.1:
            of = random.randrange(i)
            made.append([w if random.random() > 1 / 16 else random.choice(WORDS) for w in made[of]])
            gold.add((of, i))
        else:
            made.append(random.choices(WORDS, FREQUENCIES, k=300))
    return [" ".join(text) for text in made], gold


def ours(given: Sequence[str]) -> Pairs:
    """In batches of 256, as articles are related."""
    held: dict[int, list[int]] = {}
    found: Pairs = set()
    for first in range(0, len(given), 256):
        signs = [signature(word_hashes(text)) for text in given[first : first + 256]]
        for i, keys in enumerate(band_key_rows(signs).tolist(), first):
            for key in keys:
                others = held.setdefault(key, [])
                found.update((j, i) for j in others)
                others.append(i)
    return found


def theirs(given: Sequence[str]) -> Pairs:
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(num_perm=BINS, params=(BANDS, BINS // BANDS))
    found: Pairs = set()
    for i, text in enumerate(given):
        split = text.split()
        shingles = {" ".join(split[k : k + SHINGLE]).encode() for k in range(len(split) - SHINGLE + 1)}
        one = MinHash(num_perm=BINS)
        one.update_batch(shingles)
        found.update((j, i) for j in index.query(one))
        index.insert(i, one)
    return found


def measured(
    name: str, search: Callable[[Sequence[str]], Pairs], given: Sequence[str], gold: Pairs
) -> dict[str, object]:
    start = time.process_time()
    found = search(given)
    seconds = time.process_time() - start
    return {
        "what": name, "texts": len(given), "texts_per_cpu_second": round(len(given) / seconds),
        "reprints": len(gold), "recall": round(len(gold & found) / len(gold), 3), "pairs_found": len(found),
    }  # fmt: skip


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--texts", type=int, default=4000)
    given, gold = texts(arguments.parse_args().texts)
    print(json.dumps({"machine": machine()}))
    results = []
    for _ in range(2):  # turn by turn, so that a busy moment of the machine falls on both; the better turn counts
        results.append(measured("filrouge", ours, given, gold))
        results.append(measured(f"datasketch {version('datasketch')}", theirs, given, gold))
    best = [max(results[k::2], key=lambda r: float(str(r["texts_per_cpu_second"]))) for k in range(2)]
    one, other = (float(str(r["texts_per_cpu_second"])) for r in best)
    best.append({"what": "filrouge over datasketch", "ratio": round(one / other, 1)})
    for result in best:
        print(json.dumps(result))
    keep("near", best)


if __name__ == "__main__":
    main()
