"""Futures and conditionals by their form."""

import pytest

from filrouge.lang.fr.verbs import settled

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
