"""A feed (RSS, Atom, JSON Feed), to articles: one an entry."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import Any

import feedparser
from lxml import etree, html

from filrouge.data.outlets import Outlets
from filrouge.read.dating import parse
from filrouge.read.given import given
from filrouge.read.language import tag
from filrouge.records import Article, Capture, Hints, Refusal
from filrouge.text.digest import digest
from filrouge.text.normalise import clean
from filrouge.text.urls import canonical, host

# More than any feed serves at once; a larger one is an archive and comes as records.
LIMIT = 10_000


def read_feed(capture: Capture, text: str, outlets: Outlets, now: datetime) -> tuple[Article, ...] | Refusal:
    """The entries of a feed in its order; a Refusal where it is none, or has no entry with a title or a text.

    A feed with faults is read as far as it goes: faults alone refuse nothing.
    """
    parsed = entries_of(capture.content, text)
    if parsed is None:
        return Refusal("It looks like a feed and cannot be read as one.", capture.source, "unreadable")
    head, entries = parsed
    articles: list[Article] = []
    for hints, markup in entries[:LIMIT]:
        article = _article(capture, _completed(hints, head, capture.hints), markup, len(articles), outlets, now)
        if article is not None:
            articles.append(article)
    if not articles:
        why = "It is a feed without entries." if not entries else "None of its entries has a title or a text."
        return Refusal(why, capture.source, "no-article")
    return tuple(articles)


def entries_of(content: bytes, text: str) -> tuple[Hints, list[tuple[Hints, str]]] | None:
    """What the feed says of itself, and of each entry, with its markup; None where it cannot be read as a feed.

    ``text`` is ``content`` decoded.
    """
    return _json_feed(text) if text.lstrip("\ufeff \t\r\n").startswith("{") else _xml_feed(content)


def _completed(own: Hints, head: Hints, options: Hints) -> Hints:
    """The entry's word, then the feed's, then what was said of the whole input; an option's outlet wins."""
    return Hints(
        url=own.url,
        external_id=own.external_id,
        title=own.title,
        published=own.published or options.published,
        language=own.language or head.language or options.language,
        outlet=options.outlet or own.outlet or head.outlet,
        authors=own.authors,
    )


def _article(
    capture: Capture, hints: Hints, markup: str, position: int, outlets: Outlets, now: datetime
) -> Article | None:
    text = plain(markup)
    said = capture.hints.outlet
    known = outlets.by_name(said) if said else outlets.by_domain(hints.url) or outlets.by_name(hints.outlet)
    if parse(hints.published, now.date()) is None:
        hints = replace(hints, published=None)
    made = given(replace(capture, hints=hints), text, outlets, now)
    if isinstance(made, Refusal):
        return None
    return replace(
        made[0],
        id=digest(capture.id, str(position)),
        position=position,
        published_from="feed" if made[0].published_from == "given" else made[0].published_from,
        outlet=known.name if known else said or made[0].outlet,
    )


_BLOCKS = frozenset(
    "p div br li ul ol blockquote h1 h2 h3 h4 h5 h6 tr table section article figure hr pre dd dt figcaption".split()  # noqa: SIM905
)
_HIDDEN = {"script", "style", "noscript", "iframe", "object", "template", "svg", "form", "head", "title"}


def plain(markup: str) -> str:
    """The text of a piece of HTML, paragraphs parted by a blank line; scripts, styles and forms left out."""
    if "<" not in markup and "&" not in markup:
        return clean(markup)
    try:
        tree = html.fromstring(f"<div>{markup[:2_000_000]}</div>")
    except (etree.LxmlError, ValueError, AssertionError):
        return clean(re.sub(r"<[^<>]{0,2000}>", " ", markup))
    pieces: list[str] = []
    hidden = 0
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        name = element.tag if isinstance(element.tag, str) else None
        if event == "start":
            hidden += name in _HIDDEN
            if name in _BLOCKS:
                pieces.append("\n\n")
            if not hidden and element.text:
                pieces.append(re.sub(r"\s+", " ", element.text))
            continue
        if event == "end":
            hidden -= name in _HIDDEN
            if name in _BLOCKS:
                pieces.append("\n\n")
        if not hidden and element.tail:
            pieces.append(re.sub(r"\s+", " ", element.tail))
    return clean("".join(pieces))


def _xml_feed(content: bytes) -> tuple[Hints, list[tuple[Hints, str]]] | None:
    try:
        parsed = feedparser.parse(BytesIO(content), resolve_relative_uris=False, sanitize_html=False)
    except Exception:  # feedparser lets its parsers' errors through, of any class
        return None
    feed = parsed.get("feed") or {}
    if not parsed.get("version") and not parsed.get("entries"):
        return None
    head = Hints(
        outlet=_str(feed.get("title")) and plain(str(feed.get("title"))), language=tag(_str(feed.get("language")))
    )
    return head, [_entry(e) for e in parsed.get("entries") or ()]


def _entry(entry: Any) -> tuple[Hints, str]:
    contents = [str(c.get("value") or "") for c in entry.get("content") or () if isinstance(c, dict)]
    summary = _str(entry.get("summary")) or ""
    markup = max([*contents, summary], key=len) if contents else summary
    source = entry.get("source")
    authors = [_str(a.get("name")) for a in entry.get("authors") or () if isinstance(a, dict)]
    link = _str(entry.get("link")) or ""
    hints = Hints(
        url=link if host(link) or canonical(link) else None,
        external_id=_str(entry.get("id")),
        title=plain(_str(entry.get("title")) or "") or None,
        published=_str(entry.get("published")) or _str(entry.get("updated")) or _str(entry.get("created")),
        language=tag(_str(entry.get("language"))),
        outlet=_str(source.get("title")) if isinstance(source, dict) else None,
        authors=tuple(a for a in authors if a),
    )
    return hints, markup


def _json_feed(text: str) -> tuple[Hints, list[tuple[Hints, str]]] | None:
    try:
        value = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict) or not isinstance(value.get("items"), list):
        return None
    head = Hints(outlet=_str(value.get("title")), language=tag(_str(value.get("language"))))
    entries = []
    for item in value["items"]:
        if not isinstance(item, dict):
            continue
        authors = item.get("authors") if isinstance(item.get("authors"), list) else [item.get("author")]
        hints = Hints(
            url=_str(item.get("url")) or _str(item.get("external_url")),
            external_id=_str(item.get("id")),
            title=_str(item.get("title")),
            published=_str(item.get("date_published")) or _str(item.get("date_modified")),
            language=tag(_str(item.get("language"))),
            authors=tuple(n for a in authors or () if isinstance(a, dict) and (n := _str(a.get("name")))),
        )
        entries.append(
            (hints, _str(item.get("content_html")) or _str(item.get("content_text")) or _str(item.get("summary")) or "")
        )
    return head, entries


def _str(value: Any) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    return value.strip() or None if isinstance(value, str) else None
