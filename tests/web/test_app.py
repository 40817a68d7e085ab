"""Every page over an empty archive, unknown ids, hostile input, and JSON beside HTML."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

import filrouge
from filrouge.web.app import create

PAGES = ["/", "/storylines", "/stories", "/ledger", "/search", "/search?q=a", "/about"]


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    desk = filrouge.open(":memory:")
    with TestClient(create(desk), headers={"accept": "text/html"}) as c:
        yield c
    desk.close()


@pytest.mark.parametrize("path", PAGES)
def test_an_empty_archive_still_says_what_to_do(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    assert "<main" in response.text


@pytest.mark.parametrize("path", PAGES)
def test_the_same_context_as_json(client: TestClient, path: str) -> None:
    response = client.get(path, headers={"accept": "application/json"})
    assert response.headers["content-type"] == "application/json"
    assert isinstance(response.json(), dict)


@pytest.mark.parametrize("path", ["/article/none", "/story/none", "/storyline/none", "/nowhere", "/ledger?actor=none"])
def test_what_is_not_there_is_a_clear_page_or_problem(client: TestClient, path: str) -> None:
    page = client.get(path)
    assert page.status_code == 404
    assert "Traceback" not in page.text
    problem = client.get(path, headers={"accept": "application/json"})
    assert problem.headers["content-type"] == "application/problem+json"
    assert problem.json()["status"] == 404


@pytest.mark.parametrize(
    "query", ['"', "'); DROP TABLE articles; --", "<script>alert(1)</script>", "* OR NEAR(", "%00", "é" * 300]
)
def test_hostile_queries_find_nothing_and_are_escaped(client: TestClient, query: str) -> None:
    response = client.get("/search", params={"q": query})
    assert response.status_code == 200
    assert "<script>" not in response.text


def test_a_cursor_that_is_none_is_a_clear_error(client: TestClient) -> None:
    assert client.get("/stories?after=rubbish").status_code == 400


def test_nothing_may_run_or_load_from_elsewhere(client: TestClient) -> None:
    headers = client.get("/").headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["referrer-policy"] == "no-referrer"
