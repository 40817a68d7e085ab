"""Commands by which a person corrects stories; what is decided outlives every rerun."""

from __future__ import annotations

from typing import Annotated

import typer

from filrouge.cli.ask import STORIES
from filrouge.cli.common import FormatOption, library
from filrouge.cli.output import write

StoryId = Annotated[str, typer.Argument(metavar="STORY", help="The story's id, or its beginning.")]

commands = typer.Typer(
    help="Correct stories: merge, split, rename. No later run undoes it.", no_args_is_help=True, rich_markup_mode=None
)


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.add_typer(commands, name="decide")


@commands.command("merge")
def merge(
    context: typer.Context,
    story: StoryId,
    other: Annotated[str, typer.Argument(help="The story that becomes part of it.")],
    format: FormatOption = None,
) -> None:
    """Make two stories one, which keeps the first one's id."""
    with library(context) as desk:
        write([desk.merge_stories(story, other)], format, STORIES)


@commands.command("split")
def split(
    context: typer.Context,
    story: StoryId,
    articles: Annotated[list[str], typer.Argument(metavar="ARTICLE…", help="Those that make a story of their own.")],
    format: FormatOption = None,
) -> None:
    """Take articles out of a story; they make one of their own."""
    with library(context) as desk:
        write(desk.split_story(story, articles), format, STORIES)


@commands.command("rename")
def rename(
    context: typer.Context,
    story: StoryId,
    title: Annotated[str, typer.Argument(help="Its title from now on.")],
    format: FormatOption = None,
) -> None:
    """Give a story a title."""
    with library(context) as desk:
        write([desk.rename_story(story, title)], format, STORIES)


@commands.command("list")
def list_decisions(context: typer.Context, format: FormatOption = None) -> None:
    """List what was decided, in order."""
    with library(context) as desk:
        write(desk.decisions(), format)
