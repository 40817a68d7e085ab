"""The line that heads an article in a list or thread: date, outlet, minutes and number, in any order and language."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import date
from typing import Literal

from filrouge.data.outlets import Outlet, Outlets
from filrouge.read.bylines import byline_of, source_of
from filrouge.read.dating import Order, dates
from filrouge.read.lexicon import Lexicon
from filrouge.read.shapes import is_sentence
from filrouge.records import When
from filrouge.text.normalise import fold
from filrouge.text.urls import host


@dataclass(frozen=True, slots=True)
class Header:
    """What one line says about the article under it."""

    when: When | None = None
    domain: str | None = None
    outlet: str | None = None
    page_id: str | None = None
    thread_size: int | None = None
    minutes: int | None = None
    byline: str | None = None
    credit: str | None = None

    @property
    def heads(self) -> bool:
        """Who and when, and a number, a length or a count of answers: together they stand over articles alone."""
        counted = self.page_id or self.minutes or self.thread_size
        return bool((self.domain or self.outlet) and self.when and counted)

    def joined(self, other: Header) -> Header | None:
        """Both as one, where they are the two halves of a header: no field says two things."""
        found = {}
        for field in fields(Header):
            a, b = getattr(self, field.name), getattr(other, field.name)
            if a is not None and b is not None and a != b:
                return None
            found[field.name] = b if a is None else a
        return Header(**found)


_DOMAIN = re.compile(
    r"(?<![\w@./-])(?:https?://)?((?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,12})(?:/[^\s]{0,200})?(?![\w@])", re.I
)
_PAGE_ID = re.compile(r"(?:#|№|\bn[°º]|\bn[ro]\.\s|\bid[\s:]{1,2})\s?(\d{2,12})\b", re.I)
_NUMBER = re.compile(r"(\d{1,6})\s{0,3}[-’']?\s?([^\W\d_]{1,12}(?:\s[^\W\d_]{1,12}){0,2})\.?")
_CJK_NUMBER = re.compile(r"(\d{1,4})\s?(分钟|分鐘|分|篇)(?:阅读|閱讀|文章|报道)?")
_SEPARATORS = re.compile(r"[\s|•·›»>/,;:()\[\]–—\-~*_+#@✎⏱🕒📅]+")


def header_of(text: str, words: Lexicon, outlets: Outlets, order: Order | None, now: date) -> tuple[Header, str] | None:
    """The fields of a line that is made of nothing but fields, in any order; and what of it is no field.

    None where the line has no date, domain, number, or length in minutes.
    """
    if len(text) > 200:
        return None
    rest, when, updated = text, None, False
    found = list(dates(text, order, now))
    for f in found:
        before = fold(text[max(0, f.start - 30) : f.start])
        late = any(re.search(rf"(?:^|\W){re.escape(u)}\W*(?:\w+\W*){{0,2}}$", before) for u in words.updated)
        if (when is None or updated) and not f.ambiguous:
            when, updated = (f.when, late) if when is None or not late else (when, updated)
    for f in reversed(found):
        rest = rest[: f.start] + " | " + rest[f.end :]
    domain = page_id = None
    if match := _DOMAIN.search(rest):
        name = host(match[1])
        if name and (outlets.by_domain(name) or outlets.plausible(name)):
            domain, rest = name, rest[: match.start()] + " | " + rest[match.end() :]
    if match := _PAGE_ID.search(rest):
        page_id, rest = match[1], rest[: match.start()] + " | " + rest[match.end() :]
    minutes = size = None
    for match in reversed(list(_NUMBER.finditer(rest))):
        unit = fold(match[2])
        for length in range(len(unit.split()), 0, -1):
            word = " ".join(unit.split()[:length])
            if word in words.minutes and minutes is None:
                minutes = int(match[1])
            elif word in words.articles and size is None:
                size = int(match[1])
            elif word not in words.counted:
                continue
            cut = match.start(2) + sum(len(w) + 1 for w in match[2].split()[:length]) - 1
            rest = rest[: match.start()] + " | " + rest[cut:].removeprefix(".")
            break
    for match in reversed(list(_CJK_NUMBER.finditer(rest))):
        minutes, size = (minutes, int(match[1])) if match[2] == "篇" else (int(match[1]), size)
        rest = rest[: match.start()] + " | " + rest[match.end() :]
    if not (found or domain or page_id or minutes):
        return None
    kept = [w for w in re.split(r"\s*\|\s*", rest) if w.strip()]
    left = " | ".join(p for p in kept if not _empty(p, words))
    outlet = credit = None
    for piece in re.split(r"\s*[|•·]\s*", left):
        if piece and (credit := source_of(piece, words)):
            left = left.replace(piece, "").strip(" -–—|:·•,")
            break
    for piece in [left, *re.split(r"\s*[|•·–—/]\s*|\s-\s|,\s", left)]:
        if piece and (known := outlets.by_name(piece.strip(" -–—|:·•,"))):
            outlet, left = known.name, left.replace(piece, "").strip(" -–—|:·•,")
            break
    byline = byline_of(left, words, outlets) if left else None
    return Header(when, domain, outlet, page_id, size, minutes, byline, credit), "" if byline else left


# Words of a header that no list knows: "Seen on", "Thread", "to be read within".
LABELS = 6
_LOOSE_CLOCK = re.compile(r"\d{1,2}\s?[:h.]\s?\d{2}(?:\s?(?:h|uhr|[ap]\.?\s?m)\b\.?)?")


def _empty(piece: str, words: Lexicon) -> bool:
    """Only words that join the fields of a header: "le", "à", "lecture", "read"."""
    folded = _LOOSE_CLOCK.sub(" ", fold(piece)).lstrip(" ,;:.-()[]|")
    for label in (*words.published, *words.updated):
        if folded.startswith(label) and not folded[len(label) : len(label) + 1].isalnum():
            folded = folded[len(label) :]
            break
    return all(
        w.strip(".") in words.header_words
        or w in words.minutes
        or not re.search(r"[^\W_]", w)
        or (w.isdigit() and len(w) < 3)
        for w in _SEPARATORS.split(folded)
        if w
    )


def mark_of(
    text: str, header: Header, left: str, words: Lexicon
) -> Literal["header", "date", "host", "furniture"] | None:
    if header.heads and len(left.split()) <= LABELS and not is_sentence(left.rstrip(" :")):
        return "header"
    dated = header.when is not None or bool(re.search(r"\d{4}|\d\d[/.]\d\d", text))
    if left and header.when and len(left.split()) <= LABELS and _labelled(text, words):
        return "date"  # "Published 27 October 2022. Translated from French."
    if left:
        # "Monde | 3 juillet 2024 | 2 min", "Alger - 12.03.2023": a section, place or unknown outlet beside a date
        pieces = [p for p in re.split(r"\s*[|•·]\s*", left) if p]
        if _named_beside_date(text, left, words):
            return "header" if header.domain or header.page_id else "date"
        if len(pieces) > 3 or any(len(p.split()) > 4 or len(p) > 40 for p in pieces) or is_sentence(left) or not dated:
            return None
        labelled = fold(text).startswith((*words.published, *words.updated))
        if not (labelled or header.domain or header.page_id or header.minutes or re.search(r"[|•·–—]|\s-\s", text)):
            return None
        return "header" if header.domain or header.page_id else "date"
    if header.domain or header.page_id or (header.outlet and dated):
        if header.domain is None and header.page_id is None and header.minutes is None:
            return "date"
        return "header" if dated or header.page_id or header.minutes or header.outlet else "host"
    if dated:
        return "date"
    return "furniture" if header.minutes else None


# A full date at either end of a line, with perhaps a clock or brackets after it.
_DATE_FIRST = re.compile(r"\W*(?:[^\W\d]+\.?\W+){0,2}\d{1,2}(?:er|st|nd|rd|th)?\W+(?:[^\W\d]+\.?\W+)?\d{4}(?!\d)")
_DATE_LAST = re.compile(r"(?<!\d)\d{4}\W*(?:\([^()]{1,30}\)|[\d:.hH ]{3,8})?\W*$")


def _named_beside_date(text: str, left: str, words: Lexicon) -> bool:
    """ "The Harbour Gazette, 30 September 2021", "Rome, le 3 mai 2020 (ANSA)": a full date beside a name alone."""
    if len(text) > 80 or is_sentence(text) or not (_DATE_FIRST.match(text) or _DATE_LAST.search(text)):
        return False
    named = re.findall(r"[^\W\d_]+", re.sub(r"\([^()]*\)", " ", left))
    capitals = [w for w in named if w[0].isupper() and fold(w) not in words.header_words]
    small = [fold(w) for w in named if not w[0].isupper()]
    # Captions are alike: "X à Bali, le 14 novembre 2022", "X and Y, 14 November 2022". No masthead has "à" or "and",
    # and before "le" stands one name alone, of a town.
    led = bool(small) and small[-1] in words.published
    joined = any(w not in words.name_words and not (w in words.header_words and len(w) > 3) for w in small)
    return 1 <= len(capitals) <= (1 if led else 5) and not joined


def _labelled(text: str, words: Lexicon) -> bool:
    """Whether a line opens with a word for publishing, and its date right after; "le" alone is an article."""
    folded = fold(text)
    label = next((w for w in words.published if len(w) > 3 and folded.startswith(w)), None)
    return label is not None and bool(re.match(r"\W*(?:\w+\W+){0,2}\d", folded[len(label) :]))


def outlet_of(header: Header, outlets: Outlets) -> tuple[str | None, Outlet | None]:
    """The outlet's name, else its domain; and its entry where it is known."""
    known = outlets.by_domain(header.domain) or outlets.by_name(header.outlet)
    return (known.name if known else header.outlet or header.domain), known
