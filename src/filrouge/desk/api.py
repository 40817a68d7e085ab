"""The library: one object that takes in, relates and answers; the command line and the site are thin over it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from filrouge.desk import listings, show
from filrouge.desk.browse import Browsing
from filrouge.desk.explaining import Explaining
from filrouge.desk.progress import Progress, silent
from filrouge.desk.telling.api import Telling
from filrouge.records import Capture, Count, Hints, Membership, Statement, Why
from filrouge.store import ArticleFilter, LedgerFilter
from filrouge.tell import rows
from filrouge.tell.version_rows import VersionRow

__all__ = ["ArticleFilter", "Filrouge", "LedgerFilter", "Progress", "Stats"]

NO_HINTS = Hints()
EVERY_ARTICLE = ArticleFilter()
EVERY_ENTRY = LedgerFilter()
ACTORS = ("person", "organisation", "state")
SNIPPET = 200
"""Characters of text shown under a search hit, as search engines show."""


@dataclass(frozen=True, slots=True)
class Stats:
    """How much there is."""

    captures: int
    articles: int
    stories: int
    storylines: int
    ledger: int
    copies: int
    refusals: int
    languages: tuple[str, ...]
    first: str | None
    """The earliest and the latest day of publication, ISO."""
    last: str | None


class Filrouge(Telling, Browsing, Explaining):
    """A database and what can be asked of it. Ids may be given as unique prefixes, actors by id or name.

    Questions raise NotFound or Ambiguous for an id, UsageError for a wrong cursor, StoreError for the database.
    """

    def close(self) -> None:
        self.store.close()

    # Taking in

    def ingest(
        self, inputs: Sequence[str], hints: Hints = NO_HINTS, progress: Progress = silent
    ) -> tuple[rows.IngestRow, ...]:
        """Take in files, folders, addresses and ``-``; understand and relate what is new.

        A row for each input and each part of one that was refused. ``hints`` hold for every page that does not
        say otherwise itself.
        """
        from filrouge.desk.ingest import Ingest  # here: who only asks does not wait for models to load

        return Ingest(self.store, self.settings, progress).run(inputs, hints)

    def refresh(self, progress: Progress = silent) -> int:
        """Do again what an older version of a step did, or what was left undone; how many articles that touched."""
        from filrouge.desk.ingest import Ingest

        return Ingest(self.store, self.settings, progress).refresh()

    # Articles

    def articles(
        self, where: ArticleFilter = EVERY_ARTICLE, after: str | None = None, limit: int | None = None
    ) -> rows.Page[rows.ArticleRow]:
        """Newest first, those without a date last."""
        found, more = self.store.articles.page_of_ids(self._articles_where(where), after, self._limit(limit))
        return rows.Page(self.article_rows(found), more)

    def article_rows(self, ids: Sequence[str]) -> tuple[rows.ArticleRow, ...]:
        """The rows of these articles (whole ids), in the order asked."""
        return tuple(map(show.article, self.store.articles.briefs(ids).values()))

    def article(self, id: str) -> rows.FullArticleRow:
        key = self.store.articles.find(id)
        (stored,) = self.store.articles.get([key])
        counts = self.counts(article=key)
        memberships = self._memberships(self.store.findings.each("memberships", Membership, [key]))
        parts = [part.brief for part in self.store.articles.of_page(stored.article.capture) if part.article.id != key]
        return show.full_article(
            stored,
            self.store.findings.load([key]).get(key),
            self._copies(self.store.relations.copies([key])),
            counts,
            memberships,
            parts if stored.article.parent or stored.article.role == "lead" else (),
        )

    def versions(self, id: str) -> tuple[VersionRow, ...]:
        """What an article was in each capture of its page, oldest first, and what changed in each."""
        from filrouge.desk.telling.versions import versions

        return versions(self.store, self.store.articles.find(id))

    def difference(self, id: str) -> str:
        """The changes from each version of an article to the next, as a unified diff; empty where there are none."""
        from filrouge.desk.telling.versions import difference

        return difference(self.store, self.store.articles.find(id))

    def capture(self, id: str) -> Capture:
        """The bytes that an article was read from, as they came."""
        return self.store.articles.capture(id)

    def search(
        self,
        query: str,
        where: ArticleFilter = EVERY_ARTICLE,
        after: str | None = None,
        limit: int | None = None,
        newest: bool = False,
    ) -> rows.Page[rows.HitRow]:
        """Articles that hold every word, best first, or newest first; ``why`` is a passage.

        Words in double quotes must stand in that order; a word or phrase after a minus must not be there.
        """
        offset, size = self._offset(after), self._limit(limit)
        hits = self.store.search(query, self._articles_where(where), offset, size + 1, newest)
        best = dict(hits[:size])
        found = [
            listings.hit(s.brief, round(best[s.article.id], 6), listings.snippet(s.article, query, SNIPPET))
            for s in self.store.articles.get(list(best))
        ]
        return rows.Page(tuple(found), str(offset + size) if len(hits) > size else None)

    def similar(self, id: str, limit: int = 10) -> tuple[rows.HitRow, ...]:
        """What else to read beside an article: its story, its storyline, the background; its own copies left out."""
        from filrouge.relate.similar import Neighbour, similar

        key = self.store.articles.find(id)
        (stored,) = self.store.articles.get([key])
        ids = self._around(stored)
        features = self.store.relations.features([key, *ids])
        if key not in features:
            return ()
        near = self.store.articles.placed([i for i in ids if i in features])
        groups = self._copy_groups([key, *near])
        candidates = [Neighbour(features[i], *near[i], groups.get(i)) for i in ids if i in near]
        query = Neighbour(features[key], stored.story, stored.storyline, groups.get(key))
        answers = similar(query, candidates, limit)
        found = self.store.articles.briefs(s.article for s in answers)
        return tuple(listings.hit(found[s.article], round(s.score, 3), Why.joined((s.reason, *s.why))) for s in answers)

    def copies(
        self, article: str | None = None, after: str | None = None, limit: int | None = None
    ) -> rows.Page[rows.CopyRow]:
        """Who copies whom; of one article, both ways."""
        if article is not None:
            return rows.Page(self._copies(self.store.relations.copies([self.store.articles.find(article)])))
        found, more = self.store.relations.list_copies(after, self._limit(limit))
        return rows.Page(self._copies(found), more)

    def outlets(self) -> tuple[rows.OutletRow, ...]:
        """Most articles first."""
        found = self._unchanged(("outlets",), self.store.outlets)
        return tuple(rows.OutletRow(o.outlet, o.articles, o.copies, o.languages) for o in found)

    # Stories

    def stories(
        self, storyline: str | None = None, after: str | None = None, limit: int | None = None
    ) -> rows.Page[rows.StoryRow]:
        """Latest first."""
        line = self.store.relations.storyline(storyline) if storyline else None
        found, more = self.store.relations.list_stories(line, after, self._limit(limit))
        return rows.Page(self._stories(found), more)

    def story(self, id: str) -> rows.StoryRow:
        (row,) = self.story_rows([self.store.relations.story(id)])
        return row

    def story_rows(self, ids: Sequence[str]) -> tuple[rows.StoryRow, ...]:
        """The rows of these stories (whole ids), in the order asked."""
        return self._stories(self.store.relations.stories(ids).values())

    def storylines(
        self, actor: str | None = None, after: str | None = None, limit: int | None = None
    ) -> rows.Page[rows.StorylineRow]:
        """Latest first."""
        key = self.store.findings.actor(actor) if actor else None
        found, more = self.store.relations.list_storylines(key, after, self._limit(limit))
        known = self.store.findings.entities([key for line, _ in found for key in line.actors])
        return rows.Page(tuple(listings.storyline(line, articles, known) for line, articles in found), more)

    def storyline(self, id: str) -> rows.StorylineRow:
        key = self.store.relations.storyline(id)
        line, articles = self.store.relations.storylines([key])[key]
        return listings.storyline(line, articles, self.store.findings.entities(line.actors))

    def timeline(self, storyline: str) -> tuple[rows.TimelineRow, ...]:
        """The stories of a storyline and the events they report, in order of time."""
        line = self.storyline(storyline)
        stories = self.story_rows(line.stories)
        entries = self._all_entries(LedgerFilter(storyline=line.id))
        return listings.timeline(stories, entries)

    # The ledger

    def ledger(
        self, where: LedgerFilter = EVERY_ENTRY, after: str | None = None, limit: int | None = None
    ) -> rows.Page[rows.LedgerRow]:
        """Latest first, those without a date last."""
        found, more = self.store.entries.page(self._ledger_where(where), after, self._limit(limit))
        return rows.Page(self._entries(found), more)

    def entry(self, id: str) -> rows.LedgerRow:
        (found,) = self.store.entries.get([self.store.entries.find(id)])
        return self._entries([found])[0]

    def statements(
        self,
        speaker: str | None = None,
        article: str | None = None,
        after: str | None = None,
        limit: int | None = None,
    ) -> rows.Page[rows.StatementRow]:
        """By article, in order of place; a page ends at the end of an article."""
        size = self._limit(limit)
        ids: Sequence[str] | None = [self.store.articles.find(article)] if article else None
        who: str | None = None
        if speaker is not None:
            who = self.store.findings.actor(speaker)
        found = self.store.findings.each(
            "statements", Statement, ids, after, size + 1, concerning=[who] if who is not None else ()
        )
        articles = self._plain(key for key, _ in found)
        given: list[rows.StatementRow] = []
        last: str | None = None
        for key, statements in found:
            if len(given) >= size:
                return rows.Page(tuple(given), last)
            given += [show.statement(articles[key], s) for s in statements if who is None or s.speaker_id == who]
            last = key
        return rows.Page(tuple(given), last if len(found) > size else None)

    def counts(self, actors: Sequence[str] = (), article: str | None = None) -> tuple[rows.CountRow, ...]:
        """How often people met, according to the articles, each weighed against the others of the same people."""
        wanted = {self.store.findings.actor(actor) for actor in actors}
        only = self.store.articles.find(article) if article else None
        if only is not None:
            return tuple(c for c in self.counts_in([only]) if wanted <= {p.id for p in c.participants})
        return self._weighed(self.store.findings.each("counts", Count, concerning=sorted(wanted)), wanted)

    def memberships(self, organisation: str | None = None, on: date | None = None) -> tuple[rows.MembershipRow, ...]:
        """Who belongs to what since when, with every sentence that says so; ``on``: who may have belonged then.

        ``organisation``: its name or a part of it.
        """
        findings = self.store.findings
        if organisation is None:
            return self._unchanged(
                ("memberships", on), lambda: self._memberships(findings.each("memberships", Membership), on=on)
            )
        asked, ids = organisation.casefold(), findings.concerned("memberships")
        named = {key: key for key in ids} | {key: e.name for key, e in findings.entities(ids).items()}
        said: dict[str, tuple[Membership, ...]] = {}
        chosen = {key for key, name in named.items() if asked in name.casefold()}
        for key in sorted(chosen):
            said |= findings.each("memberships", Membership, concerning=[key])
        own = [(a, tuple(m for m in found if m.organisation in chosen)) for a, found in sorted(said.items())]
        return self._memberships(own, on=on)

    # Actors

    def actors(
        self, kind: str | None = None, after: str | None = None, limit: int | None = None
    ) -> rows.Page[rows.ActorRow]:
        """People, organisations and states (or one ``kind`` of them), most spoken of first."""
        offset, size = self._offset(after), self._limit(limit)
        found = self.store.findings.known((kind,) if kind else ACTORS, offset, size + 1)
        parts = self.store.entries.taking_part([k.entity.id for k in found])
        given = tuple(listings.actor(k.entity, k.articles, parts.get(k.entity.id, 0)) for k in found[:size])
        return rows.Page(given, str(offset + size) if len(found) > size else None)

    def actor(self, id: str) -> rows.ActorRow:
        """By id, or by name as the rows write it."""
        key = self.store.findings.actor(id)
        return self._actors([(key, self.store.entries.taking_part([key]).get(key, 0))])[0]

    def partners(self, actor: str, limit: int = 20) -> tuple[rows.ActorRow, ...]:
        """With whom it takes part in ledger entries, most often first; ``events`` counts the entries they share."""
        return self._actors(self.store.entries.partners(self.store.findings.actor(actor), limit))

    # The house

    def stats(self) -> Stats:
        sizes = self.store.sizes()
        first, last = self.store.days()
        return Stats(
            captures=sizes["captures"],
            articles=sizes["articles"],
            stories=sizes["stories"],
            storylines=sizes["storylines"],
            ledger=sizes["ledger"],
            copies=sizes["copies"],
            refusals=sizes["refusals"],
            languages=self.store.languages(),
            first=first,
            last=last,
        )

    def doctor(self) -> tuple[rows.DoctorRow, ...]:
        """What is installed, how large the database is, and what in it is stale."""
        from filrouge.desk.doctor import examine

        return examine(self.store)
