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
from filrouge.understand.events.scene import Cast, Person, Scene


@dataclass(frozen=True, slots=True)
class Side:
    """The participants of one encounter, each with a role; ``own``: its words where the verb is not said again."""

    parts: tuple[tuple[str, Entity], ...]
    own: range | None = None


_POSSESSIVE = frozenset({"leur", "leurs", "their"})
_PLURAL = frozenset({"ils", "elles", "they"})
_SINGULAR = frozenset({"il", "elle", "he", "she"})
_FIRST = frozenset({"je", "j'", "i"})
_MARKS = frozenset({"«", "»", "“", "”", '"'})
_CLITIC = frozenset({"l'", "le", "la", "les", "him", "her", "them"})
_RELATIVE = frozenset({"que", "qu'", "whom"})
_INTRODUCED = frozenset({"qui", "lequel", "laquelle", "lesquels", "lesquelles", "whom"})
_SEQUENCE = frozenset({"puis", "ensuite", "then", "later", "before", "avant"})
_STOPS = frozenset({";", ":", "qui", "who", "which", "whom", "that", "alors", "while", "tandis", "afin", "mais", "but"})
_JOINTS = frozenset({"-", "–", "et", "and", ",", "ainsi", "que", "as", "well", "ou", "or", "&"})
_BETWEEN = frozenset({",", "jr", "jr.", "sr", "sr.", "'s", "video", "virtual", "phone", "bilateral", "secure"})
LONGEST_GAP = 10
"""Tokens between two people of one list: room for "et la première ministre suédoise,"."""


@dataclass(frozen=True, slots=True)
class At:
    """Where a cue stands: its token, the governors up to the finite verb, and all tokens of that chain."""

    index: int
    chain: tuple[int, ...]
    clause: frozenset[int]


def cast_of(scene: Scene, words: Words, cast: Cast, cue: Cue, at: At) -> list[Side]:
    """The encounters that the cue tells, by their participants; none where the sentence does not name two."""
    sides = _of_noun(scene, words, cast, cue, at) if cue.noun else _of_verb(scene, words, cast, cue, at)
    return [side for side in sides if len({e.id for _, e in side.parts}) >= 2]


def _of_verb(scene: Scene, words: Words, cast: Cast, cue: Cue, at: At) -> list[Side]:
    antecedent, floor = _antecedent(scene, at, cue.partners)
    tokens = scene.sentence.tokens
    fronted = any("VerbForm=Inf" in tokens[n].morph for n in syntax.auxiliaries(scene.sentence, at.index))
    actors = [] if fronted else _subject(scene, cast, at, floor)
    if antecedent:
        return [_roles(actors or _main_subject(scene, antecedent), antecedent, cue, passive=False)]
    passive = _is_passive(scene, at.index)
    partners = cue.partners | (words.with_ if cue.reciprocal else frozenset())
    groups = _after(scene, at, partners if passive or "" not in partners else partners - {"par", "by"}, actors)
    if "" in cue.partners and not passive and not cue.reciprocal and _has_another_object(scene, at.index, words):
        return []
    if not actors and not passive and cue.reciprocal and _plural_pronoun(scene, at.index) and cast.pair:
        actors = [_absent(cast.pair)]
    if not groups and "" in cue.partners and (clitic := _clitic(scene, cast, at, actors)):
        groups = [[clitic]]
    hosted = [p for group in groups for p in group if p.preposition in ("par", "by")]
    if cue.host == "subject" and passive and at.index == 0 and not hosted:
        # "Reçu à Rome, X a évoqué avec Y": a fronted participle, whose host the main clause names
        guests = _main_subject_after(scene, at.index, [])
        hosts = [p for p in scene.people if guests and p.left > guests[-1].last and p.preposition in words.with_][:1]
        return [_roles(guests, hosts, cue, passive)]
    if groups:
        # "Après avoir vu Y, X est parti": the subject of a fronted infinitive is the main verb's
        infinitive = fronted or "VerbForm=Inf" in tokens[at.index].morph
        if not actors and (infinitive or passive):
            actors = _main_subject_after(scene, at.index, groups[0]) or _subject_before(scene, cast, at, floor)
        gapped = _gapped(scene, at, groups[-1][-1], cue.partners) if len(groups) == 1 else []
        told = [_roles(actors, group, cue, passive) for group in groups]
        return told + [Side(_roles(actors, group, cue, passive).parts, own) for group, own in gapped]
    # "X et Y ont reçu": without an object, only a verb of reciprocal sense makes two subjects meet
    around = range(max(0, at.index - 4), min(len(scene.folded), at.index + 4))
    reciprocal = cue.bare or "se" not in words.reflexive or any(scene.folded[n] in words.reflexive for n in around)
    return [_roles(actors, [], cue, passive)] if cue.reciprocal and reciprocal else []


