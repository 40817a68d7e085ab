"""The other articles of an HTML page, where its markup says plainly that they are: live entries, teasers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from lxml import html

from filrouge.data.outlets import Outlets
from filrouge.read.dating import order_of, parse
from filrouge.read.feed import plain
from filrouge.read.language import language_of
from filrouge.read.metadata import walk
from filrouge.read.shapes import is_cjk
from filrouge.records import Article, Role
from filrouge.text.digest import digest
from filrouge.text.normalise import clean, fold
from filrouge.text.urls import canonical, host

# A live blog of a whole election night has some 300 entries, a list of teasers some 30.
MOST = {"entry": 500, "teaser": 50}
# A teaser is a title and a lede; what holds more is an article itself.
TEASER, LEDE = 700, 40
# From so many characters on the language of a text is told more surely than its page tells it.
SURE = 200
_HEADINGS = ("h1", "h2", "h3", "h4", "h5")
_LISTS = re.compile(r"liveBlogUpdate|ItemList\b")


@dataclass(frozen=True, slots=True)
class Found:
    """One of them, as the page has it."""

    role: Role
    title: str | None
    text: str
    url: str | None
    published: str | None
    authors: tuple[str, ...] = ()


def parts_of(tree: html.HtmlElement, page: str | None) -> tuple[Found, ...]:
    """Entries of a live blog (schema.org), then teasers: those of an ItemList, else of `<article>` elements.

    ``page`` is the page's own address. Nothing is guessed: a part without a title and a text, or a teaser with
    neither lede nor date, is none.
    """
    entries, listed = _stated(tree, page)
    marked = listed or list(_marked(tree, page))
    own = canonical(page)
    teasers: dict[tuple[str, str], Found] = {}
    for found in marked:
        if found.url is None or canonical(found.url) != own:
            teasers.setdefault((fold(found.title or ""), found.url or ""), found)
    some = list(teasers.values()) if len(teasers) > 1 else []  # one alone is as likely the page itself
    return (*entries[: MOST["entry"]], *some[: MOST["teaser"]])


def part_article(lead: Article, found: Found, place: int, outlets: Outlets, now: datetime) -> Article:
    """An entry or a teaser; what stands at the lead's own site is of its outlet, and dated by itself alone."""
    words = f"{found.title or ''}\n{found.text}"
    language = (language_of(words) if len(words) > SURE else None) or lead.language
    site = host(found.url)
    elsewhere = outlets.by_domain(found.url)
    outlet = lead.outlet
    if site and site != host(lead.url) and (elsewhere is None or elsewhere.name != lead.outlet):
        outlet = elsewhere.name if elsewhere else site
    when = parse(found.published, now.date(), order_of(language, None)) if found.published else None
    return Article(
        id=digest(lead.capture, str(place)),
        capture=lead.capture,
        position=place,
        page=lead.page,
        role=found.role,
        text=found.text,
        title=found.title,
        parent=lead.id,
        url=found.url,
        language=language,
        published=when,
        published_from="page" if when else None,
        outlet=outlet,
        authors=found.authors,
        machine_translated=lead.machine_translated,
        translated_from=lead.translated_from,
    )


def _stated(tree: html.HtmlElement, page: str | None) -> tuple[list[Found], list[Found]]:
    """Live entries and listed teasers, as JSON-LD states them."""
    entries: list[Found] = []
    teasers: list[Found] = []
    for script in tree.iter("script"):
        raw = script.text or ""
        if "ld+json" not in (script.get("type") or "") or not _LISTS.search(raw):
            continue
        try:
            value = json.loads(re.sub(r"[\x00-\x1f]+", " ", raw).strip().rstrip(";"))
        except (ValueError, RecursionError):
            continue
        for item in walk(value):
            updates = item.get("liveBlogUpdate")
            for update in updates if isinstance(updates, list) else [updates]:
                entries += filter(None, [_object("entry", update, page)])
            if item.get("@type") == "ItemList" and isinstance(item.get("itemListElement"), list):
                for element in item["itemListElement"]:
                    inner = element.get("item") if isinstance(element, dict) else None
                    found = _object("teaser", inner if isinstance(inner, dict) else element, page)
                    if found and (found.published or len(found.text) >= LEDE):
                        teasers.append(found)
    return entries, teasers


def _object(role: Role, value: Any, page: str | None) -> Found | None:
    if not isinstance(value, dict):
        return None
    title = _line(_string(value.get("headline")) or _string(value.get("name")))
    text = plain(_string(value.get("articleBody")) or _string(value.get("description")) or "")
    if not text and (role == "entry" or not title):
        return None
    authors = value.get("author")
    people = authors if isinstance(authors, list) else [authors]
    names = [_line(_string(a.get("name"))) for a in people if isinstance(a, dict) and a.get("@type") == "Person"]
    return Found(
        role,
        title,
        text,
        _address(_string(value.get("url")) or _string(value.get("@id")), page),
        _string(value.get("datePublished")) or _string(value.get("dateModified")),
        tuple(n for n in names if n),
    )


def _marked(tree: html.HtmlElement, page: str | None) -> Iterator[Found]:
    """Teasers that are `<article>` elements: a heading that is a link, and a lede or a date."""
    for article in tree.iter("article"):
        if next(article.iterdescendants("article"), None) is not None:
            continue
        heading = next(article.iterdescendants(*_HEADINGS), None)
        if heading is None:
            continue
        link = next(heading.iterdescendants("a"), None)
        link = link if link is not None else next(heading.iterancestors("a"), None)
        title = _line("".join(map(str, heading.itertext()))[:500])
        if link is None or title is None or not (len(title.split()) > 2 or is_cjk(title)):
            continue
        if sum(len(str(t)) for t in article.itertext() if not str(t).isspace()) > TEASER:
            continue
        ledes = [_line("".join(map(str, p.itertext()))) or "" for p in article.iterdescendants("p")]
        text = "\n\n".join(t for t in ledes if len(t) >= LEDE and fold(t) != fold(title))
        time = next((t.get("datetime") for t in article.iterdescendants("time") if t.get("datetime")), None)
        if text or time:
            yield Found("teaser", title, text, _address(link.get("href"), page), time)


def _address(url: str | None, page: str | None) -> str | None:
    try:
        return canonical(urljoin(page or "", url.strip())) if url else None
    except ValueError:
        return None


def _string(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _line(text: str | None) -> str | None:
    return " ".join(clean(text).split()) or None if text else None
