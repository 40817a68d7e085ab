"""Similar news: what else to read beside an article, with the reason, copies folded, outlets varied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from filrouge.records import Why
from filrouge.relate.embed import from_bytes
from filrouge.relate.features import Features

Reason = Literal["same story", "same storyline", "background"]

FLOOR: dict[Reason, float] = {"same story": 0.7, "same storyline": 0.4, "background": 0.0}
"""Where the scores of a reason begin: what happened comes before its thread, and the thread before the rest."""
BACKGROUND = 0.4
"""Likeness below which an article without a thread in common is no background: unrelated titles have .1 to .3."""
SAME_OUTLET = 0.05
"""What each article already chosen from an outlet takes off the next of that outlet."""


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
    reason: Reason
    why: tuple[str, ...]


def similar(query: Neighbour, candidates: Sequence[Neighbour], limit: int = 10) -> tuple[Similar, ...]:
    """The candidates best first: same story, then the storyline, then background; the query's own copies left out."""
    own = _group(query)
    others = [c for c in candidates if c.features.article != query.features.article and _group(c) != own]
    if not others:
        return ()
    likeness = _likeness(query.features, [c.features for c in others])
    ranked = sorted(
        (
            (_score(reason, float(like)), reason, other)
            for other, like in zip(others, likeness, strict=True)
            if (reason := _reason(query, other)) != "background" or like >= BACKGROUND
        ),
        key=lambda r: (-r[0], r[2].features.article),
    )
    return tuple(_chosen(query.features, ranked, limit))


def _group(n: Neighbour) -> str:
    return n.copy_of or n.features.article


def _reason(query: Neighbour, other: Neighbour) -> Reason:
    if query.story is not None and query.story == other.story:
        return "same story"
    if query.storyline is not None and query.storyline == other.storyline:
        return "same storyline"
    return "background"


def _score(reason: Reason, like: float) -> float:
    ceiling = {"same story": 1.0, "same storyline": 0.7, "background": 0.4}[reason]
    return FLOOR[reason] + (ceiling - FLOOR[reason]) * max(0.0, min(1.0, like))


def _likeness(query: Features, others: Sequence[Features]) -> NDArray[np.float32]:
    """Half vectors (title, lead), half the names and words shared with the query; 0 to 1, shape (len(others),)."""
    lead = from_bytes([f.lead_vector for f in others]) @ from_bytes([query.lead_vector])[0]
    title = from_bytes([f.title_vector for f in others]) @ from_bytes([query.title_vector])[0]
    shared = np.array([_overlap(query, f) for f in others], np.float32)
    mixed: NDArray[np.float32] = np.clip(0.35 * lead + 0.35 * title + 0.3 * shared, 0.0, 1.0).astype(np.float32)
    return mixed


def _overlap(a: Features, b: Features) -> float:
    """The larger share in common of the lighter one's names, or of its title's words."""
    names = _share({n.id for n in a.names}, {n.id for n in b.names})
    return max(names, _share(set(a.title_terms), set(b.title_terms)))


def _share(a: set[str], b: set[str]) -> float:
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _chosen(query: Features, ranked: Sequence[tuple[float, Reason, Neighbour]], limit: int) -> list[Similar]:
    """The best of each copy group, outlet by outlet: each repeat of an outlet costs it a little within its reason."""
    left = list(ranked)
    groups: set[str] = set()
    outlets: dict[str, int] = {}
    found: list[Similar] = []
    while left and len(found) < limit:
        fresh = [r for r in left if _group(r[2]) not in groups]
        if not fresh:
            break

        def worth(r: tuple[float, Reason, Neighbour]) -> float:
            return max(FLOOR[r[1]], r[0] - SAME_OUTLET * outlets.get(r[2].features.outlet or "", 0))

        best = max(fresh, key=lambda r: (worth(r), r[0]))
        left = [r for r in fresh if r is not best]
        groups.add(_group(best[2]))
        if best[2].features.outlet:
            outlets[best[2].features.outlet] = outlets.get(best[2].features.outlet, 0) + 1
        found.append(Similar(best[2].features.article, round(worth(best), 4), best[1], _why(query, best[2].features)))
    return sorted(found, key=lambda s: -s.score)


def _why(query: Features, other: Features) -> tuple[str, ...]:
    """The names, else the title words, that both have."""
    theirs = {n.id for n in other.names}
    names = [n.name for n in query.names if n.id in theirs][:4]
    words = [t for t in query.title_terms if t in other.title_terms][:6]
    if names:
        return (Why("both name {names}", names=", ".join(names)),)
    return (Why("in both titles: {words}", words=", ".join(words)),) if words else ("near in meaning",)
