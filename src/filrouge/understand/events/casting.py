"""Who takes part: the cue's subject, its partners, and the pair that "leur rencontre" points back to.

The parser often mislabels names that it has not seen, so the order of words decides: the nearest people
before the cue that no other finite verb keeps from it are its subject, those after it that the cue's
prepositions introduce are its partners; people joined by "et" or a comma go together.
"""

from __future__ import annotations

from filrouge.data.kinds import Cue, Words
from filrouge.lang import syntax
from filrouge.records import Entity
from filrouge.understand.events.scene import Cast, Person, Scene, is_of

Side = list[tuple[str, Entity]]

_POSSESSIVE = frozenset({"leur", "leurs", "their"})
_PLURAL = frozenset({"ils", "elles", "they", "tous", "both"})


def cast_of(
    scene: Scene, words: Words, cast: Cast, cue: Cue, index: int, chain: tuple[int, ...], clause: frozenset[int]
) -> Side:
    """The participants with their roles; fewer than two where the sentence does not name them."""
    people = (
        _of_noun(scene, words, cast, cue, index, chain, clause)
        if cue.noun
        else _of_verb(scene, words, cast, cue, index, chain, clause)
    )
    return people


def _of_verb(
    scene: Scene, words: Words, cast: Cast, cue: Cue, index: int, chain: tuple[int, ...], clause: frozenset[int]
) -> Side:
    actors = _subject(scene, index, chain, clause)
    others = _after(scene, index, clause, cue.partners | (words.with_ if cue.reciprocal else frozenset()), actors)
    passive = _is_passive(scene, index)
    reflexive = any(scene.folded[n] in words.reflexive for n in _around(scene, index))
    if not actors and not passive and cue.reciprocal and _pronoun_before(scene, index):
        actors = [_absent(cast.pair)] if cast.pair else []
    found = _roles(actors, others, cue, passive)
    if len({e.id for _, e in found}) >= 2:
        # "X a vu Y et Z": without an object, only verbs of reciprocal sense make two subjects meet
        return found if others or (cue.reciprocal and (reflexive or not _needs_reflexive(words))) else []
    return found


def _of_noun(
    scene: Scene, words: Words, cast: Cast, cue: Cue, index: int, chain: tuple[int, ...], clause: frozenset[int]
) -> Side:
    between = _after(scene, index, clause, words.between, [])
    if len({e.id for p in between for e in p.entities}) >= 2:
        return [("actor", e) for p in between for e in p.entities]
    partners = _after(scene, index, clause, words.with_ | (frozenset({"à"}) if cue.partner_only else frozenset()), [])
    owners = [
        p for p in _after(scene, index, clause, frozenset({"de", "du", "d'", "des", "of"}), []) if p not in partners
    ]
    owners += _owner_before(scene, index)
    verb = next((n for n in chain[1:] if scene.sentence.tokens[n].pos in syntax.VERBAL), None)
    carried = verb is not None and scene.sentence.tokens[verb].lemma.lower() in words.light
    actors: list[Person] = list(owners)
    held = verb is not None and scene.sentence.tokens[verb].lemma.lower() in cue.held_by
    if cue.partner_only and not partners and held:
        partners = _dative(scene, index)
    if not actors and not (len(partners) >= 2 and not cue.partner_only):
        actors = _subject(scene, index, chain, clause) or (_main_subject(scene, index, partners) if partners else [])
    possessive = any(scene.folded[n] in _POSSESSIVE for n in range(max(0, index - 4), index))
    ids = {e.id for p in (*actors, *partners) for e in p.entities}
    if len(ids) < 2 and possessive and not partners:
        pair = actors if len(ids) >= 2 else ([_absent(cast.pair)] if cast.pair else [])
        return [("actor", e) for p in pair for e in p.entities]
    if not partners and not owners and not possessive and not carried:
        return []
    if cue.partner_only and not partners:
        return []
    return _roles(actors, partners, cue, passive=False)


def _roles(actors: list[Person], others: list[Person], cue: Cue, passive: bool) -> Side:
    first, second = ("actor", "actor") if cue.reciprocal or cue.noun else ("actor", "recipient")
    if cue.host == "subject":
        first = "host"
    elif cue.host == "object":
        second = "host"
    if passive:
        first, second = second, first
    return [(first, e) for p in actors for e in p.entities] + [(second, e) for p in others for e in p.entities]


def _around(scene: Scene, index: int) -> list[int]:
    """Where a word of reciprocity stands: "se", "s'" before the verb, "ensemble", "each other" just after."""
    return [n for n in range(max(0, index - 4), min(len(scene.folded), index + 4)) if n != index]


def _is_passive(scene: Scene, verb: int) -> bool:
    return any(scene.sentence.tokens[n].dep in ("aux:pass", "auxpass") for n in syntax.children(scene.sentence, verb))


