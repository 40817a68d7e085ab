"""What articles say about how often people met, checked against the ledger, with the arithmetic shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from filrouge.records import Count, When, Why


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
    met: Iterable[Met],
    others: Iterable[tuple[Count, When | None]] = (),
) -> Verdict:
    """Whether a count agrees with the held encounters of its people, those of them that are within its scope.

    The ledger holds only what the articles told, so it can show that a count is too low and never that it is too high;
    nor that one is too low which does not say since when ("their second meeting" may be that of the year). ``others``
    are counts of the same people with their articles' dates: a later one of the same scope with a higher number
    supersedes this one.
    """
    end = published.end if published else None
    known = [m for m in met if _counts(m, count, end)]
    since = count.since.start if count.since else None
    scope = Why(
        "{kind}, {since}, until {end}" if end else "{kind}, {since}",
        kind=Why("of any kind" if count.modes == "any" else count.modes),
        since=Why("since {date}", date=str(since)) if since else Why("since when is not said"),
        end=str(end),
    )
    surely = [m for m in known if _surely(m, count)]
    said, held = _range(count), _sum(known)
    if since and len(surely) > count.high:
        why = Why(
            "the ledger already holds {held} ({scope}), more than {count}",
            held=_sum(surely), scope=scope, count=count.high,
        )  # fmt: skip
        return Verdict("conflicting", why)
    for other, day in others:
        if _supersedes(other, day, count, published):
            later = "a later article says {count}; the ledger holds {held} ({scope})"
            return Verdict("superseded", Why(later, count=other.text, held=held, scope=scope))
    if len(known) > count.high:
        plain = "the article says {count}, the ledger holds {held} ({scope})"
        doubtful = "the article says {count}, the ledger holds {held} ({scope}); not all of them may count"
        return Verdict("compatible", Why(doubtful if since else plain, count=said, held=held, scope=scope))
    fewer = "the ledger, which holds only what the articles told, has {held} of {count} ({scope})"
    return Verdict("compatible", Why(fewer, count=said, held=held, scope=scope))


def _sum(met: Sequence[Met]) -> Why:
    """How many, and of which kinds: "2 in-person + 1 phone = 3"."""
    kinds = Counter(m.mode or "of unknown kind" for m in met)
    parts = sorted(kinds.items(), key=lambda item: (-item[1], item[0]))
    told = " + ".join(f"{number} {{kind{n}}}" for n, (_, number) in enumerate(parts))
    whole = told + (f" = {len(met)}" if len(parts) > 1 else "") if parts else "0"
    return Why(whole, **{f"kind{n}": Why(kind) for n, (kind, _) in enumerate(parts)})


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
    if count.low == count.high:
        return str(count.low)
    return Why("{low} to {high}", low=count.low, high=count.high)
