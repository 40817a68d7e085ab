"""The counts that articles give, those that say the same folded into one: a wire story's count is one count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from filrouge.tell import rows


@dataclass(frozen=True, slots=True)
class Counted:
    """The earliest article that gives it, and the others."""

    first: rows.CountRow
    others: tuple[rows.CountRow, ...]


def counted(counts: Iterable[rows.CountRow]) -> tuple[Counted, ...]:
    """In order of publication, those without a date last; the same are of the same people, number and scope."""
    same: dict[tuple[object, ...], list[rows.CountRow]] = {}
    for c in sorted(counts, key=lambda c: (c.published is None, c.published or "", c.article, c.start or 0)):
        people = frozenset(p.id for p in c.participants)
        same.setdefault((people, c.low, c.high, c.modes, c.since, c.verdict), []).append(c)
    return tuple(Counted(group[0], tuple(group[1:])) for group in same.values())
