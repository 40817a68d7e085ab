"""An article's text cut into runs, each with the marks that lie on it: names, times, statements, events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked span of the text: ``kind`` name · time · statement · event; ``key`` ties it to its card."""

    start: int
    end: int
    kind: str
    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text under the same marks. ``opens`` are those that begin here, ``closes`` those that end here."""

    text: str
    marks: tuple[Mark, ...]
    opens: tuple[Mark, ...]
    closes: tuple[Mark, ...]

    @property
    def kinds(self) -> str:
        return " ".join(sorted({m.kind for m in self.marks}))

    @property
    def title(self) -> str:
        return " · ".join(dict.fromkeys(m.title for m in self.marks if m.kind in ("name", "time")))


@dataclass(frozen=True, slots=True)
class Paragraph:
    runs: tuple[Run, ...]


def paragraphs(text: str, marks: Iterable[Mark]) -> tuple[Paragraph, ...]:
    """The text's paragraphs (parted by blank lines) as runs; joined, the runs give the paragraph back.

    Marks that reach outside the text are cut; a mark over two paragraphs opens in the first and closes in the last.
    """
    within = [m for m in marks if m.start < m.end and m.start < len(text) and m.end > 0]
    out: list[Paragraph] = []
    at = 0
    for block in text.split("\n\n"):
        if block.strip():
            out.append(Paragraph(_runs(text, at, at + len(block), within)))
        at += len(block) + 2
    return tuple(out)


def _runs(text: str, start: int, end: int, marks: Sequence[Mark]) -> tuple[Run, ...]:
    here = [m for m in marks if m.start < end and m.end > start]
    cuts = sorted({start, end, *(min(max(e, start), end) for m in here for e in (m.start, m.end))})
    runs = []
    for a, b in pairwise(cuts):
        over = tuple(m for m in here if m.start < b and m.end > a)
        runs.append(
            Run(
                text[a:b],
                over,
                tuple(m for m in over if max(m.start, 0) == a),
                tuple(m for m in over if min(m.end, len(text)) == b),
            )
        )
    return tuple(runs)
