from hypothesis import given
from hypothesis import strategies as st

from filrouge.text.normalise import clean, fold


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_clean_text_can_be_written_as_utf8(text: str) -> None:
    clean(text).encode()


def test_what_a_reader_sees_stays() -> None:
    assert clean("«\u00a0L’été\u202f» – e\u0301té") == "« L’été » – été"


def test_what_no_reader_sees_goes() -> None:
    assert clean("\ufeffa\u200bb\u00adc\u202e\r\n\r\n\r\nd\x00\ud800 ") == "abc\n\nd"


def test_persian_joiners_stay() -> None:
    assert clean("می\u200cشود") == "می\u200cشود"


def test_windows_bytes_read_as_latin_are_mended() -> None:
    assert clean("l\x92\x93acte\x94\x85") == "l’“acte”…"


def test_comparison_ignores_case_accents_and_typography() -> None:
    assert fold("L’ŒUVRE — « Été »") == fold('l\'oeuvre - " ete "')
    assert fold("İstanbul") == fold("istanbul") == fold("ISTANBUL")


def test_hangul_stays_composed() -> None:
    assert fold("한국") == "한국"
