"""One sentence set out for coding: who stands in it and how introduced, which times, places and verbs."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from filrouge.data.kinds import Words
from filrouge.lang import syntax
from filrouge.lang.clauses import Clauses, clauses
from filrouge.records import Entity, Mention, Names, Parse, Sentence, TimeMention
from filrouge.text.normalise import fold
from filrouge.understand.events.wording import introduced, title_of, to_a_state


@dataclass(frozen=True, slots=True)
class Person:
    """A mention of one or several people; ``first``–``last`` its tokens, ``left`` where its noun phrase begins."""

    entities: tuple[Entity, ...]
    first: int
    last: int
    left: int
    preposition: str | None


@dataclass(frozen=True, slots=True)
class Spot:
    """A place or state named with the preposition of a place."""

    entity: Entity
    index: int
    since: bool = False
    """Named as where another one was ("not since Geneva", « après celle de Bali »)."""


@dataclass(frozen=True, slots=True)
class Instant:
    time: TimeMention
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Scene:
    sentence: Sentence
    people: tuple[Person, ...]
    spots: tuple[Spot, ...]
    times: tuple[Instant, ...]
    folded: tuple[str, ...]
    lemmas: tuple[str, ...]
    """In lower case."""
    finite: frozenset[int]
    """Finite verbs and auxiliaries; none inside a name or a time ("Narendra", "il y a deux jours")."""
    text: str
    """The folded words with blanks between and around, elisions joined: for entries of several words."""
    relatives: tuple[range, ...]
    """The tokens of each relative clause between commas, its pronoun included."""
    clauses: Clauses
    turns: frozenset[int]
    """Where a sentence turns to an encounter before or after the one told: "before his summit with Y"."""

    def finite_between(self, a: int, b: int, but: frozenset[int]) -> bool:
        """Whether a finite verb that is not in ``but`` stands strictly between two tokens."""
        lo, hi = min(a, b), max(a, b)
        return any(lo < n < hi and n not in but for n in self.finite)

    def accompanies(self, person: Person) -> bool:
        """ "X and first lady Y", "son mari, Y": who is there beside somebody else."""
        apposed = self.folded[max(0, person.left - 1) : person.left] == (",",)
        begin = person.left - 2 if apposed else person.left
        return not self.clauses.companions.isdisjoint(self.folded[max(0, begin) : person.first])

    def carries(self, relative: range) -> bool:
        """Whether a relative clause happens when and where the outer one does: "où …", "au cours de laquelle …"."""
        return self.folded[relative.start] in self.clauses.carrying

    def parted(self, detail: int, cue: int, but: frozenset[int]) -> bool:
        """Whether a time, place or means belongs to another clause than the cue, told by verbs and relatives.

        What stands in a relative clause is that clause's own, and a verb in one parts nothing outside it; "où" and
        "where" carry the outer clause's time and place in.
        """
        if ";" in self.folded[min(detail, cue) : max(detail, cue)] or any(cue < n < detail for n in self.turns):
            return True
        around = [r for r in self.relatives if cue in r]
        if any(detail in r and cue not in r for r in self.relatives):
            return True
        outer = [r for r in around if detail not in r]
        if not all(self.carries(r) for r in outer):
            return True
        skipped = frozenset(n for r in self.relatives if cue not in r for n in r)
        crossed = frozenset(n for n in self.finite if outer and n < outer[0].start)
        return self.finite_between(detail, cue, but | skipped | crossed)


@dataclass(frozen=True, slots=True)
class At:
    """Where a cue stands: its token, the governors up to the finite verb, and all tokens of that chain."""

    index: int
    chain: tuple[int, ...]
    clause: frozenset[int]


@dataclass(frozen=True, slots=True)
class Cast:
    """Who was on the scene before: the last two people named together, for "ils", "their meeting"."""

    pair: tuple[Entity, ...] = ()
    last: tuple[Entity, ...] = field(default=())

    def after(self, scene: Scene) -> Cast:
        named: dict[str, Entity] = {}
        for person in scene.people:
            if not scene.accompanies(person):
                named.update((e.id, e) for e in person.entities if e.id not in named)
        everyone = tuple(named.values())
        if len(everyone) == 2:
            return Cast(everyone, everyone)
        if len(everyone) > 2:
            return Cast((), everyone)
        return Cast(self.pair, everyone or self.last)


def scenes(parse: Parse, names: Names, times: Sequence[TimeMention], words: Words) -> Iterator[Scene]:
    """The article's sentences in order with what was found in each; linear in sentences and mentions."""
    entities = {e.id: e for e in names.entities}
    mentions, instants = list(names.mentions), sorted(times, key=lambda t: t.start)
    said = clauses((parse.language or "").split("-")[0])
    m = t = 0
    for sentence in parse.sentences:
        while m < len(mentions) and mentions[m].start < sentence.start:
            m += 1
        here: list[Mention] = []
        while m < len(mentions) and mentions[m].start < sentence.end:
            here.append(mentions[m])
            m += 1
        while t < len(instants) and instants[t].start < sentence.start:
            t += 1
        now: list[TimeMention] = []
        while t < len(instants) and instants[t].start < sentence.end:
            now.append(instants[t])
            t += 1
        yield _scene(sentence, here, now, entities, words, said)


