"""What pages that cite articles share: the articles by id, and the first words of those without a title."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from filrouge.desk.api import Filrouge
from filrouge.tell import rows

ENCOUNTER = "CONSULT"
"""The type of ledger entries that tell of an encounter (PLOVER)."""


def cited(
    desk: Filrouge, ids: Iterable[str], known: Mapping[str, rows.ArticleRow] | None = None
) -> dict[str, rows.ArticleRow]:
    """These articles by id, and those that are known already."""
    had = dict(known or {})
    return had | {a.id: a for a in desk.article_rows(sorted(set(ids) - had.keys()))}


def openings(desk: Filrouge, articles: Iterable[rows.ArticleRow | rows.HitRow]) -> dict[str, str]:
    ids = [a.id for a in articles if not a.title]
    return desk.openings(ids) if ids else {}
