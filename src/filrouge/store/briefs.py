"""Articles without their texts: what a page that cites dozens of them says of each, kept beside the whole record."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

from filrouge.records import Article, When
from filrouge.store import tables as t
from filrouge.store.codec import loads

COLUMNS = tuple(t.articles.c[name] for name in ("id", "brief", "published", "published_from", "story", "storyline"))


@dataclass(frozen=True, slots=True)
class Brief:
    """An article as it is cited; ``published`` is as now known, as are its story and storyline."""

    id: str
    external_id: str | None
    page: str
    role: str
    parent: str | None
    title: str | None
    language: str | None
    outlet: str | None
    authors: tuple[str, ...]
    agencies: tuple[str, ...]
    credits: tuple[str, ...]
    dateline: str | None
    machine_translated: bool
    translated_from: str | None
    words: int
    reading_minutes: int
    url: str | None
    published: When | None
    published_from: str | None
    story: str | None
    storyline: str | None

    @property
    def offset(self) -> int:
        """As `Article.offset`."""
        return len(self.title) + 2 if self.title else 0


KNOWN = ("published", "published_from", "story", "storyline")
"""What may become known later: columns of their own."""
FIELDS = tuple(f.name for f in fields(Brief) if f.name not in KNOWN)
"""What the column holds, a JSON list in this order."""


def pack(article: Article) -> str:
    """The column of an article."""
    return json.dumps([getattr(article, name) for name in FIELDS], ensure_ascii=False, separators=(",", ":"))


def unpack(row: Any) -> Brief:
    """From a row of `COLUMNS`."""
    values: list[Any] = [tuple(value) if isinstance(value, list) else value for value in json.loads(row.brief)]
    values += (day(row.published), row.published_from, row.story, row.storyline)
    return Brief(*values)


def brief(article: Article, story: str | None, storyline: str | None) -> Brief:
    """Of an article that is at hand."""
    own: list[Any] = [getattr(article, name) for name in FIELDS]
    own += (article.published, article.published_from, story, storyline)
    return Brief(*own)


@lru_cache(maxsize=2**12)
def day(text: str | None) -> When | None:
    """A column of a time; many articles are of one day."""
    return loads(When, text) if text else None


Cited = Mapping[str, Brief | Article]
"""Articles by id, for where their texts begin and who wrote them."""
