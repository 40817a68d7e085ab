"""Step 2: one capture to its articles, by the capture's kind."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import get_args

from filrouge.data.outlets import Outlets
from filrouge.read.detect import decode
from filrouge.read.given import given
from filrouge.read.lines import record
from filrouge.read.members import ArchiveKind
from filrouge.read.plain import read_text
from filrouge.records import Article, Capture, Hints, Refusal


def read(capture: Capture, outlets: Outlets, now: datetime) -> tuple[Article, ...] | Refusal:
    """The articles of a capture in order of the page, or a Refusal that says why there are none.

    Pure: the same capture, registry and ``now`` give the same articles. ``now`` only bounds dates: what lies
    after tomorrow is no publication date.
    """
    if capture.kind == "record":
        return _record(capture, outlets, now)
    if capture.kind not in ("text", "html", "feed", "sitemap"):
        return Refusal(_LATER.get(capture.kind, _UNKNOWN), capture.source, "unreadable")
    decoded = decode(capture.content, capture.source)
    if isinstance(decoded, Refusal):
        return decoded
    if capture.kind == "html":
        from filrouge.read.page import read_page

        return read_page(capture, decoded[0], outlets, now)
    if capture.kind == "feed":
        from filrouge.read.feed import read_feed

        return read_feed(capture, decoded[0], outlets, now)
    if capture.kind == "sitemap":
        from filrouge.read.sitemap import read_sitemap

        return read_sitemap(capture, decoded[0], outlets, now)
    return read_text(capture, decoded[0], outlets, now)


_UNKNOWN = "It is of a kind that filrouge does not read: give HTML, text, a feed, JSON Lines or an archive of those."
_LATER = {
    **dict.fromkeys(get_args(ArchiveKind), "It is an archive: each file in it is read by itself."),
    "opml": "It is a list of feeds, not a page: follow them with `filrouge follow import`.",
    "jsonl": "It holds many records: each is read by itself.",
    "json": "It is JSON of no known shape: give one record a line (JSON Lines), or a JSON Feed.",
    "xml": "It is XML, but no feed and no page.",
}


def _record(capture: Capture, outlets: Outlets, now: datetime) -> tuple[Article, ...] | Refusal:
    parsed = record(capture.content, capture.source)
    if isinstance(parsed, Refusal):
        return parsed
    hints, text, html = parsed
    whole = replace(capture, hints=_filled(hints, capture.hints))
    if text is None and html is not None:
        from filrouge.read.page import read_page

        return read_page(whole, html, outlets, now)
    return given(whole, text or "", outlets, now)


def _filled(hints: Hints, defaults: Hints) -> Hints:
    """The record's own fields first, then what was said of the whole file."""
    return Hints(
        url=hints.url or defaults.url,
        external_id=hints.external_id or defaults.external_id,
        title=hints.title or defaults.title,
        published=hints.published or defaults.published,
        language=hints.language or defaults.language,
        outlet=hints.outlet or defaults.outlet,
        authors=hints.authors or defaults.authors,
    )
