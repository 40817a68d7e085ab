"""From what a rule captured to the tree that says it: one small function for each ``make`` of a dates table.

A builder gets the captured values by label, the rule's own options, and whether the language writes the day
first; it answers None where the words make no date ("31 February"), and the rule then does not apply.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from filrouge.lang.lexicon import full_year
from filrouge.lang.symbols import (
    Bound,
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
    Within,
)
from filrouge.records import When
from filrouge.text import edtf

Values = Mapping[str, Any]
Builder = Callable[[Values, Values, bool], Node | None]

EARLIEST, LATEST = 1000, 2200
"""Years outside these are taken for other numbers."""

FEW_AT_MOST = 10
""""Within a few days": as many as are ever meant."""


def _year(value: Any) -> int | None:
    if value is None:
        return None
    y = full_year(value) if value < 100 else int(value)
    return y if EARLIEST <= y <= LATEST else None


def _date(v: Values, o: Values, day_first: bool) -> Node | None:
    """weekday, day, month, year, dir, any of them."""
    y, m, d = _year(v.get("year")), v.get("month"), v.get("day")
    if v.get("year") is not None and y is None:
        return None
    if d and not 1 <= d <= (monthrange(y or 2024, m)[1] if m else 31):
        return None
    if not (y or m or d or v.get("weekday")):
        return None
    if v.get("unit") not in (None, "month", "year"):
        return None
    if y and m:
        return Fixed(edtf.day(date(y, m, d)) if d else edtf.month(y, m))
    if y:
        return Fixed(edtf.year(y))
    return Calendar(m, d, v.get("weekday"), v.get("dir", o.get("dir")))


def _days(v: Values, o: Values, day_first: bool) -> Node | None:
    """first, second (days of one month), month, year; weekday and weekday2; or month and month2 of one year."""
    y = _year(v.get("year"))
    if "month2" in v:
        first = _date({**v, "day": v.get("first"), "year": v.get("year")}, o, day_first)
        last = _date({"month": v["month2"], "day": v.get("second"), "year": v.get("year")}, o, day_first)
        if y and v["month"] > v["month2"]:
            first = _date({"month": v["month"], "day": v.get("first"), "year": y - 1}, o, day_first)
        return Range(first, last) if first and last else None
    one, two = v["first"], v["second"]
    if one >= two:
        return None
    if "unit" in v:
        if v["unit"] != "month":
            return None
        outer = Shift("month", v.get("dir", 0))
        return Range(Within(Calendar(day=one), outer), Within(Calendar(day=two), outer))
    first = _date({**v, "day": one}, o, day_first)
    last = _date({**v, "day": two, "weekday": None}, o, day_first)
    return Range(first, last) if first and last else None


def _numeric(v: Values, o: Values, day_first: bool) -> Node | None:
    """dmy (year, month, day), dm (two strings), or iso."""
    if "iso" in v:
        try:
            return Fixed(edtf.parse(v["iso"]))
        except ValueError:
            return None
    if "dmy" in v:
        return _date(dict(zip(("year", "month", "day"), v["dmy"], strict=True)), {}, day_first) if v["dmy"] else None
    a, b = (int(x) for x in v["dm"])
    d, m = (a, b) if day_first else (b, a)
    if m > 12 >= d:
        d, m = m, d
    if not 1 <= m <= 12 or not d:
        return None
    # Bare "1/2" is a half more often than a date.
    sure = o.get("sure") or max(a, b) > 12 or any(len(x) == 2 and x[0] == "0" for x in v["dm"])
    return _date({"month": m, "day": d}, {}, day_first) if sure and v["dm"] != ("24", "7") else None


def _shift(v: Values, o: Values, day_first: bool) -> Node | None:
    """unit and dir, or a deictic's own count of days."""
    unit = v.get("unit", o.get("unit", "day"))
    if unit in ("minute", "hour"):
        return Distance(unit, 1, v["dir"]) if v.get("dir") else None
    return Shift(unit, v.get("dir", v.get("deictic", o.get("dir", 0))), bool(o.get("told")))


def _distance(v: Values, o: Values, day_first: bool) -> Node | None:
    """num, unit; more, less, few; the sign is the rule's."""
    n = v.get("num", 1)
    if v.get("unit") == "quarter" and o.get("quarters_are_hours"):
        return None
    if not 0 < n <= 3000:
        return None
    bound: Bound = "more" if "more" in v else "less" if "less" in v else "few" if "few" in v else "exact"
    return Distance(v["unit"], n, o["sign"], bound, bool(o.get("told")))


def _since(v: Values, o: Values, day_first: bool) -> Node | None:
    """ "For three years": open from then."""
    inner = _distance(v, {"sign": -1}, day_first)
    # "For more than three years" began before then: where, nobody says.
    return Open("since", inner) if inner and "more" not in v else inner


def _by(v: Values, o: Values, day_first: bool) -> Node | None:
    """ "Within ten days": from now until then."""
    n = v.get("num", FEW_AT_MOST)
    return Distance(v["unit"], n, 1, "less") if 0 < n <= 3000 else None


def _in_weeks(v: Values, o: Values, day_first: bool) -> Node | None:
    """« lundi en huit », « en quinze »: the next such weekday and one or two weeks more."""
    if v["num"] not in (8, 15):
        return None
    return Offset("day", 7 if v["num"] == 8 else 14, 1, Calendar(weekday=v["weekday"], direction=2))


