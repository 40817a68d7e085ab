import pytest

from filrouge.read.detect import decode, detect
from filrouge.records import Refusal

RUSSIAN = (
    "Президент России прибыл в Пекин с официальным визитом, сообщает пресс-служба. Переговоры пройдут завтра утром."
)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"Some words", "text"),
        (b"[ad_1]\nSome words", "text"),
        (b"a <b>c</b> d", "text"),
        (b"<!-- x --><!DOCTYPE html><p>x", "html"),
        (b"<html><body>x</body></html>", "html"),
        (b'<?xml version="1.0"?><rss version="2.0"><channel/></rss>', "feed"),
        (b'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"/>', "feed"),
        (b'<?xml version="1.0"?><!-- x --><rdf:RDF></rdf:RDF>', "feed"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', "feed"),
        (b'{"id": 1, "text": "a"}\n{"id": 2, "text": "b"}\n', "jsonl"),
        (b'{"id": 1, "text": "a"}', "jsonl"),
        (b'[{"id": 1}]', "json"),
        (b'<opml version="2.0"><body/></opml>', "opml"),
        (b"WARC/1.0\r\nWARC-Type: warcinfo\r\n", "warc"),
        (b"PK\x03\x04aaaa", "zip"),
        (b"\x1f\x8b\x08aaaa", "gzip"),
        (b"a" * 257 + b"ustar", "tar"),
        ("\ufeff<html><p>x</p></html>".encode(), "html"),
        ("<html><p>x</p></html>".encode("utf-16"), "html"),
    ],
)
def test_kind(content: bytes, kind: str) -> None:
    result = detect(content, "x")
    assert not isinstance(result, Refusal) and result.kind == kind


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b" \n\x00", "empty"),
        (b"\x89PNG\r\n\x1a\n", "not-text"),
        (b"%PDF-1.7", "not-text"),
        (bytes(range(256)) * 4, "not-text"),
        (b"abc", "too-large"),
    ],
)
def test_refusals_have_a_code_and_a_sentence(content: bytes, code: str) -> None:
    result = detect(content, "x", limit=2 if code == "too-large" else 1 << 20)
    assert isinstance(result, Refusal)
    assert result.code == code and result.where == "x" and result.reason.endswith(".")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "koi8-r"])
def test_russian_in_any_encoding(encoding: str) -> None:
    result = decode((RUSSIAN * 3).encode(encoding), "x")
    assert not isinstance(result, Refusal) and result[0] == RUSSIAN * 3


def test_the_page_says_its_encoding() -> None:
    result = decode('<meta charset="iso-8859-1"><p>été – “oui”'.encode("cp1252"), "x")
    assert not isinstance(result, Refusal) and "été – “oui”" in result[0]


def test_bytes_that_are_utf8_are_so_whatever_the_page_says() -> None:
    result = decode('<meta charset="iso-8859-1"><p>été'.encode(), "x")
    assert not isinstance(result, Refusal) and "été" in result[0]


def test_one_broken_byte_costs_one_character() -> None:
    result = decode("été ".encode() * 20 + b"\xff" + "été".encode(), "x")
    assert not isinstance(result, Refusal) and result[0].count("\ufffd") == 1


def test_short_french_in_windows_bytes() -> None:
    result = decode("Un été à l'hôtel où naît l'œuvre, déjà".encode("cp1252"), "x")
    assert not isinstance(result, Refusal) and "été à l'hôtel" in result[0]
