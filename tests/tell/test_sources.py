"""Independent sources: thirty outlets with one wire text count once, a relay not at all."""

from filrouge.records import Article, Copy
from filrouge.tell.sources import counter


def article(id: str, outlet: str | None = None, relay: bool = False) -> Article:
    return Article(id, "c", 0, "p", "lead", "", outlet=outlet, machine_translated=relay)


def copy(a: str, b: str) -> Copy:
    return Copy(a, b, "near", 1.0, True, False, ())


def count(*articles: Article, copies: tuple[Copy, ...] = ()) -> int:
    return counter({a.id: a for a in articles}, copies)([a.id for a in articles])


def test_copies_are_one_source() -> None:
    wire = [article(f"a{n}", f"Outlet {n}") for n in range(30)]
    assert count(*wire, copies=tuple(copy(f"a{n}", "a0") for n in range(1, 30))) == 1


def test_an_outlet_is_one_source() -> None:
    assert count(article("a", "X"), article("b", "X"), article("c", "Y")) == 2


def test_a_machine_translation_has_no_voice_of_its_own() -> None:
    assert count(article("a", "X", relay=True)) == 0
    assert count(article("a", "X"), article("b", "Z", relay=True), copies=(copy("b", "a"),)) == 1


def test_the_entries_of_a_live_page_are_one_source() -> None:
    live = [Article(f"e{n}", "c", n, "p", "entry", "", parent="lead") for n in range(3)]
    thread = [Article(f"t{n}", "c", n, "p", "child", "", parent="lead") for n in range(3)]
    assert count(article("lead"), *live) == count(*live) == 1
    assert count(*thread) == 3, "an aggregator's children are of other outlets"


def test_one_copy_between_two_outlets_does_not_bind_their_other_articles() -> None:
    articles = [article("a1", "X"), article("b1", "Y"), article("a2", "X"), article("b2", "Y")]
    independent = counter({a.id: a for a in articles}, (copy("a1", "b1"),))
    assert independent(["a1", "b1"]) == 1
    assert independent(["a2", "b2"]) == 2
