"""Asking servers that behave, misbehave and attack. All on 127.0.0.1, none by the clock on the wall."""

import gzip
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.desk.net.server import Site, dripping, endless, hang_up, redirect, serving, silent, text

from filrouge import __version__
from filrouge.desk.net.fetch import ROBOTS_LIFE, Failure, Fetched, Fetcher, HostNote, Unchanged, Validators
from filrouge.desk.net.guard import Allowed
from filrouge.desk.net.hop import Limits, user_agent, web_address
from filrouge.desk.net.pace import Clock

SMALL = Limits(size=100_000, connect=5.0, silence=5.0, total=30.0)


class Hands:
    """A clock that stands still until it is set; sleeping moves it."""

    def __init__(self) -> None:
        self.now = datetime(2024, 7, 3, 12, tzinfo=UTC)
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    @property
    def clock(self) -> Clock:
        return Clock(lambda: self.now, lambda: sum(self.slept), self.sleep)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        yield running


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def web(hands: Hands) -> Fetcher:
    return fetcher(hands)


def fetcher(
    hands: Hands, limits: Limits = SMALL, pause: float = 0.0, memory: dict[str, HostNote] | None = None
) -> Fetcher:
    return Fetcher("", Allowed.parse("127.0.0.1"), limits, pause, memory, hands.clock)


def code(answer: object) -> str:
    assert isinstance(answer, Failure), answer
    return answer.code


def body(answer: object) -> bytes:
    assert isinstance(answer, Fetched), answer
    return answer.content


# Who asks, and how ---------------------------------------------------------------------------------------


def test_a_page_is_had_by_whoever_says_who_it_is(site: Site, web: Fetcher) -> None:
    assert body(web.get(site.add("/a", text("news")))) == b"news"
    (robots, _), (path, headers) = site.asked
    assert (robots, path) == ("/robots.txt", "/a")
    assert headers["user-agent"] == f"filrouge/{__version__} (news reader)"
    assert "cookie" not in headers


def test_a_contact_cannot_smuggle_headers() -> None:
    assert user_agent("desk@news.example\r\nX: y)") == f"filrouge/{__version__} (news reader; desk@news.example X: y)"


def test_proxies_of_the_environment_are_not_used(site: Site, web: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert body(web.get(site.add("/a", text("news")))) == b"news"


def test_cookies_are_not_kept(site: Site, web: Fetcher) -> None:
    site.add("/a", text("", 302, Location="/b", Set_Cookie="id=1"))
    web.get(site.base + "/a")
    web.get(site.add("/b", text("b")))
    assert all("cookie" not in headers for _, headers in site.asked)


def test_requests_to_one_host_rest_between(site: Site, hands: Hands) -> None:
    web = fetcher(hands, pause=1.0)
    site.add("/robots.txt", text("User-agent: *\nCrawl-delay: 7"))
    for path in ("/a", "/b", "/c"):
        web.get(site.add(path, text("x")))
    assert hands.slept == [1.0, 7.0, 7.0]


@pytest.mark.parametrize(
    "url", ["ftp://a.example/", "file:///etc/passwd", "//a.example/", "http:///a", "a.example", "", "http://u:p@a.example/",
            "javascript:x", "http://a.example/" + "x" * 9000, "http://[::1/", "http://a.example:x/"],
)  # fmt: skip
def test_what_is_no_web_address_is_not_asked(url: str, web: Fetcher) -> None:
    assert web_address(url) is None
    assert code(web.get(url)) == "address"


# Whom it does not ask --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "inside",
    [
        "http://169.254.169.254/latest/meta-data/", "http://127.0.0.2/", "http://localhost/", "http://[::1]/",
        "http://[::ffff:127.0.0.1]/", "http://2130706433/", "http://0x7f.1/", "http://10.0.0.1/", "http://0/",
        "http://[64:ff9b::7f00:1]/", "https://192.168.0.1/", "http://127.0.0.2:22/",
    ],
)  # fmt: skip
def test_a_redirect_inside_is_not_followed(inside: str, site: Site, web: Fetcher) -> None:
    assert code(web.get(site.add("/a", redirect(inside)))) == "forbidden"


