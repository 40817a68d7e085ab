"""Every page over a generated archive: it answers, it says the same as JSON, and its links lead somewhere."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import event
from tests.web.generated import PEOPLE, fill

import filrouge
from filrouge.desk.api import Filrouge
from filrouge.tell.rows import MembershipRow
from filrouge.web.app import create
from filrouge.web.pages.organisation import state

A, B = PEOPLE[0].id, PEOPLE[1].id
PAGES = [
    "/", "/storylines", "/stories", "/ledger", f"/ledger?actor={A}&status=held", "/actors", "/actors?kind=person",
    f"/actor/{A}", f"/pair/{A}/{B}", "/place/CH", "/place/CH/Geneva", "/place/-/Nowhere", "/organisation/nato",
    "/organisation/nato?on=2019-01-01", "/statements", f"/statements?speaker={A}", "/sources", "/search",
    "/search?q=summit", "/search?q=summit+-paris+year:2019&newest=1", "/search?q=outlet:%22Gazette+1%22",
]  # fmt: skip


def ids(archive: Filrouge) -> list[str]:
    article = archive.articles(limit=1).rows[0]
    return [
        f"/article/{article.id}",
        f"/article/{article.id}/versions",
        f"/story/{article.story}",
        f"/storyline/{article.storyline}",
        f"/entry/{archive.ledger(limit=1).rows[0].id}",
    ]


class Links(HTMLParser):
    """Addresses and fragments of a page, and its ids."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.hrefs: list[str] = []
        self.ids: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "href" and value and tag == "a":
                self.hrefs.append(value)
            if name == "id" and value:
                self.ids.append(value)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_and_its_json(site: TestClient, path: str) -> None:
    page = site.get(path)
    assert page.status_code == 200
    assert "<h1" in page.text
    asked = site.get(path, headers={"accept": "application/json"})
    assert asked.json() == site.get(path + ("&" if "?" in path else "?") + "format=json").json()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_link_leads_somewhere(site: TestClient, archive: Filrouge, language: str) -> None:
    seen: set[str] = set()
    waiting = ["/", *ids(archive), f"/pair/{A}/{B}"]
    for path in waiting:
        page = site.get(path, headers={"accept-language": language})
        assert page.status_code == 200, path
        links = Links(page.text)
        assert len(links.ids) == len(set(links.ids)), path
        for href in links.hrefs:
            target = href.partition("#")[0]
            shape = re.sub(r"[0-9a-f]{12}|=[^&]*", "*", target)
            if target.startswith("/") and not target.startswith("/compare/") and shape not in seen:
                seen.add(shape)
                assert site.get(target).status_code == 200, target


def test_from_a_line_of_the_ledger_two_clicks_reach_the_sentence(site: TestClient, archive: Filrouge) -> None:
    entry = archive.ledger(limit=1).rows[0]
    line = site.get("/ledger").text
    target = f"/article/{entry.evidence[0].article}#at-{entry.evidence[0].start}"
    assert target in line
    assert f"at-{entry.evidence[0].start}" in Links(site.get(target).text).ids


@pytest.mark.slow
def test_a_story_is_compared_across_its_outlets(site: TestClient, archive: Filrouge) -> None:
    story = archive.stories(limit=1).rows[0]
    page = site.get(f"/compare/{story.id}")
    assert page.status_code == 200
    assert site.get(f"/compare/{story.id}?format=json").json()["story"]["id"] == story.id


def test_a_count_too_is_found_in_its_place(site: TestClient, archive: Filrouge) -> None:
    count = archive.counts()[0]
    assert f"at-{count.start}" in Links(site.get(f"/article/{count.article}").text).ids


def test_a_pair_is_the_same_whoever_is_named_first(site: TestClient) -> None:
    assert site.get(f"/pair/{A}/{B}?format=json").json() == site.get(f"/pair/{B}/{A}?format=json").json()
    assert site.get(f"/pair/{A}/{A}").status_code == 400


def test_paging_through_a_listing_gives_each_row_once(site: TestClient, archive: Filrouge) -> None:
    seen: list[str] = []
    after = None
    while True:
        params = {"format": "json"} | ({"after": after} if after else {})
        page = site.get("/ledger", params=params).json()
        seen += [e["id"] for e in page["entries"]]
        after = page["next"]
        if after is None:
            break
    assert len(seen) == len(set(seen)) == archive.sizes().ledger


def test_statements_page_through_every_article_newest_first(archive: Filrouge) -> None:
    seen: list[str] = []
    after = None
    while True:
        page = archive.sayings(after=after, limit=25)
        seen += [s.article for s in page.rows]
        after = page.next
        if after is None:
            break
    assert len(seen) == len(set(seen)) == archive.sizes().articles


