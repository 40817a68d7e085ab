"""What in a text bounds the day on which it was written: `Clue`s for `filrouge.understand.dating`.

Five kinds: a date that is told as past, or as what is to come; a weekday with its day and month, which fits
some years only; a widely known happening (`filrouge.understand.known`); a day of a gathering
(`filrouge.understand.gatherings`); and who is told to be in office (`filrouge.understand.in_office`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from filrouge.data.happenings import Happening, plain
from filrouge.lang import syntax, table
from filrouge.lang.expressions import Expression, Tense
from filrouge.lang.symbols import Calendar, Fixed, Node, Open, Range
from filrouge.records import Parse, Sentence, Tenure, Why
from filrouge.understand.bounds import (
    EARLIEST,
    EVER,
    HINT,
    LIKELY,
    SURE,
    Clue,
    day_or_none,
    head_of,
    merged,
    opening_of,
)
from filrouge.understand.gatherings import gatherings
from filrouge.understand.in_office import in_office
from filrouge.understand.known import DAY, known
from filrouge.understand.times import tensed

RECENT = timedelta(31)
"""How far from a day that is given by its weekday, day and month the news of it is written."""


def clues(
    text: str,
    language: str | None,
    parse: Parse,
    happenings: Sequence[Happening],
    tenures: Sequence[Tenure],
    now: date,
) -> list[Clue]:
    """Every clue of a text, in no particular order."""
    words = table(language, "dates").get("dating", {})
    found = tensed(text, language, parse)
    out: list[Clue] = []
    for expression, tense in found:
        sentence = _sentence(parse, expression.start)
        out.extend(_told(expression, tense, sentence, words, now))
    out.extend(_weekdays(found, opening_of(parse), now))
    out.extend(known(found, parse, language, happenings, words, now))
    out.extend(gatherings(found, parse, language, happenings, words, opening_of(parse)))
    out.extend(in_office(parse, tenures, [expression for expression, _ in found]))
    return out


def _sentence(parse: Parse, at: int) -> Sentence | None:
    return next((s for s in parse.sentences if s.start <= at < s.end), None)


def _told(
    e: Expression, tense: Tense | None, sentence: Sentence | None, words: Mapping[str, Any], now: date
) -> Iterable[Clue]:
    """Lower bounds from what has happened, upper bounds from what is to come."""
    match e.node:
        case Open("since", Fixed(when)) if when.start and tense != "future":
            if when.start <= now:
                yield Clue(((when.start, EVER),), Why("« {words} » is told as begun", words=e.text), SURE)
        case Fixed(when) if when.start and when.end:
            if tense == "past" and when.start <= now and _happened(e, sentence, words):
                yield Clue(((when.start, EVER),), Why("« {words} » is told as past", words=e.text), LIKELY)
            elif tense == "future" and _plain_future(e, sentence):
                yield Clue(((EARLIEST, when.end),), Why("« {words} » is told as to come", words=e.text), LIKELY)
        case Range(Fixed(when), _) if when.start and tense == "past" and when.start <= now:
            yield Clue(((when.start, EVER),), Why("« {words} » is told as past", words=e.text), LIKELY)
        case _:
            return


def _happened(e: Expression, sentence: Sentence | None, words: Mapping[str, Any]) -> bool:
    """Whether a past verb itself is at that time, and does not move something to it ("postponed to 2025")."""
    if sentence is None:
        return False
    head = head_of(e, sentence)
    if head is None:
        return False
    above = sentence.tokens[head].head
    token = sentence.tokens[above]
    first = plain(e.text).split()[:1]
    # "En 2019", "in May 2019": the expression holds its preposition; a full date needs none.
    placed = bool(first and first[0] in {plain(w) for w in words.get("moment", ())}) or (
        isinstance(e.node, Fixed) and e.node.when.grain == "day"
    )
    return token.pos in syntax.VERBAL and token.lemma.lower() not in words.get("moving", ()) and placed


def _plain_future(e: Expression, sentence: Sentence | None) -> bool:
    """Whether the verb is in the future itself: reported speech ("would be held in 2019") may lie long back."""
    if sentence is None:
        return False
    head = head_of(e, sentence)
    verb = syntax.governing_verb(sentence, head) if head is not None else None
    return verb is not None and syntax.tense(sentence, verb) == "future"


def _weekdays(found: Sequence[tuple[Expression, Tense | None]], opening: int, now: date) -> list[Clue]:
    """« mercredi 3 juillet » fits one year in six; within a year of it, for no year is written.

    In the opening it is the day of the news, or of what is to come: nobody names the weekday of a day of last season.
    """
    out: list[Clue] = []
    bare = [(e, t, days) for e, t in found if (days := _bare(e.node))]
    for e, tense in found:
        node = e.node
        if not isinstance(node, Calendar) or not (node.weekday and node.day and node.month) or node.year:
            continue
        fits = [
            d
            for y in range(EARLIEST.year, now.year + 2)
            if (d := day_or_none(y, node.month, node.day)) and d.isoweekday() == node.weekday
        ]
        if not fits:
            continue
        year = timedelta(360)
        if tense == "past":
            spans = [(d, d + year) for d in fits]
        elif tense == "future":
            spans = [(d - year, d) for d in fits]
        else:
            spans = [(d - year, d + year) for d in fits]
        out.append(
            Clue(merged(spans), Why("« {words} » fits only some years", words=e.text), SURE if tense else LIKELY)
        )
        if e.start < opening and tense in ("past", "future"):
            before, after = (timedelta(0), RECENT) if tense == "past" else (RECENT, timedelta(0))
            near = merged((d - before, d + after) for d in fits)
            out.append(
                Clue(near, Why("« {words} » at the head of the article is a day of its own weeks", words=e.text), HINT)
            )
        if tense != "past":
            continue
        same = [(b, t, days) for b, t, days in bare if days[0] == node.weekday]
        for b, t, days in same:
            if t != "future" and len(days) == 1:
                why = Why("« {words} » alone is said of the week that has just passed", words=b.text)
                out.append(Clue(merged([(d, d + 6 * DAY) for d in fits]), why, LIKELY))
            elif t in ("present", "future") and len(days) == 2:
                last = (days[-1] - days[0]) % 7
                why = Why("« {words} », which begins on that day, is not over", words=b.text)
                out.append(Clue(merged([(d, d + last * DAY) for d in fits]), why, LIKELY))
    return out


def _bare(node: Node) -> tuple[int, ...]:
    """The weekdays of a bare weekday or range of weekdays."""
    match node:
        case Calendar(month=None, day=None, weekday=int(w), direction=None):
            return (w,)
        case Range(Calendar(month=None, day=None, weekday=int(a)), Calendar(month=None, day=None, weekday=int(b))):
            return (a, b)
        case _:
            return ()