@pytest.mark.parametrize("elsewhere", ["file:///etc/passwd", "gopher://127.0.0.1/", "data:text/html,x", "http://"])
def test_a_redirect_out_of_the_web_is_not_followed(elsewhere: str, site: Site, web: Fetcher) -> None:
    assert code(web.get(site.add("/a", redirect(elsewhere)))) in ("address", "network", "redirects")


def test_a_name_that_leads_inside_is_not_asked(hands: Hands) -> None:
    for addresses in (["127.0.0.1"], ["10.0.0.1", "fd00::1"], ["::ffff:169.254.169.254"]):
        web = Fetcher(limits=SMALL, clock=hands.clock, resolve=lambda *_, found=addresses: found)
        assert code(web.get("http://news.example/")) == "forbidden"


def test_a_robots_txt_that_leads_inside_is_not_asked(site: Site, web: Fetcher) -> None:
    site.add("/robots.txt", redirect("http://127.0.0.2/robots.txt"))
    assert code(web.get(site.add("/a", text("news")))) == "forbidden"


def test_a_name_is_resolved_once_a_connection_and_named_in_the_request(site: Site, hands: Hands) -> None:
    asked: list[str] = []

    def resolve(host: str, port: int, seconds: float) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    port = site.base.rsplit(":", 1)[1]
    web = Fetcher("", Allowed.parse(f"news.example:{port}"), SMALL, 0, None, hands.clock, resolve)
    site.add("/a", text("news"))
    assert body(web.get(f"http://news.example:{port}/a")) == b"news"
    assert asked == ["news.example"] * 2  # robots.txt and the page
    assert {headers["host"] for _, headers in site.asked} == {f"news.example:{port}"}


def test_tls_asks_for_the_name_and_not_for_the_number(hands: Hands) -> None:
    hello: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen() -> None:
            connection, _ = server.accept()
            with connection:
                hello.append(connection.recv(4096))

        thread = threading.Thread(target=listen)
        thread.start()
        port = server.getsockname()[1]
        allowed = Allowed.parse(f"news.example:{port}")
        web = Fetcher("", allowed, SMALL, 0, None, hands.clock, lambda *_: ["127.0.0.1"])
        assert code(web.get(f"https://news.example:{port}/")) == "network"
        thread.join()
    assert b"news.example" in hello[0]


# Limits ----------------------------------------------------------------------------------------------------


def test_an_endless_body_is_cut_off(site: Site, web: Fetcher) -> None:
    assert code(web.get(site.add("/a", endless))) == "too-large"


def test_a_gzip_bomb_is_cut_off(site: Site, web: Fetcher) -> None:
    bomb = gzip.compress(bytes(30_000_000))
    assert code(web.get(site.add("/a", text(bomb, Content_Encoding="gzip")))) == "too-large"


def test_packed_pages_are_unpacked(site: Site, web: Fetcher) -> None:
    assert body(web.get(site.add("/a", text(gzip.compress(b"news"), Content_Encoding="gzip")))) == b"news"


@pytest.mark.parametrize("page", [silent, dripping])
def test_a_slow_server_is_left(page: object, site: Site, hands: Hands) -> None:
    clock = replace(hands.clock, ticks=Clock().ticks)
    memory = {site.base: HostNote("open", b"", hands.now + ROBOTS_LIFE)}
    web = Fetcher("", Allowed.parse("127.0.0.1"), Limits(total=0.2), 0, memory, clock)
    assert code(web.get(site.add("/a", page))) == "timeout"  # type: ignore[arg-type]


@pytest.mark.parametrize("packing", ["br", "zstd"])
def test_a_packing_that_was_not_asked_for_is_refused(packing: str, site: Site, web: Fetcher) -> None:
    assert code(web.get(site.add("/a", text("x", Content_Encoding=packing)))) == "broken"


def test_hanging_up_in_the_middle_is_a_passing_failure(site: Site, web: Fetcher) -> None:
    answer = web.get(site.add("/a", hang_up))
    assert isinstance(answer, Failure)
    assert (answer.code, answer.temporary) == ("network", True)


