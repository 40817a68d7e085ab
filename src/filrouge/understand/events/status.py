"""What the sentence asserts of the event: announced, held, cancelled, denied, or nothing.

Read from the cue up its chain of governors to the finite verb: a word of possibility, a negation or a
condition on the way asserts nothing; a word of cancelling or denying decides; else the tense does.
"""

from __future__ import annotations

from functools import cache

from filrouge.data.kinds import Cue, Words
from filrouge.lang import syntax
from filrouge.records import Status, When, Why
from filrouge.understand.events.casting import among
from filrouge.understand.events.scene import Scene

_NEGATIVE = frozenset({"pas", "not", "n't"})
RECENT = 31
"""Days: of an article dated no better than this a headline's topic may lie long back."""
_STATUSES: dict[str, Status] = {"announced": "announced", "held": "held", "cancelled": "cancelled", "denied": "denied"}


def status_of(
    scene: Scene,
    words: Words,
    cue: Cue,
    index: int,
    chain: tuple[int, ...],
    when: When | None,
    published: When | None,
) -> tuple[Status | None, str]:
    """The status and, for a person, the reason; None where nothing is asserted."""
    sentence = scene.sentence
    above = _governors(scene, index)
    fronted = cue.noun and preceded(scene, index, words.status["held"] | words.status["after"])
    fronted = fronted or (index == 0 and "VerbForm=Part" in sentence.tokens[index].morph)  # "Reçu à Rome, X a …"
    near = {*((index,) if fronted else chain), *_modifiers(scene, index)}
    lemmas = {n: sentence.tokens[n].lemma.lower() for n in {*near, *above}}

    # A denial often has no good place in the parse ("dément" read as an adverb): before the cue it counts anywhere.
    for n in range(index):
        if _says(scene, n, words.status["denied"]):
            return "denied", f"“{sentence.tokens[n].text}”"
    if (phrase := _phrase(scene, words.status["cancelled"])) and not _elsewhere(scene, phrase, cue, index, chain):
        return "cancelled", f"“{phrase}”"
    for n in sorted(near):
        if lemmas[n] in words.status["cancelled"]:
            return "cancelled", f"“{sentence.tokens[n].text}”"
    if said_not := negated(scene, words, (index,) if fronted else chain):
        if any(_says(scene, n, words.status["denied"]) for n in range(len(scene.folded))):
            return "denied", Why("negated by “{words}”, and denied", words=said_not)
        if any(_says(scene, n, words.status["cancelled"]) for n in range(len(scene.folded))):
            return "cancelled", Why("negated by “{words}”, and called off", words=said_not)
        return None, f"negated by “{said_not}”"
    if _conditional(scene, words, chain) or _only_after(scene, words, chain):
        return None, "a condition"
    finite = chain[-1]
    tense = syntax.tense(sentence, finite)
    # "hâte de voir", "prêt à rencontrer": what stands close before an infinitive counts whatever the parse makes of it
    before = range(max(0, index - 3), index) if "VerbForm=Inf" in sentence.tokens[index].morph else ()
    for n in sorted({*near, *before}):
        if (
            n != index
            and _says(scene, n, words.status["possible"])
            and not (n == finite and lemmas.get(n) in words.light and cue.noun)
            and not (lemmas.get(n) in words.status["achieved"] and tense in ("past", "pluperfect"))
        ):
            return None, f"“{sentence.tokens[n].text}” only says that it may be"
    if (
        above
        and sentence.tokens[finite].dep in ("ccomp", "csubj", "obj", "acl")
        and _says(scene, above[0], words.status["possible"])
    ):
        return None, f"“{sentence.tokens[above[0]].text}” only says that it may be"
    if reason := _unasserted(scene, words, cue, index, chain):
        return None, reason
    if cue.status:
        return _STATUSES[cue.status], f"“{sentence.tokens[index].text}”"
    for n in sorted(near):
        if n == index or lemmas[n] not in words.status["announced"]:
            continue
        if "VerbForm=Part" in sentence.tokens[n].morph and lemmas[n] in words.status["went"]:
            continue  # "étaient allés voir la porte": they went
        if tense == "conditional" and n == finite:
            break
        planned = tense in ("past", "pluperfect") and n in chain and n != index
        if planned and any(_says(scene, k, words.status["cancelled"]) for k in range(len(scene.folded))):
            return "cancelled", Why("“{words}”, and called off", words=sentence.tokens[n].text)
        if planned and not _later(when, published):
            return None, f"“{sentence.tokens[n].text}” only says that it was planned"
        return "announced", f"“{sentence.tokens[n].text}”"
    return _by_tense(scene, words, cue, index, chain, tense, when, published, reported=bool(above))


