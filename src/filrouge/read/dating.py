"""Publication dates as pages, metadata and feeds write them: whole dates only, with clock and zone where given.

Dates inside sentences ("mercredi 3 juillet", "last week") are not read here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Literal

from babel.dates import get_month_names

from filrouge.records import When
from filrouge.text.normalise import fold

Order = Literal["dmy", "mdy"]
Source = Literal["json-ld", "meta", "time", "loose time", "shown", "url", "other"]
"""Where a page says when it was published, the strongest first: `<time>` is loose where nothing marks it as that day;
other is what JSON-LD says of something that is no article."""

# Locales whose month names are known; with them the Levantine Arabic names and the Austrian "Jänner".
_LOCALES = (
    "fr",
    "en",
    "es",
    "de",
    "it",
    "pt",
    "ru",
    "uk",
    "be",
    "bg",
    "pl",
    "cs",
    "sk",
    "sl",
    "hr",
    "sr",
    "ro",
    "hu",
    "nl",
    "sv",
    "da",
    "nb",
    "fi",
    "et",
    "lv",
    "lt",
    "el",
    "tr",
    "az",
    "kk",
    "uz",
    "ky",
    "tg",
    "ca",
    "gl",
    "eu",
    "sq",
    "id",
    "ms",
    "vi",
    "sw",
    "ar",
    "ar_LB",
    "ar_MA",
    "ar_DZ",
    "ar_TN",
    "fa",
    "he",
    "de_AT",
    "hi",
)
# Ways to shorten that CLDR does not list.
_SHORT = {
    "sept": 9, "juil": 7, "fevr": 2, "fev": 2, "aou": 8, "janv": 1, "avr": 4, "sep": 9, "set": 9, "mrz": 3, "marz": 3,
    "gen": 1, "dez": 12, "dic": 12,
}  # fmt: skip

_ZONES = {
    "z": "+00:00", "utc": "+00:00", "gmt": "+00:00", "bst": "+01:00", "cet": "+01:00", "cest": "+02:00",
    "mez": "+01:00", "mesz": "+02:00", "eet": "+02:00", "eest": "+03:00", "msk": "+03:00", "мск": "+03:00",
    "est": "-05:00", "edt": "-04:00", "cst": "-06:00", "cdt": "-05:00", "pst": "-08:00", "pdt": "-07:00",
    "et": "America/New_York", "jst": "+09:00", "hkt": "+08:00", "sgt": "+08:00", "kst": "+09:00", "ist": "+05:30",
    "pkt": "+05:00",
}  # fmt: skip

_W = r"[^\W\d_]"
_ZONE = rf"(?:\s?(?P<zone>z\b|[+-]\d\d:?\d\d|\(?(?:{'|'.join(z for z in _ZONES if z != 'z')})\)?(?!\w)))?"
_AMPM = r"(?:\s?(?P<half>[ap]\.?\s?m\b\.?))?"
_CLOCK = (
    r"(?P<hour>[01]?\d|2[0-3])\s?(?:[:h.]\s?|uhr\s)(?P<minute>[0-5]\d)(?::[0-5]\d(?:[.,]\d{1,9})?)?(?!\d)"
    rf"{_AMPM}(?:\s?(?:uhr|h|hs|ч)(?!\w))?{_ZONE}"
)
_HOUR = rf"(?P<hour>[01]?\d|2[0-3])\s?(?:h(?!\w)|uhr(?!\w)|(?P<half>[ap]\.?\s?m\b\.?)){_ZONE}"
# What may stand between a date and its clock: "at", "à", "um", "в" and points
_AT = "at|a|à|um|a las|as|às|alle|alle ore|ore|om|kl|o|в|klo|saat|الساعة|de|г|года"
_GLUE = rf"(?:[\s,;:·•|()@t–—-]|\b(?:{_AT})\b\.?){{1,12}}"
_AFTER = (re.compile(rf"{_GLUE}{_CLOCK}", re.I), re.compile(rf"{_GLUE}{_HOUR}", re.I))
_BEFORE = re.compile(rf"{_CLOCK}(?:\s?(?:on|le|am|del?|el|il|на))?[\s,;·•|–—-]{{1,4}}(?:{_W}{{2,12}}\.?,?\s)?$", re.I)

_DATES = re.compile(
    rf"""(?<![\w/#])(?:
      (?P<y1>(?:19|20)\d\d)-(?P<m1>\d\d?)-(?P<d1>\d\d?)(?!\d)
    | (?P<y2>(?:19|20)\d\d)\s?(?:[/.]|年)\s?(?P<m2>\d{{1,2}})\s?(?:[/.]|月)\s?(?P<d2>\d{{1,2}})日?(?!\d)
    | (?P<a>\d{{1,2}})(?P<sep>[/.-])\s?(?P<b>\d{{1,2}})(?P=sep)\s?(?P<y3>(?:19|20)\d\d|\d\d)(?![\d/]|\.\d)
    | (?P<d4>\d{{1,2}})(?:er|st|nd|rd|th|[.ºª°]|-?го)?[\s-](?:de\s|of\s|d['’])?
      (?P<w4>{_W}{{3,12}}(?:\s{_W}{{4,9}})?)\.?,?[\s-](?:del?\s)?(?P<y4>(?:19|20)\d\d|(?<=-)\d\d)(?!\d)
    | (?P<w5>{_W}{{3,12}})\.?\s(?P<d5>\d{{1,2}})(?:st|nd|rd|th|er)?(?:\s?,\s?|\s)(?P<y5>(?:19|20)\d\d)(?!\d)
    )""",
    re.X | re.I,
)


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A day of publication as the page writes it."""

    source: Source
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a line; ``start`` and ``end`` hold its clock too."""

    start: int
    end: int
    when: When
    ambiguous: bool = False
    """Day and month could change places, and nothing said which."""


_WIDTHS: tuple[Literal["abbreviated", "wide"], ...] = ("abbreviated", "wide")
_CONTEXTS: tuple[Literal["format", "stand-alone"], ...] = ("format", "stand-alone")


@cache
def months() -> dict[str, int]:
    """Folded month names of all locales, whole and short. A name that means two months is left out."""
    seen: dict[str, set[int]] = {}
    for locale in _LOCALES:
        for width in _WIDTHS:
            for context in _CONTEXTS:
                for number, name in get_month_names(width, context, locale).items():
                    key = fold(name).rstrip(".")
                    if len(key) > 2 and not key.isdigit():
                        seen.setdefault(key, set()).add(number)
    # The larger languages win where another's name differs (Croatian listopad is October, Czech November).
    found = {name: min(numbers) for name, numbers in seen.items() if len(numbers) == 1}
    for locale in ("de", "it", "es", "pt", "ru", "en", "fr"):
        for width in _WIDTHS:
            found.update({fold(n).rstrip("."): i for i, n in get_month_names(width, "format", locale).items()})
    return {**found, **_SHORT}


def order_of(language: str | None, country: str | None, texts: str = "") -> Order | None:
    """Which of day and month comes first in numbers: by the outlet's country, a clear date on the page, the language.

    None for English without either: half of its writers mean the one, half the other.
    """
    if country in ("US", "PH"):
        return "mdy"
    if country:
        return "dmy"
    clear = {"mdy" if int(m["b"]) > 12 else "dmy" for m in _DATES.finditer(texts) if m["a"] and _one_above_twelve(m)}
    if len(clear) == 1:
        return "mdy" if "mdy" in clear else "dmy"
    return None if not language or language.startswith("en") else "dmy"


def _one_above_twelve(match: re.Match[str]) -> bool:
    return (int(match["a"]) > 12) != (int(match["b"]) > 12)


def dates(text: str, order: Order | None, now: date) -> Iterator[Found]:
    """Every whole date of a line, with the clock that stands beside it; none later than the day after ``now``."""
    for match in _DATES.finditer(text):
        day, ambiguous = _day(match, order)
        if day is None or day.year < 1900 or (day - now).days > 1:
            continue
        start, end, clock, zone = match.start(), match.end(), None, None
        after = next((m for p in _AFTER if (m := p.match(text, end))), None)
        before = None if after else _BEFORE.search(text, max(0, start - 48), start)
        if beside := after or before:
            clock, zone = _clock(beside)
            start, end = (min(start, beside.start()), max(end, beside.end())) if clock else (start, end)
        yield Found(start, end, When(day, day, "minute" if clock else "day", clock=clock, zone=zone), ambiguous)


def _day(match: re.Match[str], order: Order | None) -> tuple[date | None, bool]:
    g = match.groupdict()
    try:
        if g["y1"]:
            return date(int(g["y1"]), int(g["m1"]), int(g["d1"])), False
        if g["y2"]:
            return date(int(g["y2"]), int(g["m2"]), int(g["d2"])), False
        if g["y3"]:
            a, b, year = int(g["a"]), int(g["b"]), int(g["y3"])
            year = _year(year)
            if a > 12 or b > 12:
                return (date(year, b, a) if a > 12 else date(year, a, b)), False
            if a == b or g["sep"] == ".":  # with points it is always day first
                return date(year, b, a), False
            return (date(year, a, b) if order == "mdy" else date(year, b, a)), order is None
        word, number, year = (g["w4"] or g["w5"]), (g["d4"] or g["d5"]), _year(int(g["y4"] or g["y5"]))
        month = months().get(fold(word))
        return (date(year, month, int(number)) if month else None), False
    except ValueError:
        return None, False


def _year(year: int) -> int:
    return year if year > 99 else 2000 + year if year < 70 else 1900 + year


def _clock(match: re.Match[str]) -> tuple[str | None, str | None]:
    hour = int(match["hour"])
    minute = match.groupdict().get("minute") or "00"
    half = (match.groupdict().get("half") or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None, None
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    zone = (match["zone"] or "").strip("() ").lower()
    if re.fullmatch(r"[+-]\d{4}", zone):
        zone = zone[:3] + ":" + zone[3:]
    return f"{hour:02}:{minute}", _ZONES.get(zone, zone or None)


def parse(value: str | None, now: date, order: Order | None = None) -> When | None:
    """One date as metadata, feeds and hints give it: ISO 8601, EDTF, RFC 822 or a visible form; None where it is none.

    A timestamp keeps its own day and zone: the day a page was dated is the day that its readers saw.
    """
    if not value:
        return None
    text = value.strip()[:120]
    iso = re.fullmatch(r"(\d{4})(?:-(\d\d))?(~?)", text)
    if iso:
        return _month_or_year(int(iso[1]), int(iso[2] or 0), bool(iso[3]))
    span = re.fullmatch(r"(\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)", text)
    if re.fullmatch(r"\d{10}|\d{13}", text):  # seconds or milliseconds since 1970, as programs count
        text = datetime.fromtimestamp(int(text[:10]), UTC).isoformat()
    try:
        if span:
            first, last = date.fromisoformat(span[1]), date.fromisoformat(span[2])
            return When(first, last) if first <= last else None
        moment: datetime | None = datetime.fromisoformat(text)
    except ValueError:
        moment = _rfc822(text)
    if moment is not None:
        if moment.year < 1900 or (moment.date() - now).days > 1:
            return None
        offset = moment.strftime("%z")
        zone = f"{offset[:3]}:{offset[3:5]}" if offset else None
        bare = len(text) <= 10
        clock = None if bare else moment.strftime("%H:%M")
        return When(moment.date(), moment.date(), "day" if bare else "minute", clock=clock, zone=zone)
    found = next(iter(dates(text, order, now)), None)
    return found.when if found and not found.ambiguous else None


def _rfc822(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text) if re.match(r"(?:\w{3,9},?\s)?\d{1,2}\s[A-Za-z]{3}", text) else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _month_or_year(year: int, month: int, about: bool) -> When | None:
    if not 1900 <= year <= 2100 or month > 12:
        return None
    last = date(year + month // 12, month % 12 + 1, 1) if month else date(year + 1, 1, 1)
    start = date(year, month or 1, 1)
    return When(start, date.fromordinal(last.toordinal() - 1), "month" if month else "year", "about" if about else None)


_URL_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?!\d)")
_URL_DAY_FIRST = re.compile(r"(?<![\d-])(1[3-9]|2\d|3[01])-(0[1-9]|1[0-2])-((?:19|20)\d\d)(?![\d-])")


def from_url(url: str | None, now: date) -> When | None:
    """The day in an address such as ``/2024/07/03/title``, ``/article-20240703`` or ``/29-10-2021``; None of two."""
    given = [(m[1], m[2], m[3]) for m in _URL_DATE.finditer(url or "")]
    given += [(m[3], m[2], m[1]) for m in _URL_DAY_FIRST.finditer(url or "")]
    found = set()
    for year, month, day_ in given:
        try:
            found.add(date(int(year), int(month), int(day_)))
        except ValueError:
            continue
    day = found.pop() if len(found) == 1 else None
    return When(day, day) if day and day.year >= 1990 and (day - now).days <= 1 else None
