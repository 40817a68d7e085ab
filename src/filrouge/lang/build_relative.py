"""Trees for times told from the day of writing or from another time: last week, three days ago, this summer."""

from __future__ import annotations

from filrouge.lang.build_dates import Values, make_year
from filrouge.lang.symbols import (
    Bound,
    Calendar,
    Distance,
    Holiday,
    Node,
    Offset,
    Open,
    Part,
    Rest,
    Season,
    Shift,
    Span,
    Within,
)
from filrouge.lang.units import FEW


def make_shift(v: Values, o: Values, day_first: bool) -> Node | None:
    """unit and dir, or a deictic's own count of days; ``only`` that unit."""
    unit = v.get("unit", o.get("unit", "day"))
    if o.get("only", unit) != unit:
        return None
    if unit in ("minute", "hour"):
        return Distance(unit, 1, v["dir"]) if v.get("dir") else None
    return Shift(unit, v.get("dir", v.get("deictic", o.get("dir", 0))), bool(o.get("told")))


def make_distance(v: Values, o: Values, day_first: bool) -> Node | None:
    """num, unit; more, less, few; the sign is the rule's."""
    n = v.get("num", 1)
    if v.get("unit") == "quarter" and o.get("quarters_are_hours"):
        return None
    if not 0 < n <= 3000:
        return None
    bound: Bound = "more" if "more" in v else "less" if "less" in v else "few" if "few" in v else "exact"
    return Distance(v["unit"], n, o["sign"], bound, bool(o.get("told")))


def make_since(v: Values, o: Values, day_first: bool) -> Node | None:
    """ "For three years": open from then."""
    inner = make_distance(v, {"sign": -1}, day_first)
    # "For more than three years" began before then: where, nobody says.
    return Open("since", inner) if inner and "more" not in v else inner


def make_by(v: Values, o: Values, day_first: bool) -> Node | None:
    """ "Within ten days": from now until then."""
    unit = v.get("unit", o.get("unit"))
    n = v.get("num") or (FEW.get(unit, (2, 9))[1] if "few" in v else 1)
    return Distance(unit, n, 1, "less") if 0 < n <= 3000 else None


def make_in_weeks(v: Values, o: Values, day_first: bool) -> Node | None:
    """« lundi en huit », « en quinze »: the next such weekday and one or two weeks more."""
    if v["num"] not in (8, 15):
        return None
    return Offset("day", 7 if v["num"] == 8 else 14, 1, Calendar(weekday=v["weekday"], direction=2))


def make_weekdays(v: Values, o: Values, day_first: bool) -> Node | None:
    """ "Three Fridays from now", "two Thursdays ago", "the Friday after next"."""
    n = v.get("num", 2)
    if not 0 < n < 500:
        return None
    return Offset("day", 7 * (n - 1), o["sign"], Calendar(weekday=v["weekday"], direction=3 if o["sign"] > 0 else -2))


def make_week_day(v: Values, o: Values, day_first: bool) -> Node | None:
    """A weekday of last, this or next week in one word (「上周三」)."""
    return Within(Calendar(weekday=v["weekday"]), Shift("week", o["dir"]))


def make_after_next(v: Values, o: Values, day_first: bool) -> Node | None:
    if "unit" in v:
        return Shift(v["unit"], 2)
    return Offset("year", 1, 1, Calendar(month=v["month"], direction=1))


def make_span(v: Values, o: Values, day_first: bool) -> Node | None:
    n = v.get("num")
    if n is not None and not 0 < n <= 1000:
        return None
    running = bool(o.get("running"))
    return Span(v["unit"], n or (1 if running else None), v.get("dir", o.get("dir", -1)), running)


def make_rest(v: Values, o: Values, day_first: bool) -> Node | None:
    return Rest(v.get("unit", "day"), o["sign"])


def make_season(v: Values, o: Values, day_first: bool) -> Node | None:
    return Season(v["season"], v.get("dir", o.get("dir")), make_year(v.get("year")))


def make_holiday(v: Values, o: Values, day_first: bool) -> Node | None:
    return Holiday(v["holiday"], v.get("dir"), make_year(v.get("year")))


def make_abbreviation(v: Values, o: Values, day_first: bool) -> Node | None:
    """bom, eom, boy, eoy: beginning or end of month or year."""
    part, unit = v["abbrev"][0], v["abbrev"][2]
    return Part("early" if part == "b" else "late", Shift("month" if unit == "m" else "year", 0))
