"""Step 7, memberships: who belongs to which organisation, each with the date of its own conjunct."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.understand.handmade import names, parse, times

from filrouge.records import Membership
from filrouge.text import edtf
from filrouge.understand.memberships import memberships


def found(text: str, language: str) -> tuple[Membership, ...]:
    return memberships(parse(text, language), names(text), times(text), None)


def since(text: str, language: str) -> dict[str, str | None]:
    return {f"{m.organisation}:{m.member}": edtf.format(m.since) if m.since else None for m in found(text, language)}


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("La Finlande a rejoint l'OTAN en 2023 et la Suède en 2024.", "fr", {"nato:FI": "2023", "nato:SE": "2024"}),
        (
            "L'Asean, fondée en 1967 par la Thaïlande et l'Indonésie, s'est élargie au Viêt Nam en 1995, "
            "puis, en 1997, au Laos et à la Birmanie.",
            "fr",
            {"asean:TH": "1967", "asean:ID": "1967", "asean:VN": "1995", "asean:LA": "1997", "asean:MM": "1997"},
        ),
        (
            "L'OTAN s'est élargie en 1999 à la Pologne et à la Hongrie. L'alliance a accueilli la Croatie en 2009.",
            "fr",
            {"nato:PL": "1999", "nato:HU": "1999", "nato:HR": "2009"},
        ),
        ("La Norvège, membre de l'OTAN depuis 1949, hésite.", "fr", {"nato:NO": "1949"}),
        ("L'adhésion de la Croatie à l'Union européenne date de 2013.", "fr", {"eu:HR": "2013"}),
        (
            "Le G20 comprend la France, l'Allemagne et le Royaume-Uni.",
            "fr",
            {"g20:FR": None, "g20:DE": None, "g20:GB": None},
        ),
        ("Poland and Hungary joined NATO in 1999.", "en", {"nato:PL": "1999", "nato:HU": "1999"}),
        (
            "ASEAN was founded in 1967 by Thailand and Indonesia. The bloc expanded to include Vietnam in 1995 and "
            "Cambodia in 1999.",
            "en",
            {"asean:TH": "1967", "asean:ID": "1967", "asean:VN": "1995", "asean:KH": "1999"},
        ),
        ("Norway has been a member of NATO since 1949.", "en", {"nato:NO": "1949"}),
        ("Members of the G20 include France and Germany.", "en", {"g20:FR": None, "g20:DE": None}),
    ],
)
def test_each_member_has_its_own_time(text: str, language: str, expected: dict[str, str | None]) -> None:
    assert since(text, language) == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("La Suisse n'a pas rejoint l'Union européenne en 1992.", "fr"),
        ("La Norvège ne fait pas partie de l'Union européenne.", "fr"),
        ("L'Ukraine souhaite rejoindre l'OTAN depuis 2002.", "fr"),
        ("L'Ukraine pourrait devenir membre de l'OTAN.", "fr"),
        ("Les membres de l'OTAN se sont dits inquiets de la Russie.", "fr"),
        ("Emmanuel Macron a accueilli Angela Merkel. L'OTAN regarde la Russie.", "fr"),
        ("Switzerland did not join the European Union in 1992.", "en"),
        ("Ukraine wants to join NATO.", "en"),
        ("Norway is not a member of the European Union.", "en"),
    ],
)
def test_negation_and_wish_assert_nothing(text: str, language: str) -> None:
    assert found(text, language) == ()


def test_founders_are_marked() -> None:
    assert all(m.founder for m in found("La Thaïlande et l'Indonésie ont fondé l'Asean en 1967.", "fr"))
    assert all(
        m.founder for m in found("La France et l'Allemagne sont membres fondateurs de l'Union européenne.", "fr")
    )
    assert not any(m.founder for m in found("La Croatie a rejoint l'OTAN en 2009.", "fr"))


@pytest.mark.parametrize(
    ("text", "language", "until"),
    [
        ("Le Royaume-Uni a quitté l'Union européenne le 31 janvier 2020.", "fr", "2020-01-31"),
        ("The United Kingdom left the European Union on 31 January 2020.", "en", "2020-01-31"),
    ],
)
def test_leaving_ends_a_membership(text: str, language: str, until: str) -> None:
    (left,) = found(text, language)
    assert (left.member, left.since, edtf.format(left.until) if left.until else None) == ("GB", None, until)


def test_announcement_and_entry_stay_apart() -> None:
    text = "L'OTAN s'est élargie en 2024 à la Suède (dont l'adhésion a été annoncée en 2022)."
    rows = {(m.since.start.year if m.since and m.since.start else None, m.announced) for m in found(text, "fr")}
    assert rows == {(2024, False), (2022, True)}


PIECES = st.sampled_from(
    [
        "la Croatie",
        "l'OTAN",
        " et ",
        "a rejoint",
        "fondée en 1949 par",
        "en 2009",
        ", ",
        ".",
        "(",
        ")",
        "s'est élargie à",
        ":",
    ]
)


@settings(max_examples=100)
@given(st.lists(PIECES, max_size=30), st.sampled_from(["fr", "en"]))
def test_any_text_gives_sound_memberships(pieces: list[str], language: str) -> None:
    text = " ".join(pieces)
    for m in found(text, language):
        assert 0 <= m.start < m.end <= len(text)
        assert m.member != m.organisation
