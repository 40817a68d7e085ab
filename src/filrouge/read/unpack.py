"""Compressed streams, unpacked piece by piece and no further than asked."""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from collections.abc import Callable
from typing import BinaryIO, Protocol

from filrouge.read.members import Budget

CHUNK = 65536
# What `xz -9` needs is 65 MB; a stream that asks for more wants memory, not text.
XZ_MEMORY = 256 * 2**20


class Broken(Exception):
    """A compressed stream is cut off or damaged; the text says which."""


class _Decoder(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = -1) -> bytes: ...


class _Gzip:
    """zlib's decoder with the manners of the other two."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=31)
        self._full = False

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def needs_input(self) -> bool:
        return not self._inner.unconsumed_tail and not self._full

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        found = self._inner.decompress(self._inner.unconsumed_tail + data, max(0, max_length))
        self._full = len(found) == max_length and not self._inner.eof  # more may wait inside without any input
        return found


_DECODERS: dict[str, Callable[[], _Decoder]] = {
    "gzip": _Gzip,
    "bzip2": bz2.BZ2Decompressor,
    "xz": lambda: lzma.LZMADecompressor(memlimit=XZ_MEMORY),
}


class _Unpacked(io.RawIOBase):
    """The content of a compressed stream of one or several parts, what follows them ignored; reading raises Broken."""

    def __init__(self, source: BinaryIO, make: Callable[[], _Decoder]) -> None:
        self._source = source
        self._make = make
        self._decoder = make()
        self._parts = 0
        self._begun = False
        self._ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        while not self._ended:
            data = b""
            if self._decoder.eof:
                data = self._decoder.unused_data or self._source.read(CHUNK)
                if not data.strip(b"\x00"):
                    self._ended = True
                    break
                self._decoder, self._begun = self._make(), False
                self._parts += 1
            elif self._decoder.needs_input:
                data = self._source.read(CHUNK)
                if not data:
                    self._ended = True
                    raise Broken("it is cut off")
            try:
                found = self._decoder.decompress(data, len(view))
            except (zlib.error, lzma.LZMAError, OSError, ValueError, EOFError) as error:
                self._ended = True
                if self._parts and not self._begun:
                    break  # what follows the last part is no part
                said = "it asks for too much memory" if "emory" in str(error) else "its bytes do not unpack"
                raise Broken(said) from error
            if found:
                self._begun = True
                view[: len(found)] = found
                return len(found)
        return 0


def unpacked(stream: BinaryIO, kind: str) -> io.BufferedReader:
    """The content of a gzip, bzip2 or xz stream; reading from it raises Broken."""
    return io.BufferedReader(_Unpacked(stream, _DECODERS[kind]), CHUNK)


def taken(stream: BinaryIO, limit: int, budget: Budget) -> tuple[bytes, str | None]:
    """At most ``limit`` bytes and one more, and what broke off the reading, if anything did. Raises Spent."""
    pieces: list[bytes] = []
    size = 0
    try:
        while size <= limit and (piece := stream.read(min(CHUNK, limit + 1 - size))):
            budget.spend(len(piece))
            pieces.append(piece)
            size += len(piece)
    except (Broken, OSError, EOFError, ValueError, zlib.error, lzma.LZMAError) as error:
        return b"".join(pieces), str(error) or "it is cut off"
    return b"".join(pieces), None
