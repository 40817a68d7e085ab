"""One sentence set out for coding: who stands in it and how introduced, which times, places and verbs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

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
_WITH = frozenset({"avec", "entre", "par", "selon", "with", "by", "between"})
LONGEST_TITLE = 14
"""Tokens from a title to the name: "ministre de l'Agriculture et de la Souveraineté alimentaire, " fits."""


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
    finite: frozenset[int]
    """Finite verbs and auxiliaries; none inside a name or a time ("Narendra", "il y a deux jours")."""
    text: str
    """The folded words with blanks between and around, elisions joined: for entries of several words."""
    relatives: tuple[range, ...]
    """The tokens of each relative clause between commas, its pronoun included."""

    def finite_between(self, a: int, b: int, but: frozenset[int]) -> bool:
        """Whether a finite verb that is not in ``but`` stands strictly between two tokens."""
        lo, hi = min(a, b), max(a, b)
        return any(lo < n < hi and n not in but for n in self.finite)

    def carries(self, relative: range) -> bool:
        """Whether a relative clause happens when and where the outer one does: "où …", "au cours de laquelle …"."""
        return self.folded[relative.start] in ("ou", "where", "au", "lors", "durant", "pendant", "during", "when")

    def parted(self, detail: int, cue: int, but: frozenset[int]) -> bool:
        """Whether a time, place or means belongs to another clause than the cue, told by verbs and relatives.

        What stands in a relative clause is that clause's own, and a verb in one parts nothing outside it; "où" and
        "where" carry the outer clause's time and place in.
        """
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
    folded = tuple(fold(t.text) for t in sentence.tokens)
    held = [(m, range(span[0], span[1] + 1)) for m, span in zip(mentions, spans, strict=True) if span]
    others = frozenset(n for m, r in held if m.kind != "state" and m.how != "counterpart" for n in r)
    people_at = frozenset(n for m, r in held if m.kind == "person" and m.how != "counterpart" for n in r)
    instants = tuple(
        Instant(time, *span) for time in times if (span := _tokens(sentence, time.start, time.end)) is not None
    )
    # "a reçu mardi en audience X": neither the day nor the manner leads up to the name
    others |= {n for i in instants for n in range(i.first, i.last + 1)} | _manners(folded, words)
    for mention, span in zip(mentions, spans, strict=True):
        known = tuple(entities[e] for e in mention.entities if e in entities)
        if span is None or not known:
            continue
        if mention.kind == "person":
            own = set(range(span[0], span[1] + 1))
            title = _title_of(sentence, folded, *span, people_at - own, words)
            left, preposition = _introduced(sentence, span[0], span[1], others - own, title)
            people.append(Person(known, span[0], span[1], left, preposition))
        elif mention.kind in ("place", "state"):
            _, preposition = _introduced(sentence, *span, frozenset(), None)
            if preposition in words.locative and not (mention.kind == "state" and _to_a_state(sentence, span[0])):
                spots.append(Spot(known[0], span[0]))
    inside = {n for m, r in held if m.kind == "person" for n in r if m.how != "pronoun"}
    inside |= {n for i in instants for n in range(i.first, i.last + 1)}
    finite = frozenset(
        n
        for n, t in enumerate(sentence.tokens)
        if n not in inside and t.pos in syntax.VERBAL and ("VerbForm=Fin" in t.morph or "Mood=" in t.morph)
    )
    relatives = tuple(_relatives(sentence, folded, finite, words.relatives))
    text = f" {' '.join(folded)} ".replace("' ", "'").replace(" - ", "-")
    return Scene(sentence, tuple(people), tuple(spots), instants, folded, finite, text, relatives)


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
    sentence: Sentence, folded: tuple[str, ...], finite: frozenset[int], pronouns: frozenset[str]
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
        if not led and (folded[n - 1] != "," or not begins):
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


def _title_of(
    sentence: Sentence, folded: tuple[str, ...], first: int, last: int, people: frozenset[int], words: Words
) -> int | None:
    """Where the noun stands that says what a person is, if one leads up to the name: "la maire de Lyon, X".

    Between the two stand only the noun's complements, and right before the name perhaps a comma, where the name
    is no subject of what follows.
    """
    tokens = sentence.tokens
    n = first - 1
    if n > 0 and tokens[n].text == ",":
        after = tokens[last + 1] if last + 1 < len(tokens) else None
        if after is not None and (after.pos in syntax.VERBAL or folded[last + 1] in words.reflexive):
            return None
        n -= 1
    while n >= 0 and first - n <= LONGEST_TITLE and n not in people:
        token = tokens[n]
        if folded[n] in words.titles:
            return n
        if not (token.pos in _NOMINAL or token.pos == "DET" or folded[n] in words.complements) or token.text in ",;:":
            return None
        n -= 1
    return None


def _to_a_state(sentence: Sentence, first: int) -> bool:
    """ "consacré à l'Ukraine", "aide à la Grèce": French names the country where something is with "en" or "au"."""
    words = [t.text.lower() for t in sentence.tokens[max(0, first - 2) : first]]
    return words[:1] == ["à"] and words[1:] in (["l'"], ["la"], ["l’"])


def _tokens(sentence: Sentence, start: int, end: int) -> tuple[int, int] | None:
    inside = [n for n, t in enumerate(sentence.tokens) if t.start < end and start < t.end]
    return (inside[0], inside[-1]) if inside else None


def _introduced(
    sentence: Sentence, first: int, last: int, others: frozenset[int], title: int | None
) -> tuple[int, str | None]:
    """Where the noun phrase around a name begins, and the preposition before it, lower case; None for none.

    Words of ``others``, the mentions beside it, are never part of the phrase. The words of a title ("le président
    ukrainien", "Foreign Minister") belong to the phrase; a title with a complement of its own ("le ministre des
    Affaires étrangères") is crossed where the parser ties the name to it.
    """
    tokens = sentence.tokens
    n = _title_begins(sentence, first, last, others) if title is None else title
    while n > 0 and n - 1 not in others:
        before = tokens[n - 1]
        if before.pos in _NOMINAL and before.text not in ",;:":
            if before.pos == "NOUN" and n == first and _led_in(sentence, n - 1):
                break  # "en grande pompe X": a noun with a preposition of its own is no title
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


def _led_in(sentence: Sentence, noun: int) -> bool:
    """Whether the parse gives a noun that leads up to no name a preposition other than "de" or "of"."""
    return any(
        sentence.tokens[k].pos == "ADP" and sentence.tokens[k].text.lower() in ("en", "in", "à", "sur")
        for k in syntax.children(sentence, noun)
        if k < noun
    )


def _title_begins(sentence: Sentence, first: int, last: int, others: frozenset[int]) -> int:
    """Where the title of a name begins: its governor to the left by apposition, or its dependents to the left."""
    tokens = sentence.tokens
    head = next((h for h in syntax.ancestors(sentence, first) if not first <= h <= last), first)
    if (
        head < first
        and not others & set(range(head, first))
        and tokens[head].pos in ("NOUN", "PROPN")
        and tokens[first].dep in _APPOSED
        and not _led_in(sentence, head)
    ):
        between = tokens[head + 1 : first]
        # "ministre des Affaires étrangères X" is crossed; in "l'appel de X" the "de" is the name's own
        crossed = [k for k, t in enumerate(between, head + 1) if _adposition(t.pos, t.text)]
        inner = all(
            tokens[k].text.lower() in _OF and any(t.pos in ("NOUN", "PROPN") for t in tokens[k + 1 : first])
            for k in crossed
        )
        if inner and not any(t.text in (",", ";", ":", "'s") or t.pos in ("CCONJ", "VERB", "AUX") for t in between):
            return head
    left = [
        k
        for n in range(first, last + 1)
        for k in syntax.children(sentence, n)
        if k < first
        and not others & set(range(k, first))
        and tokens[k].dep in ("nmod", "compound", "amod")
        and tokens[k].pos in ("NOUN", "PROPN", "ADJ")
        and not any(t.text.lower() in _WITH for t in tokens[k:first])
    ]
    return min([first, *(k for k in left if not any(t.text in ",;:" for t in tokens[k:first]))])


def _adposition(pos: str, text: str) -> bool:
    return pos == "ADP" or text.lower() in _WITH
