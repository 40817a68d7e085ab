"""Whether an assertion and an entry of the ledger may be about one event: mode, place, status, and who tells both."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from filrouge.records import Event, Place, When

COARSE = 31
"""Days: a time wider than a month ("earlier this year") does not on its own tell which of two encounters is meant."""

MEETINGS = frozenset({"CONSULT", "AGREE", "COOPERATE"})
"""What the same people seldom do twice within days; all else (accusing, striking) may be done again on the next day."""

REMOTE = frozenset({"phone", "video"})
"""Modes that accounts mix up: a video call is a call. The same people seldom have both on one day."""


@dataclass(frozen=True, slots=True)
class Assertion:
    """One event of one article, with what the ledger needs to know of the article.

    ``lineage``: what all copies and translations of one text have in common; without it the article stands alone.
    """

    article: str
    event: Event
    sentence: str
    published: When | None
    lineage: str = ""

    @property
    def text(self) -> str:
        return self.lineage or self.article


class Entry:
    """An entry in the making: its assertions, and what decides whether another belongs to it."""

    __slots__ = (
        "assertions", "by_article", "days_apart", "high", "low", "mode", "modes", "number", "open", "places",
        "statuses", "texts", "when",
    )  # fmt: skip

    def __init__(self, number: int, first: Assertion) -> None:
        self.number = number
        self.assertions: list[Assertion] = []
        self.by_article: dict[str, list[Assertion]] = defaultdict(list)
        self.texts: set[str] = set()
        self.statuses: set[str] = set()
        self.modes: set[str] = set()
        self.places: list[Place] = []
        self.mode: str | None = None
        self.days_apart = False
        """Articles differ on the day."""
        self.date(None)
        self.take(first)

    def date(self, when: When | None) -> None:
        self.when = when
        self.low, self.high = edges(when)
        self.open = when is None or when.start is None or when.end is None

    def take(self, a: Assertion) -> None:
        self.assertions.append(a)
        self.by_article[a.article].append(a)
        self.texts.add(a.text)
        self.statuses.add(a.event.status)
        if a.event.mode:
            self.modes.add(a.event.mode)
            self.mode = "video" if self.modes >= REMOTE else self.mode or a.event.mode
        if a.event.place and a.event.place not in self.places:
            self.places.append(a.event.place)

    def admits(self, a: Assertion, when: When | None) -> bool:
        """Whether, their times apart, both may be one event; ``when`` is the assertion's bounded time."""
        known = _to_the_day(when) and _to_the_day(self.when)
        if not self._same_mode(a, known):
            return False
        if not (known or same_place(a.event.place, self)):  # on one day in two places: that is disputed
            return _told_alike(a, self)
        return not any(_kept_apart(a, b) for b in self.by_article.get(a.article, ()))

    def _same_mode(self, a: Assertion, known: bool) -> bool:
        mode = a.event.mode
        if not mode or not self.modes or mode in self.modes:
            return True
        if not known or not self.modes | {mode} <= REMOTE:
            return False
        own = self.by_article.get(a.article, ())
        return not any(b.event.dated_by == a.event.dated_by == "own-words" for b in own)


def edges(when: When | None) -> tuple[int, int]:
    """First and last day as ordinals; those of the calendar where an end is open."""
    start = when.start if when else None
    end = when.end if when else None
    return (start or date.min).toordinal(), (end or date.max).toordinal()


def _to_the_day(when: When | None) -> bool:
    return when is not None and (when.days or COARSE) <= 2


def same_place(place: Place | None, entry: Entry) -> bool:
    """Whether a place may be that of the entry: it is one of those told, or other than none of them."""
    if place is None or any(place.name == other.name for other in entry.places):
        return True
    return not any(_elsewhere(place, other) for other in entry.places)


def _elsewhere(a: Place, b: Place) -> bool:
    """Whether two places are known to be different: other countries, or other towns."""
    if a.country and b.country and a.country != b.country:
        return True
    if a.grain != "city" or b.grain != "city":
        return False
    return a.geonames != b.geonames if a.geonames and b.geonames else a.name != b.name


def ties(a: Assertion, entry: Entry) -> bool:
    """Whether the assertion's place is one that the entry has."""
    place = a.event.place
    return place is not None and any(
        place.name == other.name or (place.country and place.country == other.country) for other in entry.places
    )


def _told_alike(a: Assertion, entry: Entry) -> bool:
    """Whether the article tells both at the same time, which it has not from these sentences: its one encounter."""
    own = entry.by_article.get(a.article, ())
    return any(
        b.event.when == a.event.when
        and b.event.dated_by == a.event.dated_by == "anchor"
        and b.event.mode == a.event.mode
        for b in own
    )


def _kept_apart(a: Assertion, b: Assertion) -> bool:
    """Two sentences of one article that date an encounter in their own words, one of them coarsely, tell two."""
    if a.event.start == b.event.start:
        return False
    if not (a.event.dated_by == b.event.dated_by == "own-words") or a.event.when is None or b.event.when is None:
        return False
    wide = [w.days is None or w.days > COARSE for w in (a.event.when, b.event.when)]
    return wide[0] != wide[1] or (all(wide) and a.event.when != b.event.when)
