"""From what an expression says to the days it means, given the day on which it was written.

Every function here is monotone in the anchor day, so that an anchor that is itself an interval is
resolved at both its ends and the answers joined: wide, and right.
"""

from __future__ import annotations

from dataclasses import replace

from filrouge.lang.partial import holiday, partial, season, within
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
from filrouge.lang.units import DAY, FEW, GRAINS, Setting, aligned, around, part, plus, plus_months
from filrouge.records import Grain, Modifier, When
from filrouge.text import edtf


def resolve(node: Node, at: Setting) -> When | None:
    """The interval, or None where the anchor that it needs is missing.

    Raises OverflowError or ValueError where it lies off the calendar.
    """
    match node:
        case Fixed(when):
            return when
        case Calendar():
            return partial(node, at)
        case Shift(unit, count, told):
            return _shift(unit, count, told, at)
        case Distance():
            return _distance(node, at)
        case Span():
            return _span(node, at)
        case Rest(unit, sign):
            whole = aligned(unit, at.anchor, 0) if at.anchor else None
            if not whole or not whole.start or not at.anchor or whole.start > at.anchor:
                return whole  # the weekend on a weekday: it is all to come
            return When(whole.start, at.anchor, "day") if sign < 0 else When(at.anchor, whole.end, "day")
        case Season():
            return season(node, at)
        case Holiday():
            return holiday(node, at)
        case Part(which, inner):
            whole = resolve(inner, at)
            return part(which, whole, at.habits) if whole else None
        case Nth():
            return _nth(node, at)
        case Within(inner, outer):
            whole = resolve(outer, at)
            return within(inner, whole) if whole else None
        case Offset(unit, count, sign, inner):
            whole = resolve(inner, at)
            if not whole or not whole.start or not whole.end:
                return None
            if unit == "year" and isinstance(inner, Holiday):
                return edtf.day(plus(whole.start, unit, sign * count))
            if whole.grain in ("month", "year") and unit == "year":
                moved = plus(whole.start, unit, sign * count)
                return aligned(whole.grain, moved, 0)
            return around(whole.start if sign < 0 else whole.end, unit, sign * count)
        case Range(first, last):
            return _range(first, last, at)
        case Open():
            return _open(node, at)
        case Clock(clock, zone, inner):
            whole = resolve(inner, at) if inner else _day_told(at)
            if whole and whole.days and whole.days <= LONGEST_DAY:
                return replace(whole, grain="minute" if whole.days == 1 else "day", clock=clock, zone=zone)
            return whole if inner else None


LONGEST_DAY = 31
"""Days: a clock time is of one day, though which may not be known more closely."""


def _day_told(at: Setting) -> When | None:
    """The day that a bare clock time is of: the one told last, else that of writing."""
    if at.told and at.told.days and at.told.days <= LONGEST_DAY and at.told.grain == "day":
        return replace(at.told, modifier=None)
    return edtf.day(at.anchor) if at.anchor else None


def _shift(unit: Unit, count: int, told: bool, at: Setting) -> When | None:
    base = at.anchor
    if told:
        if at.told:
            base = at.told.start if count < 0 else at.told.end
        elif at.anchor and not at.alone and unit == "day" and count == -1 and at.tense == "past":
            # "la veille" of news that was told without its day: of the day of writing or of the one before
            return When(at.anchor - 2 * DAY, at.anchor - DAY, "day", "about")
        elif not at.alone and (at.tense is not None or unit == "day"):
            base = None
    if base is None:
        return None
    whole = aligned(unit, base, count)
    if unit == "weekend" and count == 0 and at.tense == "past" and whole.start and whole.start > base:
        return aligned(unit, base, -1)  # « se sont vus ce week-end », written on a Monday
    return whole


def _distance(node: Distance, at: Setting) -> When | None:
    told = at.told
    if node.told and told and (told.days or 1) > 1 and told.start and told.end:
        ends = [_distance(node, replace(at, told=edtf.day(d))) for d in (told.start, told.end)]
        return edtf.hull(ends[0], ends[1]) if ends[0] and ends[1] else None
    base = at.anchor
    if node.told and told:
        base = told.start if node.sign < 0 else told.end
    elif node.told and not at.alone and (node.sign > 0 or at.tense == "future"):
        base = None  # "a year earlier" than nothing told is a year before the news
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
    return around(base, node.unit, node.sign * node.count)


def _span(node: Span, at: Setting) -> When | None:
    if at.anchor is None:
        return None
    count = node.count or FEW.get(node.unit, (2, 9))[1]
    about: Modifier | None = None if node.count else "about"
    if node.unit in ("minute", "hour"):
        return _distance(Distance(node.unit, count, node.sign), at)
    if about or node.running:
        far = plus(at.anchor, node.unit, node.sign * count)
        return When(min(far, at.anchor), max(far, at.anchor), "day", about)
    one = aligned(node.unit, at.anchor, node.sign)
    other = aligned(node.unit, at.anchor, node.sign * count)
    return replace(edtf.hull(one, other), grain=one.grain)


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
    if node.what == "fortnight" or (node.what == "half" and outer.grain == "month"):
        if outer.grain != "month" or n not in (1, 2, -1):
            return None
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
    if node.how == "before" and isinstance(node.inner, Part) and node.inner.which == "late":
        node = replace(node, how="until")
    if node.how in ("until", "by", "after") and at.tense is None:
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
