"""What archives are made of: their members, how they are known, how much they may unpack to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from filrouge.records import Refusal
from filrouge.text.whole import whole

ArchiveKind = Literal["zip", "tar", "gzip", "bzip2", "xz", "warc", "arc"]

# A tar archive is known by its first block of 512 bytes.
HEAD = 512
# Text packs to a tenth, logs to a fiftieth, zeros to a thousandth.
RATIO = 200
# Under this many bytes no archive is a bomb, however well it is packed.
FLOOR = 256 * 2**20

_MAGIC: tuple[tuple[bytes, ArchiveKind], ...] = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"WARC/", "warc"),
    (b"filedesc://", "arc"),
)


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive, or why it is none."""

    where: str
    """``pages.zip!folder/page.html``, ``crawl.warc.gz@1234``; the archive's own name where it packs one file."""
    content: bytes | Refusal
    url: str | None = None
    """Where on the web it was had, as the archive says."""
    seen: datetime | None = None
    """When it was had, as the archive says."""
    content_type: str | None = None
    """What the server said it is."""


class Spent(Exception):
    """An archive unpacks to more than it may."""


@dataclass(slots=True)
class Budget:
    """How many bytes an archive may still unpack to, all its members together."""

    left: int

    @classmethod
    def of(cls, size: int) -> Budget:
        """For an archive of ``size`` bytes."""
        return cls(max(FLOOR, RATIO * size))

    def spend(self, count: int) -> None:
        """Raises Spent."""
        self.left -= max(0, count)
        if self.left < 0:
            raise Spent


def archive_kind(head: bytes) -> ArchiveKind | None:
    """Which archive begins with these bytes (the first `HEAD` of it); None where none does."""
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    return "tar" if is_tar(head) else None


def is_tar(head: bytes) -> bool:
    """Whether the block bears the mark, or its own sum, which is right in every tar and in next to nothing else."""
    if head[257:262] == b"ustar":
        return True
    if len(head) < HEAD or not head[0]:
        return False
    stated = re.fullmatch(rb"[ \x00]*([0-7]{1,7})[ \x00]*", head[148:156])
    return stated is not None and int(stated[1], 8) == sum(head[:148]) + 8 * 32 + sum(head[156:HEAD])


def shown(name: str) -> str:
    """A member's name for a person: one line of whole characters, never a path to use."""
    return "".join(c if c.isprintable() else "?" for c in whole(name))[:500] or "?"


def is_hidden(name: str) -> bool:
    """What folders pass over too: hidden files and folders, and what macOS adds to archives."""
    parts = [p for p in name.replace("\\", "/").split("/") if p not in ("", ".", "..")]
    return any(p.startswith(".") or p == "__MACOSX" for p in parts)
