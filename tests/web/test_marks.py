"""Marks never change the text that they lie on."""

from hypothesis import given
from hypothesis import strategies as st

from filrouge.web.marks import Mark, paragraphs

SPANS = st.lists(st.tuples(st.integers(-5, 90), st.integers(-5, 90), st.sampled_from(["event", "name"])), max_size=12)


@given(st.text(alphabet="ab \n", max_size=80), SPANS)
def test_the_runs_give_the_text_back(text: str, spans: list[tuple[int, int, str]]) -> None:
    marks = [Mark(a, b, kind, str(n), "") for n, (a, b, kind) in enumerate(spans)]
    shown = ["".join(run.text for run in p.runs) for p in paragraphs(text, marks)]
    assert shown == [block for block in text.split("\n\n") if block.strip()]


def test_overlapping_marks_split_where_either_begins_or_ends() -> None:
    (paragraph,) = paragraphs("abcdef", [Mark(0, 4, "event", "e1", ""), Mark(2, 6, "statement", "s1", "")])
    assert [(r.text, r.kinds) for r in paragraph.runs] == [
        ("ab", "event"),
        ("cd", "event statement"),
        ("ef", "statement"),
    ]
    assert [m.key for r in paragraph.runs for m in r.opens] == ["e1", "s1"]
