"""Step 7, counts: how often two people met, as the interval that the words allow."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.understand.handmade import names, parse, times

from filrouge.records import Count, When
from filrouge.text import edtf
from filrouge.understand.counts import counts

PUBLISHED = edtf.day(date(1988, 12, 8))


def counted(text: str, language: str, published: When | None = PUBLISHED) -> tuple[Count, ...]:
    return counts(parse(text, language), names(text), times(text), published)


@pytest.mark.parametrize(
    ("text", "language", "phrase", "interval"),
    [
        ("Reagan et Gorbatchev se sont rencontrés cinq fois.", "fr", "cinq fois", (5, 5)),
        ("Reagan a rencontré Gorbatchev à 5 reprises.", "fr", "5 reprises", (5, 5)),
        ("Macron et Merkel se sont vus une quarantaine de fois.", "fr", "une quarantaine de fois", (35, 45)),
        ("Macron et Merkel ont eu une dizaine d'entretiens.", "fr", "une dizaine d'entretiens", (8, 12)),
        ("Macron et Merkel se sont vus plus de 40 fois.", "fr", "plus de 40 fois", (41, 49)),
        ("Macron et Merkel se sont vus au moins douze fois.", "fr", "au moins douze fois", (12, 16)),
        ("Macron et Merkel se sont vus pour la troisième fois.", "fr", "troisième fois", (3, 3)),
        ("Nixon et Brejnev tiennent leur 3e sommet.", "fr", "3e sommet", (3, 3)),
        ("Reagan and Gorbachev have met five times.", "en", "five times", (5, 5)),
        ("Reagan and Gorbachev met more than 4 times.", "en", "more than 4 times", (5, 8)),
        ("Macron and Merkel spoke about a dozen times.", "en", "about a dozen times", (10, 14)),
        ("Nixon and Brezhnev met twice.", "en", "twice", (2, 2)),
        ("It was the 3rd summit between Nixon and Brezhnev.", "en", "3rd summit", (3, 3)),
    ],
)
def test_numbers_become_intervals(text: str, language: str, phrase: str, interval: tuple[int, int]) -> None:
    (count,) = counted(text, language)
    assert (count.text, (count.low, count.high)) == (phrase, interval)
    assert len(count.participants) == 2


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Macron et Merkel ne se sont pas rencontrés trois fois.", "fr"),
        ("Le prix a triplé trois fois, disent Macron et Merkel.", "fr"),
        ("Macron fait sa troisième visite en Allemagne depuis sa rencontre avec Merkel.", "fr"),
        ("Macron et Merkel se voient dans un pays deux fois plus grand.", "fr"),
        ("Merkel a été élue quatre fois.", "fr"),
        ("Macron and Merkel have not met three times.", "en"),
    ],
)
def test_other_numbers_are_no_counts(text: str, language: str) -> None:
    assert counted(text, language) == ()


@pytest.mark.parametrize(
    ("text", "language", "since"),
    [
        ("Macron et Merkel se sont vus dix fois depuis 2017.", "fr", "2017"),
        (
            "Reagan et Gorbatchev se sont vus en novembre 1985. Depuis, les deux hommes se sont revus quatre fois.",
            "fr",
            "1985-11",
        ),
        ("Reagan et Gorbatchev tiennent leur deuxième rencontre cette année.", "fr", "1988-01-01"),
        ("Reagan et Gorbatchev se sont vus cinq fois.", "fr", None),
        ("It was their second meeting this year, Reagan told Gorbachev.", "en", "1988-01-01"),
        ("Macron and Merkel have met ten times since May 2017.", "en", "2017-05"),
    ],
)
def test_since_when_is_kept(text: str, language: str, since: str | None) -> None:
    (count,) = counted(text, language)
    assert (edtf.format(count.since) if count.since else None) == since


def test_this_year_is_unknown_without_a_publication_date() -> None:
    (count,) = counted("Reagan et Gorbatchev tiennent leur deuxième rencontre cette année.", "fr", None)
    assert count.since is None


@pytest.mark.parametrize(
    ("text", "language", "mode"),
    [
        ("Macron et Merkel se sont vus dix fois.", "fr", "any"),
        ("Macron a rencontré Merkel en personne dix fois.", "fr", "in-person"),
        ("Macron et Merkel ont tenu leur deuxième appel vidéo.", "fr", "video"),
        ("Macron et Merkel se sont parlé au téléphone trois fois.", "fr", "phone"),
        ("Macron and Merkel held their second video call.", "en", "video"),
        ("Macron and Merkel have spoken by phone three times.", "en", "phone"),
    ],
)
def test_the_means_are_kept(text: str, language: str, mode: str) -> None:
    (count,) = counted(text, language)
    assert count.modes == mode


PIECES = st.sampled_from(
    [
        "Macron",
        "Merkel",
        " et ",
        "39 fois",
        "une dizaine de",
        "leur deuxième rencontre",
        "depuis 2013",
        ".",
        ", ",
        " vus ",
    ]
)


@settings(max_examples=100)
@given(st.lists(PIECES, max_size=30), st.sampled_from(["fr", "en"]))
def test_any_text_gives_sound_counts(pieces: list[str], language: str) -> None:
    text = " ".join(pieces)
    for c in counted(text, language):
        assert c.text == text[c.start : c.end]
        assert 0 < c.low <= c.high
        assert len(c.participants) >= 2
