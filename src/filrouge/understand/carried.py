"""Years that a list of times says once, and times counted from the one told before.

"In April and May 2018": April is of the year said after it. "In Hanoi in February 2019 and at Panmunjom in June":
June is the first after that February. "That September", "the following February" say so themselves.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from filrouge.lang.expressions import Expression, resolve
from filrouge.lang.symbols import Calendar, Distance, Fixed, Node, Part, Shift, Within
from filrouge.records import When
from filrouge.text import edtf

LONGEST_GAP = 60
"""Characters between two times of one list: joints, prepositions and the name of a place."""
LONGEST_LOOK = 200
"""Characters within which "that September" may look back for its year."""


def yearless(node: Node) -> bool:
    """A month or a day of a month of which no year is said."""
    inner = node.inner if isinstance(node, Part) else node
    return isinstance(inner, Calendar) and inner.month is not None and inner.year is None and inner.direction is None


def counted_back(node: Node) -> bool:
    """Months or years "earlier", "later" or "the same" as those of a time told before, which need not be a day."""
    whole = node.outer if isinstance(node, Within) else node  # "in November of the same year"
    return isinstance(whole, Distance | Shift) and whole.told and whole.unit in ("month", "year")


def carried(
    text: str,
    found: Sequence[tuple[Expression, When | None]],
    published: When | None,
    table: Mapping[str, Any],
) -> list[When | None]:
    """The times of ``found`` again, each yearless month or day in the year that its neighbours say."""
    whens = [when for _, when in found]
    if not table:
        return whens
    said = [when if _says_its_year(expression.node) else None for expression, when in found]
    for n in range(len(found) - 2, -1, -1):
        after = said[n + 1]
        if yearless(found[n][0].node) and after and after.start and _listed(text, found[n][0], found[n + 1][0], table):
            whens[n] = said[n] = _near(found[n][0], edtf.day(after.start), "past")
    for n in range(1, len(found)):
        expression, before = found[n][0], said[n - 1]
        if not yearless(expression.node) or said[n] or not before or not before.end or not before.start:
            continue
        if _led(text, expression, table.get("same", ())) and found[n - 1][0].end > expression.start - LONGEST_LOOK:
            moved = _near(expression, edtf.year(before.start.year), "future")
        elif _led(text, expression, table.get("following", ())) or _listed(text, found[n - 1][0], expression, table):
            moved = _near(expression, edtf.day(before.end), "future")
        else:
            continue
        if moved and not (published and published.end and moved.start and moved.start > published.end):
            whens[n] = said[n] = moved
    return whens


def _says_its_year(node: Node) -> bool:
    inner = node.inner if isinstance(node, Part) else node
    return isinstance(inner, Fixed) or (isinstance(inner, Calendar) and inner.year is not None)


def _near(expression: Expression, anchor: When, tense: Any) -> When | None:
    """The first such month or day after a day, or the last before it; of a year, the one in it."""
    first = edtf.day(anchor.start) if anchor.start else None
    return resolve(expression, first, tense)


def _led(text: str, expression: Expression, words: Sequence[str]) -> bool:
    """Whether one of the words stands right before or right after."""
    before = text[max(0, expression.start - 20) : expression.start].lower().rstrip()
    after = text[expression.end : expression.end + 30].lower().lstrip()
    return any(before.endswith(f" {w}") or re.match(rf"{re.escape(w)}\b", after) for w in words) or any(
        expression.text.lower().startswith(f"{w} ") for w in words
    )


def _listed(text: str, first: Expression, second: Expression, table: Mapping[str, Any]) -> bool:
    gap = text[first.end : second.start]
    return len(gap) <= LONGEST_GAP and bool(_list(tuple(table.get("words", ()))).fullmatch(gap))


@cache
def _list(words: tuple[str, ...]) -> re.Pattern[str]:
    """Joints, prepositions and names of places; at least one mark or word."""
    known = "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))
    return re.compile(rf"\s*(?:(?:[,;()]|(?:{known})(?!\w)|(?=[A-ZÀ-Þ])[\w'’-]+)\s*)+")
