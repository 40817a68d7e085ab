"""The library's part that follows feeds: what is asked first, and what is said of it."""

from collections.abc import Iterator

import pytest
from tests.desk.follow.test_entries import item, rss
from tests.desk.net.server import Site, redirect, serving, text

from filrouge.desk.api import Filrouge
from filrouge.errors import NotFound, UsageError
from filrouge.settings import Settings
from filrouge.store import Store


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        running.add("/feed", text(rss(item("A", "1"))))
        yield running


@pytest.fixture
def desk() -> Filrouge:
    settings = Settings(allow_hosts="127.0.0.1", host_pause_ms=1, fetch_seconds=10)
    return Filrouge(Store.open(":memory:"), settings)


def test_a_feed_is_added_under_its_title_and_once(desk: Filrouge, site: Site) -> None:
    first, second = desk.follow_add([site.base + "/feed", site.base + "/feed "])
    assert (first.state, first.title, second.state) == ("added", "La Gazette", "known")
    assert first.id == second.id == desk.follow_list()[0].id


def test_a_feed_that_moved_is_added_where_it_is_and_one_elsewhere_where_it_was(desk: Filrouge, site: Site) -> None:
    site.add("/moved", redirect("/feed", 301))
    site.add("/elsewhere", redirect("/feed", 302))
    rows = desk.follow_add([site.base + "/moved", site.base + "/elsewhere"])
    assert [row.url for row in rows] == [site.base + "/feed", site.base + "/elsewhere"]


def test_what_fails_for_now_is_followed_and_what_fails_for_good_is_not(desk: Filrouge, site: Site) -> None:
    busy, gone = site.add("/busy", text("", 503)), site.add("/gone", text("", 410))
    rows = desk.follow_add([busy, gone, site.add("/text", text("Only words."))])
    assert [row.state for row in rows] == ["added", "refused", "refused"]
    assert (rows[0].why or "").startswith("It fails for now")


def test_a_page_gives_way_to_its_first_feed_and_names_the_others(desk: Filrouge, site: Site) -> None:
    links = "".join(f'<link rel="alternate" type="application/rss+xml" href="/{n}">' for n in ("feed", "other"))
    (row,) = desk.follow_add([site.add("/", text(f"<html><head>{links}</head><body><p>x</p></body></html>"))])
    assert (row.state, row.url) == ("added", site.base + "/feed")
    assert f"{site.base}/other" in (row.why or "")


def test_unchecked_nothing_is_asked(desk: Filrouge, site: Site) -> None:
    (row,) = desk.follow_add([site.base + "/none"], check=False)
    assert (row.state, site.paths) == ("added", [])


def test_full_text_can_be_asked_for_later(desk: Filrouge, site: Site) -> None:
    desk.follow_add([site.base + "/feed"])
    (row,) = desk.follow_add([site.base + "/feed"], full_text=True)
    assert row.state == "known"
    assert desk.follow_list()[0].full_text


def test_what_is_not_followed_cannot_be_removed(desk: Filrouge, site: Site) -> None:
    desk.follow_add([site.base + "/feed"])
    with pytest.raises(NotFound):
        desk.follow_remove([site.base + "/feed", "zz"])
    assert len(desk.follow_list()) == 1
    desk.follow_remove([site.base + "/feed"])
    assert desk.follow_list() == ()


def test_hosts_that_are_none_are_named() -> None:
    desk = Filrouge(Store.open(":memory:"), Settings(allow_hosts="http://x"))
    with pytest.raises(UsageError, match="http://x"):
        desk.follow_add(["https://g.example/"])


def test_without_leave_the_own_machine_is_not_asked(site: Site) -> None:
    desk = Filrouge(Store.open(":memory:"), Settings())
    (row,) = desk.follow_add([site.base + "/feed"])
    assert row.state == "refused"
    assert site.paths == []


@pytest.mark.slow
def test_rows_come_as_feeds_are_asked_and_what_they_gave_is_understood(desk: Filrouge, site: Site) -> None:
    desk.follow_add([site.base + "/feed"])
    assert [row.new for row in desk.follow_run()] == [1]
    (article,) = desk.articles().rows
    assert article.story
    assert list(desk.follow_run()) == []
    assert [row.state for row in desk.follow_run(every=True)] == ["ok"]
