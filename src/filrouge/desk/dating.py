"""Step 5 again, over the store: articles that bear no date, by what the others tell.

`filrouge.understand.across` says which articles are evidence and which are dated by it. An article is looked at
when it is new and when what is around it may have changed, and dated anew only where it did.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from filrouge.desk.progress import Progress
from filrouge.desk.understand import block, keep, tables
from filrouge.plan import step, understand
from filrouge.records import Article, Event, LedgerEntry
from filrouge.store import Store
from filrouge.store.codec import dumps
from filrouge.tell import ledger
from filrouge.tell.ledger import Assertion
from filrouge.tell.sources import lineages
from filrouge.text.digest import digest
from filrouge.understand.across import Neighbourhood, is_evidence

BATCH = 100
"""Articles a transaction."""
NOTHING = digest()
"""What stands for an article of which no other has anything to say."""


def date_across(store: Store, now: datetime, progress: Progress) -> int:
    """Date the articles that others have something new to say of; of how many the date is another one now."""
    todo = store.undated.waiting(step("dating").version)
    entries = _Entries(store, now.date())
    changed = 0
    for first in range(0, len(todo), BATCH):
        changed += _batch(store, todo[first : first + BATCH], entries, now.date())
        progress("dating", min(first + BATCH, len(todo)), len(todo))
    return changed


def _batch(store: Store, ids: Sequence[str], entries: _Entries, today: date) -> int:
    stored = {s.article.id: s for s in store.articles.get(ids)}
    heard, seen = store.undated.heard(ids), store.articles.seen(ids)
    events = dict(store.findings.each("events", Event, ids))
    told: dict[str, str] = {}
    answers = []
    for key in ids:
        now_known = stored[key].article
        if is_evidence(now_known):
            told[key] = NOTHING
            continue
        around = _around(store, now_known, entries.of(events.get(key, ())))
        said = _digest(around)
        if heard.get(key) == said:
            continue
        told[key] = said
        if said == NOTHING and now_known.published_from != "inferred-across":
            continue
        (read,) = store.articles.as_read([key])
        answer = understand(read, tables(), min(seen[key], today), around)
        if (answer[0].published, answer[0].published_from) != (now_known.published, now_known.published_from):
            answers.append(answer)
    with store.transaction():
        keep(store, answers)
        store.undated.hear(told, step("dating").version)
    return len(answers)


def _around(store: Store, article: Article, entries: Sequence[LedgerEntry]) -> Neighbourhood:
    links = store.relations.copies([article.id])
    ends = {c: c.of if c.article == article.id else c.article for c in links}
    others = {s.article.id: s.article for s in store.articles.get(list(dict.fromkeys(ends.values())))}
    copies = tuple((c, others[k]) for c, k in ends.items() if k in others and is_evidence(others[k]))
    page = tuple(
        s.article
        for s in store.articles.of_page(article.capture)
        if s.article.role == "entry" and s.article.id != article.id and is_evidence(s.article)
    )
    return Neighbourhood(tuple(entries), copies, page)


def _digest(around: Neighbourhood) -> str:
    """The same for the same evidence, whatever else changed in the records that hold it."""
    parts = [
        *(dumps((e.id, e.when, e.mode, e.status, e.place)) for e in around.entries),
        *(dumps((c.article, c.of, c.kind, c.credited, a.published, a.title)) for c, a in around.copies),
        *(dumps((a.id, a.published)) for a in around.page),
    ]
    return digest(*sorted(parts))


class _Entries:
    """The encounters of some people as the articles that are evidence tell them, block by block."""

    def __init__(self, store: Store, today: date) -> None:
        self._store = store
        self._today = today
        self._known: dict[str, tuple[LedgerEntry, ...]] = {}

    def of(self, events: Sequence[Event]) -> tuple[LedgerEntry, ...]:
        """The dated entries of the blocks in which these events fall, each once, in order of time."""
        found = {e.id: e for key in {block(e) for e in events if e.participants} for e in self._block(key)}
        return tuple(sorted(found.values(), key=lambda e: (str(e.when and e.when.start), e.id)))

    def _block(self, key: str) -> tuple[LedgerEntry, ...]:
        if key not in self._known:
            found = ledger.reconcile(self._assertions(key), lambda articles: 1, self._today)
            self._known[key] = tuple(e for e in found if e.when is not None and e.when.days is not None)
        return self._known[key]

    def _assertions(self, key: str) -> Iterator[Assertion]:
        told = self._store.findings.each("events", Event, self._store.entries.asserting([key]))
        articles = {s.article.id: s.article for s in self._store.articles.get([k for k, _ in told])}
        evidence = {k: a for k, a in articles.items() if is_evidence(a)}
        lineage = lineages(self._store.relations.copies(list(evidence)))
        for article, events in told:
            if article in evidence:
                one = evidence[article]
                yield from (
                    Assertion(article, e, one.reading[e.start : e.end].strip(), one.published, lineage(article))
                    for e in events
                    if e.participants and block(e) == key
                )