def _by_tense(
    scene: Scene,
    words: Words,
    cue: Cue,
    index: int,
    chain: tuple[int, ...],
    tense: str | None,
    when: When | None,
    published: When | None,
    reported: bool,
) -> tuple[Status | None, str]:
    if tense == "future":
        if (
            cue.noun
            and preceded(scene, index, words.status["held"] | words.status["after"])
            and not _later(when, published)
        ):
            return "held", "told as over"
        return "announced", "future tense"
    if tense == "conditional":
        expected = scene.sentence.tokens[chain[-1]].lemma.lower() in words.status["expected"]
        if reported or (expected and _later(when, published)):
            return "announced", "future in the past"
        return None, "a supposition"
    if _later(when, published):
        return "announced", "its day is after publication"
    if cue.noun and preceded(scene, index, words.status["before"]):
        return ("held", "its day is past") if _past(when, published) else ("announced", "told as to come")
    if tense in ("past", "pluperfect"):
        return "held", "past tense"
    if tense == "present":
        infinitive = "VerbForm=Inf" in scene.sentence.tokens[index].morph
        if infinitive and not _past(when, published) and when is not None and published is not None:
            return "announced", "present tense, of what is not over"  # "flies to Kyiv this week to see Y"
        return "held", "present tense"
    dated = published is not None and published.days is not None and published.days <= RECENT
    if cue.noun and not dated and _only_named(scene, index):
        return None, "a headline's topic, of an unknown day"
    return "held", "told without a verb"


def _only_named(scene: Scene, index: int) -> bool:
    """ "Sommet X-Y : les Bourses hésitent": before the colon stands what it is about, without a time or a place."""
    colon = scene.folded.index(":") if ":" in scene.folded else -1
    inside = range(colon)
    told = any(i.first in inside for i in scene.times) or any(s.index in inside for s in scene.spots)
    return index in inside and not told and not any(n in scene.finite for n in inside)


def _says(scene: Scene, n: int, markers: frozenset[str]) -> bool:
    token = scene.sentence.tokens[n]
    return scene.lemmas[n] in markers or token.text.lower() in markers


def _phrase(scene: Scene, markers: frozenset[str]) -> str | None:
    """The entry of several words that stands in the sentence ("called off"), if one does."""
    said = f" {' '.join(scene.folded)} "
    # "n'aura finalement pas lieu": an adverb may stand within
    plain = [w for w, t in zip(scene.folded, scene.sentence.tokens, strict=True) if t.pos != "ADV" or w in _NEGATIVE]
    told = f" {' '.join(plain)} "
    return next((m for m in _of_several_words(markers) if f" {m} " in said or f" {m} " in told), None)


def _elsewhere(scene: Scene, phrase: str, cue: Cue, index: int, chain: tuple[int, ...]) -> bool:
    """ "spoke by telephone and asked for the visit to be put off": the words are of another verb."""
    first = phrase.split()[0].rstrip("'")
    at = next((n for n in range(index + 1, len(scene.folded)) if scene.folded[n].startswith(first)), None)
    told = syntax.tense(scene.sentence, chain[-1]) in ("past", "pluperfect")
    inside = not cue.noun or chain[-1] < index  # "A summit … was put off" is the noun's own
    return inside and told and at is not None and scene.finite_between(index, at, frozenset(chain))


@cache
def _of_several_words(markers: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(m for m in markers if " " in m))


def _later(when: When | None, published: When | None) -> bool:
    return bool(when and published and when.start and published.end and when.start > published.end)


def _past(when: When | None, published: When | None) -> bool:
    return bool(when and published and when.end and published.end and when.end <= published.end)


def preceded(scene: Scene, index: int, markers: frozenset[str]) -> bool:
    """Whether one of the words stands just before the noun phrase or on the noun ("lors de", "after").

    Only as far as its own words reach: "depuis des semaines un sommet" is no "depuis un sommet".
    """
    tokens = scene.sentence.tokens
    for n in range(index - 1, max(-1, index - 7), -1):
        if _says(scene, n, markers):
            return True
        parted = tokens[n].pos in ("NOUN", "PROPN") and tokens[n + 1].pos == "DET"
        if parted or tokens[n].pos in syntax.VERBAL or tokens[n].text in (",", ";", ":"):
            return False
    return False


