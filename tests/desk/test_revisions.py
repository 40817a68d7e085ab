"""A page seen again is the same article in another wording; other news at its place is another article."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest

from filrouge.data.outlets import outlets
from filrouge.desk.revisions import alike, settle
from filrouge.desk.telling.versions import difference, versions
from filrouge.plan import step
from filrouge.read.reader import read
from filrouge.records import Article, Capture, Hints
from filrouge.store import Store
from filrouge.text.digest import digest

FIRST = (
    "The river rose to four metres on Monday, the prefecture said in the evening. Two schools were closed in the old "
    "town. The bridge stays open to lorries until further notice."
)
SECOND = FIRST.replace("four metres", "five metres").replace("Two schools", "Three schools")
OTHER = (
    "Parliament adopted the budget for next year after a debate of eleven hours. The opposition voted against it and "
    "wants to go to court over the tax on flights."
)
URL = "https://example.org/news/flood"


def capture(text: str, day: int = 1, url: str | None = URL, source: str = "page.txt", kind: str = "text") -> Capture:
    hints = Hints(url=url)
    seen = datetime(2024, 5, day, tzinfo=UTC)
    return Capture(digest(text, kind, url or ""), source, kind, text.encode(), seen, hints)


def take(store: Store, *captures: Capture) -> list[tuple[str, ...]]:
    """What an ingest does with captures; the ids of each one's articles."""
    found: dict[str, tuple[Article, ...]] = {}
    for one in captures:
        articles = read(one, outlets(), one.seen)
        assert isinstance(articles, tuple)
        found[one.id] = articles
    settled = settle(store, {c.id: c for c in captures}, found)
    with store.transaction():
        store.articles.keep(captures)
        store.articles.add(settled.articles, step("read").version)
        store.versions.keep(settled.versions, step("read").version)
    return [settled.ids[c.id] for c in captures]


@pytest.fixture
def store() -> Store:
    return Store.open(":memory:")


def text_of(store: Store, id: str) -> str:
    return store.articles.as_read([id])[0].text


def test_a_changed_page_keeps_its_id_and_becomes_the_article(store: Store) -> None:
    (first,) = take(store, capture(FIRST))
    (second,) = take(store, capture(SECOND, 2))
    assert first == second and store.sizes()["articles"] == 1
    assert "five metres" in text_of(store, first[0])
    versions = store.versions.of_article(first[0])
    assert [v.seen.day for v in versions] == [1, 2]
    assert "four metres" in versions[0].article.text and "five metres" in versions[1].article.text


def test_both_at_once_are_the_same_as_one_after_the_other(store: Store) -> None:
    first, second = take(store, capture(SECOND, 2), capture(FIRST, 1))
    assert first == second and store.sizes()["articles"] == 1
    assert "five metres" in text_of(store, first[0]) and len(store.versions.of_article(first[0])) == 2


def test_an_older_capture_that_comes_later_is_an_older_version(store: Store) -> None:
    (first,) = take(store, capture(SECOND, 2))
    (second,) = take(store, capture(FIRST, 1))
    assert first == second and "five metres" in text_of(store, first[0])
    assert [v.seen.day for v in store.versions.of_article(first[0])] == [1, 2]


def test_a_capture_that_was_taken_in_is_known_again(store: Store) -> None:
    captures = [capture(FIRST), capture(SECOND, 2)]
    (ids,) = take(store, captures[0])
    take(store, captures[1])
    known = store.articles.read_already([c.id for c in captures], step("read").version)
    assert known == {c.id: ids for c in captures}
    assert take(store, *captures) == [ids, ids] and store.sizes()["articles"] == 1
    assert "five metres" in text_of(store, ids[0]) and len(store.versions.of_article(ids[0])) == 2


def test_versions_tell_what_changed(store: Store) -> None:
    late = SECOND + "\n\nThe water fell again in the night."
    for day, text in ((1, FIRST), (2, SECOND), (3, SECOND), (4, late)):
        (ids,) = take(store, capture(text, day))
    first, second, third = versions(store, ids[0])
    assert (first.version, third.version, first.current, third.current) == (1, 3, False, True)
    assert first.added == first.removed == () and second.added == (SECOND,) and second.removed == (FIRST,)
    assert third.added == ("The water fell again in the night.",) and third.removed == ()
    assert f"-{FIRST}" in difference(store, ids[0]) and "+The water fell" in difference(store, ids[0])


def test_a_page_seen_once_has_one_version(store: Store) -> None:
    (ids,) = take(store, capture(FIRST))
    (only,) = versions(store, ids[0])
    assert only.current and only.seen.startswith("2024-05-01") and difference(store, ids[0]) == ""


