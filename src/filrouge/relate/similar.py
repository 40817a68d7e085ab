"""Similar news: what else to read beside an article, with the reason, copies folded, outlets varied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from filrouge.relate.features import Features


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A candidate with what relates it; ``copy_of``: the article it copies (any id that names its copy group)."""

    features: Features
    story: str | None
    storyline: str | None
    copy_of: str | None = None


@dataclass(frozen=True, slots=True)
class Similar:
    article: str
    score: float
    """0 to 1; sorts the answers."""
    reason: str
    """same story · same storyline · background"""
    why: tuple[str, ...]


def similar(query: Neighbour, candidates: Sequence[Neighbour], limit: int = 10) -> tuple[Similar, ...]:
    """The candidates best first: same story, then the storyline, then background; the query's own copies left out."""
    raise NotImplementedError
