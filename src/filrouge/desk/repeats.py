"""The pages of an outlet that a new page is compared with, to know its furniture by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from filrouge.read.repeats import NEIGHBOURS, without_repeats
from filrouge.records import Article, Capture
from filrouge.store import Store
from filrouge.store.filters import ArticleFilter

PAGES = ("html", "text")
"""Kinds of capture that hold furniture; records and feeds give texts as such."""


def cleared(
    store: Store, captures: Mapping[str, Capture], read: Mapping[str, Sequence[Article]]
) -> tuple[dict[str, tuple[Article, ...]], tuple[Article, ...]]:
    """The articles just ``read`` without what their outlets repeat; and those stored before that have it no more.

    The second are all articles of their captures, to be stored anew as they stand.
    """
    fresh = [a for key, parts in read.items() if captures[key].kind in PAGES for a in parts]
    outlets = sorted({a.outlet for a in fresh if a.outlet})
    ids = {i for o in outlets for i in store.articles.ids(ArticleFilter(role="lead", outlet=o), NEIGHBOURS)}
    stored = [a for a in store.articles.as_read(sorted(ids)) if a.capture not in read]
    kinds = store.articles.kinds(sorted({a.capture for a in stored}))
    held = [a for a in stored if kinds[a.capture] in PAGES]
    cleaned = {a.id: a for a in without_repeats([*fresh, *held])}
    changed = sorted({a.capture for a in held if cleaned[a.id] is not a})
    parts = store.articles.as_read([s.article.id for key in changed for s in store.articles.of_page(key)])
    again = tuple(cleaned.get(a.id, a) for a in parts)
    return {key: tuple(cleaned.get(a.id, a) for a in parts) for key, parts in read.items()}, again
