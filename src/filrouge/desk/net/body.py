"""The body of an answer, unpacked within a limit: no answer can grow beyond it, however well it was packed."""

from __future__ import annotations

import codecs
import re
import zlib
from collections.abc import Iterable

from filrouge.read.detect import decode

ENCODINGS = "gzip, deflate"
"""What we say we can unpack. Not Brotli: its decoder gives no way to stop at a number of bytes."""
GZIP = b"\x1f\x8b"
SLACK = 65536
"""Bytes that packing may add to what cannot be packed."""
_DECLARED = re.compile(rb"<meta[^>]{0,200}charset|<\?xml[^>]{0,100}encoding", re.I)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.I)


class TooLarge(Exception):
    """More bytes than the limit."""


class Broken(Exception):
    """The body is packed in a way that cannot be undone; the text says which."""


def unpack(chunks: Iterable[bytes], encoding: str | None, limit: int, cut: bool = False) -> bytes:
    """The body's bytes, unpacked as Content-Encoding says. Raises TooLarge above ``limit`` bytes, Broken.

    With ``cut``, what is above the limit is left out instead. At no time does more than the limit and one chunk
    stand in memory.
    """
    name = (encoding or "identity").strip().lower()
    body = bytearray()
    try:
        if name in ("", "identity", "none", "utf-8"):
            _plain(chunks, limit, body)
        elif name in ("gzip", "x-gzip", "deflate"):
            _inflate(chunks, limit, body)
        else:
            raise Broken(f"it is packed as {name[:40]!r}, which was not asked for")
    except TooLarge:
        if not cut:
            raise
    return bytes(body[:limit])


def _plain(chunks: Iterable[bytes], limit: int, body: bytearray) -> None:
    for chunk in chunks:
        body += chunk
        if len(body) > limit:
            raise TooLarge


def _inflate(chunks: Iterable[bytes], limit: int, body: bytearray) -> None:
    """Gzip (of several members too), zlib, and the bare deflate that some servers send for it."""
    packed = members = 0
    decoder = None
    data = b""
    for chunk in chunks:
        packed += len(chunk)
        data += chunk
        while data:
            if decoder is None:
                if len(data) < 2:
                    break
                if members and not data.startswith(GZIP):
                    return  # junk after the end, which browsers pass over as well
                decoder = _decoder(data)
            try:
                body += decoder.decompress(data, limit + 1 - len(body))
            except zlib.error as error:
                raise Broken("it is packed, and the packing is damaged") from error
            if len(body) > limit:
                raise TooLarge
            if decoder.eof:
                data, decoder, members = decoder.unused_data, None, members + 1
            else:
                data = decoder.unconsumed_tail
        if packed > 2 * limit + SLACK:
            raise TooLarge  # blocks that hold nothing, for ever
    if decoder is not None or (data and not members):
        raise Broken("it is packed, and breaks off")


def _decoder(head: bytes) -> zlib._Decompress:
    if head.startswith(GZIP):
        return zlib.decompressobj(zlib.MAX_WBITS | 16)
    if head[0] & 0x0F == 8 and (head[0] * 256 + head[1]) % 31 == 0:
        return zlib.decompressobj()
    return zlib.decompressobj(-zlib.MAX_WBITS)


def said_in_itself(content: bytes, content_type: str | None) -> bytes:
    """The content with its encoding told by itself, as a saved file's is.

    Where only the Content-Type header says which encoding it is, and it is not UTF-8 anyway, it is written as UTF-8.
    """
    match = _CHARSET.search(content_type or "")
    if (
        match is None
        or _DECLARED.search(content[:4096])
        or content.startswith((codecs.BOM_UTF8, b"\xff\xfe", b"\xfe\xff"))
    ):
        return content
    try:
        content.decode("utf-8")
        return content
    except UnicodeDecodeError:
        decoded = decode(content, "", match[1])
        return decoded[0].encode("utf-8", "replace") if isinstance(decoded, tuple) else content
