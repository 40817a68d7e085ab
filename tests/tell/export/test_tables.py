"""Tables: whatever articles say, the cells parse back, and no cell is a formula."""

import csv
import json
from dataclasses import asdict
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filrouge.tell import rows
from filrouge.tell.export import plain
from filrouge.tell.export.tables import COLUMNS, PLOVER, as_csv, as_jsonl, as_plover, cell
from tests.tell.make import HOSTILE, MACRON, MELONI, article, entries, entry, told

SOURCES = {"a1": article()}


def table(pieces: str, mark: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(pieces, newline=""), delimiter=mark))


def test_an_entry_is_a_row_with_its_sentence_and_its_sources() -> None:
    (row,) = table("".join(as_csv([entry(date="2023-03")], SOURCES)))
    assert row["participants"] == "Emmanuel Macron;Olaf Scholz"
    assert (row["date"], row["start"], row["end"]) == ("2023-03", "2023-03-01", "2023-03-31")
    assert (row["outlets"], row["urls"]) == ("The Journal", "https://journal.example/1")
    assert json.loads(row["evidence"])[0]["sentence"] == row["sentence"]


@given(st.lists(entries(), max_size=4))
def test_csv_parses_back_whatever_is_in_it(given_entries: list[rows.LedgerRow]) -> None:
    found = table("".join(as_csv(given_entries, SOURCES)))
    assert [r["id"].lstrip("'") for r in found] == [e.id for e in given_entries]
    for row, e in zip(found, given_entries, strict=True):
        assert tuple(row) == COLUMNS
        assert row["occasion"].removeprefix("'") == plain.text(e.occasion).removeprefix("'")
        assert len(json.loads(row["evidence"])) == len(e.evidence)
        assert not any(value[:1] in tuple("=+-@") for value in row.values())


@given(st.lists(entries(), max_size=4))
def test_json_lines_give_back_every_field(given_entries: list[rows.LedgerRow]) -> None:
    lines = "".join(as_jsonl(given_entries)).split("\n")[:-1]
    for line, e in zip(lines, given_entries, strict=True):
        meant = json.dumps(asdict(e), ensure_ascii=False).encode("utf-8", "replace")
        assert json.loads(line) == json.loads(meant)


@given(st.lists(entries(), max_size=4))
def test_plover_rows_keep_their_columns(given_entries: list[rows.LedgerRow]) -> None:
    text = "".join(as_plover(given_entries, SOURCES, {}))
    assert text.count("\n") == len(given_entries) + 1
    assert [len(r) for r in csv.reader(StringIO(text), delimiter="\t")] == [len(PLOVER)] * (len(given_entries) + 1)


def test_plover_tells_recipients_apart_and_codes_the_quad() -> None:
    text = "".join(as_plover([entry(people=(MACRON, MELONI))], SOURCES, {"giorgia-meloni": "IT"}))
    (row,) = table(text, "\t")
    assert (row["Actor Name"], row["Recipient Name"]) == ("Emmanuel Macron", "Giorgia Meloni")
    assert (row["Recipient Country"], row["Quad Code"], row["Event Type"]) == ("IT", "1", "CONSULT")


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_is_a_formula_or_holds_control_characters(text: str) -> None:
    found = cell(text)
    assert found[:1] not in tuple("=+-@\t\r")
    assert not any(ord(c) < 32 and c != "\n" for c in found)


def test_an_entry_without_date_place_or_partner_is_kept() -> None:
    lone = entry(date=None, people=(MACRON,), place=None, country=None, evidence=())
    (row,) = table("".join(as_csv([lone], {})))
    assert (row["date"], row["participants"], row["place"], row["sentence"]) == ("", "Emmanuel Macron", "", "")


def test_a_hundred_reports_are_one_row_with_a_hundred_sentences() -> None:
    many = entry(evidence=tuple(told(f"a{n}") for n in range(100)))
    (row,) = table("".join(as_csv([many], SOURCES)))
    assert len(json.loads(row["evidence"])) == 100
    assert row["independent_sources"] == "100"
