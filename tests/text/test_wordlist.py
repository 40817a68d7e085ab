import re

from hypothesis import given
from hypothesis import strategies as st

from filrouge.text.wordlist import either

WORDS = st.lists(st.text("abÉ' -", min_size=1, max_size=4), min_size=1, max_size=8)


@given(WORDS, st.text("abéÉB' -.", max_size=40))
def test_finds_what_a_plain_list_finds(words: list[str], text: str) -> None:
    plain = "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))
    tree = re.compile(r"(?<!\w)" + either(words, after=r"(?!\w)", elided=r"(?!\w)"))
    listed = re.compile(rf"(?<!\w)(?:{plain})(?!\w)", re.IGNORECASE)
    assert [m.span() for m in tree.finditer(text)] == [m.span() for m in listed.finditer(text)]


def test_an_elided_word_needs_no_end() -> None:
    pattern = re.compile(either(["qu'", "que"], after=r"\b"))
    assert [m[0] for m in pattern.finditer("qu'on dit que")] == ["qu'", "que"]


def test_no_words_match_nothing() -> None:
    assert not re.search(either([]), "anything")
