"""The rows that the command line, the library and the site show: field names and order are a contract.

Dates (``published``, ``date``, ``first``, ``last``, ``since``, ``until``) are EDTF strings, null where not known.
``start`` and ``end`` are offsets into the article's ``text`` (null where ``in_title``), end exclusive; in a
`TimeRow` alone they are the ISO 8601 bounds of the time, and the offsets are ``text_start`` and ``text_end``.
Fields after those that the contract names may grow; the contract's own stay first and in order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row", covariant=True)


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows of a listing; ``next`` is the cursor to pass as ``after`` for those that follow, None at the end."""

    rows: tuple[Row, ...]
    next: str | None = None


# What articles hold ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    id: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class EntityRow:
    id: str
    kind: str
    name: str
    country: str | None


@dataclass(frozen=True, slots=True)
class MentionRow:
    text: str
    start: int | None
    end: int | None
    kind: str
    entities: tuple[EntityRow, ...]
    how: str
    in_title: bool


@dataclass(frozen=True, slots=True)
class TimeRow:
    text: str
    start: str | None
    end: str | None
    edtf: str | None
    grain: str
    modifier: str | None
    text_start: int | None
    text_end: int | None
    in_title: bool


@dataclass(frozen=True, slots=True)
class StatementRow:
    article: str
    speaker: str
    text: str
    direct: bool
    cue: str
    relayed_by: tuple[str, ...]
    start: int | None
    end: int | None
    in_title: bool
    speaker_id: str | None
    addressee: str | None
    sentence: str


@dataclass(frozen=True, slots=True)
class EventRow:
    """One assertion of one article; as a ledger row, with its own sentence instead of evidence."""

    type: str
    mode: str | None
    status: str
    participants: tuple[ParticipantRow, ...]
    date: str | None
    time: str | None
    place: str | None
    country: str | None
    occasion: str | None
    sentence: str
    start: int | None
    end: int | None
    in_title: bool
    cue: str
    dated_by: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CountRow:
    article: str
    participants: tuple[ParticipantRow, ...]
    count: str
    """As the article words it."""
    low: int
    high: int
    since: str | None
    modes: str
    verdict: str | None
    """compatible · conflicting · superseded; null where no other count says anything about it."""
    sentence: str
    start: int | None
    end: int | None
    in_title: bool
    published: str | None
    why: str
    """What the verdict rests on."""


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """A sentence of an article, as evidence."""

    article: str
    sentence: str
    start: int | None
    end: int | None
    in_title: bool


@dataclass(frozen=True, slots=True)
class MembershipRow:
    organisation: str
    member: str
    since: str | None
    until: str | None
    evidence: tuple[QuoteRow, ...]
    founder: bool
    announced: bool
    """Nobody says that it took effect; ``since`` is then the day that was announced."""
    announced_for: str | None = None
    """The day that announcements give, where there are any."""
    disputes: tuple[DisputeRow, ...] = ()
    belongs: str | None = None
    """Where a day was asked for: yes, announced or unknown."""


@dataclass(frozen=True, slots=True)
class PassageRow:
    """An aligned pair: offsets into the texts of the copy and of what it copies."""

    start: int | None
    end: int | None
    of_start: int | None
    of_end: int | None
    score: float


@dataclass(frozen=True, slots=True)
class CopyRow:
    article: str
    of: str
    kind: str
    confidence: float
    why: str
    directed: bool
    credited: bool
    passages: tuple[PassageRow, ...]


@dataclass(frozen=True, slots=True)
class ImageRow:
    url: str | None
    caption: str | None
    credit: str | None


# Listings ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RefusedRow:
    reason: str
    where: str
    code: str


@dataclass(frozen=True, slots=True)
class IngestRow:
    """What became of one input."""

    input: str
    kind: str | None
    articles: tuple[str, ...]
    refused: RefusedRow | None
    warnings: tuple[str, ...] = ()
    """What was taken in all the same, and lacks something that it gave: a date that cannot be read."""