def _numeric_parts(v: Values, o: Values, day_first: bool) -> Node | None:
    """Day, month, year as three separate numbers."""
    return _date({"day": v["d"], "month": v["m"], "year": v["y"]}, {}, day_first)


def _ides(v: Values, o: Values, day_first: bool) -> Node | None:
    return _date({**v, "day": 15 if v["month"] in (3, 5, 7, 10) else 13}, {}, day_first)


def _weekdays(v: Values, o: Values, day_first: bool) -> Node | None:
    """ "Three Fridays from now", "two Thursdays ago", "the Friday after next"."""
    n = v.get("num", 2)
    if not 0 < n < 500:
        return None
    return Offset("day", 7 * (n - 1), o["sign"], Calendar(weekday=v["weekday"], direction=2 * o["sign"]))


def _abbreviation(v: Values, o: Values, day_first: bool) -> Node | None:
    """bom, eom, boy, eoy: beginning or end of month or year."""
    part, unit = v["abbrev"][0], v["abbrev"][2]
    return Part("early" if part == "b" else "late", Shift("month" if unit == "m" else "year", 0))


def _after_next(v: Values, o: Values, day_first: bool) -> Node | None:
    if "unit" in v:
        return Shift(v["unit"], 2)
    return Offset("year", 1, 1, Calendar(month=v["month"], direction=1))


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


def _span(v: Values, o: Values, day_first: bool) -> Node | None:
    n = v.get("num")
    if n is not None and not 0 < n <= 1000:
        return None
    return Span(v["unit"], n, v.get("dir", o.get("dir", -1)))


def _rest(v: Values, o: Values, day_first: bool) -> Node | None:
    return Rest(v.get("unit", "day"), o["sign"])


def _season(v: Values, o: Values, day_first: bool) -> Node | None:
    return Season(v["season"], v.get("dir", o.get("dir")), _year(v.get("year")))


def _holiday(v: Values, o: Values, day_first: bool) -> Node | None:
    return Holiday(v["holiday"], v.get("dir"), _year(v.get("year")))


def _part(v: Values, o: Values, day_first: bool) -> Node | None:
    """part of time, of a month (with a year), of a unit now or aside."""
    if "time" in v:
        inner: Node | None = v["time"]
    elif "unit" in v:
        inner = Shift(v["unit"], v.get("dir", 0))
    else:
        inner = _date(v, o, day_first)
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
        inner = _date({"month": v.get("month"), "year": v.get("year")}, {}, day_first)
    if inner is None and what not in ("quarter", "half"):
        return None
    return Nth(count, what, inner)


def _quarter(v: Values, o: Values, day_first: bool) -> Node | None:
    y = _year(v.get("year"))
    n = v.get("num") or v.get("quarter")
    return Nth(n, "quarter", Fixed(edtf.year(y)) if y else None) if n and 1 <= n <= 4 else None


def _within(v: Values, o: Values, day_first: bool) -> Node | None:
    """weekday, day or month inside time."""
    outer = v["time"]
    if "unit" in v:
        outer = Shift(v["unit"], v.get("dir", 0))
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
    if isinstance(a, Open) or isinstance(b, Open):
        return None
    if o.get("together") and not (_bare_weekday(a) and _bare_weekday(b)):
        return None
    return Range(a, b)


def _bare_weekday(node: Node) -> bool:
    return isinstance(node, Calendar) and node.weekday is not None and node.day is None


def _years(v: Values, o: Values, day_first: bool) -> Node | None:
    a = _year(v["first"])
    if a is None:
        return None
    b = a // 100 * 100 + v["second"] if v["second"] < 100 else _year(v["second"])
    return Range(Fixed(edtf.year(a)), Fixed(edtf.year(b))) if b and 0 < b - a < 200 else None


def _decade(v: Values, o: Values, day_first: bool) -> Node | None:
    n = v.get("decade") or v.get("num")
    if n is None or n % 10:
        return None
    first = 1900 + n if n < 100 else n
    if not EARLIEST <= first <= LATEST or (n < 100 and n < 20):
        return None
    return Fixed(When(date(first, 1, 1), date(first + 9, 12, 31), "decade"))


def _century(v: Values, o: Values, day_first: bool) -> Node | None:
    n = v.get("ord") or v.get("roman")
    if not n or not 10 <= n <= 22:
        return None
    return Fixed(When(date(100 * (n - 1), 1, 1), date(100 * n - 1, 12, 31), "century"))


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
    "date": _date,
    "days": _days,
    "numeric": _numeric,
    "shift": _shift,
    "distance": _distance,
    "since": _since,
    "by": _by,
    "in-weeks": _in_weeks,
    "numeric-parts": _numeric_parts,
    "ides": _ides,
    "weekdays": _weekdays,
    "abbreviation": _abbreviation,
    "after-next": _after_next,
    "inside": _inside,
    "span": _span,
    "rest": _rest,
    "season": _season,
    "holiday": _holiday,
    "part": _part,
    "nth": _nth,
    "quarter": _quarter,
    "within": _within,
    "week-of": _week_of,
    "offset": _offset,
    "range": _range,
    "years": _years,
    "decade": _decade,
    "century": _century,
    "clock": _clock,
    "at-clock": _join_clocks,
    "open": _open,
    "same": _same,
}
