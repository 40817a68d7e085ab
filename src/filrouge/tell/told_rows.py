"""Rows of what is told of several articles at once: summaries, comparisons, checks. Dates and offsets as in `rows`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One sentence of a summary, as an article wrote it."""

    date: str | None
    """The day of the article, or of the story in a storyline's summary."""
    sentence: str
    article: str
    outlet: str | None
    start: int | None
    end: int | None
    in_title: bool
    language: str | None
    title: str | None
    """The article's."""
    url: str | None
    story: str | None
    score: float
    """How central the sentence is, 0 to 1."""


@dataclass(frozen=True, slots=True)
class AgainstRow:
    """A row of a reference against the ledger, or an entry of the ledger that the reference lacks."""

    verdict: str
    """matched · conflicting · missing · extra"""
    line: int | None
    """Of the reference; null for an extra entry."""
    date: str | None
    people: tuple[str, ...]
    place: str | None
    mode: str | None
    entry: str | None
    """The ledger's entry that it was weighed against."""
    entry_date: str | None
    entry_place: str | None
    entry_mode: str | None
    status: str | None
    why: str


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """One thing that some outlets of a story say, and who leaves it out."""

    kind: str
    """event · statement · number"""
    what: str
    """As the first article words it."""
    said_by: tuple[str, ...]
    """Outlets."""
    left_out_by: tuple[str, ...]
    agencies: tuple[str, ...]
    """The agencies behind the articles that say it."""
    quotes: tuple[QuotedRow, ...]


@dataclass(frozen=True, slots=True)
class QuotedRow:
    """A sentence as one article has it; ``similarity`` is that of its vector to the first of its kind, 0 to 1."""

    article: str
    outlet: str | None
    language: str | None
    sentence: str
    start: int | None
    end: int | None
    in_title: bool
    similarity: float | None


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One part of a snapshot: whether it is what it says, and what this database says now."""

    part: str
    state: str
    """ok · damaged · missing · unlisted (the file itself); changed · gone · newer (this database)"""
    detail: str


@dataclass(frozen=True, slots=True)
class DayRow:
    """How many encounters there were on one day, for a calendar."""

    date: str
    encounters: int
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PairRow:
    """How often two took part in the same encounters."""

    one: str
    one_name: str
    other: str
    other_name: str
    encounters: int
    first: str | None
    last: str | None
    entries: tuple[str, ...]
