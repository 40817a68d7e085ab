"""Archives to the files in them: ZIP, tar, packed single files and web archives, within one another.

Everything is streamed: at most one member is in memory at a time, nothing is written, and names are only told.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from filrouge.read.members import HEAD, Budget, Member, Spent, archive_kind
from filrouge.read.tarred import tar_members
from filrouge.read.unpack import Broken, taken, unpacked
from filrouge.read.warc import arc_members, is_arc, is_warc, warc_members
from filrouge.read.zipped import zip_members
from filrouge.records import Refusal

# An archive within an archive within an archive is found in honest collections; a fifth level never was.
DEEPEST = 4


@dataclass(frozen=True, slots=True)
class _Way:
    """How an archive is being read."""

    limit: int
    """Bytes of one member."""
    budget: Budget
    depth: int = 1


def members(stream: BinaryIO, where: str, limit: int) -> Iterator[Member]:
    """The files of an archive in its order, those of archives within it too; refusals in the place of what is bad.

    ``stream`` must be seekable and stand at its start, ``where`` names it, ``limit`` is in bytes for each member.
    All members together may have 256 MB, or two hundred times the archive's size where that is more.
    """
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    found = False
    try:
        for member in _members(stream, where, _Way(limit, Budget.of(size))):
            found = True
            yield member
    except Spent:
        reason = "It unpacks to far more than such files hold, so it was left there: unpack it and give what you need."
        yield Member(where, Refusal(reason, where, "too-large"))
        return
    if not found:
        yield Member(where, Refusal("It is an archive that holds no page, feed or text.", where, "empty"))


def _members(stream: BinaryIO, where: str, way: _Way) -> Iterator[Member]:
    head = stream.read(HEAD)
    stream.seek(0)
    kind = archive_kind(head)
    if kind == "zip":
        yield from _each(zip_members(stream, where, way.limit, way.budget), way)
    elif kind == "tar":
        yield from _each(tar_members(stream, where, way.limit, way.budget), way)
    elif kind == "warc":
        yield from _each(warc_members(stream, where, way.limit, way.budget), way)
    elif kind == "arc":
        yield from _each(arc_members(stream, where, way.limit, way.budget), way)
    elif kind is not None:
        yield from _packed(stream, where, kind, way)


def _packed(stream: BinaryIO, where: str, kind: str, way: _Way) -> Iterator[Member]:
    """What one compressed stream holds: an archive, or a file that goes by the stream's own name."""
    inner = unpacked(stream, kind)
    try:
        head = inner.peek(HEAD)[:HEAD]
    except Broken as broken:
        yield Member(where, Refusal(f"It is packed and damaged: {broken}.", where, "unreadable"))
        return
    if kind == "gzip" and is_warc(head):
        stream.seek(0)
        yield from _each(warc_members(stream, where, way.limit, way.budget), way)
    elif is_arc(head):
        yield from _each(arc_members(inner, where, way.limit, way.budget), way)
    elif archive_kind(head) == "tar":
        yield from _each(tar_members(inner, where, way.limit, way.budget), way)
    else:
        content, fault = taken(inner, way.limit, way.budget)
        if len(content) > way.limit:
            yield Member(where, too_large(where, way.limit))
            return
        if content:
            yield from _each([Member(where, content)], way)
        if fault or not content:
            place = f"{where}@{len(content)}" if content else where
            reason = f"It is damaged from byte {len(content):,} of its content on: {fault}." if fault else _EMPTY
            yield Member(place, Refusal(reason, place, "unreadable" if fault else "empty"))


_EMPTY = "It is packed and empty: there is nothing to read."


def _each(found: Iterator[Member] | list[Member], way: _Way) -> Iterator[Member]:
    """The members, archives among them opened."""
    for member in found:
        if isinstance(member.content, Refusal) or archive_kind(member.content[:HEAD]) is None:
            yield member
        elif way.depth >= DEEPEST:
            yield Member(
                member.where,
                Refusal(f"It lies {DEEPEST} archives deep: unpack the outer ones.", member.where, "unreadable"),
            )
        else:
            inner = io.BytesIO(member.content)
            yield from _members(inner, member.where, replace(way, depth=way.depth + 1))


def too_large(where: str, limit: int) -> Refusal:
    reason = f"It unpacks to more than {limit // 2**20} MB: split it, or raise FILROUGE_MAX_INPUT_MB."
    return Refusal(reason, where, "too-large")
