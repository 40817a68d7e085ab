"""Clues from gatherings of heads of state: "Saturday in Lima, on the sidelines of the APEC summit".

An article whose opening tells of a day at a gathering that is known was written in the days around it. The day must
be one of the gathering's, and no other verb may stand between the two: "said on Tuesday that he would go to the
summit" tells another day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from filrouge.data.happenings import Happening, Pattern, plain
from filrouge.lang.expressions import Expression, Tense
from filrouge.lang.symbols import Calendar
from filrouge.records import Parse, Sentence, Why
from filrouge.understand.bounds import LIKELY, Clue, Span, day_or_none, merged

LONGEST = timedelta(4)
"""What lasts longer (Games, wars, pandemics) is no gathering that one reports within the week."""

DATED, BARE = timedelta(31), timedelta(10)
"""How far from a gathering one writes of its 23 October without the year, and of its Saturday without the date."""


def gatherings(
    found: Sequence[tuple[Expression, Tense | None]],
    parse: Parse,
    language: str | None,
    happenings: Sequence[Happening],
    words: Mapping[str, Any],
    opening: int,
) -> Iterator[Clue]:
    """A clue for each time of the opening that is a day of a gathering told in its sentence."""
    tag = (language or "").split("-")[0].lower()
    short = [h for h in happenings if h.when.start and h.when.end and h.when.end - h.when.start <= LONGEST]
    for sentence in parse.sentences:
        if sentence.start >= opening:
            return
        times = [(e, t) for e, t in found if sentence.start <= e.start < sentence.end and _day(e)]
        if not times:
            continue
        text = f" {plain(parse.reading[sentence.start : sentence.end])} "
        if any(w in text for w in words.get("hedges", ())):
            continue
        told = [(h, p) for h in short for p in h.patterns.get(tag, ()) if all(any(w in text for w in ws) for ws in p)]
        for e, tense in times:
            spans = [s for h, p in told if _beside(sentence, e, p) for s in _written(e.node, tense, h)]
            if spans:
                names = " or ".join(dict.fromkeys(h.name for h, _ in told))
                yield Clue(merged(spans), Why("« {words} » is a day of: {names}", words=e.text, names=names), LIKELY)


def _day(e: Expression) -> bool:
    """A weekday, or a day of a month, with nothing that says which year, week or month."""
    node = e.node
    if not isinstance(node, Calendar) or node.year or node.direction is not None or node.told:
        return False
    return bool((node.day and node.month) or (node.weekday and not node.day and not node.month))


def _beside(sentence: Sentence, e: Expression, pattern: Pattern) -> bool:
    """Whether no finite verb stands between the time and the word for the gathering."""
    tokens = sentence.tokens
    at = [n for n, t in enumerate(tokens) if e.start <= t.start < e.end]
    heads = {w.split()[0] for w in pattern[0]}
    for n, token in enumerate(tokens):
        if at and any(plain(token.text).startswith(h) for h in heads):
            between = tokens[min(at[-1], n) + 1 : max(at[0], n)]
            if not any("VerbForm=Fin" in t.morph or "Mood=" in t.morph for t in between):
                return True
    return False


def _written(node: Any, tense: Tense | None, h: Happening) -> Iterator[Span]:
    """The days on which one would write so of a day of this gathering."""
    assert h.when.start and h.when.end and isinstance(node, Calendar)
    if node.day and node.month:
        day = day_or_none(h.when.start.year, node.month, node.day)
        if day and h.when.start <= day <= h.when.end and node.weekday in (None, day.isoweekday()):
            yield (day - DATED, day) if tense == "future" else (day, day + DATED)
        return
    days = [h.when.start + timedelta(n) for n in range((h.when.end - h.when.start).days + 1)]
    for day in (d for d in days if d.isoweekday() == node.weekday):
        yield (day - BARE, day) if tense == "future" else (day, h.when.end + BARE)
