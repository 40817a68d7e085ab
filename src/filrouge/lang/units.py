"""Units of the calendar, and the setting in which an expression is resolved."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from filrouge.lang.symbols import Unit
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
    alone: bool = False
    """Nothing else is written: "two days later" can then only count from the day of writing."""


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


def around(d: date, unit: Unit, n: int) -> When:
    """``n`` units from a day, as precise as the unit: a day for days, about a day for weeks, half a unit beyond.

    Weeks are counted from weekday to weekday, though not strictly: `spread` gives the days that may be meant.
    """
    there = plus(d, unit, n)
    match unit:
        case "minute" | "hour" | "day":
            return edtf.day(there)
        case "week" | "weekend" | "fortnight":
            return When(there, there, "week", "about")
        case "month" | "quarter" | "half":
            slack = 15 * DAY
        case _:
            years = 92 if abs(n) == 1 else 183  # nobody rounds eighteen months to a year
            slack = years * DAY if unit == "year" else 5 * 365 * DAY
    return When(there - slack, there + slack, "day", "about")


def spread(when: When) -> When:
    """All days that may be meant by "about a day" told in weeks: half a week on either side."""
    if when.grain != "week" or when.modifier != "about" or when.start is None or when.start != when.end:
        return when
    return When(when.start - 3 * DAY, when.start + 3 * DAY, "day", "about")


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


def easter(y: int) -> date:
    """Western Easter Sunday (the anonymous Gregorian computus)."""
    a, b, c = y % 19, y // 100, y % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    n = h + k - 7 * m + 114
    return date(y, n // 31, n % 31 + 1)
