"""Archives: every file in them is read or refused with its place, whatever was done to them."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filrouge.read.archive import members
from filrouge.read.members import HEAD, archive_kind
from filrouge.records import Refusal

LIMIT = 2**20
PAGE = b"<html><body><h1>The bridge is open again</h1><p>Cars have crossed the river since Monday.</p></body></html>"
TEXT = "Les deux ministres se sont vus à Genève lundi.".encode()


def found(content: bytes, limit: int = LIMIT) -> dict[str, bytes | str]:
    """By place: the bytes, or the refusal's code."""
    return {
        m.where: m.content.code if isinstance(m.content, Refusal) else m.content
        for m in members(io.BytesIO(content), "a", limit)
    }


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def tarred(files: dict[str, bytes], mode: str = "w") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


def record(kind: str, content: bytes, url: str = "https://example.org/news/1", block: str | None = None) -> bytes:
    block = block or ("application/http" if kind == "response" else "text/html")
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2021-03-04T05:06:07Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>\r\nContent-Type: {block}\r\n"
        f"Content-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


def answer(body: bytes, status: str = "200 OK", kind: str = "text/html", more: str = "") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}\r\n".encode() + body


FILES = {"one.html": PAGE, "deep/two.txt": TEXT}
EVERY = {"a!one.html": PAGE, "a!deep/two.txt": TEXT}


@pytest.mark.parametrize(
    "content",
    [
        zipped(FILES),
        zipped(FILES, zipfile.ZIP_STORED),
        zipped(FILES, zipfile.ZIP_LZMA),
        *(tarred(FILES, mode) for mode in ("w", "w:gz", "w:bz2", "w:xz")),
    ],
    ids=["zip", "zip-stored", "zip-lzma", "tar", "tar.gz", "tar.bz2", "tar.xz"],
)
def test_every_file_comes_out_in_order(content: bytes) -> None:
    assert list(found(content).items()) == list(EVERY.items())


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_packed_file_goes_by_its_own_name(pack: Callable[[bytes], bytes]) -> None:
    assert found(pack(PAGE)) == {"a": PAGE}
    assert found(pack(PAGE) + pack(PAGE)) == {"a": PAGE * 2}


def test_archives_in_archives_are_opened() -> None:
    assert found(zipped({"b.tar.gz": tarred(FILES, "w:gz"), "c.txt.gz": gzip.compress(TEXT)})) == {
        "a!b.tar.gz!one.html": PAGE,
        "a!b.tar.gz!deep/two.txt": TEXT,
        "a!c.txt.gz": TEXT,
    }
    nested = TEXT
    for _ in range(8):
        nested = zipped({"x": nested})
    assert list(found(nested).values()) == ["unreadable"]


def test_hidden_files_folders_and_links_are_passed_over() -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, kind in (("folder", tarfile.DIRTYPE), ("link", tarfile.SYMTYPE), ("null", tarfile.CHRTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    assert found(out.getvalue()) == {"a": "empty"}
    assert found(zipped({".git/config": TEXT, "__MACOSX/._one.html": PAGE, "one.html": PAGE})) == {"a!one.html": PAGE}


def test_names_are_told_and_never_used() -> None:
    assert set(found(tarred({"../../etc/x": TEXT, "/tmp/y": TEXT, "a\nb": TEXT}))) == {
        "a!../../etc/x",
        "a!/tmp/y",
        "a!a?b",
    }


def test_what_unpacks_too_large_is_refused_and_the_others_read() -> None:
    files = {"big": bytes(LIMIT + 1), "small": TEXT}
    assert found(zipped(files)) == {"a!big": "too-large", "a!small": TEXT}
    assert found(tarred(files, "w:gz")) == {"a!big": "too-large", "a!small": TEXT}
    assert found(gzip.compress(bytes(LIMIT + 1))) == {"a": "too-large"}


def test_a_bomb_is_left_where_it_goes_off() -> None:
    bomb = io.BytesIO()
    with gzip.open(bomb, "w") as file:
        header = tarfile.TarInfo("bomb")
        header.size = 400 * 2**20
        file.write(header.tobuf())
        for _ in range(400):
            file.write(bytes(2**20))
    assert list(found(bomb.getvalue()).values())[-1] == "too-large"


def test_a_document_in_zip_form_is_one_refusal() -> None:
    assert found(zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})) == {"a": "not-text"}


def test_a_tar_that_is_cut_off_gives_what_stands_before() -> None:
    whole = tarred({"one": PAGE * 20, "two": PAGE * 20})
    assert found(whole[:4000]) == {"a!one": PAGE * 20, "a!two": "unreadable"}
    packed = gzip.compress(whole, mtime=0)
    assert list(found(packed[:-20]).values())[-1] == "unreadable"


def test_a_zip_without_its_table_gives_what_stands_before() -> None:
    whole = zipped(FILES)
    answers = found(whole[: whole.index(b"PK\x01\x02")])
    assert [answers[place] for place in EVERY] == list(EVERY.values())
    assert list(answers.values())[-1] == "unreadable"


def test_a_damaged_file_of_a_zip_costs_only_itself() -> None:
    whole = zipped(FILES, zipfile.ZIP_STORED)
    assert found(whole.replace(b"bridge", b"brigde", 1)) == {"a!one.html": "unreadable", "a!deep/two.txt": TEXT}


