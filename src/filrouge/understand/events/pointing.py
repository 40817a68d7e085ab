"""Whom a cue is about where it does not name them: subjects said elsewhere, pronouns, relatives, "their meeting"."""

from __future__ import annotations

from filrouge.lang import syntax
from filrouge.records import Entity
from filrouge.understand.events.listing import distinct, headed, joined
from filrouge.understand.events.scene import At, Cast, Person, Scene

QUOTES = frozenset({"«", "»", "“", "”", '"'})


def subject(scene: Scene, cast: Cast, at: At, floor: int) -> list[Person]:
    """The people before the cue and after ``floor``, the parse's subject first, else the nearest, with those joined."""
    tokens = scene.sentence.tokens
    for clause in scene.relatives:
        # "la visite de X, qui verra Y": whom the relative clause is about, whatever introduces the name
        about = [p for p in scene.people if clause.start - 2 <= p.last < clause.start]
        if about and at.index in clause and scene.folded[clause.start] in scene.clauses.relative_subject:
            return about
    verbs = list(at.chain)
    if tokens[verbs[-1]].dep == "conj":  # "X a vu Y et s'est entretenu": the subject is said once
        verbs.append(tokens[verbs[-1]].head)
    for verb in verbs:
        if (told := syntax.subject(scene.sentence, verb)) is not None and told > floor:
            near = [p for p in scene.people if p.left <= told <= p.last and p.preposition is None]
            near = [p for p in near if not _aside(scene, p, at)]
            if _of_its_own(scene, told, at):
                return []
            if near:
                return headed(scene, near[0], at.index) + joined(scene, near[0])
    begin = min([at.index, *(n for n in at.chain if tokens[n].pos in syntax.VERBAL)])
    before = [p for p in scene.people if floor < p.last < begin and p.preposition is None and not _aside(scene, p, at)]
    for person in reversed(before):
        if not scene.finite_between(person.last, begin, at.clause) or _spans_relative(scene, person.last, begin):
            return joined(scene, person)
    return _behind_pronoun(scene, cast, at, begin)


def _aside(scene: Scene, person: Person, at: At) -> bool:
    """ "à Kiev, où il a rencontré Z, X a été reçu": whom a relative clause tells of is no subject outside it."""
    return any(person.first in r and at.index not in r for r in scene.relatives)


def _of_its_own(scene: Scene, told: int, at: At) -> bool:
    """ "X and Y spoke, with diplomats set to meet": the infinitive's subject is a noun that stands for none of them."""
    tokens = scene.sentence.tokens
    between = any(p.last < told for p in scene.people) and not any(told < p.first < at.index for p in scene.people)
    with_ = tokens[told - 1].text.lower() in scene.clauses.partners if told else False
    return with_ and between and tokens[told].pos == "NOUN" and not any(p.left <= told <= p.last for p in scene.people)


def subject_before(scene: Scene, cast: Cast, at: At, floor: int) -> list[Person]:
    """ "a résumé X après avoir vu Y", "X dit avoir vu Y": the subject of the verb before the infinitive."""
    named = [p for p in subject(scene, cast, at, floor) if p.left < at.index]
    before = [p for p in scene.people if p.last < at.index and p.preposition is None]
    return named or [p for p in before[-1:] if not scene.finite_between(p.last, at.index, at.clause)]


def main_subject(scene: Scene, others: list[Person]) -> list[Person]:
    """The first person of the sentence that nothing introduces: whom "il" in a later clause stands for."""
    return [p for p in scene.people if p.preposition is None and p not in others][:1]


def main_subject_after(scene: Scene, index: int, partners: list[Person]) -> list[Person]:
    """ "Lors d'une réunion avec Y, X a déclaré": the subject of the main verb after a fronted phrase."""
    tokens = scene.sentence.tokens
    for person in scene.people:
        if person.left > index and person not in partners and person.preposition is None:
            if scene.finite_between(index, person.left, frozenset()):
                return []
            if any(t.pos in syntax.VERBAL for t in tokens[person.last + 1 : person.last + 4]):
                return joined(scene, person)
    return []


def other_of_pair(scene: Scene, cast: Cast, at: At, partners: list[Person]) -> list[Person]:
    """Whom "il" stands for beside one of the last pair: "il avait déjà rencontré la chancelière" was the other one."""
    met = {e.id for p in partners for e in p.entities}
    other = tuple(e for e in cast.pair if e.id not in met)
    return (
        [absent(other)]
        if singular_pronoun(scene, at.index) and len(other) == 1 and len(met) == 1 and len(cast.pair) == 2
        else []
    )


