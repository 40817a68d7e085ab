"""How the site speaks: the reader's language, its messages, and dates as people write them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from babel import Locale
from babel.core import negotiate_locale
from babel.dates import format_date, format_interval
from babel.lists import format_list
from babel.messages.pofile import read_po

from filrouge.records import When, Why
from filrouge.text import edtf

LANGUAGES = ("en", "fr")
"""The interface's languages; the messages are written in English, so English needs no file."""


_NAMED = re.compile(r"\{[^}]*\}|“[^”]*”( \([a-z _-]*\))?|« [^»]* »")
"""In a reason: what is filled in, and what is quoted."""
DAYS_SAID = 92
"""Days of a stretch of time that is told by its days; a longer one by its months."""


@dataclass(frozen=True, slots=True)
class Speech:
    """Messages and dates in one language."""

    language: str

    def __call__(self, message: str, **values: object) -> str:
        said = _messages(self.language).get(message) or message
        return said.format(**values) if values else said

    def why(self, reason: str) -> str:
        """A reason in this language, as far as its message is known in it; else as it was written, in English."""
        if not isinstance(reason, Why):
            return self(reason)
        values = {k: self.why(v) if isinstance(v, str) else v for k, v in reason.values.items()}
        return self(reason.message, **values)

    def worded(self, reason: str) -> bool:
        """Whether `why` says all of it in this language."""
        if self.language == "en":
            return True
        message = reason.message if isinstance(reason, Why) else reason
        inner = [v for v in reason.values.values() if isinstance(v, Why)] if isinstance(reason, Why) else []
        known = message in _messages(self.language) or not any(c.isalpha() for c in _NAMED.sub("", message))
        return known and all(map(self.worded, inner))

    def many(self, one: str, many: str, n: int) -> str:
        """ "1 article", "3 articles"; French counts 0 and 1 as one."""
        single = n < 2 if self.language == "fr" else n == 1
        return self(one if single else many, n=n)

    def list(self, words: tuple[str, ...]) -> str:
        return format_list(list(words), locale=self.language) if words else ""

    def language_name(self, tag: str | None) -> str:
        return _language_name(self.language, tag) if tag else ""

    def country(self, code: str | None) -> str:
        if not code:
            return ""
        return str(Locale(self.language).territories.get(code, code))

    def place(self, name: str, country: str | None) -> str:
        """A place's name; of a whole country, the reader's name for it."""
        english = Locale("en").territories.get(country) if country else None
        return self.country(country) if name == english else name

    def date(self, text: str | None) -> str:
        """An EDTF date as a reader expects it; "date unknown" for none."""
        return _date(self, text) if text else self("date unknown")

    def between(self, first: str | None, last: str | None) -> str:
        """From the first day of the one date to the last of the other; in months where they lie far apart."""
        try:
            one, other = (edtf.parse(d) if d else None for d in (first, last))
        except ValueError:
            one = other = None
        start, end = (one.start if one else None), (other.end if other else None)
        if start is None or end is None or start > end:
            said = dict.fromkeys(self.date(d) for d in (first, last) if d)
            return " – ".join(said) or self.date(None)
        if (end - start).days <= DAYS_SAID:
            return self._span(start, end)
        return format_interval(start, end, skeleton="yMMM", locale=self.language)

    def when(self, when: When, about: bool) -> str:
        if when.start is None and when.end is None:
            return self("date unknown")
        if when.start is None:
            assert when.end is not None
            return self("until {date}", date=self._day(when.end))
        if when.end is None:
            return self("from {date}", date=self._day(when.start))
        said = self._span(when.start, when.end)
        return self("about {date}", date=said) if about else said

    def _span(self, start: dt.date, end: dt.date) -> str:
        if start == end:
            return self._day(start)
        if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
            return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
        if start.day == 1 and (end.year, end.month) == (start.year, start.month) and end.day >= 28 and _last(end):
            return format_date(start, "LLLL y", locale=self.language)
        return format_interval(start, end, skeleton="yMMMd", locale=self.language)

    def _day(self, day: dt.date) -> str:
        return format_date(day, "long", locale=self.language)


@lru_cache(maxsize=2**12)
def _date(say: Speech, text: str) -> str:
    """Formatting takes longer than any other word of a page, and pages of one archive share their days."""
    try:
        return say.when(edtf.parse(text), about="~" in text)
    except ValueError:
        return text


@lru_cache(maxsize=2**10)
def _language_name(language: str, tag: str) -> str:
    try:
        return Locale.parse(tag.replace("-", "_")).get_display_name(language) or tag
    except (ValueError, LookupError):
        return tag


def _last(day: dt.date) -> bool:
    return (day + dt.timedelta(days=1)).month != day.month


@cache
def _messages(language: str) -> dict[str, str]:
    path = resources.files(__package__) / "messages" / f"{language}.po"
    if not path.is_file():
        return {}
    with path.open("rb") as file:
        catalog = read_po(file, locale=language)
    return {str(m.id): str(m.string) for m in catalog if m.id and m.string}


def speech(asked: str | None, kept: str | None, accepted: str) -> Speech:
    """The language asked for in the address, else the one kept from before, else the browser's, else English."""
    for wish in (asked, kept):
        if wish in LANGUAGES:
            return Speech(wish)
    tags = [part.split(";")[0].strip().replace("-", "_") for part in accepted.split(",") if part.strip()][:20]
    return Speech(negotiate_locale([t for t in tags if t.replace("_", "").isalnum()], LANGUAGES) or "en")