def _is_passive(scene: Scene, index: int) -> bool:
    """ "a été reçu", and the participle alone: "reçu à Paris par X"."""
    tokens = scene.sentence.tokens
    if any(scene.folded[n] in ("se", "s'") for n in syntax.children(scene.sentence, index) if n < index):
        return False  # "ils s'étaient parlé", which the model takes for a passive
    helpers = [tokens[n] for n in syntax.children(scene.sentence, index) if tokens[n].dep.startswith("aux")]
    bare = not helpers and "VerbForm=Part" in tokens[index].morph
    return bare or any(t.dep in ("aux:pass", "auxpass") for t in helpers)


def _has_another_object(scene: Scene, index: int, words: Words) -> bool:
    """ "a reçu le prix": what was received is a thing, named by a noun that leads up to nobody."""
    tokens = scene.sentence.tokens
    for n in syntax.children(scene.sentence, index):
        if n < index or tokens[n].dep not in ("obj", "dobj") or tokens[n].pos != "NOUN":
            continue
        timed = any(i.first <= n <= i.last for i in scene.times)
        led = any(p.left <= n <= p.last or p.left == n + 1 for p in scene.people)
        if not timed and not led and scene.folded[n] not in words.titles | words.groups:
            return True
    return False


def _gapped(scene: Scene, at: At, last: Person, prepositions: frozenset[str]) -> list[tuple[list[Person], range]]:
    """ "a vu X mardi à Rome, puis Y jeudi": further encounters under one verb, each with the words that are its own."""
    tokens = scene.sentence.tokens
    found: list[tuple[list[Person], range]] = []
    for person in scene.people:
        if person.left <= last.last or any(person in group for group, _ in found):
            continue
        gap = range(last.last + 1, person.left)
        joint = next((n for n in gap if scene.folded[n] in ("et", "and") or scene.folded[n] in _SEQUENCE), None)
        inside = {n for i in scene.times for n in range(i.first, i.last + 1)} | {s.index for s in scene.spots}
        detailed = any(n in inside or scene.folded[n] in _SEQUENCE for n in gap)
        plain = all(
            n in inside or scene.folded[n] in _JOINTS | _SEQUENCE or tokens[n].pos in ("ADP", "DET", "ADV") for n in gap
        )
        bare = (person.preposition or "") in prepositions
        if (
            joint is None
            or not detailed
            or not plain
            or not bare
            or scene.finite_between(at.index, person.left, at.clause)
        ):
            break
        if any(n in scene.finite for n in range(person.last + 1, person.last + 4)):
            break  # the subject of a clause of its own
        group = [p for p in _joined(scene, person) if p.left > last.last]
        if found:
            found[-1] = (found[-1][0], range(found[-1][1].start, joint))
        found.append((group, range(joint, len(tokens))))
        last = group[-1]
    return found


def _of_noun(scene: Scene, words: Words, cast: Cast, cue: Cue, at: At) -> list[Side]:
    at = _with_relative(scene, words, at)
    if cue.predicate:
        return _of_predicate(scene, cue, at)
    between = [p for group in _after(scene, at, words.between, []) for p in group] or _hyphened(scene, at.index)
    if _distinct(between) >= 2:
        return [_roles(between, [], cue, passive=False)]
    groups = _after(scene, at, words.with_ | cue.partners, [])
    partners = groups[0] if groups else []
    owners = [p for group in _after(scene, at, frozenset({"de", "of"}), partners) for p in group]
    owners = [p for p in owners if "," not in scene.folded[at.index : owners[0].left]]
    owners += _owner_before(scene, at.index)
    verb = next((n for n in at.chain[1:] if scene.sentence.tokens[n].pos in syntax.VERBAL), None)
    lemma = scene.sentence.tokens[verb].lemma.lower() if verb is not None else ""
    if not partners and lemma in cue.held_by:  # "a accordé à X une audience", "a accordé une audience à X"
        partners = [p for p in scene.people if p.preposition in ("à", "to")][:1]
    fronted = any(
        scene.sentence.tokens[n].text.lower() in words.status["held"] | words.status["after"] | words.status["before"]
        for n in range(max(0, at.index - 4), at.index)
    )
    possessive = any(scene.folded[n] in _POSSESSIVE for n in range(max(0, at.index - 4), at.index))
    actors = list(owners)
    carried = lemma in words.light or lemma in words.status["carries"]
    if not actors or (not partners and carried):
        actors += [p for p in _subject(scene, cast, at, -1) if p not in actors]
    if not actors and (partners or fronted):
        actors = _main_subject_after(scene, at.index, partners)
    if fronted and not partners and _distinct(actors) < 2:
        # "X et Y se sont quittés après trois heures de discussions"
        actors = max((actors, _subject(scene, cast, at, -1)), key=_distinct)
    if fronted and actors and not partners:
        # "Lors d'un appel, X a dit à Y", "… X a assuré Y": to whom the main verb speaks
        to = ("à", "to", None) if actors[0].left > at.index else ("à", "to")
        partners = [p for p in scene.people if p.left > actors[-1].last and p.preposition in to][:1]
    listed = among(scene, words, at.index) is not None
    if (possessive or listed) and not partners and _distinct(actors) < 2:
        return [_roles(_pair_before(scene, cast, at.index), [], cue, passive=False)]
    if not partners and (cue.partner_only or not (owners or possessive or listed or carried or fronted)):
        return []
    return [_roles(actors, partners, cue, passive=False)]


