from datetime import UTC, date, datetime

import pytest
from lxml import html

from filrouge.read.dated import Stated, published
from filrouge.read.dating import Source, StatedDate
from filrouge.read.tree import blocks_of

NOW = datetime(2026, 1, 1, tzinfo=UTC)
PAGE = "<html><body><h1>Le pont rouvre au trafic</h1><p class='d'>{}</p><p>Le pont a rouvert.</p></body></html>"


def _span(shown: str, stated: tuple[str, ...], country: str | None = None) -> tuple[date | None, date | None]:
    tree = html.document_fromstring(PAGE.format(shown))
    sources: tuple[Source, ...] = ("json-ld", "meta", "time")
    dates = [StatedDate(source, text) for source, text in zip(sources, stated, strict=False)]
    about = Stated(dates, "Le pont rouvre au trafic", None, "fr", country)
    when, _ = published(tree, blocks_of(tree), about, None, NOW)
    assert when is not None
    return when.start, when.end


@pytest.mark.parametrize(
    ("shown", "stated", "first", "last"),
    [
        ("20 mars 2021", ("2021-03-16T16:16:10+01:00",), 16, 20),  # nothing decides between the two
        ("20 mars 2021", ("2021-03-16T16:16:10+01:00", "2021-03-20"), 20, 20),
        ("20 mars 2021", ("2021-03-16T16:16:10+01:00", "2021-03-16"), 16, 16),
        ("17 mars 2021", ("2021-03-16T16:16:10+01:00", "2021-03-18"), 16, 18),
        ("20 mars 2019", ("2021-03-16T16:16:10+01:00",), 16, 16),  # of another article
        ("17 mars 2021", ("2021-03-16T23:16:10Z",), 17, 17),
    ],
)
def test_where_a_page_names_two_days_both_are_possible_until_a_third_decides(
    shown: str, stated: tuple[str, ...], first: int, last: int
) -> None:
    assert _span(shown, stated) == (date(2021, 3, first), date(2021, 3, last))


def test_universal_time_is_told_by_the_clocks_of_the_outlets_country() -> None:
    assert _span("", ("2022-05-04T00:25:56Z",), "AR") == (date(2022, 5, 3),) * 2
    assert _span("", ("2022-05-03T23:25:56Z",), "CN") == (date(2022, 5, 4),) * 2
    assert _span("", ("2022-05-04T06:00:00Z",), "US") == (date(2022, 5, 4),) * 2  # not all of its zones agree


@pytest.mark.parametrize(
    ("markup", "day"),
    [
        ("<dl><dt>Mise en ligne</dt><dd>3 mars 2021</dd></dl>", date(2021, 3, 3)),
        ("<p>Cette page a été mise à jour le 3 mars 2021.</p>", None),
        ("<p>Semaine du 25 - 3 mars 2021, un long bilan de la semaine.</p>", None),
    ],
)
def test_what_is_found_only_in_the_markup_must_stand_there_as_a_day_of_publication(
    markup: str, day: date | None
) -> None:
    tree = html.document_fromstring(f"<html><body><p>Le pont rouvre au trafic.</p>{markup}</body></html>")
    when, _ = published(tree, blocks_of(tree), Stated((), None, None, "fr", "FR"), None, NOW)
    assert (when and when.start) == day
