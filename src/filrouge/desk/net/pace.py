"""How often: pauses between requests to one host, and how long to wait after a failure. Time is an argument."""

from __future__ import annotations

import random
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LONGEST_WAIT = timedelta(days=7)
"""Longer waits that a server asks for are cut to this: a typing error must not end a feed."""


def utc() -> datetime:
    """The time of day, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Clock:
    """Time as its users see it; tests hand in one of their own."""

    now: Callable[[], datetime] = utc
    ticks: Callable[[], float] = time.monotonic
    """Seconds since some moment, never backwards."""
    sleep: Callable[[float], object] = time.sleep


class Pace:
    """One request at a time to a host, and a pause after each."""

    def __init__(self, clock: Clock, pause: float) -> None:
        self._clock = clock
        self._pause = pause
        self._locks: dict[str, threading.Lock] = {}
        self._next: dict[str, float] = {}
        self._guard = threading.Lock()

    @contextmanager
    def turn(self, host: str, pause: float | None = None) -> Iterator[None]:
        """Wait for the host to be free and rested; ``pause`` in seconds, where the host asks for a longer one."""
        with self._guard:
            lock = self._locks.setdefault(host, threading.Lock())
        with lock:
            wait = self._next.get(host, 0.0) - self._clock.ticks()
            if wait > 0:
                self._clock.sleep(wait)
            try:
                yield
            finally:
                self._next[host] = self._clock.ticks() + max(self._pause, pause or 0.0)


def retry_after(value: str | None, now: datetime) -> timedelta | None:
    """What a Retry-After header asks for, in seconds or as a date; None where it says nothing that is understood."""
    if value is None:
        return None
    text = value.strip()
    if text.isascii() and text.isdigit():
        return min(timedelta(seconds=int(text[:9])), LONGEST_WAIT)
    try:
        moment = parsedate_to_datetime(text)
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
        return min(max(moment - now, timedelta()), LONGEST_WAIT)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def max_age(value: str | None) -> timedelta | None:
    """How long a Cache-Control header lets an answer be taken for fresh; none for no-store and no-cache."""
    if value is None:
        return None
    parts = [part.strip().lower() for part in value.split(",")]
    if "no-store" in parts or "no-cache" in parts:
        return timedelta()
    for part in parts:
        if match := re.fullmatch(r'max-age\s*=\s*"?(\d{1,9})"?', part):
            return min(timedelta(seconds=int(match[1])), LONGEST_WAIT)
    return None


def back_off(failures: int, base: timedelta, most: timedelta, chance: random.Random) -> timedelta:
    """How long to wait after so many failures in a row: doubling from ``base`` to ``most``, a fifth more or less.

    The chance keeps feeds that failed together from coming back together.
    """
    doubled = base * 2 ** min(max(failures - 1, 0), 20)
    waited: timedelta = min(doubled, most) * chance.uniform(0.8, 1.2)
    return waited
