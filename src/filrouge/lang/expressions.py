"""Time expressions: recognised in a text as symbols, resolved against the day on which it was written."""

from __future__ import annotations

from dataclasses import dataclass, replace

from filrouge.lang.calendar import resolve as _resolve
from filrouge.lang.grammar import grammar
from filrouge.lang.symbols import Node
from filrouge.lang.units import Habits, Setting, Tense
from filrouge.records import When
from filrouge.text import edtf

__all__ = ["Expression", "Tense", "recognise", "resolve"]


@dataclass(frozen=True, slots=True)
class Expression:
    """A time expression as written: ``text[start:end]`` of what was read, and what it says."""

    start: int
    end: int
    text: str
    node: Node
    habits: Habits


def recognise(text: str, language: str | None) -> tuple[Expression, ...]:
    """Every time expression of the text, in order, none overlapping another."""
    rules = grammar((language or "und").split("-")[0].lower())
    return tuple(
        Expression(start, end, text[start:end], node, rules.habits) for start, end, node in rules.recognise(text)
    )


def resolve(
    expression: Expression,
    anchor: When | None,
    tense: Tense | None = None,
    previous: When | None = None,
    *,
    alone: bool = False,
) -> When | None:
    """The interval meant, or None where it cannot be known.

    ``anchor``: the day of writing, or an interval that surely holds it: then the answer is as wide as it has to be.
    ``tense``: of the governing verb, by which a bare weekday, day or month is the last or the next one.
    ``previous``: the time told before, for "the next day" and for clock times.
    ``alone``: nothing but the expression is written.
    """
    a, b = (anchor.start, anchor.end) if anchor else (None, None)
    if anchor and (a is None or b is None):
        a = b = None
    try:
        first = _resolve(expression.node, Setting(a, tense, previous, expression.habits, alone))
        if a == b or first is None:
            return first if first is None or _in_order(first) else None
        last = _resolve(expression.node, Setting(b, tense, previous, expression.habits, alone))
    except (ValueError, OverflowError):  # off the calendar: "in 9,000 years"
        return None
    if last is None or not _in_order(first) or not _in_order(last):
        return None
    if first.clock and first.clock == last.clock:
        whole = edtf.hull(replace(first, clock=None, zone=None), replace(last, clock=None, zone=None))
        return replace(whole, clock=first.clock, zone=first.zone)
    return edtf.hull(first, last)


def _in_order(when: When) -> bool:
    """False where the words contradict each other ("the second half of Monday")."""
    return not (when.start and when.end and when.start > when.end)
