"""A storyline as Markdown, HTML, EPUB and JSON-LD: hostile words stay words, and nothing is asked of the network."""

import json
import re
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

import pytest
from hypothesis import given, settings
from lxml import etree, html

from filrouge.tell import rows
from filrouge.tell.export import plain
from filrouge.tell.export.document import Document, document
from filrouge.tell.export.epub import write_epub
from filrouge.tell.export.jsonld import as_jsonld
from filrouge.tell.export.markdown import as_markdown, escaped
from filrouge.tell.export.page import as_html
from filrouge.tell.told_rows import SummaryRow
from tests.tell.make import AT, HOSTILE, article, entry, hostile, story, storyline, told


def made(word: str = "Talks in Paris", url: str = "https://journal.example/1") -> Document:
    summary = SummaryRow("2024-05-24", word, "a1", word, 0, len(word), False, "en", word, url, "s1", 1.0)
    disputed = (rows.DisputeRow("date", (word,)),)
    late = entry("e2", None, evidence=(told(sentence=word), told("gone", word)), place=word, disputes=disputed)
    return document(
        storyline(word), [late, entry("e1")], [story(title=word)], [article(title=word, outlet=word, url=url)],
        [summary], AT,
    )  # fmt: skip


def book(given_document: Document) -> ZipFile:
    out = BytesIO()
    write_epub(given_document, out)
    return ZipFile(BytesIO(out.getvalue()))


@given(hostile)
@settings(max_examples=60, deadline=None)
def test_a_page_holds_text_and_never_markup_of_an_article(word: str) -> None:
    page = html.fromstring("".join(as_html(made(word, "javascript:alert(1)"))).encode())
    assert not list(page.iter("script", "img", "iframe", "object", "form", "link", "base", "svg"))
    assert not [
        a for e in page.iter(etree.Element) for a in e.attrib if str(a).startswith("on") or a in ("src", "style")
    ]
    assert not page.xpath("//@href")
    shown = " ".join("".join(page.itertext()).split())
    assert plain.line(word) in shown


def test_a_page_leads_to_its_articles_and_forbids_requests() -> None:
    text = "".join(as_html(made()))
    page = html.fromstring(text)
    assert set(page.xpath("//a/@href")) == {"https://journal.example/1"}
    assert "default-src 'none'" in page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert page.xpath("//article[@id='e-e1']//blockquote")


@pytest.mark.parametrize("word", HOSTILE)
def test_a_book_is_a_valid_container_of_well_formed_pages(word: str) -> None:
    epub = book(made(word))
    first = epub.infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", ZIP_STORED, b"")
    assert epub.read("mimetype") == b"application/epub+zip"
    container = etree.fromstring(epub.read("META-INF/container.xml"))
    (root,) = container.xpath("//*[local-name()='rootfile']/@full-path")
    package = etree.fromstring(epub.read(root))
    items = {i.get("id"): i for i in package.xpath("//*[local-name()='item']")}
    spine = package.xpath("//*[local-name()='itemref']/@idref")
    assert set(spine) <= set(items)
    assert [i for i in items.values() if i.get("properties") == "nav"]
    listed = {f"OEBPS/{i.get('href')}" for i in items.values()}
    assert listed == set(epub.namelist()) - {"mimetype", "META-INF/container.xml", root}
    for name in listed:
        if name.endswith(".xhtml"):
            page = etree.fromstring(epub.read(name))
            assert not page.xpath("//*[local-name()='script' or local-name()='img']")
    nav = etree.fromstring(epub.read("OEBPS/nav.xhtml"))
    assert {f"OEBPS/{href}" for href in nav.xpath("//*[local-name()='nav']//@href")} <= listed
    for needed in ("identifier", "title", "language"):
        assert package.xpath(f"//*[local-name()='{needed}']")
    assert package.xpath("//*[@property='dcterms:modified']/text()") == ["2025-01-02T03:04:05Z"]


@given(hostile)
@settings(deadline=None)
def test_markdown_holds_no_mark_that_an_article_wrote(word: str) -> None:
    text = "".join(as_markdown(made(word, "javascript:alert(1)")))
    assert not re.search(r"(?<!\\)(?:\\\\)*[<\[`]", text)
    assert "](" not in text.replace("\\](", "")
    assert len(re.findall(r"(?m)^# ", text)) == 1
    assert "\n" not in escaped(word)


def test_markdown_quotes_each_sentence_with_its_source() -> None:
    text = "".join(as_markdown(made()))
    assert "> “Emmanuel Macron met Olaf Scholz in Paris.”" in text
    assert "](<https://journal.example/1>)" in text
    assert text.index("2024-05-24: Emmanuel") < text.index("undated: Emmanuel")


