"""How long work says how far it is."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int | None], None]
"""Called with what is being done, how much of it is done and of how much, where that is known."""


def silent(what: str, done: int, total: int | None) -> None:
    """Progress that nobody follows."""