def test_more_than_was_promised_is_not_read(site: Site, web: Fetcher) -> None:
    assert body(web.get(site.add("/a", text("news and more", Content_Length="4")))) == b"news"


@pytest.mark.parametrize("length", ["x", "-1", "99999999999999999999999"])
def test_a_wrong_length_is_a_failure(length: str, site: Site, web: Fetcher) -> None:
    assert code(web.get(site.add("/a", text("news", Content_Length=length)))) == "network"


def test_a_server_that_is_not_there_is_a_passing_failure(site: Site, web: Fetcher) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    answer = web.get(f"http://127.0.0.1:{port}/")
    assert isinstance(answer, Failure)
    assert (answer.code, answer.temporary) == ("network", True)
    assert answer.reason.count(".") < 10


@pytest.mark.parametrize(("status", "temporary"), [(404, False), (403, False), (500, True), (429, True), (204, False)])
def test_other_answers_are_failures_in_a_sentence(status: int, temporary: bool, site: Site, web: Fetcher) -> None:
    answer = web.get(site.add("/a", text("", status, Content_Length="")))
    assert isinstance(answer, Failure)
    assert (answer.temporary, answer.code) == (temporary, "status")
    assert str(status) in answer.reason


def test_gone_is_gone(site: Site, web: Fetcher) -> None:
    assert code(web.get(site.add("/a", text("", 410)))) == "gone"


# Redirects and validators ---------------------------------------------------------------------------------


def test_circles_and_long_ways_are_left(site: Site, web: Fetcher) -> None:
    assert code(web.get(site.add("/circle", redirect("/circle")))) == "redirects"
    for n in range(9):
        site.add(f"/{n}", redirect(f"/{n + 1}"))
    assert code(web.get(site.base + "/0")) == "redirects"
    assert len(site.paths) < 10


@pytest.mark.parametrize(
    ("statuses", "permanent"), [((301, 308), True), ((301, 302), False), ((303,), False), ((), True)]
)
def test_where_it_came_from_and_whether_for_good(
    statuses: tuple[int, ...], permanent: bool, site: Site, web: Fetcher
) -> None:
    for n, status in enumerate(statuses):
        site.add(f"/{n}", redirect(f"/{n + 1}#part", status))
    site.add(f"/{len(statuses)}", text("news"))
    answer = web.get(site.base + "/0")
    assert isinstance(answer, Fetched)
    assert (answer.url, answer.permanent) == (f"{site.base}/{len(statuses)}", permanent)


@pytest.mark.parametrize("etag", ['"v1"', 'W/"x, y"', "not quoted", '"caf\u00e9"', "*"])
def test_validators_go_back_as_they_came(etag: str, site: Site, web: Fetcher) -> None:
    modified = "some day in July"

    def page(handler):  # type: ignore[no-untyped-def]
        same = handler.headers.get("If-None-Match") == etag and handler.headers.get("If-Modified-Since") == modified
        handler.answer(304 if same else 200, b"" if same else b"news", ETag=etag, Last_Modified=modified)

    first = web.get(site.add("/a", page))
    assert isinstance(first, Fetched)
    assert first.validators == Validators(etag, modified)
    assert isinstance(web.get(site.base + "/a", first.validators), Unchanged)


def test_validators_are_not_sent_where_a_redirect_leads(site: Site, web: Fetcher) -> None:
    site.add("/a", redirect("/b"))
    site.add("/b", text("news"))
    web.get(site.base + "/a", Validators('"v1"', "then"))
    sent = {path: "if-none-match" in headers for path, headers in site.asked}
    assert (sent["/a"], sent["/b"]) == (True, False)


def test_a_304_that_was_not_asked_for_is_a_failure(site: Site, web: Fetcher) -> None:
    site.add("/a", text("", 304, Content_Length=""))
    assert code(web.get(site.base + "/a")) == "status"


def test_freshness_is_told(site: Site, web: Fetcher) -> None:
    answer = web.get(site.add("/a", text("news", Cache_Control="public, max-age=600")))
    assert isinstance(answer, Fetched)
    assert answer.fresh == timedelta(minutes=10)


