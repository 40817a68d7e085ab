"""Who did it and to whom: the parties that hang on a frame's verb, its support noun or its noun.

The parse decides: subject or agent on one side, on the other the object, its owner, or whom the frame's prepositions
introduce. Where the parse joins nobody, the nearest party that fits does.
"""

from __future__ import annotations

from collections.abc import Sequence

from filrouge.lang import syntax
from filrouge.understand.events.parties import INNER, Agents, Party, party_at
from filrouge.understand.events.scene import Cast, Scene
from filrouge.understand.events.spotting import CLAUSE_WIDTH, CLAUSES, OBJECTS, Told

OWNER = frozenset({"'s", "’s", "of", "de", "d'", "du", "des", "by", "par", "from"})
"""How whoever did or owns an object is introduced: "condemned the attack by X"."""

FURTHEST = 6
"""Steps up from a party to the verb: deeper nesting is a misparse."""

_PLAIN = {"au": "à", "aux": "à", "du": "de", "des": "de", "d'": "de", "d’": "de", "upon": "on", "towards": "toward"}
_PASSIVE = frozenset({"aux:pass", "auxpass", "nsubj:pass", "nsubjpass"})
_REFLEXIVE = frozenset({"expl:comp", "expl:pass", "expl:pv"})
_PLACED = frozenset({"in", "at", "near", "inside", "across", "à", "en", "dans"})
_PRONOUNS = frozenset({"il", "elle", "ils", "elles", "he", "she", "they"})


def sides_of(
    scene: Scene, one: Told, found: Sequence[Party], nouns: Agents, cast: Cast
) -> tuple[list[Party], list[Party]]:
    if one.nominal:
        return _of_noun(scene, one, found)
    sentence, tokens = scene.sentence, scene.sentence.tokens
    frame = one.frame
    below = {tokens[k].dep for k in syntax.children(sentence, one.index)}
    # "s'est engagée": the parser calls the subject of a reflexive passive
    passive = not below.isdisjoint(_PASSIVE) and below.isdisjoint(_REFLEXIVE)
    reduced = (
        tokens[one.index].dep in ("acl", "amod")
        and "VerbForm=Part" in tokens[one.index].morph
        and "Tense=Pres" not in tokens[one.index].morph
    )
    if passive or reduced:
        actors = _introduced(scene, one, found, frozenset({"by", "par"}))
        subject = syntax.subject(sentence, one.index) if passive else tokens[one.index].head
        done_to = party_at(sentence, subject, found, nouns) if subject is not None else []
        if frame.objects:
            done_to = _introduced(scene, one, found, frame.to - {""})
        return actors, done_to
    actors = _actors(scene, one, found, nouns, cast)
    done_to = _introduced(scene, one, [p for p in found if p not in actors], frame.to)
    if not done_to and not frame.alone and not (frame.mutual and len(actors) > 1):
        done_to = _nearest_after(scene, one, [p for p in found if p not in actors])
    if not done_to and not frame.alone and not (frame.mutual and len({e.id for p in actors for e in p.entities}) > 1):
        return [], []
    return actors, done_to


def _actors(scene: Scene, one: Told, found: Sequence[Party], nouns: Agents, cast: Cast) -> list[Party]:
    """The subject of the verb, or of the one that it is joined to or governed by."""
    sentence, tokens = scene.sentence, scene.sentence.tokens
    verb = one.index
    for _ in range(4):
        subject = syntax.subject(sentence, verb)
        if subject is not None:
            if tokens[subject].text.lower() in ("qui", "who", "which", "that"):
                subject = tokens[verb].head
            acting = party_at(sentence, subject, found, nouns)
            if not acting and one.frame.means and tokens[subject].lemma.lower() in nouns.means:
                acting = _owners(scene, subject, found)
            if not acting and tokens[subject].text.lower() in _PRONOUNS:
                acting = _behind(scene, subject, found, cast)
            return [p for p in _with_left(scene, acting, found) if not p.place]
        above = tokens[verb].head
        if above == verb or tokens[verb].dep not in (*CLAUSES, "conj", "acl:relcl", "relcl"):
            break
        if tokens[verb].dep in ("acl", "acl:relcl", "relcl") and tokens[above].pos not in syntax.VERBAL:
            return [p for p in party_at(sentence, above, found, nouns) if not p.place]
        verb = above
    own = frozenset(syntax.auxiliaries(sentence, one.index))
    before = [p for p in found if p.last < one.index and not p.adjective and not p.place]
    near = [p for p in before if not scene.finite_between(p.last, one.index, own)]
    free = [p for p in near if preposition_of(scene, p) is None and "," not in scene.folded[p.last + 1 : one.index]]
    return _with_left(scene, free[-1:], found)


def _with_left(scene: Scene, acting: list[Party], found: Sequence[Party]) -> list[Party]:
    """Those joined to the first by "and" on its left, where the parse begins anew in between."""
    out = list(acting)
    while out:
        first = out[0].first
        gap = {"et", "and", "le", "la", "l'", "les", "the"}
        lead = next(
            (p for p in found if p.last < first and not p.adjective and not p.place and p not in out
             and 0 < first - p.last - 1 <= 3 and set(scene.folded[p.last + 1 : first]) <= gap
             and {"et", "and"} & set(scene.folded[p.last + 1 : first])), None)  # fmt: skip
        if lead is None:
            break
        out.insert(0, lead)
    return out


