"""What the sentence asserts of the event: announced, held, cancelled, denied, or nothing.

Read from the cue up its chain of governors to the finite verb: a word of possibility, a negation or a
condition on the way asserts nothing; a word of cancelling or denying decides; else the tense does.
"""

from __future__ import annotations

from functools import cache

from filrouge.data.kinds import Cue, Words
from filrouge.lang import syntax
from filrouge.records import Status, When, Why
from filrouge.understand.events.asserting import conditional, governors, negated, only_after, preceded, says, unasserted
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
    above = governors(scene, index)
    fronted = cue.noun and preceded(scene, index, words.status["held"] | words.status["after"])
    fronted = fronted or (index == 0 and "VerbForm=Part" in sentence.tokens[index].morph)  # "Reçu à Rome, X a …"
    near = {*((index,) if fronted else chain), *_modifiers(scene, index)}
    lemmas = {n: sentence.tokens[n].lemma.lower() for n in {*near, *above}}

    # A denial often has no good place in the parse ("dément" read as an adverb): before the cue it counts anywhere.
    for n in range(index):
        if says(scene, n, words.status["denied"]):
            return "denied", f"“{sentence.tokens[n].text}”"
    if (phrase := _phrase(scene, words.status["cancelled"])) and not _elsewhere(scene, phrase, cue, index, chain):
        return "cancelled", f"“{phrase}”"
    for n in sorted(near):
        if lemmas[n] in words.status["cancelled"]:
            return "cancelled", f"“{sentence.tokens[n].text}”"
    if said_not := negated(scene, words, (index,) if fronted else chain):
        if any(says(scene, n, words.status["denied"]) for n in range(len(scene.folded))):
            return "denied", Why("negated by “{words}”, and denied", words=said_not)
        if any(says(scene, n, words.status["cancelled"]) for n in range(len(scene.folded))):
            return "cancelled", Why("negated by “{words}”, and called off", words=said_not)
        return None, f"negated by “{said_not}”"
    if conditional(scene, words, chain) or only_after(scene, words, chain):
        return None, "a condition"
    finite = chain[-1]
    tense = syntax.tense(sentence, finite)
    # "hâte de voir", "prêt à rencontrer": what stands close before an infinitive counts whatever the parse makes of it
    before = range(max(0, index - 3), index) if "VerbForm=Inf" in sentence.tokens[index].morph else ()
    for n in sorted({*near, *before}):
        if (
            n != index
            and says(scene, n, words.status["possible"])
            and not (n == finite and lemmas.get(n) in words.light and cue.noun)
            and not (lemmas.get(n) in words.status["achieved"] and tense in ("past", "pluperfect"))
        ):
            return None, f"“{sentence.tokens[n].text}” only says that it may be"
    if (
        above
        and sentence.tokens[finite].dep in ("ccomp", "csubj", "obj", "acl")
        and says(scene, above[0], words.status["possible"])
    ):
        return None, f"“{sentence.tokens[above[0]].text}” only says that it may be"
    if reason := unasserted(scene, words, cue, index, chain):
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
        if planned and any(says(scene, k, words.status["cancelled"]) for k in range(len(scene.folded))):
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


def _phrase(scene: Scene, markers: frozenset[str]) -> str | None:
    """The entry of several words that stands in the sentence ("called off"), if one does."""
    said = f" {' '.join(scene.folded)} "
    # "n'aura finalement pas lieu": an adverb may stand within
    plain = [w for w, t in zip(scene.folded, scene.sentence.tokens, strict=True) if t.pos != "ADV" or w in _NEGATIVE]
    told = f" {' '.join(plain)} "
    return next((m for m in of_several_words(markers) if f" {m} " in said or f" {m} " in told), None)


def _elsewhere(scene: Scene, phrase: str, cue: Cue, index: int, chain: tuple[int, ...]) -> bool:
    """ "spoke by telephone and asked for the visit to be put off": the words are of another verb."""
    first = phrase.split()[0].rstrip("'")
    at = next((n for n in range(index + 1, len(scene.folded)) if scene.folded[n].startswith(first)), None)
    told = syntax.tense(scene.sentence, chain[-1]) in ("past", "pluperfect")
    inside = not cue.noun or chain[-1] < index  # "A summit … was put off" is the noun's own
    return inside and told and at is not None and scene.finite_between(index, at, frozenset(chain))


@cache
def of_several_words(markers: frozenset[str]) -> tuple[str, ...]:
    """Those entries of a list that are phrases, in order."""
    return tuple(sorted(m for m in markers if " " in m))


def _later(when: When | None, published: When | None) -> bool:
    return bool(when and published and when.start and published.end and when.start > published.end)


def _past(when: When | None, published: When | None) -> bool:
    return bool(when and published and when.end and published.end and when.end <= published.end)


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
