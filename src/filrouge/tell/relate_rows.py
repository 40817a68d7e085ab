"""Rows on how stories were made: why articles are in them, who copied whom, what people decided.

Conventions are those of `rows`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SignalRow:
    """``adds`` is value times weight: what it adds to the log-odds."""

    name: str
    value: float
    weight: float
    adds: float


@dataclass(frozen=True, slots=True)
class WhyRow:
    """Why one article is in its story, as it was weighed when that was decided."""

    article: str
    published: str | None
    outlet: str | None
    title: str | None
    how: str
    """alone · joined · moved · merged · split · person"""
    compared: str | None
    probability: float | None
    mean: float | None
    before: float | None
    threshold: float | None
    left: str | None
    regime: str | None
    signals: tuple[SignalRow, ...]
    shared: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A passage that the copy has otherwise; ``start`` and ``end`` lie in the copy's text."""

    what: str
    """added · dropped · replaced"""
    text: str
    of_text: str
    start: int | None
    end: int | None
    in_title: bool


@dataclass(frozen=True, slots=True)
class LineageRow:
    article: str
    outlet: str | None
    published: str | None
    of: str | None
    """Null for those that were first, as far as is known."""
    kind: str | None
    credited: bool
    changed: tuple[ChangeRow, ...]
    directed: bool
    """False where it is not known which of the two was first."""
    dropped: tuple[str, ...]
    """Agencies and outlets that the other credits and this one does not."""
    title: str | None


@dataclass(frozen=True, slots=True)
class DecisionRow:
    id: int
    at: str
    kind: str
    story: str
    articles: tuple[str, ...]
    title: str | None
