"""Rows on a terminal or into a file: table, JSON, JSON Lines or CSV."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, fields, is_dataclass
from enum import StrEnum
from itertools import chain, islice
from typing import Any, TextIO

CELL = 60
"""Characters of a table's cell; a title fits on most lines."""


class Format(StrEnum):
    """How rows are written."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"


def write(rows: Iterable[Any], form: Format | None, columns: Sequence[str] = (), out: TextIO | None = None) -> None:
    """Write rows (dataclasses), one after another as they come.

    Without a format: a table on a terminal, else JSON Lines. ``columns``: what a table shows of each row; the other
    formats show every field.
    """
    out = out or sys.stdout
    form = form or (Format.table if out.isatty() else Format.jsonl)
    if form is Format.jsonl:
        for row in rows:
            out.write(json.dumps(asdict(row), ensure_ascii=False) + "\n")
    elif form is Format.json:
        _json(rows, out)
    elif form is Format.csv:
        _csv(rows, out)
    else:
        _table(rows, columns, out)


def _json(rows: Iterable[Any], out: TextIO) -> None:
    """One JSON list, written as the rows come."""
    out.write("[")
    for number, row in enumerate(rows):
        out.write((",\n " if number else "\n ") + json.dumps(asdict(row), ensure_ascii=False))
    out.write("\n]\n")


def _csv(rows: Iterable[Any], out: TextIO) -> None:
    """A header and a line a row; lists of plain values joined by "; ", other nested values as JSON."""
    writer: Any = None
    for row in rows:
        if writer is None:
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow([field.name for field in fields(row)])
        writer.writerow([_cell(getattr(row, field.name)) for field in fields(row)])


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        if any(is_dataclass(item) for item in value):
            return json.dumps([asdict(item) for item in value], ensure_ascii=False)
        return "; ".join(map(str, value))
    if is_dataclass(value) and not isinstance(value, type):
        return json.dumps(asdict(value), ensure_ascii=False)
    text = str(value)
    # A spreadsheet takes a cell that begins so for a formula; articles are not to be trusted with that.
    return f"'{text}" if text[:1] in "=+-@\t\r" and not isinstance(value, int | float) else text


def _table(rows: Iterable[Any], columns: Sequence[str], out: TextIO) -> None:
    """A table of some columns; nothing but a sentence where there are no rows."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(file=out, width=None if out.isatty() else 160)
    every = iter(rows)
    first = next(every, None)
    if first is None:
        console.print("Nothing found.")
        return
    names = columns or [field.name for field in fields(first)]
    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in names:
        table.add_column(name, overflow="fold" if name == "id" else "ellipsis", no_wrap=name == "id")
    for row in chain([first], every):
        table.add_row(*(Text(_short(getattr(row, name))) for name in names))
    console.print(table)


def _short(value: Any) -> str:
    """A cell for a person: counts of nested things, names of participants, the beginning of a text."""
    if isinstance(value, tuple):
        if value and all(hasattr(item, "name") for item in value):
            value = ", ".join(item.name for item in value)
        elif value and is_dataclass(value[0]):
            return str(len(value))
        else:
            value = ", ".join(map(str, value)) if len(value) < 4 else f"{len(value)}"
    elif is_dataclass(value):
        value = getattr(value, "reason", str(value))
    text = " ".join(("" if value is None else "yes" if value is True else "" if value is False else str(value)).split())
    return text if len(text) <= CELL else text[: CELL - 1] + "…"


def paged(question: Any, limit: int | None) -> Iterator[Any]:
    """All rows of a listing, page after page; ``question`` takes (after, limit) and gives a `Page`."""

    def every() -> Iterator[Any]:
        after: str | None = None
        while True:
            page = question(after, 500 if limit is None else min(500, limit))
            yield from page.rows
            after = page.next
            if after is None:
                return

    return islice(every(), limit)
