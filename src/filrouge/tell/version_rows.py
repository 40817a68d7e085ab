"""Rows of an article's versions."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class VersionRow:
    """An article as one capture of its page has it, and what changed since the version before."""

    version: int
    """From 1, oldest first."""
    seen: str
    """When the page was so, ISO: the day of the archive's capture, else when it was taken in."""
    capture: str
    digest: str
    """Of title and text."""
    current: bool
    """Whether it is what the article is now."""
    title: str | None
    title_before: str | None
    """Where the title changed."""
    added: tuple[str, ...]
    """Paragraphs that the version before had not, as they are now."""
    removed: tuple[str, ...]
    """Paragraphs of the version before that are no more, or no more so."""
    words: int
