"""What an HTML page says of itself: JSON-LD, meta elements, `<time>`, headings."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from lxml import etree, html

from filrouge.read.dating import Source, StatedDate
from filrouge.read.titles import Heading, headings_of
from filrouge.text.normalise import clean

# Deeper nesting, or more nodes, than any honest page has.
_DEPTH, _NODES = 12, 2000
_TYPES = re.compile(
    r"(?:News|Blog|Report|Opinion|Analysis|Live|Scholarly|Tech|Review)?\w*(?:Article|BlogPosting|LiveBlogPosting|Report)$"
)
_REPLIES = re.compile(r"Comment|Review|Answer|Rating")

# Names of meta elements for the day of publication, most telling first
_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.created",
    "dcterms.issued",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "sailthru.date",
    "parsely-pub-date",
    "article.published",
    "cxenseparse:recs:publishtime",
    "originalpublicationdate",
    "rnews:datepublished",
    "date_published",
    "displaydate",
    "bt:pubdate",
    "citation_publication_date",
    "citation_online_date",
    "article_date_original",
    "og:pubdate",
    "article:created",
    "vr:published_time",
)


@dataclass(frozen=True, slots=True)
class Meta:
    titles: tuple[str, ...] = ()
    """From the head, best first."""
    headings: tuple[Heading, ...] = ()
    dates: tuple[StatedDate, ...] = ()
    """Best first."""
    authors: tuple[str, ...] = ()
    site: str | None = None
    url: str | None = None
    language: str | None = None
    section: str | None = None
    description: str | None = None
    image: str | None = None
    body: str | None = None
    paywalled: bool = False
    syndicated: str | None = None
    """The address of what it is a copy of."""


def meta_of(tree: html.HtmlElement) -> Meta:
    """The page's own statements about its main article."""
    ld, other = _json_ld(tree)
    tags = _tags(tree)

    def tag(*names: str) -> list[str]:
        return [v for n in names for v in tags.get(n, ())]

    titles = [
        _text(ld.get("headline")),
        *tag("og:title", "twitter:title", "dc.title", "dcterms.title", "title"),
    ]
    page = tree.find(".//title")
    if page is not None:
        titles.append(clean("".join(page.itertext())).replace("\n", " "))
    dates = [
        *_dates("json-ld", [_text(ld.get("datePublished"))]),
        *_dates("meta", tag(*_PUBLISHED)),
        *_times(tree),
        *_dates("other", [_text(other)]),
    ]
    publisher = ld.get("publisher")
    authors = list(_people(ld.get("author"))) or [
        a
        for t in tag("author", "article:author", "dc.creator", "parsely-author", "sailthru.author", "byl")
        for a in _people(t)
    ]
    return Meta(
        titles=tuple(dict.fromkeys(t for t in titles if t)),
        headings=headings_of(tree),
        dates=tuple(dict.fromkeys(dates)),
        authors=tuple(dict.fromkeys(authors)),
        site=next((s for s in (*tag("og:site_name", "application-name"), _name(publisher)) if s), None),
        url=next(iter([*_links(tree, "canonical"), *tag("og:url")]), None),
        language=tree.get("lang")
        or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
        or next(iter(tag("og:locale", "content-language", "language", "dc.language")), None),
        section=_text(ld.get("articleSection")) or next(iter(tag("article:section")), None),
        description=next(iter(tag("og:description", "description")), None),
        image=next(iter(tag("og:image")), None),
        body=_text(ld.get("articleBody")),
        syndicated=next(iter(tag("syndication-source", "original-source")), None),
        paywalled=str(ld.get("isAccessibleForFree")).lower() == "false",
    )


def _dates(source: Source, texts: Iterable[str | None]) -> list[StatedDate]:
    return [StatedDate(source, text) for text in texts if text]


def _json_ld(tree: html.HtmlElement) -> tuple[dict[str, Any], Any]:
    """The first article of a page's JSON-LD; when what comes before it, but comments, was published."""
    other = None
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        raw = re.sub(r"[\x00-\x1f]+", " ", script.text or "").strip().removeprefix("<!--").removesuffix("-->")
        try:
            value = json.loads(raw.strip().rstrip(";"))
        except (ValueError, RecursionError):
            continue
        for item in walk(value):
            types = item.get("@type")
            types = [t for t in (types if isinstance(types, list) else [types]) if isinstance(t, str)]
            if any(_TYPES.search(t) for t in types):
                return item, None
            if other is None and not any(_REPLIES.search(t) for t in types):
                other = item.get("datePublished")
    return {}, other


def walk(value: Any) -> Iterator[dict[str, Any]]:
    """Every object inside, outermost first."""
    queue, seen = [(value, 0)], 0
    while queue and seen < _NODES:
        item, depth = queue.pop(0)
        seen += 1
        if isinstance(item, dict):
            yield item
            item = list(item.values())
        if isinstance(item, list) and depth < _DEPTH:
            queue += [(x, depth + 1) for x in item if isinstance(x, dict | list)]


def _tags(tree: html.HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = clean(element.get("content") or "").replace("\n", " ")
        for key in ("property", "name", "itemprop", "http-equiv"):
            if content and (name := element.get(key)):
                found.setdefault(name.strip().lower(), []).append(content)
    return found


def _links(tree: html.HtmlElement, rel: str) -> list[str]:
    return [e.get("href", "") for e in tree.iter("link") if rel in (e.get("rel") or "").split() and e.get("href")]


_MODIFIED = re.compile(r"updat|modif|upd\b", re.I)
_MARGIN = re.compile(r"comment|related|footer|sidebar", re.I)


def _times(tree: html.HtmlElement) -> list[StatedDate]:
    """`<time>` elements, those marked as the publication first; none of comments, lists of links or updates."""
    first: list[str] = []
    other: list[str] = []
    for element in tree.iter("time"):
        value = (element.get("datetime") or clean("".join(element.itertext()))).strip()
        marks = _marks(element)
        around = (element, *islice(element.iterancestors(), 6))
        if not value or _MODIFIED.search(" ".join(map(_marks, around))) or any(map(_is_margin, around)):
            continue
        published = element.get("pubdate") is not None or "publish" in marks.lower()
        (first if published else other).append(value)
    return [*_dates("time", first[:1]), *_dates("loose time", other[:1])]


def _marks(element: html.HtmlElement) -> str:
    return " ".join(filter(None, map(element.get, ("class", "itemprop", "id"))))


def _is_margin(element: html.HtmlElement) -> bool:
    """A box beside the article; what holds the headline too is none."""
    return _MARGIN.search(f"{_marks(element)} {element.tag}") is not None and next(element.iter("h1"), None) is None


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if not isinstance(value, str):
        return None
    if "&" in value or "<" in value:
        with contextlib.suppress(etree.ParserError, ValueError):
            value = "".join(map(str, html.fromstring(f"<div>{value}</div>").itertext()))
    return clean(value) or None


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _people(value: Any) -> list[str]:
    """Names in any of the shapes that sites use; no addresses, no empty ones."""
    items = value if isinstance(value, list) else [value]
    names = []
    for item in items[:20]:
        name = _name(item)
        for one in re.split(r"\s*[,;]\s*|\s(?:and|et|und|y)\s", name or ""):
            one = re.sub(r"^(?:by|par|von|por|di|de)\s", "", one.strip(), flags=re.I)
            if 2 < len(one) < 60 and "http" not in one and "@" not in one and not one.isdigit() and "/" not in one:
                names.append(one)
    return names