def _behind(scene: Scene, pronoun: int, found: Sequence[Party], cast: Cast) -> list[Party]:
    before = [p for p in found if p.last < pronoun and not p.adjective and not p.nobody and not p.place]
    if len({e.id for p in before for e in p.entities}) == 1:
        return before[:1]
    if not before and len(cast.last) == 1:
        return [Party(tuple(cast.last), -1, -1, -1)]
    return []


def _owners(scene: Scene, noun: int, found: Sequence[Party]) -> list[Party]:
    """Whose a thing is: "an Israeli strike", "missiles fired by X"."""
    return [p for p in found if not p.nobody and not p.place and _inner(scene, p.head, noun)][:1]


def _inner(scene: Scene, n: int, noun: int) -> bool:
    """Whether a name tells whose the noun is, by what stands between them in the tree."""
    tokens = scene.sentence.tokens
    for _ in range(3):
        preposition = case_of(scene, n)
        if tokens[n].dep in ("prep", "agent"):
            if tokens[n].text.lower() not in OWNER:
                return False
        elif preposition is not None:
            if preposition not in OWNER:
                return False
        elif tokens[n].dep not in (*INNER, "pobj", "obl:agent", "conj"):
            return False
        n = tokens[n].head
        if n == noun:
            return True
    return False


def case_of(scene: Scene, n: int) -> str | None:
    tokens = scene.sentence.tokens
    found = [tokens[k].text.lower() for k in syntax.children(scene.sentence, n) if tokens[k].dep == "case"]
    return _PLAIN.get(found[0], found[0]) if found else None


def preposition_of(scene: Scene, party: Party) -> str | None:
    """The preposition by which the party hangs on what governs it; None for none."""
    tokens = scene.sentence.tokens
    if tokens[party.head].dep == "pobj":
        word = tokens[tokens[party.head].head].text.lower()
        return _PLAIN.get(word, word)
    return case_of(scene, party.head)


def _introduced(scene: Scene, one: Told, found: Sequence[Party], ways: frozenset[str]) -> list[Party]:
    """The parties that hang on the verb, or on its support noun, in one of the ways."""
    how = ((p, _way(scene, one, p)) for p in found if p.head != one.index)
    out = [p for p, way in how if way is not None and _PLAIN.get(way, way) in ways]
    named = [p for p in out if not p.nobody]
    # an adjective or a noun inside another party's words says nothing more
    return [p for p in named or out if not any(o is not p and o.first <= p.first and p.last <= o.last for o in out)]


def _way(scene: Scene, one: Told, party: Party) -> str | None:
    """How the party hangs on the frame: "" as object or its owner, else a preposition; None where it does not."""
    tokens = scene.sentence.tokens
    anchors = {one.index} | ({one.support} if one.support is not None else set())
    path = [party.head]
    for up in syntax.ancestors(scene.sentence, party.head):
        if up in anchors:
            break
        if len(path) >= FURTHEST or (
            tokens[up].pos == "VERB" and (syntax.is_finite(scene.sentence, up) or not one.frame.within)
        ):
            return None
        path.append(up)
    else:
        return None
    top = path[-1]
    dep = tokens[top].dep
    if dep in ("prep", "agent"):
        # the object of the preposition itself, or of its noun; deeper, another noun's
        return tokens[top].text.lower() if len([n for n in path if tokens[n].dep != "compound"]) <= 3 else None
    case = case_of(scene, top)
    if up == one.support:
        if case is None and dep in INNER:
            return "" if "" in one.frame.to else "of" if "of" in one.frame.to else None
        return case
    if case is not None and not dep.startswith(("obj", "dobj", "iobj")):
        return case if len(path) <= 2 else None
    if dep in OBJECTS or dep == "obl:arg":
        if len(path) == 1:
            return "" if not one.frame.objects else None
        if len(path) == 2 and (way := preposition_of(scene, party)) in one.frame.to - OWNER - {""}:
            return way  # "asked missiles of X": the parser hangs it on the missiles
        if one.frame.objects:
            return None
        if one.frame.places and preposition_of(scene, party) in _PLACED:
            return ""  # "struck targets in X"
        return "" if _inner(scene, party.head, top) else None
    if dep in CLAUSES and one.frame.within:
        return "" if "" in one.frame.to and preposition_of(scene, party) is None else preposition_of(scene, party)
    return None


def _nearest_after(scene: Scene, one: Told, found: Sequence[Party]) -> list[Party]:
    """Where the parse joins none: the next party in the words after the verb, introduced in one of the ways."""
    after = one.support if one.support is not None and one.support > one.index else one.index
    for party in found:
        if party.first <= after or party.first - after > CLAUSE_WIDTH // 2:
            continue
        if scene.finite_between(after, party.first, frozenset()) or set(scene.folded[after : party.first]) & {
            ",",
            ";",
            ":",
        }:
            return []
        way = preposition_of(scene, party) or ""
        if party.adjective:
            continue
        return [party] if _PLAIN.get(way, way) in one.frame.to and not (one.frame.objects and not way) else []
    return []


def _of_noun(scene: Scene, one: Told, found: Sequence[Party]) -> tuple[list[Party], list[Party]]:
    """ "The attack by X on Y", « l'offensive russe contre Kiev »: both sides hang on the noun."""
    doing: list[Party] = []
    done_to: list[Party] = []
    for party in found:
        up = list(syntax.ancestors(scene.sentence, party.head))[:3]
        if one.index not in up:
            continue
        way = preposition_of(scene, party)
        if way in ("by", "par") or (way is None and not party.place):
            doing.append(party)
        elif way in one.frame.to and (way not in ("of", "de", "in") or doing):
            done_to.append(party)
    return (doing[:1], done_to[:1]) if doing and done_to else ([], [])
