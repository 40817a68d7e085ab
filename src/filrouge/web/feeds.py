"""Feeds of the site: Atom (RFC 4287) and JSON Feed 1.1, the same items in both.

What has no place in the formats goes into JSON Feed under ``_filrouge`` as its extensions do.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree as Xml

ATOM = "http://www.w3.org/2005/Atom"
EPOCH = "1970-01-01T00:00:00+00:00"
"""When a feed without items was last updated: never."""
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold."""


@dataclass(frozen=True, slots=True)
class Item:
    """``address`` is a path on this site; ``updated`` ISO 8601 with its zone: when the archive took it in."""

    id: str
    address: str
    title: str
    updated: str
    text: str
    language: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    """A day or a time, EDTF, as far as it is known."""
    extra: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Feed:
    """``page`` is the path that a person reads, ``address`` that of the feed without its ending; with their query."""

    title: str
    page: str
    address: str
    query: str
    items: tuple[Item, ...]

    @property
    def updated(self) -> str:
        return max((item.updated for item in self.items), default=EPOCH)

    def at(self, ending: str) -> str:
        return f"{self.address}.{ending}" + (f"?{self.query}" if self.query else "")


def atom(feed: Feed, base: str, language: str) -> bytes:
    """``base``: the site's address without a last slash."""
    Xml.register_namespace("", ATOM)
    root = Xml.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": language})
    _add(root, "title", feed.title)
    _add(root, "id", base + feed.at("atom"))
    _add(root, "updated", feed.updated)
    _add(root, "link", rel="self", href=base + feed.at("atom"), type="application/atom+xml")
    _add(root, "link", rel="alternate", href=base + feed.page, type="text/html")
    _add(_add(root, "author"), "name", "filrouge")
    for item in feed.items:
        entry = _add(root, "entry")
        _add(entry, "id", base + item.id)
        _add(entry, "title", item.title)
        _add(entry, "updated", item.updated)
        if item.published and (moment := _moment(item.published)):
            _add(entry, "published", moment)
        for name in item.authors:
            _add(_add(entry, "author"), "name", name)
        _add(entry, "link", rel="alternate", href=base + item.address, type="text/html")
        content = _add(entry, "content", item.text, type="text")
        if item.language:
            content.set("{http://www.w3.org/XML/1998/namespace}lang", item.language)
    written: bytes = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def json_feed(feed: Feed, base: str, language: str) -> dict[str, object]:
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": base + feed.page,
        "feed_url": base + feed.at("json"),
        "language": language,
        "items": [_json_item(item, base) for item in feed.items],
    }


def _json_item(item: Item, base: str) -> dict[str, object]:
    found: dict[str, object] = {
        "id": base + item.id,
        "url": base + item.address,
        "title": item.title,
        "content_text": item.text,
        "date_modified": item.updated,
    }
    if item.published and (moment := _moment(item.published)):
        found["date_published"] = moment
    if item.language:
        found["language"] = item.language
    if item.authors:
        found["authors"] = [{"name": name} for name in item.authors]
    return found | {"_filrouge": dict(item.extra)}


def _add(parent: Xml.Element, name: str, text: str | None = None, **attributes: str) -> Xml.Element:
    child = Xml.SubElement(parent, f"{{{ATOM}}}{name}", {k: _UNFIT.sub("", v) for k, v in attributes.items()})
    child.text = None if text is None else _UNFIT.sub("\ufffd", text)
    return child


_TIME = re.compile(r"(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(?::\d\d)?(Z|[+-]\d\d:\d\d)?)?")


def _moment(published: str) -> str | None:
    """RFC 3339 for a known day: its time where that has a zone, else the day's start; None for what is wider."""
    match = _TIME.fullmatch(published)
    if match is None:
        return None
    day, clock, zone = match.groups()
    return f"{day}T{clock}:00{zone}" if clock and zone else f"{day}T00:00:00Z"
