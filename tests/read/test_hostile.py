"""Pages, feeds and lists with what breaks readers put anywhere in them: they end in articles or in a refusal."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from filrouge.data.outlets import outlets
from filrouge.read.detect import detect
from filrouge.read.reader import read
from filrouge.records import Capture, Hints, Refusal

NOW = datetime(2024, 6, 1, tzinfo=UTC)
SEEDS = (
    b"<html><head><title>Ferry strike</title></head><body><article><h1>Ferry strike</h1><time datetime='2024-05-03'>"
    b"3 May</time><p>The ferries stay in port on Monday, the union said after a vote.</p></article></body></html>",
    b'<?xml version="1.0"?><rss version="2.0"><channel><title>Port</title><item><title>Ferry strike</title><pubDate>'
    b"Fri, 03 May 2024 10:00:00 GMT</pubDate><description>The ferries stay in port.</description></item></channel>"
    b"</rss>",
    b'<feed xmlns="http://www.w3.org/2005/Atom"><title>Port</title><entry><title>Ferry strike</title><updated>'
    b"2024-05-03T10:00:00Z</updated><summary type='html'>They &lt;b&gt;stay&lt;/b&gt;.</summary></entry></feed>",
    b'{"version":"https://jsonfeed.org/version/1.1","title":"Port","items":[{"id":"1","title":"Ferry strike",'
    b'"content_html":"<p>They stay.","date_published":"2024-05-03"}]}',
    b'<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://example.org/a</loc><news:news>'
    b"<news:title>Ferry strike</news:title><news:publication_date>2024-05-03</news:publication_date></news:news></url>"
    b"</urlset>",
    b"Ferry strike\n\n3 May 2024\n\nThe ferries stay in port on Monday, the union said after a vote.\n\nRead more\n",
)
LD = b'<script type="application/ld+json">%b</script>'
BREAKERS = (
    b"\x00",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"&#0;&#x110000;",
    b"&#xD800;&#57343;",
    b"}/",
    b"<math>",
    b"<![CDATA[",
    b"]]>",
    b"<div>" * 300,
    b"9" * 400,
    b"<time datetime='9999-99-99T99:99'>",
    b"<article><h3><a href='http://['>x y z</a></h3><time datetime='0'></time></article>" * 2,
    b"<link rel='canonical' href='http://[::1'><base href='//['>",
    LD % b'{"@type":"NewsArticle","datePublished":1e999,"author":[[]],"headline":{}}',
    LD % b'{"liveBlogUpdate":[1,{"articleBody":[]},{"articleBody":"x","url":3}]}',
    LD % b'{"@type":"ItemList","itemListElement":[null,[],{"item":[]}]}',
    b"<meta charset='idna'><meta charset='rot13'>",
    b"<?xml version='1.1' encoding='utf-7'?>",
    b"<!DOCTYPE a [<!ENTITY b 'c'><!ENTITY d '&b;&b;'>]>&d;",
    b"<pubDate>Thu, 99 Foo 99999</pubDate>",
    "\u202e\u2028\ufeff\U000e0041".encode(),
)


@settings(deadline=None, max_examples=120)
@given(st.sampled_from(SEEDS), st.lists(st.tuples(st.floats(0, 1), st.sampled_from(BREAKERS)), max_size=5))
def test_nothing_breaks_a_reader(seed: bytes, put: list[tuple[float, bytes]]) -> None:
    content = seed
    for place, breaker in put:
        at = int(place * len(content))
        content = content[:at] + breaker + content[at:]
    detected = detect(content, "x")
    if not isinstance(detected, Refusal) and detected.kind not in ("jsonl", "json"):
        found = read(Capture("c", "x", detected.kind, content, NOW, Hints()), outlets(), NOW)
        assert isinstance(found, Refusal) or len({a.id for a in found}) == len(found) > 0


def test_every_kind_of_seed_is_read() -> None:
    for seed in SEEDS:
        detected = detect(seed, "x")
        assert not isinstance(detected, Refusal)
        (article,) = read(Capture("c", "x", detected.kind, seed, NOW, Hints()), outlets(), NOW)
        assert article.title == "Ferry strike"
        assert article.published is not None and str(article.published.start) == "2024-05-03"


FOUND = (
    b"<urlset xmlns:news='http://www.google.co}/schemas/sitemap-news/0.9'><url><loc>https://example.org/a</loc><news:news>"
    b"<news:title>Ferry strike</news:title></news:news></url></urlset>",
    b"<urlset xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'><url><loc>&#xD800;https://example.org/a</loc>"
    b"<news:news><news:title>Ferry strike</news:title></news:news></url></urlset>",
)
"""What an hour of mutated files broke, cut down."""


def test_what_broke_once_breaks_no_more() -> None:
    for content in FOUND:
        detected = detect(content, "x")
        assert not isinstance(detected, Refusal)
        assert read(Capture("c", "x", detected.kind, content, NOW, Hints()), outlets(), NOW)


def test_boxes_nested_deeper_than_the_parser_follows_hide_no_text() -> None:
    text = "The ferries stay in port on Monday, the union said after a vote that lasted until the evening."
    for opening in (b"<div>", b"<![CDATA[" + b"<div class='a'>\n<span>"):
        page = b"<html><title>Ferry strike</title><body>" + opening + b"<div>" * 3000 + f"<p>{text}</p>".encode()
        result = read(Capture("x", "x", "html", page, NOW), outlets(), NOW)
        assert not isinstance(result, Refusal) and result[0].text == text
