"""Step 11: the blocks of the ledger whose assertions changed are reconciled anew."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from filrouge.desk.progress import Progress
from filrouge.desk.understand import block
from filrouge.plan import step
from filrouge.records import Event
from filrouge.store import Store
from filrouge.tell import ledger
from filrouge.tell.ledger import Assertion
from filrouge.tell.sources import counter, lineages

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
        copies = store.relations.copies(list(articles))
        lineage = lineages(copies)
        assertions = [
            Assertion(key, e, articles[key].reading[e.start : e.end].strip(), articles[key].published, lineage(key))
            for key, events in told
            for e in events
            if e.participants and block(e) in wanted
        ]
        by_block = defaultdict(list)
        for a in assertions:
            by_block[block(a.event)].append(a)
        independent = counter(articles, copies)
        placed = [
            (entry, key)
            for key, told_here in by_block.items()
            for entry in ledger.reconcile(told_here, independent, now.date())
        ]
        with store.transaction():
            store.entries.replace(blocks, placed, step("ledger").version)
        done += len(blocks)
        progress("reconciling", done, None)
    return done