def among(scene: Scene, words: Words, index: int) -> int | None:
    """Where "dont" or "including" begins the list of encounters that a noun stands in: of those counted before."""
    for n in range(index - 1, 0, -1):
        if scene.folded[n] in words.among and scene.folded[n - 1] == ",":
            return n if not any(n < k < index for k in scene.finite) else None
    return None


def _with_relative(scene: Scene, words: Words, at: At) -> At:
    """ "l'entretien qu'il devait avoir avec Y": the relative clause only carries the noun, and names its partner."""
    tokens = scene.sentence.tokens
    if scene.folded[at.index + 1 : at.index + 2] not in (("que",), ("qu'",), ("that",)):
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
    if not any(scene.sentence.tokens[n].lemma.lower() in ("être", "be") for n in helpers):
        return []
    others = [p for group in _after(scene, at, frozenset({"de", "of"}), []) for p in group]
    actors = [p for p in scene.people if p.last < verb and p.preposition is None][-1:]
    return [_roles(actors, others, cue, passive=False)] if actors and others else []


def _distinct(people: list[Person]) -> int:
    return len({e.id for p in people for e in p.entities})


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


def _subject(scene: Scene, cast: Cast, at: At, floor: int) -> list[Person]:
    """The people before the cue and after ``floor``, the parse's subject first, else the nearest, with those joined."""
    tokens = scene.sentence.tokens
    for clause in scene.relatives:
        # "la visite de X, qui verra Y": whom the relative clause is about, whatever introduces the name
        about = [p for p in scene.people if clause.start - 2 <= p.last < clause.start]
        if about and at.index in clause and scene.folded[clause.start] in ("qui", "who"):
            return about
    verbs = list(at.chain)
    if tokens[verbs[-1]].dep == "conj":  # "X a vu Y et s'est entretenu": the subject is said once
        verbs.append(tokens[verbs[-1]].head)
    for verb in verbs:
        if (subject := syntax.subject(scene.sentence, verb)) is not None and subject > floor:
            near = [p for p in scene.people if p.left <= subject <= p.last and p.preposition is None]
            if near:
                return _headed(scene, near[0], at.index) + _joined(scene, near[0])
    begin = min([at.index, *(n for n in at.chain if tokens[n].pos in syntax.VERBAL)])
    before = [p for p in scene.people if floor < p.last < begin and p.preposition is None]
    for person in reversed(before):
        if not scene.finite_between(person.last, begin, at.clause) or _spans_relative(scene, person.last, begin):
            return _joined(scene, person)
    return _behind_pronoun(scene, cast, at, begin)


def _headed(scene: Scene, person: Person, cue: int) -> list[Person]:
    """ "Trump, Putin shake hands": a comma joins two at the head of a headline, right before the verb."""
    people = list(scene.people)
    here = people.index(person)
    first = people[here - 1] if here else None
    if (
        first is None
        or first.left != 0
        or person.last != cue - 1
        or scene.folded[first.last + 1 : person.left] != (",",)
    ):
        return []
    return [first]


def _subject_before(scene: Scene, cast: Cast, at: At, floor: int) -> list[Person]:
    """ "a résumé X après avoir vu Y", "X dit avoir vu Y": the subject of the verb before the infinitive."""
    named = [p for p in _subject(scene, cast, at, floor) if p.left < at.index]
    before = [p for p in scene.people if p.last < at.index and p.preposition is None]
    return named or [p for p in before[-1:] if not scene.finite_between(p.last, at.index, at.clause)]


