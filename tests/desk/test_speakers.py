"""Rows of statements name their speaker so that the sentence can be found in its article."""

from __future__ import annotations

import pytest

from filrouge.desk.show import speaker
from filrouge.records import Statement


@pytest.mark.parametrize(
    ("known", "written", "shown"),
    [
        ("Andrey Denisov", "Andreï Denissov", "Andrey Denisov (Andreï Denissov)"),
        ("Vladimir Putin", "Путин", "Vladimir Putin (Путин)"),
        ("Viktor Orbán", "Viktor Orban", "Viktor Orbán"),
        ("Xi Jinping", "Xi", "Xi Jinping"),
        ("Emmanuel Macron", None, "Emmanuel Macron"),
    ],
)
def test_a_surname_spelled_otherwise_is_shown_as_written(known: str, written: str | None, shown: str) -> None:
    assert speaker(Statement(0, 1, "a", known, "id", True, "say", written=written)) == shown
