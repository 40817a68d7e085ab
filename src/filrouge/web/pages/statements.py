"""Who said what: the newest articles first."""

from __future__ import annotations

from dataclasses import dataclass

from filrouge.desk.api import Filrouge
from filrouge.tell import rows
from filrouge.web.pages.named import cited, openings

PAGE = 25


@dataclass(frozen=True, slots=True)
class StatementsPage:
    speaker: rows.ActorRow | None
    statements: tuple[rows.StatementRow, ...]
    articles: dict[str, rows.ArticleRow]
    openings: dict[str, str]
    next: str | None


def statements(desk: Filrouge, speaker: str | None, after: str | None) -> StatementsPage:
    found = desk.sayings(speaker, after, PAGE)
    articles = cited(desk, (s.article for s in found.rows))
    who = desk.actor(speaker) if speaker else None
    return StatementsPage(who, found.rows, articles, openings(desk, articles.values()), found.next)
