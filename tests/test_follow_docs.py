"""Following feeds is written down: its commands, options and rows."""

import dataclasses

import pytest
import typer.main

from filrouge.cli.follow import commands
from filrouge.tell import feed_rows
from tests.test_docs import NAMED, REFERENCE

COMMANDS = typer.main.get_command(commands).commands  # type: ignore[attr-defined]
ROWS = [getattr(feed_rows, name) for name in dir(feed_rows) if name.endswith("Row")]
SECTION = REFERENCE.split("### `follow`", 1)[1].split("\n### ", 1)[0]


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_and_option_is_in_the_reference(name: str) -> None:
    assert f"`follow {name}" in SECTION
    for parameter in COMMANDS[name].params:
        for option in parameter.opts:
            if option.startswith("--") and option not in ("--format", "--help"):
                assert f"`{option}" in SECTION, f"docs/reference.md does not name follow {name} {option}"


@pytest.mark.parametrize("row", ROWS)
def test_every_field_of_a_listing_is_in_the_reference(row: type) -> None:
    for field in dataclasses.fields(row):
        assert field.name in NAMED, f"docs/reference.md does not name {row.__name__}.{field.name}"
