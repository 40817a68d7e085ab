"""Feeds asked over and over, from a server on 127.0.0.1: nothing is lost, nothing doubled, health is told."""

import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event
from tests.desk.follow.test_entries import item, rss
from tests.desk.net.server import Handler, Page, Site, redirect, serving, silent, text

from filrouge.data.outlets import outlets
from filrouge.desk.follow.poll import LONGEST, Poller
from filrouge.desk.follow.run import NAP, pause, round_of
from filrouge.desk.net.fetch import Fetcher
from filrouge.desk.net.guard import Allowed
from filrouge.desk.net.pace import Clock
from filrouge.desk.net.setup import StoredMemory
from filrouge.desk.telling.versions import versions
from filrouge.store import ArticleFilter, Store
from filrouge.store.feeds import Feed
from filrouge.tell.feed_rows import PolledRow

NOW = datetime(2024, 7, 3, 12, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)
PAGE = "<html><head><title>{0}</title></head><body><article><h1>{0}</h1>{1}</article></body></html>"
PARAGRAPHS = """<p>Les chefs d’État et de gouvernement se retrouvent mercredi à Vilnius pour deux jours.</p>
<p>Ils doivent parler de la défense de l’Europe, puis de l’adhésion de la Suède, longtemps bloqué.</p>"""


@dataclass
class House:
    """A store, a site, and a poller between them, at a time that is set."""

    site: Site
    store: Store
    now: datetime = NOW
    stop: bool = False

    def __post_init__(self) -> None:
        clock = Clock(lambda: self.now, lambda: 0.0, lambda _: None)
        lock = threading.Lock()
        memory = StoredMemory(self.store, lock)
        self.web = Fetcher(allowed=Allowed.parse("127.0.0.1"), pause=0, memory=memory, clock=clock)
        self.poller = Poller(
            self.store, self.web, outlets(), HALF_HOUR, clock, random.Random(1), lambda: self.stop, lock
        )

    def follow(self, path: str = "/feed", **fields: object) -> Feed:
        url = self.site.base + path
        self.store.feeds.add(Feed(id=f"id{path}", url=url, title=None, added=NOW, next=NOW, **fields))  # type: ignore[arg-type]
        return self.feed(path)

    def feed(self, path: str = "/feed") -> Feed:
        return self.store.feeds.find(f"id{path}")

    def poll(self, path: str = "/feed") -> PolledRow | None:
        return self.poller.poll(self.feed(path))

    def titles(self) -> list[str]:
        found, _ = self.store.articles.page(ArticleFilter(), None, 1000)
        return sorted(s.article.title or "" for s in found)


@pytest.fixture
def house() -> Iterator[House]:
    with serving() as site:
        yield House(site, Store.open(":memory:"))


def conditional(content: bytes, tag: str = '"v1"') -> Page:
    def page(handler: Handler) -> None:
        same = handler.headers.get("If-None-Match") == tag
        handler.answer(304 if same else 200, b"" if same else content, ETag=tag)

    return page


def sent_validators(house: House) -> list[bool]:
    return ["if-none-match" in headers for path, headers in house.site.asked if path == "/feed"]


# What is new ------------------------------------------------------------------------------------------------


def test_what_is_new_is_taken_in_once(house: House) -> None:
    house.site.add("/feed", text(rss(item("A", "1"), item("B", "2"))))
    house.follow()
    first = house.poll()
    house.site.add("/feed", text(rss(item("C", "3"), item("A", "1"))))
    second, third = house.poll(), house.poll()
    assert [(row.state, row.new, row.articles) for row in (first, second, third) if row] == [
        ("ok", 2, 2), ("ok", 1, 1), ("ok", 0, 0)
    ]  # fmt: skip
    assert house.titles() == ["A", "B", "C"]
    assert house.store.feeds.counts() == {"id/feed": 3}
    assert house.feed().title == "La Gazette"


def versions_of(house: House) -> list[tuple[str | None, int]]:
    """(title, number of versions) of every article."""
    found, _ = house.store.articles.page(ArticleFilter(), None, 100)
    return sorted((s.article.title, len(versions(house.store, s.article.id))) for s in found)


