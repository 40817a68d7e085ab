"""Articles that are one text (copies, translations): they tell one happening, however far apart their words are."""

from __future__ import annotations


class Ties:
    """Which articles are one text with which others."""

    def __init__(self) -> None:
        self._others: dict[str, dict[str, None]] = {}

    def __contains__(self, article: str) -> bool:
        return article in self._others

    def of(self, article: str) -> tuple[str, ...]:
        return tuple(self._others.get(article, ()))

    def add(self, one: str, other: str) -> None:
        self._others.setdefault(one, {})[other] = None
        self._others.setdefault(other, {})[one] = None

    def keep(self, known: set[str]) -> None:
        """Forget all articles but these."""
        kept = {a: {o: None for o in others if o in known} for a, others in self._others.items() if a in known}
        self._others = {a: others for a, others in kept.items() if others}