def _modifiers(scene: Scene, index: int) -> list[int]:
    """Words on the cue or on its light verb: adjectives, participles, auxiliaries, modal helpers."""
    out: list[int] = []
    for n in syntax.children(scene.sentence, index):
        token = scene.sentence.tokens[n]
        if token.dep in ("amod", "acl", "aux", "det", "compound", "acl:relcl", "relcl", "neg") or token.pos in (
            "ADJ",
            "AUX",
            "DET",
        ):
            out.append(n)
    # the parser ties an adjective or "prévu" beside the noun to something else about one time in ten
    out.extend(
        n
        for n in (index - 1, index + 1, index + 2)
        if 0 <= n < len(scene.folded)
        and scene.sentence.tokens[n].pos in ("ADJ", "VERB")
        and n not in out
        and n > index - 2
    )
    return [
        n
        for n in out
        if not (scene.sentence.tokens[n].pos == "VERB" and syntax.is_finite(scene.sentence, n) and n > index)
    ]


def _governors(scene: Scene, index: int) -> list[int]:
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


def _conditional(scene: Scene, words: Words, chain: tuple[int, ...]) -> bool:
    """ "si X rencontrait Y", "if they meet": a mark of condition on a verb of the chain."""
    return any(
        scene.folded[k] in words.status["conditional"] and scene.sentence.tokens[k].dep in ("mark", "case", "advmod")
        for n in chain
        for k in syntax.children(scene.sentence, n)
        if scene.sentence.tokens[n].pos in syntax.VERBAL
    )


def _only_after(scene: Scene, words: Words, chain: tuple[int, ...]) -> bool:
    """ "ne verra Y qu'après", "would only meet Y after": what has to come before it may never come."""
    verb = next((n for n in chain if scene.sentence.tokens[n].pos in syntax.VERBAL), None)
    if verb is None:
        return False
    near = range(max(0, verb - 4), min(len(scene.folded), verb + 3))
    return any(scene.folded[n] in words.status["only"] for n in near) and any(
        f" {phrase} " in scene.text for phrase in words.status["only_when"]
    )


def _unasserted(scene: Scene, words: Words, cue: Cue, index: int, chain: tuple[int, ...]) -> str | None:
    """Why a cue without a finite verb of its own, or under one that does not report, asserts nothing; None if it does.

    A closed list: an infinitive asserts after "après", "avant de", under a verb of being about to, of reporting or of
    going there; a clause under "que" asserts where its verb reports; an indefinite noun under a verb that carries it.
    """
    if cue.noun:  # "cinq fois, dont une visioconférence en mai": one of those counted
        return None if among(scene, words, index) is not None else _indefinite(scene, words, index, chain)
    tokens = scene.sentence.tokens
    helpers = syntax.auxiliaries(scene.sentence, index)
    headed = "VerbForm=Inf" in tokens[index].morph and any(p.last == index - 1 for p in scene.people) and not helpers
    if headed and not _governors(scene, index):
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
        if _says(scene, n, timed):
            return None
        n -= 1
    if n < 0 or _says(scene, n, timed):
        return None
    achieved = syntax.tense(scene.sentence, chain[-1]) in ("past", "pluperfect")
    if achieved and len(chain) > 1 and _says(scene, chain[1], words.status["achieved"]):
        return None  # "a pu s'entretenir"
    if _ranked(scene, words, chain):
        return None  # "became the fourth leader to visit Y"
    governors = [k for k in (*chain[1:2], n) if 0 <= k < len(tokens)]
    allowed = words.status["announced"] | words.status["reporting"] | words.status["carries"] | words.light
    if any(_says(scene, k, allowed) for k in governors):
        return _below(scene, words, chain)
    going = [k for k in (*chain[1:], *range(first)) if _says(scene, k, words.status["goes"])]
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
        return None if _says(scene, marks[0] - 1, timed) else "a subjunctive: wanted, feared or denied"
    if tokens[finite].dep != "ccomp" or head == finite or tokens[head].pos not in syntax.VERBAL:
        return None
    if not any(scene.folded[k] in ("que", "qu'", "that") for k in range(min(head, finite), max(head, finite))) and (
        head > finite or _says(scene, head, words.status["reporting"])
    ):
        return None
    told = words.status["reporting"] | words.status["announced"] | words.status["denied"]
    if not _says(scene, head, told):
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
    if not articles or any(_says(scene, n, allowed) for n in (chain[1:2] if verb == chain[1] else chain[1:])):
        return None
    return f"“{tokens[verb].text}” does not say that it was or will be"