# What hosts ask for ----------------------------------------------------------------------------------------


def test_retry_after_holds_for_the_whole_host(site: Site, web: Fetcher, hands: Hands) -> None:
    answer = web.get(site.add("/a", text("", 429, Retry_After="120")))
    assert isinstance(answer, Failure)
    assert answer.wait == timedelta(seconds=120)
    other = site.add("/b", text("news"))
    assert code(web.get(other)) == "held"
    assert "/b" not in site.paths
    hands.now += timedelta(seconds=121)
    assert body(web.get(other)) == b"news"


def test_robots_txt_is_obeyed_for_redirects_too(site: Site, web: Fetcher) -> None:
    site.add("/robots.txt", text("User-agent: *\nDisallow: /no"))
    site.add("/a", redirect("/no"))
    assert code(web.get(site.base + "/no")) == "robots"
    assert code(web.get(site.base + "/a")) == "robots"
    assert "/no" not in site.paths


@pytest.mark.parametrize(
    ("status", "fetched"), [(404, True), (403, True), (410, True), (500, False), (503, False), (429, False)]
)
def test_a_missing_robots_txt_allows_and_a_failing_one_does_not(
    status: int, fetched: bool, site: Site, web: Fetcher
) -> None:
    site.add("/robots.txt", text("", status))
    answer = web.get(site.add("/a", text("news")))
    assert isinstance(answer, Fetched) is fetched
    if not fetched:
        assert code(answer) == "robots"


def test_robots_txt_is_remembered_for_its_life(site: Site, web: Fetcher, hands: Hands) -> None:
    site.add("/robots.txt", text("User-agent: *\nDisallow: /no", Cache_Control="max-age=3600"))
    site.add("/a", text("news"))
    for hours, asked in ((0, 1), (0.9, 1), (1.1, 2)):
        hands.now = datetime(2024, 7, 3, 12, tzinfo=UTC) + timedelta(hours=hours)
        web.get(site.base + "/a")
        assert site.paths.count("/robots.txt") == asked


def test_an_old_robots_txt_serves_while_the_server_fails(site: Site, web: Fetcher, hands: Hands) -> None:
    site.add("/robots.txt", text("User-agent: *\nDisallow: /no"))
    site.add("/a", text("news"))
    web.get(site.base + "/a")
    site.add("/robots.txt", text("", 500))
    hands.now += timedelta(days=2)
    assert body(web.get(site.base + "/a")) == b"news"
    assert code(web.get(site.base + "/no")) == "robots"


def test_a_failing_robots_txt_is_asked_again_soon(site: Site, web: Fetcher, hands: Hands) -> None:
    site.add("/robots.txt", text("", 503))
    site.add("/a", text("news"))
    assert code(web.get(site.base + "/a")) == "robots"
    site.add("/robots.txt", text(""))
    hands.now += timedelta(minutes=11)
    assert body(web.get(site.base + "/a")) == b"news"


@pytest.mark.parametrize("packed", [False, True])
def test_a_huge_robots_txt_is_read_to_its_limit(packed: bool, site: Site, hands: Hands) -> None:
    rules = b"User-agent: *\nDisallow: /no\n" + b"#" * 3_000_000
    page = text(gzip.compress(rules), Content_Encoding="gzip") if packed else text(rules)
    site.add("/robots.txt", page)
    web = fetcher(hands, Limits(size=1_000_000))
    assert code(web.get(site.base + "/no")) == "robots"
    assert body(web.get(site.add("/a", text("news")))) == b"news"


def test_a_robots_txt_elsewhere_holds_for_the_host_that_named_it(site: Site, web: Fetcher) -> None:
    site.add("/robots.txt", redirect("/rules", 301))
    site.add("/rules", text("User-agent: filrouge\nDisallow: /no"))
    assert code(web.get(site.base + "/no")) == "robots"
    assert site.paths == ["/robots.txt", "/rules"]


def test_a_robots_txt_in_circles_is_none(site: Site, web: Fetcher) -> None:
    site.add("/robots.txt", redirect("/robots.txt"))
    assert body(web.get(site.add("/a", text("news")))) == b"news"
