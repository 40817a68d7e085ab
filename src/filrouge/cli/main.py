"""The command line: `run` is the program. Exit 0 all well, 1 something was refused or failed, 2 a wrong question."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from filrouge.errors import FilrougeError, UsageError

app = typer.Typer(
    name="filrouge",
    help="Follows a news story over years: who met whom, when, where, according to whom, with its evidence.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _version(asked: bool) -> None:
    if asked:
        from filrouge import __version__

        typer.echo(f"filrouge {__version__}")
        raise typer.Exit


@app.callback()
def common(
    context: typer.Context,
    db: Annotated[str | None, typer.Option(help="The database, a path. Else FILROUGE_DB, else filrouge.db.")] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which version this is.")
    ] = False,
) -> None:
    """Read once what holds for every command."""
    from filrouge.settings import load

    context.obj = load(db=db)


from filrouge.cli import ask, decide, do, follow, tell, timeline  # noqa: E402  (they register on the app above)

do.register(app)
follow.register(app)
ask.register(app)
tell.register(app)
timeline.register(app)
decide.register(app)


STOPPED = "Stopped; what was stored is kept, and the next ingest goes on from there."


def run() -> None:
    """The entry point: every error is one sentence on stderr, never a trace."""
    try:
        app(standalone_mode=True)
    except UsageError as error:
        _fail(str(error), 2)
    except FilrougeError as error:
        _fail(str(error), 1)
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): nothing is wrong, and nothing more can be said.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        _fail(STOPPED, 130)
    except SystemExit as end:  # Typer ends so, without a word, on Ctrl-C
        if end.code == 130:
            _fail(STOPPED, 130)
        raise
    except Exception as error:
        if os.environ.get("FILROUGE_TRACE"):
            raise
        _fail(
            f"An error that filrouge did not foresee: {type(error).__name__}: {error}. FILROUGE_TRACE=1 shows where.", 1
        )


def _fail(sentence: str, code: int) -> None:
    print(" ".join(sentence.split()), file=sys.stderr)
    sys.exit(code)
