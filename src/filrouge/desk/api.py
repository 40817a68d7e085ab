"""The library: one object that takes in, relates and answers; the command line and the site are thin over it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from filrouge.records import Capture, Hints
from filrouge.settings import Settings
from filrouge.store import Store
from filrouge.tell.rows import (
    ActorRow,
    ArticleRow,
    CopyRow,
    CountRow,
    DoctorRow,
    FullArticleRow,
    HitRow,
    IngestRow,
    LedgerRow,
    MembershipRow,
    OutletRow,
    Page,
    StatementRow,
    StorylineRow,
    StoryRow,
    TimelineRow,
)


@dataclass(frozen=True, slots=True)
class ArticleFilter:
    """Which articles; every part that is given must hold."""

    role: str | None = None
    language: str | None = None
    outlet: str | None = None
    story: str | None = None
    storyline: str | None = None
    actor: str | None = None
    """An entity's id or name that the article mentions."""
    since: date | None = None
    until: date | None = None
    """Published on these days or between them, as far as is known."""


@dataclass(frozen=True, slots=True)
class LedgerFilter:
    """Which ledger entries; every part that is given must hold."""

    actors: tuple[str, ...] = ()
    """Ids or names: all of them take part."""
    type: str | None = None
    status: str | None = None
    since: date | None = None
    until: date | None = None
    article: str | None = None
    story: str | None = None
    storyline: str | None = None
    country: str | None = None


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
    """The earliest and the latest day of publication, EDTF."""
    last: str | None


Progress = Callable[[str, int, int | None], None]
"""Called with (what is being done, done so far, of how many where known)."""


class Filrouge:
    """A database and what can be asked of it. Ids may be given as unique prefixes.

    Questions raise NotFound or Ambiguous for an id, UsageError for a wrong cursor, StoreError for the database.
    """

    def __init__(self, store: Store, settings: Settings) -> None: ...

    def close(self) -> None: ...

    # Taking in
    def ingest(
        self, inputs: Sequence[str], hints: Hints = Hints(), progress: Progress | None = None
    ) -> Iterator[IngestRow]: ...
    def refresh(self, progress: Progress | None = None) -> int: ...

    # Articles
    def articles(
        self, where: ArticleFilter = ArticleFilter(), after: str | None = None, limit: int | None = None
    ) -> Page[ArticleRow]:
        """Newest first, those without a date last."""
        ...

    def article(self, id: str) -> FullArticleRow: ...
    def article_rows(self, ids: Sequence[str]) -> tuple[ArticleRow, ...]:
        """The rows of these articles, in the order asked."""
        ...

    def capture(self, id: str) -> Capture: ...
    def search(
        self, query: str, where: ArticleFilter = ArticleFilter(), after: str | None = None, limit: int | None = None
    ) -> Page[HitRow]: ...
    def similar(self, id: str, limit: int = 10) -> tuple[HitRow, ...]: ...
    def copies(
        self, article: str | None = None, after: str | None = None, limit: int | None = None
    ) -> Page[CopyRow]: ...
    def outlets(self) -> tuple[OutletRow, ...]: ...

    # Stories
    def stories(
        self, storyline: str | None = None, after: str | None = None, limit: int | None = None
    ) -> Page[StoryRow]:
        """Latest first."""
        ...

    def story(self, id: str) -> StoryRow: ...
    def storylines(
        self, actor: str | None = None, after: str | None = None, limit: int | None = None
    ) -> Page[StorylineRow]: ...
    def storyline(self, id: str) -> StorylineRow: ...
    def timeline(self, storyline: str) -> tuple[TimelineRow, ...]: ...

    # The ledger
    def ledger(
        self, where: LedgerFilter = LedgerFilter(), after: str | None = None, limit: int | None = None
    ) -> Page[LedgerRow]:
        """Latest first, those without a date last."""
        ...

    def entry(self, id: str) -> LedgerRow: ...
    def statements(
        self, speaker: str | None = None, article: str | None = None, after: str | None = None, limit: int | None = None
    ) -> Page[StatementRow]: ...
    def counts(self, actors: Sequence[str] = (), article: str | None = None) -> tuple[CountRow, ...]: ...
    def memberships(self, organisation: str | None = None) -> tuple[MembershipRow, ...]: ...

    # Actors
    def actors(self, kind: str | None = None, after: str | None = None, limit: int | None = None) -> Page[ActorRow]:
        """People, organisations and states, most spoken of first."""
        ...

    def actor(self, id: str) -> ActorRow:
        """By id, or by name as the rows write it."""
        ...

    def partners(self, actor: str, limit: int = 20) -> tuple[ActorRow, ...]:
        """With whom it takes part in ledger entries, most often first; ``events`` counts the entries that they share."""
        ...

    # The house
    def stats(self) -> Stats: ...
    def doctor(self) -> tuple[DoctorRow, ...]: ...
