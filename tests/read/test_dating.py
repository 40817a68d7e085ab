from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filrouge.read.dating import dates, from_url, order_of, parse
from filrouge.records import When

NOW = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("line", "day", "clock", "zone"),
    [
        ("Publié le 3 juillet 2024 à 10h12", "2024-07-03", "10:12", None),
        ("15 sept. 2022, 16:07", "2022-09-15", "16:07", None),
        ("1er août 2023 à 9h", "2023-08-01", "09:00", None),
        ("Published 12:04 GMT, 3 July 2024", "2024-07-03", "12:04", "+00:00"),
        ("July 3, 2024 4:05 PM ET", "2024-07-03", "16:05", "America/New_York"),
        ("Stand: 03.07.2024 12:00 Uhr", "2024-07-03", "12:00", None),
        ("3 de julio de 2024 a las 10:20", "2024-07-03", "10:20", None),
        ("22 de abril de 2023, 15:40", "2023-04-22", "15:40", None),
        ("13 maggio 2023", "2023-05-13", None, None),
        ("3 июля 2024, 12:30", "2024-07-03", "12:30", None),
        ("2024年7月3日 12:30", "2024-07-03", "12:30", None),
        ("3 يوليو 2024", "2024-07-03", None, None),
        ("2024-07-03T10:12:00+02:00", "2024-07-03", "10:12", "+02:00"),
    ],
)
def test_a_date_in_a_line(line: str, day: str, clock: str | None, zone: str | None) -> None:
    (found,) = dates(line, "dmy", NOW)
    assert (str(found.when.start), found.when.clock, found.when.zone) == (day, clock, zone)


@pytest.mark.parametrize(
    "line", ["mercredi 3 juillet", "192.168.12.2024", "32/13/2024", "2024", "3 brumaire 2024", "1/2/3"]
)
def test_no_whole_date(line: str) -> None:
    assert list(dates(line, "dmy", NOW)) == []


def test_which_of_day_and_month_comes_first() -> None:
    assert order_of("en", "US") == "mdy"
    assert order_of("en", "GB") == "dmy"
    assert order_of("fr", None) == "dmy"
    assert order_of("en", None) is None
    assert order_of("en", None, "Updated 07/23/2024") == "mdy"


def test_a_date_that_could_be_two_is_none() -> None:
    assert parse("09/07/2022", NOW) is None
    when = parse("09/07/2022", NOW, "dmy")
    assert when is not None and when.start == date(2022, 7, 9)


def test_timestamps_months_and_years() -> None:
    feed = parse("Wed, 03 Jul 2024 22:00:00 GMT", NOW)
    assert feed is not None and (feed.start, feed.clock, feed.zone) == (date(2024, 7, 3), "22:00", "+00:00")
    month = parse("2022-02~", NOW)
    assert month is not None and (month.days, month.grain, month.modifier) == (28, "month", "about")
    assert parse("yesterday", NOW) is None
    assert parse("2027-01-01", NOW) is None


def test_the_day_in_an_address() -> None:
    found = from_url("https://example.net/2024/07/03/a-title", NOW)
    assert found is not None and found.start == date(2024, 7, 3)
    assert from_url("https://example.net/29-10-2021", NOW) == When(date(2021, 10, 29), date(2021, 10, 29))
    assert from_url("https://example.net/09-10-2021", NOW) is None
    assert from_url("https://example.net/2024/07/03/of-20200101", NOW) is None
    assert from_url("https://example.net/article-123456789", NOW) is None


@given(st.text(max_size=200))
def test_any_line_has_dates_or_none(line: str) -> None:
    for found in dates(line, None, NOW):
        assert 0 <= found.start < found.end <= len(line)
    parse(line, NOW)
    from_url(line, NOW)
