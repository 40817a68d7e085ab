"""Who belongs to what: what many articles say of one member of one organisation, and whether it belonged on a day.

What was only announced and what took effect are kept apart; days that contradict each other are disputed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from filrouge.records import Dispute, Membership, When
from filrouge.text import edtf

Belongs = Literal["yes", "no", "announced", "unknown"]


@dataclass(frozen=True, slots=True)
class Said:
    """One article's assertion that somebody belongs, with the article's id and day."""

    membership: Membership
    article: str
    published: When | None


@dataclass(frozen=True, slots=True)
class Belonging:
    """What all articles together say of one member. ``announced``: nobody says that it took effect."""

    since: When | None
    until: When | None
    announced_for: When | None
    """The day that announcements give."""
    founder: bool
    announced: bool
    seen: date | None
    """The first day on which an article says that it is a member, without saying since when."""
    disputes: tuple[Dispute, ...]

    def on(self, day: date) -> Belongs:
        """Whether it belonged at the end of that day."""
        if self.until and self.until.end and self.until.end <= day:
            return "no"
        if self.announced:
            return "announced"
        begun = self.since.end if self.since else None
        if self.since and self.since.start and self.since.start > day:
            return "no"
        if (begun is None or begun > day) and (self.seen is None or self.seen > day):
            return "unknown"
        return "unknown" if self.until and (self.until.start is None or self.until.start <= day) else "yes"


def belonging(said: Sequence[Said]) -> Belonging:
    """All that is said of one member, the best supported of the narrowest times; order does not matter."""
    effective = [s for s in said if not s.membership.announced]
    present = [s.published.end for s in effective if s.published and s.published.end and not s.membership.until]
    disputes = (
        _dispute("since", [(s.membership.since, s.article) for s in effective]),
        _dispute("until", [(s.membership.until, s.article) for s in said]),
    )
    return Belonging(
        since=_best(s.membership.since for s in effective),
        until=_best(s.membership.until for s in said),
        announced_for=_best(s.membership.since for s in said if s.membership.announced),
        founder=any(s.membership.founder for s in said),
        announced=not effective,
        seen=min(present, default=None),
        disputes=tuple(d for d in disputes if d),
    )


def _best(times: Iterable[When | None]) -> When | None:
    """The narrowest time, of several the one that is said most, then the first."""
    known = Counter(w for w in times if w and (w.start or w.end))
    return min(known, key=lambda w: (w.days or 10**6, -known[w], edtf.format(w)), default=None)


def _dispute(field: str, told: Sequence[tuple[When | None, str]]) -> Dispute | None:
    """Who says which day, where two of them cannot both be right."""
    said: dict[str, set[str]] = defaultdict(set)
    for when, article in told:
        if when and (when.start or when.end):
            said[edtf.format(when)].add(article)
    times = [edtf.parse(value) for value in said]
    if all(edtf.compatible(one, other) for one in times for other in times):
        return None
    return Dispute(field, tuple(f"{value} ({', '.join(sorted(who))})" for value, who in sorted(said.items())))
