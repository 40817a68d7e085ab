"""Times of a whole text: the verb's tense chooses the day."""

from __future__ import annotations

from datetime import date

import pytest

from filrouge.records import Article
from filrouge.text import edtf
from filrouge.understand.parse import Parser
from filrouge.understand.times import times, times_of_text

MONDAY = edtf.day(date(2021, 11, 8))
NOW = date(2026, 1, 1)


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def told(parser: Parser, text: str, language: str, title: str | None = None) -> list[tuple[str, str]]:
    article = Article("a", "c", 0, "p", "lead", text, title=title, language=language, published=MONDAY)
    found = times(article, parser.parse("a", article.reading, language), NOW)
    assert all(article.reading[t.start : t.end] == t.text for t in found)
    return [(t.text, edtf.format(t.when)) for t in found]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Les ministres se sont réunis jeudi.", ["2021-11-04"]),
        ("Les ministres se réuniront jeudi.", ["2021-11-11"]),
        ("Les ministres vont se réunir jeudi.", ["2021-11-11"]),
        ("Les ministres doivent se réunir jeudi à Vienne.", ["2021-11-11"]),
        ("La réunion est prévue jeudi.", ["2021-11-11"]),
        ("Les travaux devraient commencer en mars.", ["2022-03"]),
        ("Les travaux ont commencé en mars.", ["2021-03"]),
        ("Le texte a été adopté mardi, et il sera publié vendredi.", ["2021-11-02", "2021-11-12"]),
        ("L'usine a fermé en 2019. Elle rouvrira au printemps 2023.", ["2019", "2023-03-01/2023-06-21"]),
        ("L'entretien, qui a eu lieu dimanche, a duré deux heures.", ["2021-11-07"]),
    ],
)
def test_french_verbs(parser: Parser, text: str, expected: list[str]) -> None:
    assert [when for _, when in told(parser, text, "fr")] == expected


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ministers met on Thursday.", ["2021-11-04"]),
        ("The ministers will meet on Thursday.", ["2021-11-11"]),
        ("The ministers are expected to meet on Thursday.", ["2021-11-11"]),
        ("The talks are scheduled for Thursday.", ["2021-11-11"]),
        ("Work started in March.", ["2021-03"]),
        ("Work is due to start in March.", ["2022-03"]),
        ("The bill was passed on Tuesday and will be signed on Friday.", ["2021-11-02", "2021-11-12"]),
    ],
)
def test_english_verbs(parser: Parser, text: str, expected: list[str]) -> None:
    assert [when for _, when in told(parser, text, "en")] == expected


@pytest.mark.slow
def test_the_title_is_read_too(parser: Parser) -> None:
    found = told(parser, "La session a commencé hier.", "fr", title="Ouverture de la session dimanche")
    assert found == [("dimanche", "2021-11-07"), ("hier", "2021-11-07")]


def test_the_next_day_follows_what_was_told() -> None:
    text = "Le navire est arrivé le 3 octobre. Il est reparti le lendemain."
    assert [edtf.format(t.when) for t in times_of_text(text, "fr", MONDAY)] == ["2021-10-03", "2021-10-04"]


def test_the_same_year_is_that_of_what_was_told() -> None:
    for text, language in (
        ("Vu en mars 2014, puis la même année.", "fr"),
        ("Seen in March 2014, and the same year.", "en"),
    ):
        assert [edtf.format(t.when) for t in times_of_text(text, language, MONDAY)] == ["2014-03", "2014"]


def test_without_syntax_cue_words_tell_what_is_to_come() -> None:
    assert [edtf.format(t.when) for t in times_of_text("The court will rule on Thursday.", "en", MONDAY)] == [
        "2021-11-11"
    ]
    assert [edtf.format(t.when) for t in times_of_text("The court ruled on Thursday.", "en", MONDAY)] == ["2021-11-04"]


def test_without_a_publication_day_only_absolute_times_are_told() -> None:
    found = times_of_text("Hier, comme en mai 2014, le pont a été fermé.", "fr", None)
    assert [(t.text, edtf.format(t.when)) for t in found] == [("en mai 2014", "2014-05")]


def test_an_open_publication_interval_is_closed_by_now() -> None:
    article = Article(
        "a", "c", 0, "p", "lead", "La loi date de l'an dernier.", language="fr", published=edtf.parse("2025-12-30/..")
    )
    (found,) = times(article, Parser().parse("a", article.reading, None), NOW)
    assert edtf.format(found.when) == "2024/2025"
