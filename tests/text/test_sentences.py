"""Sentences by end marks: nothing lost, nothing beyond a line, shortenings do not end one."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filrouge.text.sentences import sentences


def cut(text: str) -> list[str]:
    return [text[a:b] for a, b in sentences(text)]


@given(st.text(alphabet=st.sampled_from("aA .!?…\n«»\"'30。」é\u00a0"), max_size=80) | st.text(max_size=200))
def test_sentences_follow_each_other_and_hold_all_that_is_no_blank(text: str) -> None:
    end = 0
    for a, b in sentences(text):
        assert end <= a < b <= len(text)
        assert not text[end:a].strip()
        assert "\n" not in text[a:b]
        assert text[a:b] == text[a:b].strip()
        end = b
    assert not text[end:].strip()


@pytest.mark.parametrize(
    "parts",
    [
        ["M. Macron a reçu Mme. Merkel.", "Ils ont parlé."],
        ["« C’est fini ! »", "Il est parti."],
        ["« Non ! », a-t-il dit.", "Puis rien."],
        ["He said: “Stop!” and left.", "Then?", "Nothing…"],
        ["The U.S. president met J. D. Vance at 3.30 p.m. on Friday.", "They talked."],
        ["Am 30. Juni trafen sie sich.", "Danach flogen sie ab."],
        ["Prices rose 3.5 percent.", "“Why?” she asked."],
    ],
)
def test_ends_are_told_from_shortenings(parts: list[str]) -> None:
    assert cut(" ".join(parts)) == parts


def test_scripts_without_blanks_are_cut_after_their_marks() -> None:
    assert cut("两国领导人会晤。他说：“很好！”随后离开。") == ["两国领导人会晤。", "他说：“很好！”", "随后离开。"]


@pytest.mark.parametrize(
    "text", ["." * 50_000, "a. " * 20_000, ".»" * 20_000, " " * 50_000, "«" * 50_000, "1. " * 20_000]
)
def test_hostile_texts_take_time_in_step_with_their_length(text: str) -> None:
    begin = time.perf_counter()
    list(sentences(text))
    assert time.perf_counter() - begin < 2
