"""Search tokens: the same for text and query, whatever the accents, case or apostrophes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filrouge.text.analyze import SNOWBALL, analyze, fold


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("fr", "L’Élysée", "elysee"),
        ("fr", "déclaré", "DECLAREES"),
        ("fr", "aujourd’hui", "aujourd'hui"),
        ("fr", "jusqu'au cœur de l'œuvre", "coeur oeuvre"),
        ("en", "ministers’ talks", "minister talk"),
        ("en-GB", "the Minister", "ministers"),
        ("de", "Gespräche", "gespräch"),
        ("ru", "переговорах", "переговоры"),
        ("el", "Σύνοδος", "ΣΥΝΟΔΟΣ"),
        (None, "Müller", "muller"),
    ],
)
def test_forms_of_one_word_give_the_same_tokens(language: str | None, one: str, other: str) -> None:
    assert analyze(one, language) == analyze(other, language) != []


def test_stop_words_give_nothing() -> None:
    assert analyze("le la les de l’ et", "fr") == []
    assert analyze("the of and", "en") == []
    assert analyze("the", "xx") == ["the"]


def test_chinese_gives_pairs_of_characters_and_latin_words_whole() -> None:
    assert analyze("访问G20北京", "zh") == ["访问", "g20", "北京"]
    assert analyze("北京市", "zh") == ["北京", "京市"]


@given(st.text(max_size=200), st.sampled_from([None, *sorted(SNOWBALL), "zh"]))
def test_tokens_are_whole_to_a_plain_tokeniser(text: str, language: str | None) -> None:
    for token in analyze(text, language):
        assert token
        assert token.isalnum()
        assert len(token) <= 64


@given(st.text(max_size=100))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
