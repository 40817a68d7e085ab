"""What articles say about how often people met, checked against the ledger, with the arithmetic shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from filrouge.records import Count, LedgerEntry, When


@dataclass(frozen=True, slots=True)
class Verdict:
    """compatible · conflicting · superseded, and one sentence that shows the sum."""

    verdict: str
    why: str


def verdict(
    count: Count,
    published: When | None,
    entries: Iterable[LedgerEntry],
    others: Iterable[tuple[Count, When | None]] = (),
) -> Verdict:
    """Whether a count agrees with the held encounters that the ledger has within its scope.

    The ledger holds only what the articles told, so it can show that a count is too low and never that it
    is too high. ``others`` are counts of the same people with their articles' dates: a later one of the same
    scope with a higher number supersedes this one.
    """
    people = {p.id for p in count.participants}
    end = published.end if published else None
    known = [e for e in entries if _counts(e, people, count, end)]
    since = count.since.start if count.since else None
    scope = f"{'all modes' if count.modes == 'any' else count.modes}, since {since or 'an unsaid day'}"
    surely = [e for e in known if _surely(e, count)]
    if len(surely) > count.high:
        return Verdict("conflicting", f"the ledger already holds {len(surely)} ({scope}), more than {count.high}")
    for other, day in others:
        if _supersedes(other, day, count, published):
            return Verdict("superseded", f"a later article says {other.text}; the ledger holds {len(known)} ({scope})")
    return Verdict("compatible", f"the ledger, which is incomplete, holds {len(known)} of {_range(count)} ({scope})")


def _counts(entry: LedgerEntry, people: set[str], count: Count, end: date | None) -> bool:
    if entry.status != "held" or not people <= {p.id for p in entry.participants}:
        return False
    if count.modes != "any" and entry.mode != count.modes:
        return False
    when = entry.when
    if when is None or when.start is None or when.end is None:
        return False
    since = count.since.start if count.since else None
    return (since is None or when.start >= since) and (end is None or when.end <= end)


def _surely(entry: LedgerEntry, count: Count) -> bool:
    """Whether an entry counts whatever the words leave open.

    "Their second meeting" may leave calls out, and "the first since 2019" leaves 2019 out.
    """
    if count.modes == "any" and entry.mode != "in-person":
        return False
    since, when = count.since, entry.when
    return not (since and since.end and when and when.start and since.start != since.end and when.start <= since.end)


def _supersedes(other: Count, day: When | None, count: Count, published: When | None) -> bool:
    same = {p.id for p in other.participants} == {p.id for p in count.participants} and other.modes == count.modes
    same_since = (other.since.start if other.since else None) == (count.since.start if count.since else None)
    later = bool(day and published and day.start and published.end and day.start > published.end)
    return same and same_since and later and other.low > count.high


def _range(count: Count) -> str:
    return str(count.low) if count.low == count.high else f"{count.low} to {count.high}"
