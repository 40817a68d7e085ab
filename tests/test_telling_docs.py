"""What is told of several articles is written down: a field without a word in the reference fails here."""

import dataclasses
import inspect
import re
from pathlib import Path

import pytest

from filrouge.tell import told_rows
from filrouge.tell.export.tables import COLUMNS

REFERENCE = (Path(__file__).parents[1] / "docs" / "reference.md").read_text(encoding="utf-8")
NAMED = {word for code in re.findall(r"`([^`]+)`", REFERENCE) for word in re.findall(r"\w+", code)}
ROWS = [kind for _, kind in inspect.getmembers(told_rows, dataclasses.is_dataclass)]


@pytest.mark.parametrize("kind", ROWS, ids=lambda kind: kind.__name__)
def test_every_field_is_in_the_reference(kind: type) -> None:
    for field in dataclasses.fields(kind):
        assert field.name in NAMED, f"docs/reference.md does not name {kind.__name__}.{field.name}"


def test_every_column_of_the_csv_is_in_the_reference() -> None:
    assert set(COLUMNS) <= NAMED
