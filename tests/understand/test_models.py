import pytest
import spacy

from filrouge.understand import models

LINES = (
    "Le chancelier Olaf Scholz a reçu jeudi à Berlin son homologue polonais, qu'il n'avait pas vu depuis mars.",
    "« Je m'y rendrai », a-t-il répondu mardi. La rencontre, reportée deux fois, aura lieu à Varsovie le 12 juin 2024.",
    "Oui.",
)


def test_the_same_answers_as_the_model_as_it_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    quick, plain = models.load("fr"), spacy.load(models.MODELS["fr"])
    assert quick is not None
    for most in (models.MOST_WORDS, 9):  # with room for nine words, the table begins anew at each text
        monkeypatch.setattr(models, "MOST_WORDS", most)
        for lines in (LINES, LINES[::-1]):
            for ours, theirs in zip(quick.pipe(lines), plain.pipe(lines), strict=True):
                assert [(t.lemma_, t.pos_, t.dep_, t.head.i, str(t.morph)) for t in ours] == [
                    (t.lemma_, t.pos_, t.dep_, t.head.i, str(t.morph)) for t in theirs
                ]
                assert [(e.start, e.end, e.label_) for e in ours.ents] == [
                    (e.start, e.end, e.label_) for e in theirs.ents
                ]


def test_a_language_without_a_model() -> None:
    assert models.load("tlh") is None
