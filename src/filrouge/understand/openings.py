"""The moment at which an open interval begins, which is what "since" means in counts and memberships."""

from __future__ import annotations

from datetime import date

from filrouge.records import When
from filrouge.text import edtf


def beginning(when: When) -> When:
    """The opening itself, at the grain it is told in: "since 2023" begins in the year 2023. Closed intervals stay."""
    if when.start is None or (when.end is not None and when.modifier not in ("since", "after")):
        return when
    first: date = when.start
    if when.grain == "year":
        return edtf.year(first.year)
    return edtf.month(first.year, first.month) if when.grain == "month" else edtf.day(first)