def singular_pronoun(scene: Scene, index: int) -> bool:
    """Whether "il" or "he" stands close before a cue."""
    return any(scene.folded[n] in scene.clauses.singular for n in range(max(0, index - 5), index))


def _behind_pronoun(scene: Scene, cast: Cast, at: At, begin: int) -> list[Person]:
    """Whom "il" or "he" before the verb stands for: the one person named before it, else the sentence's subject."""
    for n in range(begin - 1, max(-1, begin - 6), -1):
        if scene.folded[n] in scene.clauses.first and not scene.finite_between(n, begin, at.clause):
            return _quoted(scene, n)
        if scene.folded[n] not in scene.clauses.singular or scene.finite_between(n, begin, at.clause):
            continue
        before = [p for p in scene.people if p.last < n]
        if distinct(before) == 1:
            return before[:1]
        if not before and len(cast.last) == 1:
            return [absent(cast.last)]
        return [p for p in before if p.preposition is None][:1]
    return []


def _quoted(scene: Scene, at: int) -> list[Person]:
    """Whom "I" in quotation marks stands for: the one person who is named outside them and whom nothing introduces."""
    marks = [n for n, word in enumerate(scene.folded) if word in QUOTES]
    close = next((n for n in marks if n > at), len(scene.folded))
    begin = max((n for n in marks if n < at), default=-1)
    outside = [p for p in scene.people if (p.left > close or p.last < begin) and p.preposition is None]
    return outside if begin >= 0 and distinct(outside) == 1 else []


def _spans_relative(scene: Scene, a: int, b: int) -> bool:
    """ "X, qui …, a rencontré": a name is followed by a relative clause between commas, and the verb after it."""
    gap = scene.folded[a + 1 : b]
    return len(gap) > 3 and gap[0] == "," and gap[1] in scene.clauses.relative_any and "," in gap[2:]


def antecedent(scene: Scene, at: At, prepositions: frozenset[str]) -> tuple[list[Person], int]:
    """ "X, que Y avait reçu", "X, avec qui Y": whom a relative stands for, and where it is; else none, -1."""
    for n in range(at.index - 1, max(-1, at.index - 12), -1):
        led = n > 0 and scene.folded[n] in scene.clauses.relative_after and scene.folded[n - 1] in prepositions
        if (led or scene.folded[n] in scene.clauses.relative_object) and not scene.finite_between(
            n, at.index, at.clause
        ):
            end = n - 2 if led else n - 1
            end -= 1 if end >= 0 and scene.folded[end] == "," else 0
            return [p for p in scene.people if p.last == end], n
    return [], -1


def clitic(scene: Scene, cast: Cast, at: At, actors: list[Person]) -> Person | None:
    """ "il l'a reçu", "met him": the other person last spoken of, where just one fits."""
    tokens = scene.sentence.tokens
    near = [*range(max(0, at.index - 3), at.index), *range(at.index + 1, min(len(tokens), at.index + 2))]
    if not any(scene.folded[n] in scene.clauses.clitic and tokens[n].pos == "PRON" for n in near):
        return None
    participle = "VerbForm=Part" in tokens[at.index].morph and scene.folded[at.index].endswith(("e", "es"))
    if participle and any(scene.folded[n] == "l'" for n in near):
        return None  # "l'avait accueillie": a thing, or a woman, of whom nothing here tells
    own = {e.id for p in actors for e in p.entities}
    here = [p for p in scene.people if p.last < at.index and not {e.id for e in p.entities} & own]
    if here:
        return here[-1]
    before = tuple(e for e in cast.last if e.id not in own)
    return absent(before) if len(before) == 1 else None


def plural_pronoun(scene: Scene, index: int) -> bool:
    """Whether "ils" or "they" stands before the cue with nobody named after it."""
    at = max((n for n in range(index) if scene.folded[n] in scene.clauses.plural), default=-1)
    return at >= 0 and not any(at < p.first < index and p.preposition is None for p in scene.people)


def pair_before(scene: Scene, cast: Cast, index: int) -> list[Person]:
    """Whom "leur rencontre" means: the last two people listed together in this sentence, else in those before."""
    for person in reversed([p for p in scene.people if p.last < index]):
        group = [p for p in joined(scene, person) if p.last < index]
        if distinct(group) == 2:
            return group
    named = list({e.id: p for p in scene.people if p.last < index for e in p.entities}.values())
    if len(named) == 2 and distinct(named) == 2:
        return named
    return [absent(cast.pair)] if cast.pair else []


def absent(people: tuple[Entity, ...]) -> Person:
    """People of an earlier sentence, standing where this one only points."""
    return Person(people, -1, -1, -1, None)
