"""Dates of which only some fields are said: the tense, or nearness, says which day, month, season or feast is meant."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from filrouge.lang.symbols import Calendar, Holiday, Season
from filrouge.lang.units import DAY, SEASONS, Setting, Tense, easter
from filrouge.records import When
from filrouge.text import edtf


def pick(days: Iterable[date], at: date, tense: Tense | None, *, year: bool) -> date | None:
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


def days_of(node: Calendar, years: Iterable[int]) -> list[date]:
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


def partial(node: Calendar, at: Setting) -> When | None:
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
        return weekday(node, at)
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
            first = pick([w.start for w in months if w.start], a.replace(day=1), tense, year=True)
            return edtf.month(first.year, first.month) if first else None
        return max((w for w in months if w.start and w.start <= a), key=lambda w: w.start or a, default=None)
    wide = 2 if node.month or node.weekday is None else 3
    near = days_of(node, range(a.year - wide + 1, a.year + wide))
    found = pick(near, a, tense, year=bool(node.month))
    if node.weekday and node.month:
        # The weekday decides the year where it fits one beside; a tense may be misread, a weekday hardly.
        if found is None or abs(found - a).days > 400:
            found = min(near, key=lambda d: abs(d - a), default=None)
    elif found is None:
        found = pick(days_of(node, range(a.year - 8, a.year + 9)), a, tense, year=False)
    return edtf.day(found) if found else None


def gap(when: When, d: date) -> int:
    """Days between a bounded interval and a day; 0 inside."""
    assert when.start and when.end
    return max((when.start - d).days, (d - when.end).days, 0)


def weekday(node: Calendar, at: Setting) -> When | None:
    assert at.anchor and node.weekday
    if node.told:
        since = at.told.end if at.told else at.anchor if at.alone else None
        return edtf.day(since + ((node.weekday - since.isoweekday() - 1) % 7 + 1) * DAY) if since else None
    back = (at.anchor.isoweekday() - node.weekday) % 7
    if node.direction == -1:
        return edtf.day(at.anchor - (back or 7) * DAY)
    if node.direction == -2:
        return edtf.day(at.anchor - (back or 7) * DAY)
    if node.direction == 2:
        return edtf.day(at.anchor + (-back % 7) * DAY)
    if node.direction == 3:
        return edtf.day(at.anchor + (7 - back) * DAY)
    if node.direction == 1:
        if at.habits.next_weekday == "week":
            return edtf.day(at.anchor + (8 - at.anchor.isoweekday() + node.weekday - 1) * DAY)
        return edtf.day(at.anchor + (7 - back) * DAY)
    if node.direction == 0 and at.tense is None:
        return edtf.day(at.anchor - (back if back <= 3 else back - 7) * DAY)
    if at.tense in ("future", "present"):
        return edtf.day(at.anchor + (-back % 7) * DAY)
    return edtf.day(at.anchor - back * DAY)


def within(node: Calendar, outer: When) -> When | None:
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


def season(node: Season, at: Setting) -> When | None:
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
        found = [w for w in found if gap(w, a) > 0]
    tense = {-1: "past", 1: "future"}.get(node.direction or 0, at.tense)
    if tense == "past":
        return max((w for w in found if w.start and w.start <= a), key=lambda w: w.start or a, default=None)
    if tense == "future":
        return min((w for w in found if w.end and w.end >= a), key=lambda w: w.start or a, default=None)
    here = [w for w in found if (w.start and w.start.year == a.year) or gap(w, a) == 0]
    return min(here, key=lambda w: gap(w, a), default=None)


def holiday(node: Holiday, at: Setting) -> When | None:
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
    found = pick([of(y) for y in range(a.year - 1, a.year + 2)], a, tense, year=True)
    return edtf.day(found) if found else None
