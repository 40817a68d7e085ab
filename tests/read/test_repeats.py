"""What an outlet repeats on its pages is furniture; what its articles say is not."""

from filrouge.read.repeats import without_repeats
from filrouge.records import Article

SLOGAN = "Chaque matin, le monde vu de la place du marché."


def article(number: int, *paragraphs: str, outlet: str | None = "La Place") -> Article:
    return Article(f"a{number}", f"c{number}", 0, f"p{number}", "lead", "\n\n".join(paragraphs), outlet=outlet)


def own(number: int) -> tuple[str, ...]:
    return tuple(f"Le paragraphe {i} de l'article {number} raconte ce que les autres ne disent pas." for i in range(6))


def test_a_line_on_most_pages_goes_from_all_of_them() -> None:
    pages = [article(i, *own(i), SLOGAN) for i in range(6)]
    assert all(SLOGAN not in a.text and a.text.count("\n\n") == 5 for a in without_repeats(pages))


def test_few_pages_tell_nothing() -> None:
    pages = [article(i, *own(i), SLOGAN) for i in range(4)]
    assert all(a is b for a, b in zip(pages, without_repeats(pages), strict=True))


def test_what_explains_one_story_among_many_stays() -> None:
    pages = [article(i, *own(i), SLOGAN) for i in range(5)] + [article(i, *own(i)) for i in range(5, 20)]
    assert all(a is b for a, b in zip(pages, without_repeats(pages), strict=True))


def test_a_text_that_is_copied_many_times_stays_whole() -> None:
    pages = [article(i, *own(1), SLOGAN) for i in range(9)]
    assert all(a is b for a, b in zip(pages, without_repeats(pages), strict=True))


def test_a_line_within_the_text_stays() -> None:
    pages = [article(i, *own(i)[:3], SLOGAN, *own(i), *own(i + 50)) for i in range(8)]
    assert all(SLOGAN in a.text for a in without_repeats(pages))


def test_an_outlet_s_lines_are_its_own_and_no_article_is_emptied() -> None:
    others = [article(i, *own(i), SLOGAN, outlet=None) for i in range(8)]
    assert all(SLOGAN in a.text for a in without_repeats(others))
    bare = [*(article(i, *own(i), SLOGAN) for i in range(8)), article(9, SLOGAN)]
    assert without_repeats(bare)[-1].text == SLOGAN


def test_in_one_batch_or_page_by_page_is_the_same() -> None:
    pages = [article(i, *own(i), SLOGAN) for i in range(9)]
    held: list[Article] = []
    for page in pages:
        held = list(without_repeats([page, *held]))
    assert {(a.id, a.text) for a in held} == {(a.id, a.text) for a in without_repeats(pages)}
    assert all(a.repeated == (SLOGAN,) for a in held)
    assert tuple(held) == without_repeats(held)
