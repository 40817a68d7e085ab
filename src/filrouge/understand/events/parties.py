"""Who can act or be acted on in a sentence: people, states, organisations, and the groups that nouns name.

"Iranian officials" act for the state, "Syrian rebels" for themselves; `lang/<code>/agents.toml` has the nouns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from babel import Locale

from filrouge.lang import syntax, table
from filrouge.records import Entity, Mention, Sentence
from filrouge.text.normalise import fold

INNER = ("amod", "compound", "nmod", "poss", "flat:name", "flat:foreign", "appos", "nn")
"""How a name hangs on the noun that it tells more of."""

FURTHEST = 3
"""Steps from a noun down to the name that tells whose it is: "officials of the ministry of X"."""

_OF = frozenset({"'s", "’s", "of", "de", "d'", "du", "des", "from", "in"})


@dataclass(frozen=True, slots=True)
class Party:
    """Someone named or described; ``first``–``last`` its tokens, ``head`` the one by which the sentence governs it."""

    entities: tuple[Entity, ...]
    first: int
    last: int
    head: int
    place: bool = False
    adjective: bool = False
    """Only tells more of a noun ("the Russian proposal")."""
    nobody: bool = False
    """A group without a name or a country: "protesters"."""
    office: bool = False
    """Whoever it is acts for its state: "the police"."""


@dataclass(frozen=True, slots=True)
class Agents:
    """The nouns of one language that act for someone."""

    state: frozenset[str]
    group: frozenset[str]
    quantity: frozenset[str]
    means: frozenset[str]
    carrying: frozenset[str]
    """Verbs whose infinitive is done: begin, decide."""


@cache
def agents(language: str) -> Agents:
    t = table(language, "agents")
    return Agents(*(frozenset(t.get(key, ())) for key in ("state", "group", "quantity", "means", "carrying")))


@cache
def demonyms(language: str) -> Mapping[str, str]:
    """Country by the adjective of its people, folded, in the singular."""
    found = table(language, "names").get("demonyms", {})
    return {fold(form): code for code, forms in found.items() if len(code) == 2 for form in forms}


def parties(
    sentence: Sentence, mentions: Sequence[Mention], entities: Mapping[str, Entity], nouns: Agents, language: str
) -> tuple[Party, ...]:
    """Every party of the sentence in order: names first, then the nouns that stand for somebody."""
    found = [p for m in mentions if (p := _named(sentence, m, entities))]
    taken = {n for p in found for n in range(p.first, p.last + 1)}
    # "l'ambassadeur israélien" may name nobody whom the tables know, but his country is told
    people = demonyms(language)
    for n, token in enumerate(sentence.tokens):
        word = fold(token.text)
        code = people.get(word) or people.get(word.removesuffix("s"))
        if n not in taken and code and token.pos in ("ADJ", "PROPN") and token.dep in INNER:
            found.append(Party((Entity(f"state:{code}", "state", state_name(code), code),), n, n, n, adjective=True))
            taken.add(n)
    for n, token in enumerate(sentence.tokens):
        lemma = token.lemma.lower()
        if n in taken or token.pos not in ("NOUN", "PROPN", "ADJ") or lemma not in nouns.state | nouns.group:
            continue
        if (token.pos == "ADJ" or token.dep == "compound") and token.head != n:
            continue
        found.append(_described(sentence, n, lemma in nouns.state, found))
    return tuple(sorted(found, key=lambda p: (p.head, p.first)))


def _named(sentence: Sentence, mention: Mention, entities: Mapping[str, Entity]) -> Party | None:
    known = tuple(_acting(entities[e]) for e in mention.entities if e in entities)
    inside = [n for n, t in enumerate(sentence.tokens) if t.start < mention.end and mention.start < t.end]
    if not known or not inside:
        return None
    head = next(
        (n for n in inside if sentence.tokens[n].head not in inside or sentence.tokens[n].head == n), inside[-1]
    )
    adjective = mention.how == "demonym" and sentence.tokens[head].dep not in ("nsubj", "dobj", "obj", "pobj", "conj")
    return Party(known, inside[0], inside[-1], head, mention.kind == "place", adjective)


def _acting(entity: Entity) -> Entity:
    """A government, its army and its parliament are the state."""
    if entity.kind == "organisation" and entity.country and entity.id.startswith("local:") and "-of-" in entity.id:
        return Entity(f"state:{entity.country}", "state", state_name(entity.country), entity.country)
    return entity


@cache
def state_name(code: str) -> str:
    """The English name of a state by its ISO code."""
    return str(Locale("en").territories.get(code, code))


def _described(sentence: Sentence, noun: int, of_state: bool, named: Sequence[Party]) -> Party:
    """The noun with whoever's it is: a state's officials are the state, its rebels a group named after both."""
    owner = next((p for p in named if _belongs(sentence, p, noun)), None)
    first = min(noun, owner.first) if owner else noun
    last = max(noun, owner.last) if owner else noun
    word = sentence.tokens[noun].text
    if owner and (of_state or owner.entities[0].kind in ("organisation", "person")) and not owner.place:
        return Party(owner.entities, first, last, noun)
    if owner:
        whose = owner.entities[0]
        if owner.place and whose.country:  # "police in Nairobi"
            whose = Entity(f"state:{whose.country}", "state", state_name(whose.country), whose.country)
            if of_state:
                return Party((whose,), first, last, noun)
        name = f"{whose.name}: {word.lower()}"
        slug = "-".join(fold(f"{whose.name} {sentence.tokens[noun].lemma}").split())
        return Party((Entity(f"local:{slug}", "organisation", name, whose.country),), first, last, noun)
    slug = "-".join(fold(sentence.tokens[noun].lemma).split())
    return Party(
        (Entity(f"local:{slug}", "organisation", word.lower()),), noun, noun, noun, nobody=True, office=of_state
    )


def _belongs(sentence: Sentence, party: Party, noun: int) -> bool:
    """Whether the party hangs on the noun: "Syrian rebels", "le président de la Tunisie", "Hamas militants"."""
    tokens = sentence.tokens
    n = party.head
    for _ in range(FURTHEST):
        above = tokens[n].head
        if above == n:
            return False
        if tokens[n].dep in ("prep", "case") and tokens[n].text.lower() not in _OF:
            return False
        case = [tokens[k].text.lower() for k in syntax.children(sentence, n) if tokens[k].dep == "case"]
        if case and not set(case) & _OF:
            return False
        if tokens[n].dep not in (*INNER, "prep", "pobj"):
            return False
        if above == noun:
            return True
        n = above
    return False


def party_at(sentence: Sentence, head: int, found: Sequence[Party], nouns: Agents) -> list[Party]:
    """The parties that a noun phrase stands for: its own, those joined to it by "and", and behind "thousands of"."""
    tokens = sentence.tokens
    group = [head]
    for n in group:
        group += [
            k for k in syntax.children(sentence, n) if tokens[k].dep == "conj" and k not in group and len(group) < 8
        ]
    out: list[Party] = []
    for n in group:
        own = [p for p in found if (p.first <= n <= p.last and not p.adjective) or p.head == n]
        if not own:
            told = [k for k in syntax.children(sentence, n) if tokens[k].dep in ("appos", "flat:name", "compound")]
            own = [p for p in found if p.head in told and not p.adjective and not p.place]
        if not own and (tokens[n].lemma.lower() in nouns.quantity or tokens[n].pos in ("NUM", "DET", "PRON")):
            below = [k for c in syntax.children(sentence, n) for k in (c, *syntax.children(sentence, c))]
            own = [p for p in found if p.head in below and not p.adjective][:1]
        # the widest is the one meant: "the Syrian army" and not "army"
        out += [max(own, key=lambda p: (not p.nobody, p.last - p.first))] if own else []
    return list(dict.fromkeys(out))
