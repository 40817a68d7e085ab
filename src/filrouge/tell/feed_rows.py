"""Rows about feeds. Times are ISO 8601, in UTC."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A feed that is followed, and how it is doing."""

    id: str
    url: str
    title: str | None
    state: str
    """new (never asked) · ok · failing · gone (it said that it is no more, and is not asked again)"""
    failures: int
    """How many times in a row it failed."""
    last_ok: str | None
    last_error: str | None
    next: str | None
    """When it is asked again."""
    entries: int
    """How many of its entries were seen."""
    full_text: bool


@dataclass(frozen=True, slots=True)
class FollowedRow:
    """What became of one address, or one line of a list, that was to be followed."""

    line: int | None
    """Its line in the list; null for an address by itself."""
    url: str | None
    title: str | None
    state: str
    """added · known · refused"""
    id: str | None
    """The feed's, where it is followed now."""
    why: str | None


@dataclass(frozen=True, slots=True)
class PolledRow:
    """What one feed gave when it was asked."""

    id: str
    url: str
    state: str
    """ok · unchanged · held (its host asked to be left alone) · failed"""
    new: int
    """Entries that were not seen before."""
    articles: int
    """Articles that are new or rewritten."""
    why: str | None
