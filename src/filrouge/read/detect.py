"""What some bytes are, from the bytes alone and never from a name; and which text they hold."""

from __future__ import annotations

import codecs
import json
import re
from dataclasses import dataclass
from typing import Literal

from charset_normalizer import from_bytes

from filrouge.read.language import language_of
from filrouge.read.members import HEAD, ArchiveKind, archive_kind
from filrouge.records import Refusal

Kind = Literal["html", "text", "feed", "sitemap", "jsonl", "json", "opml", "xml"] | ArchiveKind

# 64 MB holds any page, feed or day of records; archives are read by the entry and have no limit of their own.
LIMIT = 64 * 1024 * 1024
# How far in the opening tag, record or declaration must stand.
_HEAD = 4096

_BINARY: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a RIFF file (sound, video or WebP image)"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"OggS", "an Ogg recording"),
    (b"ID3", "an MP3 recording"),
    (b"\x00\x00\x01\x00", "an icon"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,40})""",
    re.I,
)
_PROLOGUE = re.compile(
    r"\s*(?:<\?[^>]{0,400}>|<!--.{0,2000}?-->|<!DOCTYPE[^>\[]{0,400}(?:\[[^\]]{0,2000}\])?[^>]{0,100}>|\s+)",
    re.S | re.I,
)
_FEED = re.compile(r"<(?:[\w-]{1,20}:)?(?:rss|feed|rdf|channel)[\s>/]", re.I)
_SITEMAP = re.compile(r"<(?:[\w-]{1,20}:)?(?:urlset|sitemapindex)[\s>]", re.I)
_OPML = re.compile(r"<opml[\s>]", re.I)
_TAGS = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|div|p|article|main|section|h[1-6]|table|script|style|link|header|nav"
    r"|form|a|br|span|ul|img)\b[^<>]{0,2000}>",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Detected:
    kind: Kind
    encoding: str | None
    """Python's name of the encoding; None for archives."""


def detect(content: bytes, where: str, limit: int = LIMIT) -> Detected | Refusal:
    """The kind and encoding of some bytes, or a Refusal: empty, too-large, not-text or wrong-encoding.

    ``where`` is the input's name, only for the refusal. ``limit`` is in bytes.
    """
    if not content.strip(b" \t\r\n\x0b\x0c\x00\xef\xbb\xbf"):
        return Refusal("It is empty: there is nothing to read.", where, "empty")
    if (archive := archive_kind(content[:HEAD])) is not None:
        return Detected(archive, None)
    if len(content) > limit:
        reason = (
            f"It is larger than the limit ({len(content):,} bytes of at most {limit:,}): split it, or raise the limit."
        )
        return Refusal(reason, where, "too-large")
    for magic, name in _BINARY:
        if content.startswith(magic):
            return Refusal(f"It is {name}, not text: give the page, feed or text that goes with it.", where, "not-text")
    text = decode(content, where)
    if isinstance(text, Refusal):
        return text
    return Detected(_kind(text[0]), text[1])


def decode(content: bytes, where: str, declared: str | None = None) -> tuple[str, str] | Refusal:
    """The text in some bytes and the name of its encoding, or a Refusal (not-text, wrong-encoding).

    Tried in order: byte order mark, UTF-8, what the sender or the page declares, the likeliest by statistics,
    Windows-1252. UTF-8 comes before the declaration: bytes that are valid UTF-8 by chance are next to unknown,
    pages that declare Latin-1 and are UTF-8 are many.
    """
    for bom, name in _BOMS:
        if content.startswith(bom):
            try:
                return content.decode(name).removeprefix("\ufeff"), name
            except UnicodeDecodeError:
                if name != "utf-8":
                    return Refusal(f"It begins as {name.upper()} and breaks off within it.", where, "wrong-encoding")
    head = content[:65536]
    if head.count(b"\x00") > len(head) // 100:
        return _wide(content, where)
    meta = _META.search(content[:_HEAD])
    named = (meta[1] or meta[2]).decode("ascii", "replace") if meta else None
    for label in ("utf-8", declared, named):
        if label and (text := _strict(content, label)) is not None:
            return text
    if not _looks_like_text(head):
        return Refusal("It is not text: most of its bytes are no letters of any encoding.", where, "not-text")
    broken = content.decode("utf-8", "replace")
    # A few bad bytes in a text that is UTF-8 otherwise: a cut or careless join, not another encoding.
    high = sum(byte > 127 for byte in head)
    if broken.count("\ufffd") * 10 <= max(1, high):
        return broken, "utf-8"
    best = from_bytes(head, steps=5, chunk_size=1024, threshold=0.3).best()
    # Statistics confuse the Latin code pages on short texts; a western language settles for Windows-1252.
    western = (language_of(head.decode("cp1252", "replace")) or "") in _WESTERN
    for label in ("cp1252" if western else None, best.encoding if best else None, "cp1252"):
        if label and (text := _strict(content, label)) is not None:
            return text
    return Refusal("Its encoding could not be told: save it as UTF-8.", where, "wrong-encoding")


