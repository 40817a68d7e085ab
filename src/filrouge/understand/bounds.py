"""Clues to the day of writing, as sets of days, and how sure each is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from filrouge.lang.expressions import Expression
from filrouge.records import Parse, Sentence

Span = tuple[date, date]

EVER = date.max

SURE, LIKELY, HINT = 3, 2, 1
"""Sureness: follows from what is said; holds unless a phrase is misread; usual way of writing."""

EARLIEST = date(1990, 1, 1)
"""Articles are taken to be younger, as the table of happenings is."""


OPENING = 6
"""Sentences, the title among them, in which an article tells its own news: background comes after."""


def opening_of(parse: Parse) -> int:
    """Where the article's opening ends."""
    return parse.sentences[min(OPENING, len(parse.sentences)) - 1].end if parse.sentences else 0


@dataclass(frozen=True, slots=True)
class Clue:
    """The days on which the text can have been written, in order and without overlap."""

    spans: tuple[Span, ...]
    why: str
    weight: int


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    out: list[Span] = []
    for low, high in sorted(spans):
        if out and low <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], high))
        else:
            out.append((low, high))
    return tuple(out)


def day_or_none(y: int, m: int, d: int) -> date | None:
    try:
        return date(y, m, d)
    except ValueError:
        return None


def head_of(e: Expression, sentence: Sentence) -> int | None:
    """The expression's top token: the one that is governed from outside."""
    inside = [n for n, t in enumerate(sentence.tokens) if t.start < e.end and t.end > e.start]
    return next((n for n in inside if sentence.tokens[n].head not in inside), None)
