"""Commands that tell: files for others, and what several articles say together."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, TYPE_CHECKING, Annotated

import typer

from filrouge.cli import export as folder
from filrouge.cli.ask import ActorOption
from filrouge.cli.common import FormatOption, LimitOption, SinceOption, UntilOption, first_day, last_day, library
from filrouge.cli.output import Format, write
from filrouge.errors import FilrougeError, UsageError

if TYPE_CHECKING:
    from filrouge.desk.api import Filrouge, LedgerFilter

WHATS = ("ledger", "storyline", "copies", "snapshot")
SUFFIXES = {
    ".csv": "csv", ".jsonl": "jsonl", ".tsv": "plover", ".ics": "ics", ".md": "md", ".html": "html", ".htm": "html",
    ".epub": "epub", ".jsonld": "jsonld", ".json": "jsonld", ".graphml": "graphml", ".zip": "zip",
}  # fmt: skip
NAMES = {"ical": "ics", "icalendar": "ics", "markdown": "md", "json-ld": "jsonld"}
BINARY = ("epub", "zip")

OutputOption = Annotated[str | None, typer.Option("--output", "-o", help="The file to write; else standard output.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    for command in (export, summary, digest, compare):
        app.command()(command)


def export(
    context: typer.Context,
    what: Annotated[
        str | None,
        typer.Argument(metavar="WHAT", help="ledger, storyline, copies or snapshot; else a folder for all listings."),
    ] = None,
    id: Annotated[str | None, typer.Argument(help="Of the storyline.")] = None,
    format: Annotated[
        str | None,
        typer.Option(
            help="csv, jsonl, plover or ics; md, html, epub or jsonld; graphml; zip. Else by the file's name."
        ),
    ] = None,
    output: OutputOption = None,
    actor: ActorOption = None,
    type: Annotated[str | None, typer.Option(help="Of the ledger: a PLOVER type, such as CONSULT or SANCTION.")] = None,
    status: Annotated[str | None, typer.Option(help="Of the ledger: announced, held, cancelled or denied.")] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    only: Annotated[
        list[str] | None, typer.Option("--what", help="Into a folder: only this listing; may be given again.")
    ] = None,
    check: Annotated[
        str | None, typer.Option("--check", help="Check this snapshot instead of writing anything.")
    ] = None,
) -> None:
    """Write the ledger, a storyline, the copies or a snapshot, or every listing to a folder; or check a snapshot."""
    from filrouge.desk.api import LedgerFilter

    where = LedgerFilter(tuple(actor or ()), type, status, first_day(since), last_day(until))
    if what != "ledger" and where != LedgerFilter():
        raise UsageError("--actor, --type, --status, --since and --until narrow the ledger alone.")
    if check is not None:
        return _check(context, check, format)
    if what is None:
        raise UsageError(f"Say what to export: {', '.join(WHATS)} or a folder; or --check FILE.")
    if (what == "storyline") != (id is not None):
        raise UsageError("Give the id of a storyline." if id is None else f"There is no id to {what}.")
    if what in folder.LISTINGS and what not in WHATS:
        raise UsageError(f"{what} go into a folder: export FOLDER --what {what}; for a folder of that name, ./{what}.")
    if what not in WHATS:
        return folder.export(context, what, only or (), _rows_format(format) or Format.jsonl)
    form = _form(what, format, output)
    with library(context) as desk, opened(output, form in BINARY) as out:
        _export(desk, what, id or "", form, where, out)


def summary(
    context: typer.Context,
    id: Annotated[str, typer.Argument(help="Of a story or a storyline, or its beginning.")],
    length: Annotated[
        int | None, typer.Option(min=1, max=50, help="Sentences: of a story (5), of each story of a storyline (1).")
    ] = None,
    language: Annotated[str | None, typer.Option(help="Quote articles in this language, where there are any.")] = None,
    format: FormatOption = None,
) -> None:
    """Sum up a story, or the story so far of a storyline, in sentences of its articles."""
    with library(context) as desk:
        write(desk.summary(id, length, language), format, ("date", "outlet", "sentence", "article"))


def digest(
    context: typer.Context,
    since: Annotated[str, typer.Option("--since", help="The first day, month or year (2023-03-20).")],
    until: Annotated[str | None, typer.Option("--until", help="The last; without it, that of --since.")] = None,
    format: Annotated[str | None, typer.Option(help="md or html; else by the file's name.")] = None,
    length: Annotated[int, typer.Option(min=1, max=20, help="Sentences of each story.")] = 2,
    language: Annotated[str | None, typer.Option(help="Quote articles in this language, where there are any.")] = None,
    output: OutputOption = None,
) -> None:
    """Write a press review of some days: their stories in quoted sentences, and who met whom."""
    from filrouge.tell.digest import as_html, as_markdown

    first, last = first_day(since), last_day(until or since)
    form = _form("digest", format, output)
    if form not in ("md", "html"):
        raise UsageError(f"{form!r} is no format of this: choose md, html.")
    if first is None or last is None or last < first:
        raise UsageError("--until is before --since.")
    with library(context) as desk:
        told = desk.digest(first, last, length, language)
    with opened(output) as out:
        for piece in (as_markdown if form == "md" else as_html)(told):
            out.write(piece.encode("utf-8", "replace"))


def compare(
    context: typer.Context,
    story: Annotated[str, typer.Argument(help="The story's id, or its beginning.")],
    limit: LimitOption = None,
    format: FormatOption = None,
) -> None:
    """Show what each outlet says of a story and leaves out: events, statements, numbers."""
    with library(context) as desk:
        write(desk.compare(story)[:limit], format, ("kind", "what", "said_by", "left_out_by", "agencies"))


def _export(desk: Filrouge, what: str, id: str, form: str, where: LedgerFilter, out: IO[bytes]) -> None:
    if what == "ledger":
        desk.export_ledger(out, form, where)
    elif what == "storyline":
        desk.export_storyline(id, out, form)
    elif what == "copies":
        desk.export_copies(out, form)
    elif form == "zip":
        print(f"Snapshot {desk.export_snapshot(out)}", file=sys.stderr)
    else:
        raise UsageError(f"{form!r} is no format of this: choose zip.")


def _form(what: str, format: str | None, output: str | None) -> str:
    """The format that was asked for, else by the file's name, else the first that there is."""
    if format is not None:
        return NAMES.get(format.lower(), format.lower())
    given = SUFFIXES.get(Path(output).suffix.lower()) if output else None
    return given or {"ledger": "jsonl", "storyline": "md", "digest": "md", "copies": "graphml"}.get(what, "zip")


