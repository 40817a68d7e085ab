"""The program as a script runs it: in a process of its own, or in this one where nothing depends on that.

A process spends a second on importing and more on loading models; in this one they are loaded once for all tests.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from filrouge.cli.main import run as program

COMMAND = [sys.executable, "-c", "from filrouge.cli.main import run; run()"]


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict]:  # type: ignore[type-arg]
        return [json.loads(line) for line in self.out.splitlines()]


def environment(given: dict[str, str]) -> dict[str, str]:
    """That of the tests without its own settings, and what is given."""
    return {key: value for key, value in os.environ.items() if not key.startswith("FILROUGE_")} | given


def run(folder: Path, *args: str, stdin: str = "", **environ: str) -> Ran:
    """In this process, in that folder."""
    given, out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(3))
    given.buffer.write(stdin.encode())
    given.seek(0)
    code = 0
    with (
        chdir(folder),
        patch.dict(os.environ, environment(environ), clear=True),
        patch.object(sys, "argv", ["filrouge", *args]),
        patch.object(sys, "stdin", given),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        try:
            program()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
    return Ran(code, *(stream.buffer.getvalue().decode() for stream in (out, err)))  # type: ignore[attr-defined]


def process(folder: Path, *args: str, stdin: str = "", **environ: str) -> Ran:
    """In a process of its own."""
    done = subprocess.run(
        [*COMMAND, *args],
        input=stdin, capture_output=True, text=True, cwd=folder, env=environment(environ), timeout=600, check=False,
    )  # fmt: skip
    return Ran(done.returncode, done.stdout, done.stderr)


def one_sentence(ran: Ran) -> bool:
    return len(ran.err.strip().splitlines()) == 1 and "Traceback" not in ran.err
