"""Step 5 again, once other articles are in: what they tell of the day on which an undated article was written.

Articles fall into two sorts that never change places. Those that bear a date, or whose own words date them to a
month, are evidence and stay as they are. The others are dated here, from that evidence alone and never from each
other, so that no date can prop itself up and no order of arrival shows.

Three kinds of evidence: an encounter that the article tells with a relative time ("met on Friday") and that others
date; a dated article that copies it or that it copies; the dated entries around it on its page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from filrouge.lang.expressions import Expression, Tense
from filrouge.lang.symbols import Calendar, Node, Part, Within
from filrouge.records import Article, Copy, Dating, Event, LedgerEntry, Names, Place, TimeMention, When, Why
from filrouge.text import edtf
from filrouge.understand.bounds import EARLIEST, EVER, HINT, LIKELY, SURE, Clue, Span
from filrouge.understand.dating import WIDEST, allowed, solve
from filrouge.understand.known import relative, turned

SETTLED = 32
"""Days: an article that its own words date to a month is evidence for others; what is wider is still to be dated."""
SAME_NEWS = timedelta(days=7)
"""Copies and translations of an article appear within a week of it; news is not worth copying for longer."""
FRESH = timedelta(days=6)
"""What is told as news without a date was at most so long ago: as `events` takes it."""
YEAR = timedelta(366)
MOST = 12
"""Encounters that an article is held against, the latest first: each costs as much as finding its events does."""
ENCOUNTER = "CONSULT"
"""The type of event that dates: who accuses or strikes does so again and again."""
PRECISE = 3
"""Days: an encounter known less exactly than this fits too many weekdays to date anything by one."""
BARE_RATE, REMOTE_RATE, TOWN_RATE, ABROAD_RATE = 3.0, 2.0, 0.3, 0.05
"""Encounters a year of two people in the news, of theirs by telephone or video, of theirs in one town, and in a town
that is in neither's country: allies among heads of state come to the first two, hardly anybody to the others (summits
move on: two meetings of a pair in one foreign town in twenty years). An article may tell one that no other tells."""
RIVALS = 0.25
"""Expected number of such untold encounters that fit the words as well, above which nothing is concluded."""


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """What there is around one article of the second sort; only articles of the first sort are looked at."""

    entries: tuple[LedgerEntry, ...] = ()
    """Encounters of the people whose encounters it tells."""
    copies: tuple[tuple[Copy, Article], ...] = ()
    """Links to and from it, each with the article at the other end."""
    page: tuple[Article, ...] = ()
    """The articles of its page."""


@dataclass(frozen=True, slots=True)
class Told:
    """An encounter as the article tells it, with the words that say when; None where it is told as news."""

    event: Event
    """Without what hangs on the day of writing."""
    expression: Expression | None
    tense: Tense | None


def is_evidence(article: Article) -> bool:
    """Whether the article's date may date others: it bears one, or its own words give it to a week."""
    when = article.published
    if when is None or when.days is None or article.published_from == "inferred-across":
        return False
    return article.published_from != "inferred" or when.days <= SETTLED


def date_across(
    article: Article,
    told: Sequence[Told],
    names: Names,
    own: Sequence[Clue],
    around: Neighbourhood,
    now: date,
) -> Dating | None:
    """When the article was written, by ``own`` clues and what is ``around``; None where that adds nothing.

    The answer lies within what its own words allow, as far as these do not contradict surer evidence.
    """
    alone = solve(own, now)
    window = sum((last - first).days + 1 for first, last in allowed(own, now) if last >= EARLIEST)
    towns = {e for m in names.mentions for e in m.entities if e.startswith("place:")}
    homes = {e.id: e.country for e in names.entities if e.country}
    clues = [
        *_of_encounters(told, around.entries, towns, homes, min(window, WIDEST)),
        *(clue for copy, other in around.copies for clue in _of_copy(article, copy, other)),
        *_of_page(article, around.page),
    ]
    found = solve([*own, *sorted(clues, key=lambda c: (c.spans, c.why))], now) if clues else None
    if found is None or (alone is not None and found.when == alone.when):
        return None
    return Dating(found.when, "inferred-across", found.why)


