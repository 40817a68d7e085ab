"""Questions about one sentence's dependency tree, asked the same way of Universal Dependencies and ClearNLP labels."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from filrouge.records import Sentence, Token

VERBAL = ("VERB", "AUX")

_PERFECT = ("avoir", "être", "have")
_SUBJECT = ("nsubj", "nsubj:pass", "nsubjpass", "csubj", "expl:subj")
_AUXILIARY = ("aux", "aux:tense", "aux:pass", "aux:caus", "auxpass", "cop")


def ancestors(sentence: Sentence, index: int) -> Iterator[int]:
    """The heads of a token from the nearest up to its root; ends even on a broken, cyclic tree."""
    seen = {index}
    while (head := sentence.tokens[index].head) not in seen:
        yield head
        seen.add(head)
        index = head


def children(sentence: Sentence, index: int) -> tuple[int, ...]:
    return sentence.governed[index]


def auxiliaries(sentence: Sentence, verb: int) -> list[int]:
    return [n for n in children(sentence, verb) if sentence.tokens[n].dep in _AUXILIARY]


def is_finite(sentence: Sentence, verb: int) -> bool:
    """Whether the verb, or one of its auxiliaries, carries a person and a tense."""
    return any(
        "VerbForm=Fin" in sentence.tokens[n].morph or "Mood=" in sentence.tokens[n].morph
        for n in (verb, *auxiliaries(sentence, verb))
    )


def features(token: Token) -> frozenset[str]:
    return _features(token.morph)


@cache
def _features(morph: str) -> frozenset[str]:
    """A language has some hundreds of combinations of features."""
    return frozenset(morph.split("|")) if morph else frozenset()


def subject(sentence: Sentence, verb: int) -> int | None:
    return next((n for n in children(sentence, verb) if sentence.tokens[n].dep in _SUBJECT), None)


def governing_verb(sentence: Sentence, index: int) -> int | None:
    """The nearest verb at or above the token; an auxiliary gives the verb that it serves."""
    for n in (index, *ancestors(sentence, index)):
        token = sentence.tokens[n]
        if token.pos == "VERB" or (token.pos == "AUX" and token.dep not in _AUXILIARY):
            return n
    return None


def tense(sentence: Sentence, verb: int) -> str | None:
    """past · pluperfect · present · future · conditional of a verb with its auxiliaries; None for an infinitive.

    A French auxiliary in the present with a past participle is past; "will", "shall" and the future
    of an auxiliary are future; "would" is conditional.
    """
    own = features(sentence.tokens[verb])
    helpers = [(sentence.tokens[n], features(sentence.tokens[n])) for n in auxiliaries(sentence, verb)]
    everything = own.union(*(f for _, f in helpers))
    lemmas = {t.lemma.lower() for t, _ in helpers} | {t.text.lower() for t, _ in helpers}
    if "Mood=Cnd" in everything or "would" in lemmas:
        return "conditional"
    if "Tense=Fut" in everything or lemmas & {"will", "'ll", "shall"}:
        return "future"
    if "Mood=Sub" in everything and "Tense=Past" not in everything:
        return "conditional"
    passive_present = any(t.dep in ("aux:pass", "auxpass") and "Tense=Pres" in f for t, f in helpers)
    perfect = any(t.dep in ("aux:tense", "aux") and "Tense=Pres" in f for t, f in helpers)
    if passive_present and not perfect:
        return "present"
    if any(
        t.dep in ("aux:tense", "aux") and (f & {"Tense=Imp", "Tense=Past"}) and t.lemma.lower() in _PERFECT
        for t, f in helpers
    ):
        return "pluperfect"
    if everything & {"Tense=Past", "Tense=Imp"}:
        return "past"
    if "Tense=Pres" in everything:
        return "present"
    return None
