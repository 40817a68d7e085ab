"""The article being worked on: its words, who owns which, and what it says of the people it names."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field

from filrouge.data.actors import Actor, Actors
from filrouge.data.places import Places
from filrouge.records import Entity, EntityKind, Parse, Place, RawName, Token, When
from filrouge.text.normalise import fold
from filrouge.understand.names.lexicon import Lexicon, TermKind, regions, state_name
from filrouge.understand.names.words import cut, token_of


@dataclass(slots=True, eq=False)
class Span:
    """Words ``first`` up to ``last`` (exclusive) that mention something; ``of``: the country or body it names."""

    first: int
    last: int
    kind: EntityKind
    entities: tuple[str, ...]
    how: str
    term: TermKind | None = None
    of: str | None = None
    title: range = range(0)
    """The words of office that stand beside a person's name."""


@dataclass(slots=True)
class Facts:
    """What the article itself says of someone: titles and of what."""

    titles: set[str] = field(default_factory=set)
    of: set[str] = field(default_factory=set)


class Board:
    """Mutable, of one article, never leaving the step."""

    def __init__(self, parse: Parse, published: When | None, actors: Actors, places: Places, lexicon: Lexicon) -> None:
        self.parse, self.published, self.actors, self.places, self.lexicon = parse, published, actors, places, lexicon
        self.words = cut(parse, lexicon.affixes)
        self.owner: list[Span | None] = [None] * len(self.words)
        self.spans: dict[Span, None] = {}
        self.entities: dict[str, Entity] = {}
        self.facts: dict[str, Facts] = {}
        self.countries: Counter[str] = Counter()
        self.named: tuple[str, ...] = ()
        """Ids of the people whom the article names, in order of first mention; set once all names are found."""
        self.marks: list[RawName | None] = [None] * len(self.words)
        self.holders: dict[tuple[tuple[str, ...], tuple[str, ...], bool], tuple[str, ...]] = {}
        """Whom each office means, once the article's people are known."""
        self._starts = [w.start for w in self.words]
        for name in parse.names:
            for i in self.range_of(name):
                self.marks[i] = name

    def range_of(self, name: RawName) -> range:
        """The words that begin inside a recognised name, up to the first that does not join on ("Istanbul | AFP")."""
        first, last = bisect_left(self._starts, name.start), bisect_left(self._starts, name.end)
        parted = (i for i in range(first + 1, last) if not self.words[i].near)
        return range(first, next(parted, last))

    def put(self, span: Span) -> None:
        """Own the words; whoever owned one of them before is gone."""
        for i in range(span.first, span.last):
            before = self.owner[i]
            if before is not None and before is not span:
                self.drop(before)
        for i in range(span.first, span.last):
            self.owner[i] = span
        self.spans[span] = None

    def drop(self, span: Span) -> None:
        for i in range(span.first, span.last):
            if self.owner[i] is span:
                self.owner[i] = None
        self.spans.pop(span, None)

    @property
    def titled(self) -> frozenset[int]:
        """The words of office that stand beside a name and mention nothing else."""
        return frozenset(i for span in self.spans for i in span.title)

    def free(self, first: int, last: int) -> bool:
        return all(self.owner[i] is None for i in range(first, last))

    def owners(self, first: int, last: int) -> list[Span]:
        """Who owns words of a range, each once, in order."""
        return list(dict.fromkeys(s for s in self.owner[first:last] if s is not None))

    def text(self, first: int, last: int) -> str:
        return self.parse.reading[self.words[first].start : self.words[last - 1].end]

    def gap(self, i: int) -> str:
        """What stands between word ``i`` and the one before."""
        before = self.words[i - 1].end if i > 0 else 0
        return self.parse.reading[before : self.words[i].start] if i < len(self.words) else "\n\n"

    def key(self, i: int) -> str:
        """The key of a word; empty outside the article."""
        return self.words[i].key if 0 <= i < len(self.words) else ""

    def joins(self, i: int) -> bool:
        """Whether word ``i`` follows the one before with nothing but a space or hyphen between."""
        return 0 < i < len(self.words) and self.words[i].tight

    def token(self, i: int) -> Token | None:
        return token_of(self.parse, self.words[i])

    def head(self, span: Span) -> Token | None:
        """The syntax token that governs the span's words from within."""
        tokens = [(i, t) for i in range(span.first, span.last) if (t := self.token(i)) is not None]
        inside = {self.words[i].token for i, _ in tokens}
        return next((t for i, t in tokens if t.head not in inside or t.head == self.words[i].token), None)

    def governor(self, token: Token, sentence: int) -> Token | None:
        tokens = self.parse.sentences[sentence].tokens
        above = tokens[token.head] if token.head < len(tokens) else token
        return None if above is token else above

    # Entities --------------------------------------------------------------------------------------

    def actor(self, actor: Actor) -> str:
        self.entities.setdefault(actor.id, Entity(actor.id, actor.kind, actor.name, actor.country, actor.wikidata))
        return actor.id

    def state(self, code: str) -> str:
        """The entity of a country's code, or of the organisation that a word such as "European" names."""
        found = self.actors.get(code)
        if found is not None:
            return self.actor(found)
        id = f"state:{code}"
        self.entities.setdefault(id, Entity(id, "state", state_name(code), code))
        return id

    def local(self, name: str, kind: EntityKind, country: str | None = None) -> str:
        """An entity that the tables do not know, by its folded name."""
        id = "local:" + "-".join("".join(c if c.isalnum() else " " for c in fold(name)).split())
        known = self.entities.get(id)
        if known is None:
            self.entities[id] = Entity(id, kind, " ".join(name.split()), country)
        elif known.country is None and country is not None:
            self.entities[id] = Entity(id, known.kind, known.name, country)
        return id

    def place(self, place: Place) -> str:
        """The entity of a town of the table of places."""
        id = f"place:{place.geonames}"
        self.entities.setdefault(id, Entity(id, "place", place.name, place.country))
        return id

    def region(self, name: str) -> str:
        """The entity of a region or venue, given by its English name."""
        region = regions()[name]
        if region.geonames is not None:
            return self.place(Place(region.name, region.country, region.geonames))
        return self.local(region.name, "place", region.country)

    def person_facts(self, id: str) -> Facts:
        return self.facts.setdefault(id, Facts())

    def people(self) -> tuple[str, ...]:
        """Ids of the people in the spans so far, in order of first mention."""
        spans = sorted((s for s in self.spans if s.kind == "person"), key=lambda s: s.first)
        return tuple(dict.fromkeys(e for s in spans for e in s.entities))
