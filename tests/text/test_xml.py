"""XML of any make."""

from hypothesis import given
from hypothesis import strategies as st

from filrouge.text.xml import tree


def words(text: str) -> list[str]:
    root = tree(text)
    return [] if root is None else [str(piece) for piece in root.itertext()]


def test_a_fault_costs_what_stands_at_its_place() -> None:
    assert words("<a><b>one</b><c>two</a>") == ["one", "two"]
    assert tree("no tags") is None


def test_references_to_half_a_character_are_no_text() -> None:
    assert words("<a>&#xD800;one &#57343;&#233;</a>") == ["\ufffdone \ufffdé"]


@given(st.lists(st.sampled_from(["&#", "x", "D800", ";", "57343", "<a>", "</a>", "é", "&amp;", "\ud800", "<!", "]]>"])))
def test_any_text_is_a_tree_of_whole_words_or_none(pieces: list[str]) -> None:
    for word in words("<r>" + "".join(pieces)):
        word.encode()
