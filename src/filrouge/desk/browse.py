"""The part of the library that a reader's pages ask beside the listings; `filrouge.desk.api.Filrouge` has it.

Each question costs a fixed number of queries, however many rows it gives.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from filrouge.desk import listings, show
from filrouge.desk.questions import Questions
from filrouge.records import Article, Count, LedgerEntry, Membership, Statement
from filrouge.store import ArticleFilter, LedgerFilter
from filrouge.store import tables as t
from filrouge.store.articles import chunks
from filrouge.tell import rows

OPENING = 12
"""Words of a text that stand for a title it lacks: about what a headline has."""
STATEMENT_BATCH = 40
"""Articles looked through at once for statements."""
BATCHES = 8
"""Batches at most for one page of statements; a page may then be short, and its cursor goes on."""
EVERY_ARTICLE = ArticleFilter()
FACET_ENTRIES = 5000
"""Ledger entries counted by type, status, mode, year and country: enough for shares, quick as a page."""


@dataclass(frozen=True, slots=True)
class Facet:
    """One value by which what was found can be narrowed, and how many of it there are."""

    value: str
    articles: int


@dataclass(frozen=True, slots=True)
class Facets:
    """Most first; years latest first."""

    outlets: tuple[Facet, ...]
    languages: tuple[Facet, ...]
    years: tuple[Facet, ...]
    articles: int = 0
    """How many were counted: at most `LATEST`, the last taken in."""


@dataclass(frozen=True, slots=True)
class LedgerFacets:
    """Most first; years latest first. Of the latest `FACET_ENTRIES` entries only, where there are more."""

    types: tuple[Facet, ...]
    statuses: tuple[Facet, ...]
    modes: tuple[Facet, ...]
    years: tuple[Facet, ...]
    countries: tuple[Facet, ...]
    entries: int
    """How many were counted."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much there is of what a reader sees."""

    articles: int
    stories: int
    storylines: int
    ledger: int


