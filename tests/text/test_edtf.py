"""EDTF in and out, and the algebra of intervals."""

from __future__ import annotations

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filrouge.records import When
from filrouge.text import edtf

DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))


@st.composite
def whens(draw: st.DrawFn) -> When:
    a, b = sorted((draw(DAYS), draw(DAYS)))
    shape = draw(st.sampled_from(["day", "span", "from", "to", "month", "year", "clock"]))
    about = draw(st.sampled_from([None, "about"]))
    if shape == "month":
        w = edtf.month(a.year, a.month)
        return When(w.start, w.end, "month", about)
    if shape == "year":
        w = edtf.year(a.year)
        return When(w.start, w.end, "year", about)
    if shape == "clock":
        return When(
            a,
            a,
            "minute",
            about,
            draw(st.sampled_from(["16:07", "16:07/17:21"])),
            draw(st.sampled_from([None, "+08:00", "UTC"])),
        )
    return When(None if shape == "to" else a, None if shape == "from" else a if shape == "day" else b, "day", about)


@pytest.mark.parametrize(
    "text, start, end",
    [
        ("2024-07-03", "2024-07-03", "2024-07-03"),
        ("2022-09-15/2022-09-16", "2022-09-15", "2022-09-16"),
        ("2023-03", "2023-03-01", "2023-03-31"),
        ("2023", "2023-01-01", "2023-12-31"),
        ("2022-02~", "2022-02-01", "2022-02-28"),
        ("../2022-02-24", None, "2022-02-24"),
        ("2022-02-24/..", "2022-02-24", None),
        ("2021-12-15T16:07", "2021-12-15", "2021-12-15"),
        ("2020/2022", "2020-01-01", "2022-12-31"),
        ("2022-06/2022-08", "2022-06-01", "2022-08-31"),
    ],
)
def test_forms(text: str, start: str | None, end: str | None) -> None:
    when = edtf.parse(text)
    assert (when.start and when.start.isoformat(), when.end and when.end.isoformat()) == (start, end)
    assert edtf.format(when) == text


def test_an_iso_date_time_keeps_its_clock_and_zone() -> None:
    when = edtf.parse("2021-12-15T16:07:33.120+0800")
    assert (when.clock, when.zone, when.start) == ("16:07", "+08:00", date(2021, 12, 15))
    assert edtf.parse("2021-12-15T16:07:00Z").zone == "UTC"


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "2023-13", "2023-02-30", "0000", "2024/2023", "2023-03T10:00", "2023-01-01T25:00", "x" * 500],
)
def test_nonsense_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        edtf.parse(text)


@given(whens())
def test_round_trip(when: When) -> None:
    text = edtf.format(when)
    back = edtf.parse(text)
    assert (back.start, back.end, back.modifier, back.clock, back.zone) == (
        when.start,
        when.end,
        when.modifier,
        when.clock,
        when.zone,
    )
    assert edtf.format(back) == text


@given(st.text(max_size=40))
def test_parse_raises_nothing_else(text: str) -> None:
    with contextlib.suppress(ValueError):
        edtf.parse(text)


@given(whens(), whens())
def test_algebra(a: When, b: When) -> None:
    both = edtf.intersect(a, b)
    assert (both is not None) == edtf.compatible(a, b) == edtf.compatible(b, a)
    around = edtf.hull(a, b)
    assert edtf.compatible(around, a) and edtf.compatible(around, b)
    if both and both.start and both.end:
        assert both.start <= both.end
