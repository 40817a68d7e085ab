"""The lines of a page dump, each with a mark for what it is when it is no paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from filrouge.data.outlets import Outlet, Outlets
from filrouge.lang import languages, table
from filrouge.read.dating import Order, dates
from filrouge.read.furniture import Furniture, bare, furniture, is_slug
from filrouge.records import When
from filrouge.text.normalise import fold
from filrouge.text.urls import host

Mark = Literal[
    "header", "date", "byline", "source", "photo", "notice", "furniture", "see", "more", "host", "outlet",
    "comments", "related", "children", "live", "contributors", "agencies", "slug",
]  # fmt: skip


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


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    mark: Mark | None = None
    header: Header | None = None
    gap: bool = False
    """A blank line stands before it."""
    clock: str | None = None
    """It begins with a time of day, as the entries of a live page do."""


@dataclass(frozen=True)
class Lexicon:
    """The words of credits and headers, folded; of one language with English, or of all."""

    byline: tuple[str, ...]
    source: tuple[str, ...]
    agencies: tuple[str, ...]
    with_: tuple[str, ...]
    and_: tuple[str, ...]
    photo: tuple[str, ...]
    published: tuple[str, ...]
    updated: tuple[str, ...]
    minutes: frozenset[str]
    articles: frozenset[str]
    header_words: frozenset[str]
    contributed: tuple[str, ...]
    staff: frozenset[str]
    byline_end: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]


@cache
def lexicon(language: str | None) -> Lexicon:
    own = [table(c, "furniture") for c in dict.fromkeys((language or "fr", "en", "fr" if language is None else "en"))]
    every = [table(c, "furniture") for c in languages()]

    def words(key: str, rows: Sequence[object] = every, section: str = "credit") -> tuple[str, ...]:
        found = [fold(w) for row in rows for w in row.get(section, {}).get(key, ())]  # type: ignore[attr-defined]
        return tuple(sorted(dict.fromkeys(found), key=len, reverse=True))

    return Lexicon(
        byline=words("byline", own),
        source=words("source", own),
        agencies=words("agencies"),
        with_=words("with", own),
        and_=words("and", own),
        photo=words("photo"),
        published=words("published"),
        updated=words("updated"),
        minutes=frozenset(words("minutes")),
        articles=frozenset(words("articles")),
        header_words=frozenset(words("header_words")),
        contributed=words("contributed"),
        staff=frozenset(words("staff")),
        byline_end=words("byline_end", own),
        before=words("before", own, "agency"),
        after=words("after", own, "agency"),
    )


_SENTENCE_END = re.compile(r"""(?:[.!?…]|\.\.\.)["'’”»)\]]*\s?["'’”»)\]]*$|[。！？][」』”）]*$|:$""")
_INNER_END = re.compile(r"[^\W\d_][.!?]\s?[»”\"]?\s[«“\"]?\s?[A-ZÀ-ÞΑ-ΩА-Я]")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def begins(folded: str, phrases: Sequence[str]) -> bool:
    """It begins with one of the phrases, and that phrase ends where a word ends."""
    return any(folded.startswith(p) and not folded[len(p) : len(p) + 1].isalnum() for p in phrases)


def is_sentence(text: str) -> bool:
    """It ends as a sentence does; a question or exclamation alone may be a headline."""
    return bool(_SENTENCE_END.search(text))


def is_cjk(text: str) -> bool:
    return len(_CJK.findall(text[:200])) * 3 > len(text[:200])


def is_prose(text: str) -> bool:
    """A paragraph, and not a headline, caption or label, by its length and its end.

    200 characters: longer headlines are next to unknown. 60: shorter sentences are often captions or standfirsts.
    """
    size = len(text) * (3 if is_cjk(text) else 1)
    if size >= 200:
        return True
    if size < 60:
        return False
    if re.search(r"[.。…:][»”\"’')\]\s]*$", text):
        return not text.endswith("...") or size > 120
    return size >= 90 and bool(_INNER_END.search(text))


_DOMAIN = re.compile(
    r"(?<![\w@./-])(?:https?://)?((?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,12})(?:/[^\s]{0,200})?(?![\w@])", re.I
)
_PAGE_ID = re.compile(r"(?:#|№|n°|no\.\s|id[\s:]{1,2})\s?(\d{2,12})\b", re.I)
_NUMBER = re.compile(r"(\d{1,6})\s{0,3}[-’']?\s?([^\W\d_]{1,12}(?:\s[^\W\d_]{1,12}){0,2})\.?")
_CJK_NUMBER = re.compile(r"(\d{1,4})\s?(分钟|分鐘|分|篇)(?:阅读|閱讀|文章|报道)?")
_SEPARATORS = re.compile(r"[\s|•·›»>/,;:()\[\]–—\-~*_+#@✎⏱🕒📅]+")
_CLOCK_START = re.compile(
    r"^\W{0,3}([01]?\d|2[0-3])\s?[:hH.]\s?([0-5]\d)(?::[0-5]\d)?(?:\s?(?:h|Uhr|GMT|UTC|CET|CEST|BST|MSK|МСК|ET|[ap]\.?m\.?))?(?=\W|$)[\s:|•·\])–—-]{0,4}",
    re.I,
)
_REST = re.compile(r"\s{2,}")


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
        if name and (outlets.by_domain(name) or _plausible(name)):
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
            else:
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
        if piece and (known := outlets.by_name(piece.strip(" -–—|:·•"))):
            outlet, left = known.name, left.replace(piece, "").strip(" -–—|:·•,")
            break
    return Header(when, domain, outlet, page_id, size, minutes, credit=credit), left


def _plausible(name: str) -> bool:
    """A domain, and not "S.Paulo", "etc.Il" or a file name: its ending is a usual one."""
    return name.rsplit(".", 1)[-1] in _TLDS and len(name.rsplit(".", 2)[-2]) > 1


# Endings that outlets use; countries' and the common generic ones, without those that are words or file endings.
_TLDS = frozenset(
    [
        "com",
        "net",
        "org",
        "info",
        "news",
        "tv",
        "eu",
        "fr",
        "be",
        "ch",
        "de",
        "at",
        "es",
        "it",
        "pt",
        "uk",
        "ie",
        "nl",
        "lu",
        "dk",
        "se",
        "no",
        "fi",
        "pl",
        "cz",
        "sk",
        "hu",
        "ro",
        "bg",
        "gr",
        "hr",
        "si",
        "rs",
        "ua",
        "by",
        "ru",
        "su",
        "kz",
        "uz",
        "kg",
        "tj",
        "tm",
        "az",
        "am",
        "ge",
        "tr",
        "il",
        "ps",
        "lb",
        "sy",
        "iq",
        "ir",
        "sa",
        "ae",
        "qa",
        "kw",
        "om",
        "ye",
        "eg",
        "ly",
        "tn",
        "dz",
        "ma",
        "sn",
        "ci",
        "cm",
        "cd",
        "cg",
        "ga",
        "bf",
        "ne",
        "ng",
        "gh",
        "ke",
        "tz",
        "ug",
        "rw",
        "et",
        "za",
        "mz",
        "ao",
        "na",
        "zw",
        "zm",
        "mg",
        "mu",
        "in",
        "pk",
        "bd",
        "lk",
        "np",
        "cn",
        "hk",
        "tw",
        "jp",
        "kr",
        "kp",
        "mn",
        "vn",
        "th",
        "my",
        "sg",
        "id",
        "ph",
        "au",
        "nz",
        "ca",
        "us",
        "mx",
        "gt",
        "cr",
        "pa",
        "cu",
        "do",
        "br",
        "ar",
        "cl",
        "pe",
        "co",
        "ve",
        "ec",
        "bo",
        "uy",
        "py",
        "va",
        "mt",
        "cy",
        "lt",
        "lv",
        "ee",
        "md",
        "mk",
        "al",
        "ba",
        "me",
        "xk",
        "is",
        "int",
        "gov",
        "edu",
        "press",
        "media",
        "africa",
        "online",
        "site",
        "live",
        "world",
        "paris",
        "asia",
        "mobi",
        "biz",
        "club",
        "today",
        "blog",
        "example",
        "test",
        "рф",
    ]
)


def _empty(piece: str, words: Lexicon) -> bool:
    """Only words that join the fields of a header: "le", "à", "lecture", "read"."""
    folded = fold(piece).lstrip(" ,;:.-()[]|")
    for label in (*words.published, *words.updated):
        if folded.startswith(label):
            folded = folded[len(label) :]
            break
    return all(
        w in words.header_words or w in words.minutes or not re.search(r"[^\W_]", w) or (w.isdigit() and len(w) < 3)
        for w in _SEPARATORS.split(folded)
        if w
    )


def lines_of(text: str, language: str | None, outlets: Outlets, order: Order | None, now: date) -> list[Line]:
    """The lines of a clean text, marked."""
    known, words = furniture(), lexicon(language)
    lines: list[Line] = []
    gap = False
    for raw in text.split("\n"):
        if raw:
            lines.append(_marked(raw, gap, known, words, outlets, order, now))
        gap = not raw
    return lines


def _marked(
    text: str, gap: bool, known: Furniture, words: Lexicon, outlets: Outlets, order: Order | None, now: date
) -> Line:
    clock = None
    if (match := _CLOCK_START.match(text)) and int(match[1]) < 24:
        clock = f"{int(match[1]):02}:{match[2]}"
        if not text[match.end() :].strip():
            return Line(text, None, None, gap, clock)
    if known.is_machine_notice(text):
        return Line(text, "notice", None, gap)
    if head := known.head(text):
        return Line(text, head, None, gap)
    if known.is_more(text):
        return Line(text, "more", None, gap)
    if len(text) < 200:
        if (byline := byline_of(text, words)) is not None:
            header = header_of(text, words, outlets, order, now)
            return Line(text, "byline", Header(header[0].when if header else None, byline=byline), gap)
        if source_of(text, words) is not None:
            return Line(text, "source", None, gap)
        if any(c in fold(text) for c in words.contributed):
            return Line(text, "contributors", None, gap)
        if bare(text) in words.agencies:
            return Line(text, "agencies", None, gap)
        found = header_of(text, words, outlets, order, now)
        if found and (mark := _header_mark(text, *found, words)):
            return Line(text, mark, found[0], gap, clock)
    if known.is_furniture(text):
        return Line(text, "furniture", None, gap)
    if is_photo_credit(text, words, outlets):
        return Line(text, "photo", None, gap)
    if known.is_see(text):
        return Line(text, "see", None, gap)
    if is_slug(text):
        return Line(text, "slug", None, gap)
    if len(text) < 60 and (outlets.by_name(text.strip(" .:|-–—")) is not None):
        return Line(text, "outlet", None, gap)
    return Line(text, None, None, gap, clock)


def _header_mark(text: str, header: Header, left: str, words: Lexicon) -> Mark | None:
    dated = header.when is not None or bool(re.search(r"\d{4}|\d\d[/.]\d\d", text))
    if left:
        # "Monde | 3 juillet 2024 | 2 min", "Alger - 12.03.2023": a section, place or unknown outlet beside a date
        if len(left.split()) > 4 or len(left) > 40 or is_sentence(left) or not dated:
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


_BYLINE_TAIL = re.compile(r"\s*(?:[|•·]|\s[-–—]\s|,\s?(?=\d)|\s(?=\d)).*$|\s*\(.*\)\s*$")


def byline_of(text: str, words: Lexicon) -> str | None:
    """Who signs, where the line is a signature: "Par …", "By …, staff writer"; None where it is none."""
    if len(text) > 120 or is_prose(text):
        return None
    folded = fold(text)
    for word in words.byline:
        if folded.startswith(word) and re.match(r"\W", folded[len(word) :] or "x"):
            rest = text[len(word) :].lstrip(" :–—-")
            head = _BYLINE_TAIL.sub("", rest).strip(" .,;:")
            names = [n for n in re.split(r"\s+", head) if n]
            if not names or len(names) > 14:
                return None
            if word.endswith(":") or ":" in text[: len(word) + 2]:
                return rest
            first = names[0]
            # "Par ailleurs", "By contrast": a name begins with a capital, and most of its words have one
            caps = sum(n[:1].isupper() for n in names)
            small = {fold(w) for w in (*words.with_, *words.and_)} | {
                "de",
                "du",
                "la",
                "le",
                "von",
                "van",
                "der",
                "des",
                "agences",
                "agence",
                "les",
                "agencies",
                "al",
                "bin",
                "ben",
                "the",
                "d'",
            }
            lower = sum(not n[:1].isupper() and fold(n) not in small and fold(n) not in words.byline_end for n in names)
            known = fold(head) in words.staff or any(fold(head).startswith(s + " ") for s in words.staff)
            if known or (
                first[:1].isupper() and caps >= 1 and lower <= 1 and not (is_sentence(rest) and len(names) > 6)
            ):
                return rest
            return None
    return None


def source_of(text: str, words: Lexicon) -> str | None:
    """The name after "source :", "First published by …"; None where the line is no credit."""
    if len(text) > 160:
        return None
    folded = fold(text).lstrip("([*-– ")
    for word in words.source:
        if not folded.startswith(word):
            continue
        rest = text[text.lower().find(text.lstrip("([*-– ")[:1].lower()) :].lstrip("([*-– ")[len(word) :]
        colon = re.match(r"\s*[:：>→]\s*|\s+[-–—]\s+", rest)
        long = " " in word
        if not colon and not (long and rest[:1] in " :"):
            continue
        name = rest[colon.end() if colon else 0 :].strip(" .)]:–—-")
        if name and len(name.split()) <= 10 and not is_prose(text):
            return name
    return None


_PHOTO_AGENCY = r"(?:AFP|AP|Reuters|REUTERS|EPA|EFE|ANSA|DPA|dpa|TASS|ТАСС|Xinhua|Getty|Getty Images|Shutterstock|Sipa|SIPA|Sputnik|Kyodo|Bloomberg|IMAGO|imago|picture alliance|Belga|BELGA|Keystone|Anadolu|NurPhoto|ZUMA|UPI|EFE|РИА Новости|Hans Lucas|Abaca|MaxPPP|MAXPPP|iStock|Alamy|Pixabay|Unsplash|Wikimedia|Wikipedia|Flickr|CC BY)"
_CREDIT_LINE = re.compile(
    rf"^(?:©|\(c\)|\(?\s?)?[^.!?]{{0,80}}?(?:\s?[|/,–—-]\s?|\s|^|\(|©\s?){_PHOTO_AGENCY}\b[^.!?]{{0,50}}[.)]?$"
)
_CREDIT_TAIL = re.compile(rf"(?:[|/©–—-]\s?|\(|/)\s?(?:[^.|/()]{{0,50}}[/|]\s?)?{_PHOTO_AGENCY}[^.!?]{{0,30}}\)?\.?$")


def is_photo_credit(text: str, words: Lexicon, outlets: Outlets) -> bool:
    """A photographer and an agency, or a line that begins as a credit does."""
    if len(text) > 300:
        return False
    folded = fold(text).lstrip("([* ")
    for word in words.photo:
        if folded.startswith(word):
            rest = folded[len(word) :]
            if re.match(r"\s*[:：©/|]\s*\S", rest) and len(text) < 200:
                return True
            if " " in word and len(text) < 80 and not is_sentence(text):
                return True
    if text.startswith(("©", "(©")) and len(text) < 120:
        return True
    if (
        len(text) < 110
        and re.search(r"[|/©,]|^\W?[A-Z]{2,6}\W?$", text)
        and _CREDIT_LINE.match(text)
        and not is_prose(text)
    ):
        return len(re.findall(r"[|/©]", text)) > 0 or "photo" in folded
    return False


def has_credit_tail(text: str) -> bool:
    """A caption with its credit on the same line."""
    return len(text) < 400 and bool(_CREDIT_TAIL.search(text))


def outlet_of(header: Header, outlets: Outlets) -> tuple[str | None, Outlet | None]:
    """The outlet's name, else its domain; and its entry where it is known."""
    known = outlets.by_domain(header.domain) or outlets.by_name(header.outlet)
    return (known.name if known else header.outlet or header.domain), known
