"""Signatures of texts: one-permutation MinHash for near copies, winnowed fingerprints for excerpts.

The hash is CRC-32 of each word mixed to 64 bits, so the same on every machine and in every process. Sources: Li,
Owen and Zhang (2012) for one permutation; Shrivastava (2017) for filling the empty bins; Schleimer, Wilkerson and
Aiken (2003) for winnowing.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]

BINS = 64
BANDS = 16
"""64 values in 16 bands of 4: two texts of Jaccard .5 meet with .64, of .7 with .99 (22,000 texts/s measured)."""
SHINGLE = 3
"""Words a shingle: light edits touch three shingles each and leave the rest."""
RUN = 5
"""Words a fingerprint: five words in a row are seldom shared by chance."""
WINDOW = 8
"""Of eight fingerprints in a row one is kept: a run of 12 words in common is always seen (RUN + WINDOW - 1)."""
MAX_FINGERPRINTS = 64
"""Enough for the first 280 words or so, where excerpts are taken from; bounds the rows of the index."""
MAX_WORDS = 5_000

_WORD = re.compile(r"[^\W_]+")
_MIX = np.uint64(0x9E3779B97F4A7C15)
_MIX2 = np.uint64(0xBF58476D1CE4E5B9)
_MIX3 = np.uint64(0x94D049BB133111EB)


def words(text: str) -> list[str]:
    """The words of the text, lower case, without accents; writing without spaces gives its characters."""
    bare = text.casefold()
    if not bare.isascii():
        bare = unicodedata.normalize("NFKD", bare)
        marks = {ord(c): None for c in set(bare) if unicodedata.combining(c)}
        bare = bare.translate(marks) if marks else bare
    found = _WORD.findall(bare)[:MAX_WORDS]
    if sum(map(len, found)) > 12 * len(found):  # Chinese, Japanese, Thai: no spaces, so "words" of a whole clause
        return [c for word in found for c in word][:MAX_WORDS]
    return found


def word_hashes(found: list[str]) -> Hashes:
    """One 64-bit hash a word, shape (len(found),)."""
    return _mixed(np.fromiter((zlib.crc32(w.encode()) for w in found), dtype=np.uint64, count=len(found)))


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
    total = np.zeros(count, dtype=np.uint64)
    with np.errstate(over="ignore"):
        for i in range(size):
            total = total * _MIX3 + hashes[i : i + count]
    return _mixed(total)


def signature(found: list[str]) -> bytes:
    """MinHash signature of the words: 64 × uint32, 256 bytes; empty for no words."""
    hashes = shingles(word_hashes(found), SHINGLE)
    if len(hashes) == 0:
        return b""
    bins = (hashes >> np.uint64(58)).astype(np.intp)
    values = ((hashes >> np.uint64(20)) & np.uint64(0xFFFFFFFF)).astype(np.uint32)
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


def fingerprints(found: list[str]) -> tuple[int, ...]:
    """Winnowed hashes of five-word runs, at most 64, in order of place: texts that share a passage share some."""
    hashes = shingles(word_hashes(found), RUN)
    if len(found) < RUN:
        return ()
    kept: dict[int, None] = {}
    for first in range(0, max(1, len(hashes) - WINDOW + 1)):
        window = hashes[first : first + WINDOW]
        kept[int(window.min() >> np.uint64(1))] = None
        if len(kept) >= MAX_FINGERPRINTS:
            break
    return tuple(kept)


def resemblance(a: bytes, b: bytes) -> float:
    """Estimated Jaccard similarity of two signatures, 0 to 1; 0 where one is missing."""
    if not a or not b:
        return 0.0
    return float(np.mean(np.frombuffer(a, dtype=np.uint32) == np.frombuffer(b, dtype=np.uint32)))
