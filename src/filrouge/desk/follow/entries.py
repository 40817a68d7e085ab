"""A feed's bytes, to entries that are known again; a page's, to the feeds that it names. Pure."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urljoin

from lxml import etree, html

from filrouge.read.detect import decode, detect
from filrouge.read.feed import entries_of, plain
from filrouge.records import Capture, Hints, Refusal
from filrouge.store.codec import dumps
from filrouge.text.digest import digest
from filrouge.text.urls import canonical, is_front

KEY = 24
"""Characters of an entry's key: 96 bits, for entries are many and one taken for another would be lost."""
FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
ALTERNATES = 10
"""More feeds than any page needs to name."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry by itself."""

    key: str
    """What it is known by in its feed: a digest of its own id, else of its address (with its title, where others
    stand there too), else of its content."""
    twin: str | None
    """What it is known by in other feeds: a digest of its address and title; None where it lacks one of them."""
    capture: Capture
    """The entry as the feed gives it: a JSON Feed that holds it alone, so that the same entry is the same capture."""
    hints: Hints
    """What the feed says of the entry, for its page."""
    said: str
    """A digest of its title and words: another one under the same key is the entry rewritten."""


@dataclass(frozen=True, slots=True)
class Document:
    """A feed that could be read."""

    title: str | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class NotFeed:
    """Why it is none, and the feeds that a page names instead."""

    reason: str
    alternates: tuple[str, ...] = ()


def document(content: bytes, url: str, now: datetime) -> Document | NotFeed:
    """The entries of what ``url`` gave, oldest place last as the feed has them; faults alone refuse nothing."""
    detected = detect(content, url)
    if isinstance(detected, Refusal):
        return NotFeed(detected.reason)
    if detected.kind == "html":
        return _page(content, url)
    decoded = decode(content, url)
    if detected.kind not in ("feed", "xml") or isinstance(decoded, Refusal):
        return NotFeed("It is no feed: RSS, Atom and JSON Feed can be followed.")
    parsed = entries_of(content, decoded[0])
    if parsed is None:
        return NotFeed("It looks like a feed and cannot be read as one.")
    head, given = parsed
    ids = Counter(hints.external_id for hints, _ in given)
    titles: dict[str | None, set[str | None]] = {}
    for hints, _ in given:
        titles.setdefault(canonical(hints.url, url), set()).add(hints.title)
    found: dict[str, Entry] = {}
    for hints, markup in given:
        # An id that several entries bear tells none of them apart.
        own = hints if ids[hints.external_id] == 1 else replace(hints, external_id=None)
        entry = _entry(own, markup, head, url, now, len(titles[canonical(hints.url, url)]) == 1)
        found.setdefault(entry.key, entry)
    return Document(_line(head.outlet), tuple(found.values()))


def _entry(hints: Hints, markup: str, head: Hints, url: str, now: datetime, alone: bool) -> Entry:
    """``alone``: the feed has one title at its address, so that another title there makes no other entry."""
    address = canonical(hints.url, url)
    title = _line(hints.title)
    if hints.external_id:
        key = digest("id", hints.external_id, length=KEY)
    elif address:
        key = digest("url", address, "" if alone and not is_front(address) else title or "", length=KEY)
    else:
        key = digest("content", title or "", plain(markup), length=KEY)
    item = {
        "id": hints.external_id,
        "url": address,
        "title": title,
        "content_html": markup,
        "date_published": hints.published,
        "language": hints.language,
        "authors": [{"name": name} for name in hints.authors],
    }
    outlet, language = _line(hints.outlet or head.outlet), hints.language or head.language
    whole = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": outlet,
        "language": head.language,
        "items": [{name: value for name, value in item.items() if value}],
    }
    content = json.dumps({k: v for k, v in whole.items() if v}, ensure_ascii=False).encode("utf-8", "replace")
    nothing = Hints()
    return Entry(
        key=key,
        twin=digest(address, title.casefold(), length=KEY) if address and title else None,
        capture=Capture(digest(content, "feed", dumps(nothing)), address or url, "feed", content, now, nothing),
        hints=replace(hints, url=address, title=title, outlet=outlet, language=language),
        said=digest(title or "", plain(markup), length=KEY),
    )


def _line(text: str | None) -> str | None:
    return " ".join(text.split()) or None if text else None


def _page(content: bytes, url: str) -> NotFeed:
    """A page where a feed was asked for, and the feeds of its <link rel="alternate">."""
    alternates = alternates_of(content, url)
    if not alternates:
        return NotFeed("It is a page, not a feed, and names no feed.")
    return NotFeed(f"It is a page, not a feed; it names {', '.join(alternates)}.", alternates)


def alternates_of(content: bytes, url: str) -> tuple[str, ...]:
    """The feeds that a page names, absolute, in its order; those of its comments last."""
    decoded = decode(content, url)
    if isinstance(decoded, Refusal):
        return ()
    try:
        # As bytes: lxml refuses text that declares an encoding.
        tree = html.fromstring(decoded[0].encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError, AssertionError):
        return ()
    base = next((str(b.get("href")) for b in tree.iter("base") if b.get("href")), "")
    found: dict[str, bool] = {}
    for link in tree.iter("link"):
        kind = (link.get("type") or "").split(";")[0].strip().lower()
        if "alternate" not in (link.get("rel") or "").lower().split() or kind not in FEED_TYPES:
            continue
        try:
            target = urljoin(urljoin(url, base), (link.get("href") or "").strip())
        except ValueError:
            continue
        if target.startswith(("http://", "https://")) and len(target) < 2000:
            words = f"{link.get('title') or ''} {target}".lower()
            found.setdefault(target, "comment" in words)
    return tuple(sorted(found, key=lambda target: found[target]))[:ALTERNATES]
