"""The library over HTTP gives what the library gives: the same rows, pages and errors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient
from tests.web.generated import PEOPLE, fill

import filrouge
from filrouge.desk.api import ArticleFilter, Filrouge, LedgerFilter
from filrouge.desk.remote import ASKED, Remote
from filrouge.errors import NotFound, StoreError, UsageError
from filrouge.web.app import create

A, B = PEOPLE[0], PEOPLE[1]


@pytest.fixture(scope="module")
def local() -> Iterator[Filrouge]:
    desk = filrouge.open(":memory:")
    fill(desk.store, 120, words=40)
    yield desk
    desk.close()


@pytest.fixture(scope="module")
def remote(local: Filrouge) -> Iterator[Filrouge]:
    with TestClient(create(local)) as client:
        yield Remote("http://testserver", local.settings, client)


QUESTIONS: dict[str, Callable[[Filrouge], Any]] = {
    "articles": lambda d: d.articles(ArticleFilter(language="en", actor=A.name, until=date(2020, 1, 1)), limit=7),
    "article": lambda d: d.article(_article(d)),
    "search": lambda d: d.search("summit", ArticleFilter(language="fr"), limit=5, newest=True),
    "similar": lambda d: d.similar(_article(d), 4),
    "copies": lambda d: d.copies(limit=9),
    "outlets": lambda d: d.outlets(),
    "versions": lambda d: d.versions(_article(d)),
    "stories": lambda d: d.stories(limit=4),
    "story": lambda d: d.story(d.stories(limit=1).rows[0].id),
    "storylines": lambda d: d.storylines(actor=A.id),
    "storyline": lambda d: d.storyline(_line(d)),
    "timeline": lambda d: d.timeline(_line(d)),
    "ledger": lambda d: d.ledger(LedgerFilter(actors=(A.id, B.name), type="consult", since=date(2013, 1, 1))),
    "entry": lambda d: d.entry(d.ledger(limit=1).rows[0].id),
    "statements": lambda d: d.statements(speaker=A.name, limit=6),
    "sayings": lambda d: d.sayings(A.id, limit=6),
    "counts": lambda d: d.counts((A.id, B.id)),
    "memberships": lambda d: d.memberships("nato"),
    "actors": lambda d: d.actors("person", limit=3),
    "actor": lambda d: d.actor(A.name),
    "partners": lambda d: d.partners(A.id, 5),
    "follow_list": lambda d: d.follow_list(),
    "steps": lambda d: d.steps(),
    "stats": lambda d: d.stats(),
}


def _article(desk: Filrouge) -> str:
    return desk.articles(limit=1).rows[0].id


def _line(desk: Filrouge) -> str:
    return desk.storylines(limit=1).rows[0].id


@pytest.mark.parametrize("name", [name for name in ASKED if name != "compare"])
def test_the_same_rows(local: Filrouge, remote: Filrouge, name: str) -> None:
    assert QUESTIONS[name](remote) == QUESTIONS[name](local)


@pytest.mark.slow
def test_the_same_comparison(local: Filrouge, remote: Filrouge) -> None:
    story = max(local.stories(limit=20).rows, key=lambda s: len(s.articles)).id
    assert remote.compare(story) == local.compare(story)


def test_pages_follow_each_other(local: Filrouge, remote: Filrouge) -> None:
    seen: list[str] = []
    after = None
    while True:
        page = remote.articles(after=after, limit=50)
        seen += [a.id for a in page.rows]
        after = page.next
        if after is None:
            break
    assert len(seen) == len(set(seen)) == local.sizes().articles


@pytest.mark.parametrize(
    ("question", "error"),
    [
        (lambda d: d.article("zzz"), NotFound),
        (lambda d: d.actor("Nobody"), NotFound),
        (lambda d: d.articles(after="x"), UsageError),
        (lambda d: d.articles(limit=0), UsageError),
        (lambda d: d.articles(limit=100_000), UsageError),
        (lambda d: d.ingest(["a.html"]), UsageError),
        (lambda d: d.search("a" * 401), UsageError),
    ],
)
def test_the_same_errors(remote: Filrouge, question: Callable[[Filrouge], Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        question(remote)


def test_an_address_is_opened_as_a_site_and_says_when_there_is_none() -> None:
    desk = filrouge.open("http://127.0.0.1:1/")
    with pytest.raises(StoreError, match=r"127\.0\.0\.1:1 cannot be asked"):
        desk.articles()
    desk.close()


@pytest.mark.parametrize(
    "body", ["", "<html>", "[]", '{"rows": 3, "next": null}', '{"rows": [{"id": 1}], "next": null}']
)
def test_what_is_no_answer_of_a_site_is_told(local: Filrouge, body: str) -> None:
    for status in (200, 502):
        client = httpx.Client(transport=httpx.MockTransport(lambda r, s=status: httpx.Response(s, text=body)))  # type: ignore[misc]
        with pytest.raises(StoreError):
            Remote("http://a.example", local.settings, client).articles()
