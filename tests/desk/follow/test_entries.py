"""A feed's bytes to entries that are known again."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filrouge.data.outlets import outlets
from filrouge.desk.follow.entries import Document, NotFeed, alternates_of, document
from filrouge.read.reader import read
from filrouge.records import Refusal

NOW = datetime(2024, 7, 3, 12, tzinfo=UTC)
URL = "https://gazette.example/feed"
BODY = "&lt;p&gt;Le sommet s’ouvre mercredi à Vilnius.&lt;/p&gt;"


def rss(*items: str, more: str = "") -> bytes:
    inner = "".join(f"<item>{item}</item>" for item in items)
    head = "<title>La Gazette</title><language>fr</language>"
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{inner}{more}</channel></rss>'.encode()


def item(title: str = "Sommet", guid: str = "", link: str = "", text: str = BODY) -> str:
    parts = [f"<title>{title}</title><description>{text}</description><pubDate>Wed, 03 Jul 2024 08:00:00 GMT</pubDate>"]
    parts += [f"<guid isPermaLink='false'>{guid}</guid>"] * bool(guid) + [f"<link>{link}</link>"] * bool(link)
    return "".join(parts)


def entries(content: bytes, url: str = URL):  # type: ignore[no-untyped-def]
    found = document(content, url, NOW)
    assert isinstance(found, Document), found
    return found.entries


def test_an_entry_by_itself_is_read_as_in_its_feed() -> None:
    (entry,) = entries(rss(item(guid="a1", link="https://gazette.example/a?utm_source=rss")))
    articles = read(entry.capture, outlets(), NOW)
    assert not isinstance(articles, Refusal)
    (article,) = articles
    assert (article.title, article.text, article.language) == ("Sommet", "Le sommet s’ouvre mercredi à Vilnius.", "fr")
    assert (article.outlet, article.external_id, article.published_from) == ("La Gazette", "a1", "feed")
    assert article.url == entry.capture.source == "https://gazette.example/a"


def test_an_entry_is_known_by_its_id_whatever_else_changes() -> None:
    first = entries(rss(item("A", "1", "https://gazette.example/a")))
    later = entries(rss(item("B", "1", "https://gazette.example/b", "x")))
    assert [e.key for e in first] == [e.key for e in later]


def test_an_entry_without_id_is_known_by_address_and_without_that_by_content() -> None:
    address = [item("A", "", "https://gazette.example/a", text) for text in ("x", "y")]
    assert len({entries(rss(one))[0].key for one in address}) == 1
    assert len({entries(rss(item("A", text=text)))[0].key for text in ("x", "y")}) == 2
    assert len({entries(rss(item("A")))[0].key for _ in range(2)}) == 1


def test_an_entry_without_id_may_change_its_title_where_it_stands_alone() -> None:
    def keys(*given: tuple[str, str]) -> list[str]:
        return [e.key for e in entries(rss(*(item(title, "", link) for title, link in given)))]

    assert keys(("A", "https://g.example/a")) == keys(("B", "https://g.example/a"))
    assert keys(("A", "https://g.example/")) != keys(("B", "https://g.example/"))  # a front page has many
    assert len(set(keys(("A", "https://g.example/a"), ("B", "https://g.example/a")))) == 2


def test_an_id_that_all_entries_bear_tells_none_apart() -> None:
    assert len(entries(rss(item("A", "same", "https://gazette.example/a"), item("B", "same", text="x")))) == 2


def test_an_entry_given_twice_is_one() -> None:
    assert len(entries(rss(item("A", "", "https://g.example/a"), item("A", "", "https://g.example/a")))) == 1


def test_the_same_entry_of_two_feeds_is_a_twin() -> None:
    one = entries(rss(item("A", "1", "https://g.example/a?utm_medium=x")))[0]
    two = entries(rss(item(" A ", "other", "https://g.example/a#top")), "https://g.example/world")[0]
    assert one.key != two.key
    assert one.twin == two.twin is not None
    assert entries(rss(item("A", "1")))[0].twin is None


@pytest.mark.parametrize(
    "content",
    [
        rss(item("A & B", "1")),  # not well-formed
        rss(item("A", "1"))[:-20],  # cut off
        b"\n\n  junk before " + rss(item("A", "1")),
        rss(item("A", "1")).replace(b'<?xml version="1.0"?>', b'<?xml version="1.0" encoding="windows-1251"?>'),
        b'<feed xmlns="http://www.w3.org/2005/Atom"><title>G</title><entry><id>1</id><title>A</title></entry></feed>',
        b'{"version": "https://jsonfeed.org/version/1.1", "title": "G", "items": [{"id": "1", "title": "A"}, 7]}',
        b'\xef\xbb\xbf<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        b"<channel><title>G</title></channel><item><title>A</title></item></rdf:RDF>",
    ],
)  # fmt: skip
def test_faults_alone_refuse_nothing(content: bytes) -> None:
    assert len(entries(content)) == 1


def test_an_empty_feed_is_a_feed() -> None:
    assert document(rss(), URL, NOW) == Document("La Gazette", ())


@pytest.mark.parametrize(
    "content", [b"", b"Just a text.", b'{"a": 1}', b"%PDF-1.7 x", b"<opml><body/></opml>", b"\0\1\2" * 50]
)
def test_what_is_no_feed_says_so(content: bytes) -> None:
    found = document(content, URL, NOW)
    assert isinstance(found, NotFeed)
    assert found.reason.endswith(".")


def test_a_page_names_its_feeds_those_of_comments_last() -> None:
    page = b"""<!doctype html><html><head><base href="/fr/"><title>G</title>
      <link rel="alternate" type="application/rss+xml" title="Comments" href="comments.xml">
      <link rel="ALTERNATE" type="application/atom+xml; charset=utf-8" href="//feeds.example/atom">
      <link rel="alternate" type="application/rss+xml" href="rss.xml">
      <link rel="alternate" type="text/html" hreflang="en" href="/en/">
      <link rel="alternate" type="application/rss+xml" href="javascript:x">
      <link rel="stylesheet" type="application/rss+xml" href="x.xml"></head><body><p>News</p></body></html>"""
    found = document(page, "https://gazette.example/", NOW)
    assert isinstance(found, NotFeed)
    feeds = (
        "https://feeds.example/atom",
        "https://gazette.example/fr/rss.xml",
        "https://gazette.example/fr/comments.xml",
    )
    assert found.alternates == feeds
    assert feeds[0] in found.reason


def test_a_page_without_feeds_says_so() -> None:
    assert document(b"<html><body><p>News</p></body></html>", URL, NOW) == NotFeed(
        "It is a page, not a feed, and names no feed."
    )


@given(st.binary(max_size=300))
def test_any_bytes_are_a_feed_or_not(content: bytes) -> None:
    for given_ in (content, rss(more=content.decode("latin-1")), b"<html><head>" + content):
        document(given_, URL, NOW)
    alternates_of(content, URL)


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=60))
def test_the_same_entry_is_the_same_capture(guid: str, title: str, text: str) -> None:
    content = json.dumps({"items": [{"id": guid, "title": title, "content_text": text}], "title": "G"}).encode()
    found = [document(content, URL, now) for now in (NOW, NOW.replace(year=2025))]
    ids = [[(e.key, e.capture.id) for e in d.entries] if isinstance(d, Document) else None for d in found]
    assert ids[0] == ids[1]