def _check(context: typer.Context, path: str, format: str | None) -> None:
    shown = _rows_format(format)
    try:
        file = Path(path).open("rb")  # noqa: SIM115 (closed just below)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from error
    with file, library(context) as desk:
        rows = desk.check_snapshot(file)
    write(rows, shown, ("part", "state", "detail"))
    raise typer.Exit(0 if all(row.state in ("ok", "newer") for row in rows) else 1)


def _rows_format(format: str | None) -> Format | None:
    if format is not None and format not in list(Format):
        raise UsageError(f"{format!r} is no format of rows: choose {', '.join(Format)}.")
    return Format(format) if format else None


@contextmanager
def opened(output: str | None, binary: bool = False) -> Iterator[IO[bytes]]:
    """The file to write, which takes its name only when it is whole; or standard output."""
    if output is None or output == "-":
        if binary and sys.stdout.isatty():
            raise UsageError("This is no text for a terminal: give a file by --output.")
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    place = Path(output)
    try:
        with NamedTemporaryFile(dir=place.parent, prefix=f".{place.name}.", delete=False) as out:
            try:
                yield out
            except BaseException:
                Path(out.name).unlink(missing_ok=True)
                raise
        Path(out.name).chmod(0o666 & ~_umask())
        Path(out.name).replace(place)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        raise FilrougeError(f"{output} cannot be written: {error.strerror}.") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
