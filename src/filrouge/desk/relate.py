"""Steps 8 to 10 over every article not yet related, in order of time: features, copies, stories, storylines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cache

from filrouge.desk.decisions import by_hand, given_titles
from filrouge.desk.progress import Progress
from filrouge.desk.understand import cores
from filrouge.plan import step
from filrouge.records import Article
from filrouge.relate.copies import Account, candidate_pairs, copies, lookup_keys
from filrouge.relate.embed import Encoder, Encodes
from filrouge.relate.features import Features, features, texts_to_encode
from filrouge.relate.stories import Placed, Placement, StoryIndex, story
from filrouge.relate.storylines import profile, storylines
from filrouge.store import Store
from filrouge.store.relations import Placing

BATCH = 256
"""Articles related together: what one matrix product of the story index takes."""
ACTIVE = 6_000
"""Articles kept at hand to compare with: as many as the story index itself looks at."""
HORIZON = timedelta(days=60)
"""Days around the new articles from which the story index is filled; no story is told anew after longer."""
SHARING = 50
"""Known articles looked at for one new article because they share text with it."""
STALE = "storylines-stale"


def relating_version() -> str:
    """One word for the versions of the steps that relate articles."""
    return " ".join(str(step(name)) for name in ("copies", "stories"))


def relate(store: Store, progress: Progress, encoder: Encodes | None = None) -> int:
    """Relate what is new or was related by other versions; how many articles that were."""
    version = relating_version()
    _, total = store.articles.pending("", version)
    if total:
        _Relating(store, encoder or _encoder(), version).run(total, progress)
    if stale := store.relations.stale_stories(step("stories").version):
        with store.transaction():
            retell(store, stale)
    if store.note(STALE) == "1":
        progress("following threads", 0, None)
        lines = storylines(store.relations.profiles(), [line for line, _ in store.relations.storylines().values()])
        with store.transaction():
            store.relations.save_storylines(lines, step("storylines").version)
            store.set_note(STALE, "0")
    return total


@cache
def _encoder() -> Encoder:
    """The encoder of this process, whose weights load at first use."""
    return Encoder(cores())


class _Relating:
    """One run: the story index and the articles at hand."""

    def __init__(self, store: Store, encoder: Encodes, version: str) -> None:
        self.store = store
        self.encoder = encoder
        self.version = version
        self.by_hand = by_hand(store)
        self.index = StoryIndex(decided=self.by_hand)
        self.active: dict[str, Features] = {}

    def run(self, total: int, progress: Progress) -> None:
        todo = self.store.articles.not_related(self.version, total)
        self._fill()
        for first in range(0, len(todo), BATCH):
            self._batch(todo[first : first + BATCH])
            progress("relating", min(first + BATCH, len(todo)), total)
        with self.store.transaction():
            self._place(self.index.look_back(), ())

    def _fill(self) -> None:
        """Take in the stories around the days of the new articles."""
        first, last = self.store.articles.days_unrelated(self.version)
        since, until = first and _shift(first, -HORIZON), last and _shift(last, HORIZON)
        placed = []
        for record, placing in self.store.relations.placed_between(since, until, self.version, ACTIVE):
            placed.append(Placed(record, placing.story, placing.pinned))
            self.active[record.article] = record
        self.index.add(placed, self.store.relations.copies(list(self.active)))

    def _batch(self, ids: Sequence[str]) -> None:
        stored = [s.article for s in self.store.articles.get(ids)]
        found = self.store.findings.load(ids)
        texts = [texts_to_encode(a) for a in stored]
        rows = {text: row for row, text in enumerate(dict.fromkeys(text for pair in texts for text in pair))}
        vectors = self.encoder.encode(list(rows))
        new = [
            features(a, found.get(a.id), (vectors[rows[title]], vectors[rows[lead]]))
            for a, (title, lead) in zip(stored, texts, strict=True)
        ]
        keys = {record.article: lookup_keys(record) for record in new}
        known = self._known(keys)
        pairs = candidate_pairs(new, [*known.values(), *(f for key, f in self.active.items() if key not in known)])
        records = {**self.active, **known, **{record.article: record for record in new}}
        links = copies(
            pairs, self._accounts(stored, records, [key for p in pairs for key in (p.article, p.other)]), self.encoder
        )
        placements = self.index.assign(new, look_back=False, copies=links)
        with self.store.transaction():
            self.store.relations.save_features(
                [(record, keys[record.article]) for record in new], step("copies").version
            )
            self.store.relations.save_copies(links, ids, step("copies").version)
            self.store.entries.outdate([*ids, *(c.of for c in links)])
            self.store.undated.ask_again(sorted({key for c in links for key in (c.article, c.of)}))
            self._place(placements, ids)
            self.store.articles.mark_related(ids, self.version)
        self.active.update((record.article, record) for record in new)
        while len(self.active) > ACTIVE:
            del self.active[next(iter(self.active))]

    def _known(self, keys: dict[str, tuple[int, ...]]) -> dict[str, Features]:
        """Earlier articles that share text with new ones."""
        shared = {key for own in keys.values() for key in self.store.relations.sharing(own, SHARING)} - keys.keys()
        at_hand = {key: self.active[key] for key in shared if key in self.active}
        return {**at_hand, **self.store.relations.features(sorted(shared - at_hand.keys()))}

    def _accounts(
        self, new: Iterable[Article], records: dict[str, Features], wanted: Sequence[str]
    ) -> dict[str, Account]:
        texts = {a.id: a for a in new}
        missing = [key for key in dict.fromkeys(wanted) if key not in texts]
        texts.update((s.article.id, s.article) for s in self.store.articles.get(missing))
        return {
            key: Account(texts[key], records[key]) for key in dict.fromkeys(wanted) if key in texts and key in records
        }

    def _place(self, placements: Sequence[Placement], ids: Sequence[str]) -> None:
        """Store placements, and retell the stories that they touch."""
        before = self.store.relations.stories_of([*ids, *(p.article for p in placements)])
        self.store.relations.place(
            [Placing(p.article, p.story, p.article in self.by_hand, p.why) for p in placements],
            step("stories").version,
        )
        retell(self.store, sorted({*before.values(), *(p.story for p in placements)}))


def retell(store: Store, touched: Sequence[str]) -> None:
    """Tell anew the stories that gained or lost an article, and those of their children; those without any go."""
    if not touched:
        return
    members = store.relations.members(touched)
    of_children = store.relations.stories_of_children([key for keys in members.values() for key in keys])
    members |= store.relations.members(sorted(of_children - members.keys()))
    records = store.relations.features([key for keys in members.values() for key in keys])
    titles = given_titles(store, list(members))
    told = []
    for key, articles in members.items():
        own = [records[a] for a in articles if a in records]
        parents = store.relations.stories_of([f.parent for f in own if f.parent])
        made = story(key, own, titles.get(key))
        told.append((made, profile(made, own, sorted({*parents.values()} - {key}))))
    gone = [key for key in touched if key not in members]
    store.relations.save_stories(told, gone, step("stories").version)
    store.set_note(STALE, "1")


def _shift(day: date, by: timedelta) -> date:
    """The day moved, held within the calendar."""
    try:
        return day + by
    except OverflowError:
        return date.min if by < timedelta() else date.max
