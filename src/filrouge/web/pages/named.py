"""What pages that cite articles share: the articles by id, and the first words of those without a title."""

from __future__ import annotations

from collections.abc import Iterable

from filrouge.desk.api import Filrouge
from filrouge.tell import rows


def cited(desk: Filrouge, entries: Iterable[rows.LedgerRow], others: Iterable[str] = ()) -> dict[str, rows.ArticleRow]:
    """The articles that give evidence for these entries, and some others."""
    ids = {v.article for e in entries for v in e.evidence} | set(others)
    return {a.id: a for a in desk.article_rows(sorted(ids))}


def openings(desk: Filrouge, articles: Iterable[rows.ArticleRow | rows.HitRow]) -> dict[str, str]:
    ids = [a.id for a in articles if not a.title]
    return desk.openings(ids) if ids else {}
