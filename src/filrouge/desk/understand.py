"""Steps 3 to 7 over every article that they have not yet seen, in worker processes where there are many."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache

from threadpoolctl import threadpool_limits

from filrouge.desk.progress import Progress
from filrouge.plan import Tables, load_tables, step, understanding_version
from filrouge.plan import understand as understand_one
from filrouge.records import Article, Event, Understanding
from filrouge.settings import Settings
from filrouge.store import Store
from filrouge.tell.ledger import block_key
from filrouge.text.digest import digest

Answer = tuple[Article, Understanding]
Mapper = Callable[[Sequence[Article], Sequence[date]], Iterator[Answer]]

STEP_OF = {
    "names": "names",
    "dating": "dating",
    "times": "times",
    "statements": "statements",
    "events": "events",
    "counts": "events",
    "memberships": "events",
}
"""The step behind each part of an `Understanding`."""
CHUNK = 8
"""Articles sent to a worker at a time: some 0.3 s of work, far more than sending them costs."""


def understand(store: Store, settings: Settings, now: datetime, progress: Progress) -> int:
    """Understand what is new or was understood by other versions; how many articles that were.

    Every batch is stored in its own transaction.
    """
    version = understanding_version()
    total, _ = store.articles.pending(version, "")
    if not total:
        return 0
    done = 0
    with _mapper(settings, total) as mapper:
        while ids := store.articles.not_understood(version, settings.batch):
            read, seen = store.articles.as_read(ids), store.articles.seen(ids)
            answers = []
            for answer in mapper(read, [min(seen[a.id], now.date()) for a in read]):
                answers.append(answer)
                progress("understanding", done + len(answers), total)
            with store.transaction():
                keep(store, answers)
            done += len(answers)
    return done


def keep(store: Store, answers: Sequence[Answer]) -> None:
    """Store what was found in some articles and when they were written."""
    versions = {part: step(name).version for part, name in STEP_OF.items()}
    found = [understanding for _, understanding in answers]
    blocks = {u.article: [block(e) for e in u.events if e.participants] for u in found}
    store.findings.save(found, blocks, versions)
    store.articles.redate([(a, u.dating.why if u.dating else ()) for a, u in answers])
    store.articles.mark_understood([u.article for u in found], understanding_version())


def block(event: Event) -> str:
    """A short name of the ledger's block in which an event falls."""
    kind, people = block_key(event)
    return digest(kind, *people)


@contextmanager
def _mapper(settings: Settings, total: int) -> Iterator[Mapper]:
    """`plan.understand` over many articles and the days they were had, in order: in this process for a few, in
    workers for many.
    """
    workers = settings.workers or cores()
    if total < settings.workers_from or workers == 1:
        yield lambda articles, days: map(_one, articles, days)
        return
    with ProcessPoolExecutor(workers, initializer=_attend, initargs=(os.getpid(),)) as pool:
        try:
            yield lambda articles, days: pool.map(_one, articles, days, chunksize=CHUNK)
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise


def _attend(parent: int) -> None:
    """In a worker: use one thread, leave Ctrl-C to the parent, and end when it has been killed."""
    # A worker a core: with numpy's own threads besides, each core would serve as many as there are cores.
    threadpool_limits(1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def cores() -> int:
    """Cores that this process may use, which in a container are fewer than the machine's."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _one(article: Article, seen: date) -> Answer:
    return understand_one(article, tables(), seen)


@cache
def tables() -> Tables:
    """The tables of this process, loaded at first use."""
    return load_tables()
