"""Trees for dates written out: days, months, years, in numbers and in words."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from typing import Any

from filrouge.lang.lexicon import full_year
from filrouge.lang.symbols import (
    Calendar,
    Fixed,
    Node,
    Nth,
    Range,
    Shift,
    Within,
)
from filrouge.records import When
from filrouge.text import edtf

Values = Mapping[str, Any]

EARLIEST, LATEST = 1000, 2200
"""Years outside these are taken for other numbers."""


def make_year(value: Any) -> int | None:
    if value is None:
        return None
    y = full_year(value) if value < 100 else int(value)
    return y if EARLIEST <= y <= LATEST else None


def make_date(v: Values, o: Values, day_first: bool) -> Node | None:
    """weekday, day, month, year, dir, any of them."""
    y, m, d = make_year(v.get("year")), v.get("month"), v.get("day")
    if v.get("year") is not None and y is None:
        return None
    if m and not 1 <= m <= 12:
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
    return Calendar(m, d, v.get("weekday"), v.get("dir", o.get("dir")), told=bool(o.get("told")))


def make_days(v: Values, o: Values, day_first: bool) -> Node | None:
    """first, second (days of one month), month, year; weekday and weekday2; or month and month2 of one year."""
    y = make_year(v.get("year"))
    if "month2" in v:
        first = make_date({**v, "day": v.get("first"), "year": v.get("year")}, o, day_first)
        last = make_date({"month": v["month2"], "day": v.get("second"), "year": v.get("year")}, o, day_first)
        if y and v["month"] > v["month2"]:
            first = make_date({"month": v["month"], "day": v.get("first"), "year": y - 1}, o, day_first)
        return Range(first, last) if first and last else None
    one, two = v["first"], v["second"]
    if one >= two:
        return None
    if "unit" in v:
        if v["unit"] != "month":
            return None
        outer = Shift("month", v.get("dir", 0))
        return Range(Within(Calendar(day=one), outer), Within(Calendar(day=two), outer))
    first = make_date({**v, "day": one}, o, day_first)
    last = make_date({**v, "day": two, "weekday": None}, o, day_first)
    return Range(first, last) if first and last else None


def make_numeric(v: Values, o: Values, day_first: bool) -> Node | None:
    """dmy (year, month, day), dm (two strings), or iso."""
    if "iso" in v:
        try:
            return Fixed(edtf.parse(v["iso"]))
        except ValueError:
            return None
    if "dmy" in v:
        return (
            make_date(dict(zip(("year", "month", "day"), v["dmy"], strict=True)), {}, day_first) if v["dmy"] else None
        )
    a, b = (int(x) for x in v["dm"])
    d, m = (a, b) if day_first else (b, a)
    if m > 12 >= d:
        d, m = m, d
    if not 1 <= m <= 12 or not d:
        return None
    # Bare "1/2" is a half more often than a date.
    sure = o.get("sure") or max(a, b) > 12 or any(len(x) == 2 and x[0] == "0" for x in v["dm"])
    return make_date({"month": m, "day": d}, {}, day_first) if sure and v["dm"] != ("24", "7") else None


def make_numeric_parts(v: Values, o: Values, day_first: bool) -> Node | None:
    """Day, month, year as three separate numbers."""
    return make_date({"day": v["d"], "month": v["m"], "year": v["y"]}, {}, day_first)


def make_rentree(v: Values, o: Values, day_first: bool) -> Node | None:
    """When the French school year begins: September, or the month said."""
    return make_date({"month": 9, **v}, {}, day_first)


def make_ides(v: Values, o: Values, day_first: bool) -> Node | None:
    return make_date({**v, "day": 15 if v["month"] in (3, 5, 7, 10) else 13}, {}, day_first)


def make_years(v: Values, o: Values, day_first: bool) -> Node | None:
    a = make_year(v["first"])
    if a is None:
        return None
    b = a // 100 * 100 + v["second"] if v["second"] < 100 else make_year(v["second"])
    return Range(Fixed(edtf.year(a)), Fixed(edtf.year(b))) if b and 0 < b - a < 200 else None


def make_decade(v: Values, o: Values, day_first: bool) -> Node | None:
    n = v.get("decade") or v.get("num")
    if n is None or n % 10:
        return None
    first = 1900 + n if n < 100 else n
    if not EARLIEST <= first <= LATEST or (n < 100 and n < 20):
        return None
    return Fixed(When(date(first, 1, 1), date(first + 9, 12, 31), "decade"))


def make_century(v: Values, o: Values, day_first: bool) -> Node | None:
    n = v.get("ord") or v.get("roman")
    if not n or not 10 <= n <= 22 or v["unit"] != "century":
        return None
    return Fixed(When(date(100 * (n - 1), 1, 1), date(100 * n - 1, 12, 31), "century"))


def make_quarter(v: Values, o: Values, day_first: bool) -> Node | None:
    y = make_year(v.get("year"))
    n = v.get("num") or v.get("quarter")
    return Nth(n, "quarter", Fixed(edtf.year(y)) if y else None) if n and 1 <= n <= 4 else None
