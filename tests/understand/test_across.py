"""Dating an article by what others tell: pure, whatever the order, and never a day that its own words forbid."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from filrouge.lang.expressions import recognise
from filrouge.records import Article, Copy, Dating, Event, LedgerEntry, Names, Participant, Place, When
from filrouge.text import edtf
from filrouge.understand.across import Neighbourhood, Told, date_across, is_evidence
from filrouge.understand.bounds import EVER, HINT, LIKELY, SURE, Clue

NOW = date(2026, 1, 1)
D = date
WHO = (Participant("emmanuel-macron", "Emmanuel Macron", "actor"), Participant("olaf-scholz", "Olaf Scholz", "actor"))
BERLIN = Place("Berlin", "DE", 2950159, "city")
BLANK = Article("blank", "c", 0, "blank.txt", "lead", "…")


def event(place: Place | None = BERLIN, mode: str | None = "in-person", status: str = "held") -> Event:
    return Event(0, 10, "CONSULT", mode, status, WHO, None, place)  # type: ignore[arg-type]


def entry(day: date, place: Place | None = BERLIN, mode: str = "in-person", id: str = "e") -> LedgerEntry:
    return LedgerEntry(id, "CONSULT", mode, "held", WHO, When(day, day), place, None, (), 1)


def told(words: str, one: Event | None = None, tense: str = "past") -> Told:
    (expression,) = recognise(words, "en")
    return Told(one or event(), expression, tense)  # type: ignore[arg-type]


def other(day: date, id: str = "other", **more: object) -> Article:
    return replace(BLANK, id=id, title="The original", published=When(day, day), published_from="page", **more)


def copy(kind: str, article: str = "blank", of: str = "other", credited: bool = False) -> Copy:
    return Copy(article, of, kind, 0.9, True, credited, ())  # type: ignore[arg-type]


def between(start: date, end: date, weight: int = LIKELY) -> Clue:
    return Clue(((start, end),), "its own words", weight)


def dated(
    around: Neighbourhood, *words: Told, own: tuple[Clue, ...] = (), article: Article = BLANK
) -> tuple[str | None, Dating | None]:
    dating = date_across(article, words, Names(article.id, (), ()), own, around, NOW)
    return dating and edtf.format(dating.when), dating


def test_an_encounter_in_a_town_on_a_weekday_is_the_one_that_others_date() -> None:
    """11 March 2022 was a Friday."""
    around = Neighbourhood(entries=(entry(D(2022, 3, 11)),))
    found, dating = dated(around, told("on Friday"), own=(between(D(2021, 12, 8), D(2025, 5, 6)),))
    assert found == "2022-03-11/2022-03-17"
    assert dating and dating.source == "inferred-across" and any("Emmanuel Macron" in why for why in dating.why)


def test_another_weekday_is_another_encounter() -> None:
    around = Neighbourhood(entries=(entry(D(2022, 3, 11)),))
    assert dated(around, told("on Monday"), own=(between(D(2021, 12, 8), D(2025, 5, 6)),)) == (None, None)


def test_where_years_are_open_a_weekday_is_too_little() -> None:
    assert dated(Neighbourhood(entries=(entry(D(2022, 3, 11)),)), told("on Friday")) == (None, None)


def test_without_a_town_the_days_must_be_few() -> None:
    call = entry(D(2022, 3, 11), None, "phone")
    words = told("on Friday", event(None, "phone"))
    assert dated(Neighbourhood(entries=(call,)), words, own=(between(D(2022, 1, 1), D(2023, 12, 31)),)) == (None, None)
    found, _ = dated(Neighbourhood(entries=(call,)), words, own=(between(D(2022, 3, 1), D(2022, 4, 30)),))
    assert found == "2022-03-11/2022-03-17"


def test_two_that_fit_are_both_possible() -> None:
    around = Neighbourhood(entries=(entry(D(2022, 3, 11)), entry(D(2022, 5, 13), id="f")))
    found, _ = dated(around, told("on Friday"), own=(between(D(2022, 1, 1), D(2022, 12, 31)),))
    assert found == "2022-03-11/2022-05-19"


def test_another_town_or_mode_is_another_encounter() -> None:
    own = (between(D(2022, 1, 1), D(2022, 12, 31)),)
    paris = entry(D(2022, 3, 11), Place("Paris", "FR", 2988507, "city"))
    assert dated(Neighbourhood(entries=(paris,)), told("on Friday"), own=own) == (None, None)
    video = entry(D(2022, 3, 11), None, "video")
    assert dated(Neighbourhood(entries=(video,)), told("on Friday"), own=own) == (None, None)


def test_what_is_to_come_is_dated_by_what_came() -> None:
    around = Neighbourhood(entries=(entry(D(2022, 3, 11)),))
    words = told("on Friday", event(status="announced"), "future")
    found, _ = dated(around, words, own=(between(D(2022, 1, 1), D(2022, 12, 31)),))
    assert found == "2022-03-04/2022-03-11" or found == "2022-03-05/2022-03-11"


def test_a_copy_is_not_before_its_original_and_not_long_after() -> None:
    around = Neighbourhood(copies=((copy("near", credited=True), other(D(2022, 3, 11))),))
    assert dated(around)[0] == "2022-03-11/2022-03-18"
    around = Neighbourhood(copies=((copy("near", "other", "blank", credited=True), other(D(2022, 3, 11))),))
    assert dated(around)[0] == "2022-03-04/2022-03-11"


def test_where_the_direction_is_open_a_copy_is_within_days_on_both_sides() -> None:
    around = Neighbourhood(copies=((copy("near"), other(D(2022, 3, 11))),))
    assert dated(around)[0] == "2022-03-04/2022-03-18"


def test_a_machine_translation_is_the_later_one() -> None:
    around = Neighbourhood(copies=((copy("translation"), other(D(2022, 3, 11))),))
    assert dated(around, article=replace(BLANK, machine_translated=True))[0] == "2022-03-11/2022-03-18"


def test_an_excerpt_says_nothing_of_its_day_unless_it_names_its_source() -> None:
    assert dated(Neighbourhood(copies=((copy("excerpt"), other(D(2022, 3, 11))),))) == (None, None)


def test_what_its_own_words_say_is_stronger_than_that_copies_are_soon_made() -> None:
    around = Neighbourhood(copies=((copy("near"), other(D(2022, 3, 11))),))
    assert dated(around, own=(between(D(2023, 1, 1), D(2023, 1, 31)),)) == (None, None)


def test_an_entry_lies_between_the_dated_ones_around_it() -> None:
    page = tuple(other(D(2022, 3, day), f"p{n}", role="entry", position=n) for n, day in ((1, 14), (3, 11)))
    around = Neighbourhood(page=page)
    assert dated(around, article=replace(BLANK, role="entry", position=2))[0] == "2022-03-11/2022-03-14"
    assert dated(around, article=replace(BLANK, role="child", position=2)) == (None, None)
    assert dated(around, article=replace(BLANK, position=0))[0] == "2022-03-10/2022-03-14"


def test_entries_in_no_order_tell_nothing() -> None:
    days = ((1, 14), (3, 11), (4, 20))
    page = tuple(other(D(2022, 3, day), f"p{n}", role="entry", position=n) for n, day in days)
    assert dated(Neighbourhood(page=page), article=replace(BLANK, role="entry", position=2)) == (None, None)


def test_only_what_is_dated_without_others_is_evidence() -> None:
    day, month, year = (When(D(2022, 3, 1), end) for end in (D(2022, 3, 1), D(2022, 3, 31), D(2022, 12, 31)))
    assert all(is_evidence(replace(BLANK, published=day, published_from=s)) for s in ("page", "feed", "url", "given"))
    assert is_evidence(replace(BLANK, published=month, published_from="inferred"))
    assert not is_evidence(replace(BLANK, published=year, published_from="inferred"))
    assert not is_evidence(replace(BLANK, published=day, published_from="inferred-across"))
    assert not is_evidence(BLANK)
    assert not is_evidence(replace(BLANK, published=When(D(2022, 3, 1), None), published_from="page"))


days = st.dates(D(2020, 1, 1), D(2024, 12, 31))
some_entries = st.lists(st.builds(lambda day, n: entry(day, id=str(n)), days, st.integers(0, 99)), max_size=4)
some_copies = st.lists(
    st.tuples(
        st.builds(copy, st.sampled_from(("same", "near", "translation", "excerpt")), credited=st.booleans()),
        st.builds(other, days),
    ),
    max_size=3,
)
own_clues = st.lists(
    st.builds(
        lambda day, width, weight: between(day, day + timedelta(width), weight),
        days,
        st.integers(0, 900),
        st.sampled_from((SURE, LIKELY, HINT)),
    ),
    max_size=3,
)


FEW = 25
"""Examples: each asks the whole step several times."""


@settings(max_examples=FEW)
@given(some_entries, some_copies, own_clues, st.randoms(use_true_random=False))
def test_the_order_of_the_evidence_does_not_show(
    entries: list[LedgerEntry], copies: list[tuple[Copy, Article]], own: list[Clue], chance: object
) -> None:
    words = (told("on Friday"), told("in March"), told("last week"))
    first, _ = dated(Neighbourhood(tuple(entries), tuple(copies)), *words, own=tuple(own))
    shuffled = [list(entries), list(copies), list(words)]
    for part in shuffled:
        chance.shuffle(part)  # type: ignore[attr-defined]
    around = Neighbourhood(tuple(shuffled[0]), tuple(shuffled[1]))  # type: ignore[arg-type]
    assert dated(around, *shuffled[2], own=tuple(own))[0] == first  # type: ignore[arg-type]


@settings(max_examples=FEW)
@given(some_entries, days, st.integers(0, 900))
def test_encounters_never_lead_out_of_what_its_own_words_allow(
    entries: list[LedgerEntry], day: date, width: int
) -> None:
    own = Clue(((day, day + timedelta(width)),), "its own words", LIKELY)
    _, dating = dated(Neighbourhood(tuple(entries)), told("on Friday"), told("last week"), own=(own,))
    if dating is not None:
        assert dating.when.start and dating.when.end
        assert day <= dating.when.start <= dating.when.end <= min(EVER, day + timedelta(width))


@settings(max_examples=FEW)
@given(some_entries, days)
def test_one_more_encounter_that_fits_never_contradicts_what_was_said_before(
    entries: list[LedgerEntry], day: date
) -> None:
    own = (between(D(2020, 1, 1), D(2024, 12, 31)),)
    _, before = dated(Neighbourhood(tuple(entries)), told("on Friday"), own=own)
    _, after = dated(Neighbourhood((*entries, entry(day, id="more"))), told("on Friday"), own=own)
    if before is not None and after is not None:
        assert edtf.hull(before.when, after.when) == after.when
