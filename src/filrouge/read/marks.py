"""The lines of a page dump, each with a mark for what it is when it is no paragraph."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from filrouge.data.outlets import Outlets
from filrouge.read.bylines import byline_of, is_labelled_photo, is_photo_credit, signed_off, source_of
from filrouge.read.dating import Order
from filrouge.read.furniture import Furniture, bare, furniture, is_slug
from filrouge.read.headers import Header, header_of, mark_of
from filrouge.read.lexicon import Lexicon, lexicon
from filrouge.read.shapes import glue, is_prose
from filrouge.text.normalise import fold

Mark = Literal[
    "header", "date", "byline", "source", "photo", "notice", "furniture", "see", "more", "host", "outlet",
    "comments", "related", "children", "live", "contributors", "agencies", "slug",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    mark: Mark | None = None
    header: Header | None = None
    gap: bool = False
    """A blank line stands before it."""
    clock: str | None = None
    """It begins with a time of day, as the entries of a live page do."""


CLOCK = re.compile(
    r"^\W{0,3}([01]?\d|2[0-3])\s?[:hH.]\s?([0-5]\d)(?::[0-5]\d)?(?:\s?(?:h|Uhr|[ap]\.?\s?m\.?))?"
    r"(?:\s?\(?(?:GMT|UTC|CES?T|MES?Z|[ECMP][SD]T|ET|BST|MSK|МСК|JST|HKT|IST)\)?)?(?=\W|$)[\s:|•·.\])–—-]{0,4}",
    re.I,
)


# "En2Fr": how some relays name the category of what they translate
_PAIR = re.compile(r"(?<![A-Za-z0-9])([A-Za-z]{2})2([A-Za-z]{2})(?![A-Za-z0-9])")
_CODES = frozenset("ar de en es fa fr he hi id it ja ko nl pl pt ro ru sv tr uk vi zh".split())  # noqa: SIM905


def translation_pair(text: str) -> tuple[str, str] | None:
    """The languages from and to which, of a short line with such a mark."""
    match = _PAIR.search(text) if len(text) < 60 else None
    if match is None or match[1].lower() == match[2].lower() or not {match[1].lower(), match[2].lower()} <= _CODES:
        return None
    return match[1].lower(), match[2].lower()


_WIDE = re.compile(r"(?<=\S)(?:[ \u00a0]{2,}|[ \u00a0]*\t[ \u00a0]*)(?=\S)")


# No entry of a menu ends so; sentences with wide gaps between them do.
_NO_ENTRY = '.!?:;,…)”»"'


def barred(text: str) -> str:
    """The text with bars where a line is a row of short entries set apart by wide gaps: cleaning closes the gaps."""
    out = []
    for line in text.split("\n"):
        pieces = _WIDE.split(line.strip()) if len(line) < 300 else [line]
        row = len(pieces) > 1 and all(len(p.split()) <= 6 and len(p) < 45 and p[-1] not in _NO_ENTRY for p in pieces)
        out.append(" | ".join(pieces) if row else line)
    return "\n".join(out)


def lines_of(text: str, language: str | None, outlets: Outlets, order: Order | None, now: date) -> list[Line]:
    """The lines of a clean text, marked."""
    known, words = furniture(), lexicon(language)
    lines: list[Line] = []
    gap = False
    for raw in text.split("\n"):
        if raw:
            lines.append(_marked(raw, gap, known, words, outlets, order, now))
        gap = not raw
    return _repeats_marked(lines)


# The button under each entry of a list is the same; a title is hardly ever there three times.
_BUTTON, _TIMES = 50, 3


def _repeats_marked(lines: list[Line]) -> list[Line]:
    """Short lines without a full stop that the page repeats are buttons: those that end teasers, or furniture."""
    counts = Counter(x.text for x in lines if x.mark is None and len(x.text) < _BUTTON)
    out: list[Line] = []
    for line in lines:
        times = counts[line.text] if line.mark is None else 0
        before = out[-1] if out else None
        after_text = (
            before is not None and before.mark is None and (glue(before.text) is not None or is_prose(before.text))
        )
        if times >= 2 and re.search(r"[»›>→]$", line.text) and after_text:
            line = replace(line, mark="more")
        elif times >= _TIMES and line.clock is None and not re.search(r"[.!?。:]$", line.text) and not line.gap:
            line = replace(line, mark="furniture")
        out.append(line)
    return out


def _clock(match: re.Match[str]) -> str:
    """Hours and minutes of 24 hours: "3:20 p.m." is 15:20."""
    hour = int(match[1])
    if re.search(r"[ap]\.?\s?m", match[0], re.I) and hour <= 12:
        hour = hour % 12 + (12 if re.search(r"p\.?\s?m", match[0], re.I) else 0)
    return f"{hour:02}:{match[2]}"


def _marked(
    text: str, gap: bool, known: Furniture, words: Lexicon, outlets: Outlets, order: Order | None, now: date
) -> Line:
    clock = None
    if (match := CLOCK.match(text)) and int(match[1]) < 24:
        clock = _clock(match)
        if not text[match.end() :].strip():
            return Line(text, None, None, gap, clock)
    if known.is_machine_notice(text) or translation_pair(text):
        return Line(text, "notice", None, gap)
    if head := known.head(text):
        return Line(text, head, None, gap)
    found = header_of(text, words, outlets, order, now) if len(text) < 200 else None
    if found and found[0].heads and mark_of(text, *found, words) == "header":
        return Line(text, "header", found[0], gap, clock)
    if known.is_more(text):
        return Line(text, "more", None, gap)
    if len(text) < 200:
        if is_labelled_photo(text, words):
            return Line(text, "photo", None, gap)
        if house := signed_off(text):
            return Line(text, "byline", Header(outlet=house), gap)
        if (byline := byline_of(text, words, outlets)) is not None:
            return Line(text, "byline", Header(found[0].when if found else None, byline=byline), gap)
        if source_of(text, words) is not None:
            return Line(text, "source", None, gap)
        folded = fold(text)
        if any(c in folded for c in words.contributed):
            return Line(text, "contributors", None, gap)
        if bare(text) in words.agencies:
            return Line(text, "agencies", None, gap)
        if found and (mark := mark_of(text, *found, words)):
            return Line(text, mark, found[0], gap, clock)
    if is_photo_credit(text, words, outlets):
        return Line(text, "photo", None, gap)
    if known.is_furniture(text):
        return Line(text, "furniture", None, gap)
    if known.is_see(text):
        return Line(text, "see", None, gap)
    if is_slug(text):
        return Line(text, "slug", None, gap)
    if len(text) < 60 and (outlets.by_name(text.strip(" .:|-–—")) is not None):
        return Line(text, "outlet", None, gap)
    return Line(text, None, None, gap, clock)
