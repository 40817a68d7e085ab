"""Intervals of days as EDTF level 1 (ISO 8601-2), and the small algebra on them.

`format` and `parse` are inverse as far as EDTF can say: the days, an "about", a clock time and its
offset survive the round trip; the modifiers that an interval already says (early, since, …) do not.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date
from datetime import time as clock_time

from filrouge.records import Grain, When

_DATE = re.compile(
    r"(?P<y>\d{4})(?:-(?P<m>\d{2})(?:-(?P<d>\d{2}))?)?"
    r"(?:[T ](?P<clock>\d{2}:\d{2})(?::\d{2}(?:[.,]\d{1,9})?)?\s?(?P<zone>Z|[+-]\d{2}:?\d{2})?)?"
    r"(?P<q>[~?%])?",
    re.ASCII,
)
_DECADE = re.compile(r"(\d{2})(\d|X)X", re.ASCII)


def day(d: date) -> When:
    """The interval that is one day."""
    return When(d, d, "day")


def month(y: int, m: int) -> When:
    """The interval that is one calendar month."""
    return When(date(y, m, 1), date(y, m, monthrange(y, m)[1]), "month")


def year(y: int) -> When:
    """The interval that is one calendar year."""
    return When(date(y, 1, 1), date(y, 12, 31), "year")


def format(when: When) -> str:
    """The EDTF string: ``2024-07-03``, ``2023-03``, ``2022-02~``, ``2022-09-15/2022-09-16``, ``../2022-02-24``."""
    about = "~" if when.modifier == "about" else ""
    if when.clock and when.start and when.start == when.end:
        first, _, last = when.clock.partition("/")
        zone = "Z" if when.zone == "UTC" else when.zone if when.zone and when.zone[0] in "+-" else ""
        return "/".join(f"{when.start.isoformat()}T{c}{zone}{about}" for c in (first, last) if c)
    if when.start is None or when.end is None:
        first = _edge(when.start, when.grain, last=False, about=about)
        return f"{first}/{_edge(when.end, when.grain, last=True, about=about)}"
    if when.start == when.end:
        return when.start.isoformat() + about
    for grain in ("year", "month"):
        first = _edge(when.start, grain, last=False, about=about)
        last = _edge(when.end, grain, last=True, about=about)
        if len(first) == len(last) < 10:
            return first if first == last else f"{first}/{last}"
    return f"{when.start.isoformat()}{about}/{when.end.isoformat()}{about}"


def _edge(d: date | None, grain: str, *, last: bool, about: str) -> str:
    """One side of an interval, shortened to the month or year where it stands on such a boundary."""
    if d is None:
        return ".."
    at_month = d.day == (monthrange(d.year, d.month)[1] if last else 1)
    if grain in ("year", "decade", "century") and at_month and d.month == (12 if last else 1):
        return f"{d.year:04d}{about}"
    if grain in ("month", "quarter", "season") and at_month:
        return f"{d.year:04d}-{d.month:02d}{about}"
    return d.isoformat() + about


def parse(text: str) -> When:
    """The interval that an EDTF level 1 string or an ISO 8601 date-time says. Raises ValueError on anything else."""
    text = text.strip()
    if not text or len(text) > 80:
        raise ValueError(f"not an EDTF date: {text[:80]!r}")
    first, slash, last = text.partition("/")
    if not slash:
        return _single(first)
    start, end = (None if s in ("", "..") else _single(s) for s in (first, last))
    if start and end and start.start and end.end and start.start > end.end:
        raise ValueError(f"the interval ends before it starts: {text!r}")
    about = any(side and side.modifier for side in (start, end))
    clock = zone = None
    if start and end and start.start == end.end and start.clock and end.clock:
        clock, zone = f"{start.clock}/{end.clock}", start.zone
    grain: Grain = "minute" if clock else (start or end or When(None, None)).grain
    if start and end and end.grain != grain and not clock:
        grain = "day"
    if grain == "minute" and not clock:
        grain = "day"
    return When(
        start.start if start else None, end.end if end else None, grain, "about" if about else None, clock, zone
    )


def _single(text: str) -> When:
    if m := _DECADE.fullmatch(text):
        low = int(m[1]) * 100 + (0 if m[2] == "X" else int(m[2]) * 10)
        if not low:
            raise ValueError(f"not an EDTF date: {text!r}")
        return When(
            date(low, 1, 1), date(low + (99 if m[2] == "X" else 9), 12, 31), "century" if m[2] == "X" else "decade"
        )
    m = _DATE.fullmatch(text)
    if not m:
        raise ValueError(f"not an EDTF date: {text!r}")
    if m["clock"] and not m["d"]:
        raise ValueError(f"a clock time without a day: {text!r}")
    if m["d"]:
        when = day(date(int(m["y"]), int(m["m"]), int(m["d"])))
    else:
        if m["m"] and not 1 <= int(m["m"]) <= 12:
            raise ValueError(f"no such month: {text!r}")
        if not int(m["y"]):
            raise ValueError(f"no such year: {text!r}")
        when = month(int(m["y"]), int(m["m"])) if m["m"] else year(int(m["y"]))
    if m["clock"]:
        clock_time.fromisoformat(m["clock"])
        zone = m["zone"]
        if zone and zone != "Z" and ":" not in zone:
            zone = f"{zone[:3]}:{zone[3:]}"
        when = replace(when, grain="minute", clock=m["clock"], zone="UTC" if zone == "Z" else zone)
    return replace(when, modifier="about") if m["q"] else when


def intersect(a: When, b: When) -> When | None:
    """The days in both; None where there are none. Grain and clock come from the narrower side, "about" from either."""
    start = max((d for d in (a.start, b.start) if d), default=None)
    end = min((d for d in (a.end, b.end) if d), default=None)
    if start and end and start > end:
        return None
    for side, other in ((a, b), (b, a)):
        if (side.start, side.end) == (start, end):
            keep = other if (other.start, other.end) == (start, end) and other.clock and not side.clock else side
            return keep
    return When(start, end, "day", "about" if "about" in (a.modifier, b.modifier) else None)


def compatible(a: When, b: When) -> bool:
    """Whether some day is in both."""
    return not (a.start and b.end and a.start > b.end) and not (b.start and a.end and b.start > a.end)


def hull(a: When, b: When) -> When:
    """The smallest interval that holds both."""
    start = min(a.start, b.start) if a.start and b.start else None
    end = max(a.end, b.end) if a.end and b.end else None
    for side in (a, b):
        if (side.start, side.end) == (start, end) and a.clock == b.clock:
            return side
    grain: Grain = a.grain if a.grain == b.grain and a.grain not in ("minute", "hour") else "day"
    return When(start, end, grain, "about" if "about" in (a.modifier, b.modifier) else None)