def _behind_pronoun(scene: Scene, cast: Cast, at: At, begin: int) -> list[Person]:
    """Whom "il" or "he" before the verb stands for: the one person named before it, else the sentence's subject."""
    for n in range(begin - 1, max(-1, begin - 6), -1):
        if scene.folded[n] in _FIRST and not scene.finite_between(n, begin, at.clause):
            return _quoted(scene, n)
        if scene.folded[n] not in _SINGULAR or scene.finite_between(n, begin, at.clause):
            continue
        before = [p for p in scene.people if p.last < n]
        if _distinct(before) == 1:
            return before[:1]
        if not before and len(cast.last) == 1:
            return [_absent(cast.last)]
        return [p for p in before if p.preposition is None][:1]
    return []


def _quoted(scene: Scene, at: int) -> list[Person]:
    """Whom "I" in quotation marks stands for: the one person who is named outside them and whom nothing introduces."""
    marks = [n for n, word in enumerate(scene.folded) if word in _MARKS]
    close = next((n for n in marks if n > at), len(scene.folded))
    begin = max((n for n in marks if n < at), default=-1)
    outside = [p for p in scene.people if (p.left > close or p.last < begin) and p.preposition is None]
    return outside if begin >= 0 and _distinct(outside) == 1 else []


def _spans_relative(scene: Scene, a: int, b: int) -> bool:
    """ "X, qui …, a rencontré": a name is followed by a relative clause between commas, and the verb after it."""
    gap = scene.folded[a + 1 : b]
    return len(gap) > 3 and gap[0] == "," and gap[1] in ("qui", "who", "dont", "whose") and "," in gap[2:]


def _joined(scene: Scene, person: Person) -> list[Person]:
    """The person and those in one list with it, in order of the text."""
    people = list(scene.people)
    here = people.index(person)
    group = [person]
    for n in range(here + 1, len(people)):
        if not _listed(scene, group[-1], people[n]) or people[n].preposition not in (None, "de"):
            break
        if people[n].preposition is None:
            group.append(people[n])
    for n in range(here - 1, -1, -1):
        if people[n].preposition != person.preposition or not _listed(scene, people[n], group[0]):
            break
        group.insert(0, people[n])
    return group


def _listed(scene: Scene, near: Person, far: Person) -> bool:
    """Whether only joints and words of a title stand between two people, a joint among them."""
    gap = range(near.last + 1, far.left)
    if len(gap) > LONGEST_GAP or not any(scene.folded[n] in ("et", "and", ",", "ainsi", "as", "-", "–") for n in gap):
        return False
    if any(near.last < i.first < far.left for i in scene.times):
        return False  # "X lundi et Y mardi" are two encounters
    tokens = scene.sentence.tokens
    plain = all(scene.folded[n] in _JOINTS or tokens[n].pos in ("ADJ", "NOUN", "DET", "PROPN", "NUM") for n in gap)
    # "A, B" at the head of two clauses is no list: a comma alone joins only where a conjunction follows somewhere
    joined = any(scene.folded[n] in ("et", "and", "ainsi", "as") for n in range(near.last + 1, len(tokens)))
    return plain and (joined or any(scene.folded[n] in ("et", "and", "-", "–") for n in gap))


def _after(scene: Scene, at: At, prepositions: frozenset[str], apart: list[Person]) -> list[list[Person]]:
    """The people whom one of the prepositions ("" for none) introduces after the cue, a group each time it is said."""
    groups: list[list[Person]] = []
    for person in scene.people:
        taken = person in apart or any(person in g for g in groups)
        if person.left <= at.index or taken:
            continue
        if scene.finite_between(at.index, person.left, at.clause):
            break
        if any(word in _STOPS for word in scene.folded[at.index + 1 : person.left]):
            break
        introduced = person.preposition or ""
        if introduced not in prepositions:
            continue
        if not introduced and not _in_reach(scene, at.index, person):
            break  # an object stands close: what follows a comma or "and" begins something else
        again = introduced and any(w in ("et", "and", "puis", "then") for w in scene.folded[at.index + 1 : person.left])
        if groups and not again:
            break
        groups.append([p for p in _joined(scene, person) if p not in apart and p.left > at.index])
    return groups


def _in_reach(scene: Scene, cue: int, person: Person) -> bool:
    """Whether no comma or "and" parts an object from its verb, but for those around a time or a place."""
    gap = range(cue + 1, person.left)
    if not {scene.folded[n] for n in gap} & {",", "et", "and"}:
        return True
    tokens = scene.sentence.tokens
    inside = {n for i in scene.times for n in range(i.first, i.last + 1)} | {s.index for s in scene.spots}
    aside = all(n in inside or tokens[n].pos in ("ADP", "DET", "PRON", "ADV") or tokens[n].text == "," for n in gap)
    return aside and not any(n in scene.finite for n in range(person.last + 1, person.last + 4))


