"""The part of the library that tells of several articles at once; `filrouge.desk.api.Filrouge` has it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import islice

from filrouge.desk import listings, show
from filrouge.desk.telling import quoting
from filrouge.desk.telling.export import EVERY_ENTRY, PAGE, Exporting
from filrouge.errors import Ambiguous, NotFound, UsageError
from filrouge.records import Article, Story
from filrouge.store import LedgerFilter
from filrouge.tell import rows
from filrouge.tell.against import against, read
from filrouge.tell.digest import Digest, digest
from filrouge.tell.encounters import at
from filrouge.tell.export import plain
from filrouge.tell.figures import figures
from filrouge.tell.told_rows import AgainstRow, ComparisonRow
from filrouge.text.normalise import fold

MOST = 200
"""Articles of a story that are compared: beyond that nobody reads a comparison."""


@cache
def _months(language: str | None) -> frozenset[str]:
    """The names of months, short and long, of a language that CLDR knows, in lower case."""
    from babel import Locale, UnknownLocaleError

    try:
        known = Locale.parse((language or "").split("-")[0]).months
    except (UnknownLocaleError, ValueError):
        return frozenset()
    every = (known[context][width] for context in ("format", "stand-alone") for width in ("wide", "abbreviated"))
    return frozenset(name.lower().rstrip(".") for names in every for name in names.values())


def _touches(story: Story, since: date, until: date) -> bool:
    """Whether a story has news within these days, as far as is known."""
    first, last = story.first, story.last
    begins, ends = (first.start or first.end) if first else None, (last.end or last.start) if last else None
    return begins is not None and ends is not None and begins <= until and ends >= since


class Telling(Exporting):
    """Summaries, comparisons, checks."""

    def compare(self, story: str) -> tuple[ComparisonRow, ...]:
        """What each outlet says of a story and leaves out: events, statements, numbers. Raises NotFound, Ambiguous."""
        from filrouge.tell.compare import Account, compare, worth_comparing

        (row,) = self._stories(self.store.relations.stories([self.store.relations.story(story)]).values())
        stored = {s.article.id: s for s in self.store.articles.get(row.articles[:MOST])}
        found = self.store.findings.load(list(stored))
        agencies = self._agencies({key: s.article for key, s in stored.items()})
        accounts: list[Account] = []
        for key, s in stored.items():
            a, u = s.article, found.get(key)
            said = [show.statement(a, statement) for statement in u.statements] if u else []
            dates = [(t.start - a.offset, t.end - a.offset) for t in u.times] if u else []
            told = tuple(statement for statement in said if worth_comparing(statement))
            numbers = figures(a.text, dates, _months(a.language))
            accounts.append(Account(show.article(s.brief), agencies[key], told, numbers))
        entries = [e for page in self._ledger_pages(LedgerFilter(story=row.id)) for e in page]
        vectors = self._encoder.encode([s.text for account in accounts for s in account.statements])
        return compare(accounts, entries, vectors)

    def _agencies(self, articles: Mapping[str, Article]) -> dict[str, tuple[str, ...]]:
        """The agencies behind each article: its own, and those of what it copies here."""
        found = {key: dict.fromkeys(a.agencies) for key, a in articles.items()}
        for c in self.store.relations.copies(list(articles)):
            if c.article in articles and c.of in articles:
                found[c.article].update(dict.fromkeys(articles[c.of].agencies))
        return {key: tuple(names) for key, names in found.items()}

    def digest(self, since: date, until: date, length: int = 2, language: str | None = None) -> Digest:
        """The press review of some days: stories with news in them, the most reported first, and the encounters."""
        stories: list[rows.StoryRow] = []
        after: str | None = None
        while True:
            found, after = self.store.relations.list_stories(None, after, PAGE)
            stories += self._stories((s, line) for s, line in found if _touches(s, since, until))
            if after is None or after[:10] < since.isoformat():  # latest first, and the cursor begins with the day
                break
        stories.sort(key=lambda s: (-s.independent_sources, -len(s.articles), plain.order(s.first), s.id))
        days = since, until
        stories = list(islice((s for s in stories if self._read(s, language, days)[1]), quoting.TOLD))
        quotes = self._told(stories, length, language, by_date=False, days=days)
        met = [
            e
            for page in self._ledger_pages(LedgerFilter(since=since, until=until))
            for e in page
            if quoting.within(plain.when(e.date), days)
        ]
        return digest(since, until, stories, quotes, met, self.stamp())

    def encounters(self, where: LedgerFilter = EVERY_ENTRY, place: str | None = None) -> tuple[rows.LedgerRow, ...]:
        """The entries of a storyline, of an actor, of several who all take part, or at a place; in order of time."""
        whole = self._ledger_where(where)
        found: Iterator[rows.LedgerRow] = (e for page in self._ledger_pages(whole) for e in page)
        if place is not None:
            from filrouge.data.places import Places

            town = Places().find(place)
            is_country = len(place) == 2 and place.isupper()
            found = at(found, [place, *([town.name] if town else [])], place if is_country else None)
        return tuple(sorted(found, key=lambda e: (plain.order(e.date), e.id)))

    def timeline_of(self, where: LedgerFilter, place: str | None = None) -> tuple[rows.TimelineRow, ...]:
        """The events of an actor, of a pair or at a place, in order of time."""
        return listings.timeline((), self.encounters(where, place))

    def against(self, reference: str, where: LedgerFilter = EVERY_ENTRY) -> tuple[AgainstRow, ...]:
        """The encounters of the ledger against those of a CSV (date, people, place, mode). Raises UsageError."""
        from filrouge.data import actors
        from filrouge.data.places import Places

        table, places = actors.load(), Places()

        @cache
        def person(name: str) -> str:
            """The id: of somebody known here, else of the tables, else one of the name's own."""
            try:
                return self.store.findings.actor(name)
            except NotFound:
                found = table.named(name) or table.surname(name)
                return found[0].id if len(found) == 1 else f"local:{fold(name)}"

        known = read(reference)
        for row in known:
            for name in row.people:
                try:
                    person(name)
                except Ambiguous as error:
                    raise UsageError(f"Line {row.line} of the reference: {error} Write the whole name.") from error
        whole = replace(self._ledger_where(where), type=where.type or "CONSULT")
        entries = (e for page in self._ledger_pages(whole) for e in page)
        return against(known, entries, person, cache(lambda name: places.find(name)))
