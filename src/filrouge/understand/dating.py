"""Step 5, second half: when an article that bears no date was written, as an interval, from what it tells.

Each clue says on which days the article can have been written, and why, in one sentence. The clues are taken
from the surest to the least sure and intersected; one that contradicts surer ones is left out, two that are as
sure as each other and contradict are both allowed. The answer is the hull: rather wide than wrong.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from filrouge.records import Dating, When
from filrouge.understand.bounds import Clue, Span

WIDEST = 3653
"""Days: an interval of more than ten years is of no use to anybody, and is not told."""


@dataclass(frozen=True, slots=True)
class _State:
    spans: tuple[Span, ...]
    weight: int
    used: tuple[Clue, ...]


def solve(found: Iterable[Clue], now: dt.date) -> Dating | None:
    """An interval that holds the day of writing, with the reasons; None where nothing bounds it from below.

    The days that all clues allow, as far as they agree. Clues of the same weight are of the same sureness.
    """
    state = _settled(found, now)
    start, end = state.spans[0][0], state.spans[-1][1]
    if not state.used or (end - start).days > WIDEST:
        return None
    why = tuple(dict.fromkeys(c.why for c in state.used))
    return Dating(When(start, end, "day"), "inferred", why)


def allowed(found: Iterable[Clue], now: dt.date) -> tuple[Span, ...]:
    """The days that the clues leave, up to now, in order and without overlap: `solve` tells their hull."""
    return _settled(found, now).spans


def _settled(found: Iterable[Clue], now: dt.date) -> _State:
    state = _State(((dt.date.min, now),), 0, ())
    for weight, clues in groupby(sorted(found, key=lambda c: -c.weight), key=lambda c: c.weight):
        surer = state.spans
        for clue in clues:
            within = meet(surer, clue.spans)
            both = meet(state.spans, within)
            if both:
                if both != state.spans:
                    state = _State(both, weight, (*state.used, clue))
            elif within and state.weight == weight:
                # Two clues as sure as each other: neither is taken over the other.
                state = _State(join(state.spans, within), weight, (*state.used, clue))
    return state


def meet(a: Sequence[Span], b: Sequence[Span]) -> tuple[Span, ...]:
    """The days in both sets of spans; each set is in order and without overlap."""
    out = []
    i = j = 0
    while i < len(a) and j < len(b):
        low, high = max(a[i][0], b[j][0]), min(a[i][1], b[j][1])
        if low <= high:
            out.append((low, high))
        if a[i][1] < b[j][1]:
            i += 1
        else:
            j += 1
    return tuple(out)


def join(a: Sequence[Span], b: Sequence[Span]) -> tuple[Span, ...]:
    """The days in either, in order and without overlap."""
    out: list[Span] = []
    for low, high in sorted((*a, *b)):
        if out and low <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], high))
        else:
            out.append((low, high))
    return tuple(out)
