"""What an article was before: its versions, and the difference between two."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from itertools import pairwise

from filrouge.desk.revisions import said
from filrouge.records import Article
from filrouge.store import Store
from filrouge.store.versions import Version
from filrouge.tell.version_rows import VersionRow

LONGEST = 2000
"""Paragraphs of a version that are compared: comparing takes time with their square."""


def versions(store: Store, id: str) -> tuple[VersionRow, ...]:
    """Oldest first; captures that say the same as the one before are one version. One row where nothing changed."""
    kept = list(_distinct(store, id))
    (now,) = store.articles.as_read([id])
    given: list[VersionRow] = []
    before: Article | None = None
    for number, version in enumerate(kept, 1):
        article = version.article
        added, removed = _changes(before, article) if before else ((), ())
        retitled = before is not None and before.title != article.title
        given.append(
            VersionRow(
                version=number,
                seen=version.seen.isoformat(),
                capture=article.capture,
                digest=version.digest,
                current=said(article) == said(now) and number == len(kept),
                title=article.title,
                title_before=before.title if before and retitled else None,
                added=added,
                removed=removed,
                words=article.words,
            )
        )
        before = article
    return tuple(given)


def difference(store: Store, id: str) -> str:
    """The changes from each version to the next, as a unified diff of lines; empty where there is one version."""
    kept = list(_distinct(store, id))
    pieces = []
    for old, new in pairwise(kept):
        names = [version.seen.isoformat() for version in (old, new)]
        lines = [version.article.reading.split("\n")[:LONGEST] for version in (old, new)]
        pieces += list(difflib.unified_diff(lines[0], lines[1], names[0], names[1], n=1, lineterm=""))
    return "\n".join(pieces)


def _distinct(store: Store, id: str) -> Iterator[Version]:
    """Versions that say something else than the one before; the article itself where its page was seen once."""
    every = store.versions.of_article(id)
    if not every:
        (article,) = store.articles.as_read([id])
        yield Version(article, store.articles.capture(article.capture).seen, said(article))
        return
    before = None
    for version in every:
        if version.digest != before:
            yield version
        before = version.digest


def _changes(old: Article, new: Article) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Paragraphs added and taken away, in order."""
    was, is_ = (article.text.split("\n\n")[:LONGEST] for article in (old, new))
    added: list[str] = []
    removed: list[str] = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, was, is_, autojunk=False).get_opcodes():
        if kind != "equal":
            removed += was[a:b]
            added += is_[c:d]
    return tuple(added), tuple(removed)