def test_the_same_path_is_the_same_page(store: Store) -> None:
    first, second = (take(store, capture(text, day, url=None))[0] for day, text in ((1, FIRST), (2, SECOND)))
    assert first == second


@pytest.mark.parametrize(
    ("url", "source", "text"),
    [
        (URL, "page.txt", OTHER),
        (None, "page.txt", OTHER),
        ("https://example.org/", "other.txt", SECOND),
        ("https://example.org/news/else", "other.txt", SECOND),
        (None, "-", SECOND),
    ],
)
def test_other_news_and_other_places_are_other_articles(store: Store, url: str | None, source: str, text: str) -> None:
    front = url if url and url.endswith("org/") else None
    (first,) = take(
        store, capture(FIRST, url=front or (URL if url else None), source="-" if source == "-" else "page.txt")
    )
    (second,) = take(store, capture(text, 2, url=url, source=source))
    assert first != second and store.sizes()["articles"] == 2


def test_texts_are_alike_where_they_share_wording() -> None:
    assert alike(FIRST, SECOND) and not alike(FIRST, OTHER) and not alike(FIRST, "")
    chinese = "洪水周一上涨到四米，当局晚间表示，老城两所学校停课，大桥继续向卡车开放，直到另行通知为止。"
    assert alike(chinese * 3, chinese.replace("四", "五") * 3)


def warc(text: str, day: int) -> bytes:
    page = f"<html><title>Flood</title><body><article><h1>Flood in the old town</h1><p>{text}</p></article></html>"
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page.encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {URL}\r\nWARC-Date: 2024-05-0{day}T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-00000000000{day}>\r\nContent-Type: application/http\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + block + b"\r\n\r\n")


@pytest.mark.slow
def test_the_captures_of_a_web_archive_are_versions(tmp_path: Path) -> None:
    import filrouge

    crawl = tmp_path / "crawl.warc.gz"
    crawl.write_bytes(warc(FIRST, 1) + warc(SECOND, 4))
    desk = filrouge.open(":memory:")
    (row,) = desk.ingest([str(crawl)])
    (id,) = row.articles
    first, second = desk.versions(id)
    assert (first.seen[:10], second.seen[:10], second.current) == ("2024-05-01", "2024-05-04", True)
    assert first.removed == () and len(second.added) == len(second.removed) == 1 and "five metres" in second.added[0]
    assert desk.ingest([str(crawl)]) == (row,) and len(desk.versions(id)) == 2
    desk.refresh()
    assert len(desk.versions(id)) == 2


def test_a_page_that_says_again_what_it_said_before_has_a_third_version(tmp_path: Path) -> None:
    import filrouge

    page, desk = tmp_path / "page.txt", filrouge.open(":memory:")
    for text in (FIRST, SECOND, FIRST, FIRST):
        page.write_text(f"The flood\n\n{text}")
        (row,) = desk.ingest([str(page)])
    told = desk.versions(row.articles[0])
    assert ["four metres" in "".join(v.added) for v in told[1:]] == [False, True] and told[2].current
    assert len(desk.articles().rows) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1,203 views", "1,554 views"),
        ("Tuesday, 7 May 2024", "Wednesday, 8 May 2024"),
        ("Updated at 14:03", "Updated at 15:20"),
        ("Published 3 hours ago", "Published 5 hours ago"),
        ("Partagé 1 203 fois", "Partagé 1 254 fois"),
    ],
)
@pytest.mark.parametrize("above", [True, False])
def test_a_counter_or_the_day_of_today_makes_no_version(store: Store, first: str, second: str, above: bool) -> None:
    texts = [f"{line}\n\n{FIRST}" if above else f"{FIRST}\n\n{line}" for line in (first, second)]
    pages = [f"<h1>The river rises</h1><p>{'</p><p>'.join(text.split(chr(10) * 2))}</p>" for text in texts]
    ids = take(store, *(capture(p, n + 1, kind="html", source="p.html") for n, p in enumerate(pages)))
    assert ids[0] == ids[1] and len(versions(store, ids[0][0])) == 1


def test_a_number_in_a_sentence_makes_a_version(store: Store) -> None:
    texts = [f"{FIRST}\n\nThe flood cost {number} lives." for number in (12, 15)]
    ids = take(store, *(capture(text, n + 1) for n, text in enumerate(texts)))
    assert ids[0] == ids[1] and len(versions(store, ids[0][0])) == 2
