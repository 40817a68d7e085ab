"""French verbs told by their form, where the parser's model mistakes their tense or takes them for no verb at all.

The model takes "recevra" for a simple past and "rencontrerait" for an imperfect now and then; the endings of both
tenses stand on a stem in -r that no past tense has, so the form settles it (Grevisse, Le Bon Usage, § 800–802).
Beside names that it has not seen it also takes "rencontrera" or, after "ont", "déjeuné" for a noun.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

from filrouge.records import Token

_FUTURE = ("ai", "as", "a", "ons", "ez", "ont")
_CONDITIONAL = ("ais", "ait", "ions", "iez", "aient")
_ENDINGS = sorted(
    [(e, "Mood=Cnd|Tense=Pres") for e in _CONDITIONAL] + [(e, "Mood=Ind|Tense=Fut") for e in _FUTURE],
    key=lambda pair: -len(pair[0]),
)
_IRREGULAR_IR = ("iendr", "courr", "mourr", "querr", "cueiller")


def settled(form: str, lemma: str, morph: str) -> str:
    """The features with mood and tense put right where the form of a finite verb shows a future or a conditional."""
    if "VerbForm=Inf" in morph or "VerbForm=Part" in morph:
        return morph
    for ending, features in _ENDINGS:
        if form.lower().endswith(ending) and _stem(form.lower().removesuffix(ending), lemma.lower()):
            kept = [f for f in morph.split("|") if f and not f.startswith(("Mood=", "Tense="))]
            return "|".join(sorted([*kept, *features.split("|")]))
    return morph


def _stem(stem: str, lemma: str) -> bool:
    """Whether it is the verb's stem of the future."""
    if lemma.endswith("er"):
        return stem.endswith(("er", "enverr")) or stem == "ir"
    if lemma.endswith("oir") or lemma.endswith("re"):
        return stem.endswith("r")
    return lemma.endswith("ir") and stem.endswith(("ir", *_IRREGULAR_IR))


_STEMS = (("iendr", "enir"), ("evr", "evoir"), ("enverr", "envoyer"), ("verr", "voir"), ("courr", "courir"))
"""Stems of the future that are not the infinitive, or that without its last letter."""
_PARTICIPLES = ("ées", "ée", "és", "é")
_NO_VERB = ("NOUN", "PROPN", "ADJ", "ADV", "X", "INTJ", "ADP")


def corrected(tokens: tuple[Token, ...], infinitives: Set[str]) -> tuple[Token, ...]:
    """The tokens of a sentence with the verbs that the model missed, and the tenses that it mistook, put right."""
    return tuple(_settled(t) if t.pos in ("VERB", "AUX") else t for t in recovered(tokens, infinitives))


def _settled(token: Token) -> Token:
    morph = settled(token.text, token.lemma, token.morph)
    return token if morph == token.morph else replace(token, morph=morph)


def recovered(tokens: tuple[Token, ...], infinitives: Set[str]) -> tuple[Token, ...]:
    """The tokens of a sentence, those that can only be a future, a conditional or a participle made verbs.

    A participle has its auxiliary before it; the others are told by their form and a known infinitive.
    """
    helped = {t.head for t in tokens if t.dep == "aux:tense"}
    out = []
    for n, token in enumerate(tokens):
        if token.pos in _NO_VERB and token.text.islower():
            if found := _future(token.text, token.lemma, infinitives):
                token = replace(token, pos="VERB", lemma=found[0], morph=found[1])
            elif n in helped and (infinitive := _participle(token.text, infinitives)):
                token = replace(token, pos="VERB", lemma=infinitive, morph="Tense=Past|VerbForm=Part")
        out.append(token)
    return tuple(out)


def _future(form: str, lemma: str, infinitives: Set[str]) -> tuple[str, str] | None:
    """Infinitive and features of a future or conditional; the infinitive is a known one, or the model's own lemma."""
    for ending, features in _ENDINGS:
        stem = form.removesuffix(ending)
        if stem == form or not stem.endswith("r"):
            continue
        whole = [stem, stem + "e", *(stem.removesuffix(old) + new for old, new in _STEMS if stem.endswith(old))]
        if infinitive := next(
            (w for w in whole if (w in infinitives or w == lemma) and w.endswith(("er", "ir", "re", "oir"))), None
        ):
            return infinitive, f"{features}|VerbForm=Fin"
    return None


def _participle(form: str, infinitives: Set[str]) -> str | None:
    stem = next((form.removesuffix(e) for e in _PARTICIPLES if form.endswith(e)), None)
    return stem + "er" if stem is not None and stem + "er" in infinitives else None
