"""Commands that follow feeds."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from filrouge.cli.common import AllowOption, FormatOption, allow, library
from filrouge.cli.output import write
from filrouge.cli.progress import progress
from filrouge.errors import UsageError

if TYPE_CHECKING:
    from filrouge.tell.feed_rows import PolledRow

FullTextOption = Annotated[bool, typer.Option("--full-text", help="Fetch the pages of the feed's entries.")]

FEEDS = ("id", "state", "failures", "last_ok", "next", "entries", "title", "url", "last_error")
FOLLOWED = ("state", "id", "title", "url", "why")
POLLED = ("id", "state", "new", "articles", "url", "why")

commands = typer.Typer(help="Follow feeds: take in what is new in them.", no_args_is_help=True, rich_markup_mode=None)


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.add_typer(commands, name="follow")


@commands.command("add")
def add(
    context: typer.Context,
    urls: Annotated[list[str], typer.Argument(metavar="URL…", help="Feeds, or pages that name their feed.")],
    full_text: FullTextOption = False,
    unchecked: Annotated[bool, typer.Option("--unchecked", help="Do not ask the addresses now.")] = False,
    allow_host: AllowOption = None,
    format: FormatOption = None,
) -> None:
    """Follow feeds by their addresses."""
    allow(context, allow_host)
    with library(context) as desk:
        rows = desk.follow_add(urls, full_text, not unchecked)
    write(rows, format, FOLLOWED)
    raise typer.Exit(1 if any(row.state == "refused" for row in rows) else 0)


@commands.command("list")
def list_feeds(context: typer.Context, format: FormatOption = None) -> None:
    """List the feeds that are followed, and how they are doing."""
    with library(context) as desk:
        write(desk.follow_list(), format, FEEDS)


@commands.command("remove")
def remove(
    context: typer.Context,
    feeds: Annotated[list[str], typer.Argument(metavar="FEED…", help="Ids or addresses.")],
    format: FormatOption = None,
) -> None:
    """Follow feeds no more; what they gave stays."""
    with library(context) as desk:
        write(desk.follow_remove(feeds), format, FEEDS)


@commands.command("import")
def import_list(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="OPML", help="A list of feeds, or - for standard input.")],
    full_text: FullTextOption = False,
    format: FormatOption = None,
) -> None:
    """Follow the feeds of an OPML list."""
    try:
        content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except (OSError, ValueError) as error:
        raise UsageError(f"{file} cannot be read: {getattr(error, 'strerror', None) or error}.") from error
    with library(context) as desk:
        rows = desk.follow_import(content, file, full_text)
    write(rows, format, ("line", *FOLLOWED))
    raise typer.Exit(1 if any(row.state == "refused" for row in rows) else 0)


@commands.command("export")
def export_list(context: typer.Context) -> None:
    """Write the feeds that are followed as an OPML list."""
    with library(context) as desk:
        sys.stdout.write(desk.follow_export())


@commands.command("run")
def run(
    context: typer.Context,
    once: Annotated[bool, typer.Option("--once", help="Ask what is due, then end.")] = False,
    every: Annotated[bool, typer.Option("--all", help="Ask at first those too that are not due yet.")] = False,
    allow_host: AllowOption = None,
    format: FormatOption = None,
) -> None:
    """Ask the feeds that are due and take in what is new, until stopped with Ctrl-C."""
    allow(context, allow_host)
    failed = False

    with library(context) as desk, _stoppable() as stop, progress() as shown:

        def rows() -> Iterator[PolledRow]:
            nonlocal failed
            for row in desk.follow_run(once, every, stop, shown):
                failed |= row.state == "failed"
                yield row
                sys.stdout.flush()

        if format is None and sys.stdout.isatty():  # a table would be shown at the end only
            for row in rows():
                typer.echo(f"{datetime.now():%H:%M} {row.url}: {row.why or _new(row)}")
        else:
            write(rows(), format, POLLED)
    if stop.is_set():
        print("Stopped; what was stored is kept, and the next run goes on from there.", file=sys.stderr)
    raise typer.Exit(1 if failed and once else 0)


def _new(row: PolledRow) -> str:
    return f"{row.new} new" if row.new else "nothing new"


@contextmanager
def _stoppable() -> Iterator[threading.Event]:
    """An event that the first Ctrl-C or SIGTERM sets; the second one stops at once."""
    stop = threading.Event()

    def asked(number: int, frame: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    before = {number: signal.signal(number, asked) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