def _antecedent(scene: Scene, at: At, prepositions: frozenset[str]) -> tuple[list[Person], int]:
    """ "X, que Y avait reçu", "X, avec qui Y": whom a relative stands for, and where it is; else none, -1."""
    for n in range(at.index - 1, max(-1, at.index - 12), -1):
        led = n > 0 and scene.folded[n] in _INTRODUCED and scene.folded[n - 1] in prepositions
        if (led or scene.folded[n] in _RELATIVE) and not scene.finite_between(n, at.index, at.clause):
            end = n - 2 if led else n - 1
            end -= 1 if end >= 0 and scene.folded[end] == "," else 0
            return [p for p in scene.people if p.last == end], n
    return [], -1


def _clitic(scene: Scene, cast: Cast, at: At, actors: list[Person]) -> Person | None:
    """ "il l'a reçu", "met him": the other person last spoken of, where just one fits."""
    tokens = scene.sentence.tokens
    near = [*range(max(0, at.index - 3), at.index), *range(at.index + 1, min(len(tokens), at.index + 2))]
    if not any(scene.folded[n] in _CLITIC and tokens[n].pos == "PRON" for n in near):
        return None
    subject = {e.id for p in actors for e in p.entities}
    here = [p for p in scene.people if p.last < at.index and not {e.id for e in p.entities} & subject]
    if here:
        return here[-1]
    before = tuple(e for e in cast.last if e.id not in subject)
    return _absent(before) if len(before) == 1 else None


def _owner_before(scene: Scene, index: int) -> list[Person]:
    """ "Biden's call", "President Biden Call": the owner in front of an English noun."""
    for person in scene.people:
        if person.last < index <= person.last + LONGEST_GAP:
            gap = scene.folded[person.last + 1 : index]
            if gap[:1] in (("'s",), ("'",)) or set(gap) <= _BETWEEN:
                return _joined(scene, person)
    return []


def _hyphened(scene: Scene, index: int) -> list[Person]:
    """ "sommet Trump-Kim", "the Biden-Xi meeting", "Macron-Scholz : …": a pair on a hyphen by the noun."""
    for person in scene.people:
        hyphen = person.last + 1
        if hyphen < len(scene.folded) and scene.folded[hyphen] in ("-", "–"):
            pair = [p for p in scene.people if p is person or p.first == hyphen + 1]
            headed = len(pair) == 2 and pair[0].first == 0 and scene.folded[pair[1].last + 1 : index + 1][:1] == (":",)
            if len(pair) == 2 and (headed or pair[0].first == index + 1 or pair[1].last == index - 1):
                return pair
    return []


def _main_subject(scene: Scene, others: list[Person]) -> list[Person]:
    """The first person of the sentence that nothing introduces: whom "il" in a later clause stands for."""
    return [p for p in scene.people if p.preposition is None and p not in others][:1]


def _main_subject_after(scene: Scene, index: int, partners: list[Person]) -> list[Person]:
    """ "Lors d'une réunion avec Y, X a déclaré": the subject of the main verb after a fronted phrase."""
    tokens = scene.sentence.tokens
    for person in scene.people:
        if person.left > index and person not in partners and person.preposition is None:
            if scene.finite_between(index, person.left, frozenset()):
                return []
            if any(t.pos in syntax.VERBAL for t in tokens[person.last + 1 : person.last + 4]):
                return _joined(scene, person)
    return []


def _pair_before(scene: Scene, cast: Cast, index: int) -> list[Person]:
    """Whom "leur rencontre" means: the last two people listed together in this sentence, else in those before."""
    for person in reversed([p for p in scene.people if p.last < index]):
        group = [p for p in _joined(scene, person) if p.last < index]
        if _distinct(group) == 2:
            return group
    named = list({e.id: p for p in scene.people if p.last < index for e in p.entities}.values())
    if len(named) == 2 and _distinct(named) == 2:
        return named
    return [_absent(cast.pair)] if cast.pair else []


def _plural_pronoun(scene: Scene, index: int) -> bool:
    """Whether "ils" or "they" stands before the cue with nobody named after it."""
    at = max((n for n in range(index) if scene.folded[n] in _PLURAL), default=-1)
    return at >= 0 and not any(at < p.first < index and p.preposition is None for p in scene.people)


def _absent(people: tuple[Entity, ...]) -> Person:
    """People of an earlier sentence, standing where this one only points."""
    return Person(people, -1, -1, -1, None)
