"""The files of a tar archive, read in one go from its start."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from filrouge.read.members import Budget, Member, Spent, is_hidden, shown
from filrouge.read.unpack import CHUNK, Broken, taken
from filrouge.records import Refusal

# Long names and attributes are kept in blocks of their own, which tarfile reads whole.
LONGEST_HEADER = 2**20
_EXTENDED = frozenset(
    (tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK)
)


class _Info(tarfile.TarInfo):
    """A header whose sizes can be trusted."""

    def _proc_member(self, tar: tarfile.TarFile) -> Any:
        if self.size < 0 or (self.type in _EXTENDED and self.size > LONGEST_HEADER):
            raise tarfile.ReadError("a header states an impossible size")
        return super()._proc_member(tar)  # type: ignore[misc]


class _Metered:
    """A stream that counts what is read from it, skipped members too."""

    def __init__(self, source: BinaryIO, budget: Budget) -> None:
        self._source = source
        self._budget = budget

    def read(self, size: int = CHUNK) -> bytes:
        found = self._source.read(size)
        self._budget.spend(len(found))
        return found


def tar_members(stream: BinaryIO, where: str, limit: int, budget: Budget) -> Iterator[Member]:
    """Each regular file in the archive's order; links, devices and folders are passed over.

    Where the archive is damaged, a Refusal with the offset in its (unpacked) content, and no more.
    """
    offset = 0
    free = Budget(budget.left)  # members are counted once, by the stream that they come from
    try:
        with tarfile.open(
            fileobj=_Metered(stream, budget),
            mode="r|",
            tarinfo=_Info,
            errorlevel=2,
            bufsize=CHUNK,  # type: ignore[call-overload]
        ) as tar:
            while (info := tar.next()) is not None:
                tar.members = []  # tarfile keeps every header it has seen
                offset = info.offset
                if not info.isreg() or is_hidden(info.name):
                    continue
                place = f"{where}!{shown(info.name)}"
                if info.size > limit or info.issparse():
                    reason = f"It is larger than {limit // 2**20} MB: split it, or raise FILROUGE_MAX_INPUT_MB."
                    yield Member(place, Refusal(reason, place, "too-large"))
                    continue
                try:
                    file = tar.extractfile(info)
                    content, fault = taken(file, limit, free) if file else (b"", None)
                except tarfile.TarError as error:
                    content, fault = b"", str(error)
                if fault or len(content) < info.size:
                    reason = "The archive is cut off or damaged within this file."
                    yield Member(place, Refusal(reason, place, "unreadable"))
                    return
                yield Member(place, content)
    except Spent:
        raise
    except (tarfile.TarError, Broken, OSError, EOFError, ValueError, OverflowError, RecursionError) as error:
        place = f"{where}@{offset}"
        said = shown(str(error)).rstrip(".") or "it is cut off"
        yield Member(place, Refusal(f"The archive is damaged after this place: {said}.", place, "unreadable"))
