"""Who takes part: the cue's subject, its partners, and the people that pronouns and "leur rencontre" point back to.

The parser often mislabels names that it has not seen, so the order of words decides: the nearest people
before the cue that no other finite verb keeps from it are its subject, those after it that the cue's
prepositions introduce are its partners; people joined by "et" or commas go together, and a preposition
said again ("avec X et avec Y") begins another encounter.
"""

from __future__ import annotations

from dataclasses import dataclass

from filrouge.data.kinds import Cue, Words
from filrouge.lang import syntax
from filrouge.records import Entity
from filrouge.understand.events.listing import after, distinct, gapped, hyphened, owner_before
from filrouge.understand.events.pointing import (
    absent,
    antecedent,
    clitic,
    main_subject,
    main_subject_after,
    other_of_pair,
    pair_before,
    plural_pronoun,
    singular_pronoun,
    subject,
    subject_before,
)
from filrouge.understand.events.scene import At, Cast, Person, Scene

RELATIVE_VERBS = ("relcl", "acl", "acl:relcl")


@dataclass(frozen=True, slots=True)
class Side:
    """The participants of one encounter, each with a role; ``own``: its words where the verb is not said again."""

    parts: tuple[tuple[str, Entity], ...]
    own: range | None = None


def cast_of(scene: Scene, words: Words, cast: Cast, cue: Cue, at: At) -> list[Side]:
    """The encounters that the cue tells, by their participants; none where the sentence does not name two."""
    sides = _of_noun(scene, words, cast, cue, at) if cue.noun else _of_verb(scene, words, cast, cue, at)
    return [side for side in sides if len({e.id for _, e in side.parts}) >= 2]


def _of_verb(scene: Scene, words: Words, cast: Cast, cue: Cue, at: At) -> list[Side]:
    meant, floor = antecedent(scene, at, cue.partners)
    tokens = scene.sentence.tokens
    fronted = any("VerbForm=Inf" in tokens[n].morph for n in syntax.auxiliaries(scene.sentence, at.index))
    actors = [] if fronted else subject(scene, cast, at, floor)
    if meant:
        return [_roles(actors or main_subject(scene, meant), meant, cue, passive=False)]
    passive = _is_passive(scene, at.index)
    partners = cue.partners | (words.with_ if cue.reciprocal else frozenset())
    groups = after(scene, at, partners if passive or "" not in partners else partners - scene.clauses.by, actors)
    others = frozenset() if cue.reciprocal else words.titles | words.groups
    alone = "" in cue.partners and not passive and not (cue.reciprocal and groups)
    until = groups[0][0].left if groups else len(tokens)
    if alone and _has_another_object(scene, at.index, until, others):
        return []  # "a reçu le prix"; "X and Y met voters", who are not met by one another
    if not groups and cue.reciprocal and _met_with_things(scene, at.index, words):
        return []
    if any(w in scene.clauses.apart for w in scene.folded[max(0, at.index - 3) : at.index + 4]):
        groups = [[p] for group in groups for p in group]  # "spoke separately with Y and Z"
    if not groups and not actors and cue.reciprocal and at.index == 0:
        actors = main_subject_after(scene, at.index, [])  # "Meeting in Rome, X and Y vowed"
    if not actors and not passive and cue.reciprocal and plural_pronoun(scene, at.index) and cast.pair:
        actors = [absent(cast.pair)]
    if not groups and "" in cue.partners and (pointed := clitic(scene, cast, at, actors)):
        groups = [[pointed]]
    hosted = [p for group in groups for p in group if p.preposition in scene.clauses.by]
    if cue.host == "subject" and passive and at.index == 0 and not hosted:
        # "Reçu à Rome, X a évoqué avec Y": a fronted participle, whose host the main clause names
        guests = main_subject_after(scene, at.index, [])
        hosts = [p for p in scene.people if guests and p.left > guests[-1].last and p.preposition in words.with_][:1]
        return [_roles(guests, hosts, cue, passive)]
    if groups:
        # "Après avoir vu Y, X est parti": the subject of a fronted infinitive is the main verb's
        infinitive = fronted or "VerbForm=Inf" in tokens[at.index].morph
        if not actors and (infinitive or passive):
            actors = main_subject_after(scene, at.index, groups[0]) or subject_before(scene, cast, at, floor)
        if not passive and distinct([*actors, *groups[0]]) == 1:  # "il" is nobody yet, or whom it cannot be
            actors = other_of_pair(scene, cast, at, groups[0]) or actors
            if not actors and singular_pronoun(scene, at.index):  # "à Kiev, où il a vu Z, X a été reçu"
                actors = main_subject_after(scene, at.index, groups[0])
        further = gapped(scene, at, groups[-1][-1], cue.partners) if len(groups) == 1 else []
        told = [_roles(actors, group, cue, passive) for group in groups]
        return told + [Side(_roles(actors, group, cue, passive).parts, own) for group, own in further]
    # "X et Y ont reçu": without an object, only a verb of reciprocal sense makes two subjects meet
    around = range(max(0, at.index - 4), min(len(scene.folded), at.index + 4))
    reciprocal = cue.bare or not scene.clauses.reflexive or any(scene.folded[n] in words.reflexive for n in around)
    return [_roles(actors, [], cue, passive)] if cue.reciprocal and reciprocal else []


