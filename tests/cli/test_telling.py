"""The commands that tell, as a script runs them: wrong questions, and what an empty database gives."""

import json
from pathlib import Path

import pytest
from tests.cli.program import one_sentence, run


@pytest.mark.parametrize(
    "args",
    [
        ("export",), ("export", "storyline"), ("export", "articles"), ("export", "storyline", "none"),
        ("export", "ledger", "x"),
        ("export", "ledger", "--format", "epub"), ("export", "snapshot", "--format", "csv"),
        ("export", "copies", "--since", "2024"), ("export", "--check", "nowhere.zip"), ("summary", "none"),
        ("compare", "none"), ("digest", "--since", "2024", "--until", "2023"), ("digest", "--since", "soon"),
        ("ledger", "--against", "nowhere.csv"), ("timeline",), ("timeline", "--actor", "nobody"),
        ("timeline", "--place", "Paris", "--format", "pdf"), ("timeline", "--view", "days", "--format", "text"),
    ],
)  # fmt: skip
def test_a_wrong_question_is_one_sentence_and_exit_2(tmp_path: Path, args: tuple[str, ...]) -> None:
    ran = run(tmp_path, *args)
    assert (ran.code, ran.out) == (2, "")
    assert one_sentence(ran)


def test_a_database_without_anything_is_exported_and_checked(tmp_path: Path) -> None:
    for name in ("l.csv", "l.jsonl", "l.tsv", "l.ics"):
        assert run(tmp_path, "export", "ledger", "--output", name).code == 0
    assert (tmp_path / "l.ics").read_bytes().count(b"BEGIN:") == 1
    assert run(tmp_path, "export", "copies", "-o", "c.graphml").code == 0
    assert run(tmp_path, "export", "snapshot", "-o", "s.zip").err.startswith("Snapshot ")
    checked = run(tmp_path, "export", "--check", "s.zip")
    assert (checked.code, checked.rows[0]["state"]) == (0, "ok")
    (tmp_path / "s.zip").write_bytes((tmp_path / "s.zip").read_bytes()[:-30])
    broken = run(tmp_path, "export", "--check", "s.zip")
    assert (broken.code, broken.rows[0]["state"]) == (1, "damaged")
    for args in (("--view", "days"), ("--view", "pairs"), ("--place", "Paris")):
        assert run(tmp_path, "timeline", *args, "--format", "svg").code in (0,)
    assert run(tmp_path, "timeline", "--since", "2024").out == ""
    assert "No stories." in run(tmp_path, "digest", "--since", "2024-05").out


def test_a_reference_against_an_empty_ledger_is_all_missing(tmp_path: Path) -> None:
    (tmp_path / "known.csv").write_bytes("date;people\n2024-05-28;José Mujica;\n".encode("cp1252"))
    ran = run(tmp_path, "ledger", "--against", "known.csv")
    assert [json.loads(line)["verdict"] for line in ran.out.splitlines()] == ["missing"]


def test_a_file_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    ran = run(tmp_path, "export", "ledger", "--output", "nowhere/l.csv")
    assert ran.code == 1
    assert one_sentence(ran)
    ran = run(tmp_path, "export", "storyline", "none", "--output", "s.html")
    assert ran.code == 2
    assert [p.name for p in tmp_path.iterdir() if "s.html" in p.name] == []


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--status", "foo"), "--status foo: it is one of announced, cancelled, denied, held."),
        (("--type", "FOO"), "--type FOO: it is one of ACCUSE"),
        (("--since", "2025", "--until", "2023"), "--since 2025 is after --until 2023"),
    ],
)
def test_a_filter_that_can_match_nothing_is_told(tmp_path: Path, args: tuple[str, ...], said: str) -> None:
    ran = run(tmp_path, "ledger", *args)
    assert ran.code == 2
    assert ran.err.startswith(said)
