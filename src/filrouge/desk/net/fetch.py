"""One polite way to ask the web for something: within limits, at a pace, as robots.txt allows, never a private address.

What goes wrong out there is a value, `Failure`, that says in one sentence what it was and whether to try again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

import httpx

from filrouge.desk.net import robots as rules
from filrouge.desk.net.guard import Allowed, Resolve, resolve
from filrouge.desk.net.hop import Answer, Hop, Hung, Limits, user_agent, web_address
from filrouge.desk.net.pace import Clock, Pace, max_age, retry_after

PRODUCT = "filrouge"
"""The name that robots.txt knows us by."""
REDIRECTS = 5
"""As many as RFC 9309 asks to follow for robots.txt; a page seldom has more than two."""
ROBOTS_LIFE = timedelta(hours=24)
"""RFC 9309 lets a copy serve so long."""
ROBOTS_SHORT = timedelta(minutes=10)
"""The least a copy serves, and how long a host without a readable one is left alone."""
PERMANENT = (301, 308)
TEMPORARY = (302, 303, 307)
TRY_AGAIN = (408, 421, 425, 429)
"""Refusals of the 400s that pass; those of the 500s all may."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to tell later whether something changed; its own words, sent back as they are."""

    etag: str | None = None
    modified: str | None = None


NOTHING = Validators()


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer with a body."""

    url: str
    """Where it came from, after redirects."""
    permanent: bool
    """Whether every redirect on the way was permanent (True without any)."""
    content: bytes
    content_type: str | None
    validators: Validators
    fresh: timedelta | None
    """How long the server lets it be taken for fresh."""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A 304 from the address itself."""

    fresh: timedelta | None


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no answer."""

    reason: str
    """One sentence for a person."""
    code: str
    """address · forbidden · robots · held · network · timeout · status · gone · too-large · redirects · broken"""
    temporary: bool
    """Whether trying again later may help."""
    wait: timedelta | None = None
    """How long the host asks to be left alone."""


@dataclass(frozen=True, slots=True)
class HostNote:
    """What is remembered of a host (scheme, name and port)."""

    access: str = "unknown"
    """rules · open (it has no robots.txt) · closed (it could not say) · unknown"""
    robots: bytes = b""
    until: datetime | None = None
    """Until when access and robots hold."""
    held: datetime | None = None
    """Until when the host asked to be left alone (Retry-After)."""


class Memory(Protocol):
    """Where notes on hosts are kept."""

    def get(self, origin: str, /) -> HostNote | None: ...

    def __setitem__(self, origin: str, note: HostNote, /) -> None: ...


class Fetcher:
    """Asks; may be used by several threads. Everything that varies in tests is an argument."""

    def __init__(
        self,
        contact: str = "",
        allowed: Allowed | None = None,
        limits: Limits | None = None,
        pause: float = 1.0,
        memory: Memory | None = None,
        clock: Clock | None = None,
        resolve: Resolve = resolve,
    ) -> None:
        self._clock = clock or Clock()
        self._memory: Memory = memory if memory is not None else {}
        self._pace = Pace(self._clock, pause)
        self._hop = Hop(user_agent(contact), allowed or Allowed(), limits or Limits(), self._clock.ticks, resolve)

    def get(
        self,
        url: str,
        validators: Validators = NOTHING,
        accept: str = "*/*",
    ) -> Fetched | Unchanged | Failure:
        """Ask for an address, following redirects; validators go to the address itself alone."""
        asked, permanent, seen = url, True, set[str]()
        while len(seen) <= REDIRECTS:
            target = web_address(asked)
            if target is None:
                return Failure(
                    f"{asked[:200]} is not a web address: it must begin with http:// or https:// and hold no password.",
                    "address",
                    False,
                )
            if target in seen:
                return Failure(f"{url} redirects in a circle.", "redirects", False)
            conditional = validators if not seen else NOTHING
            seen.add(target)
            answer = self._ask(target, conditional, accept)
            if isinstance(answer, Failure):
                return answer
            if answer.status in PERMANENT + TEMPORARY and answer.location:
                permanent &= answer.status in PERMANENT
                asked = answer.location
                continue
            if answer.status == 304 and conditional != NOTHING:
                return Unchanged(self._fresh(answer))
            return self._finished(answer, target, permanent)
        return Failure(f"{url} redirects more than {REDIRECTS} times.", "redirects", False)

    def end(self) -> None:
        """End what is under way, from any thread; nothing is asked after that."""
        self._hop.live.end()

    def _ask(self, url: str, validators: Validators, accept: str) -> Answer | Failure:
        """One request, where the host's robots.txt and its pace allow it."""
        origin = _origin(url)
        note = self._robots(origin)
        if isinstance(note, Failure):
            return note
        now = self._clock.now()
        if note.held is not None and note.held > now:
            return Failure(
                f"{origin} asked to be left alone until {_moment(note.held)}.", "held", True, note.held - now
            )
        if note.access == "closed":
            wait = note.until - now if note.until else None
            return Failure(f"{origin} cannot say what its robots.txt allows: its server fails.", "robots", True, wait)
        robots = rules.parse(note.robots, PRODUCT)
        if not robots.allows(url):
            return Failure(f"The robots.txt of {origin} asks that {url} not be fetched by programs.", "robots", False)
        headers = {"Accept": accept}
        if validators.etag:
            headers["If-None-Match"] = validators.etag
        if validators.modified:
            headers["If-Modified-Since"] = validators.modified
        with self._pace.turn(origin, robots.delay):
            answer = self._hop.ask(url, headers)
        if isinstance(answer, Hung):
            return Failure(answer.reason, answer.code, answer.temporary)
        if answer.status in (429, 503) and (wait := retry_after(answer.headers.get("retry-after"), now)):
            self._memory[origin] = HostNote(note.access, note.robots, note.until, now + wait)
        return answer

    def _finished(self, answer: Answer, url: str, permanent: bool) -> Fetched | Failure:
        status = answer.status
        if status == 200:
            return Fetched(
                url,
                permanent,
                answer.content,
                answer.headers.get("content-type"),
                Validators(answer.headers.get("etag"), answer.headers.get("last-modified")),
                self._fresh(answer),
            )
        wait = retry_after(answer.headers.get("retry-after"), self._clock.now())
        if status == 410:
            return Failure(f"{url} is gone for good (HTTP 410).", "gone", False)
        words = httpx.codes.get_reason_phrase(status) or "an answer without a body"
        reason = f"{url} answers {status} ({words})."
        return Failure(reason, "status", status >= 500 or status in TRY_AGAIN, wait)

    def _fresh(self, answer: Answer) -> timedelta | None:
        return max_age(answer.headers.get("cache-control"))

    # robots.txt

    def _robots(self, origin: str) -> HostNote | Failure:
        """What the host allows, remembered or asked; a Failure where the host cannot be reached at all."""
        note = self._memory.get(origin) or HostNote()
        now = self._clock.now()
        if note.access != "unknown" and note.until is not None and note.until > now:
            return note
        if note.held is not None and note.held > now and note.access == "unknown":
            return note
        found = self._ask_robots(origin)
        if isinstance(found, Failure):
            return found
        access, content, life, held = found
        if access == "closed" and note.access in ("rules", "open"):
            access, content = note.access, note.robots  # RFC 9309: an old copy serves while the server fails
        fresh = HostNote(access, content, now + life, held or note.held)
        self._memory[origin] = fresh
        return fresh

    def _ask_robots(self, origin: str) -> tuple[str, bytes, timedelta, datetime | None] | Failure:
        asked = f"{origin}/robots.txt"
        for _ in range(REDIRECTS + 1):
            target = web_address(asked)
            if target is None:
                return "open", b"", ROBOTS_LIFE, None
            with self._pace.turn(_origin(target)):
                answer = self._hop.ask(target, {"Accept": "text/plain, */*;q=0.5"}, cut=rules.MOST)
            if isinstance(answer, Hung):
                return Failure(answer.reason, answer.code, answer.temporary)
            if answer.status in PERMANENT + TEMPORARY and answer.location:
                asked = answer.location
                continue
            if answer.status == 200:
                life = min(max(self._fresh(answer) or ROBOTS_LIFE, ROBOTS_SHORT), ROBOTS_LIFE)
                return "rules", answer.content, life, None
            now = self._clock.now()
            if answer.status >= 500 or answer.status == 429:
                wait = retry_after(answer.headers.get("retry-after"), now)
                return "closed", b"", max(wait or ROBOTS_SHORT, ROBOTS_SHORT), now + wait if wait else None
            return "open", b"", ROBOTS_LIFE, None
        return "open", b"", ROBOTS_LIFE, None


def _origin(url: str) -> str:
    parts = httpx.URL(url)
    return f"{parts.scheme}://{parts.netloc.decode('ascii')}"


def _moment(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
