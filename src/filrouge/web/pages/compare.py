"""What the outlets of one story say, and who leaves it out; and what one article was in each of its captures."""

from __future__ import annotations

from dataclasses import dataclass

from filrouge.desk.api import Filrouge
from filrouge.tell import rows
from filrouge.tell.told_rows import ComparisonRow
from filrouge.tell.version_rows import VersionRow
from filrouge.web.pages.named import cited, openings

KINDS = ("event", "statement", "number")


@dataclass(frozen=True, slots=True)
class Share:
    """How much of what is said at all one outlet says: (what it says, what it alone says) for each of `KINDS`."""

    outlet: str
    said: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class ComparePage:
    story: rows.StoryRow
    shares: tuple[Share, ...]
    said: dict[str, tuple[ComparisonRow, ...]]
    """By kind; what most outlets say comes first."""
    names: dict[str, str]
    """What to call the outlets that are no more than an article's id: its first words."""
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
    said = {kind: tuple(row for row in found if row.kind == kind) for kind in KINDS}
    outlets = [name for row in found if row.kind == "outlet" for name in row.said_by]
    return ComparePage(
        story,
        tuple(Share(name, tuple(_share(name, said[kind]) for kind in KINDS)) for name in outlets),
        said,
        desk.openings([name for name in outlets if name in story.articles]),
        articles,
        openings(desk, articles.values()),
    )


def _share(outlet: str, found: tuple[ComparisonRow, ...]) -> tuple[int, int]:
    own = [row for row in found if outlet in row.said_by]
    return len(own), sum(row.said_by == (outlet,) for row in own)


def versions(desk: Filrouge, id: str) -> VersionsPage:
    found = desk.versions(id)
    key = desk.store.articles.find(id)
    (article,) = desk.article_rows([key])
    return VersionsPage(article, tuple(reversed(found)), openings(desk, [article]))
