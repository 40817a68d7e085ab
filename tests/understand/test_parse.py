"""Step 3: sentences and tokens point into the reading, with a model and without."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filrouge.understand.parse import Parser


@given(st.text(max_size=400))
def test_without_a_model_every_word_is_kept_at_its_place(text: str) -> None:
    parse = Parser().parse("a", text, "xx")
    tokens = [t for s in parse.sentences for t in s.tokens]
    assert all(text[t.start : t.end] == t.text for t in tokens)
    assert "".join(t.text for t in tokens) == "".join(text.split())
    assert not parse.has_syntax


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


@pytest.mark.slow
def test_french_tense_and_names(parser: Parser) -> None:
    text = "Emmanuel Macron rencontrera Olaf Scholz à Berlin.\n\nIls s’étaient vus en mai."
    parse = parser.parse("a", text, "fr")
    assert [text[s.start : s.end] for s in parse.sentences] == text.split("\n\n")
    assert any("Tense=Fut" in t.morph for t in parse.sentences[0].tokens)
    assert {text[n.start : n.end] for n in parse.names if n.kind == "person"} == {"Emmanuel Macron", "Olaf Scholz"}


@pytest.mark.slow
@pytest.mark.parametrize("language", ["fr", "en"])
@given(text=st.text(alphabet="aA «»“”’.\n\u00a0é1(", max_size=80))
def test_offsets_and_heads_hold_on_any_text(language: str, text: str) -> None:
    parse = _SHARED.parse("a", text, language)
    for sentence in parse.sentences:
        assert sentence.tokens
        assert all(0 <= t.head < len(sentence.tokens) for t in sentence.tokens)
        assert all(0 <= t.start < t.end <= len(text) for t in sentence.tokens)


_SHARED = Parser()


def test_hard_wrapped_lines_are_one_sentence_and_short_lines_are_not_joined() -> None:
    wrapped = (
        "The two ministers met for three hours in the capital on Tuesday and\n"
        "agreed to meet again before the end of the year, their offices said\n"
        "in the evening. Nothing was signed.\n\nShort line\nAnother line"
    )
    parse = Parser().parse("a", wrapped, "xx")
    texts = [wrapped[s.start : s.end].replace("\n", " ") for s in parse.sentences]
    assert [t.split()[0] for t in texts] == ["The", "Nothing", "Short", "Another"]
    assert texts[0].endswith("in the evening.")
