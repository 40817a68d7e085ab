"""One feed asked: what is new in it is stored, and how it is doing.

Entries, the articles that they give and the word that they were seen go into one transaction, and the feed's
validators with the last of them: whenever it is cut off, the next time finds the rest, and none twice.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from filrouge.data.outlets import Outlets
from filrouge.desk.follow.entries import Document, Entry, NotFeed, document
from filrouge.desk.net.body import said_in_itself
from filrouge.desk.net.fetch import Failure, Fetched, Fetcher, Unchanged, Validators
from filrouge.desk.net.pace import Clock, back_off
from filrouge.desk.revisions import settle
from filrouge.errors import FilrougeError
from filrouge.plan import step
from filrouge.read.detect import detect
from filrouge.read.reader import read
from filrouge.records import Article, Capture, Refusal
from filrouge.store import Store
from filrouge.store.codec import dumps
from filrouge.store.feeds import Feed, Seen
from filrouge.tell.feed_rows import PolledRow
from filrouge.text.digest import digest

FEEDS = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
PAGES = "text/html, application/xhtml+xml, text/plain;q=0.8, */*;q=0.5"
LONGEST = timedelta(hours=24)
"""However often a feed failed and however long it is called fresh, it is asked once a day."""


@dataclass(frozen=True, slots=True)
class _Taken:
    """How many entries were new, and how many articles are new or rewritten."""

    new: int
    articles: int


class Poller:
    """Asks feeds, from several threads at once; the store is used by one of them at a time."""

    def __init__(
        self,
        store: Store,
        fetcher: Fetcher,
        outlets: Outlets,
        interval: timedelta,
        clock: Clock,
        chance: random.Random,
        stopped: Callable[[], bool],
        lock: threading.Lock,
    ) -> None:
        self._store = store
        self._fetcher = fetcher
        self._outlets = outlets
        self._interval = interval
        self._clock = clock
        self._chance = chance
        self._stopped = stopped
        self._lock = lock

    def poll(self, feed: Feed) -> PolledRow | None:
        """Ask a feed and store what is new; None where we were stopped before it was done. Raises StoreError."""
        # After a failure the whole is asked for, so that only a whole answer can end the failure.
        validators = Validators() if feed.failures else Validators(feed.etag, feed.modified)
        answer = self._fetcher.get(feed.url, validators, FEEDS)
        if self._stopped():
            return None
        if isinstance(answer, Failure) and answer.code == "held":
            return self._held(feed, answer)
        if isinstance(answer, Failure):
            return self._failed(feed, answer.reason, answer.wait, gone=answer.code == "gone")
        if isinstance(answer, Unchanged):
            return self._unchanged(feed, answer)
        try:
            found = document(said_in_itself(answer.content, answer.content_type), answer.url, self._clock.now())
        except FilrougeError:
            raise
        except Exception as error:  # whatever strangers wrote into it, the other feeds go on
            found = NotFeed(f"It breaks the reader of feeds ({type(error).__name__}).")
        if isinstance(found, NotFeed):
            return self._failed(feed, found.reason, None)
        return self._store_new(feed, answer, found)

    def _failed(self, feed: Feed, reason: str, wait: timedelta | None, gone: bool = False) -> PolledRow:
        failures = feed.failures + 1
        pause = max(back_off(failures, self._interval, LONGEST, self._chance), wait or timedelta())
        state = replace(feed, failures=failures, last_error=reason, gone=gone, next=self._clock.now() + pause)
        with self._lock:
            self._store.feeds.save(state)
        return PolledRow(feed.id, feed.url, "failed", 0, 0, reason)

    def _held(self, feed: Feed, answer: Failure) -> PolledRow:
        """Not asked, for its host wants to be left alone: that is no failure of the feed."""
        wait = (answer.wait or self._interval) * self._chance.uniform(1.0, 1.1)
        with self._lock:
            self._store.feeds.save(replace(feed, next=self._clock.now() + wait))
        return PolledRow(feed.id, feed.url, "held", 0, 0, answer.reason)

    def _unchanged(self, feed: Feed, answer: Unchanged) -> PolledRow:
        """Nothing new; an earlier failure stays one until a whole answer comes."""
        now = self._clock.now()
        state = replace(feed, next=now + self._rest(answer.fresh), last_ok=feed.last_ok if feed.failures else now)
        with self._lock:
            self._store.feeds.save(state)
        return PolledRow(feed.id, feed.url, "unchanged", 0, 0, None)

    def _rest(self, fresh: timedelta | None) -> timedelta:
        """Until the feed is asked again: our interval, or as long as it calls itself fresh where that is longer."""
        return max(self._interval, min(fresh or timedelta(), LONGEST)) * self._chance.uniform(1.0, 1.1)

    def _store_new(self, feed: Feed, answer: Fetched, found: Document) -> PolledRow | None:
        new = articles = 0
        if feed.full_text:
            with self._lock:
                waiting = self._news(feed, found.entries)
            for entry in waiting:
                capture = self._page(entry) or entry.capture
                if self._stopped():
                    return None
                with self._lock, self._store.transaction():
                    taken = self._take(feed, self._news(feed, [entry]), {entry.key: capture})
                new, articles = new + taken.new, articles + taken.articles
        with self._lock, self._store.transaction():
            taken = self._take(feed, self._news(feed, found.entries), {})  # another process may have been faster
            self._store.feeds.save(self._healthy(feed, answer, found, self._clock.now()))
        return PolledRow(feed.id, feed.url, "ok", new + taken.new, articles + taken.articles, None)

    def _healthy(self, feed: Feed, answer: Fetched, found: Document, now: datetime) -> Feed:
        """The feed after a whole answer; it moves where every redirect was permanent.

        Validators are those of its own address: an answer from elsewhere leaves them as they were.
        """
        moved = answer.permanent and answer.url != feed.url and self._store.feeds.by_url(answer.url) is None
        url = answer.url if moved else feed.url
        given = answer.validators if url == answer.url else Validators(feed.etag, feed.modified)
        return replace(
            feed,
            url=url,
            title=feed.title or found.title,
            etag=given.etag,
            modified=given.modified,
            failures=0,
            last_error=None,
            last_ok=now,
            next=now + self._rest(answer.fresh),
        )

    def _news(self, feed: Feed, entries: Sequence[Entry]) -> dict[Entry, Seen | None]:
        """Entries that are new, or that say something else than when they were seen, each with what it was then."""
        seen = self._store.feeds.seen(feed.id, [entry.key for entry in entries])
        before = {entry: seen.get(entry.key) for entry in entries}
        return {entry: was for entry, was in before.items() if was is None or was.said != entry.said}

    def _take(self, feed: Feed, news: Mapping[Entry, Seen | None], pages: Mapping[str, Capture]) -> _Taken:
        """Store entries, each with what it is read from (its page, by key, or else itself), and their articles.

        What another feed gave already is only remembered. An entry rewritten under its id is a new version of its
        article, where it says something else.
        """
        store, version, now = self._store, step("read").version, self._clock.now()
        elsewhere = store.feeds.seen_elsewhere(feed.id, [e.twin for e, was in news.items() if was is None and e.twin])
        fresh = {
            entry.key: pages.get(entry.key, entry.capture)
            for entry, was in news.items()
            # An entry is left to the feed that gave it first, and as it was where we kept no word of what it said.
            if (entry.twin not in elsewhere if was is None else was.capture and was.said)
        }
        again = {fresh[e.key].id: was.capture for e, was in news.items() if e.key in fresh and was and was.capture}
        known = store.articles.read_already([capture.id for capture in fresh.values()], version)
        found: dict[str, tuple[Article, ...]] = {}
        for capture in fresh.values():
            given = () if capture.id in known else read(capture, self._outlets, now)
            found[capture.id] = () if isinstance(given, Refusal) else given  # an entry without words is no failure
        captures = {c.id: c for c in fresh.values()}
        settled = settle(store, captures, found, again)
        store.articles.keep(list(captures.values()))
        store.articles.add(settled.articles, version)
        store.versions.keep(settled.versions, version)
        seen = [
            Seen(e.key, e.twin, fresh[e.key].id if e.key in fresh else was.capture if was else None, e.said)
            for e, was in news.items()
        ]
        store.feeds.saw(feed.id, seen, now)
        return _Taken(sum(was is None for was in news.values()), len(settled.articles))

    def _page(self, entry: Entry) -> Capture | None:
        """The entry's page; None where it cannot be had, or says less than the feed itself."""
        if entry.hints.url is None:
            return None
        answer = self._fetcher.get(entry.hints.url, accept=PAGES)
        if not isinstance(answer, Fetched):
            return None
        now = self._clock.now()
        content = said_in_itself(answer.content, answer.content_type)
        detected = detect(content, answer.url)
        if isinstance(detected, Refusal) or detected.kind not in ("html", "text"):
            return None
        hints = replace(entry.hints, url=answer.url)
        capture = Capture(
            digest(content, detected.kind, dumps(hints)), entry.hints.url, detected.kind, content, now, hints
        )
        whole, own = (read(c, self._outlets, now) for c in (capture, entry.capture))
        if isinstance(whole, Refusal) or (not isinstance(own, Refusal) and whole[0].words < own[0].words):
            return None
        return capture
