"""Every type that crosses a step of the way: frozen, picklable, importing nothing of ours.

Conventions
-----------
* Offsets (``start``, ``end``) are Python string offsets, end exclusive, into ``Article.reading``:
  the title, two newlines and the text where there is a title, else the text alone.
* Ids are short strings. Article ids are digests of the capture and the position in it, so reading
  again gives the same ids.
* Countries are ISO 3166-1 alpha-2, languages BCP 47, days ``datetime.date``.
* What is not known is ``None`` or an open interval, never a guess.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

# Time ---------------------------------------------------------------------------------------------

Grain = Literal["minute", "hour", "day", "week", "month", "quarter", "season", "year", "decade", "century"]
Modifier = Literal["about", "before", "after", "since", "until", "early", "mid", "late"]


@dataclass(frozen=True, slots=True)
class When:
    """An interval of days, inclusive, either end open (None); the EDTF form is `filrouge.text.edtf.format`.

    ``clock`` narrows a single day to a time or a range of times ("16:07", "16:07/17:21"), in ``zone``
    (an IANA name or ±hh:mm) where that is known.
    """

    start: date | None
    end: date | None
    grain: Grain = "day"
    modifier: Modifier | None = None
    clock: str | None = None
    zone: str | None = None

    @property
    def days(self) -> int | None:
        """How many days wide; None where an end is open."""
        if self.start is None or self.end is None:
            return None
        return (self.end - self.start).days + 1


class Why(str):
    """A reason, in English; it keeps its message and values, so that it can be said in another language.

    ``message`` is a format string over ``values``: text, numbers, or reasons again.
    """

    __slots__ = ("message", "values")

    message: str
    values: dict[str, Any]

    def __new__(cls, message: str, **values: Any) -> Why:
        made = super().__new__(cls, message.format(**values))
        made.message, made.values = message, values
        return made

    @classmethod
    def joined(cls, parts: Iterable[str]) -> Why:
        """Several reasons in one line."""
        named = {f"part{n}": part for n, part in enumerate(parts)}
        return cls("; ".join(f"{{{name}}}" for name in named), **named)

    def __reduce__(self) -> tuple[Any, ...]:
        return _why, (self.message, self.values)

    def __deepcopy__(self, memo: object) -> Why:
        return self


def _why(message: str, values: dict[str, Any]) -> Why:
    return Why(message, **values)


# Step 1: capture ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Hints:
    """What the giver of a capture says about it (a JSONL record's fields, a feed's entry, an option)."""

    url: str | None = None
    external_id: str | None = None
    title: str | None = None
    published: str | None = None
    language: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Capture:
    """Bytes as they came: content-addressed, kept. ``id`` is a digest of content, source kind and hints."""

    id: str
    source: str
    """The path or address as given; `page` in rows."""
    kind: str
    """Detected from the content: html, text, record (one JSONL record), feed, opml, warc, …"""
    content: bytes
    seen: datetime
    hints: Hints = Hints()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an input, or a part of it, gave no article."""

    reason: str
    """One sentence for a person: what is wrong and what to do."""
    where: str
    """The input, with line or offset where there is one."""
    code: str = "unreadable"
    """empty · not-text · wrong-encoding · too-large · no-article · not-found · bad-record · unreadable"""


# Step 2: read -------------------------------------------------------------------------------------

Role = Literal["lead", "child", "teaser", "entry"]


