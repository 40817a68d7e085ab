"""Who first, who took it from whom, who dropped the credit, who changed what."""

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from tests.relate.making import article

from filrouge.records import Copy
from filrouge.relate.lineage import changes, lineage

WIRE = (
    "The river rose by two metres in the night and 40 families left their homes near Coimbra. The mayor opened the "
    "sports hall for them. Trains to Lisbon stop until noon."
)
LATER = WIRE.replace("40 families", "55 families").replace(" Trains to Lisbon stop until noon.", "")


def link(
    copy: str, of: str, credited: bool = False, directed: bool = True, kind: str = "near", sure: float = 0.9
) -> Copy:
    return Copy(copy, of, kind, sure, directed, credited, ())  # type: ignore[arg-type]


AGENCY = article("River rises", WIRE, date(2024, 2, 1), id="a", outlet="Lusa", agencies=("Lusa",))
CREDITING = article("River rises", WIRE, date(2024, 2, 2), id="b", agencies=("Lusa",))
SILENT = article("River rises in Coimbra", LATER, date(2024, 2, 3), id="c")
ALONE = article("Another", "Text.", date(2024, 2, 1), id="d")


def test_the_first_the_takers_and_who_dropped_the_credit_are_told_in_order():
    links = [link("b", "a", credited=True), link("c", "a"), link("c", "b", sure=0.9)]
    first, second, third = lineage([SILENT, ALONE, CREDITING, AGENCY], links)
    assert (first.article, first.link) == ("a", None)
    assert (second.article, second.link and second.link.of, second.dropped) == ("b", "a", ())
    assert (third.article, third.link and third.link.of, third.dropped) == ("c", "a", ("Lusa",))


def test_what_is_credited_counts_before_what_is_earlier():
    links = [link("c", "a", sure=0.99), link("c", "b", credited=True, sure=0.7)]
    assert {d.article: d.link and d.link.of for d in lineage([AGENCY, CREDITING, SILENT], links)}["c"] == "b"


def test_changes_are_the_words_that_differ():
    found = [
        (c.what, SILENT.reading[c.start : c.end], AGENCY.reading[c.of_start : c.of_end])
        for c in changes(SILENT, AGENCY)
    ]
    assert found == [
        ("replaced", "River rises in Coimbra", "River rises"),
        ("replaced", "55", "40"),
        ("dropped", "", "Trains to Lisbon stop until noon"),
    ]
    assert changes(AGENCY, AGENCY) == ()


def test_of_a_translation_no_words_are_compared():
    french = article("Crue", "Le fleuve a monté de deux mètres.", date(2024, 2, 2), "fr", id="f")
    (_, copy) = lineage([AGENCY, french], [link("f", "a", kind="translation")])
    assert copy.changed == ()


def test_a_circle_of_copies_has_a_first():
    found = lineage([AGENCY, CREDITING, SILENT], [link("a", "b"), link("b", "c"), link("c", "a")])
    assert len(found) == 3 and any(d.link is None for d in found)


WORDS = st.lists(
    st.sampled_from(["river", "rises", "night", "families", "hall", "trains", "stop", "noon"]), max_size=60
)


@given(WORDS, WORDS)
def test_changes_lie_in_both_texts_in_order(one, other):
    a, b = article("", " ".join(one), id="x"), article("", " ".join(other), id="y")
    found = changes(a, b)
    assert all(0 <= c.start <= c.end <= len(a.reading) and 0 <= c.of_start <= c.of_end <= len(b.reading) for c in found)
    assert all(x.end <= y.start and x.of_end <= y.of_start for x, y in pairwise(found))
