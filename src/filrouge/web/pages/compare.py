"""What the outlets of one story say, and who leaves it out; and what one article was in each of its captures."""

from __future__ import annotations

from dataclasses import dataclass

from filrouge.desk.api import Filrouge
from filrouge.tell import rows
from filrouge.tell.told_rows import ComparisonRow
from filrouge.tell.version_rows import VersionRow
from filrouge.web.pages.named import cited, openings


@dataclass(frozen=True, slots=True)
class ComparePage:
    story: rows.StoryRow
    said: tuple[ComparisonRow, ...]
    """What most outlets say comes first, as the comparison orders it."""
    articles: dict[str, rows.ArticleRow]
    openings: dict[str, str]


@dataclass(frozen=True, slots=True)
class VersionsPage:
    article: rows.ArticleRow
    versions: tuple[VersionRow, ...]
    """Newest first."""
    openings: dict[str, str]


def compare(desk: Filrouge, id: str) -> ComparePage:
    story = desk.story(id)
    found = desk.compare(story.id)
    articles = cited(desk, (q.article for row in found for q in row.quotes))
    return ComparePage(story, found, articles, openings(desk, articles.values()))


def versions(desk: Filrouge, id: str) -> VersionsPage:
    found = desk.versions(id)
    key = desk.store.articles.find(id)
    (article,) = desk.article_rows([key])
    return VersionsPage(article, tuple(reversed(found)), openings(desk, [article]))
