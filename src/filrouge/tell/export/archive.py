"""ZIP files that are the same bytes for the same content: fixed times, fixed rights, members in the order given."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first time that a ZIP file can say."""


class Archive:
    """A ZIP file that is being written to an open binary file."""

    def __init__(self, out: IO[bytes]) -> None:
        self._zip = ZipFile(out, "w", ZIP_DEFLATED, compresslevel=6)

    def add(self, name: str, content: bytes, *, stored: bool = False) -> None:
        """One member; ``stored``: not deflated."""
        info = ZipInfo(name, EPOCH)
        info.create_system = 3  # what made it, whatever machine it is: Unix
        info.external_attr = 0o644 << 16
        info.compress_type = ZIP_STORED if stored else ZIP_DEFLATED
        self._zip.writestr(info, content)

    def stream(self, name: str, pieces: Iterable[bytes]) -> tuple[str, int]:
        """One member written piece by piece; its SHA-256, in hexadecimal, and its size."""
        info = ZipInfo(name, EPOCH)
        info.create_system = 3
        info.external_attr = 0o644 << 16
        info.compress_type = ZIP_DEFLATED
        hashed, size = sha256(), 0
        with self._zip.open(info, "w", force_zip64=True) as member:
            for piece in pieces:
                member.write(piece)
                hashed.update(piece)
                size += len(piece)
        return hashed.hexdigest(), size

    def close(self) -> None:
        self._zip.close()
