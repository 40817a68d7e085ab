"""People who stand together: those of one list, those whom a preposition introduces, a pair on a hyphen."""

from __future__ import annotations

from filrouge.understand.events.scene import At, Person, Scene

HYPHENS = frozenset({"-", "–"})
LONGEST_GAP = 10
"""Tokens between two people of one list: room for "et la première ministre suédoise,"."""


def joined(scene: Scene, person: Person) -> list[Person]:
    """The person and those in one list with it, in order of the text."""
    people = list(scene.people)
    here = people.index(person)
    group = [person]
    for n in range(here + 1, len(people)):
        if not _listed(scene, group[-1], people[n]) or people[n].preposition not in {None, *scene.clauses.of}:
            break
        if people[n].preposition is None and not scene.accompanies(people[n]):
            group.append(people[n])
    for n in range(here - 1, -1, -1):
        if people[n].preposition != person.preposition or not _listed(scene, people[n], group[0]):
            break
        group.insert(0, people[n])
    return group


def _listed(scene: Scene, near: Person, far: Person) -> bool:
    """Whether only joints and words of a title stand between two people, a joint among them."""
    gap = range(near.last + 1, far.left)
    if len(gap) > LONGEST_GAP or not any(scene.folded[n] in scene.clauses.adding | HYPHENS | {","} for n in gap):
        return False
    if any(near.last < i.first < far.left for i in scene.times):
        return False  # "X lundi et Y mardi" are two encounters
    tokens = scene.sentence.tokens
    plain = all(
        scene.folded[n] in (scene.clauses.joints | HYPHENS | {",", "'s"})  # "South Korea's X and Japan's Y"
        or tokens[n].pos in ("ADJ", "NOUN", "DET", "PROPN", "NUM")
        for n in gap
    )
    # "A, B" at the head of two clauses is no list: a comma alone joins only where a conjunction follows somewhere
    joined = any(scene.folded[n] in scene.clauses.adding for n in range(near.last + 1, len(tokens)))
    return plain and (joined or any(scene.folded[n] in scene.clauses.and_ | HYPHENS for n in gap))


def headed(scene: Scene, person: Person, cue: int) -> list[Person]:
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


def after(scene: Scene, at: At, prepositions: frozenset[str], apart: list[Person]) -> list[list[Person]]:
    """The people whom one of the prepositions ("" for none) introduces after the cue, a group each time it is said."""
    groups: list[list[Person]] = []
    for person in scene.people:
        taken = person in apart or any(person in g for g in groups)
        if person.left <= at.index or taken:
            continue
        turned = any(at.index < n < person.left for n in scene.turns)
        if turned or scene.finite_between(at.index, person.left, at.clause):
            break
        if any(word in scene.clauses.stops | {";", ":"} for word in scene.folded[at.index + 1 : person.left]):
            break
        introduced = person.preposition or ""
        if introduced not in prepositions:
            continue
        if not introduced and not _in_reach(scene, at.index, person):
            break  # an object stands close: what follows a comma or "and" begins something else
        again = introduced and any(
            w in scene.clauses.and_ | scene.clauses.sequence for w in scene.folded[at.index + 1 : person.left]
        )
        if groups and not again:
            break
        groups.append([p for p in joined(scene, person) if p not in apart and p.left > at.index])
    return groups


def _in_reach(scene: Scene, cue: int, person: Person) -> bool:
    """Whether no comma or "and" parts an object from its verb, but for those around a time or a place."""
    gap = range(cue + 1, person.left)
    if not {scene.folded[n] for n in gap} & ({","} | scene.clauses.and_):
        return True
    tokens = scene.sentence.tokens
    inside = {n for i in scene.times for n in range(i.first, i.last + 1)} | {s.index for s in scene.spots}
    aside = all(n in inside or tokens[n].pos in ("ADP", "DET", "PRON", "ADV") or tokens[n].text == "," for n in gap)
    return aside and not any(n in scene.finite for n in range(person.last + 1, person.last + 4))


def gapped(scene: Scene, at: At, last: Person, prepositions: frozenset[str]) -> list[tuple[list[Person], range]]:
    """ "a vu X mardi à Rome, puis Y jeudi": further encounters under one verb, each with the words that are its own."""
    tokens = scene.sentence.tokens
    found: list[tuple[list[Person], range]] = []
    for person in scene.people:
        if person.left <= last.last or any(person in group for group, _ in found):
            continue
        gap = range(last.last + 1, person.left)
        joint = next(
            (n for n in gap if scene.folded[n] in scene.clauses.and_ or scene.folded[n] in scene.clauses.sequence), None
        )
        inside = {n for i in scene.times for n in range(i.first, i.last + 1)} | {s.index for s in scene.spots}
        detailed = any(n in inside or scene.folded[n] in scene.clauses.sequence for n in gap)
        plain = all(
            n in inside
            or scene.folded[n] in (scene.clauses.joints | HYPHENS | {","}) | scene.clauses.sequence
            or tokens[n].pos in ("ADP", "DET", "ADV")
            for n in gap
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
        group = [p for p in joined(scene, person) if p.left > last.last]
        if found:
            found[-1] = (found[-1][0], range(found[-1][1].start, joint))
        found.append((group, range(joint, len(tokens))))
        last = group[-1]
    return found


def hyphened(scene: Scene, index: int) -> list[Person]:
    """ "sommet Trump-Kim", "the Biden-Xi meeting", "Macron-Scholz : …": a pair on a hyphen by the noun."""
    for person in scene.people:
        hyphen = person.last + 1
        if hyphen < len(scene.folded) and scene.folded[hyphen] in HYPHENS:
            pair = [p for p in scene.people if p is person or p.first == hyphen + 1]
            headed = len(pair) == 2 and pair[0].first == 0 and scene.folded[pair[1].last + 1 : index + 1][:1] == (":",)
            if len(pair) == 2 and (headed or pair[0].first == index + 1 or pair[1].last == index - 1):
                return pair
    return []


def owner_before(scene: Scene, index: int) -> list[Person]:
    """ "Biden's call", "President Biden Call": the owner in front of an English noun."""
    for person in scene.people:
        if person.last < index <= person.last + LONGEST_GAP:
            gap = scene.folded[person.last + 1 : index]
            if gap[:1] in (("'s",), ("'",)) or set(gap) <= scene.clauses.owned | {","}:
                return joined(scene, person)
    return []


def distinct(people: list[Person]) -> int:
    return len({e.id for p in people for e in p.entities})
