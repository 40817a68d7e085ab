"""The part of the library that writes files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from typing import IO, TypeVar

from filrouge.desk import show
from filrouge.desk.follow.api import Following
from filrouge.desk.telling import quoting
from filrouge.errors import NotFound, UsageError
from filrouge.records import Article
from filrouge.store import ArticleFilter, LedgerFilter
from filrouge.tell import rows
from filrouge.tell.export import plain
from filrouge.tell.export.calendar import as_ical
from filrouge.tell.export.check import check
from filrouge.tell.export.document import Document, document
from filrouge.tell.export.epub import write_epub
from filrouge.tell.export.graphml import as_graphml
from filrouge.tell.export.jsonld import as_jsonld
from filrouge.tell.export.markdown import as_markdown
from filrouge.tell.export.page import as_html
from filrouge.tell.export.snapshot import Contents, write_snapshot
from filrouge.tell.export.tables import as_csv, as_jsonl, as_plover
from filrouge.tell.told_rows import CheckRow, SummaryRow

Found = TypeVar("Found")

PAGE = 500
"""Rows that are in memory at a time."""
LEDGER = ("csv", "jsonl", "plover", "ics")
STORYLINE = ("md", "html", "epub", "jsonld")
COPIES = ("graphml",)
EVERY_ENTRY = LedgerFilter()
NO_STAMP = datetime(1970, 1, 1, tzinfo=UTC)
"""The stamp of an empty store."""


class Exporting(Following):
    """Writing files. Each is written to an open binary file, and is the same bytes for the same store."""

    def export_ledger(
        self, out: IO[bytes], form: str = "jsonl", where: LedgerFilter = EVERY_ENTRY, at: datetime | None = None
    ) -> None:
        """The ledger as ``csv``, ``jsonl``, ``plover`` (tab-separated) or ``ics``, latest first, page by page."""
        _known(form, LEDGER)
        pages, wanted = self._ledger_pages(self._ledger_where(where)), form
        sources: dict[str, rows.ArticleRow] = {}
        countries: dict[str, str | None] = {}

        def entries() -> Iterator[rows.LedgerRow]:
            for page in pages:
                sources.clear()
                if wanted != "jsonl":
                    sources.update(self._sources(page))
                if wanted == "plover":
                    ids = list(dict.fromkeys(p.id for e in page for p in e.participants))
                    countries.update((key, e.country) for key, e in self.store.findings.entities(ids).items())
                yield from page

        pieces = {
            "csv": lambda: as_csv(entries(), sources),
            "jsonl": lambda: as_jsonl(entries()),
            "plover": lambda: as_plover(entries(), sources, countries),
            "ics": lambda: as_ical(entries(), sources, at or self.stamp()),
        }[form]()
        _write(out, pieces)

    def export_storyline(self, id: str, out: IO[bytes], form: str = "md", at: datetime | None = None) -> None:
        """A storyline as ``md``, ``html``, ``epub`` or ``jsonld``. Raises NotFound, Ambiguous."""
        _known(form, STORYLINE)
        told = self._document(id, at or self.stamp())
        if form == "epub":
            book = BytesIO()  # a book is some hundred KB, and the file given may not let itself be wound back
            write_epub(told, book)
            out.write(book.getvalue())
        else:
            makers: dict[str, Callable[[Document], Iterable[str]]] = {"md": as_markdown, "html": as_html}
            _write(out, makers[form](told) if form in makers else [as_jsonld(told)])

    def export_copies(self, out: IO[bytes], form: str = "graphml") -> None:
        """Who copies whom, as ``graphml``."""
        _known(form, COPIES)
        _write(out, as_graphml(self._copy_pages()))

    def export_snapshot(self, out: IO[bytes], at: datetime | None = None) -> str:
        """All texts, rows and sentences in one ZIP file that can be cited and checked; gives its id."""
        from filrouge import __version__
        from filrouge.plan import STEPS

        with self.store.alone():  # one view of the store for every part: ingests wait
            steps = tuple(map(str, STEPS))
            return write_snapshot(self._contents(), out, f"filrouge {__version__}", steps, at or self.stamp())

    def check_snapshot(self, file: IO[bytes]) -> tuple[CheckRow, ...]:
        """Whether a snapshot is whole and, where this database holds anything, what that says otherwise now."""
        holds = self.store.sizes()["articles"] > 0
        return tuple(check(file, self._contents() if holds else None))

    def stamp(self) -> datetime:
        """When this store last took something in: the stamp of its exports."""
        seen = self.store.last_seen()
        if seen is None:
            return NO_STAMP
        moment = datetime.fromisoformat(seen)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)

    def summary(self, id: str, length: int | None = None, language: str | None = None) -> tuple[SummaryRow, ...]:
        """A story, or a storyline's story so far, in sentences of its articles, in order of time.

        ``length``: sentences of a story (5), or of each story of a storyline (1). ``language``: quote from articles in
        it where there are any. Raises NotFound, Ambiguous.
        """
        try:
            (row,) = self._stories(self.store.relations.stories([self.store.relations.story(id)]).values())
            return self._told([row], length or 5, language, by_date=False)
        except NotFound:
            key = self._storyline_of(id)
        line, _ = self.store.relations.storylines([key])[key]
        stories = self._stories(self.store.relations.stories(line.stories).values())
        return self._told_so_far(stories, length or 1, language)

    def _storyline_of(self, id: str) -> str:
        try:
            return self.store.relations.storyline(id)
        except NotFound as error:
            raise NotFound(f"There is no story or storyline {id!r}.") from error

    def _told_so_far(
        self, stories: Sequence[rows.StoryRow], length: int = 1, language: str | None = None
    ) -> tuple[SummaryRow, ...]:
        """The most reported of the stories, by date."""
        most = sorted(stories, key=lambda s: (-s.independent_sources, plain.order(s.first), s.id))[: quoting.TOLD]
        return self._told(
            sorted(most, key=lambda s: (plain.order(s.first), s.first or "", s.id)), length, language, by_date=True
        )

    def _told(
        self,
        stories: Sequence[rows.StoryRow],
        length: int,
        language: str | None,
        by_date: bool,
        days: tuple[date, date] | None = None,
    ) -> tuple[SummaryRow, ...]:
        return quoting.quoted([self._read(s, language, days) for s in stories], length, self._encoder, by_date)

    def _read(
        self, story: rows.StoryRow, language: str | None, days: tuple[date, date] | None = None
    ) -> tuple[rows.StoryRow, list[Article]]:
        """A story with the articles to quote it from; with ``days``, only those that surely were published then."""
        articles = [s.article for s in self.store.articles.get(story.articles[: 4 * quoting.READ])]
        if days is not None:
            articles = [a for a in articles if quoting.within(a.published, days)]
        copies = self.store.relations.copies([a.id for a in articles])
        return story, quoting.sources(articles, copies, language)

    def _document(self, id: str, at: datetime) -> Document:
        from filrouge.desk import listings

        key = self.store.relations.storyline(id)
        line, size = self.store.relations.storylines([key])[key]
        row = listings.storyline(line, size, self.store.findings.entities(line.actors))
        stories = self._stories(self.store.relations.stories(line.stories).values())
        events = [e for page in self._ledger_pages(LedgerFilter(storyline=key)) for e in page]
        cited = dict.fromkeys(key for s in stories for key in s.articles)
        cited.update((v.article, None) for e in events for v in e.evidence)
        articles = [show.article(a) for a in self.store.articles.briefs(cited).values()]
        return document(row, events, stories, articles, self._told_so_far(stories), at)

    def _ledger_pages(self, where: LedgerFilter) -> Iterator[tuple[rows.LedgerRow, ...]]:
        for found in _pages(lambda after: self.store.entries.page(where, after, PAGE)):
            yield self._entries(found)

    def _copy_pages(self) -> Iterator[tuple[tuple[rows.CopyRow, ...], Mapping[str, rows.ArticleRow]]]:
        for found in _pages(lambda after: self.store.relations.list_copies(after, PAGE)):
            articles = self.store.articles.briefs(key for c in found for key in (c.article, c.of))
            yield self._copies(found), {key: show.article(a) for key, a in articles.items()}

    def _sources(self, entries: Sequence[rows.LedgerRow]) -> dict[str, rows.ArticleRow]:
        articles = self.store.articles.briefs(v.article for e in entries for v in e.evidence)
        return {key: show.article(a) for key, a in articles.items()}

    def _contents(self) -> Contents:
        from filrouge.desk import listings

        store = self.store

        def articles() -> Iterator[tuple[rows.ArticleRow, str]]:
            for page in _pages(lambda after: store.articles.page(ArticleFilter(), after, PAGE)):
                yield from ((show.article(s.brief), s.article.text) for s in page)

        def stories() -> Iterator[rows.StoryRow]:
            for page in _pages(lambda after: store.relations.list_stories(None, after, PAGE)):
                yield from self._stories(page)

        def storylines() -> Iterator[rows.StorylineRow]:
            for page in _pages(lambda after: store.relations.list_storylines(None, after, PAGE)):
                known = store.findings.entities([key for line, _ in page for key in line.actors])
                yield from (listings.storyline(line, size, known) for line, size in page)

        return Contents(
            articles=articles,
            ledger=lambda: (e for page in self._ledger_pages(EVERY_ENTRY) for e in page),
            stories=stories,
            storylines=storylines,
            copies=lambda: (c for copies, _ in self._copy_pages() for c in copies),
        )


def _pages(ask: Callable[[str | None], tuple[tuple[Found, ...], str | None]]) -> Iterator[tuple[Found, ...]]:
    after: str | None = None
    while True:
        found, after = ask(after)
        yield found
        if after is None:
            return


def _write(out: IO[bytes], pieces: Iterable[str]) -> None:
    for piece in pieces:
        out.write(piece.encode("utf-8", "replace"))


def _known(form: str, forms: tuple[str, ...]) -> None:
    if form not in forms:
        raise UsageError(f"{form!r} is no format of this: choose {', '.join(forms)}.")
