"""From what an expression says to the days it means, given the day on which it was written.

Every function here is monotone in the anchor day, so that an anchor that is itself an interval is
resolved at both its ends and the answers joined: wide, and right.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from filrouge.lang.symbols import (
    Calendar,
    Clock,
    Distance,
    Fixed,
    Holiday,
    Node,
    Nth,
    Offset,
    Open,
    Part,
    Range,
    Rest,
    Season,
    Shift,
    Span,
    Unit,
    Within,
)
from filrouge.records import Grain, When
from filrouge.text import edtf

Tense = Literal["past", "present", "future"]

DAY = timedelta(1)

FEW: dict[str, tuple[int, int]] = {
    "minute": (2, 60),
    "hour": (2, 24),
    "day": (2, 10),
    "week": (2, 8),
    "month": (2, 11),
    "year": (2, 9),
    "decade": (2, 9),
}
"""What "a few" units are, at least and at most: chosen wide, up to where the next unit would be used."""

SEASONS: dict[str, tuple[tuple[int, int], tuple[int, int]]] = {
    "spring": ((3, 1), (6, 21)),
    "summer": ((6, 1), (9, 23)),
    "autumn": ((9, 1), (12, 21)),
    "winter": ((12, 1), (3, 20)),
}
"""The meteorological and the astronomical season together."""

GRAINS: dict[str, Grain] = {"weekend": "day", "fortnight": "day", "half": "month", "minute": "day", "hour": "day"}
"""Units whose answer is told in another grain; all others are grains themselves."""


@dataclass(frozen=True, slots=True)
class Habits:
    """What writers of a language mean by the same words; from its dates table."""

    next_weekday: str = "nearest"
    """"nearest" or "week": whether "next Friday" is the nearest one or that of next week."""
    early_week: int = 3
    """How many days make the beginning of a week."""
    late_week: int = 4
    """How many make its end."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Where an expression stands: the day of writing, the tense of its verb, the time told before it."""

    anchor: date | None
    tense: Tense | None = None
    told: When | None = None
    habits: Habits = Habits()


def resolve(node: Node, at: Setting) -> When | None:
    """The interval, or None where the anchor that it needs is missing.

    Raises OverflowError or ValueError where it lies off the calendar.
    """
    match node:
        case Fixed(when):
            return when
        case Calendar():
            return _calendar(node, at)
        case Shift(unit, count, told):
            return _shift(unit, count, told, at)
        case Distance():
            return _distance(node, at)
        case Span():
            return _span(node, at)
        case Rest(unit, sign):
            whole = aligned(unit, at.anchor, 0) if at.anchor else None
            if not whole:
                return None
            return When(whole.start, at.anchor, "day") if sign < 0 else When(at.anchor, whole.end, "day")
        case Season():
            return _season(node, at)
        case Holiday():
            return _holiday(node, at)
        case Part(which, inner):
            whole = resolve(inner, at)
            return part(which, whole, at.habits) if whole else None
        case Nth():
            return _nth(node, at)
        case Within(inner, outer):
            whole = resolve(outer, at)
            return _within(inner, whole) if whole else None
        case Offset(unit, count, sign, inner):
            whole = resolve(inner, at)
            if not whole or not whole.start or not whole.end:
                return None
            if whole.grain in ("month", "year") and unit == "year":
                moved = plus(whole.start, unit, sign * count)
                return aligned(whole.grain, moved, 0)
            return _around(whole.start if sign < 0 else whole.end, unit, sign * count)
        case Range(first, last):
            return _range(first, last, at)
        case Open():
            return _open(node, at)
        case Clock(clock, zone, inner):
            whole = resolve(inner, at) if inner else at.told if at.told and at.told.days == 1 else None
            if not whole and not inner and at.anchor:
                whole = edtf.day(at.anchor)
            if not whole or whole.days != 1:
                return whole if inner else None
            return replace(whole, grain="minute", clock=clock, zone=zone)


def _shift(unit: Unit, count: int, told: bool, at: Setting) -> When | None:
    base = at.anchor
    if told:
        if at.told:
            base = at.told.start if count < 0 else at.told.end
        elif at.tense is not None or unit == "day":
            # "The following week" counts from now only where nothing else is told: a phrase on its own.
            base = None
    return aligned(unit, base, count) if base else None


