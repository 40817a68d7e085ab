"""What a person names to be taken in, as bytes: files, folders, standard input, addresses."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from filrouge.desk.net.body import said_in_itself
from filrouge.read.archive import members
from filrouge.read.members import HEAD, Member, archive_kind
from filrouge.records import Refusal
from filrouge.text.whole import whole


@dataclass(frozen=True, slots=True)
class Input:
    """One file's bytes under the name that it was given, or why there are none."""

    name: str
    content: bytes | Refusal
    url: str | None = None
    """Where on the web it was had, after redirects."""
    archive: Path | None = None
    """The file, where it is an archive: ``content`` is then only its beginning, for it may have any size."""


def read_inputs(names: Sequence[str], limit: int, fetch: Callable[[str], Input], database: str = "") -> Iterator[Input]:
    """Every file named, those of folders in sorted order; ``limit`` in bytes; a file that cannot be had is a Refusal.

    ``fetch`` has what is named by an address of the web.
    In folders, hidden folders, links to folders and the files of our own ``database`` are passed over.
    """
    own = str(Path(database).resolve()) if database else None
    for name in names:
        if name == "-":
            yield _limited("-", sys.stdin.buffer.read(limit + 1), limit)
        elif name.lower().startswith(("http://", "https://")):
            yield fetch(name)
        elif _is_folder(name):
            yield from _folder(name, limit, own)
        else:
            yield _file(name, limit)


def _is_folder(name: str) -> bool:
    try:
        return Path(name).is_dir()
    except OSError:  # a name that is too long to be one
        return False


def _folder(name: str, limit: int, own: str | None) -> Iterator[Input]:
    found = False
    closed: list[OSError] = []
    for folder, folders, files in os.walk(name, onerror=closed.append):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for file in sorted(files):
            path = Path(folder) / file
            if own is not None and str(path.resolve()) in (own, *(f"{own}-{part}" for part in ("wal", "shm", "lock"))):
                continue
            found = True
            yield _file(str(path), limit)
    for error in closed:
        where = whole(str(error.filename))
        yield Input(where, Refusal(f"The folder cannot be read: {error.strerror}.", where, "unreadable"))
    if not found and not closed:
        yield Input(name, Refusal("The folder holds no file.", name, "empty"))


def _file(name: str, limit: int) -> Input:
    path, name = Path(name), whole(name)  # a name may hold bytes that are no text
    try:
        if not path.exists():
            return Input(name, Refusal("There is no such file or folder.", name, "not-found"))
        if not path.is_file():
            return Input(
                name, Refusal("It is a device or a pipe, not a file: give it through - instead.", name, "not-text")
            )
        with path.open("rb") as file:
            head = file.read(HEAD)
            if archive_kind(head) is not None:
                return Input(name, head, archive=path)
            return _limited(name, head + file.read(limit + 1 - len(head)), limit)
    except (OSError, ValueError) as error:
        said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        return Input(name, Refusal(f"It cannot be read: {said}.", name, "unreadable"))


def _limited(name: str, content: bytes, limit: int) -> Input:
    if len(content) > limit:
        reason = f"It is larger than {limit // 2**20} MB: split it, or raise FILROUGE_MAX_INPUT_MB."
        return Input(name, Refusal(reason, name, "too-large"))
    return Input(name, content)


def archived(given: Input, limit: int) -> Iterator[Member]:
    """The files in an archive, in its order, one in memory at a time; ``limit`` in bytes, for each."""
    if isinstance(given.content, Refusal):
        yield Member(given.name, given.content)
        return
    try:
        with given.archive.open("rb") if given.archive else io.BytesIO(given.content) as stream:
            for member in members(stream, given.name, limit):
                if isinstance(member.content, Refusal):
                    yield member
                else:
                    yield replace(member, content=said_in_itself(member.content, member.content_type))
    except OSError as error:
        reason = f"It cannot be read: {error.strerror or error}."
        yield Member(given.name, Refusal(reason, given.name, "unreadable"))
