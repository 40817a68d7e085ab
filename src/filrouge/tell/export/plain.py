"""What articles say, made harmless: text without control characters, addresses that only lead to the web, days."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from html import escape
from unicodedata import is_normalized
from urllib.parse import urlsplit

from filrouge.records import When
from filrouge.tell import rows
from filrouge.text import edtf
from filrouge.text.normalise import clean
from filrouge.text.whole import whole

_UNSAFE = re.compile(r"[^!#-;=?-\[\]_a-z~]")
"""What RFC 3986 lets stand in an address unencoded, less the marks that HTML, XML and Markdown read as their own."""
LONGEST_NAME = 80
"""Characters of a title that stands for an outlet."""
LONGEST_ADDRESS = 2000
"""Characters: what browsers and feed readers agree to follow."""


def text(value: str | None) -> str:
    """The text without control and invisible characters and halves of characters; lines stay."""
    if not value or (
        value.isprintable() and "  " not in value and value == value.strip() and is_normalized("NFC", value)
    ):
        return value or ""  # nothing to clean: nearly every text, at a twentieth of the time
    return clean(whole(value))


def line(value: str | None) -> str:
    """The text on one line."""
    found = text(value)
    return " ".join(found.split()) if "\n" in found else found


def markup(value: str | None) -> str:
    """The text for HTML and XML, in an element or between double quotes."""
    return escape(text(value), quote=True)


def address(url: str | None) -> str | None:
    """The address where it is one of the web; anything else (javascript:, data:, files) gives None."""
    found = line(url)
    if not found or len(found) > LONGEST_ADDRESS or " " in found:
        return None
    try:
        parts = urlsplit(found)
        host = (parts.hostname or "").encode("idna").decode("ascii") if parts.hostname else ""
        port = f":{parts.port}" if parts.port else ""
    except (ValueError, UnicodeError):
        return None
    if parts.scheme not in ("http", "https") or not re.fullmatch(r"[a-z0-9._-]+", host):
        return None
    rest = (
        (parts.path or "/")
        + (f"?{parts.query}" if parts.query else "")
        + (f"#{parts.fragment}" if parts.fragment else "")
    )
    return f"{parts.scheme}://{host}{port}" + _UNSAFE.sub(lambda m: "".join(f"%{b:02X}" for b in m[0].encode()), rest)


@lru_cache(maxsize=2**15)  # the days of ninety years: fewer would push one another out
def when(value: str | None) -> When | None:
    """The interval that a row's EDTF says; None where it says nothing."""
    try:
        found = edtf.parse(value) if value else None
    except ValueError:
        return None
    return found if found and (found.start or found.end) else None


def span(value: str | None) -> tuple[date, date] | None:
    """The first and last day where both are known."""
    found = when(value)
    return (found.start, found.end) if found and found.start and found.end else None


def order(value: str | None) -> tuple[bool, date, date]:
    """Sorts rows by time: by first day, then by last; what has no date comes last."""
    found = when(value)
    if found is None:
        return True, date.max, date.max
    return False, found.start or found.end or date.max, found.end or date.max


def people(entry: rows.LedgerRow) -> str:
    """The participants' names, or the type of what has none."""
    return ", ".join(line(p.name) for p in entry.participants) or line(entry.type)


def where(entry: rows.LedgerRow) -> str:
    return ", ".join(line(part) for part in (entry.place, entry.country) if part)


def day(value: str | None) -> str:
    """A row's EDTF as it is read: "2022-09-15 – 2022-09-16", "about 2022-02", "until 2022-02-24"; days, no times."""
    if not value:
        return "undated"
    first, slash, last = (part.strip("~?%").partition("T")[0] for part in value.partition("/"))
    about = "about " if "~" in value else ""
    if not slash or first == last:
        return about + first
    if first in ("", ".."):
        return f"{about}until {last}"
    return f"{about}from {first}" if last in ("", "..") else f"{about}{first} – {last}"


def proof(entry: rows.LedgerRow) -> rows.EvidenceRow | None:
    """The first sentence that says what the entry says: of what was held, a report before its announcement."""
    every = entry.evidence
    return next((v for v in every if v.status == entry.status), every[0] if every else None)


def said(entry: rows.LedgerRow) -> str | None:
    """The words of that sentence."""
    found = proof(entry)
    return found.sentence if found else None


def source(article: rows.ArticleRow | None, id: str, *, titled: bool = False) -> str:
    """Who says so: outlet and day, as a reader cites it; ``titled``: the title stands beside it."""
    if article is None:
        return id
    site = address(article.url)
    named = line(article.outlet) or (urlsplit(site).hostname or "" if site else "")
    if not named and not titled:
        named = line(article.title)[:LONGEST_NAME] or line(article.page).rpartition("/")[2][:LONGEST_NAME] or id
    return ", ".join(part for part in (named, day(article.published) if article.published else "") if part)


def named(article: rows.ArticleRow | None, id: str) -> str:
    """The title of an article; without one, the page that it stands on."""
    return (line(article.title) or line(article.page).rpartition("/")[2] or id) if article else id
