"""Articles and vectors of our own for relating: words become vectors by hashing, so that no model is loaded."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from datetime import date

import numpy as np

from filrouge.records import Article, Understanding, When
from filrouge.relate.embed import DIMENSION, Rows, unit
from filrouge.relate.features import Features, features, texts_to_encode
from filrouge.text.digest import digest


class WordHashes:
    """Each word is a fixed pseudo-random direction; a text is their sum: texts are near as far as they share words."""

    def encode(self, texts: Sequence[str]) -> Rows:
        rows = np.zeros((len(texts), DIMENSION), np.float32)
        for i, text in enumerate(texts):
            for word in text.lower().split():
                seed = zlib.crc32(word.strip(".,;:!?").encode())
                rows[i] += np.random.default_rng(seed).standard_normal(DIMENSION).astype(np.float32)
        return unit(rows)


def article(title: str = "", text: str = "", day: date | None = None, language: str = "en", **more: object) -> Article:
    when = When(day, day) if day else None
    key = digest(title, text, str(day), language, repr(sorted(more.items())))
    fields = {"id": key, "capture": "c", "position": 0, "page": "p", "role": "lead", **more}
    return Article(title=title or None, text=text, published=when, language=language, **fields)  # type: ignore[arg-type]


def featured(made: Article, understanding: Understanding | None = None) -> Features:
    vectors = WordHashes().encode(texts_to_encode(made))
    return features(made, understanding, (vectors[0], vectors[1]))