# Calendar units -----------------------------------------------------------------------------------


def plus_months(d: date, n: int) -> date:
    """The same day ``n`` months away, or the last day of a shorter month."""
    y, m = divmod(d.year * 12 + d.month - 1 + n, 12)
    return date(y, m + 1, min(d.day, monthrange(y, m + 1)[1]))


def plus(d: date, unit: Unit, n: int) -> date:
    """``n`` units away from a day."""
    match unit:
        case "minute" | "hour":
            return d
        case "day":
            return d + n * DAY
        case "week" | "weekend":
            return d + 7 * n * DAY
        case "fortnight":
            return d + 14 * n * DAY
        case _:
            return plus_months(
                d, n * {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}[unit]
            )


def aligned(unit: Unit, d: date, n: int) -> When:
    """The calendar unit that holds ``d``, moved by ``n`` units."""
    match unit:
        case "minute" | "hour" | "day":
            return edtf.day(d + n * DAY) if unit == "day" else edtf.day(d)
        case "week":
            monday = d + (7 * n - d.weekday()) * DAY
            return When(monday, monday + 6 * DAY, "week")
        case "weekend":
            saturday = d + (7 * n + 5 - d.weekday()) * DAY
            return When(saturday, saturday + DAY, "day")
        case "fortnight":
            monday = d + (14 * n - d.weekday()) * DAY
            return When(monday, monday + 13 * DAY, "day")
        case _:
            size = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}[unit]
            first = (d.year * 12 + d.month - 1) // size * size + n * size
            start = date(first // 12, first % 12 + 1, 1)
            return When(start, plus_months(start, size) - DAY, GRAINS.get(unit, unit))  # type: ignore[arg-type]


def _around(d: date, unit: Unit, n: int) -> When:
    """``n`` units from a day, as precise as the unit: a day for days, some days for weeks, half a unit beyond."""
    there = plus(d, unit, n)
    match unit:
        case "minute" | "hour" | "day":
            return edtf.day(there)
        case "week" | "weekend" | "fortnight":
            slack = 3 * DAY
        case "month" | "quarter" | "half":
            slack = 15 * DAY
        case _:
            slack = 183 * DAY if unit == "year" else 5 * 365 * DAY
    return When(there - slack, there + slack, "day", "about")


# Partial dates ------------------------------------------------------------------------------------


def _pick(days: Iterable[date], at: date, tense: Tense | None, *, year: bool) -> date | None:
    """The one of several days that is meant: the last for the past, the first for the future, else the likeliest.

    Without a tense, a date is in the year of writing, unless the one of another year is within a season and the
    other more than half a year away; where there is no year in play, the nearest.
    """
    found = sorted(days)
    if tense == "past":
        return max((d for d in found if d <= at), default=None)
    if tense == "future":
        return min((d for d in found if d >= at), default=None)
    nearest = min(found, key=lambda d: abs(d - at), default=None)
    if nearest is None or not year or nearest.year == at.year:
        return nearest
    same = [d for d in found if d.year == at.year]
    if same and not (abs(nearest - at).days <= 92 and abs(same[0] - at).days > 183):
        return same[0]
    return nearest


def _days(node: Calendar, years: Iterable[int]) -> list[date]:
    """Every day of these years that has the node's day, and its month and weekday where said."""
    months = [node.month] if node.month else range(1, 13)
    found = [
        date(y, m, node.day)
        for y in years
        if 0 < y < 10000
        for m in months
        if node.day and node.day <= monthrange(y, m)[1]
    ]
    return [d for d in found if node.weekday in (None, d.isoweekday())]


def _calendar(node: Calendar, at: Setting) -> When | None:
    if node.year:
        if node.month and node.day:
            return edtf.day(date(node.year, node.month, node.day))
        return edtf.month(node.year, node.month) if node.month else edtf.year(node.year)
    if at.anchor is None:
        return None
    a, tense = at.anchor, at.tense
    if node.direction:
        tense = "past" if node.direction < 0 else "future"
        # "last June" written in June is that of last year; a day written on that day, likewise.
        a += node.direction * DAY
    if node.day is None and node.month is None:
        return _weekday(node, at)
    if node.day is None:
        assert node.month
        months = [edtf.month(y, node.month) for y in range(a.year - 1, a.year + 2)]
        if node.direction:
            months = [
                w for w in months if w.start and (w.start.year, w.start.month) != (at.anchor.year, at.anchor.month)
            ]
        if tense == "future":
            return min((w for w in months if w.end and w.end >= a), key=lambda w: w.end or a, default=None)
        if node.direction == 0:
            return edtf.month(a.year, node.month)
        if tense != "past":
            first = _pick([w.start for w in months if w.start], a.replace(day=1), tense, year=True)
            return edtf.month(first.year, first.month) if first else None
        return max((w for w in months if w.start and w.start <= a), key=lambda w: w.start or a, default=None)
    wide = 2 if node.month or node.weekday is None else 3
    near = _days(node, range(a.year - wide + 1, a.year + wide))
    found = _pick(near, a, tense, year=bool(node.month))
    if node.weekday and node.month:
        # The weekday decides the year where it fits one beside; a tense may be misread, a weekday hardly.
        if found is None or abs(found - a).days > 400:
            found = min(near, key=lambda d: abs(d - a), default=None)
    elif found is None:
        found = _pick(_days(node, range(a.year - 8, a.year + 9)), a, tense, year=False)
    return edtf.day(found) if found else None


def _gap(when: When, d: date) -> int:
    """Days between a bounded interval and a day; 0 inside."""
    assert when.start and when.end
    return max((when.start - d).days, (d - when.end).days, 0)


def _weekday(node: Calendar, at: Setting) -> When | None:
    assert at.anchor and node.weekday
    back = (at.anchor.isoweekday() - node.weekday) % 7
    if node.direction == -1:
        return edtf.day(at.anchor - (back or 7) * DAY)
    if node.direction == -2:
        return edtf.day(at.anchor - (back or 7) * DAY)
    if node.direction == 2:
        return edtf.day(at.anchor + (-back % 7) * DAY)
    if node.direction == 1:
        if at.habits.next_weekday == "week":
            return edtf.day(at.anchor + (8 - at.anchor.isoweekday() + node.weekday - 1) * DAY)
        return edtf.day(at.anchor + (7 - back) * DAY)
    if node.direction == 0 and at.tense is None:
        return edtf.day(at.anchor - (back if back <= 3 else back - 7) * DAY)
    if at.tense in ("future", "present"):
        return edtf.day(at.anchor + (-back % 7) * DAY)
    return edtf.day(at.anchor - back * DAY)


def _within(node: Calendar, outer: When) -> When | None:
    """The first stretch of days inside ``outer`` that has the node's fields."""
    if outer.start is None or outer.end is None or (outer.days or 0) > 40_000:
        return None
    if node.day is None and node.weekday is None and node.month:
        for y in range(outer.start.year, outer.end.year + 1):
            both = edtf.intersect(edtf.month(y, node.month), outer)
            if both:
                return both
        return None
    d = outer.start
    while d <= outer.end and (d - outer.start).days < 1500:
        if node.day in (None, d.day) and node.month in (None, d.month) and node.weekday in (None, d.isoweekday()):
            return edtf.day(d)
        d += DAY
    return None


# The rest -----------------------------------------------------------------------------------------


def _distance(node: Distance, at: Setting) -> When | None:
    told = at.told
    base = ((told.start if node.sign < 0 else told.end) if told else None) if node.told else at.anchor
    if base is None or (node.sign > 0 and not node.told and at.tense == "past"):
        return None  # "the best in ten years": a stretch of time, not a time
    low, high = FEW.get(node.unit, (2, 9)) if node.bound == "few" else (node.count, node.count)
    near, far = plus(base, node.unit, node.sign * low), plus(base, node.unit, node.sign * high)
    if node.unit in ("minute", "hour"):
        return When(base - DAY, base, "day", "about") if node.sign < 0 else When(base, base + DAY, "day", "about")
    if node.bound == "few":
        return When(min(near, far), max(near, far), "day", "about")
    if node.bound == "more":
        return When(None, near, "day", "before") if node.sign < 0 else When(near, None, "day", "after")
    if node.bound == "less":
        return When(min(base, near), max(base, near), "day")
    return _around(base, node.unit, node.sign * node.count)


def _span(node: Span, at: Setting) -> When | None:
    if at.anchor is None:
        return None
    count = node.count or FEW.get(node.unit, (2, 9))[1]
    about = None if node.count else "about"
    if node.unit in ("minute", "hour"):
        return _distance(Distance(node.unit, count, node.sign), at)
    if about:
        far = plus(at.anchor, node.unit, node.sign * count)
        return When(min(far, at.anchor), max(far, at.anchor), "day", "about")
    one = aligned(node.unit, at.anchor, node.sign)
    other = aligned(node.unit, at.anchor, node.sign * count)
    return replace(edtf.hull(one, other), grain=one.grain)


def part(which: str, whole: When, habits: Habits) -> When:
    """The beginning, middle or end of an interval: tens of days of a month, thirds of most others."""
    if whole.start is None or whole.end is None or whole.days in (1, None):
        return whole
    a, b = whole.start, whole.end
    if whole.grain == "month":
        edges = {"early": (a, a + 9 * DAY), "mid": (a + 10 * DAY, a + 19 * DAY), "late": (a + 20 * DAY, b)}
    elif whole.grain == "year" and whole.days and whole.days < 367:
        y = a.year
        edges = {
            "early": (a, date(y, 3, 31)),
            "mid": (date(y, 5, 1), date(y, 8, 31)),
            "late": (date(y, 9, 1), b),
        }
    elif whole.grain == "week":
        edges = {
            "early": (a, a + (habits.early_week - 1) * DAY),
            "mid": (a + 2 * DAY, a + 3 * DAY),
            "late": (b - (habits.late_week - 1) * DAY, b),
        }
    else:
        third = (b - a) / 3
        edges = {"early": (a, a + third), "mid": (a + third, b - third), "late": (b - third, b)}
    start, end = edges[which]
    return When(start, max(start, end), "day", which)  # type: ignore[arg-type]


def _season(node: Season, at: Setting) -> When | None:
    def of(y: int) -> When:
        (m, d), (m2, d2) = SEASONS[node.name]
        return When(date(y, m, d), date(y + (m2 < m), m2, d2), "season")

    if node.year:
        return of(node.year)
    if at.anchor is None:
        return None
    a = at.anchor
    found = [of(y) for y in range(a.year - 2, a.year + 2)]
    if node.direction:
        found = [w for w in found if _gap(w, a) > 0]
    tense = {-1: "past", 1: "future"}.get(node.direction or 0, at.tense)
    if tense == "past":
        return max((w for w in found if w.start and w.start <= a), key=lambda w: w.start or a, default=None)
    if tense == "future":
        return min((w for w in found if w.end and w.end >= a), key=lambda w: w.start or a, default=None)
    here = [w for w in found if (w.start and w.start.year == a.year) or _gap(w, a) == 0]
    return min(here, key=lambda w: _gap(w, a), default=None)


def easter(y: int) -> date:
    """Western Easter Sunday (the anonymous Gregorian computus)."""
    a, b, c = y % 19, y // 100, y % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    n = h + k - 7 * m + 114
    return date(y, n // 31, n % 31 + 1)


def _holiday(node: Holiday, at: Setting) -> When | None:
    def of(y: int) -> date:
        if node.rule.startswith("easter"):
            return easter(y) + int(node.rule[6:] or 0) * DAY
        m, _, d = node.rule.partition("-")
        if d.startswith("w"):
            n = int(d[3:])
            days = [date(y, int(m), k) for k in range(1, monthrange(y, int(m))[1] + 1)]
            days = [k for k in days if k.isoweekday() == int(d[1])]
            return days[n - 1 if n > 0 else n]
        return date(y, int(m), int(d))

    if node.year:
        return edtf.day(of(node.year))
    if at.anchor is None:
        return None
    a = at.anchor + (node.direction or 0) * DAY
    tense: Tense | None = {-1: "past", 1: "future"}.get(node.direction or 0, at.tense)  # type: ignore[assignment]
    found = _pick([of(y) for y in range(a.year - 1, a.year + 2)], a, tense, year=True)
    return edtf.day(found) if found else None


def _nth(node: Nth, at: Setting) -> When | None:
    outer = resolve(node.inner, at) if node.inner else aligned("year", at.anchor, 0) if at.anchor else None
    if not outer or not outer.start or not outer.end or (outer.days or 0) > 4000:
        return None
    n = node.count
    if node.what == "week-of":
        # "The week of the 6th", where that is a Sunday, begins with it or the day after.
        return aligned("week", outer.start + DAY * (outer.start.isoweekday() == 7), 0)
    if node.what.isdigit() or node.what in ("day", "week", "weekend"):
        days = [outer.start + i * DAY for i in range(outer.days or 0)]
        if node.what.isdigit():
            days = [d for d in days if d.isoweekday() == int(node.what)]
        elif node.what == "week":
            days = [d for d in days if d.isoweekday() == 1 and d + 6 * DAY <= outer.end]
        elif node.what == "weekend":
            days = [d for d in days if d.isoweekday() == 6]
        if not 1 <= abs(n) <= len(days):
            return None
        d = days[n - 1 if n > 0 else n]
        width = {"week": 6, "weekend": 1}.get(node.what, 0)
        return When(d, d + width * DAY, "week" if width == 6 else "day")
    if node.what == "fortnight":
        half = outer.start + 14 * DAY
        return When(outer.start, half - DAY, "day") if n == 1 else When(half, outer.end, "day")
    size = {"month": 1, "quarter": 3, "half": 6, "year": 12}.get(node.what)
    if not size:
        return None
    starts = []
    d = outer.start
    while d <= outer.end:
        starts.append(d)
        d = plus_months(d, size)
    if not 1 <= abs(n) <= len(starts):
        return None
    start = starts[n - 1 if n > 0 else n]
    grain: Grain = GRAINS.get(node.what, node.what)  # type: ignore[arg-type]
    return When(start, plus_months(start, size) - DAY, grain)


def _range(first: Node, last: Node, at: Setting) -> When | None:
    """The later end is read from the earlier, or, for what is past, the earlier from the later."""
    if at.tense == "present" and _only_weekday(first) and _only_weekday(last):
        # "Takes place on Wednesday and Thursday": the end is still to come, the beginning need not be.
        b = resolve(last, replace(at, tense="future"))
        a = resolve(first, replace(at, anchor=b.end, tense="past")) if b and b.end else None
        return When(a.start, b.end, "day") if a and b else None
    if _needs_year(first) and (not _needs_year(last) or (at.tense in ("past", None) and _only_weekday(last))):
        b = resolve(last, at)
        if not b or not b.end:
            return None
        a = resolve(first, replace(at, anchor=b.end, tense="past"))
    else:
        a = resolve(first, at)
        if not a or not a.start:
            return None
        b = resolve(last, replace(at, anchor=a.start, tense="future") if _needs_year(last) else at)
    if not a or not b or (a.start and b.end and a.start > b.end):
        return None
    if a.clock and b.clock and a.start == b.end:
        return replace(a, clock=f"{a.clock}/{b.clock}")
    grain: Grain = a.grain if a.grain == b.grain else "day"
    return When(a.start, b.end, grain, "about" if "about" in (a.modifier, b.modifier) else None)


def _needs_year(node: Node) -> bool:
    """Whether a neighbour may tell the year, month or week of this."""
    match node:
        case Calendar(year=None, direction=None) | Holiday(year=None) | Season(year=None):
            return True
        case Part(_, inner) | Clock(_, _, inner) if inner:
            return _needs_year(inner)
        case _:
            return False


def _only_weekday(node: Node) -> bool:
    return isinstance(node, Calendar) and node.day is None and node.month is None and node.direction is None


def _open(node: Open, at: Setting) -> When | None:
    if node.how in ("until", "by") and at.tense is None:
        at = replace(at, tense="future")
    inner = resolve(node.inner, at)
    if not inner:
        return None
    match node.how:
        case "since" | "after":
            return When(inner.start, None, inner.grain, node.how) if inner.start else None
        case "until":
            return When(None, inner.end, inner.grain, "until") if inner.end else None
        case "before":
            if not inner.start:
                return None
            return When(None, inner.start - (inner.start != inner.end) * DAY, inner.grain, "before")
        case "by":
            start = at.anchor if at.anchor and inner.end and at.anchor <= inner.end else None
            return When(start, inner.end, "day", "until") if inner.end else None
        case how:
            return replace(inner, modifier=how)