@pytest.mark.parametrize("path", ["/", f"/actor/{A}", f"/pair/{A}/{B}", "/ledger", "/search?q=summit", "/stories"])
def test_a_page_asks_the_store_a_fixed_number_of_questions(site: TestClient, archive: Filrouge, path: str) -> None:
    asked: list[str] = []

    def count(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if statement != "BEGIN":
            asked.append(statement)

    event.listen(archive.store.database.engine, "before_cursor_execute", count)
    try:
        site.get(path)
    finally:
        event.remove(archive.store.database.engine, "before_cursor_execute", count)
    assert len(asked) < 30, asked


def test_a_page_that_has_not_changed_is_not_sent_again(site: TestClient) -> None:
    site.cookies.clear()
    first = site.get("/ledger")
    again = site.get("/ledger", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "Cookie" in first.headers["vary"]
    other = site.get("/ledger", headers={"if-none-match": first.headers["etag"], "accept-language": "fr"})
    assert other.status_code == 200


def test_who_has_a_page_is_told_so_without_telling_it_anew_until_something_changes(tmp_path: Path) -> None:
    desk = filrouge.open(str(tmp_path / "news.db"))
    fill(desk.store, 20, words=30)
    with TestClient(create(desk), headers={"accept": "text/html"}) as client:
        tag = client.get("/stories").headers["etag"]
        asked: list[str] = []
        listed = desk.stories
        desk.stories = lambda **kwargs: asked.append("stories") or listed(**kwargs)  # type: ignore[assignment, func-returns-value]
        same = {"if-none-match": tag}
        assert client.get("/stories", headers=same).status_code == 304 and asked == []
        assert client.get("/stories", headers={"if-none-match": '"other"'}).status_code == 200 and len(asked) == 1
        assert client.get("/stories", headers={**same, "accept-language": "fr"}).status_code == 200
        desk.store.set_note("a", "b")
        assert client.get("/stories", headers=same).status_code == 304 and len(asked) == 3
    desk.close()


def test_the_language_of_the_page_keeps_the_question(site: TestClient) -> None:
    assert "/search?q=summit&amp;ui=fr" in site.get("/search?q=summit").text


def member(since: str | None, until: str | None = None, announced: bool = False) -> MembershipRow:
    return MembershipRow("NATO", "FI", since, until, (), False, announced)


@pytest.mark.parametrize(
    ("row", "day", "expected"),
    [
        (member("2023-04-04"), date(2023, 4, 4), "member"),
        (member("2023-04-04"), date(2023, 4, 3), "later"),
        (member("2023"), date(2023, 6, 1), "perhaps"),
        (member(None), date(2023, 6, 1), "perhaps"),
        (member("1949", "1966-07-01"), date(1970, 1, 1), "former"),
        (member("1949", "1966"), date(1966, 3, 1), "perhaps"),
        (member(None), None, "member"),
        (member("2024", announced=True), date(2025, 1, 1), "invited"),
    ],
)
def test_members_on_a_day(row: MembershipRow, day: date | None, expected: str) -> None:
    assert state(row, day) == expected


@pytest.mark.parametrize(
    "path",
    [
        "/actor/none", "/pair/none/nobody", "/organisation/none", "/entry/none", "/statements?speaker=none",
        "/actor/none.atom", "/storyline/none.json", "/pair/a/b.atom", "/ledger.xml",
    ],
)  # fmt: skip
def test_what_is_not_there(site: TestClient, path: str) -> None:
    answer = site.get(path)
    assert answer.status_code in (404, 422)
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    "path",
    ["/organisation/nato?on=2024-99-99", "/actors?kind=dragon", "/ledger?after=x", "/statements?after=x"],
)
def test_wrong_questions_are_problems(site: TestClient, path: str) -> None:
    answer = site.get(path, headers={"accept": "application/json"})
    assert answer.status_code in (400, 422)
    assert answer.headers["content-type"] == "application/problem+json"


def test_head_is_get_without_the_body(site: TestClient) -> None:
    head, get = site.head("/ledger"), site.get("/ledger")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == get.headers["etag"]
    assert head.headers["content-length"] == str(len(get.content))
    assert site.head("/nowhere").status_code == 404


def test_headers_of_any_bytes_are_read(site: TestClient) -> None:
    headers = [(b"accept-language", b"\xff\xfe;q=,,"), (b"if-none-match", b'W/"x", *'), (b"cookie", b"ui=%00; ui=..")]
    assert site.get("/ledger", headers=headers).status_code == 200


@pytest.mark.parametrize("path", ["/actor/%00", "/place/%00/%00", "/place/RU/%2e%2e/x", "/static/../app.py", "/docs"])
def test_odd_addresses_are_answered(site: TestClient, path: str) -> None:
    assert site.get(path).status_code in (200, 404)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_can_be_changed_from_outside(site: TestClient, method: str) -> None:
    assert site.request(method, "/ledger").status_code == 405


def test_a_search_says_when_it_orders_only_the_last_taken_in(site: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "taken in last" not in site.get("/search?q=summit").text
    monkeypatch.setattr("filrouge.web.pages.search.LATEST", 2)
    page = site.get("/search?q=summit", headers={"accept": "application/json"}).json()
    assert page["among"] == 2
    assert "at most the 2 of them that were taken in last" in site.get("/search?q=summit").text


def test_a_line_of_an_actors_page_says_with_whom(site: TestClient) -> None:
    page = site.get(f"/actor/{A}").text
    line = re.search(r'<li id="entry-.*?</li>', page, re.DOTALL)
    assert line and f"/actor/{A}" not in line[0] and "<div>with <a" in line[0]
