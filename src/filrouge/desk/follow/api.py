"""The part of the library that follows feeds; `filrouge.desk.api.Filrouge` has it."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from filrouge.desk.progress import Progress, silent
from filrouge.desk.questions import Questions
from filrouge.store.feeds import Feed
from filrouge.tell.feed_rows import FeedRow, FollowedRow, PolledRow
from filrouge.text.digest import digest

if TYPE_CHECKING:
    from filrouge.desk.net.fetch import Fetcher
    from filrouge.desk.net.pace import Clock


class _Stopped(Exception):
    """Understanding is left where it is."""


class Following(Questions):
    """Following feeds."""

    def follow_add(self, urls: Sequence[str], full_text: bool = False, check: bool = True) -> tuple[FollowedRow, ...]:
        """Follow feeds by their addresses; a row for each.

        With ``check`` each is asked first: what is no feed is refused, a page gives way to the first feed that it
        names, and one that only fails for now is followed all the same. ``full_text``: fetch its entries' pages.
        """
        from filrouge.desk.net.setup import fetcher  # here and below: who only asks need not load all this

        web = fetcher(self.store, self.settings) if check else None
        return tuple(self._add(url, web, full_text) for url in urls)

    def follow_list(self) -> tuple[FeedRow, ...]:
        """The feeds that are followed, in the order in which they were added, and how they are doing."""
        counts = self.store.feeds.counts()
        return tuple(_row(feed, counts.get(feed.id, 0)) for feed in self.store.feeds.all())

    def follow_remove(self, keys: Sequence[str]) -> tuple[FeedRow, ...]:
        """Follow feeds no more, by id or address; what they gave stays. Raises NotFound, Ambiguous."""
        feeds = {feed.id: feed for feed in map(self.store.feeds.find, keys)}
        counts = self.store.feeds.counts()
        with self.store.transaction():
            for id in feeds:
                self.store.feeds.remove(id)
        return tuple(_row(feed, counts.get(feed.id, 0)) for feed in feeds.values())

    def follow_import(
        self, content: bytes, where: str = "the list", full_text: bool = False
    ) -> tuple[FollowedRow, ...]:
        """Follow the feeds of an OPML list, unasked; a row for each of its lines. Raises UsageError for no list."""
        from filrouge.desk.follow import opml

        lines = opml.read(content, where)
        with self.store.transaction():
            return tuple(self._keep(line.url, line.title, full_text, line.line) for line in lines)

    def follow_export(self) -> str:
        """The feeds that are followed as an OPML list."""
        from filrouge.desk.follow import opml

        return opml.write(self.store.feeds.all())

    def follow_run(
        self,
        once: bool = True,
        every: bool = False,
        stop: threading.Event | None = None,
        progress: Progress = silent,
        clock: Clock | None = None,
        chance: random.Random | None = None,
    ) -> Iterator[PolledRow]:
        """Ask the feeds that are due, store, understand and relate what is new; a row for each as it is asked.

        Without ``once`` it goes on until ``stop`` is set. ``every``: at first those too that are not due yet.
        Raises StoreError.
        """
        from filrouge.data.outlets import outlets
        from filrouge.desk.follow.poll import Poller
        from filrouge.desk.follow.run import pause, round_of
        from filrouge.desk.net.pace import Clock
        from filrouge.desk.net.setup import fetcher

        stop = stop or threading.Event()
        clock = clock or Clock(sleep=stop.wait)
        lock = threading.Lock()
        web = fetcher(self.store, self.settings, clock, lock)
        interval = timedelta(minutes=self.settings.feed_minutes)
        poller = Poller(self.store, web, outlets(), interval, clock, chance or random.Random(), stop.is_set, lock)

        def watched(what: str, done: int, total: int | None) -> None:
            if stop.is_set():
                raise _Stopped
            progress(what, done, total)

        self._finish(watched)  # what an earlier run was cut off at
        feeds = tuple(f for f in self.store.feeds.all() if not f.gone) if every else self.store.feeds.due(clock.now())
        while not stop.is_set():
            articles = 0
            for number, row in enumerate(round_of(feeds, poller, self.settings.fetchers, stop, web.end), 1):
                progress("asking", number, len(feeds))
                articles += row.articles
                yield row
            if articles and not stop.is_set():
                self._finish(watched)
            if once:
                return
            if not (feeds := self.store.feeds.due(clock.now())):
                clock.sleep(pause(self.store.feeds.next_due(), clock.now()))
                feeds = self.store.feeds.due(clock.now())

    def _finish(self, progress: Progress) -> None:
        """Understand and relate what was stored; where we are stopped meanwhile, the next run does the rest."""
        from filrouge.desk.ingest import Ingest

        with suppress(_Stopped), self.store.alone():
            Ingest(self.store, self.settings, progress).finish()

    def _add(self, url: str, web: Fetcher | None, full_text: bool) -> FollowedRow:
        from filrouge.desk.follow.entries import Document, document
        from filrouge.desk.net.body import said_in_itself
        from filrouge.desk.net.fetch import Failure, Unchanged
        from filrouge.desk.net.hop import web_address

        if web is None or web_address(url) is None or self.store.feeds.by_url(url.strip()):
            return self._keep(url, None, full_text)
        answer = web.get(url.strip())
        if isinstance(answer, Failure):
            if answer.temporary:
                return replace(self._keep(url, None, full_text), why=f"It fails for now: {answer.reason}")
            return FollowedRow(None, url, None, "refused", None, answer.reason)
        if isinstance(answer, Unchanged):
            return FollowedRow(None, url, None, "refused", None, f"{url} gives nothing.")
        found = document(said_in_itself(answer.content, answer.content_type), answer.url, datetime.now(UTC))
        if isinstance(found, Document):
            return self._keep(answer.url if answer.permanent else url, found.title, full_text)
        if not found.alternates:
            return FollowedRow(None, url, None, "refused", None, found.reason)
        first, *others = found.alternates
        why = f"{url} is a page; this is the feed that it names"
        why += f", besides {', '.join(others)}." if others else "."
        return replace(self._keep(first, None, full_text), why=why)

    def _keep(self, url: str | None, title: str | None, full_text: bool, line: int | None = None) -> FollowedRow:
        """Follow an address as it is."""
        from filrouge.desk.net.hop import web_address

        if url is None:
            return FollowedRow(line, None, title, "refused", None, "This line gives no address of a feed (xmlUrl).")
        address = web_address(url)
        if address is None:
            why = "It is not a web address: it must begin with http:// or https:// and hold no password."
            return FollowedRow(line, url, title, "refused", None, why)
        known = self.store.feeds.by_url(address)
        if known is not None:
            more = full_text and not known.full_text
            if more:
                self.store.feeds.save(replace(known, full_text=True))
            note = "The pages of its entries are fetched from now on." if more else None
            return FollowedRow(line, address, known.title, "known", known.id, note)
        now = datetime.now(UTC)
        feed = Feed(digest("feed", address), address, title, added=now, next=now, full_text=full_text)
        self.store.feeds.add(feed)
        return FollowedRow(line, address, title, "added", feed.id, None)


def _row(feed: Feed, entries: int) -> FeedRow:
    state = "gone" if feed.gone else "failing" if feed.failures else "ok" if feed.last_ok else "new"
    return FeedRow(
        id=feed.id,
        url=feed.url,
        title=feed.title,
        state=state,
        failures=feed.failures,
        last_ok=feed.last_ok.isoformat(timespec="seconds") if feed.last_ok else None,
        last_error=feed.last_error,
        next=None if feed.gone else feed.next.isoformat(timespec="seconds"),
        entries=entries,
        full_text=feed.full_text,
    )
