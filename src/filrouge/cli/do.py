"""Commands that do: take in, do again, serve."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from filrouge.cli.common import AllowOption, FormatOption, allow, library
from filrouge.cli.output import write
from filrouge.cli.progress import progress
from filrouge.errors import UsageError

Host = Annotated[str, typer.Option(help="The address to listen on.")]
Port = Annotated[int, typer.Option(min=0, max=65535, help="The port to listen on.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    for command in (ingest, refresh, serve, demo):
        app.command()(command)


def ingest(
    context: typer.Context,
    inputs: Annotated[
        list[str], typer.Argument(metavar="INPUT…", help="Files, folders, addresses, or - for standard input.")
    ],
    published: Annotated[str | None, typer.Option(help="When they were published, where they do not say.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Who published them, where they do not say.")] = None,
    language: Annotated[str | None, typer.Option(help="Their language, where they do not say.")] = None,
    allow_host: AllowOption = None,
    format: FormatOption = None,
) -> None:
    """Take in pages, texts, feeds and JSON Lines; understand and relate what is new."""
    from filrouge.records import Hints

    if published is not None:
        _check_date(published)
    allow(context, allow_host)
    with library(context) as desk, progress() as shown:
        hints = Hints(published=published, outlet=outlet, language=language)
        rows = desk.ingest(inputs, hints, shown)
    write(rows, format, ("input", "kind", "articles", "refused"))
    for warning in (w for row in rows for w in row.warnings):
        print(warning, file=sys.stderr)
    raise typer.Exit(1 if any(row.refused for row in rows) else 0)


def refresh(context: typer.Context) -> None:
    """Do again what an older version did, and finish what was cut off."""
    with library(context) as desk, progress() as shown:
        done = desk.refresh(shown)
    typer.echo(f"{done} articles were brought up to date." if done else "Everything is up to date.")


def serve(context: typer.Context, host: Host = "127.0.0.1", port: Port = 8000) -> None:
    """Serve the site until stopped with Ctrl-C."""
    _serve(context, host, port, "")


def demo(
    context: typer.Context,
    host: Host = "127.0.0.1",
    port: Port = 8000,
    examples: Annotated[str, typer.Option(help="The folder of the examples.")] = "examples",
) -> None:
    """Take in the examples, where they are not in yet, and serve the site."""
    if not Path(examples).is_dir():
        raise UsageError(
            f"There is no folder {examples}: run this where filrouge's sources are, or name it by --examples."
        )
    pages = sorted(str(p) for p in Path(examples).rglob("*") if p.suffix in PAGES and p.name != "gold.json")
    with library(context) as desk, progress() as shown:
        rows = desk.ingest(pages, progress=shown)
        stats = desk.stats()
    for row in rows:
        if row.refused:
            print(f"{row.input}: {row.refused.reason}", file=sys.stderr)
    typer.echo(
        f"{stats.articles} articles in {len(stats.languages)} languages, {stats.stories} stories, "
        f"{stats.storylines} storylines, {stats.ledger} events."
    )
    _serve(
        context, host, port, "Begin with the first storyline on the front page: its timeline opens to the sentences."
    )


PAGES = {".txt", ".html", ".htm", ".xml", ".jsonl", ".json", ".atom", ".rss"}


def _serve(context: typer.Context, host: str, port: int, advice: str) -> None:
    """Run the site; print its address once it listens."""
    import socket

    import uvicorn

    from filrouge.web.app import create

    with library(context) as desk:
        config = uvicorn.Config(create(desk), host=host, port=port, log_level="warning", access_log=False)
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except OSError as error:
            raise UsageError(
                f"{host}:{port} cannot be listened on: {error.strerror}; choose another --port."
            ) from error
        shown = f"[{host}]" if ":" in host else host
        typer.echo(f"http://{shown}:{listener.getsockname()[1]}/  (Ctrl-C stops it)")
        if advice:
            typer.echo(advice)
        try:
            uvicorn.Server(config).run(sockets=[listener])
        except KeyboardInterrupt:
            pass
        finally:
            listener.close()


def _check_date(text: str) -> None:
    from filrouge.text.edtf import parse

    try:
        parse(text)
    except ValueError as error:
        raise UsageError(f"{text!r} is not a date: write 2023-03-20 or 2023-03-20T16:00.") from error