def _scene(
    sentence: Sentence,
    mentions: list[Mention],
    times: list[TimeMention],
    entities: dict[str, Entity],
    words: Words,
    said: Clauses,
) -> Scene:
    people: list[Person] = []
    spots: list[Spot] = []
    spans = [_tokens(sentence, m.start, m.end) for m in mentions]
    folded = tuple(fold(t.text) for t in sentence.tokens)
    held = [(m, range(span[0], span[1] + 1)) for m, span in zip(mentions, spans, strict=True) if span]
    others = frozenset(n for m, r in held if m.kind != "state" and m.how != "counterpart" for n in r)
    people_at = frozenset(n for m, r in held if m.kind == "person" and m.how != "counterpart" for n in r)
    instants = tuple(
        Instant(time, *span)
        for time in times
        if (span := _tokens(sentence, time.start, time.end)) is not None
        and not any(m.start <= time.start and time.end < m.end for m in mentions)  # "Mar-a-Lago" is no March
    )
    # "a reçu mardi en audience X": neither the day nor the manner leads up to the name
    others |= {n for i in instants for n in range(i.first, i.last + 1)} | _manners(folded, words)
    # "X hosts Y": in a headline the model takes the verb between two names for a noun
    others |= {
        n
        for n, t in enumerate(sentence.tokens)
        if t.pos == "NOUN"
        and t.lemma.lower() in words.lemmas
        and n - 1 in people_at
        and people_at & {*range(n + 1, n + 5)}
    }
    for mention, span in zip(mentions, spans, strict=True):
        known = tuple(entities[e] for e in mention.entities if e in entities)
        if span is None or not known:
            continue
        if mention.kind == "person":
            own = set(range(span[0], span[1] + 1))
            title = title_of(sentence, folded, *span, people_at - own, words)
            left, preposition = introduced(sentence, span[0], span[1], others - own, title, said)
            people.append(Person(known, span[0], span[1], left, preposition))
        elif mention.kind in ("place", "state"):
            left, preposition = introduced(sentence, *span, frozenset(), None, said)
            # "l'hôtel Metropole de Hanoï, où ils se rencontraient": whatever introduces it, the clause is there
            after = range(span[1] + 1, min(span[1] + 3, len(folded)))
            there = any(folded[n] in said.where and sentence.tokens[n].pos != "CCONJ" for n in after)
            if (preposition in words.locative or there) and not (
                mention.kind == "state" and to_a_state(sentence, span[0])
            ):
                spots.append(Spot(known[0], span[0]))
            elif left and (folded[left - 1] in said.since | said.after or folded[max(0, left - 2)] in words.another):
                spots.append(Spot(known[0], span[0], since=True))
    inside = {n for m, r in held if m.kind == "person" for n in r if m.how != "pronoun"}
    inside |= {n for i in instants for n in range(i.first, i.last + 1)}
    finite = frozenset(
        n
        for n, t in enumerate(sentence.tokens)
        if n not in inside and t.pos in syntax.VERBAL and ("VerbForm=Fin" in t.morph or "Mood=" in t.morph)
    )
    relatives = tuple(_relatives(sentence, folded, finite, words.relatives, said))
    text = f" {' '.join(folded)} ".replace("' ", "'").replace(" - ", "-")
    lemmas = tuple(t.lemma.lower() for t in sentence.tokens)
    turns = frozenset(_turns(sentence, folded, lemmas, people, words, said))
    return Scene(sentence, tuple(people), tuple(spots), instants, folded, lemmas, finite, text, relatives, said, turns)


