"""Lists of times that say their year once, and times counted from one told before."""

from __future__ import annotations

import pytest

from filrouge.text import edtf
from filrouge.understand.times import times_of_text

CASES = [
    ("en", "They met in April and May 2018, and in Rome that September.", ["2018-04", "2018-05", "2018-09"]),
    ("en", "They met in Oslo in June 2018, in Hanoi the following February.", ["2018-06", "2019-02"]),
    ("fr", "Ils se sont vus à Oslo en juin 2018 puis à Rome en mars.", ["2018-06", "2019-03"]),
    ("fr", "Ils se sont vus à Oslo en juin 2018, puis en novembre de la même année.", ["2018-06", "2018-11"]),
    ("fr", "Ils se sont vus en juin et en août 2021.", ["2021-06", "2021-08"]),
    # another clause between the two: the month is of the year before publication, as the tense says
    ("fr", "Il a été élu en juin 2018. Les travaux ont commencé en mars.", ["2018-06", "2023-03"]),
]


@pytest.mark.parametrize(("language", "text", "told"), CASES)
def test_years_are_carried_along_a_list(language: str, text: str, told: list[str]) -> None:
    found = times_of_text(text, language, edtf.parse("2023-09-12"))
    assert [edtf.format(t.when) for t in found] == told


def test_months_later_count_from_a_month() -> None:
    found = times_of_text("Ils se sont vus en février 2019 et quatre mois plus tard.", "fr", edtf.parse("2024-01-10"))
    when = found[-1].when
    assert when.start and when.end and when.start.year == 2019 and when.start.month >= 5 and when.end.month <= 7


def test_earlier_than_nothing_told_is_before_the_news() -> None:
    found = times_of_text("Il avait rencontré le maire trois semaines plus tôt à Lyon.", "fr", edtf.parse("2024-08-17"))
    assert [edtf.format(t.when) for t in found] == ["2024-07-27~"]
