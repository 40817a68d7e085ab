"""Bodies are unpacked within the limit, or refused."""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filrouge.desk.net.body import Broken, TooLarge, said_in_itself, unpack


def pieces(data: bytes, size: int) -> Iterator[bytes]:
    for first in range(0, len(data), size):
        yield data[first : first + size]


def bare(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


PACKERS = {
    "gzip": [gzip.compress, lambda d: gzip.compress(d[:3]) + gzip.compress(d[3:])],
    "deflate": [zlib.compress, bare],
    "identity": [bytes],
}


@given(st.binary(max_size=2000), st.integers(1, 500), st.sampled_from(["gzip", "deflate", "identity"]))
def test_whatever_was_packed_comes_back(data: bytes, size: int, name: str) -> None:
    for pack in PACKERS[name]:
        assert unpack(pieces(pack(data), size), name, 2000) == data


@given(st.binary(max_size=400), st.sampled_from(["gzip", "deflate", "x-gzip", None]), st.integers(1, 50))
def test_any_bytes_are_unpacked_or_refused(data: bytes, name: str | None, size: int) -> None:
    with suppress(Broken, TooLarge):
        assert len(unpack(pieces(data, size), name, 100)) <= 100


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress, bare])
def test_a_bomb_stops_at_the_limit(pack: object) -> None:
    bomb = pack(bytes(20_000_000))  # type: ignore[operator]
    with pytest.raises(TooLarge):
        unpack(pieces(bomb, 65536), "gzip" if pack is gzip.compress else "deflate", 1000)
    assert len(unpack([bomb], "gzip" if pack is gzip.compress else "deflate", 1000, cut=True)) == 1000


def test_what_breaks_off_is_broken() -> None:
    with pytest.raises(Broken, match="breaks off"):
        unpack([gzip.compress(b"news" * 100)[:-9]], "gzip", 1000)


def test_junk_after_the_end_is_passed_over() -> None:
    assert unpack([gzip.compress(b"news") + b"\r\n<!-- served -->"], "gzip", 1000) == b"news"


@pytest.mark.parametrize("name", ["br", "zstd", "gzip, gzip", "compress"])
def test_what_was_not_asked_for_is_broken(name: str) -> None:
    with pytest.raises(Broken):
        unpack([b"x"], name, 1000)


def test_an_encoding_that_only_the_header_tells_is_kept() -> None:
    russian = "<p>Встреча прошла в Москве.</p>"
    assert said_in_itself(russian.encode("cp1251"), "text/html; charset=windows-1251") == russian.encode()
    for content, header in (
        (russian.encode(), "text/html; charset=windows-1251"),
        (b'<meta charset="cp1251">' + russian.encode("cp1251"), "text/html; charset=koi8-r"),
        (russian.encode("cp1251"), "text/html"),
        (b"\xff\xfe\xfd", "text/html; charset=nothing-known"),
    ):
        assert said_in_itself(content, header) == content or header.endswith("known")
