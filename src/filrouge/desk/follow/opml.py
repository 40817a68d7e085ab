"""Lists of feeds (OPML), in and out. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from filrouge.errors import UsageError
from filrouge.read.detect import decode
from filrouge.records import Refusal
from filrouge.store.feeds import Feed
from filrouge.text.xml import tree

LARGEST = 16 * 2**20
"""Bytes of a list: some 100,000 feeds."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A line of the list that is no folder."""

    line: int
    title: str | None
    url: str | None
    """The feed's address; None where the line gives none."""


def read(content: bytes, where: str) -> tuple[Outline, ...]:
    """Every line of an OPML list, folders opened, in its order. Raises UsageError where it is no such list.

    A list with faults is read as far as it goes.
    """
    if len(content) > LARGEST:
        raise UsageError(f"{where} is larger than {LARGEST // 2**20} MB: split it.")
    decoded = decode(content, where)
    root = tree(decoded[0]) if not isinstance(decoded, Refusal) else None
    if root is None or str(root.tag).rsplit("}", 1)[-1].lower() != "opml":
        raise UsageError(f"{where} is no OPML list: export one from your feed reader.")
    found = []
    for outline in root.iter("{*}outline"):
        given = {str(name).lower(): str(value).strip() for name, value in outline.attrib.items()}
        url = given.get("xmlurl")
        if not url and len(outline):
            continue
        title = " ".join((given.get("title") or given.get("text") or "").split())
        line = outline.sourceline
        found.append(Outline(line if isinstance(line, int) else 0, title or None, url or None))
    return tuple(found)


def write(feeds: Iterable[Feed]) -> str:
    """An OPML 2.0 list of the feeds, in order."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = "filrouge"
    body = etree.SubElement(root, "body")
    for feed in feeds:
        title = _clean(feed.title or feed.url)
        etree.SubElement(body, "outline", type="rss", text=title, title=title, xmlUrl=_clean(feed.url))
    text = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return str(text, "utf-8")


def _clean(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return "".join(
        c for c in text if c in "\t\n\r" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    )
