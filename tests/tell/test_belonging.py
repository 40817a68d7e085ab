"""Who belonged on a day: since, until, announced, said without a day, disputed."""

from datetime import date

import pytest

from filrouge.records import Membership
from filrouge.tell.belonging import Belonging, Said, belonging
from filrouge.text import edtf


def said(
    since: str | None = None,
    until: str | None = None,
    *,
    announced: bool = False,
    article: str = "a",
    published: str | None = "2024-06-30",
) -> Said:
    member = Membership(
        0, 9, "nato", "FI", edtf.parse(since) if since else None, edtf.parse(until) if until else None, False, announced
    )
    return Said(member, article, edtf.parse(published) if published else None)


def on(told: Belonging, *days: str) -> list[str]:
    return [told.on(date.fromisoformat(day)) for day in days]


def test_a_member_belongs_from_its_day_on() -> None:
    assert on(belonging([said("2023-04-04")]), "2023-04-03", "2023-04-04", "2030-01-01") == ["no", "yes", "yes"]


def test_within_the_year_that_is_all_one_knows_it_is_not_known() -> None:
    told = belonging([said("2023")])
    assert on(told, "2022-12-31", "2023-06-01", "2023-12-31") == ["no", "unknown", "yes"]


def test_who_left_belongs_no_more() -> None:
    told = belonging([said("1973-01-01", "2020-01-31")])
    assert on(told, "1980-01-01", "2020-01-31", "2021-01-01") == ["yes", "no", "no"]


def test_called_a_member_without_a_day_it_belongs_from_that_article_on() -> None:
    told = belonging([said(published="2023-03-17"), said(article="b", published="2024-01-01")])
    assert on(told, "2023-03-16", "2023-03-17") == ["unknown", "yes"]
    assert on(belonging([said(published=None)]), "2024-01-01") == ["unknown"]


def test_what_is_only_announced_is_not_yet_so_and_its_day_stays_apart() -> None:
    plan = said("2024-01-01", announced=True, published="2023-08-24")
    assert (belonging([plan]).since, on(belonging([plan]), "2024-06-01")) == (None, ["announced"])
    told = belonging([plan, said("2024-01-02", article="b")])
    assert (edtf.format(told.since), edtf.format(told.announced_for)) == ("2024-01-02", "2024-01-01")  # type: ignore[arg-type]
    assert not told.disputes


def test_days_that_cannot_both_be_right_are_disputed_and_the_better_supported_holds() -> None:
    told = belonging([said("2024-03-11"), said("2024-03-07", article="b"), said("2024-03-07", article="c")])
    assert edtf.format(told.since) == "2024-03-07"  # type: ignore[arg-type]
    assert told.disputes[0].values == ("2024-03-07 (b, c)", "2024-03-11 (a)")


@pytest.mark.parametrize("order", [1, -1])
def test_a_day_within_a_year_is_no_dispute_in_any_order(order: int) -> None:
    told = belonging([said("2024"), said("2024-03-07", article="b")][::order])
    assert (told.disputes, edtf.format(told.since)) == ((), "2024-03-07")  # type: ignore[arg-type]
