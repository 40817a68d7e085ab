"""An article's text cut into runs, each with the marks that lie on it: names, times, statements, events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

SHOWN = ("name", "time", "statement", "event")
"""Kinds with a look of their own; the others are places to link to."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked span of the text: ``kind`` name · time · statement · event · place to link to.

    ``key`` ties it to its card; ``href`` is where it leads.
    """

    start: int
    end: int
    kind: str
    key: str
    title: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text under the same marks. ``opens`` are those that begin here, ``closes`` those that end here."""

    text: str
    marks: tuple[Mark, ...]
    opens: tuple[Mark, ...]
    closes: tuple[Mark, ...]

    @property
    def kinds(self) -> str:
        return " ".join(sorted({m.kind for m in self.marks if m.kind in SHOWN}))

    @property
    def title(self) -> str:
        return " · ".join(dict.fromkeys(m.title for m in self.marks if m.kind in ("name", "time")))

    @property
    def href(self) -> str:
        """Where its names lead; nowhere where there are several."""
        found = {m.href for m in self.marks if m.href}
        return found.pop() if len(found) == 1 else ""

    @property
    def places(self) -> tuple[int, ...]:
        """Where sentences begin that other pages link to."""
        return tuple(dict.fromkeys(m.start for m in self.opens if m.kind not in ("name", "time")))


@dataclass(frozen=True, slots=True)
class Paragraph:
    runs: tuple[Run, ...]


def paragraphs(text: str, marks: Iterable[Mark]) -> tuple[Paragraph, ...]:
    """The text's paragraphs (parted by blank lines) as runs; joined, the runs give the paragraph back.

    Marks that reach outside the text are cut; a mark over two paragraphs opens in the first and closes in the last.
    """
    waiting = [m for m in marks if m.start < m.end and m.start < len(text) and m.end > 0]
    waiting.sort(key=lambda m: -m.start)
    open_: list[Mark] = []
    out: list[Paragraph] = []
    at = 0
    for block in text.split("\n\n"):
        end = at + len(block)
        open_ = [m for m in open_ if m.end > at]
        while waiting and waiting[-1].start < end:
            open_.append(waiting.pop())
        if block.strip():
            out.append(Paragraph(_runs(text, at, end, [m for m in open_ if m.end > at])))
        at = end + 2
    return tuple(out)


def _runs(text: str, start: int, end: int, here: Sequence[Mark]) -> tuple[Run, ...]:
    """``here``: the marks that touch these offsets, by their starts."""
    cuts = sorted({start, end, *(min(max(e, start), end) for m in here for e in (m.start, m.end))})
    runs = []
    over: list[Mark] = []
    following = 0
    for a, b in pairwise(cuts):
        over = [m for m in over if m.end > a]
        while following < len(here) and here[following].start < b:
            over.append(here[following])
            following += 1
        runs.append(
            Run(
                text[a:b],
                tuple(over),
                tuple(m for m in over if max(m.start, 0) == a),
                tuple(m for m in over if min(m.end, len(text)) == b),
            )
        )
    return tuple(runs)
