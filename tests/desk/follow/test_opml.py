"""Lists of feeds: what goes out comes back, and every line gets a word."""

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

import filrouge
from filrouge.desk.follow import opml
from filrouge.errors import UsageError
from filrouge.store.feeds import Feed

NOW = datetime(2024, 7, 3, 12, tzinfo=UTC)
LIST = b"""<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.1"><head><title>Mine</title></head><body>
  <outline text="World">
    <outline type="rss" text="Gazette" title="La Gazette" xmlUrl="https://gazette.example/feed"/>
    <outline text="Deep"><outline TEXT="Other" XMLURL=" https://other.example/rss?a=1&amp;b=2 "/></outline>
  </outline>
  <outline type="rss" text="Again" xmlUrl="https://gazette.example/feed"/>
  <outline type="link" text="A page" url="https://page.example/"/>
  <outline type="rss" text="Local" xmlUrl="file:///etc/passwd"/>
</body></opml>"""


def test_every_line_gets_a_word() -> None:
    desk = filrouge.open(":memory:")
    rows = desk.follow_import(LIST, "mine.opml")
    assert [(r.line, r.state, r.title) for r in rows] == [
        (4, "added", "La Gazette"), (5, "added", "Other"), (7, "known", "La Gazette"), (8, "refused", "A page"),
        (9, "refused", "Local"),
    ]  # fmt: skip
    assert all(r.why for r in rows if r.state == "refused")
    assert [f.url for f in desk.follow_list()] == ["https://gazette.example/feed", "https://other.example/rss?a=1&b=2"]
    assert {r.state for r in desk.follow_import(LIST)} == {"known", "refused"}


def test_what_goes_out_comes_back() -> None:
    one, two = filrouge.open(":memory:"), filrouge.open(":memory:")
    one.follow_import(LIST)
    two.follow_import(one.follow_export().encode())
    assert two.follow_export() == one.follow_export()


@given(st.lists(st.tuples(st.text(max_size=30), st.text("abc/?&=<>\"'%é", max_size=20)), max_size=4))
def test_any_title_and_address_come_back(feeds: list[tuple[str, str]]) -> None:
    given_ = [Feed(str(n), f"https://g.example/{url}", title or None, NOW, NOW) for n, (title, url) in enumerate(feeds)]
    back = opml.read(opml.write(given_).encode(), "x")
    assert [line.url for line in back] == [f.url for f in given_]


@pytest.mark.parametrize("content", [b"", b"feeds", b"<html/>", b"\0", b"<rss><channel/></rss>"])
def test_what_is_no_list_is_named(content: bytes) -> None:
    with pytest.raises(UsageError, match="no OPML"):
        opml.read(content, "mine.opml")


def test_a_broken_list_is_read_as_far_as_it_goes() -> None:
    assert len(opml.read(LIST[: LIST.index(b"Again")], "mine.opml")) >= 2


def test_a_list_reads_no_files_and_does_not_explode() -> None:
    bomb = (
        b'<!DOCTYPE o [<!ENTITY a "'
        + b"x" * 1000
        + b'">'
        + b"".join(b'<!ENTITY %c "%b">' % (98 + n, b"&%c;" % (97 + n) * 30) for n in range(8))
        + b'<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    )
    content = bomb + b'<opml><body><outline text="&f;&h;" xmlUrl="https://g.example/"/></body></opml>'
    with suppress(UsageError):
        assert all(
            "root:" not in (line.title or "") and len(line.title or "") < 10_000 for line in opml.read(content, "x")
        )


def test_a_list_in_any_encoding_and_with_halves_of_characters() -> None:
    for encoding in ("utf-8", "utf-16", "latin-1"):
        head = f'<?xml version="1.0" encoding="{encoding}"?>'
        text = head + '<opml><body><outline text="Été &#xD800;" xmlUrl="https://g.example/f"/></body></opml>'
        assert [line.title for line in opml.read(text.encode(encoding), "x")] == ["Été \ufffd"]


@given(st.binary(max_size=200))
def test_any_bytes_are_a_list_or_not(content: bytes) -> None:
    for given_ in (content, b"<opml><body><outline xmlUrl='" + content):
        with suppress(UsageError):
            opml.read(given_, "x")
