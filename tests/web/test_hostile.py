"""What others wrote never runs, breaks or stalls a page."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from fastapi.testclient import TestClient

import filrouge
from filrouge.records import Article, Capture, Entity, Mention, Names, Statement, Understanding
from filrouge.web.app import create

SCRIPT = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
LONG = 3000


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    desk = filrouge.open(":memory:")
    text = f"{SCRIPT} said it.\n\n" + "Angela Merkel spoke. " * 20_000
    article = Article(
        id="a" * 12, capture="c" * 12, position=0, page=SCRIPT, role="lead", title=SCRIPT, text=text,
        outlet=SCRIPT, authors=(SCRIPT,), url="javascript:alert(1)", language="en", dateline=SCRIPT,
    )  # fmt: skip
    bare = Article(id="b" * 12, capture="d" * 12, position=0, page="b", role="lead", text="Words alone, no title. " * 9)
    store = desk.store
    store.articles.keep(
        [Capture(a.capture, a.page, "text", b"", datetime(2025, 1, 1, tzinfo=UTC)) for a in (article, bare)]
    )
    store.articles.add([article, bare], 1)
    who = Entity("angela-merkel", "person", "Angela Merkel", "DE")
    evil = Entity("local:<b>", "person", SCRIPT)
    begin = article.offset + len(SCRIPT) + 11
    mentions = tuple(
        Mention(begin + 21 * n, begin + 21 * n + 13, "Angela Merkel", "person", (who.id,), "full-name")
        for n in range(LONG)
    )
    said = Statement(article.offset, article.offset + len(SCRIPT), SCRIPT, SCRIPT, evil.id, True, "say", (SCRIPT,))
    names = Names(article.id, (*mentions, Mention(0, 9, "x", "person", (evil.id,), "unknown")), (who, evil))
    store.findings.save([Understanding(article.id, names, None, (), (said,), (), (), ())], {}, {})
    with TestClient(create(desk), headers={"accept": "text/html"}) as c:
        yield c
    desk.close()


@pytest.mark.parametrize(
    "path",
    [
        "/article/aaaa",
        "/search?q=spoke",
        "/actors",
        "/statements",
        "/sources",
        "/actor/local:<b>",
        "/search.atom?q=spoke",
    ],
)
def test_markup_in_articles_is_text(client: TestClient, path: str) -> None:
    page = client.get(path)
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert "<img src=x" not in page.text
    assert 'href="javascript:' not in page.text


def test_a_long_text_with_thousands_of_marks_is_shown_soon(client: TestClient) -> None:
    start = time.process_time()
    page = client.get("/article/aaaa").text
    assert time.process_time() - start < 10  # a quadratic way takes minutes
    assert "Only the beginning" in page


def test_an_article_without_a_title_is_named_by_its_first_words(client: TestClient) -> None:
    page = client.get("/search?q=alone").text
    assert "<i>Words alone, no title." in page


@pytest.mark.parametrize("query", ["-", "--x", '-"', "- -a", "summit -", '"" ""', "lang:", "NOT", "-spoke", "a" * 400])
def test_odd_queries_are_answered(client: TestClient, query: str) -> None:
    assert client.get("/search", params={"q": query}).status_code == 200


def test_a_query_too_long_is_a_clear_problem(client: TestClient) -> None:
    answer = client.get("/search", params={"q": "a" * 401})
    assert answer.status_code == 422
    assert "<main" in answer.text
