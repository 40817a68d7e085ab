"""What a time expression says before it is known when it was written: small frozen trees.

`filrouge.lang.grammar` builds them from words, `filrouge.lang.calendar` resolves them against an anchor day.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from filrouge.records import Modifier, When

Unit = Literal[
    "minute", "hour", "day", "week", "weekend", "fortnight", "month", "quarter", "half", "year", "decade", "century"
]
Bound = Literal["exact", "more", "less", "few"]


@dataclass(frozen=True, slots=True)
class Fixed:
    """Needs no anchor: a full date, a month of a year, a year, a decade."""

    when: When


@dataclass(frozen=True, slots=True)
class Calendar:
    """Some fields of a date.

    ``direction``: -1 "last", 0 "this", 1 "next", None where nothing is said. For a weekday, -2 is the last
    before now, 2 the first from now on and 3 the first after now, in every language alike.
    """

    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    """1 for Monday to 7 for Sunday."""
    direction: int | None = None
    year: int | None = None
    told: bool = False
    """Of a weekday: the first after the time told last ("the following Tuesday")."""


@dataclass(frozen=True, slots=True)
class Shift:
    """The calendar unit that lies ``count`` units away: yesterday, last week, this year, next month.

    ``told``: counted from the last time told and not from the anchor ("the next day", "la veille").
    """

    unit: Unit
    count: int
    told: bool = False


@dataclass(frozen=True, slots=True)
class Distance:
    """``count`` units away, not aligned: three days ago, more than a year ago, in less than ten days."""

    unit: Unit
    count: int
    sign: int
    bound: Bound = "exact"
    told: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """The last or next ``count`` units; None where no number is said.

    ``running``: up to the day of writing ("over the last two weeks"), not whole units of the calendar before it.
    """

    unit: Unit
    count: int | None
    sign: int
    running: bool = False


@dataclass(frozen=True, slots=True)
class Rest:
    """What is past (-1) or to come (1) of the current unit: earlier this year, later this week."""

    unit: Unit
    sign: int


@dataclass(frozen=True, slots=True)
class Season:
    """A season of the northern year; the year is that in which it begins."""

    name: str
    direction: int | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Holiday:
    """A feast: ``MM-DD``; days from Easter as ``easter+39``; the fourth Thursday of November as ``11-w4-4``."""

    rule: str
    direction: int | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """The beginning, middle or end of something."""

    which: Literal["early", "mid", "late"]
    inner: Node


@dataclass(frozen=True, slots=True)
class Nth:
    """The n-th (from the end if negative) day, week, weekday, month, quarter of something."""

    count: int
    what: str
    inner: Node | None


@dataclass(frozen=True, slots=True)
class Within:
    """A partial date inside something: Monday of next week, February of last year, the 20th of next month."""

    inner: Calendar
    outer: Node


@dataclass(frozen=True, slots=True)
class Offset:
    """Some units before (-1) or after (1) something: three days after Easter, le lendemain du 13 février."""

    unit: Unit
    count: int
    sign: int
    inner: Node


@dataclass(frozen=True, slots=True)
class Range:
    """From one to the other, both included."""

    first: Node
    last: Node


@dataclass(frozen=True, slots=True)
class Open:
    """since, until, before, after, about, or ``by``: from the anchor until then."""

    how: Modifier | Literal["by"]
    inner: Node


@dataclass(frozen=True, slots=True)
class Clock:
    """A time ("16:07") or range of times ("16:07/17:21") of a day; without a day, of the day told last."""

    clock: str
    zone: str | None
    inner: Node | None


Node = (
    Fixed
    | Calendar
    | Shift
    | Distance
    | Span
    | Rest
    | Season
    | Holiday
    | Part
    | Nth
    | Within
    | Offset
    | Range
    | Open
    | Clock
)
