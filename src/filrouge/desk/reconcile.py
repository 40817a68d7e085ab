"""Step 11: the blocks of the ledger whose assertions changed are reconciled anew."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from filrouge.desk.progress import Progress
from filrouge.desk.understand import block
from filrouge.plan import step
from filrouge.records import Article, Event
from filrouge.store import Store
from filrouge.tell import ledger
from filrouge.tell.ledger import Assertion
from filrouge.text.digest import digest

BATCH = 200
"""Blocks a transaction; the largest, two presidents over years, holds some thousand assertions."""
VERSION = "ledger-version"


def reconcile(store: Store, now: datetime, progress: Progress) -> int:
    """Bring the ledger up to date; how many blocks that took."""
    version = str(step("ledger"))
    if store.note(VERSION) != version:
        with store.transaction():
            store.entries.outdate()
            store.set_note(VERSION, version)
    done = 0
    while blocks := store.entries.stale_blocks(BATCH):
        wanted = set(blocks)
        told = store.findings.each("events", Event, store.entries.asserting(blocks))
        articles = {s.article.id: s.article for s in store.articles.get([key for key, _ in told])}
        assertions = [
            Assertion(key, e, articles[key].reading[e.start : e.end].strip(), articles[key].published)
            for key, events in told
            for e in events
            if e.participants and block(e) in wanted
        ]
        entries = ledger.reconcile(assertions, sources(store, articles), now.date())
        placed = [(e, digest(e.type, *sorted(p.id for p in e.participants))) for e in entries]
        with store.transaction():
            store.entries.replace(blocks, placed, step("ledger").version)
        done += len(blocks)
        progress("reconciling", done, None)
    return done


def sources(store: Store, articles: Mapping[str, Article]) -> dict[str, str | None]:
    """The independent source behind each article: its lineage of copies, and its outlet; none for machine translations.

    A machine translation whose original is here shares the original's source.
    """
    leader: dict[str, str] = {}

    def top(key: str) -> str:
        while leader.setdefault(key, key) != key:
            key = leader[key]
        return key

    for c in store.relations.copies(list(articles)):
        first, second = sorted((top(c.article), top(c.of)))
        leader[second] = first
    for a in articles.values():
        if a.outlet:
            first, second = sorted((top(a.id), top(f"outlet:{a.outlet}")))
            leader[second] = first
    copied = {top(c.article) for c in store.relations.copies(list(articles))}
    return {key: None if a.machine_translated and top(key) not in copied else top(key) for key, a in articles.items()}
