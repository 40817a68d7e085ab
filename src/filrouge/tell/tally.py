"""What articles say about how often people met, checked against the ledger, with the arithmetic shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from filrouge.records import Count, When


@dataclass(frozen=True, slots=True)
class Verdict:
    """compatible · conflicting · superseded, and one sentence that shows the sum."""

    verdict: str
    why: str


@dataclass(frozen=True, slots=True)
class Met:
    """Of a held encounter, what counting needs: its mode and its days."""

    mode: str | None
    start: date | None
    end: date | None


def verdict(
    count: Count,
    published: When | None,
    held: Iterable[Met],
    others: Iterable[tuple[Count, When | None]] = (),
) -> Verdict:
    """Whether a count agrees with the held encounters of its people, those of them that are within its scope.

    The ledger holds only what the articles told, so it can show that a count is too low and never that it is too high;
    nor that one is too low which does not say since when ("their second meeting" may be that of the year). ``others``
    are counts of the same people with their articles' dates: a later one of the same scope with a higher number
    supersedes this one.
    """
    end = published.end if published else None
    known = [m for m in held if _counts(m, count, end)]
    since = count.since.start if count.since else None
    kind = "of any kind" if count.modes == "any" else count.modes
    scope = f"{kind}, {f'since {since}' if since else 'since when is not said'}{f', until {end}' if end else ''}"
    surely = [m for m in known if _surely(m, count)]
    if since and len(surely) > count.high:
        return Verdict("conflicting", f"the ledger already holds {_sum(surely)} ({scope}), more than {count.high}")
    for other, day in others:
        if _supersedes(other, day, count, published):
            return Verdict("superseded", f"a later article says {other.text}; the ledger holds {_sum(known)} ({scope})")
    if len(known) > count.high:
        doubt = "; not all of them may count" if since else ""
        why = f"the article says {_range(count)}, the ledger holds {_sum(known)} ({scope}){doubt}"
        return Verdict("compatible", why)
    return Verdict(
        "compatible",
        f"the ledger, which holds only what the articles told, has {_sum(known)} of {_range(count)} ({scope})",
    )


def _sum(met: Sequence[Met]) -> str:
    """How many, and of which kinds: "2 in-person + 1 phone = 3"."""
    kinds = Counter(m.mode or "of unknown kind" for m in met)
    parts = [f"{number} {kind}" for kind, number in sorted(kinds.items(), key=lambda item: (-item[1], item[0]))]
    return " + ".join(parts) + (f" = {len(met)}" if len(parts) > 1 else "") if parts else "0"


def _counts(met: Met, count: Count, end: date | None) -> bool:
    if count.modes != "any" and met.mode != count.modes:
        return False
    if met.start is None or met.end is None:
        return False
    since = count.since.start if count.since else None
    return (since is None or met.start >= since) and (end is None or met.end <= end)


def _surely(met: Met, count: Count) -> bool:
    """Whether an encounter counts whatever the words leave open.

    "Their second meeting" may leave calls out, and "the first since 2019" leaves 2019 out.
    """
    if count.modes == "any" and met.mode != "in-person":
        return False
    since = count.since
    return not (since and since.end and met.start and since.start != since.end and met.start <= since.end)


def _supersedes(other: Count, day: When | None, count: Count, published: When | None) -> bool:
    same = {p.id for p in other.participants} == {p.id for p in count.participants} and other.modes == count.modes
    same_since = (other.since.start if other.since else None) == (count.since.start if count.since else None)
    later = bool(day and published and day.start and published.end and day.start > published.end)
    return same and same_since and later and other.low > count.high


def _range(count: Count) -> str:
    return str(count.low) if count.low == count.high else f"{count.low} to {count.high}"
