"""The files of a ZIP archive."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from filrouge.read.members import Budget, Member, is_hidden, shown
from filrouge.read.unpack import taken
from filrouge.records import Refusal

# The table of contents is read whole: 16 MB list some 150,000 files.
LARGEST_TABLE = 16 * 2**20
# The end of the table stands in the last 64 KB, before a comment of at most so many bytes.
_TAIL = 65536 + 22
_DOCUMENTS = ("[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF")


def zip_members(stream: BinaryIO, where: str, limit: int, budget: Budget) -> Iterator[Member]:
    """Each file in the order of the table of contents; a Refusal for one that is locked, damaged or too large."""
    if _table_size(stream) > LARGEST_TABLE:
        reason = "It holds more files than can be told apart here: split it, or unpack it and give the folder."
        yield Member(where, Refusal(reason, where, "too-large"))
        return
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, OverflowError):
        yield from _without_table(stream, where, limit, budget)
        return
    with archive:
        names = [info.filename for info in archive.infolist()[:20]]
        if any(name in _DOCUMENTS for name in names):
            reason = "It is a document or a program in ZIP form, not an archive of pages: save it as text or HTML."
            yield Member(where, Refusal(reason, where, "not-text"))
            return
        for info in archive.infolist():
            if not info.is_dir() and not is_hidden(info.filename):
                yield _member(archive, info, f"{where}!{shown(info.filename)}", limit, budget)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, place: str, limit: int, budget: Budget) -> Member:
    if info.flag_bits & 1:
        return _refused("It is locked with a password: unpack it yourself.", place)
    try:
        with archive.open(info) as file:
            content, fault = taken(file, limit, budget)  # type: ignore[arg-type]
    except NotImplementedError:
        return _refused("It is packed in a way that is not known here: unpack it and give the file.", place)
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, RuntimeError, zlib.error) as error:
        return _refused(f"It is damaged: {_said(error)}.", place)
    if len(content) > limit:
        reason = f"It unpacks to more than {limit // 2**20} MB: split it, or raise FILROUGE_MAX_INPUT_MB."
        return Member(place, Refusal(reason, place, "too-large"))
    if fault:
        return _refused(f"It is damaged: {fault.rstrip('.')}.", place)
    return Member(place, content)


def _refused(reason: str, place: str) -> Member:
    return Member(place, Refusal(reason, place, "unreadable"))


def _said(error: Exception) -> str:
    return shown(str(error)).rstrip(".")


def _table_size(stream: BinaryIO) -> int:
    """Bytes of the table of contents, as the archive says; 0 where it says nothing."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, size - _TAIL))
    tail = stream.read(_TAIL)
    stream.seek(0)
    at = tail.rfind(b"PK\x05\x06")
    return int.from_bytes(tail[at + 12 : at + 16], "little") if at >= 0 else 0


def _without_table(stream: BinaryIO, where: str, limit: int, budget: Budget) -> Iterator[Member]:
    """What a ZIP that lost its table of contents still holds: files one after another, each behind its own header."""
    stream.seek(0)
    while len(header := stream.read(30)) == 30 and header.startswith(b"PK\x03\x04"):
        at = stream.tell() - 30
        flags, method = (int.from_bytes(header[i : i + 2], "little") for i in (6, 8))
        packed = int.from_bytes(header[18:22], "little")
        named = int.from_bytes(header[26:28], "little")
        name = stream.read(named).decode("utf-8" if flags & 0x800 else "cp437", "replace")
        stream.seek(int.from_bytes(header[28:30], "little"), io.SEEK_CUR)
        if flags & 9 or method not in (0, 8) or packed > limit:
            break  # locked, of unknown size, or packed in a rarer way
        raw = stream.read(packed)
        if len(raw) < packed:
            stream.seek(at)
            break
        place = f"{where}!{shown(name)}"
        if name.endswith("/") or is_hidden(name):
            continue
        try:
            content = raw if method == 0 else zlib.decompressobj(-15).decompress(raw, limit + 1)
        except zlib.error:
            yield _refused("It is damaged: its bytes do not unpack.", place)
            continue
        budget.spend(len(content))
        if len(content) > limit:
            reason = f"It unpacks to more than {limit // 2**20} MB: split it, or raise FILROUGE_MAX_INPUT_MB."
            yield Member(place, Refusal(reason, place, "too-large"))
        else:
            yield Member(place, content)
        at = stream.tell()
    else:
        at = stream.tell() - len(header)
    place = f"{where}@{at}" if at else where
    yield _refused(f"It is a ZIP archive without a table of contents, unreadable from byte {at:,} on.", place)