def test_an_entry_rewritten_under_its_id_is_a_version_of_its_article(house: House) -> None:
    house.site.add("/feed", text(rss(item("A strike begins", "1"), item("B", "2"))))
    house.follow()
    house.poll()
    house.site.add("/feed", text(rss(item("A strike ends", "1", text="<p>It ended at noon."), item("B", "2"))))
    rewritten, same = house.poll(), house.poll()
    assert [(row.new, row.articles) for row in (rewritten, same) if row] == [(0, 1), (0, 0)]
    assert versions_of(house) == [("A strike ends", 2), ("B", 1)]
    house.site.add("/feed", text(rss(item("A strike ends", "1", text="<p>It ended at one o'clock."))))
    house.poll()
    assert versions_of(house) == [("A strike ends", 3), ("B", 1)]
    assert house.store.feeds.counts() == {"id/feed": 2}


def test_markup_and_counters_rewrite_nothing(house: House) -> None:
    body = "<p>The port is closed.</p><p>{} views</p>"
    for number in range(3):
        title, link = "The port", f"https://g.example/port?utm_source={number}"
        house.site.add(
            "/feed", text(rss(item(title, "1", link, f"<div data-x='{number}'>{body.format(number)}</div>")))
        )
        if not number:
            house.follow()
        house.poll()
    assert versions_of(house) == [("The port", 1)]


def test_a_rewritten_entry_of_full_text_has_its_page_fetched_again(house: House) -> None:
    link = f"{house.site.base}/a"
    for word in ("begins", "ends"):
        page = PAGE.format("A strike", PARAGRAPHS.replace("</p>", f" It {word}.</p>", 1))
        house.site.add("/a", text(page, Content_Type="text/html; charset=utf-8"))
        house.site.add("/feed", text(rss(item("A strike", "1", link, f"It {word}."))))
        if word == "begins":
            house.follow(full_text=True)
        house.poll()
        house.poll()
    assert versions_of(house) == [("A strike", 2)]
    assert [path for path, _ in house.site.asked].count("/a") == 2


def test_what_another_feed_gave_first_is_left_to_it_when_rewritten(house: House) -> None:
    for number, title in enumerate(("A strike begins", "A strike ends")):
        for path in ("/feed", "/world"):
            house.site.add(path, text(rss(item(title, f"of{path}", "https://g.example/a", f"{title} today."))))
            if not number:
                house.follow(path)
            house.poll(path)
    assert versions_of(house) == [("A strike ends", 2)]


def test_an_entry_of_two_feeds_is_taken_in_once(house: House) -> None:
    house.site.add("/feed", text(rss(item("A", "1", "https://g.example/a"))))
    house.site.add("/world", text(rss(item("A", "w1", "https://g.example/a?utm_source=w"), item("B", "w2"))))
    for path in ("/feed", "/world"):
        house.follow(path)
        house.poll(path)
    assert house.titles() == ["A", "B"]
    assert house.store.feeds.counts() == {"id/feed": 1, "id/world": 2}


def test_an_entry_without_words_is_no_failure(house: House) -> None:
    house.site.add("/feed", text(rss(item("", "1", text=""), item("A", "2"))))
    house.follow()
    row = house.poll()
    assert row
    assert (row.state, row.new, row.articles) == ("ok", 2, 1)


def test_an_empty_feed_is_no_failure(house: House) -> None:
    house.site.add("/feed", text(rss()))
    house.follow()
    assert house.poll() == PolledRow("id/feed", house.site.base + "/feed", "ok", 0, 0, None)


def test_letters_that_are_not_utf_8_are_read(house: House) -> None:
    content = rss(item("Встреча в Москве", "1", text="Встреча прошла во вторник.")).decode()
    told_within = content.replace('"1.0"?', '"1.0" encoding="windows-1251"?').encode("cp1251")
    house.site.add("/feed", text(told_within))
    other = content.replace("Москве", "Праге").encode("koi8-r")
    house.site.add("/other", text(other, Content_Type="text/xml; charset=koi8-r"))
    for path in ("/feed", "/other"):
        house.follow(path)
        house.poll(path)
    assert house.titles() == ["Встреча в Москве", "Встреча в Праге"]


