"""What a person may name, and what becomes of what cannot be had."""

import os
from pathlib import Path

import pytest

from filrouge.desk.inputs import Input, read_inputs
from filrouge.records import Refusal


def web(url: str) -> Input:
    return Input(url, Refusal("There is no network here.", url, "not-found"))


def codes(*names: object, limit: int = 1000) -> list[tuple[str, str]]:
    """(name, refusal's code or the content)."""
    found = read_inputs([str(name) for name in names], limit, web)
    return [
        (Path(i.name).name, i.content.code if isinstance(i.content, Refusal) else i.content.decode()) for i in found
    ]


def test_a_folder_gives_its_files_in_sorted_order_with_those_of_its_folders(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "deep/c.txt", ".git/config"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name)
    assert codes(tmp_path) == [("a.txt", "a.txt"), ("b.txt", "b.txt"), ("c.txt", "deep/c.txt")]


def test_a_missing_file_an_empty_folder_and_a_large_file_are_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "large.txt").write_text("x" * 11)
    given = codes(tmp_path / "none", tmp_path / "empty", tmp_path / "large.txt", limit=10)
    assert [code for _, code in given] == ["not-found", "empty", "too-large"]


def test_an_address_is_had_from_the_web() -> None:
    ((_, code),) = codes("HTTPS://example.org/a")
    assert code == "not-found"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_refused_and_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert codes(tmp_path) == [("pipe", "not-text")]


@pytest.mark.parametrize("name", ["a\x00b", "x" * 5000])
def test_a_name_that_is_none_is_refused(name: str) -> None:
    ((_, code),) = codes(name)
    assert code in ("not-found", "unreadable")
