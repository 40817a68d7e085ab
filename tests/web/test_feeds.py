"""Feeds: well-formed, dated, the same in both formats, whatever stands in a title."""

from __future__ import annotations

import io
from xml.etree import ElementTree as Xml

import feedparser
import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from tests.web.generated import PEOPLE

from filrouge.desk.api import Filrouge
from filrouge.web.feeds import ATOM, Feed, Item, atom, json_feed

A, B = PEOPLE[0].id, PEOPLE[1].id


@pytest.mark.parametrize("path", ["/search.{}?q=summit", "/ledger.{}", f"/actor/{A}.{{}}", f"/pair/{A}/{B}.{{}}"])
def test_both_formats_hold_the_same_items(site: TestClient, path: str) -> None:
    parsed = feedparser.parse(io.BytesIO(site.get(path.format("atom")).content))
    assert not parsed.bozo
    found = site.get(path.format("json"))
    assert found.headers["content-type"].startswith("application/feed+json")
    feed = found.json()
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert [e.id for e in parsed.entries] == [i["id"] for i in feed["items"]] != []
    assert all(i["date_modified"] and i["content_text"] for i in feed["items"])
    assert all(key in ITEM or key.startswith("_") for i in feed["items"] for key in i)


ITEM = {"id", "url", "title", "content_text", "date_modified", "date_published", "language", "authors"}


def test_a_page_names_its_feeds(site: TestClient, archive: Filrouge) -> None:
    line = archive.storylines(limit=1).rows[0].id
    assert f'href="/storyline/{line}.atom"' in site.get(f"/storyline/{line}").text
    assert site.get(f"/storyline/{line}.atom").status_code == 200
    assert 'href="/search.atom?q=summit"' in site.get("/search?q=summit").text


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_title_gives_well_formed_atom(title: str, text: str) -> None:
    item = Item("/article/x", "/article/x", title, "2024-01-01T00:00:00+00:00", text, published="2024-01")
    feed = Feed(title, "/x", "/x", "", (item,))
    root = Xml.fromstring(atom(feed, "http://a.example", "en"))
    assert len(root.findall(f"{{{ATOM}}}entry")) == 1
    assert json_feed(feed, "http://a.example", "en")["home_page_url"] == "http://a.example/x"


def test_a_month_is_no_moment() -> None:
    items = [
        Item("/a", "/a", "t", "2024-01-01T00:00:00+00:00", "", published=p)
        for p in ("2024-01", "2024-01-02", "2024-01-02T10:00", "2024-01-02T10:00+02:00", None)
    ]
    feed = json_feed(Feed("t", "/", "/", "", tuple(items)), "", "en")
    given = [i.get("date_published") for i in feed["items"]]  # type: ignore[attr-defined]
    assert given == [None, "2024-01-02T00:00:00Z", "2024-01-02T00:00:00Z", "2024-01-02T10:00:00+02:00", None]