# Cut off -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("full_text", [False, True])
def test_cut_off_anywhere_it_loses_nothing_and_doubles_nothing(full_text: bool, tmp_path: Path) -> None:
    Store.open(str(tmp_path / "empty.db")).close()
    with serving() as site:
        site.add("/feed", conditional(rss(*(item(c, c, f"{site.base}/{c}") for c in "AB"))))
        for c in "AB":
            site.add(f"/{c}", text(PAGE.format(c, PARAGRAPHS), Content_Type="text/html; charset=utf-8"))
        for cut in range(200):
            place = copy(tmp_path / "empty.db", tmp_path / f"{cut}.db")
            house = House(site, Store.open(str(place)))
            house.follow(full_text=full_text)
            try:
                with cut_off(house, cut):
                    house.poll()
                whole = True
            except RuntimeError:
                whole = False
            house.poll()
            assert house.titles() == ["A", "B"], cut
            assert house.store.feeds.counts() == {"id/feed": 2}
            house.store.close()
            if whole:
                break
        assert whole
        assert cut > 5


def test_stopped_while_asking_it_stores_nothing(house: House) -> None:
    house.site.add("/feed", text(rss(item("A", "1"))))
    house.follow()
    house.stop = True
    assert house.poll() is None
    assert house.titles() == []
    assert house.feed().next == NOW


def test_a_feed_removed_meanwhile_stays_removed(house: House) -> None:
    house.site.add("/feed", text(rss(item("A", "1"))))
    feed = house.follow()
    house.store.feeds.remove(feed.id)
    assert house.poller.poll(feed)
    assert house.store.feeds.all() == ()


# Validators and health ---------------------------------------------------------------------------------------


def test_validators_save_the_whole_answer(house: House) -> None:
    house.site.add("/feed", conditional(rss(item("A", "1"))))
    house.follow()
    rows = [house.poll(), house.poll()]
    assert [row.state for row in rows if row] == ["ok", "unchanged"]
    assert sent_validators(house) == [False, True]


def test_only_a_whole_answer_ends_a_failure(house: House) -> None:
    good = conditional(rss(item("A", "1")))
    house.site.add("/feed", good)
    house.follow()
    house.poll()
    house.site.add("/feed", text("", 500))
    house.poll()
    house.site.add("/feed", text("", 304, Content_Length=""))  # a server that answers so whatever it is asked
    house.poll()
    assert (house.feed().failures, house.feed().last_ok) == (2, NOW)
    house.site.add("/feed", good)
    row = house.poll()
    assert row
    assert row.state == "ok"
    assert (house.feed().failures, house.feed().last_error) == (0, None)
    assert sent_validators(house) == [False, True, False, False]


def test_a_broken_answer_leaves_the_validators_of_the_last_good_one(house: House) -> None:
    house.site.add("/feed", conditional(rss(item("A", "1"))))
    house.follow()
    house.poll()
    house.site.add("/feed", text("Under construction.", ETag='"v2"'))
    row = house.poll()
    assert row
    assert row.state == "failed"
    assert house.feed().etag == '"v1"'


def test_a_feed_that_moved_for_good_is_asked_at_its_new_place(house: House) -> None:
    house.site.add("/feed", redirect("/new", 301))
    house.site.add("/new", conditional(rss(item("A", "1"))))
    house.follow()
    house.poll()
    assert (house.feed().url, house.feed().etag) == (house.site.base + "/new", '"v1"')


def test_a_feed_that_is_elsewhere_for_now_keeps_its_place_and_its_own_validators(house: House) -> None:
    house.site.add("/feed", conditional(rss(item("A", "1"))))
    house.site.add("/new", conditional(rss(item("B", "2")), '"other"'))
    house.follow()
    house.poll()
    house.site.add("/feed", redirect("/new", 302))
    house.poll()
    assert (house.feed().url, house.feed().etag) == (house.site.base + "/feed", '"v1"')
    assert house.titles() == ["A", "B"]


