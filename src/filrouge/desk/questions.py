"""What several questions share: limits, cursors, filters by name, and rows that need their neighbours."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from filrouge.desk import listings, show
from filrouge.errors import UsageError
from filrouge.records import Article, Copy, Count, LedgerEntry, Membership, Story
from filrouge.settings import Settings
from filrouge.store import ArticleFilter, LedgerFilter, Store
from filrouge.store.articles import Stored
from filrouge.tell import rows
from filrouge.tell.tally import verdict

if TYPE_CHECKING:
    from filrouge.relate.embed import Encoder

Answer = TypeVar("Answer")
SIMILAR_POOL = 30
"""Candidates of each kind weighed for similar news: of its story, its storyline's latest, those that mention the same
people, those that share most words. Unpacking a candidate takes a third of a millisecond."""
KEPT = 100
"""Answers that are kept until the database changes."""
ALL = 10_000
"""Entries of one storyline's timeline at most: a page that a browser can still show."""


class Questions:
    """The ground that `Filrouge` stands on."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self.store = store
        self.settings = settings
        self._kept: dict[tuple[object, ...], tuple[int, Any]] = {}

    @cached_property
    def _encoder(self) -> Encoder:
        """Loaded at the first text, kept for the next question."""
        from filrouge.relate.embed import Encoder  # here: numpy takes longer to import than most questions to answer

        return Encoder()

    def _unchanged(self, key: tuple[object, ...], work: Callable[[], Answer]) -> Answer:
        """What ``work`` gave last under this key, done again once the database has changed."""
        state = self.store.database.state()
        had = self._kept.get(key)
        if state is None or had is None or had[0] != state:
            answer = work()
            if state is None:
                return answer
            if len(self._kept) >= KEPT:
                self._kept.clear()
            had = self._kept[key] = state, answer
        kept: Answer = had[1]
        return kept

    def _limit(self, limit: int | None) -> int:
        if limit is not None and limit < 1:
            raise UsageError("A limit must be at least 1.")
        return limit or self.settings.page_rows

    def _offset(self, after: str | None) -> int:
        if after is None:
            return 0
        if not after.isascii() or not after.isdigit() or len(after) > 12:
            raise UsageError(f"{after!r} is no cursor of this listing: use the one that came with the page before.")
        return int(after)

    def _articles_where(self, where: ArticleFilter) -> ArticleFilter:
        """The filter with whole ids, and the actor's id for its name."""
        relations = self.store.relations
        return replace(
            where,
            actor=self.store.findings.actor(where.actor) if where.actor else None,
            story=relations.story(where.story) if where.story else None,
            storyline=relations.storyline(where.storyline) if where.storyline else None,
        )

    def _ledger_where(self, where: LedgerFilter) -> LedgerFilter:
        relations = self.store.relations
        return replace(
            where,
            actors=tuple(self.store.findings.actor(actor) for actor in where.actors),
            article=self.store.articles.find(where.article) if where.article else None,
            story=relations.story(where.story) if where.story else None,
            storyline=relations.storyline(where.storyline) if where.storyline else None,
        )

    def _plain(self, ids: Iterable[str]) -> dict[str, Article]:
        return {s.article.id: s.article for s in self.store.articles.get(list(dict.fromkeys(ids)))}

    def _copies(self, copies: Sequence[Copy]) -> tuple[rows.CopyRow, ...]:
        articles = self.store.articles.briefs(key for c in copies for key in (c.article, c.of))
        return tuple(listings.copy(c, articles) for c in copies)

    def _copy_groups(self, ids: Sequence[str]) -> dict[str, str]:
        """A name of its copy group for each article that copies or is copied."""
        leader: dict[str, str] = {}

        def top(key: str) -> str:
            while leader.setdefault(key, key) != key:
                key = leader[key]
            return key

        for c in self.store.relations.copies(ids):
            a, b = sorted((top(c.article), top(c.of)))
            leader[b] = a
        return {key: top(key) for key in leader}

    def _stories(self, found: Iterable[tuple[Story, str | None]]) -> tuple[rows.StoryRow, ...]:
        listed = list(found)
        ids = list(dict.fromkeys(key for story, _ in listed for key in story.articles))
        articles = self.store.articles.briefs(ids)
        links: dict[str, list[Copy]] = {}
        for c in self.store.relations.copies(ids):
            links.setdefault(c.article, []).append(c)
            links.setdefault(c.of, []).append(c)
        return tuple(
            listings.story(
                story,
                line,
                [articles[key] for key in story.articles if key in articles],
                list({(c.article, c.of): c for key in story.articles for c in links.get(key, ())}.values()),
            )
            for story, line in listed
        )

    def _around(self, stored: Stored) -> list[str]:
        """Ids of the articles worth weighing beside one: story, storyline, then whoever names the same."""
        ids: dict[str, None] = {}
        if stored.story:
            ids.update(dict.fromkeys(self.store.articles.ids(ArticleFilter(story=stored.story), SIMILAR_POOL)))
        if stored.storyline:
            line = ArticleFilter(storyline=stored.storyline)
            ids.update(dict.fromkeys(self.store.articles.ids(line, SIMILAR_POOL)))
        sharing = self.store.findings.sharing(stored.article.id, SIMILAR_POOL)
        ids.update((key, None) for key in sharing)
        if len(sharing) < SIMILAR_POOL:  # its names are rare: its words may tell more
            ids.update((key, None) for key, _ in self.store.search_any(stored.article, SIMILAR_POOL))
        ids.pop(stored.article.id, None)
        return list(ids)

    def _all_entries(self, where: LedgerFilter) -> tuple[rows.LedgerRow, ...]:
        found, _ = self.store.entries.page(where, None, ALL)
        return self._entries(found)

    def _entries(self, found: Sequence[LedgerEntry]) -> tuple[rows.LedgerRow, ...]:
        articles = self.store.articles.briefs(v.article for e in found for v in e.evidence)
        return tuple(listings.entry(e, articles) for e in found)

    def _counts(self, group: Sequence[tuple[Article, Count]]) -> Iterator[rows.CountRow]:
        """Counts of the same people with their verdicts: against the ledger, and against what later articles count."""
        people = {p.id for _, c in group for p in c.participants}
        held = self.store.entries.held(sorted(people))
        for article, count in group:
            others = [(c, a.published) for a, c in group if c is not count]
            found = verdict(count, article.published, held, others)
            yield show.count(article, count, found.verdict, found.why)

    def _memberships(
        self, found: Sequence[tuple[str, tuple[Membership, ...]]], quoted: int | None = None, on: date | None = None
    ) -> tuple[rows.MembershipRow, ...]:
        """One row for an organisation and member, with the evidence of all articles, or of so many.

        ``on``: whoever may have belonged on that day.
        """
        same: dict[tuple[str, str], list[tuple[str, Membership]]] = {}
        for key, memberships in found:
            for m in memberships:
                same.setdefault((m.organisation, m.member), []).append((key, m))
        articles = self._plain(key for said in same.values() for key, _ in said[:quoted])
        known = self.store.findings.entities([part for pair in same for part in pair])
        names = {key: entity.name for key, entity in known.items()}
        told = (
            listings.membership(names.get(one, one), names.get(other, other), same[one, other], articles, quoted, on)
            for one, other in sorted(same)
        )
        return tuple(row for row in told if row.belongs != "no")

    def _actors(self, found: Sequence[tuple[str, int]]) -> tuple[rows.ActorRow, ...]:
        """Rows of (entity, events)."""
        ids = [key for key, _ in found]
        known, articles = self.store.findings.entities(ids), self.store.findings.articles_with(ids)
        return tuple(listings.actor(known[key], articles.get(key, 0), n) for key, n in found if key in known)