_WESTERN = frozenset({"fr", "de", "es", "it", "pt", "en", "nl", "da", "sv", "no", "fi", "ca", "is"})


def _strict(content: bytes, name: str) -> tuple[str, str] | None:
    try:
        codec = codecs.lookup(name.strip()).name
        # The web's reading of the Latin labels, and what Chinese pages mean by GB2312.
        codec = {"iso8859-1": "cp1252", "ascii": "utf-8", "gb2312": "gb18030", "gbk": "gb18030"}.get(codec, codec)
        if codec.startswith(("utf-16", "utf-32")):
            return None  # the declaration itself was read as ASCII, so it is wrong
        text = content.decode(codec)
    except (LookupError, UnicodeError, ValueError, AssertionError, AttributeError, TypeError):
        return None
    return (text, codec) if isinstance(text, str) else None


def _wide(content: bytes, where: str) -> tuple[str, str] | Refusal:
    """UTF-16 without a mark: nearly all zero bytes stand at odd, or at even, places."""
    head = content[: min(len(content), 4096) // 2 * 2]
    odd, even = head[1::2].count(0), head[::2].count(0)
    name = "utf-16-le" if odd > 9 * even else "utf-16-be" if even > 9 * odd else None
    if name and odd + even > len(head) // 40:  # at the least the spaces have a zero byte
        try:
            text = content.decode(name)
        except UnicodeDecodeError:
            text = ""
        if sum(c.isalnum() or c.isspace() for c in text[:2000]) > 0.7 * len(text[:2000]):
            return text, name
    return Refusal("It is not text: it holds zero bytes.", where, "not-text")


def _looks_like_text(head: bytes) -> bool:
    """At most one control byte in fifty; text of any 8-bit encoding has hardly any, compressed data one in nine."""
    control = sum((byte < 32 and byte not in b"\t\n\r\x0c\x1b") or byte == 127 for byte in head)
    return control * 50 <= len(head)


def _kind(text: str) -> Kind:
    start = _after_prologue(text[: 4 * _HEAD])
    first = start[:1]
    if text.lstrip("\ufeff \t\r\n").startswith("WARC/"):
        return "warc"
    if first in "{[" and first:
        return _json_kind(text)
    if first == "<":
        opening = start[:_HEAD]
        if _OPML.match(opening):
            return "opml"
        if _FEED.match(opening):
            return "feed"
        if _SITEMAP.match(opening):
            return "sitemap"
        if _TAGS.search(opening):
            return "html"
        return "xml" if text.lstrip("\ufeff \t\r\n").startswith("<?xml") else "text"
    feed = _FEED.search(start[:_HEAD])
    if feed and re.search(r"<(?:item|entry|title)[\s>]", start[: 4 * _HEAD], re.I):
        return "feed"  # junk before the feed, as broken servers send it
    # Text that happens to hold a tag is text; a page has several, or closes one.
    tags = len(_TAGS.findall(start[: 4 * _HEAD]))
    return "html" if tags >= 3 and "</" in start[: 4 * _HEAD] else "text"


def _after_prologue(text: str) -> str:
    """The text from its first element on: declarations, comments and blanks skipped."""
    position = 0
    text = text.lstrip("\ufeff")
    while match := _PROLOGUE.match(text, position):
        if match.end() == position:
            break
        if re.match(r"\s*<!DOCTYPE\s+html", match[0], re.I):
            return text[match.start() :].lstrip()
        position = match.end()
    return text[position:].lstrip()


def _json_kind(text: str) -> Kind:
    """jsonl where the first line is a whole object; json, or feed where it says so, where the whole is one value."""
    lines = text.lstrip("\ufeff \t\r\n").split("\n", 1)
    more = len(lines) > 1 and bool(lines[1].strip())
    try:
        first = json.loads(lines[0])
    except (ValueError, RecursionError):
        first = None
    if isinstance(first, dict) and (more or not _is_json_feed(first)):
        return "jsonl"
    try:
        whole = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        # A broken first record does not make the others text; a bracket at the start of prose does not make it JSON.
        return "jsonl" if re.match(r'\s*\{\s*"', text) else "text"
    if isinstance(whole, dict) and _is_json_feed(whole):
        return "feed"
    return "json"


def _is_json_feed(value: dict[str, object]) -> bool:
    return "jsonfeed.org" in str(value.get("version", "")) or (
        isinstance(value.get("items"), list) and "title" in value
    )
