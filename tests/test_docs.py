"""What can be asked or set is written down: a command, option or setting without a word in the reference fails here."""

import dataclasses
import re
from pathlib import Path

import pytest
import typer.main

from filrouge.cli.main import app
from filrouge.settings import Settings
from filrouge.tell import relate_rows, rows

REFERENCE = (Path(__file__).parents[1] / "docs" / "reference.md").read_text(encoding="utf-8")
COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]
NAMED = {word for code in re.findall(r"`([^`]+)`", REFERENCE) for word in re.findall(r"\w+", code)}
NAMED |= {word for line in re.findall(r"^- \w+: (.+(?:\n  .+)*)", REFERENCE, re.M) for word in re.findall(r"\w+", line)}
LISTED = {
    "IngestRow", "ArticleRow", "StoryRow", "StorylineRow", "LedgerRow", "CountRow", "MembershipRow", "StatementRow",
    "CopyRow", "HitRow", "TimelineRow", "ActorRow", "OutletRow", "DoctorRow", "TimeRow", "MentionRow", "EventRow",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_and_option_is_in_the_reference(name: str) -> None:
    section = re.search(rf"^### `{name}[ `].*?(?=^### |^## |\Z)", REFERENCE, re.M | re.S)
    assert section, f"docs/reference.md has no section on {name}"
    for parameter in COMMANDS[name].params:
        for option in parameter.opts:
            if option.startswith("--") and option not in ("--format", "--help", "--limit"):
                assert f"`{option}" in section[0], f"docs/reference.md does not name {name} {option}"


@pytest.mark.parametrize("field", [f.name for f in dataclasses.fields(Settings)])
def test_every_setting_is_in_the_reference(field: str) -> None:
    assert f"`FILROUGE_{field.upper()}`" in REFERENCE


@pytest.mark.parametrize(
    "row", [relate_rows.WhyRow, relate_rows.LineageRow, relate_rows.ChangeRow, relate_rows.DecisionRow]
)
def test_every_field_on_how_stories_were_made_is_in_the_reference(row: type) -> None:
    for field in dataclasses.fields(row):
        assert field.name in NAMED, f"docs/reference.md does not name {row.__name__}.{field.name}"


@pytest.mark.parametrize("name", sorted(LISTED))
def test_every_field_of_a_listing_is_in_the_reference(name: str) -> None:
    for field in dataclasses.fields(getattr(rows, name)):
        assert field.name in NAMED, f"docs/reference.md does not name {name}.{field.name}"
