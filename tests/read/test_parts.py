"""Live entries and teasers of HTML pages: what the markup says plainly, each with its own date and outlet."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from filrouge.data.outlets import outlets
from filrouge.read.reader import read
from filrouge.records import Article, Capture, Hints
from filrouge.text.digest import digest

NOW = datetime(2024, 6, 1, tzinfo=UTC)
LEAD = "".join(
    f"<p>The council spoke for {n} hours about the new tram line, which is to cross the river at the old mill and to "
    f"end at the fair. Several speakers asked what it will cost and who is going to pay for it.</p>"
    for n in range(2, 7)
)


def page(more: str, head: str = "", url: str = "https://example.org/news/tram") -> tuple[Article, ...]:
    html = (
        f'<html lang="en"><head><title>A tram for the fair</title>{head}</head><body><main><article><h1>A tram for the '
        f"fair</h1>{LEAD}</article></main>{more}</body></html>"
    )
    content = html.encode()
    found = read(Capture(digest(content), "page.html", "html", content, NOW, Hints(url=url)), outlets(), NOW)
    assert isinstance(found, tuple)
    return found


def teaser(title: str, link: str, more: str = "") -> str:
    return f'<article class="card"><h3><a href="{link}">{title}</a></h3>{more}</article>'


LEDE = "<p>It was closed for eleven weeks after the flood of March.</p>"


def test_teasers_have_their_own_date_address_and_outlet() -> None:
    lead, one, two = page(
        teaser("The bridge is open again", "/news/bridge", f'<time datetime="2024-05-03">3 May</time>{LEDE}')
        + teaser("Rents rise in the old town", "https://other-example.net/rents", LEDE)
    )
    assert (lead.role, one.role, two.role) == ("lead", "teaser", "teaser")
    assert one.parent == two.parent == lead.id and len({lead.id, one.id, two.id}) == 3
    assert (one.title, one.url, one.outlet) == (
        "The bridge is open again",
        "https://example.org/news/bridge",
        lead.outlet,
    )
    assert one.published is not None and str(one.published.start) == "2024-05-03" and one.published_from == "page"
    assert (two.outlet, two.published) == ("other-example.net", None)
    assert "eleven weeks" in one.text and "eleven weeks" not in lead.text


def test_one_teaser_bare_links_and_links_to_itself_are_none() -> None:
    assert len(page(teaser("The bridge is open again", "/news/bridge", LEDE))) == 1
    assert len(page(teaser("The bridge is open again", "/a") + teaser("Rents rise in the old town", "/b"))) == 1
    itself = teaser("A tram for the fair", "/news/tram", LEDE)
    assert len(page(itself + itself)) == 1


def test_entries_of_a_live_blog_are_dated_by_themselves() -> None:
    updates = [
        {
            "@type": "BlogPosting",
            "headline": f"Vote {n}",
            "articleBody": f"The hall counts ballot box number {n}.",
            **date,
        }
        for n, date in enumerate([{"datePublished": "2024-05-30T18:05:00+02:00"}, {}])
    ]
    blog = {"@type": "LiveBlogPosting", "headline": "A tram for the fair", "liveBlogUpdate": updates}
    lead, one, two = page("", f'<script type="application/ld+json">{json.dumps(blog)}</script>')
    assert [a.role for a in (lead, one, two)] == ["lead", "entry", "entry"]
    assert one.published is not None and str(one.published.start) == "2024-05-30" and two.published is None
    assert one.text == "The hall counts ballot box number 0." and "council" in lead.text


def test_a_list_of_items_gives_those_with_a_text_or_a_date() -> None:
    rents = "They rose by a tenth within one single year."
    items = [
        {"item": {"name": "The bridge is open again", "url": "/b", "datePublished": "2024-05-03"}},
        {"item": {"headline": "Rents rise", "url": "/r", "description": rents}},
        {"name": "Sport", "url": "/sport"},
        "nonsense",
    ]
    listed = {"@type": "ItemList", "itemListElement": items}
    found = page("", f'<script type="application/ld+json">{json.dumps(listed)}</script>')
    assert [(a.title, a.url) for a in found[1:]] == [
        ("The bridge is open again", "https://example.org/b"),
        ("Rents rise", "https://example.org/r"),
    ]