@dataclass(frozen=True, slots=True)
class Image:
    url: str | None
    caption: str | None
    credit: str | None


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a page, the furniture gone; paragraphs of ``text`` are parted by a blank line."""

    id: str
    capture: str
    position: int
    """Place on the page, from 0."""
    page: str
    role: Role
    text: str
    title: str | None = None
    standfirst: str | None = None
    parent: str | None = None
    """The id of the lead, for a child, teaser or live entry."""
    external_id: str | None = None
    page_id: str | None = None
    """The number the page itself gives it, if any."""
    url: str | None = None
    language: str | None = None
    published: When | None = None
    published_from: str | None = None
    """given · feed · page · url · inferred · inferred-across; None where not known."""
    outlet: str | None = None
    section: str | None = None
    authors: tuple[str, ...] = ()
    contributors: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    agency_copy: bool = False
    """Written "with agencies" (unnamed or named)."""
    credits: tuple[str, ...] = ()
    dateline: str | None = None
    images: tuple[Image, ...] = ()
    machine_translated: bool = False
    translated_from: str | None = None
    truncated: bool = False
    thread_size: int | None = None
    """How many articles the page says its thread holds."""
    stated_minutes: int | None = None
    repeated: tuple[str, ...] = ()
    """Lines of the page that are on most of its outlet's pages, and for that no longer in the text."""

    @property
    def offset(self) -> int:
        """Where ``text`` begins in ``reading``."""
        return len(self.title) + 2 if self.title else 0

    @property
    def reading(self) -> str:
        """What the steps after this one read: title, blank line, text."""
        return f"{self.title}\n\n{self.text}" if self.title else self.text

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def reading_minutes(self) -> int:
        """2,000 characters a minute, rounded, at least one where there is text."""
        return max(1, round(len(self.text) / 2000)) if self.text else 0


# Step 3: parse ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Token:
    """One token with Universal Dependencies annotation; without a parser, ``pos``, ``dep`` and ``morph`` are empty."""

    start: int
    end: int
    text: str
    lemma: str
    pos: str
    dep: str
    head: int
    """Index, in the sentence, of the governing token; its own index for the root."""
    morph: str
    """Universal features, as in ``Mood=Ind|Tense=Fut``."""


@dataclass(frozen=True, slots=True)
class Sentence:
    start: int
    end: int
    tokens: tuple[Token, ...]
    governed: tuple[tuple[int, ...], ...] = field(init=False, repr=False, compare=False)
    """For each token, the tokens whose head it is, in order; it is not its own."""

    def __post_init__(self) -> None:
        governed: list[list[int]] = [[] for _ in self.tokens]
        for n, token in enumerate(self.tokens):
            if token.head != n and 0 <= token.head < len(governed):
                governed[token.head].append(n)
        object.__setattr__(self, "governed", tuple(map(tuple, governed)))


NameKind = Literal["person", "organisation", "place", "other"]


@dataclass(frozen=True, slots=True)
class RawName:
    """A name as the recogniser marked it, before any linking."""

    start: int
    end: int
    kind: NameKind


@dataclass(frozen=True, slots=True)
class Parse:
    """Sentences and raw names of one article's ``reading``. Kept in memory only."""

    article: str
    language: str | None
    reading: str
    sentences: tuple[Sentence, ...]
    names: tuple[RawName, ...]
    has_syntax: bool


# Step 4: names ------------------------------------------------------------------------------------

EntityKind = Literal["person", "organisation", "state", "place"]


@dataclass(frozen=True, slots=True)
class Entity:
    """Someone or something that a mention can stand for.

    ``id``: an actor's slug (``xi-jinping``), ``state:CN``, ``place:<GeoNames id>``, or ``local:<folded name>``
    for whoever the tables do not know.
    """

    id: str
    kind: EntityKind
    name: str
    country: str | None = None
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """Where the article names, describes or points at one or several entities."""

    start: int
    end: int
    text: str
    kind: EntityKind
    entities: tuple[str, ...]
    """Ids; several for "les deux dirigeants"; none where the reference stays open."""
    how: str
    """full-name · alias · surname · role · counterpart · pair · pronoun · metonym · place · unknown"""


@dataclass(frozen=True, slots=True)
class Names:
    """The mentions of one article in order of offset, and every entity that they use."""

    article: str
    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...]


@dataclass(frozen=True, slots=True)
class Tenure:
    """An office that the article gives somebody, with the days on which the tables have that person in it."""

    start: int
    """Where the name stands in ``Article.reading``."""
    person: str
    """The English name."""
    title: str
    since: date | None
    until: date | None


# Step 5: times ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TimeMention:
    start: int
    end: int
    text: str
    when: When


