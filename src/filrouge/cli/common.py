"""What the commands share: options, and the library opened on the database that was asked for."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from filrouge.cli.output import Format
from filrouge.errors import UsageError

if TYPE_CHECKING:
    from filrouge.desk.api import Filrouge

FormatOption = Annotated[
    Format | None, typer.Option("--format", help="How rows are written: a table on a terminal, else jsonl.")
]
LimitOption = Annotated[int | None, typer.Option("--limit", min=1, help="At most so many rows; else all.")]
SinceOption = Annotated[str | None, typer.Option("--since", help="From this day, month or year on (2023-03-20).")]
UntilOption = Annotated[str | None, typer.Option("--until", help="Up to this day, month or year.")]

AllowOption = Annotated[
    list[str] | None,
    typer.Option("--allow-host", help="A host that may be asked though it is not public, as name or name:port."),
]


def allow(context: typer.Context, hosts: list[str] | None) -> None:
    """Open these hosts besides those of the settings."""
    if hosts:
        context.obj = replace(context.obj, allow_hosts=" ".join((context.obj.allow_hosts, *hosts)))


@contextmanager
def library(context: typer.Context) -> Iterator[Filrouge]:
    """The library over the database of the command line."""
    import filrouge

    desk = filrouge.open(settings=context.obj)
    try:
        yield desk
    finally:
        desk.close()


def first_day(text: str | None) -> date | None:
    """The first day of an EDTF date given as an option. Raises UsageError."""
    return _edge(text, "start")


def last_day(text: str | None) -> date | None:
    """The last day of an EDTF date given as an option. Raises UsageError."""
    return _edge(text, "end")


def one_of(option: str, value: str | None, known: Iterable[str]) -> str | None:
    """The value as it is known, whatever its case. Raises UsageError where it is none of those known."""
    if value is None:
        return None
    names = {name.lower(): name for name in known}
    if (found := names.get(value.lower())) is None:
        raise UsageError(f"{option} {value}: it is one of {', '.join(sorted(names.values()))}.")
    return found


def event_types() -> list[str]:
    """The PLOVER types that are told."""
    from filrouge.data.kinds import load

    return [kind.type for kind in load()]


def reference(path: str) -> str:
    """The text of a table, in UTF-8 or, as spreadsheets write it, Windows-1252. Raises UsageError."""
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from error
    if b"\0" in content:
        raise UsageError(f"{path} is no CSV: save the table as CSV (UTF-8).")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def pasted(path: str) -> str:
    """The text of a file, or of standard input for "-". Raises UsageError."""
    try:
        content = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from error
    return content.decode("utf-8-sig", "replace")


def _edge(text: str | None, edge: str) -> date | None:
    if text is None:
        return None
    from filrouge.text.edtf import parse

    try:
        found: date | None = getattr(parse(text), edge)
    except ValueError:
        found = None
    if found is None:
        raise UsageError(f"{text!r} is not a date: write 2023, 2023-03 or 2023-03-20.")
    return found
