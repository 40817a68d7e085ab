"""The command that shows what happened in order of time, on a calendar, or as who met whom."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Any

import typer

from filrouge.cli.ask import ActorOption
from filrouge.cli.common import LimitOption, SinceOption, UntilOption, first_day, last_day, library
from filrouge.cli.output import Format, write
from filrouge.errors import UsageError

PEOPLE = 24
"""Rows and columns of a matrix that can still be read."""


class View(StrEnum):
    """What is shown of the encounters."""

    entries = "entries"
    days = "days"
    pairs = "pairs"


class GrainName(StrEnum):
    """What one line of a drawn timeline holds."""

    year = "year"
    month = "month"


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(timeline)


def timeline(
    context: typer.Context,
    storyline: Annotated[str | None, typer.Argument(help="Its id, or the beginning of it that fits no other.")] = None,
    actor: ActorOption = None,
    place: Annotated[str | None, typer.Option(help="A town, or a country's code such as FR.")] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    view: Annotated[
        View, typer.Option(help="entries; days, for a calendar; or pairs, for who met whom.")
    ] = View.entries,
    grain: Annotated[
        GrainName | None, typer.Option(help="Of a drawing: a line for each year or month; else by the span.")
    ] = None,
    limit: LimitOption = None,
    format: Annotated[
        str | None, typer.Option("--format", help="table, json, jsonl or csv; text, or svg for a drawing.")
    ] = None,
) -> None:
    """Show what happened in order of time: of a storyline, an actor, a pair or a place."""
    if not (storyline or actor or place or since or until or view is not View.entries):
        raise UsageError("Give the id of a storyline, --actor, --place, --since or --until.")
    if format not in (None, "text", "svg", *Format):
        raise UsageError(f"{format!r} is no format of this: choose {', '.join(Format)}, text, svg.")
    with library(context) as desk:
        from filrouge.desk.api import LedgerFilter
        from filrouge.tell import encounters, svg

        where = LedgerFilter(
            actors=tuple(actor or ()), storyline=storyline, since=first_day(since), until=last_day(until)
        )
        plain_storyline = storyline is not None and where == LedgerFilter(storyline=storyline) and place is None
        if view is View.entries and format != "svg":
            rows = desk.timeline(storyline) if plain_storyline and storyline else desk.timeline_of(where, place)
            if format == "text":
                _print(encounters.as_text(rows[:limit]))
            else:
                _rows(rows[:limit], format, ("date", "kind", "status", "title", "place", "independent_sources"))
            return
        found = desk.encounters(where, place)
        title = (
            desk.storyline(storyline).title if storyline else ", ".join([*(actor or ()), *([place] if place else [])])
        )
        if view is View.entries:
            drawn = encounters.marks(found[:limit], grain.value if grain else None)
            left = f" (not drawn: {drawn.undated} without a date)" if drawn.undated else ""
            _print(svg.timeline(f"Timeline: {title or 'all'}{left}", drawn.marks, drawn.grain))
        elif view is View.days:
            days = encounters.days(found)[:limit]
            if format == "svg":
                _print(svg.heat_map(f"Encounters by day: {title or 'all'}", days))
            else:
                _rows(days, format)
        else:
            pairs = encounters.pairs(found)[:limit]
            if format == "svg":
                _print(svg.matrix(f"Who met whom: {title or 'all'}", encounters.people(pairs, PEOPLE), pairs))
            else:
                _rows(pairs, format)


def _rows(rows: Iterable[Any], format: str | None, columns: tuple[str, ...] = ()) -> None:
    if format == "text":
        raise UsageError("Only entries are told as text: choose table, json, jsonl, csv or svg.")
    write(rows, Format(format) if format else None, columns)


def _print(pieces: Iterable[str]) -> None:
    for piece in pieces:
        sys.stdout.write(piece)