def test_a_feed_that_moves_where_another_is_stays(house: House) -> None:
    house.site.add("/feed", redirect("/new", 301))
    house.site.add("/new", text(rss(item("A", "1"))))
    house.follow()
    house.follow("/new")
    house.poll()
    assert house.feed().url == house.site.base + "/feed"


def test_a_feed_that_is_gone_is_asked_no_more(house: House) -> None:
    house.site.add("/feed", text("", 410))
    house.follow()
    house.poll()
    assert house.feed().gone
    assert house.store.feeds.due(NOW + timedelta(days=400)) == ()
    assert house.store.feeds.next_due() is None


def test_a_page_where_a_feed_was_names_its_feeds(house: House) -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="/there">'
    house.site.add("/feed", text(f"<html><head>{link}</head><body><p>We moved.</p></body></html>"))
    house.follow()
    row = house.poll()
    assert row
    assert row.state == "failed"
    assert f"{house.site.base}/there" in (house.feed().last_error or "")


@pytest.mark.parametrize(
    ("page", "least", "most"),
    [
        (text(rss()), HALF_HOUR, HALF_HOUR * 1.1),
        (text(rss(), Cache_Control="max-age=7200"), HALF_HOUR * 4, HALF_HOUR * 4.4),
        (text(rss(), Cache_Control="max-age=60"), HALF_HOUR, HALF_HOUR * 1.1),
        (text(rss(), Cache_Control="max-age=99999999"), LONGEST, LONGEST * 1.1),
        (text("", 500), HALF_HOUR * 0.8, HALF_HOUR * 1.2),
        (text("", 429, Retry_After="36000"), timedelta(hours=10), timedelta(hours=10)),
        (text("", 503, Retry_After="Thu, 04 Jul 2024 12:00:00 GMT"), LONGEST, LONGEST),
    ],
)
def test_when_a_feed_is_asked_again(page: Page, least: timedelta, most: timedelta, house: House) -> None:
    house.site.add("/feed", page)
    house.follow()
    house.poll()
    assert least <= house.feed().next - NOW <= most


def test_a_feed_whose_host_wants_to_be_left_alone_has_not_failed(house: House) -> None:
    house.site.add("/feed", conditional(rss(item("A", "1"))))
    house.site.add("/busy", text("", 429, Retry_After="7200"))
    for path in ("/feed", "/busy"):
        house.follow(path)
    house.poll()
    house.poll("/busy")
    row, feed = house.poll(), house.feed()
    assert row and row.state == "held" and row.why and "left alone" in row.why
    assert (feed.failures, feed.last_error, feed.etag) == (0, None, '"v1"')
    assert timedelta(hours=1, minutes=59) < feed.next - house.feed("/busy").added < timedelta(hours=3)


def test_waits_grow_while_a_feed_fails(house: House) -> None:
    house.site.add("/feed", text("", 500))
    house.follow()
    waits = []
    for _ in range(12):
        house.poll()
        waits.append(house.feed().next - house.now)
    assert waits[3] > waits[1] > waits[0] * 1.2
    assert LONGEST * 0.8 <= waits[-1] <= LONGEST * 1.2
    assert house.feed().failures == 12


# The entries' pages --------------------------------------------------------------------------------------------


def test_full_text_comes_from_the_page_or_else_from_the_feed(house: House) -> None:
    base = house.site.base
    house.site.add("/robots.txt", text("User-agent: *\nDisallow: /closed"))
    house.site.add("/long", text(PAGE.format("Long", PARAGRAPHS), Content_Type="text/html; charset=utf-8"))
    house.site.add("/short", text(PAGE.format("Short", "<p>Abonnez-vous.</p>")))
    links = {"Long": "/long", "Short": "/short", "Closed": "/closed", "Missing": "/none"}
    house.site.add("/feed", text(rss(*(item(title, title, base + link) for title, link in links.items()))))
    house.follow(full_text=True)
    row = house.poll()
    assert row
    assert row.new == 4
    found, _ = house.store.articles.page(ArticleFilter(), None, 10)
    words = {s.article.external_id or s.article.title: s.article.text for s in found if s.article.role == "lead"}
    assert len(words["Long"]) > 150
    assert words["Short"] == words["Closed"] == words["Missing"] == "Le sommet s’ouvre mercredi à Vilnius."
    assert "/closed" not in house.site.paths


