"""All feeds that are due, asked side by side and stored one after another; over and over, or once."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from filrouge.store.feeds import Feed
from filrouge.tell.feed_rows import PolledRow

if TYPE_CHECKING:
    from filrouge.desk.follow.poll import Poller

NAP = timedelta(minutes=1)
"""The longest sleep between two looks at what is due: a feed that is added meanwhile waits no longer."""
LOOK = 0.2
"""Seconds between two looks at whether we are to stop: short enough for whoever pressed Ctrl-C."""


def round_of(
    feeds: Sequence[Feed], poller: Poller, threads: int, stop: threading.Event, end: Callable[[], object]
) -> Iterator[PolledRow]:
    """What each feed gave, as it comes. Those of one host are asked one after another, by one thread.

    Once ``stop`` is set, which is done here where whoever reads the rows reads no more, ``end`` is called to end the
    requests that are under way. Raises StoreError.
    """
    groups: dict[str, list[Feed]] = {}
    for feed in feeds:
        groups.setdefault(urlsplit(feed.url).netloc.lower(), []).append(feed)
    answers: queue.SimpleQueue[PolledRow | BaseException | None] = queue.SimpleQueue()

    def work(group: list[Feed]) -> None:
        try:
            for feed in group:
                row = poller.poll(feed)
                if row is None:
                    break
                answers.put(row)
        except BaseException as error:  # it is raised where the rows are read
            answers.put(error)
        answers.put(None)

    pool = ThreadPoolExecutor(threads, thread_name_prefix="follow")
    try:
        for group in groups.values():
            pool.submit(work, group)
        left = len(groups)
        while left:
            try:
                answer = answers.get(timeout=LOOK)
            except queue.Empty:
                if stop.is_set():
                    end()
                continue
            if isinstance(answer, BaseException):
                raise answer
            if answer is None:
                left -= 1
            else:
                yield answer
    except BaseException:
        stop.set()
        end()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def pause(next: datetime | None, now: datetime) -> float:
    """Seconds to sleep until the next feed is due, at most `NAP`."""
    return NAP.total_seconds() if next is None else min(max(next - now, timedelta(seconds=1)), NAP).total_seconds()
