"""What asserts and what does not: negations, conditions, infinitives and nouns under verbs that carry none."""

from __future__ import annotations

from filrouge.data.kinds import Cue, Words
from filrouge.lang import syntax
from filrouge.understand.events.casting import among
from filrouge.understand.events.scene import Scene


def says(scene: Scene, n: int, markers: frozenset[str]) -> bool:
    token = scene.sentence.tokens[n]
    return scene.lemmas[n] in markers or token.text.lower() in markers


def preceded(scene: Scene, index: int, markers: frozenset[str]) -> bool:
    """Whether one of the words stands just before the noun phrase or on the noun ("lors de", "after").

    Only as far as its own words reach: "depuis des semaines un sommet" is no "depuis un sommet".
    """
    tokens = scene.sentence.tokens
    for n in range(index - 1, max(-1, index - 7), -1):
        if says(scene, n, markers):
            return True
        parted = tokens[n].pos in ("NOUN", "PROPN") and tokens[n + 1].pos == "DET"
        if parted or tokens[n].pos in syntax.VERBAL or tokens[n].text in (",", ";", ":"):
            return False
    return False


def governors(scene: Scene, index: int) -> list[int]:
    """Finite verbs above the first one: what reports, denies or supposes the clause."""
    sentence = scene.sentence
    verbs = [
        n
        for n in (index, *syntax.ancestors(sentence, index))
        if sentence.tokens[n].pos in syntax.VERBAL and syntax.is_finite(sentence, n)
    ]
    return [n for n in verbs[1:] if n != index]


def negated(scene: Scene, words: Words, chain: tuple[int, ...]) -> str | None:
    """The word that negates the cue or a verb above it; None where none does."""
    for n in chain:
        token = scene.sentence.tokens[n]
        # "ni X ni Y n'ont vu Z": the particle alone, with its double before the verb
        if "ni" in scene.folded[:n] and any(
            scene.folded[k] in ("ne", "n'") for k in syntax.children(scene.sentence, n)
        ):
            return "ni"
        for k in syntax.children(scene.sentence, n):
            child = scene.sentence.tokens[k]
            if scene.folded[k] in words.status["negation"] and (
                child.pos in ("ADV", "PART", "DET", "INTJ") or child.dep == "neg"
            ):
                if scene.folded[k] == "non" and k > n:
                    continue
                return child.text
        if (
            token.pos not in syntax.VERBAL
            and n > 0
            and scene.folded[n - 1] in ("sans", "no", "without", "aucun", "aucune")
        ):
            return scene.sentence.tokens[n - 1].text
    return None


def conditional(scene: Scene, words: Words, chain: tuple[int, ...]) -> bool:
    """ "si X rencontrait Y", "if they meet": a mark of condition on a verb of the chain."""
    return any(
        scene.folded[k] in words.status["conditional"] and scene.sentence.tokens[k].dep in ("mark", "case", "advmod")
        for n in chain
        for k in syntax.children(scene.sentence, n)
        if scene.sentence.tokens[n].pos in syntax.VERBAL
    )


def only_after(scene: Scene, words: Words, chain: tuple[int, ...]) -> bool:
    """ "ne verra Y qu'après", "would only meet Y after": what has to come before it may never come."""
    verb = next((n for n in chain if scene.sentence.tokens[n].pos in syntax.VERBAL), None)
    if verb is None:
        return False
    near = range(max(0, verb - 4), min(len(scene.folded), verb + 3))
    return any(scene.folded[n] in words.status["only"] for n in near) and any(
        f" {phrase} " in scene.text for phrase in words.status["only_when"]
    )


def unasserted(scene: Scene, words: Words, cue: Cue, index: int, chain: tuple[int, ...]) -> str | None:
    """Why a cue without a finite verb of its own, or under one that does not report, asserts nothing; None if it does.

    A closed list: an infinitive asserts after "après", "avant de", under a verb of being about to, of reporting or of
    going there; a clause under "que" asserts where its verb reports; an indefinite noun under a verb that carries it.
    """
    if cue.noun:  # "cinq fois, dont une visioconférence en mai": one of those counted
        return None if among(scene, words, index) is not None else _indefinite(scene, words, index, chain)
    tokens = scene.sentence.tokens
    helpers = syntax.auxiliaries(scene.sentence, index)
    headed = "VerbForm=Inf" in tokens[index].morph and any(p.last == index - 1 for p in scene.people) and not helpers
    if headed and not governors(scene, index):
        return None  # "X and Y meet in Z": a headline, whose verb the model takes for an infinitive
    if not syntax.is_finite(scene.sentence, index) and any(_hangs(tokens[n].morph) for n in (index, *helpers)):
        return _hanging(scene, words, min((index, *helpers)), chain)
    return _below(scene, words, chain)


def _hangs(morph: str) -> bool:
    return "VerbForm=Inf" in morph or "VerbForm=Ger" in morph or "Aspect=Prog" in morph


