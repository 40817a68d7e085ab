"""A news sitemap, to articles: the title, day and address that it gives of each, and no text."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from lxml import etree

from filrouge.data.outlets import Outlets
from filrouge.read.dating import parse
from filrouge.read.given import given
from filrouge.read.language import tag
from filrouge.records import Article, Capture, Hints, Refusal
from filrouge.text.digest import digest
from filrouge.text.urls import canonical
from filrouge.text.xml import tree

# The protocol allows 50,000 addresses, and 1,000 of news.
LIMIT = 50_000


def read_sitemap(capture: Capture, text: str, outlets: Outlets, now: datetime) -> tuple[Article, ...] | Refusal:
    """An article without text for each address that has a title; a Refusal where none has, as in plain sitemaps."""
    root = tree(text)
    if root is None:
        return Refusal("It looks like a sitemap and cannot be read as one.", capture.source, "unreadable")
    addresses, articles = 0, list[Article]()
    for element in root.iter("{*}url"):
        addresses += 1
        hints = _hints(element, capture.hints)
        if hints is None or addresses > LIMIT:
            continue
        if parse(hints.published, now.date()) is None:
            hints = replace(hints, published=capture.hints.published)
        made = given(replace(capture, hints=hints), "", outlets, now)
        if isinstance(made, Refusal):
            continue
        article = made[0]
        source = "feed" if article.published_from == "given" else article.published_from
        place = len(articles)
        articles.append(replace(article, id=digest(capture.id, str(place)), position=place, published_from=source))
    if articles:
        return tuple(articles)
    reason = f"It is a sitemap of {addresses:,} addresses without titles: take in the pages, or follow the site's feed."
    if not addresses:
        reason = "It is a list of sitemaps, or an empty one: take in the sitemap for news that it names."
    return Refusal(reason, capture.source, "no-article")


def _hints(element: etree._Element, options: Hints) -> Hints | None:
    """What a sitemap says of one address; None where it gives no title."""
    found: dict[str, str] = {}
    for inner in element.iter("{*}loc", "{*}name", "{*}language", "{*}publication_date", "{*}title"):
        space, _, name = str(inner.tag).rpartition("}")
        words = " ".join("".join(map(str, inner.itertext())).split())
        # Pictures and films of the address have titles and places of their own.
        if words and (name == "loc" or "news" in space):
            found.setdefault(name, words)
    if "title" not in found:
        return None
    return Hints(
        url=canonical(found.get("loc", "")),
        title=found["title"],
        published=found.get("publication_date") or options.published,
        language=tag(found.get("language")) or options.language,
        outlet=options.outlet or found.get("name"),
        authors=(),
    )