class Browsing(Questions):
    """What pages need in one question each."""

    def openings(self, ids: Iterable[str], words: int = OPENING) -> dict[str, str]:
        """The first words of the texts of these articles (whole ids)."""
        found = self.store.articles.get(list(dict.fromkeys(ids)))
        return {s.article.id: _opening(s.article.text, words) for s in found}

    def copies_among(self, ids: Sequence[str]) -> tuple[rows.CopyRow, ...]:
        """The copy links from and to these articles (whole ids)."""
        return self._copies(self.store.relations.copies(ids))

    def taken_in(self, ids: Sequence[str]) -> dict[str, str]:
        """When each of these articles (whole ids) was taken in, ISO."""
        found: dict[str, str] = {}
        query = select(t.articles.c.id, t.captures.c.seen).join(t.captures, t.captures.c.id == t.articles.c.capture)
        with self.store.database.read() as connection:
            for chunk in chunks(ids):
                found.update((r.id, r.seen) for r in connection.execute(query.where(t.articles.c.id.in_(chunk))))
        return found

    def sizes(self) -> Sizes:
        """How many articles, stories, storylines and ledger entries there are."""
        sizes = self._unchanged(("sizes",), lambda: self.store.sizes("articles", "stories", "storylines", "ledger"))
        return Sizes(sizes["articles"], sizes["stories"], sizes["storylines"], sizes["ledger"])

    def parts(self) -> tuple[rows.DoctorRow, ...]:
        """What is installed, and what waits to be done again: `doctor` without its count of every table."""
        from filrouge.desk.doctor import parts  # here: it knows of every part of the program

        return parts(self.store)

    def steps(self) -> tuple[rows.StepRow, ...]:
        """The steps of the way in their order, with the version by which each now works."""
        from filrouge.plan import STEPS

        return tuple(rows.StepRow(s.name, s.takes, s.gives, s.version) for s in STEPS)

    def refused(self, limit: int = 50) -> tuple[rows.RefusedRow, ...]:
        """The latest inputs, and parts of them, that gave no article, and why."""
        c = t.refusals.c
        query = select(c.reason, c.place, c.code).order_by(c.seen.desc(), c.place).limit(limit)
        with self.store.database.read() as connection:
            return tuple(rows.RefusedRow(r.reason, r.place, r.code) for r in connection.execute(query))

    def ledger_cited(
        self, where: LedgerFilter, after: str | None = None, limit: int | None = None
    ) -> tuple[rows.Page[rows.LedgerRow], dict[str, rows.ArticleRow]]:
        """A page of the ledger, latest first, and the articles that give its evidence."""
        found, more = self.store.entries.page(self._ledger_where(where), after, self._limit(limit))
        articles = self.store.articles.briefs(v.article for e in found for v in e.evidence)
        entries = tuple(listings.entry(e, articles) for e in found)
        return rows.Page(entries, more), {key: show.article(a) for key, a in articles.items()}

    def number_of(self, where: LedgerFilter) -> int:
        """How many entries of the ledger there are."""
        return self.store.entries.number(self._ledger_where(where))

    def latest_of(
        self, storylines: Mapping[str, tuple[str, ...]], type: str
    ) -> tuple[dict[str, rows.LedgerRow], dict[str, rows.ArticleRow]]:
        """The latest entry of this type of each of these storylines (whole ids), and the articles that say it.

        Each with its actors: an entry in which they take part goes before any other.
        """
        ids = self.store.entries.ids
        chosen = {
            key: ids(LedgerFilter(own, type, storyline=key), 1) or ids(LedgerFilter(type=type, storyline=key), 1)
            for key, own in storylines.items()
        }
        found = {e.id: e for e in self.store.entries.get([id for some in chosen.values() for id in some])}
        latest: dict[str, LedgerEntry] = {key: found[some[0]] for key, some in chosen.items() if some}
        articles = self.store.articles.briefs(v.article for e in latest.values() for v in e.evidence)
        entries = {key: listings.entry(e, articles) for key, e in latest.items()}
        return entries, {key: show.article(a) for key, a in articles.items()}

    def facets(self, query: str, where: ArticleFilter = EVERY_ARTICLE) -> Facets:
        """By what a search can be narrowed."""
        outlets, languages, years, whole = counters = tuple(Counter[str]() for _ in range(4))
        for kind, value, n in self.store.facets(query, self._articles_where(where)):
            if value:
                counters[kind][value] += n
        return Facets(
            _most(outlets),
            _most(languages),
            tuple(Facet(y, n) for y, n in sorted(years.items(), reverse=True)),
            whole.total(),
        )

    def places_of(self, where: LedgerFilter, most: int) -> tuple[Facet, ...]:
        """The places of the latest ``most`` entries, with how many are there, most first."""
        found, _ = self.store.entries.page(self._ledger_where(where), None, most)
        return _most(Counter(e.place.name for e in found if e.place))

    def ledger_facets(self, where: LedgerFilter) -> LedgerFacets:
        """By what the ledger can be narrowed."""
        counters: tuple[Counter[str], ...] = tuple(Counter() for _ in range(5))
        total = 0
        for *values, n in self.store.entries.facets(self._ledger_where(where), FACET_ENTRIES):
            total += n
            for counter, value in zip(counters, values, strict=True):
                if value:
                    counter[str(value)] += n
        types, statuses, modes, years, countries = map(_most, counters)
        latest = tuple(sorted(years, key=lambda f: f.value, reverse=True))
        return LedgerFacets(types, statuses, modes, latest, countries, total)

    def sayings(
        self, actor: str | None = None, after: str | None = None, limit: int | None = None
    ) -> rows.Page[rows.StatementRow]:
        """What was said, or what one actor said: the newest articles first, each article's whole."""
        size = self._limit(limit)
        who = self.store.findings.actor(actor) if actor else None
        given: list[tuple[str, Statement]] = []
        where, more = ArticleFilter(actor=who), after
        for _ in range(BATCHES):
            ids, following = self.store.articles.page_of_ids(where, more, STATEMENT_BATCH, speaking=who is not None)
            found = dict(self.store.findings.each("statements", Statement, ids))
            for n, key in enumerate(ids):
                given += [(key, s) for s in found.get(key, ()) if who is None or s.speaker_id == who]
                if len(given) >= size and (n + 1 < len(ids) or following):
                    return rows.Page(self._said(given), self.store.articles.cursor(key))
            more = following
            if more is None:
                break
        return rows.Page(self._said(given), more)

    def _said(self, found: Sequence[tuple[str, Statement]]) -> tuple[rows.StatementRow, ...]:
        articles = self._plain(key for key, _ in found)
        return tuple(show.statement(articles[key], s) for key, s in found)

    def memberships_of(self, organisation: str, quoted: int | None = None) -> tuple[rows.MembershipRow, ...]:
        """Who belongs to this organisation (id or name) since when, with every sentence that says so, or so many."""
        key = self.store.findings.actor(organisation)

        def told() -> tuple[rows.MembershipRow, ...]:
            found = self.store.findings.each("memberships", Membership, concerning=[key])
            own = [(a, tuple(m for m in memberships if m.organisation == key)) for a, memberships in found]
            return self._memberships([(a, memberships) for a, memberships in own if memberships], quoted)

        return self._unchanged(("memberships", key, quoted), told)

    def counts_in(self, articles: Sequence[str], among: Collection[str] = ()) -> tuple[rows.CountRow, ...]:
        """The counts of these articles (whole ids), each weighed against all others of the same people.

        ``among``: only counts in which at least two of these take part (one, where one is given).
        """
        own = self.store.findings.each("counts", Count, articles)
        groups = {frozenset(p.id for p in c.participants) for _, counts in own for c in counts}
        groups = {people for people in groups if len(people.intersection(among)) >= min(2, len(among))}
        near: dict[str, tuple[Count, ...]] = dict(own)
        for people in sorted(map(sorted, groups)):
            near.update(self.store.findings.each("counts", Count, concerning=people))
        asked = {key for key, _ in own}
        kept = [
            (key, tuple(c for c in counts if frozenset(p.id for p in c.participants) in groups))
            for key, counts in sorted(near.items())
        ]
        return tuple(c for c in self._weighed([k for k in kept if k[1]], set()) if c.article in asked)

    def _weighed(self, found: Sequence[tuple[str, tuple[Count, ...]]], wanted: set[str]) -> tuple[rows.CountRow, ...]:
        """A row for each count of all those wanted, weighed against the others of the same people."""
        articles: dict[str, Article] = self._plain(key for key, _ in found)
        same: dict[frozenset[str], list[tuple[Article, Count]]] = {}
        for key, counts in found:
            for c in counts:
                people = frozenset(p.id for p in c.participants)
                if wanted <= people:
                    same.setdefault(people, []).append((articles[key], c))
        given = [(a, c, row) for group in same.values() for (a, c), row in zip(group, self._counts(group), strict=True)]
        return tuple(row for a, c, row in sorted(given, key=lambda g: (g[0].id, g[1].start)))


def _opening(text: str, number: int) -> str:
    """So many words, or as many characters as they would take where words are written without spaces."""
    most = 8 * number
    words = text[: 40 * number].split(maxsplit=number)
    opening = " ".join(words[:number])
    if len(opening) > most and " " not in opening[:most]:
        opening = opening[: most // 3]
    return opening + (" …" if len(opening) < len(" ".join(text[: 40 * number].split())) else "")


def _most(counter: Counter[str]) -> tuple[Facet, ...]:
    return tuple(Facet(value, n) for value, n in sorted(counter.items(), key=lambda pair: (-pair[1], pair[0])))
