"""Signatures of texts: one-permutation MinHash for near copies, winnowed fingerprints for excerpts.

The hashes are the same on every machine and in every process. Sources: Karp and Rabin (1987) for hashes of words; Li,
Owen and Zhang (2012) for one permutation; Shrivastava (2017) for filling the empty bins; Schleimer, Wilkerson and
Aiken (2003) for winnowing.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]

BINS = 64
BANDS = 16
"""64 values in 16 bands of 4: two texts of Jaccard .5 meet with .64, of .7 with .99."""
SHINGLE = 3
"""Words a shingle: light edits touch three shingles each and leave the rest."""
RUN = 5
"""Words a fingerprint: five words in a row are seldom shared by chance."""
WINDOW = 8
"""Of eight fingerprints in a row one is kept: a run of 12 words in common is always seen (RUN + WINDOW - 1)."""
MAX_FINGERPRINTS, OPENING = 64, 16
"""Fingerprints of a text at most, which bounds the rows of the index, and how many are those of its opening, which
teasers are taken from. The others are the least of the rest: what two long texts share is seen wherever it stands."""
MAX_WORDS, MAX_CHARACTERS = 5_000, 40_000
LONG = 12
"""Characters that words have on average where a text is written without spaces (Chinese, Japanese, Thai)."""

_MIX = np.uint64(0x9E3779B97F4A7C15)
_MIX2 = np.uint64(0xBF58476D1CE4E5B9)
_MIX3 = np.uint64(0x94D049BB133111EB)
OTHER, WORD, MARK = range(3)
PLANE = 0x10000


def word_hashes(text: str) -> Hashes:
    """One 64-bit hash for each word, shape (words,), case and accents folded; writing without spaces goes by character.

    A word is a run of letters and digits. Its hash is a polynomial of its characters, worked out for all words at
    once as differences of one running sum (as Karp and Rabin do), so that no word becomes an object.
    """
    bare = text[:MAX_CHARACTERS].casefold()
    codes: NDArray[np.unsignedinteger]
    if bare.isascii():
        codes = np.frombuffer(bare.encode(), np.uint8)
        kinds = _kinds()[codes]
    else:
        decomposed = unicodedata.normalize("NFKD", bare).encode("utf-32-le", "surrogatepass")
        codes = np.frombuffer(decomposed, np.uint32)[: 2 * MAX_CHARACTERS]
        kinds = _kinds()[np.minimum(codes, PLANE)]
        kept = kinds != MARK
        codes, kinds = codes[kept], kinds[kept]
    inside = np.zeros(len(codes) + 2, np.bool_)
    inside[1:-1] = kinds == WORD
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    starts, ends = edges[::2], edges[1::2]
    if (ends - starts).sum() > LONG * len(starts):
        starts = np.flatnonzero(inside[1:-1])
        ends = starts + 1
    starts, ends = starts[:MAX_WORDS], ends[:MAX_WORDS]
    up, down = _powers()
    with np.errstate(over="ignore"):
        sums = np.zeros(len(codes) + 1, np.uint64)
        np.cumsum(codes * up[: len(codes)], out=sums[1:])
        return _mixed((sums[ends] - sums[starts]) * down[starts])


@cache
def _kinds() -> NDArray[np.uint8]:
    """What each character of the first plane is; the last entry stands for those beyond it, taken for letters."""
    kinds = np.full(PLANE + 1, WORD, np.uint8)
    for code in range(PLANE):
        c = chr(code)
        kinds[code] = MARK if unicodedata.combining(c) else WORD if c.isalnum() else OTHER
    return kinds


@cache
def _powers() -> tuple[Hashes, Hashes]:
    """Powers of an odd number modulo 2^64, and of its inverse."""
    with np.errstate(over="ignore"):
        up = np.full(2 * MAX_CHARACTERS, _MIX3, np.uint64)
        down = np.full(2 * MAX_CHARACTERS, np.uint64(pow(int(_MIX3), -1, 2**64)), np.uint64)
        up[0] = down[0] = 1
        return np.cumprod(up), np.cumprod(down)


def _mixed(values: Hashes) -> Hashes:
    """The finaliser of SplitMix64: every bit of the input moves every bit of the output."""
    with np.errstate(over="ignore"):
        z = values + _MIX
        z = (z ^ (z >> np.uint64(30))) * _MIX2
        z = (z ^ (z >> np.uint64(27))) * _MIX3
        return z ^ (z >> np.uint64(31))


def shingles(hashes: Hashes, size: int) -> Hashes:
    """Hashes of every run of ``size`` words in order; of the whole where it is shorter; empty where empty."""
    if len(hashes) == 0:
        return hashes
    size = min(size, len(hashes))
    count = len(hashes) - size + 1
    total = hashes[:count].copy()
    with np.errstate(over="ignore"):
        for i in range(1, size):
            total *= _MIX3
            total += hashes[i : i + count]
    return _mixed(total)


def signature(hashes: Hashes) -> bytes:
    """MinHash signature of the words: 64 × uint32, 256 bytes; empty for no words."""
    runs = shingles(hashes, SHINGLE)
    if len(runs) == 0:
        return b""
    bins = (runs >> np.uint64(58)).astype(np.intp)
    values = (runs >> np.uint64(20)).astype(np.uint32)
    least = np.full(BINS, np.iinfo(np.uint32).max, dtype=np.uint32)
    np.minimum.at(least, bins, values)
    filled = np.zeros(BINS, dtype=bool)
    filled[bins] = True
    if not filled.all():
        least = _densified(least, filled)
    return least.tobytes()


def _densified(least: NDArray[np.uint32], filled: NDArray[np.bool_]) -> NDArray[np.uint32]:
    """Every empty bin takes the value of the first filled one that a fixed hash of (bin, attempt) points at."""
    empty = np.flatnonzero(~filled)
    tried = filled[_DETOURS[empty]]
    tried[:, -1] = True  # past the table, bin by bin: a chance below 1 in 50 for a single filled bin
    out = least.copy()
    for j, first in zip(empty, tried.argmax(axis=1), strict=True):
        source = int(_DETOURS[j, first])
        out[j] = least[source] if filled[source] else least[filled][0]
    return out


_DETOURS = (_mixed(np.arange(BINS * 256, dtype=np.uint64)) >> np.uint64(58)).astype(np.intp).reshape(BINS, 256)
"""For every bin, 256 bins to look at in turn."""


def band_keys(sign: bytes) -> tuple[int, ...]:
    """16 integers below 2^63: texts that are near copies share at least one; none for no signature."""
    return tuple(int(k) for k in band_key_rows([sign])[0]) if sign else ()


def band_key_rows(signs: Sequence[bytes]) -> Hashes:
    """`band_keys` of many signatures, none of them empty, shape (len(signs), 16)."""
    values = np.frombuffer(b"".join(signs), dtype=np.uint32).reshape(len(signs), BANDS, BINS // BANDS)
    total = np.tile(np.arange(1, BANDS + 1, dtype=np.uint64), (len(signs), 1))
    with np.errstate(over="ignore"):
        for k in range(BINS // BANDS):
            total = _mixed(total * _MIX3 + values[:, :, k].astype(np.uint64))
    return total >> np.uint64(1)


def fingerprints(hashes: Hashes) -> tuple[int, ...]:
    """Winnowed hashes of five-word runs, at most 64: texts that share a passage share some."""
    if len(hashes) < RUN:
        return ()
    runs = shingles(hashes, RUN) >> np.uint64(1)
    width = min(WINDOW, len(runs))
    least = np.lib.stride_tricks.sliding_window_view(runs, width).min(axis=1)
    kept, first = np.unique(least, return_index=True)
    if len(kept) <= MAX_FINGERPRINTS:
        return tuple(kept.tolist())
    opening = np.argsort(first)[:OPENING]
    rest = np.ones(len(kept), np.bool_)
    rest[opening] = False
    return (*kept[opening].tolist(), *kept[rest][: MAX_FINGERPRINTS - OPENING].tolist())


def resemblance(a: bytes, b: bytes) -> float:
    """Estimated Jaccard similarity of two signatures, 0 to 1; 0 where one is missing."""
    if not a or not b:
        return 0.0
    return float(np.mean(np.frombuffer(a, dtype=np.uint32) == np.frombuffer(b, dtype=np.uint32)))