@dataclass(frozen=True, slots=True)
class ArticleRow:
    id: str
    external_id: str | None
    page: str
    role: str
    parent: str | None
    title: str | None
    published: str | None
    published_from: str | None
    language: str | None
    outlet: str | None
    authors: tuple[str, ...]
    agencies: tuple[str, ...]
    credits: tuple[str, ...]
    dateline: str | None
    machine_translated: bool
    translated_from: str | None
    words: int
    reading_minutes: int
    story: str | None
    storyline: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class FullArticleRow:
    """`ArticleRow` and everything found in the article."""

    id: str
    external_id: str | None
    page: str
    role: str
    parent: str | None
    title: str | None
    published: str | None
    published_from: str | None
    language: str | None
    outlet: str | None
    authors: tuple[str, ...]
    agencies: tuple[str, ...]
    credits: tuple[str, ...]
    dateline: str | None
    machine_translated: bool
    translated_from: str | None
    words: int
    reading_minutes: int
    story: str | None
    storyline: str | None
    url: str | None
    text: str
    mentions: tuple[MentionRow, ...]
    times: tuple[TimeRow, ...]
    statements: tuple[StatementRow, ...]
    events: tuple[EventRow, ...]
    copies: tuple[CopyRow, ...]
    """Links from this article to what it copies, and from its copies to it."""
    counts: tuple[CountRow, ...]
    memberships: tuple[MembershipRow, ...]
    parts: tuple[ArticleRow, ...]
    """The other articles of its page: its lead, its children, teasers and live entries."""
    standfirst: str | None
    section: str | None
    contributors: tuple[str, ...]
    agency_copy: bool
    images: tuple[ImageRow, ...]
    truncated: bool
    page_id: str | None
    thread_size: int | None
    published_why: tuple[str, ...]
    capture: str
    entities: tuple[EntityRow, ...]
    """Everyone and everything that its mentions stand for."""


@dataclass(frozen=True, slots=True)
class StoryRow:
    id: str
    title: str
    first: str | None
    last: str | None
    articles: tuple[str, ...]
    outlets: tuple[str, ...]
    languages: tuple[str, ...]
    independent_sources: int
    storyline: str | None
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StorylineRow:
    id: str
    title: str
    actors: tuple[str, ...]
    """Names."""
    stories: tuple[str, ...]
    articles: int
    """How many."""
    first: str | None
    last: str | None
    why: tuple[str, ...]
    entities: tuple[EntityRow, ...]
    """The actors, with their ids."""


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    article: str
    sentence: str
    start: int | None
    end: int | None
    status: str
    date: str | None
    in_title: bool
    place: str | None
    mode: str | None


@dataclass(frozen=True, slots=True)
class DisputeRow:
    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LedgerRow:
    id: str
    type: str
    mode: str | None
    status: str
    participants: tuple[ParticipantRow, ...]
    date: str | None
    time: str | None
    place: str | None
    country: str | None
    occasion: str | None
    evidence: tuple[EvidenceRow, ...]
    independent_sources: int
    disputes: tuple[DisputeRow, ...]
    overdue: bool


@dataclass(frozen=True, slots=True)
class HitRow:
    """An answer to `search` or `similar`, best first; ``why`` is a passage for search, reasons for similar."""

    id: str
    title: str | None
    score: float
    why: str
    published: str | None
    outlet: str | None
    language: str | None
    story: str | None


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One line of a storyline's timeline: a ledger entry or a story, in order of time."""

    id: str
    kind: str
    """event · story"""
    title: str
    date: str | None
    status: str | None
    place: str | None
    country: str | None
    articles: tuple[str, ...]
    sentence: str | None
    """The sentence quoted as evidence, for an event."""
    independent_sources: int


@dataclass(frozen=True, slots=True)
class ActorRow:
    """Someone or something of which articles speak, most spoken of first."""

    id: str
    kind: str
    name: str
    country: str | None
    articles: int
    events: int
    """Ledger entries in which it takes part."""


@dataclass(frozen=True, slots=True)
class OutletRow:
    outlet: str
    articles: int
    copies: int
    """How many of them copy another article."""
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StepRow:
    """One of the steps from bytes to ledger."""

    name: str
    takes: tuple[str, ...]
    gives: tuple[str, ...]
    version: int


@dataclass(frozen=True, slots=True)
class DoctorRow:
    part: str
    state: str
    """ok · missing · stale"""
    detail: str
