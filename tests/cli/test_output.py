"""Rows as table, JSON, JSON Lines and CSV."""

import csv
import io
import json

import pytest

from filrouge.cli.output import Format, paged, write
from filrouge.tell.rows import OutletRow, Page, ParticipantRow, RefusedRow

ROWS = [OutletRow("La Gazette", 3, 1, ("en", "fr")), OutletRow("=cmd()", 1, 0, ())]


def written(form: Format | None, rows: list[OutletRow] = ROWS) -> str:
    out = io.StringIO()
    write(rows, form, (), out)
    return out.getvalue()


def test_json_lines_hold_a_row_each() -> None:
    first, second = map(json.loads, written(Format.jsonl).splitlines())
    assert first == {"outlet": "La Gazette", "articles": 3, "copies": 1, "languages": ["en", "fr"]}
    assert second["languages"] == []


def test_without_a_terminal_rows_are_json_lines() -> None:
    assert written(None) == written(Format.jsonl)


@pytest.mark.parametrize("rows", [ROWS, []])
def test_json_is_one_list(rows: list[OutletRow]) -> None:
    assert len(json.loads(written(Format.json, rows))) == len(rows)


def test_csv_has_a_header_joins_lists_and_disarms_formulas() -> None:
    header, first, second = csv.reader(io.StringIO(written(Format.csv)))
    assert header == ["outlet", "articles", "copies", "languages"]
    assert first == ["La Gazette", "3", "1", "en; fr"]
    assert second[0] == "'=cmd()"


def test_csv_writes_nested_rows_as_json() -> None:
    from filrouge.cli.output import _cell

    assert json.loads(_cell((ParticipantRow("p", "P", "host"),))) == [{"id": "p", "name": "P", "role": "host"}]
    assert json.loads(_cell(RefusedRow("r", "w", "c")))["reason"] == "r"


def test_a_table_shows_every_row_and_says_when_there_is_none() -> None:
    table = written(Format.table)
    assert "La Gazette" in table
    assert "languages" in table
    assert written(Format.table, []) == "Nothing found.\n"


def test_markup_in_a_cell_is_shown_as_it_is() -> None:
    assert "[bold]x[/bold]" in written(Format.table, [OutletRow("[bold]x[/bold]", 1, 0, ())])


def test_pages_are_followed_up_to_the_limit() -> None:
    def listing(after: str | None, size: int) -> Page[int]:
        first = int(after or 0)
        return Page(tuple(range(first, first + 2)), str(first + 2) if first < 8 else None)

    assert list(paged(listing, None)) == list(range(10))
    assert list(paged(listing, 3)) == [0, 1, 2]