# Encounters -------------------------------------------------------------------------------------------------------


def suppositions(entries: Iterable[LedgerEntry], own: Sequence[Clue], now: date) -> tuple[date, ...]:
    """The days of the encounters that lie near the days that the article's ``own`` words allow, a few at most."""
    spans = allowed(own, now)
    days = [e.when.end for e in entries if e.when and e.when.end and e.when.days and e.when.days <= PRECISE]
    near = (d for d in days if any(_shifted(low, -YEAR) <= d <= _shifted(high, YEAR) for low, high in spans))
    return tuple(sorted(set(near))[-MOST:])


def told_encounters(
    events: Iterable[Event], times: Sequence[TimeMention], expressions: Sequence[tuple[Expression, Tense | None]]
) -> tuple[Told, ...]:
    """The ``events`` that hang on the day of writing, found under any supposed day, each with its words of time."""
    by_start = {e.start: (e, tense) for e, tense in expressions}
    out = []
    for event in events:
        if event.type != ENCOUNTER or event.status not in ("held", "announced"):
            continue
        supposed: Tense = "past" if event.status == "held" else "future"
        bare = replace(event, when=None, why=())
        if event.dated_by == "anchor":
            out.append(Told(bare, None, supposed))
        elif event.dated_by == "own-words":
            inside = [t for t in times if event.start <= t.start < event.end and t.when == event.when]
            for mention in inside[:1]:
                expression, tense = by_start.get(mention.start, (None, None))
                if expression is not None and relative(expression.node):
                    out.append(Told(bare, expression, tense if tense in ("past", "future") else supposed))
    return tuple(out)


def _of_encounters(
    told: Sequence[Told],
    entries: Sequence[LedgerEntry],
    towns: set[str],
    homes: Mapping[str, str],
    window: int,
) -> Iterator[Clue]:
    for one in told:
        fitting: list[LedgerEntry] = []
        spans: list[Span] = []
        rivals = 0.0
        for entry in entries:
            if not _may_be(one.event, entry) or entry.when is None or entry.when.days is None:
                continue
            if days := _days_of_writing(one, entry.when):
                fitting.append(entry)
                spans += days
                by_chance = min(1.0, _by_chance(one.expression) * entry.when.days)
                rivals = max(rivals, _rate(one.event, entry, towns, homes) * window / 365 * by_chance)
        if not spans or rivals > RIVALS:
            continue
        names = " and ".join(p.name for p in one.event.participants[:3])
        known = " or ".join(dict.fromkeys(edtf.format(e.when) for e in fitting[:3] if e.when))
        said = f"« {one.expression.text} »" if one.expression else Why("as news")
        why = Why(
            "the encounter of {names} told {said} is that of {known}, as dated articles tell it",
            names=names, said=said, known=known,
        )  # fmt: skip
        yield Clue(_joined(spans), why, HINT)


def _may_be(event: Event, entry: LedgerEntry) -> bool:
    if entry.type != event.type or entry.status not in ("held", "announced"):
        return False
    if entry.when is None or entry.when.days is None or entry.when.days > PRECISE:
        return False
    if {p.id for p in entry.participants} != {p.id for p in event.participants}:
        return False
    if event.mode and entry.mode and event.mode != entry.mode:
        return False
    one, other = event.place, entry.place
    if one is None or other is None:
        return True
    if one.country and other.country and one.country != other.country:
        return False
    return not (one.grain == other.grain == "city") or _same_town(one, other)


def _same_town(one: Place, other: Place) -> bool:
    return one.geonames == other.geonames if one.geonames and other.geonames else one.name == other.name