def test_a_packed_text_that_is_cut_off_gives_its_beginning_and_the_offset_of_the_end() -> None:
    text = b"\n".join(b"Line %d of what was said in the debate." % n for n in range(20_000))
    answers = found(gzip.compress(text)[:-1000])
    (place, code), begun = list(answers.items())[-1], answers["a"]
    assert code == "unreadable" and isinstance(begun, bytes) and place == f"a@{len(begun)}"
    assert begun and text.startswith(begun)


# Web archives

CRAWL = [
    record("warcinfo", b"software: x\r\n", block="application/warc-fields"),
    record("response", answer(PAGE)),
    record("request", b"GET / HTTP/1.1\r\n\r\n"),
    record("response", answer(b"\x89PNG", kind="image/png")),
    record("response", answer(b"<p>Moved", "301 Moved")),
    record("response", answer(b"<p>Not here", "404 Not Found")),
    record("response", answer(gzip.compress(PAGE), more="Content-Encoding: gzip\r\n")),
    record("response", answer(b"5\r\n<p>We\r\n0\r\n\r\n", more="Transfer-Encoding: chunked\r\n")),
    record("response", answer(PAGE, more="Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n")),
    record("resource", PAGE, url="https://example.org/saved"),
    record("conversion", TEXT, block="text/plain"),
    record("revisit", b""),
]
PAGES = [PAGE, PAGE, b"<p>We", PAGE, PAGE, TEXT]


@pytest.mark.parametrize("packed", [False, True])
def test_the_pages_of_a_web_archive_come_out_with_address_and_date(packed: bool) -> None:
    pieces = [gzip.compress(r, mtime=0) if packed else r for r in CRAWL]
    given_ = list(members(io.BytesIO(b"".join(pieces)), "a", LIMIT))
    assert [m.content for m in given_] == PAGES
    first = given_[0]
    assert (first.url, first.seen) == ("https://example.org/news/1", datetime(2021, 3, 4, 5, 6, 7, tzinfo=UTC))
    assert first.where == f"a@{len(pieces[0])}" and first.content_type == "text/html"


@pytest.mark.parametrize("packed", [False, True])
def test_a_web_archive_is_read_on_after_what_is_damaged(packed: bool) -> None:
    pieces = [gzip.compress(r, mtime=0) if packed else r for r in (CRAWL[1], CRAWL[1], CRAWL[9])]
    middle = bytearray(pieces[1])
    middle[: len(middle) // 2] = b"\x07" * (len(middle) // 2)
    answers = found(pieces[0] + bytes(middle) + pieces[2])
    last = f"a@{len(pieces[0]) + len(pieces[1])}"
    assert answers == {"a@0": PAGE, f"a@{len(pieces[0])}": "unreadable", last: PAGE}


@pytest.mark.parametrize("packed", [False, True])
def test_a_record_that_is_cut_off_is_refused_with_its_offset(packed: bool) -> None:
    pieces = [gzip.compress(r, mtime=0) if packed else r for r in (CRAWL[1], CRAWL[9])]
    answers = found(pieces[0] + pieces[1][:-60])
    assert answers == {"a@0": PAGE, f"a@{len(pieces[0])}": "unreadable"}


def test_a_record_that_is_too_large_is_refused_and_the_next_one_read() -> None:
    answers = found(record("response", answer(bytes(LIMIT + 1))) + CRAWL[1])
    assert list(answers.values()) == ["too-large", PAGE]


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_arc_files_are_read(pack: Callable[[bytes], bytes]) -> None:
    about = b"1 0 Test\nURL IP-address Archive-date Content-type Archive-length\n\n"
    page = answer(PAGE)
    arc = b"filedesc://x.arc 0.0.0.0 20140216050221 text/plain %d\n" % len(about) + about
    arc += b"http://example.org/a b 127.0.0.1 20140216050221 text/html %d\n" % len(page) + page + b"\n"
    (member,) = members(io.BytesIO(pack(arc)), "a", LIMIT)
    assert (member.content, member.url) == (PAGE, "http://example.org/a%20b")
    assert member.seen is not None and member.seen.year == 2014


# Whatever was done to them

WHOLE = (
    zipped(FILES),
    tarred(FILES),
    tarred(FILES, "w:gz"),
    tarred(FILES, "w:xz"),
    gzip.compress(PAGE),
    bz2.compress(PAGE),
    b"".join(CRAWL),
    b"".join(gzip.compress(r) for r in CRAWL),
)


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(WHOLE), st.data())
def test_mutated_archives_end_in_files_or_refusals(whole: bytes, data: st.DataObject) -> None:
    content = bytearray(whole)
    for _ in range(data.draw(st.integers(0, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        if data.draw(st.booleans()):
            content[at] = data.draw(st.integers(0, 255))
        else:
            del content[at : at + data.draw(st.integers(1, 64))]
        if not content:
            return
    content = content[: data.draw(st.integers(1, len(content)))]
    if archive_kind(bytes(content[:HEAD])) is not None:
        assert found(bytes(content))


@settings(deadline=None, max_examples=100)
@given(
    st.sampled_from((b"PK\x03\x04", b"\x1f\x8b\x08", b"BZh9", b"\xfd7zXZ\x00", b"WARC/1.0\r\n", b"filedesc://")),
    st.binary(),
)
def test_what_only_begins_as_an_archive_ends_in_refusals(magic: bytes, rest: bytes) -> None:
    assert found(magic + rest)
