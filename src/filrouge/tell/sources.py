"""How many independent sources stand behind some articles: copies folded, an outlet once, relays not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from filrouge.records import Copy

Independent = Callable[[Iterable[str]], int]
"""From article ids to the number of independent sources behind them."""


class Source(Protocol):
    """What of an article tells whose voice it is."""

    @property
    def outlet(self) -> str | None: ...
    @property
    def role(self) -> str: ...
    @property
    def parent(self) -> str | None: ...
    @property
    def machine_translated(self) -> bool: ...


def lineages(copies: Iterable[Copy]) -> Callable[[str], str]:
    """From an article to the one that names its lineage: what copies it, in whatever language, and what it copies."""
    sets = _Sets()
    for c in copies:
        sets.join(c.article, c.of)
    return sets.top


def counter(articles: Mapping[str, Source], copies: Iterable[Copy]) -> Independent:
    """The counting function over these articles and the copy links among them.

    Of the articles asked about, those of one lineage of copies or of one outlet are one source, and so are the entries
    of a live page. A machine
    translation has no voice of its own: a source that is nothing else does not count. An article that is
    not among ``articles`` is its own source.
    """
    lineage = lineages(copies)

    def independent(asked: Iterable[str]) -> int:
        within = _Sets()
        voices: list[str] = []
        for key in asked:
            within.join(f"article:{key}", f"lineage:{lineage(key)}")
            article = articles.get(key)
            if article is not None and article.outlet:
                within.join(f"article:{key}", f"outlet:{article.outlet}")
            if article is not None and article.role == "entry" and article.parent:
                within.join(f"article:{key}", f"article:{article.parent}")
            if article is None or not article.machine_translated:
                voices.append(f"article:{key}")
        return len({within.top(v) for v in voices})

    return independent


class _Sets:
    """Disjoint sets of keys; the smallest key of a set names it, whatever the order of joining."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def top(self, key: str) -> str:
        while (parent := self._parent.setdefault(key, key)) != key:
            self._parent[key] = self._parent[parent]
            key = self._parent[key]
        return key

    def join(self, a: str, b: str) -> None:
        low, high = sorted((self.top(a), self.top(b)))
        self._parent[high] = low