def _hanging(scene: Scene, words: Words, first: int, chain: tuple[int, ...]) -> str | None:
    """What an infinitive or gerund hangs on: the conjunction before it, else the verb, adjective or noun above it."""
    tokens = scene.sentence.tokens
    n = first - 1
    timed = words.status["before"] | words.status["after"] | words.status["held"]
    while n >= 0 and (tokens[n].pos in ("PRON", "ADV", "PART") or scene.folded[n] in ("de", "d'", "y", "to")):
        if says(scene, n, timed):
            return None
        n -= 1
    if n < 0 or says(scene, n, timed):
        return None
    achieved = syntax.tense(scene.sentence, chain[-1]) in ("past", "pluperfect")
    if achieved and len(chain) > 1 and says(scene, chain[1], words.status["achieved"]):
        return None  # "a pu s'entretenir"
    if _ranked(scene, words, chain):
        return None  # "became the fourth leader to visit Y"
    governors = [k for k in (*chain[1:2], n) if 0 <= k < len(tokens)]
    allowed = words.status["announced"] | words.status["reporting"] | words.status["carries"] | words.light
    if any(says(scene, k, allowed) for k in governors):
        return _below(scene, words, chain)
    going = [k for k in (*chain[1:], *range(first)) if says(scene, k, words.status["goes"])]
    if going and (scene.folded[first] == "to" or tokens[first - 1].pos in ("ADP", "PRON", "ADV", "SCONJ")):
        return None  # "se rendra à Pékin pour y rencontrer"
    return f"“{tokens[governors[0]].text}” does not say that it was or will be"


def _ranked(scene: Scene, words: Words, chain: tuple[int, ...]) -> bool:
    """Whether the infinitive tells what somebody is the first, or the last, to do."""
    tokens = scene.sentence.tokens
    if len(chain) < 3 or tokens[chain[1]].pos not in ("NOUN", "ADJ"):
        return False
    ranks = (chain[1], *syntax.children(scene.sentence, chain[1]))
    said = tokens[chain[-1]].lemma.lower()
    carried = said in scene.clauses.be | words.status["carries"]
    return carried and any(tokens[n].lemma.lower() in words.ordinal for n in ranks)


def _below(scene: Scene, words: Words, chain: tuple[int, ...]) -> str | None:
    """Whether the clause is the content of a verb that does not report it: "ne croit plus que", "doubts that"."""
    tokens = scene.sentence.tokens
    finite = chain[-1]
    head = tokens[finite].head
    if any(finite in r for r in scene.relatives) or tokens[head].lemma.lower() in scene.clauses.be:
        return None  # "it was in May that they met"
    moods = [tokens[n].morph for n in (finite, *syntax.auxiliaries(scene.sentence, finite))]
    marks = [k for k in syntax.children(scene.sentence, finite) if scene.folded[k] in ("que", "qu'")]
    if marks and scene.folded[marks[0] - 1] in ("pour", "afin", "sans"):
        return "a purpose"
    if marks and any("Mood=Sub" in mood for mood in moods):
        timed = words.status["before"] | words.status["after"]
        return None if says(scene, marks[0] - 1, timed) else "a subjunctive: wanted, feared or denied"
    if tokens[finite].dep != "ccomp" or head == finite or tokens[head].pos not in syntax.VERBAL:
        return None
    if not any(scene.folded[k] in ("que", "qu'", "that") for k in range(min(head, finite), max(head, finite))) and (
        head > finite or says(scene, head, words.status["reporting"])
    ):
        return None
    told = words.status["reporting"] | words.status["announced"] | words.status["denied"]
    if not says(scene, head, told):
        return f"“{tokens[head].text}” does not report it"
    return f"negated by “{denied}”" if (denied := negated(scene, words, (head,))) else None


def _indefinite(scene: Scene, words: Words, index: int, chain: tuple[int, ...]) -> str | None:
    """ "plaide pour un sommet", "ne croit plus à une rencontre": one of many, under a verb that does not carry it."""
    tokens = scene.sentence.tokens
    verb = next((n for n in chain[1:] if tokens[n].pos in syntax.VERBAL), None)
    measured = len(chain) > 1 and tokens[chain[1]].lemma.lower() in scene.clauses.lengths  # "sept heures d'entretien"
    noun = len(chain) > 1 and tokens[chain[1]].pos == "NOUN" and chain[1] < index and tokens[index].dep == "nmod"
    if noun and not measured:
        verb = chain[1]  # "les chances d'un sommet"
    told = words.status["held"] | words.status["after"] | words.status["before"]
    if verb is None or verb > index or preceded(scene, index, told):
        return None
    articles = [n for n in range(max(verb, index - 4), index) if scene.folded[n] in words.status["indefinite"]]
    allowed = words.status["announced"] | words.status["cancelled"] | words.status["carries"] | words.light
    allowed |= words.status["goes"] | words.status["denied"] | words.status["reporting"]
    if not articles or any(says(scene, n, allowed) for n in (chain[1:2] if verb == chain[1] else chain[1:])):
        return None
    return f"“{tokens[verb].text}” does not say that it was or will be"
