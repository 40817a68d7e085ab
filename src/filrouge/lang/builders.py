"""From what a rule captured to the tree that says it: one small function for each ``make`` of a dates table.

A builder gets the captured values by label, the rule's own options, and whether the language writes the day
first; it answers None where the words make no date ("31 February"), and the rule then does not apply.
"""

from __future__ import annotations

from collections.abc import Callable

from filrouge.lang import build_dates, build_relative
from filrouge.lang.build_dates import Values, make_date
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
    Shift,
    Span,
    Within,
)

Builder = Callable[[Values, Values, bool], Node | None]


def _inside(v: Values, o: Values, day_first: bool) -> Node | None:
    """Two expressions side by side of which the first lies in the second."""
    a, b = v["first"], v["time"]
    if isinstance(a, Shift) and a.unit == "week" and _bare_weekday(b) and b.direction is None:
        a, b = b, a  # "next week Monday"
    if not isinstance(a, Calendar) or a.direction is not None or a.year:
        return None
    fine = (
        isinstance(b, Shift | Rest)
        and b.unit not in ("day", "hour", "minute")
        and (a.month is None or b.unit == "year")
    )
    if fine or (isinstance(b, Fixed) and b.when.grain == "year" and a.month):
        return Within(a, b)
    return None


def _part(v: Values, o: Values, day_first: bool) -> Node | None:
    """part of time, of a month (with a year), of a unit now or aside."""
    if "time" in v:
        inner: Node | None = v["time"]
    elif v.get("unit") and "year" not in v:
        inner = Shift(v["unit"], v.get("dir", 0))
    else:
        inner = make_date(v, o, day_first)
    return Part(v["part"], inner) if inner else None


def _nth(v: Values, o: Values, day_first: bool) -> Node | None:
    if "first" in v:
        if not _bare_weekday(v["first"]):
            return None
        return Nth(v["ord"], str(v["first"].weekday), v["time"])
    what = str(v.get("weekday") or v["unit"])
    count = -v.get("ord", 1) if "last" in v else v.get("ord", -1)
    if o.get("quarters_only") and what not in ("quarter", "half"):
        return None
    inner: Node | None = Shift(v["outer"], 0) if "outer" in v else v.get("time")
    if inner is None and ("month" in v or "year" in v):
        inner = make_date({"month": v.get("month"), "year": v.get("year")}, {}, day_first)
    if inner is None and what not in ("quarter", "half"):
        return None
    return Nth(count, what, inner)


def _within(v: Values, o: Values, day_first: bool) -> Node | None:
    """weekday, day or month inside time."""
    outer: Node = Shift(v["unit"], v.get("dir", 0)) if "unit" in v and "time" not in v else v["time"]
    if isinstance(outer, Calendar | Fixed) and "day" not in v and "ord" not in v and v.get("month") is None:
        return None
    return Within(Calendar(v.get("month"), v.get("day") or v.get("ord"), v.get("weekday")), outer)


def _week_of(v: Values, o: Values, day_first: bool) -> Node | None:
    """The week of a day, the month of a day told; « le jour de Noël » is the day itself."""
    inner: Node = v["time"]
    if v["unit"] == "week":
        return Nth(0, "week-of", inner)
    return inner if v["unit"] == "day" and isinstance(inner, Holiday) else None


def _offset(v: Values, o: Values, day_first: bool) -> Node | None:
    n, sign = v.get("num", 1), o["sign"]
    if "deictic" in v:  # « la veille de Noël »
        n, sign = abs(v["deictic"]), 1 if v["deictic"] > 0 else -1
    return Offset(v.get("unit", "day"), n, sign, v["time"]) if 0 < n <= 3000 else None


def _range(v: Values, o: Values, day_first: bool) -> Node | None:
    a, b = v["time"], v["last"]
    if isinstance(a, Open) or isinstance(b, Open) or (isinstance(b, Clock) and b.inner is None):
        return None
    if o.get("together") and not (_bare_weekday(a) and _bare_weekday(b)):
        return None
    return Range(a, b)


def _bare_weekday(node: Node) -> bool:
    return isinstance(node, Calendar) and node.weekday is not None and node.day is None


def _clock(v: Values, o: Values, day_first: bool) -> Node | None:
    """clock or num (an hour), last (the end of a range), zone, time (its day)."""
    first = _hour(v, "clock", "num", o)
    if first is None:
        return None
    clock = first
    if "last" in v or "num2" in v:
        last = _hour(v, "last", "num2", o)
        if last is None:
            return None
        clock = f"{first}/{last}"
    inner: Node | None = v.get("time")
    if isinstance(inner, Clock):
        return None
    return Clock(clock, v.get("zone"), inner)


def _hour(v: Values, clock: str, number: str, o: Values) -> str | None:
    if v.get(clock):
        return str(v[clock])
    n = v.get(number)
    if n is None or not 0 <= n <= 24:
        return None
    if v.get("half") == "pm" and n < 12:
        n += 12
    return f"{n % 24:02d}:{v.get('minute', 0):02d}" if 0 <= v.get("minute", 0) < 60 else None


def _join_clocks(v: Values, o: Values, day_first: bool) -> Node | None:
    """A day and a bare clock beside it."""
    a, b = v["time"], v["last"]
    if isinstance(b, Clock) and b.inner is None and not isinstance(a, Clock | Open | Range):
        return Clock(b.clock, b.zone, a)
    if isinstance(a, Clock) and a.inner is None and not isinstance(b, Clock | Open | Range):
        return Clock(a.clock, a.zone, b)
    return None


def _open(v: Values, o: Values, day_first: bool) -> Node | None:
    inner = v["time"]
    if isinstance(inner, Distance | Span) and inner.unit in ("minute", "hour"):
        return None
    if isinstance(inner, Open) or (o["how"] != "about" and isinstance(inner, Distance) and inner.bound != "exact"):
        return None
    if isinstance(inner, Clock) and inner.inner is None:
        return None
    return Open(o["how"], inner)


def _same(v: Values, o: Values, day_first: bool) -> Node | None:
    """A day with a part of the day, an apposition: the words are one expression, the meaning is unchanged."""
    inner: Node = v["time"]
    return inner


BUILDERS: dict[str, Builder] = {
    "date": build_dates.make_date,
    "days": build_dates.make_days,
    "numeric": build_dates.make_numeric,
    "shift": build_relative.make_shift,
    "distance": build_relative.make_distance,
    "since": build_relative.make_since,
    "by": build_relative.make_by,
    "in-weeks": build_relative.make_in_weeks,
    "numeric-parts": build_dates.make_numeric_parts,
    "ides": build_dates.make_ides,
    "rentree": build_dates.make_rentree,
    "weekdays": build_relative.make_weekdays,
    "abbreviation": build_relative.make_abbreviation,
    "week-day": build_relative.make_week_day,
    "after-next": build_relative.make_after_next,
    "inside": _inside,
    "span": build_relative.make_span,
    "rest": build_relative.make_rest,
    "season": build_relative.make_season,
    "holiday": build_relative.make_holiday,
    "part": _part,
    "nth": _nth,
    "quarter": build_dates.make_quarter,
    "within": _within,
    "week-of": _week_of,
    "offset": _offset,
    "range": _range,
    "years": build_dates.make_years,
    "decade": build_dates.make_decade,
    "century": build_dates.make_century,
    "clock": _clock,
    "at-clock": _join_clocks,
    "open": _open,
    "same": _same,
}
