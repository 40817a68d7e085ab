"""Step 11: the blocks of the ledger whose assertions changed are reconciled anew."""

from __future__ import annotations

from datetime import datetime

from filrouge.desk.progress import Progress
from filrouge.desk.understand import block
from filrouge.plan import step
from filrouge.records import Event
from filrouge.store import Store
from filrouge.tell import ledger
from filrouge.tell.ledger import Assertion
from filrouge.tell.sources import counter
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
        independent = counter(articles, store.relations.copies(list(articles)))
        entries = ledger.reconcile(assertions, independent, now.date())
        placed = [(e, digest(e.type, *sorted(p.id for p in e.participants))) for e in entries]
        with store.transaction():
            store.entries.replace(blocks, placed, step("ledger").version)
        done += len(blocks)
        progress("reconciling", done, None)
    return done
