# ruff: noqa: E501  pages and feeds are quoted as they are served
from datetime import UTC, date, datetime

import pytest

from filrouge.data.outlets import outlets
from filrouge.read import read
from filrouge.read.feed import plain
from filrouge.records import Article, Capture, Hints, Refusal

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def articles(content: str, **hints: str) -> tuple[Article, ...]:
    result = read(Capture("c", "feed.xml", "feed", content.encode(), NOW, Hints(**hints)), outlets(), NOW)
    assert not isinstance(result, Refusal), result
    return result


RSS = """<?xml version="1.0"?>
<rss version="2.0"><channel><title>La Gazette d'essai</title><language>fr-FR</language>
<item><title>Un &amp; deux</title><link>https://example.net/a?utm_source=x</link><guid>g1</guid>
<pubDate>Wed, 03 Jul 2024 10:00:00 +0200</pubDate>
<description>&lt;p&gt;Premier.&lt;/p&gt;&lt;script&gt;mal()&lt;/script&gt;&lt;p&gt;Second &lt;b&gt;gras&lt;/b&gt;.&lt;/p&gt;</description></item>
<item><title>Sans date</title><link>https://www.lemonde.fr/b</link><description>Texte.</description></item>
</channel></rss>"""


def test_an_entry_is_an_article() -> None:
    first, second = articles(RSS)
    assert (first.role, first.title, first.text) == ("lead", "Un & deux", "Premier.\n\nSecond gras.")
    assert first.published is not None and first.published.start == date(2024, 7, 3)
    assert (first.published.clock, first.published.zone, first.published_from) == ("10:00", "+02:00", "feed")
    assert (first.external_id, first.outlet, first.language) == ("g1", "La Gazette d'essai", "fr")
    assert second.published is None and second.published_from is None
    assert second.outlet == "Le Monde"
    assert first.id != second.id


def test_what_the_giver_says_of_a_feed_wins_for_the_outlet() -> None:
    assert {a.outlet for a in articles(RSS, outlet="Le Soir")} == {"Le Soir"}


def test_atom_prefers_content_to_summary() -> None:
    atom = """<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><id>1</id><title>A</title>
    <link href="https://example.net/1"/><published>2024-07-03T10:00:00Z</published><author><name>Mark Twain</name></author>
    <summary>Short.</summary><content type="html">&lt;p&gt;A longer text.&lt;/p&gt;</content></entry></feed>"""
    (article,) = articles(atom)
    assert article.text == "A longer text." and article.authors == ("Mark Twain",)


def test_json_feed() -> None:
    text = """{"version": "https://jsonfeed.org/version/1.1", "title": "T", "language": "en", "items": [
    {"id": "1", "url": "https://example.net/1", "title": "A", "content_html": "<p>One.</p><p>Two.</p>",
     "date_published": "2024-07-03T10:00:00Z", "authors": [{"name": "Mark Twain"}]}, {"id": 2, "content_text": "Three."}, 7]}"""
    first, second = articles(text)
    assert first.text == "One.\n\nTwo." and first.authors == ("Mark Twain",)
    assert second.external_id == "2" and second.text == "Three."


@pytest.mark.parametrize(
    "content",
    ["<rss><channel></channel></rss>", "<rss", "{}", '{"version": "https://jsonfeed.org/version/1", "items": [{}]}'],
)
def test_an_empty_or_broken_feed_says_so(content: str) -> None:
    result = read(Capture("c", "feed.xml", "feed", content.encode(), NOW), outlets(), NOW)
    assert isinstance(result, Refusal) and result.reason.endswith(".")


def test_markup_becomes_paragraphs() -> None:
    assert plain("<h2>A</h2>b<br>c<ul><li>d</li></ul><style>x</style>&eacute;") == "A\n\nb\n\nc\n\nd\n\né"
    assert plain("1 < 2") == "1 < 2"