def _days_of_writing(told: Told, when: When) -> list[Span]:
    """The days on which one would tell so of what was then."""
    if told.expression is not None:
        return turned(told.expression, told.tense, when)
    assert when.start is not None and when.end is not None
    return [(when.start, when.end + FRESH)]


def _by_chance(expression: Expression | None) -> float:
    """The share of days that the words fit, whatever the day of writing."""
    return _share(expression.node) if expression else 1.0


def _share(node: Node) -> float:
    if isinstance(node, Part):
        return _share(node.inner) / 3 if isinstance(node.inner, Calendar) else 1.0
    if isinstance(node, Within):
        return _share(node.inner)
    if isinstance(node, Calendar):
        if node.month and node.day:
            return 1 / 365
        if node.weekday:
            return 1 / 7
        if node.month:
            return 1 / 12
    return 1.0


def _rate(event: Event, entry: LedgerEntry, towns: set[str], homes: Mapping[str, str]) -> float:
    place = entry.place
    there = event.place is not None and event.place.grain == "city"
    if place is not None and place.grain == "city" and (there or f"place:{place.geonames}" in towns):
        own = [homes.get(p.id) for p in entry.participants]
        return ABROAD_RATE if place.country and all(own) and place.country not in own else TOWN_RATE
    return REMOTE_RATE if entry.mode in ("phone", "video") else BARE_RATE


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    out: list[Span] = []
    for low, high in sorted(spans):
        if out and low <= out[-1][1] + timedelta(1):
            out[-1] = (out[-1][0], max(out[-1][1], high))
        else:
            out.append((low, high))
    return tuple(out)


# Copies and pages -------------------------------------------------------------------------------------------------


def _of_copy(article: Article, copy: Copy, other: Article) -> Iterator[Clue]:
    """A copy is not before its original, where the texts themselves say which is which; and not long after."""
    when = other.published
    assert when is not None and when.start is not None and when.end is not None
    shown = Why("“{title}” of {date}", title=other.title or other.page, date=edtf.format(when))
    # A direction that was told by the days would be told by the very day that is looked for.
    directed = copy.credited or (copy.kind == "translation" and article.machine_translated != other.machine_translated)
    if directed and copy.article == article.id:
        yield Clue(((when.start, EVER),), Why("copies or translates {shown}", shown=shown), SURE)
    elif directed:
        yield Clue(((EARLIEST, when.end),), Why("is copied or translated by {shown}", shown=shown), SURE)
    if copy.kind in ("same", "near", "translation"):
        span = (_shifted(when.start, -SAME_NEWS), _shifted(when.end, SAME_NEWS))
        yield Clue((span,), Why("says the same as {shown}, and copies appear within days", shown=shown), HINT)


def _of_page(article: Article, page: Sequence[Article]) -> Iterator[Clue]:
    """A live entry between dated ones, where these stand in order of time; the lead above dated entries."""
    dated = [
        (a.position, a.published.start, a.published.end)
        for a in sorted(page, key=lambda a: a.position)
        if a.role == "entry" and a.id != article.id and a.published and a.published.start and a.published.end
    ]
    if article.role == "entry":
        days = [start for _, start, _ in dated]
        if days not in (sorted(days), sorted(days, reverse=True)):
            return
        above = [d for d in dated if d[0] < article.position][-1:]
        below = [d for d in dated if d[0] > article.position][:1]
        if above and below:
            span = (min(above[0][1], below[0][1]), max(above[0][2], below[0][2]))
            yield Clue((span,), "stands between dated entries of its page", LIKELY)
    elif article.role == "lead" and dated:
        first, last = min(d[1] for d in dated), max(d[2] for d in dated)
        yield Clue(((_shifted(first, -timedelta(1)), last),), "stands above the dated entries of its page", LIKELY)


def _shifted(day: date, by: timedelta) -> date:
    """The day moved, held within the calendar."""
    try:
        return day + by
    except OverflowError:
        return EVER if by > timedelta(0) else EARLIEST
