"""French futures and conditionals told by their form, where the parser's model mistakes them for past tenses.

The model takes "recevra" for a simple past and "rencontrerait" for an imperfect now and then; the endings of both
tenses stand on a stem in -r that no past tense has, so the form settles it (Grevisse, Le Bon Usage, § 800–802).
"""

from __future__ import annotations

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
