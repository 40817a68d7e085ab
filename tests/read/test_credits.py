"""What opens a dispatch: place, agency and, with its year, the day."""

from datetime import date

import pytest

from filrouge.data.outlets import outlets
from filrouge.read.credits import dateline
from filrouge.text import edtf

NOW = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("opening", "place", "day"),
    [
        ("GENEVA, Switzerland, June 16, 2021 (Reuters) - The two presidents met.", "Geneva", "2021-06-16"),
        ("GENÈVE, 16 juin 2021 (AFP) - Les deux présidents se sont vus.", "Genève", "2021-06-16"),
        ("GENEVA, June 16 (Reuters) - The two presidents met.", "Geneva", None),
        ("PARIS (AFP) - Les ministres se sont vus.", "Paris", None),
    ],
)
def test_a_dateline_with_its_year_says_the_day(opening: str, place: str, day: str | None) -> None:
    line = dateline(opening, outlets())
    assert line and line.place == place
    when = line.day(None, NOW)
    assert (edtf.format(when) if when else None) == day
