"""What two texts have in common, passage by passage: runs of the same words, or passages of the same sense.

`runs` is for one language; `monotone` aligns passage vectors across two, in order, as translations keep it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from filrouge.relate.embed import Rows

SEED = 3
"""Words in a row from which a run grows: shorter ones are chance."""
MAX_WORDS = 3_000
GAP = 40
"""Words between two runs within which words kept one by one are still looked for."""
MAX_PASSAGES = 24
"""Passages compared a text: the first 3,000 characters or so, where a translation shows as well as in the whole."""
PASSAGE = 60, 420
"""Characters a passage has at least (shorter ones join the next) and at most."""

_WORD = re.compile(r"[^\W_]+")
_END = re.compile(r"(?<=[.!?…])[\"”»'’)]*\s+|(?<=[。！？])|\n+")


@dataclass(frozen=True, slots=True)
class Word:
    """One word, folded, with its offsets in the text."""

    fold: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Run:
    """Words ``a .. a + length`` of one text equal words ``b .. b + length`` of the other."""

    a: int
    b: int
    length: int


@dataclass(frozen=True, slots=True)
class Match:
    """Passage ``a`` of one text says what passage ``b`` of the other says, with this cosine."""

    a: int
    b: int
    score: float


def words_of(text: str) -> list[Word]:
    """The words of the text, folded (case, accents) one by one, at most 3,000; Chinese, Japanese by character."""
    found: list[Word] = []
    for match in _WORD.finditer(text):
        raw = match[0]
        if len(raw) > 12 and not raw.isascii() and _unspaced(raw):
            found.extend(Word(c, match.start() + i, match.start() + i + 1) for i, c in enumerate(raw))
        else:
            found.append(Word(_fold(raw), match.start(), match.end()))
        if len(found) >= MAX_WORDS:
            break
    return found[:MAX_WORDS]


def _unspaced(word: str) -> bool:
    return all("\u2e80" <= c <= "\u9fff" or c >= "\uf900" for c in word if c.isalpha())


def _fold(word: str) -> str:
    if word.isascii():
        return word.casefold()
    return "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))


def runs(a: list[Word], b: list[Word]) -> list[Run]:
    """Runs of three words or more that both texts hold, in order of ``a``; no word of either is used twice.

    Longest first at each place of ``a``, as `difflib` does, but bounded: a seed that stands more than eight
    times in ``b`` is tried at the first eight places only, so the cost is linear in practice.
    """
    one, other = [w.fold for w in a], [w.fold for w in b]
    places: dict[tuple[str, ...], list[int]] = {}
    for j in range(len(other) - SEED + 1):
        held = places.setdefault(tuple(other[j : j + SEED]), [])
        if len(held) < 8:
            held.append(j)
    found: list[Run] = []
    used = np.zeros(len(other) + 1, dtype=bool)
    i = 0
    while i <= len(one) - SEED:
        best = Run(i, 0, 0)
        for j in places.get(tuple(one[i : i + SEED]), ()):
            k = 0
            while i + k < len(one) and j + k < len(other) and one[i + k] == other[j + k] and not used[j + k]:
                k += 1
            if k > best.length:
                best = Run(i, j, k)
        if best.length >= SEED:
            used[best.b : best.b + best.length] = True
            found.append(best)
            i += best.length
        else:
            i += 1
    return found


def in_order(found: Sequence[Run]) -> list[Run]:
    """The runs that keep their order in both texts and hold the most words; ``found`` is in order of the first."""
    best: list[int] = []
    before: list[int | None] = []
    for k, run in enumerate(found):
        fits = [m for m in range(k) if found[m].b + found[m].length <= run.b]
        last = max(fits, key=lambda m: best[m], default=None)
        best.append(run.length + (best[last] if last is not None else 0))
        before.append(last)
    chain: list[Run] = []
    at = max(range(len(found)), key=lambda k: best[k], default=None)
    while at is not None:
        chain.append(found[at])
        at = before[at]
    return chain[::-1]


def kept_between(a: list[Word], b: list[Word], chain: Sequence[Run]) -> int:
    """How many words both hold, in order, between two neighbouring runs of ``chain``: what is left by edits of words.

    The longest common subsequence of each pair of gaps, by bits (Hyyrö, 2004).
    """
    kept = 0
    for one, other in pairwise(chain):
        left = a[one.a + one.length : other.a]
        right = b[one.b + one.length : other.b]
        if not left or not right or max(len(left), len(right)) > GAP:
            continue
        places: dict[str, int] = {}
        for k, word in enumerate(left):
            places[word.fold] = places.get(word.fold, 0) | 1 << k
        whole = (1 << len(left)) - 1
        open_ = whole
        for word in right:
            met = open_ & places.get(word.fold, 0)
            open_ = ((open_ + met) | (open_ - met)) & whole
        kept += len(left) - open_.bit_count()
    return kept


def passages(text: str) -> list[tuple[int, int]]:
    """Offsets of the passages of the text: sentences or lines, short ones joined to the next; a bounded number."""
    shortest, longest = PASSAGE
    found: list[tuple[int, int]] = []
    start = 0
    ends = [m.span() for m in _END.finditer(text[:40_000])]
    for end, following in [*ends, (min(len(text), 40_000), len(text))]:
        if end - start < shortest and following < len(text):
            continue
        while start < end and text[start].isspace():
            start += 1
        if end > start:
            found.append((start, min(end, start + longest)))
        start = following
        if len(found) >= MAX_PASSAGES:
            break
    return found


def monotone(a: Rows, b: Rows, floor: float) -> list[Match]:
    """The best alignment of passages, both in order, each used once, of those with a cosine above ``floor``.

    Needleman and Wunsch (1970) with a gain of cosine minus floor a match and no cost for what is left out.
    """
    n, m = len(a), len(b)
    if not n or not m:
        return []
    cosine = a @ b.T
    gain = np.maximum(cosine - floor, 0.0)
    total = np.zeros((n + 1, m + 1))
    for i in range(1, n + 1):
        diagonal = total[i - 1, :-1] + gain[i - 1]
        total[i, 1:] = np.maximum.accumulate(np.maximum(total[i - 1, 1:], diagonal))
    found: list[Match] = []
    i, j = n, m
    while i and j:
        if total[i, j] == total[i - 1, j]:
            i -= 1
        elif total[i, j] == total[i, j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            found.append(Match(i, j, float(cosine[i, j])))
    return found[::-1]