@dataclass(frozen=True, slots=True)
class Dating:
    """A publication date with where it comes from and why, for a person to read."""

    when: When
    source: str
    why: tuple[str, ...]


# Step 6: statements -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody is reported to have said. ``start``/``end`` hold the words said, without quote marks."""

    start: int
    end: int
    text: str
    speaker: str
    """The entity's name where known, else as written."""
    speaker_id: str | None
    direct: bool
    cue: str
    """The lemma that introduces it (déclarer, selon, say, according to)."""
    relayed_by: tuple[str, ...] = ()
    addressee: str | None = None
    written: str | None = None
    """The speaker's fullest name as the article writes it; None where the article uses no name."""


# Step 7: events -----------------------------------------------------------------------------------

Status = Literal["announced", "held", "cancelled", "denied"]


@dataclass(frozen=True, slots=True)
class Participant:
    id: str
    name: str
    role: str
    """actor · recipient · host · mediator · …"""


@dataclass(frozen=True, slots=True)
class Place:
    name: str
    country: str | None
    geonames: int | None = None
    grain: str = "city"
    """city · country · region · venue"""


@dataclass(frozen=True, slots=True)
class Event:
    """One coded assertion in one article (PLOVER type and mode). ``start``/``end`` is its sentence."""

    start: int
    end: int
    type: str
    mode: str | None
    status: Status
    participants: tuple[Participant, ...]
    when: When | None
    place: Place | None = None
    occasion: str | None = None
    cue: str = ""
    dated_by: str = ""
    """own-words · anchor (the article's own day) · none"""
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """How often, according to the article, some people met."""

    start: int
    end: int
    participants: tuple[Participant, ...]
    text: str
    low: int
    high: int
    since: When | None
    modes: str
    """any · in-person · video · phone"""


@dataclass(frozen=True, slots=True)
class Membership:
    start: int
    end: int
    organisation: str
    """An actor id, else the name as written."""
    member: str
    """ISO 3166 code of a state, else an actor id."""
    since: When | None
    until: When | None = None
    founder: bool = False
    announced: bool = False


@dataclass(frozen=True, slots=True)
class Understanding:
    """All that steps 4–7 found in one article."""

    article: str
    names: Names
    dating: Dating | None
    times: tuple[TimeMention, ...]
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]
    counts: tuple[Count, ...]
    memberships: tuple[Membership, ...]


# Steps 8–10: relate -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Passage:
    """An aligned pair of passages: offsets in the copy and in what it copies."""

    start: int
    end: int
    of_start: int
    of_end: int
    score: float


@dataclass(frozen=True, slots=True)
class Copy:
    article: str
    of: str
    kind: Literal["same", "near", "excerpt", "rewrite", "translation"]
    confidence: float
    directed: bool
    """False where it is not known which of the two came first."""
    credited: bool
    why: tuple[str, ...]
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """Articles on one happening, over days. Articles in order of time."""

    id: str
    title: str
    articles: tuple[str, ...]
    first: When | None
    last: When | None
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Storyline:
    """Stories that make one thread over years. Stories in order of time."""

    id: str
    title: str
    stories: tuple[str, ...]
    actors: tuple[str, ...]
    first: When | None
    last: When | None
    why: tuple[str, ...] = ()


# Step 11: ledger ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Evidence:
    """One article's assertion under a ledger entry."""

    article: str
    start: int
    end: int
    sentence: str
    status: Status
    when: When | None
    place: Place | None
    mode: str | None


@dataclass(frozen=True, slots=True)
class Dispute:
    field: str
    values: tuple[str, ...]
    """Each "value (article, article)"."""


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One real-world event: all its evidence, its disputes, how many independent sources."""

    id: str
    type: str
    mode: str | None
    status: Status
    participants: tuple[Participant, ...]
    when: When | None
    place: Place | None
    occasion: str | None
    evidence: tuple[Evidence, ...]
    independent_sources: int
    disputes: tuple[Dispute, ...] = ()
    overdue: bool = False
    """Announced, its day has passed, and no article reports that it was held."""
