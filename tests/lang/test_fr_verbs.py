"""Futures and conditionals by their form."""

import pytest

from filrouge.lang.fr.verbs import recovered, settled
from filrouge.records import Token

PAST, IMPERFECT = "Mood=Ind|Tense=Past|VerbForm=Fin", "Mood=Ind|Tense=Imp|VerbForm=Fin"


@pytest.mark.parametrize(
    ("form", "lemma", "tense"),
    [
        ("recevra", "recevoir", "Fut"),
        ("rencontrera", "rencontrer", "Fut"),
        ("tiendront", "tenir", "Fut"),
        ("prendra", "prendre", "Fut"),
        ("finira", "finir", "Fut"),
        ("ira", "aller", "Fut"),
        ("rencontra", "rencontrer", "Past"),
        ("entra", "entrer", "Past"),
        ("opéra", "opérer", "Past"),
    ],
)
def test_future_or_simple_past(form: str, lemma: str, tense: str) -> None:
    assert f"Tense={tense}" in settled(form, lemma, PAST)


@pytest.mark.parametrize(
    ("form", "lemma", "conditional"),
    [
        ("rencontrerait", "rencontrer", True),
        ("devrait", "devoir", True),
        ("viendraient", "venir", True),
        ("rencontrait", "rencontrer", False),
        ("ouvrait", "ouvrir", False),
        ("recevait", "recevoir", False),
    ],
)
def test_conditional_or_imperfect(form: str, lemma: str, conditional: bool) -> None:
    assert ("Mood=Cnd" in settled(form, lemma, IMPERFECT)) == conditional


def test_infinitives_and_participles_stay() -> None:
    assert settled("entra", "recevoir", "VerbForm=Inf") == "VerbForm=Inf"


def tokens(*words: tuple[str, str, str, int]) -> tuple[Token, ...]:
    """From (form, part of speech, relation, head)."""
    return tuple(Token(n, n + 1, form, form, pos, dep, head, "") for n, (form, pos, dep, head) in enumerate(words))


@pytest.mark.parametrize(
    ("form", "infinitive"),
    [
        ("rencontrera", "rencontrer"),
        ("recevront", "recevoir"),
        ("prendrait", "prendre"),
        ("réuniront", "réunir"),
        ("soutiendra", "soutenir"),
        ("opéra", None),
        ("caméra", None),
        ("paria", None),
        ("portrait", None),
    ],
)
def test_futures_taken_for_nouns_are_verbs_again(form: str, infinitive: str | None) -> None:
    known = {"rencontrer", "recevoir", "prendre", "réunir", "soutenir", "opérer", "parier", "porter", "porte"}
    (token,) = recovered(tokens((form, "NOUN", "nmod", 0)), known)
    assert (token.lemma if token.pos == "VERB" else None) == infinitive


def test_a_participle_needs_its_auxiliary() -> None:
    told = tokens(("ont", "AUX", "aux:tense", 1), ("déjeuné", "NOUN", "conj", 1), ("pavé", "NOUN", "obj", 1))
    assert [t.pos for t in recovered(told, {"déjeuner", "paver"})] == ["AUX", "VERB", "NOUN"]