# Many feeds ------------------------------------------------------------------------------------------------


def test_one_feeds_fault_is_not_the_others(house: House) -> None:
    paths = ["/a", "/b", "/c"]
    house.site.add("/a", text(rss(item("A", "1"))))
    house.site.add("/b", text(b"<rss>" + b"\0\xff" * 100))
    house.site.add("/c", text(rss(item("C", "1"))))
    feeds = [house.follow(path) for path in paths]
    rows = list(round_of(feeds, house.poller, 3, threading.Event(), lambda: None))
    assert [(row.id, row.state) for row in rows] == [("id/a", "ok"), ("id/b", "failed"), ("id/c", "ok")]
    assert house.titles() == ["A", "C"]


def test_an_error_of_the_store_ends_the_round(house: House) -> None:
    house.site.add("/feed", text(rss(item("A", "1"))))
    feed = house.follow()
    stop = threading.Event()

    def broken(*_: object) -> None:
        raise RuntimeError("disk full")

    event.listen(house.store.database.engine, "before_cursor_execute", broken)
    with pytest.raises(RuntimeError, match="disk full"):
        list(round_of([feed], house.poller, 2, stop, lambda: None))
    assert stop.is_set()


def test_stopped_it_waits_for_no_server(house: House) -> None:
    house.site.add("/a", silent)
    house.site.add("/b", text(rss(item("B", "1"))))
    feeds = [house.follow(path) for path in ("/a", "/b")]
    stop = threading.Event()

    def waiting(handler: Handler) -> None:
        house.stop = True
        stop.set()
        silent(handler)

    house.site.add("/a", waiting)
    assert list(round_of(feeds, house.poller, 1, stop, house.web.end)) == []
    assert house.titles() == []
    assert [feed.failures for feed in house.store.feeds.all()] == [0, 0]


@settings(max_examples=15)
@given(
    st.lists(
        st.one_of(st.sets(st.sampled_from("ABCD")), st.sampled_from([304, 500, 429]), st.integers(-40, -1)), max_size=8
    )
)
def test_whatever_happens_what_was_served_whole_is_there_once(answers: list[set[str] | int]) -> None:
    """A set is a feed of these entries, a positive number a status, a negative one a feed of all, cut off after so many
    statements."""
    with serving() as site:
        house = House(site, Store.open(":memory:"))
        house.follow()
        served: set[str] = set()
        for answer in answers:
            if isinstance(answer, set):
                site.add("/feed", text(rss(*(item(c, c) for c in sorted(answer)))))
                served |= answer
            else:
                page = text(rss(*(item(c, c) for c in "ABCD"))) if answer < 0 else text("", answer, Content_Length="")
                site.add("/feed", page)
            with suppress(RuntimeError), cut_off(house, -answer if isinstance(answer, int) and answer < 0 else 1000):
                house.poll()
            assert served <= set(house.titles())
            house.now += timedelta(days=8)
        site.add("/feed", text(rss(*(item(c, c) for c in "ABCD"))))
        house.poll()
        assert house.titles() == list("ABCD")
        assert house.feed().failures == 0


@contextmanager
def cut_off(house: House, statements: int) -> Iterator[None]:
    """Raise RuntimeError at the statement after so many."""
    left = statements

    def count(*_: object) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise RuntimeError("cut off")

    event.listen(house.store.database.engine, "before_cursor_execute", count)
    try:
        yield
    finally:
        event.remove(house.store.database.engine, "before_cursor_execute", count)


def test_sleep_ends_when_the_next_is_due_and_never_lasts_long() -> None:
    assert pause(NOW + timedelta(seconds=20), NOW) == 20
    assert pause(NOW + timedelta(hours=2), NOW) == pause(None, NOW) == NAP.total_seconds()
    assert pause(NOW - timedelta(hours=2), NOW) == 1