def _needs_reflexive(words: Words) -> bool:
    """French marks reciprocity on the verb ("se rencontrer"); English does not ("they met")."""
    return "se" in words.reflexive


def _subject(scene: Scene, index: int, chain: tuple[int, ...], clause: frozenset[int]) -> list[Person]:
    """The people before the cue, nearest first found, with those joined to them; else an inverted subject."""
    begin = min((n for n in chain if scene.sentence.tokens[n].pos in syntax.VERBAL), default=index)
    begin = min(begin, index)
    for verb in chain:
        if (subject := syntax.subject(scene.sentence, verb)) is not None:
            near = [p for p in scene.people if p.left <= subject <= p.last and p.preposition is None]
            if near:
                return _joined(scene, near[0])
    before = [p for p in scene.people if p.last < begin and p.preposition is None]
    for person in reversed(before):
        if not scene.finite_between(person.last, begin, clause) and not _in_relative(scene, person.last, begin):
            return _joined(scene, person)
        if _spans_relative(scene, person.last, begin):
            return _joined(scene, person)
    return []


def _in_relative(scene: Scene, a: int, b: int) -> bool:
    return False


def _spans_relative(scene: Scene, a: int, b: int) -> bool:
    """ "X, qui …, a rencontré": a name is followed by a relative clause between commas, and the verb after it."""
    between = scene.folded[a + 1 : b]
    return (
        len(between) > 3 and between[0] == "," and between[1] in ("qui", "who", "dont", "whose") and "," in between[2:]
    )


def _joined(scene: Scene, person: Person) -> list[Person]:
    """The person and those that "et", "and" or commas tie to them, in order of the text."""
    group = [person]
    people = list(scene.people)
    at = people.index(person)
    for step in (-1, 1):
        n, edge = at + step, person
        while 0 <= n < len(people):
            near, far = (people[n], edge) if step < 0 else (edge, people[n])
            gap = scene.folded[near.last + 1 : far.left]
            if not gap or not set(gap) <= {"et", "and", ",", "ainsi", "que", "as", "well", "ou", "or", "&"}:
                break
            if gap == (",",) and len(people) == 2 and step > 0:  # "A, B": an apposition, not a list
                break
            group.append(people[n]) if step > 0 else group.insert(0, people[n])
            edge = people[n]
            n += step
    return group


def _after(
    scene: Scene, index: int, clause: frozenset[int], prepositions: frozenset[str], apart: list[Person]
) -> list[Person]:
    """The people after the cue that one of the prepositions introduces ("" for none), with those joined to them."""
    limit = len(scene.folded)
    for person in scene.people:
        if person.left <= index or person in apart:
            continue
        if scene.finite_between(index, person.left, clause) or _stops(scene, index, person.left):
            break
        introduced = person.preposition or ""
        if introduced in prepositions and person.last < limit:
            return [p for p in _joined(scene, person) if p not in apart and p.left > index]
    return []


_STOPS = frozenset(
    {";", ":", "qui", "who", "which", "whom", "que", "that", "alors", "while", "tandis", "pour", "afin", "mais", "but"}
)


def _stops(scene: Scene, a: int, b: int) -> bool:
    return any(word in _STOPS for word in scene.folded[a + 1 : b])


def _owner_before(scene: Scene, index: int) -> list[Person]:
    """ "Biden's call": the owner in front of an English noun."""
    for person in scene.people:
        if person.last < index <= person.last + 7 and scene.folded[person.last + 1] in ("'s", "'"):
            return _joined(scene, person)
    return []


def _main_subject(scene: Scene, index: int, partners: list[Person]) -> list[Person]:
    """ "Lors d'une réunion avec Y, X a déclaré": the subject of the main verb after a fronted phrase."""
    tokens = scene.sentence.tokens
    for person in scene.people:
        if person.left > index and person not in partners and person.preposition is None:
            if scene.finite_between(index, person.left, frozenset()):
                return []
            if person.last + 1 < len(tokens) and any(
                t.pos in syntax.VERBAL for t in tokens[person.last + 1 : person.last + 4]
            ):
                return _joined(scene, person)
    return []


def _dative(scene: Scene, index: int) -> list[Person]:
    """ "c'est à Y qu'il avait réservé sa première visite": the one the visit is for, in front of the verb."""
    return [p for p in scene.people if p.last < index and p.preposition in ("à", "au", "to")][:1]


def _pronoun_before(scene: Scene, index: int) -> bool:
    return any(word in _PLURAL for word in scene.folded[max(0, index - 5) : index])


def _absent(pair: tuple[Entity, ...]) -> Person:
    """The pair of an earlier sentence, standing where this one only points."""
    return Person(pair, -1, -1, -1, None, "pair")


__all__ = ["cast_of", "is_of"]