def _is_passive(scene: Scene, index: int) -> bool:
    """ "a été reçu", and the participle alone: "reçu à Paris par X"."""
    tokens = scene.sentence.tokens
    if any(scene.folded[n] in scene.clauses.reflexive for n in syntax.children(scene.sentence, index) if n < index):
        return False  # "ils s'étaient parlé", which the model takes for a passive
    helpers = [tokens[n] for n in syntax.children(scene.sentence, index) if tokens[n].dep.startswith("aux")]
    bare = not helpers and "VerbForm=Part" in tokens[index].morph
    return bare or any(t.dep in ("aux:pass", "auxpass") for t in helpers)


def _met_with_things(scene: Scene, index: int, words: Words) -> bool:
    """ "an idea that met with scepticism": the preposition introduces a noun for no one."""
    tokens = scene.sentence.tokens
    if not {*scene.folded[index + 1 : index + 2]} & words.with_:
        return False
    noun = next((n for n in range(index + 2, min(index + 6, len(tokens))) if tokens[n].pos in ("NOUN", "PROPN")), None)
    return noun is not None and tokens[noun].pos == "NOUN" and scene.folded[noun] not in words.titles | words.groups


def _has_another_object(scene: Scene, index: int, until: int, people: frozenset[str]) -> bool:
    """ "a reçu le prix": the object is a noun before ``until`` that leads up to nobody and is not of ``people``."""
    tokens = scene.sentence.tokens
    for n in syntax.children(scene.sentence, index):
        if not index <= n < until or tokens[n].dep not in ("obj", "dobj") or tokens[n].pos != "NOUN":
            continue
        if "," in scene.folded[index:n]:
            continue  # "met on Thursday, the first such visit"
        timed = any(i.first <= n <= i.last for i in scene.times)
        led = any(p.left <= n <= p.last or p.left == n + 1 for p in scene.people)
        if not timed and not led and scene.folded[n] not in people:
            return True
    return False


def _of_noun(scene: Scene, words: Words, cast: Cast, cue: Cue, at: At) -> list[Side]:
    at = _with_relative(scene, words, at)
    if cue.predicate:
        return _of_predicate(scene, cue, at)
    between = [p for group in after(scene, at, words.between, []) for p in group] or hyphened(scene, at.index)
    if distinct(between) >= 2:
        return [_roles(between, [], cue, passive=False)]
    groups = after(scene, at, words.with_ | cue.partners, [])
    partners = groups[0] if groups else []
    if partners and partners[0].preposition in cue.partners - words.with_:
        # "la visite de X a valu à Y des critiques": whom the verb after the noun introduces is the verb's
        partners = [p for p in partners if not scene.finite_between(at.index, p.left, frozenset())]
    if not partners and cue.partner_only:
        partners = _inviting(scene, at)
    owners = [p for group in after(scene, at, scene.clauses.of, partners) for p in group]
    owners = [p for p in owners if _beside(scene, at.index, owners[0].left)]
    owners += owner_before(scene, at.index)
    verb = next((n for n in at.chain[1:] if scene.sentence.tokens[n].pos in syntax.VERBAL), None)
    lemma = scene.sentence.tokens[verb].lemma.lower() if verb is not None else ""
    if not partners and lemma in cue.held_by:  # "a accordé à X une audience", "a accordé une audience à X"
        partners = [p for p in scene.people if p.preposition in scene.clauses.to][:1]
    fronted = any(
        scene.sentence.tokens[n].text.lower() in words.status["held"] | words.status["after"] | words.status["before"]
        for n in range(max(0, at.index - 4), at.index)
    )
    possessive = any(scene.folded[n] in scene.clauses.possessive for n in range(max(0, at.index - 4), at.index))
    actors = list(owners)
    carried = lemma in words.light or lemma in words.status["carries"]
    if not actors or (not partners and carried):
        actors += [p for p in subject(scene, cast, at, -1) if p not in actors]
    if verb is not None and partners and lemma in words.lemmas:
        # "X saw Y in Z, at a summit with W": whom the verb names takes part as well
        actors += [p for p in scene.people if verb < p.left and p.last < at.index and p.preposition is None]
    if not actors and partners and any(w in scene.clauses.own for w in scene.folded[max(0, at.index - 3) : at.index]):
        before = [p for p in scene.people if p.last < at.index]  # "X's train arrived ahead of his meeting with Y"
        actors = before[:1] if distinct(before) == 1 else []
    if not actors and (partners or fronted):
        actors = main_subject_after(scene, at.index, partners)
    if not actors and partners and scene.sentence.tokens[verb or at.index].dep in RELATIVE_VERBS:
        actors = main_subject(scene, partners)  # "a visit that included talks with Y" was the main subject's
    if fronted and not partners and distinct(actors) < 2:
        # "X et Y se sont quittés après trois heures de discussions"
        actors = max((actors, subject(scene, cast, at, -1)), key=distinct)
    if fronted and actors and not partners:
        # "Lors d'un appel, X a dit à Y", "… X a assuré Y": to whom the main verb speaks
        to = scene.clauses.to | {None} if actors[0].left > at.index else scene.clauses.to
        partners = [p for p in scene.people if p.left > actors[-1].last and p.preposition in to][:1]
    listed = among(scene, words, at.index) is not None
    if (possessive or listed) and not partners and distinct(actors) < 2:
        return [_roles(pair_before(scene, cast, at.index), [], cue, passive=False)]
    if not partners and (cue.partner_only or not (owners or possessive or listed or carried or fronted)):
        return []
    return [_roles(actors, partners, cue, passive=False)]


