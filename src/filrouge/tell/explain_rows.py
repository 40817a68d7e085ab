"""Rows that tell a person how an article was understood. Conventions are those of `rows`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ExplainRow:
    """One thing that was found in an article, or that looked like one and was passed over; and why."""

    what: str
    """published · event · no-event · statement · time · name"""
    found: str
    """What was made of it: who did what to whom and when, a speaker, a date, who is meant; of a no-event its type."""
    text: str
    """The words that it was read from."""
    why: tuple[str, ...]
    start: int | None
    """Offsets into the text; null in the title."""
    end: int | None
    in_title: bool
