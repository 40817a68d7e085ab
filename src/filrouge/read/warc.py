"""The pages of a web archive: WARC, packed or not, and its forerunner ARC."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import BinaryIO, Literal

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from filrouge.read.members import Budget, Member, shown
from filrouge.read.unpack import CHUNK, Broken
from filrouge.records import Refusal

_HOLDING = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
# Kinds of content that can hold an article; what says nothing is looked at.
_READABLE = re.compile(
    r"text/(?:html|plain|xml|markdown)|application/(?:xhtml|xml|rss|atom|rdf|feed|json|jsonl|ndjson|x-ndjson|ld)\b",
    re.I,
)
_UNSAID = re.compile(r"$|application/(?:octet-stream|http)|binary/|unk|no-type", re.I)
# How far past a fault the next whole record is looked for: longer than any page, and a second's work.
_SEARCH = 256 * 2**20
_ARC_LINE = re.compile(rb"(\S.*) (\S+) (\d{14}|\d{12}|\d{8}) (\S+) (\d{1,12})\r?\n")


def is_warc(head: bytes) -> bool:
    return head.startswith(b"WARC/")


def is_arc(head: bytes) -> bool:
    return head.startswith(b"filedesc://")


def warc_members(stream: BinaryIO, where: str, limit: int, budget: Budget) -> Iterator[Member]:
    """The page of every record that holds one, in the archive's order, as ``where@offset``.

    Requests, notes, repeats, redirects, errors and what is no text (images, styles, scripts) are passed over. What
    is damaged is refused with its offset, and reading goes on at the next whole record.
    """
    start, packed = 0, stream.read(2) == b"\x1f\x8b"
    while True:
        last, length, fault = None, 0, None
        try:
            stream.seek(start)
            for record in ArchiveIterator(stream, record_types=WarcRecordType.any_type, parse_http=False):
                last, length = record.stream_pos, record.content_length
                budget.spend(length)
                yield from _of_record(record, f"{where}@{last}", limit)
        except (OSError, EOFError, ValueError, UnicodeError, zlib.error) as error:
            fault = shown(str(error)).rstrip(".")
        if fault is None:
            return
        end = start if last is None else _end(stream, last, length, packed)
        place = f"{where}@{end}"
        yield Member(place, Refusal(f"The archive is damaged from this place on: {fault}.", place, "unreadable"))
        following = _next_record(stream, max(end, start + 1), packed)
        if following is None:
            return
        start = following


def _end(stream: BinaryIO, start: int, length: int, packed: bool) -> int:
    """Where the record ends that begins at ``start`` and has a block of ``length`` bytes, with its blank lines."""
    stream.seek(start)
    if not packed:
        head = stream.read(CHUNK)
        return start + max(1, min(head.find(b"\r\n\r\n") + 4 + length + 4, stream.seek(0, io.SEEK_END) - start))
    decoder = zlib.decompressobj(wbits=31)
    had = 0
    while not decoder.eof and (piece := stream.read(CHUNK)):
        had += len(piece)
        try:
            while piece and not decoder.eof:
                decoder.decompress(piece, CHUNK * 16)
                piece = decoder.unconsumed_tail
        except zlib.error:
            return start + 1
    return start + max(1, had - len(decoder.unused_data))


def _of_record(record: WarcRecord, place: str, limit: int) -> Iterator[Member]:
    if not record.record_type & _HOLDING:
        return
    if record.content_length > limit:
        reason = f"This record is larger than {limit // 2**20} MB: no page is."
        yield Member(place, Refusal(reason, place, "too-large"))
        return
    url = (record.headers.get("WARC-Target-URI") or "").strip().strip("<>") or None
    kind = record.headers.get("Content-Type") or ""
    if not record.is_http and not _is_readable(kind):
        return
    if url is not None and not url.lower().startswith(("http:", "https:")):
        if url.lower().startswith("metadata:"):
            return  # an archiving program's own notes
        url = None
    block = record.reader.read(limit + 1)
    cut = len(block) < record.content_length
    seen = record.record_date
    if cut and not (record.is_http and _is_whole(block)):
        yield _cut(len(block), record.content_length, place)
        return
    if record.is_http:
        answer = _http(block, limit)
        if answer is None:
            return
        block, kind = answer
    if block.strip():
        yield Member(place, block, url, seen if seen is None or seen.tzinfo else seen.replace(tzinfo=UTC), kind or None)


def _cut(had: int, stated: int, place: str) -> Member:
    reason = f"This record is cut off after {had:,} of {stated:,} bytes."
    return Member(place, Refusal(reason, place, "unreadable"))


_LENGTH = re.compile(rb"\nContent-Length:[ \t]*(\d{1,12})[ \t]*\r?\n", re.I)


def _is_whole(block: bytes) -> bool:
    """Whether an HTTP answer has all the bytes that its server promised, though its record has not."""
    head, gap, body = block.partition(b"\r\n\r\n")
    promised = _LENGTH.search(head + gap)
    return promised is not None and len(body) >= int(promised[1])


def _is_readable(kind: str) -> bool:
    kind = kind.strip()
    return bool(_READABLE.match(kind) or _UNSAID.match(kind))


def _http(block: bytes, limit: int) -> tuple[bytes, str] | None:
    """Body and content type of an HTTP answer that may hold a page; None for every other."""
    ways: tuple[Literal["all", "content", "none"], ...] = ("all", "content", "none")
    for decode in ways:  # servers say chunked or packed of what is neither
        record = WarcRecord()
        record.init_headers(WarcRecordType.response)
        record.set_bytes_content(block)
        record.is_http = True
        try:
            record.parse_http(auto_decode=decode)
            headers = record.http_headers
            if headers is None or headers.status_code not in (None, 200):
                return None
            kind = headers.get("Content-Type") or ""
            if not _is_readable(kind):
                return None
            body = record.reader.read(limit)
        except (OSError, EOFError, ValueError, UnicodeError):
            continue
        if body:
            return body, kind
    return None


def _next_record(stream: BinaryIO, start: int, packed: bool) -> int | None:
    """The offset of the next record from ``start`` on that begins well; None where none does."""
    mark = b"\x1f\x8b\x08" if packed else b"\nWARC/1."
    stream.seek(start)
    base, kept, searched = start, b"", 0
    while searched < _SEARCH and (piece := stream.read(CHUNK * 16)):
        searched += len(piece)
        text = kept + piece
        at = text.find(mark)
        while at >= 0:
            if not packed:
                return base + at + 1
            if _opens_record(text[at : at + CHUNK]):
                return base + at
            at = text.find(mark, at + 1)
        kept = text[-512:]
        base += len(text) - len(kept)
    return None


def _opens_record(packed: bytes) -> bool:
    try:
        return is_warc(zlib.decompressobj(wbits=31).decompress(packed, 16))
    except zlib.error:
        return False


def arc_members(stream: BinaryIO | io.BufferedReader, where: str, limit: int, budget: Budget) -> Iterator[Member]:
    """The page of every record of an ARC file; offsets are those of its unpacked content."""
    offset = 0
    while True:
        try:
            line = stream.readline(CHUNK)
            if not line:
                return
            offset += len(line)
            if not line.strip():
                continue
            at = offset - len(line)
            place = f"{where}@{at}"
            header = _ARC_LINE.fullmatch(line)
            if header is None:
                yield Member(
                    place, Refusal("What follows this place is no record of an ARC file.", place, "unreadable")
                )
                return
            url, date, size = header[1].decode("utf-8", "replace"), header[3], int(header[5])
            budget.spend(size)
            block = stream.read(size) if size <= limit else None
        except (Broken, OSError, EOFError) as error:
            place = f"{where}@{offset}"
            yield Member(place, Refusal(f"The archive is damaged after this place: {error}.", place, "unreadable"))
            return
        if block is None:
            reason = f"This record is larger than {limit // 2**20} MB: no page is."
            yield Member(place, Refusal(reason, place, "too-large"))
            return
        if len(block) < size and not _is_whole(block):
            yield _cut(len(block), size, place)
            return
        offset += size
        if url.startswith(("http:", "https:")) and (answer := _http(block, limit)):
            yield Member(place, answer[0], url.replace(" ", "%20"), _arc_date(date), answer[1] or None)


def _arc_date(digits: bytes) -> datetime | None:
    try:
        return datetime.strptime(digits.decode()[:8], "%Y%m%d").replace(tzinfo=UTC)
    except ValueError:
        return None
