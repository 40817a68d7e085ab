"""Step 8, copies: which article is the same as, nearly, part of, a rewrite or a translation of which other.

Two moves, so that the shell loads texts only where it may matter: `candidate_pairs` looks at features alone,
`copies` reads the texts of those pairs. `lookup_keys` gives the integers by which the store finds what to
compare a new article with.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from filrouge.records import Article, Copy
from filrouge.relate.embed import Encodes
from filrouge.relate.features import Features
from filrouge.relate.minhash import band_keys


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles worth reading side by side; ``article`` is a new one."""

    article: str
    other: str


@dataclass(frozen=True, slots=True)
class Account:
    """An article with its features, for `copies` to read."""

    article: Article
    features: Features


def lookup_keys(record: Features) -> tuple[int, ...]:
    """Integers below 2^63 to index the article by (a row each): articles that share text share at least one."""
    return tuple(dict.fromkeys((*band_keys(record.signature), *record.fingerprints)))


def candidate_pairs(new: Sequence[Features], known: Iterable[Features]) -> tuple[Pair, ...]:
    """Pairs of a new article with another new or known one that may be copies; bounded a new article.

    ``known``: articles that share a `lookup_keys` integer with a new one, and, for translations, those of
    the active window (in any language); the order does not matter.
    """
    raise NotImplementedError


def copies(pairs: Sequence[Pair], accounts: Mapping[str, Account], encoder: Encodes) -> tuple[Copy, ...]:
    """What the pairs are, in their order; pairs that are no copies, or whose articles are not given, are left out.

    ``Copy.article`` is the later or crediting one, ``Copy.of`` what it copies; ``directed`` is False where
    nothing tells (the longer, then the lower id, is then ``of``).
    """
    raise NotImplementedError