def _turns(
    sentence: Sentence,
    folded: tuple[str, ...],
    lemmas: tuple[str, ...],
    people: list[Person],
    words: Words,
    said: Clauses,
) -> Iterator[int]:
    """Each "before" or "after" with a noun for an encounter after it that names a partner of its own."""
    for n, word in enumerate(folded):
        if word not in said.after | said.before:
            continue
        noun = next((k for k in range(n + 1, min(n + 5, len(folded))) if lemmas[k] in words.lemmas), None)
        if noun is None or sentence.tokens[noun].pos != "NOUN":
            continue
        if any(p.preposition in words.with_ and noun < p.left <= noun + 4 for p in people):
            yield n


def _manners(folded: tuple[str, ...], words: Words) -> frozenset[int]:
    """The tokens of every phrase that says how ("au bout du fil", "en audience")."""
    phrases = _phrases(words.modes)
    return frozenset(
        k
        for n, word in enumerate(folded)
        for parts in phrases.get(word, ())
        if folded[n : n + len(parts)] == parts
        for k in range(n, n + len(parts))
    )


@cache
def _phrases(modes: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, list[tuple[str, ...]]]:
    """The phrases of several words, in words, by the first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for _, phrases in modes:
        for phrase in phrases:
            parts = tuple(phrase.replace("'", "' ").split())
            if len(parts) > 1:
                found.setdefault(parts[0], []).append(parts)
    return found


def _relatives(
    sentence: Sentence, folded: tuple[str, ...], finite: frozenset[int], pronouns: frozenset[str], said: Clauses
) -> Iterator[range]:
    """Each clause that a comma and a relative pronoun open, up to the comma after which the sentence goes on."""
    tokens = sentence.tokens
    n = 1
    while n < len(tokens):
        led = " ".join(folded[n : n + 4]).startswith(("au cours d", "lors d", "durant l", "pendant l", "during which"))
        led = led and any(word in pronouns for word in folded[n : n + 4])
        begins = folded[n] in pronouns or (
            tokens[n].pos == "ADP" and folded[n + 1 : n + 2] and folded[n + 1] in pronouns
        )
        led = led or tokens[n].text.lower() == "où"
        cleft = folded[n] in said.that and folded[:2] in said.cleft  # "c'est à Rome, lundi, que X a vu Y"
        if until := _subordinate(folded, finite, n, said):
            yield range(n, until)
            n = until
            continue
        if cleft or (not led and (folded[n - 1] != "," or not begins)):
            n += 1
            continue
        end = len(tokens)
        for k in range(n + 1, len(tokens)):
            follows = [m for m in range(k + 1, min(k + 8, len(tokens))) if m in finite]
            if folded[k] == "," and follows and any(m in finite for m in range(n, k)):
                end = k
                break
        yield range(n, end)
        n = end


def _subordinate(folded: tuple[str, ...], finite: frozenset[int], n: int, said: Clauses) -> int | None:
    """Where the clause that "depuis que", "after she" opens at a token ends: at the comma behind its verb, if any."""
    if folded[n] not in said.since | said.after | said.before:
        return None
    end = next((k for k in range(n + 1, len(folded)) if folded[k] in (",", ";", ".")), len(folded))
    verb = next((k for k in range(n + 1, end) if k in finite), None)
    led = folded[n + 1 : n + 2] and (folded[n + 1] in said.that or verb == n + 2)
    return end if led and verb is not None else None


def _tokens(sentence: Sentence, start: int, end: int) -> tuple[int, int] | None:
    first = bisect_right(sentence.tokens, start, key=lambda t: t.end)
    last = bisect_left(sentence.tokens, end, key=lambda t: t.start) - 1
    return (first, last) if first <= last else None