@given(hostile)
@settings(deadline=None)
def test_json_ld_parses_and_names_every_event_and_article(word: str) -> None:
    graph = json.loads(as_jsonld(made(word)).encode("utf-8"))["@graph"]
    kinds = [node["@type"] for node in graph]
    assert sorted(kinds) == ["Collection", "Event", "Event", "NewsArticle"]
    dated = next(n for n in graph if n.get("startDate"))
    assert (dated["startDate"], dated["endDate"]) == ("2024-05-24", "2024-05-24")
    assert dated["subjectOf"][0]["isPartOf"]["@id"] == "urn:filrouge:article:a1"
    undated = next(n for n in graph if n["@type"] == "Event" and "startDate" not in n)
    assert len(undated["subjectOf"]) == 2


def test_the_same_document_gives_the_same_bytes() -> None:
    for make in (as_markdown, as_html, as_jsonld):
        assert "".join(make(made())) == "".join(make(made()))
    one, other = BytesIO(), BytesIO()
    write_epub(made(), one)
    write_epub(made(), other)
    assert one.getvalue() == other.getvalue()


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//evil.example", "http://", "https://a b/",
     "vbscript:x", "http://[::1", "https://x" + "y" * 3000 + ".example/", "\x01javascript:alert(1)", "", "http://a:99999/"],
)  # fmt: skip
def test_only_web_addresses_lead_anywhere(url: str) -> None:
    assert plain.address(url) is None


def test_addresses_are_encoded_and_lose_no_part() -> None:
    assert plain.address('https://x.example/a"b<c>?q=é&r=1#f') == "https://x.example/a%22b%3Cc%3E?q=%C3%A9&r=1#f"
    assert plain.address("http://Journal.example:8080") == "http://journal.example:8080/"
    assert plain.address("https://user:secret@x.example/") == "https://x.example/"


def test_an_empty_storyline_is_still_a_document() -> None:
    bare = document(storyline(""), [], [], [], [], AT)
    assert "Untitled storyline" in "".join(as_markdown(bare))
    assert html.fromstring("".join(as_html(bare))) is not None
    assert book(bare).testzip() is None
    assert json.loads(as_jsonld(bare))


def drawn(number: int) -> Document:
    """A storyline of so many events within one year, one of them announced, then held."""
    proofs = (told("a1", status="announced"), told("a2", status="held"))
    events = [entry(f"e{n}", f"2023-0{n + 1}-05") for n in range(number)] + [entry("e9", "2019-05-05", evidence=proofs)]
    return document(storyline(), events, [story()], [article(), article("a2", outlet="La Gazette")], [], AT)


def test_a_page_shows_its_timeline_and_a_busy_year_month_by_month() -> None:
    page = html.fromstring("".join(as_html(drawn(7))))
    targets = {href[1:] for href in page.xpath("//svg//@href") if href.startswith("#")}
    assert "y-2023" in targets and len(targets) == 9
    assert targets <= set(page.xpath("//@id"))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert not html.fromstring("".join(as_html(drawn(1)))).xpath("//svg"), "two events need no drawing"


def test_a_book_says_which_chapter_has_a_drawing() -> None:
    package = etree.fromstring(book(drawn(7)).read("OEBPS/content.opf"))
    assert package.xpath("//*[@properties='svg']/@id") == ["events"]
    assert not etree.fromstring(book(drawn(1)).read("OEBPS/content.opf")).xpath("//*[@properties='svg']")


def test_what_was_announced_and_then_held_says_who_said_which_first() -> None:
    said = "Announced by The Journal, 2024-05-24; held according to La Gazette, 2024-05-24"
    assert said in "".join(as_markdown(drawn(1)))
    assert said in "".join(as_html(drawn(1)))


@pytest.mark.parametrize(
    ("edtf", "read"),
    [
        (None, "undated"), ("2024-05-24", "2024-05-24"), ("2024-05-24T17:20Z", "2024-05-24"),
        ("2022-02~", "about 2022-02"),
        ("2022-09-15/2022-09-16", "2022-09-15 – 2022-09-16"), ("../2022-02-24", "until 2022-02-24"),
        ("2013/..", "from 2013"), ("2024-05-24T10:00/2024-05-24T11:00", "2024-05-24"),
    ],
)  # fmt: skip
def test_days_are_read_without_the_marks_of_edtf(edtf: str | None, read: str) -> None:
    assert plain.day(edtf) == read


def test_an_article_without_outlet_is_cited_by_site_title_or_page() -> None:
    assert plain.source(article(outlet=None), "a1") == "journal.example, 2024-05-24"
    assert plain.source(article(outlet=None, url=None), "a1") == "Macron and Scholz meet in Paris, 2024-05-24"
    assert plain.source(article(outlet=None, url=None, title=None, published=None), "a1") == "page.html"
    assert plain.source(article(outlet=None, url=None), "a1", titled=True) == "2024-05-24"
