"""Summaries: whole sentences of the text, the central ones, nothing twice."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from filrouge.records import Article, Image
from filrouge.tell.summary import candidates, centrality, summarise

LONG = "The two leaders spoke about the defence of Europe in Paris on Friday."


def article(text: str, images: tuple[Image, ...] = ()) -> Article:
    return Article("a", "c", 0, "page", "lead", text, images=images)


def unit(*rows: list[float]) -> np.ndarray:
    given_rows = np.array(rows, dtype=np.float32)
    return given_rows / np.linalg.norm(given_rows, axis=1, keepdims=True)


@given(st.text(max_size=400))
def test_candidates_stand_where_they_say(text: str) -> None:
    for c in candidates(article(text)):
        assert text[c.start : c.end] == c.sentence


def test_captions_headings_and_scraps_are_not_quoted() -> None:
    caption = "The chancellor and the president shake hands before their talks in Paris."
    text = (
        f"{caption}\n\nWhat they said\n\n{LONG}\n\nYes!\n\nA photograph of the two leaders in Paris on Friday © Agency."
    )
    found = candidates(article(text, (Image(None, f"{caption} Agency", None),)))
    assert [c.sentence for c in found] == [LONG]


def test_what_was_cut_is_quoted_only_where_there_is_nothing_else() -> None:
    cut = [
        "The two leaders spoke about the defence of Europe and…",
        "The two leaders spoke about the defence of Europe...",
    ]
    cut.append("The president thanked them for their « understanding of the reasons »")
    for text in cut:
        assert candidates(article(text)) == ()
        assert [c.sentence for c in candidates(article(text), whole=False)] == [text]
    assert candidates(article(f"He said: “{LONG}”"))


def test_scripts_that_part_no_words_are_quoted_too() -> None:
    text = "两国领导人星期五在巴黎举行会晤，就欧洲防务问题交换了意见，并发表了联合声明，随后共同会见记者。"
    assert [c.sentence for c in candidates(article(text))] == [text]


def test_the_walk_visits_what_is_like_the_most() -> None:
    likeness = np.clip(unit([1, 0, 0], [1, 1, 0], [0, 1, 0], [0, 0, 1]), 0, 1)
    visits = centrality(likeness @ likeness.T, np.ones(4, dtype=np.float32))
    assert abs(float(visits.sum()) - 1) < 1e-4
    assert int(np.argmax(visits)) == 1


def test_a_summary_repeats_neither_itself_nor_what_was_said() -> None:
    text = "\n".join(f"{LONG[:-1]} number {word}." for word in ("one", "two", "three"))
    given_candidates = candidates(article(text))
    assert len(given_candidates) == 3
    vectors = unit([1, 0], [1, 0.01], [0, 1])
    chosen = summarise(given_candidates, vectors, 3)
    assert sorted(c.candidate.position for c in chosen) == [0, 2]
    after = summarise(given_candidates, vectors, 3, said=[vectors[0]])
    assert [c.candidate.position for c in after] == [2]


def test_the_lead_comes_before_its_equals_and_lengths_are_kept() -> None:
    text = "\n".join(f"{LONG[:-1]} number {word}." for word in ("one", "two", "three"))
    given_candidates = candidates(article(text))
    chosen = summarise(given_candidates, unit([1, 0, 0], [0, 1, 0], [0, 0, 1]), 1)
    assert [c.candidate.position for c in chosen] == [0]
    assert summarise(given_candidates, unit([1, 0, 0], [0, 1, 0], [0, 0, 1]), 0) == ()
    assert summarise((), np.zeros((0, 3), dtype=np.float32), 5) == ()
    assert len(summarise(given_candidates, np.zeros((3, 3), dtype=np.float32), 9)) == 3
