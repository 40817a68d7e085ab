"""Why an article is in its story: what it was compared with, what was weighed and what that came to.

A reason is made with the decision and kept with it: words become rarer or commoner as articles come, so that what
weighed then cannot be worked out afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

How = Literal["alone", "joined", "moved", "merged", "split", "person"]
"""No story was near enough · it joined one as it came · the look-back moved it, or all of its story, or a part of its
story · a person put it there."""


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing weighed: it adds ``value`` times ``weight`` to the log-odds that two articles tell one happening."""

    name: str
    """One of `weights.SIGNALS`, `weights.RULES`, or "intercept" (value 1)."""
    value: float
    weight: float


@dataclass(frozen=True, slots=True)
class Weighed:
    """Two articles compared: every signal that was weighed, and the probability that they tell one happening."""

    regime: str
    """Which weights: one of `weights.REGIMES`."""
    probability: float
    signals: tuple[Signal, ...]
    """Of articles too far apart in time, none: no likeness counts then."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an article was put into a story, as it was weighed then."""

    how: How
    compared: str | None = None
    """The article nearest to it in its story; where it is alone, the nearest of all that are active."""
    title: str = ""
    weighed: Weighed | None = None
    mean: float | None = None
    """Mean probability with the articles of the story: what the threshold is held against."""
    before: float | None = None
    """The same with the rest of the story that it left."""
    left: str | None = None
    """The story that it left, where the look-back moved it."""
    threshold: float | None = None
    shared: tuple[str, ...] = ()
    """Words that both articles hold, heaviest first."""


_HOW: dict[How, str] = {
    "alone": "no active story is near enough",
    "joined": "it joined the story as it came",
    "moved": "the look-back found it closer to this story than to the one it left",
    "merged": "the look-back found the story that it was in to be one with this",
    "split": "the look-back found it apart from the story that it was in",
    "person": "a person put it there",
}


def sentences(reason: Reason) -> tuple[str, ...]:
    """The reason as a person reads it."""
    told = [_HOW[reason.how]]
    if reason.weighed is not None and reason.compared is not None:
        told.append(f"{reason.weighed.probability:.2f} likely the same happening as “{reason.title}”")
    if reason.mean is not None and reason.threshold is not None:
        told.append(f"{reason.mean:.2f} on average with the story, where {reason.threshold:.2f} is enough to join")
    if reason.before is not None:
        told.append(f"{reason.before:.2f} on average with what it left")
    if reason.shared:
        told.append("in common: " + ", ".join(reason.shared))
    return tuple(told)
