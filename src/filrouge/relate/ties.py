"""Articles that are one text (copies, translations): what is told of a text is told of its copies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from filrouge.relate.products import Matrix


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


def spread(
    scores: Matrix,
    twins: Mapping[int, Sequence[int]],
    others: Mapping[int, NDArray[np.float32]],
    left: Sequence[int],
    right: Sequence[int],
) -> None:
    """Bring each row of ``scores`` as near to every column as the nearest of its twins is, and each column likewise.

    ``scores``: of rows ``left`` with rows ``right``, changed in place; ``twins``: of each of ``left``, those that are
    one text with it; ``others``: the scores, with ``right``, of twins that are not in ``left``. What dates forbid
    (scores of 0 and below) stays forbidden.
    """
    line, column = ({row: k for k, row in enumerate(rows)} for rows in (left, right))
    before = {row: scores[line[row]].copy() for row, rows in twins.items() if rows}
    for row, rows in twins.items():
        for twin in rows:
            mine = scores[line[row]]
            np.maximum(mine, before[twin] if twin in before else others[twin], out=mine, where=mine > 0)
            if row in column and twin in column:
                theirs = scores[:, column[row]]
                np.maximum(theirs, scores[:, column[twin]], out=theirs, where=theirs > 0)
