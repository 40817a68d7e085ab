"""One sentence set out for coding: who stands in it and how introduced, which times, places and verbs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from filrouge.data.kinds import Words
from filrouge.lang import syntax
from filrouge.records import Entity, Mention, Names, Parse, Sentence, TimeMention
from filrouge.text.normalise import fold

_APPOSED = frozenset(
    {"appos", "flat:name", "flat:foreign", "compound", "amod", "nmod", "dep", "advmod", "obj", "nsubj"}
)
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "X"})
_PLAIN = {"au": "à", "aux": "à", "du": "de", "des": "de", "d'": "de"}
"""Contracted prepositions as they stand before a bare name."""
_OF = frozenset({"de", "d'", "du", "des", "of", "'s"})


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

    def finite_between(self, a: int, b: int, but: frozenset[int]) -> bool:
        """Whether a finite verb that is not in ``but`` stands strictly between two tokens."""
        lo, hi = min(a, b), max(a, b)
        return any(
            self.sentence.tokens[n].pos in syntax.VERBAL
            and n not in but
            and ("VerbForm=Fin" in self.sentence.tokens[n].morph or "Mood=" in self.sentence.tokens[n].morph)
            for n in range(lo + 1, hi)
        )


@dataclass(frozen=True, slots=True)
class Cast:
    """Who was on the scene before: the last two people named together, for "ils", "their meeting"."""

    pair: tuple[Entity, ...] = ()
    last: tuple[Entity, ...] = field(default=())

    def after(self, scene: Scene) -> Cast:
        named: dict[str, Entity] = {}
        for person in scene.people:
            for entity in person.entities:
                named.setdefault(entity.id, entity)
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
        yield _scene(sentence, here, now, entities, words)


def _scene(
    sentence: Sentence, mentions: list[Mention], times: list[TimeMention], entities: dict[str, Entity], words: Words
) -> Scene:
    people: list[Person] = []
    spots: list[Spot] = []
    spans = [_tokens(sentence, m.start, m.end) for m in mentions]
    others = frozenset(
        n
        for m, span in zip(mentions, spans, strict=True)
        if span and m.kind != "state" and m.how != "counterpart"
        for n in range(span[0], span[1] + 1)
    )
    for mention, span in zip(mentions, spans, strict=True):
        known = tuple(entities[e] for e in mention.entities if e in entities)
        if span is None or not known:
            continue
        if mention.kind == "person":
            left, preposition = _introduced(sentence, *span, others - set(range(span[0], span[1] + 1)))
            people.append(Person(known, span[0], span[1], left, preposition))
        elif mention.kind in ("place", "state"):
            _, preposition = _introduced(sentence, *span, frozenset())
            if preposition in words.locative and not (mention.kind == "state" and _to_a_state(sentence, span[0])):
                spots.append(Spot(known[0], span[0]))
    instants = tuple(
        Instant(time, *span) for time in times if (span := _tokens(sentence, time.start, time.end)) is not None
    )
    folded = tuple(fold(t.text) for t in sentence.tokens)
    return Scene(sentence, tuple(people), tuple(spots), instants, folded)


def _to_a_state(sentence: Sentence, first: int) -> bool:
    """ "consacré à l'Ukraine", "aide à la Grèce": French names the country where something is with "en" or "au"."""
    words = [t.text.lower() for t in sentence.tokens[max(0, first - 2) : first]]
    return words[:1] == ["à"] and words[1:] in (["l'"], ["la"], ["l’"])


def _tokens(sentence: Sentence, start: int, end: int) -> tuple[int, int] | None:
    inside = [n for n, t in enumerate(sentence.tokens) if t.start < end and start < t.end]
    return (inside[0], inside[-1]) if inside else None


def _introduced(sentence: Sentence, first: int, last: int, others: frozenset[int]) -> tuple[int, str | None]:
    """Where the noun phrase around a name begins, and the preposition before it, lower case; None for none.

    Words of ``others``, the mentions beside it, are never part of the phrase. The words of a title ("le président
    ukrainien", "Foreign Minister") belong to the phrase; a title with a complement of its own ("le ministre des
    Affaires étrangères") is crossed where the parser ties the name to it.
    """
    tokens = sentence.tokens
    n = _title_begins(sentence, first, last, others)
    while n > 0 and n - 1 not in others:
        before = tokens[n - 1]
        if before.pos in _NOMINAL and before.text not in ",;:":
            n -= 1
        elif before.pos == "DET" or before.text.lower() in ("le", "la", "les", "l'", "the", "son", "sa", "his", "her"):
            n -= 1
            if n > 0 and _adposition(tokens[n - 1].pos, tokens[n - 1].text):
                return n, _PLAIN.get(tokens[n - 1].text.lower(), tokens[n - 1].text.lower())
            return n, None
        elif _adposition(before.pos, before.text):
            return n, _PLAIN.get(before.text.lower(), before.text.lower())
        else:
            break
    if last + 1 < len(tokens) and tokens[last + 1].text in ("'s", "’s"):
        return n, "'s"
    return n, None


def _title_begins(sentence: Sentence, first: int, last: int, others: frozenset[int]) -> int:
    """Where the title of a name begins: its governor to the left by apposition, or its dependents to the left."""
    tokens = sentence.tokens
    head = next((h for h in syntax.ancestors(sentence, first) if not first <= h <= last), first)
    if (
        head < first
        and not others & set(range(head, first))
        and tokens[head].pos in ("NOUN", "PROPN")
        and tokens[first].dep in _APPOSED
    ):
        between = tokens[head + 1 : first]
        # "ministre des Affaires étrangères X" is crossed; in "l'appel de X" the "de" is the name's own
        crossed = [k for k, t in enumerate(between, head + 1) if _adposition(t.pos, t.text)]
        inner = all(
            tokens[k].text.lower() in _OF and any(t.pos in ("NOUN", "PROPN") for t in tokens[k + 1 : first])
            for k in crossed
        )
        if inner and not any(t.text in ",;:" or t.pos in ("CCONJ", "VERB", "AUX") for t in between):
            return head
    left = [
        k
        for n in range(first, last + 1)
        for k in syntax.children(sentence, n)
        if k < first
        and not others & set(range(k, first))
        and tokens[k].dep in ("nmod", "compound", "amod")
        and tokens[k].pos in ("NOUN", "PROPN", "ADJ")
    ]
    return min([first, *(k for k in left if not any(t.text in ",;:" for t in tokens[k:first]))])


def _adposition(pos: str, text: str) -> bool:
    return pos == "ADP" or text.lower() in ("avec", "entre", "par", "selon", "with", "by", "between")
