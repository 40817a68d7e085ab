"""What is typed into the search box, taken apart."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from filrouge.web.query import narrowed, parse, widened


def test_operators_leave_words_phrases_and_minus_to_the_search() -> None:
    asked = parse('"sommet de Genève" gaz -pétrole outlet:"Le Courrier" lang:fr after:2020-06 before:2022')
    assert asked.words == '"sommet de Genève" gaz -pétrole'
    assert (asked.outlet, asked.language) == ("Le Courrier", "fr")
    assert (asked.since, asked.until) == (date(2020, 7, 1), date(2021, 12, 31))


def test_a_year_is_all_its_days() -> None:
    assert (parse("year:2021").since, parse("year:2021").until) == (date(2021, 1, 1), date(2021, 12, 31))


def test_what_means_nothing_narrows_nothing_and_is_told() -> None:
    asked = parse("gaz before:soon lang:!! year:21 outlet:")
    assert asked.unread == ("before:soon", "lang:!!", "year:21", "outlet:")
    assert not asked.narrowed
    assert asked.words == "gaz"


def test_an_operator_inside_a_word_is_a_word() -> None:
    assert parse("prefixlang:fr").words == "prefixlang:fr"


def test_narrowing_replaces_and_widening_takes_away() -> None:
    query = narrowed("gaz outlet:x", "outlet", "Le Courrier")
    assert query == 'gaz outlet:"Le Courrier"'
    assert widened(query, 'outlet:"Le Courrier"') == "gaz"


@given(st.text(max_size=200))
def test_anything_can_be_typed(text: str) -> None:
    asked = parse(text)
    assert asked.since is None or asked.since <= date.max
    assert len(asked.words) <= len(text)


def test_dates_at_the_ends_of_time_are_no_error() -> None:
    parse("before:0001 after:9999 after:9999-12-31 before:0001-01-01")