def _beside(scene: Scene, noun: int, owner: int) -> bool:
    """Whether no comma parts an owner from its noun, but for those around a time and a place."""
    inside = {n for i in scene.times for n in range(i.first, i.last + 1)} | {s.index for s in scene.spots}
    gap = range(noun + 1, owner)
    tokens = scene.sentence.tokens
    return "," not in scene.folded[noun:owner] or all(
        n in inside or tokens[n].pos in ("ADP", "DET", "PUNCT", "PROPN") for n in gap
    )


def _inviting(scene: Scene, at: At) -> list[Person]:
    """ "une visite de trois jours, à l'invitation de Y": who asked for it is its host."""
    for n in range(at.index + 1, len(scene.folded)):
        if scene.folded[n] == "invitation" and not scene.finite_between(at.index, n, at.clause):
            return [p for p in scene.people if n < p.left <= n + 2 and p.preposition in scene.clauses.of][:1]
    return []


def among(scene: Scene, words: Words, index: int) -> int | None:
    """Where "dont" or "including" begins the list of encounters that a noun stands in: of those counted before."""
    for n in range(index - 1, 0, -1):
        if scene.folded[n] in words.among and scene.folded[n - 1] == ",":
            return n if not any(n < k < index for k in scene.finite) else None
    return None


def _with_relative(scene: Scene, words: Words, at: At) -> At:
    """ "l'entretien qu'il devait avoir avec Y": the relative clause only carries the noun, and names its partner."""
    tokens = scene.sentence.tokens
    if not {*scene.folded[at.index + 1 : at.index + 2]} & scene.clauses.that:
        return at
    end = next((n for n in range(at.index, len(tokens)) if tokens[n].text == ","), len(tokens))
    verbs = [n for n in range(at.index + 1, end) if tokens[n].pos in syntax.VERBAL]
    if not any(tokens[n].lemma.lower() in words.light for n in verbs):
        return at
    return At(at.index, at.chain, at.clause | frozenset(verbs))


def _of_predicate(scene: Scene, cue: Cue, at: At) -> list[Side]:
    """ "X était l'hôte de Y": only as what somebody was."""
    verb = max((n for n in scene.finite if n < at.index), default=None)
    if verb is None:
        return []
    helpers = (verb, *syntax.auxiliaries(scene.sentence, at.index))
    if not any(scene.sentence.tokens[n].lemma.lower() in scene.clauses.be for n in helpers):
        return []
    others = [p for group in after(scene, at, scene.clauses.of, []) for p in group]
    actors = [p for p in scene.people if p.last < verb and p.preposition is None][-1:]
    return [_roles(actors, others, cue, passive=False)] if actors and others else []


def _roles(actors: list[Person], others: list[Person], cue: Cue, passive: bool) -> Side:
    first, second = ("actor", "actor") if cue.reciprocal or cue.noun else ("actor", "recipient")
    if cue.host == "subject":
        first = "host"
    elif cue.host == "object":
        second = "host"
    if passive:
        first, second = second, first
    sides = [(first, e) for p in actors for e in p.entities] + [(second, e) for p in others for e in p.entities]
    return Side(tuple(sides))
