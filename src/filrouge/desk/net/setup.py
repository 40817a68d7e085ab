"""A fetcher as the settings say, that remembers in the database what hosts asked of it."""

from __future__ import annotations

import threading

from filrouge.desk.inputs import Input
from filrouge.desk.net.body import said_in_itself
from filrouge.desk.net.fetch import Failure, Fetched, Fetcher, HostNote
from filrouge.desk.net.guard import Allowed
from filrouge.desk.net.hop import Limits
from filrouge.desk.net.pace import Clock
from filrouge.errors import StoreError, UsageError
from filrouge.records import Refusal
from filrouge.settings import Settings
from filrouge.store import Store
from filrouge.store.codec import dumps, loads


def fetcher(
    store: Store, settings: Settings, clock: Clock | None = None, lock: threading.Lock | None = None
) -> Fetcher:
    """As the settings say; ``lock`` is held by whoever uses the store in other threads.

    Raises UsageError where FILROUGE_ALLOW_HOSTS is no list of hosts.
    """
    return Fetcher(
        contact=settings.contact,
        allowed=allowed(settings.allow_hosts),
        limits=Limits(size=settings.fetch_max_mb * 2**20, total=settings.fetch_seconds),
        pause=settings.host_pause_ms / 1000,
        memory=StoredMemory(store, lock or threading.Lock()),
        clock=clock,
    )


def allowed(text: str) -> Allowed:
    """Raises UsageError."""
    try:
        return Allowed.parse(text)
    except ValueError as error:
        raise UsageError(
            f"{str(error)!r} is no host: give names or addresses, such as news.lan or 10.0.0.7:8080."
        ) from error


def page(web: Fetcher, url: str) -> Input:
    """One page by its address, or why it cannot be had."""
    answer = web.get(url, accept="text/html, application/xhtml+xml, application/feed+json, */*;q=0.8")
    if isinstance(answer, Fetched):
        return Input(url, said_in_itself(answer.content, answer.content_type), answer.url)
    failure = answer if isinstance(answer, Failure) else Failure(f"{url} gives no page.", "status", False)
    return Input(url, Refusal(failure.reason, url, "too-large" if failure.code == "too-large" else "not-found"))


class StoredMemory:
    """Notes on hosts, in the database."""

    def __init__(self, store: Store, lock: threading.Lock) -> None:
        self._store = store
        self._lock = lock
        self._notes: dict[str, HostNote] = {}

    def get(self, origin: str) -> HostNote | None:
        with self._lock:
            if origin not in self._notes and (kept := self._store.note(f"host {origin}")):
                try:
                    self._notes[origin] = loads(HostNote, kept)
                except StoreError:  # another version's note: the host is asked again
                    return None
            return self._notes.get(origin)

    def __setitem__(self, origin: str, note: HostNote) -> None:
        with self._lock:
            self._notes[origin] = note
            self._store.set_note(f"host {origin}", dumps(note))
