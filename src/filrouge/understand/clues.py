"""What in a text bounds the day on which it was written: `Clue`s for `filrouge.understand.dating`.

Three kinds. A date that is told as past, or as what is to come. A weekday with its day and month, which fits
some years only. And a widely known happening told with a relative time ("last week", "more than a year ago",
"in August"), which can be turned round: on which days would one write so of it?
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from filrouge.data.happenings import Happening, plain
from filrouge.lang import syntax, table
from filrouge.lang.calendar import plus
from filrouge.lang.expressions import Expression, Tense, resolve
from filrouge.lang.symbols import Calendar, Distance, Fixed, Node, Open, Part, Range, Shift, Within
from filrouge.records import Parse, Sentence, When
from filrouge.text import edtf
from filrouge.understand.times import tensed

Span = tuple[date, date]
Span2 = tuple[int, int]
_BREAKS = (",", ";", ":", "–", "—", "(", ")")

DAY = timedelta(1)
EVER = date.max

SURE, LIKELY, HINT = 3, 2, 1
"""Sureness: follows from what is said; holds unless a phrase is misread; usual way of writing."""

REACH = 400
"""Days before and after a happening within which a relative time without a year can speak of it."""

YEAR_REACH = 1500
"""The same for times that name years ("two years ago", "last year")."""

BETWEEN = 80
"""Characters between "since" and the word for what has happened: "since the beginning of the full-scale invasion"."""

EARLIEST = date(1990, 1, 1)
"""Articles are taken to be younger, as the table of happenings is."""


@dataclass(frozen=True, slots=True)
class Clue:
    """The days on which the text can have been written, in order and without overlap."""

    spans: tuple[Span, ...]
    why: str
    weight: int


def clues(text: str, language: str | None, parse: Parse, happenings: Sequence[Happening], now: date) -> list[Clue]:
    """Every clue of a text, in no particular order."""
    words = table(language, "dates").get("dating", {})
    found = tensed(text, language, parse)
    out: list[Clue] = []
    for expression, tense in found:
        sentence = _sentence(parse, expression.start)
        out.extend(_told(expression, tense, sentence, words, now))
    out.extend(_weekdays(found, now))
    out.extend(_known(found, parse, language, happenings, words, now))
    return out


def _sentence(parse: Parse, at: int) -> Sentence | None:
    return next((s for s in parse.sentences if s.start <= at < s.end), None)


# Dates told as past or to come ------------------------------------------------------------------------


def _told(
    e: Expression, tense: Tense | None, sentence: Sentence | None, words: Mapping[str, Any], now: date
) -> Iterable[Clue]:
    """Lower bounds from what has happened, upper bounds from what is to come."""
    match e.node:
        case Open("since", Fixed(when)) if when.start and tense != "future":
            if when.start <= now:
                yield Clue(((when.start, EVER),), f"« {e.text} » is told as begun", SURE)
        case Fixed(when) if when.start and when.end:
            if tense == "past" and when.start <= now and _happened(e, sentence, words):
                yield Clue(((when.start, EVER),), f"« {e.text} » is told as past", LIKELY)
            elif tense == "future" and _plain_future(e, sentence):
                yield Clue(((EARLIEST, when.end),), f"« {e.text} » is told as to come", LIKELY)
        case Range(Fixed(when), _) if when.start and tense == "past" and when.start <= now:
            yield Clue(((when.start, EVER),), f"« {e.text} » is told as past", LIKELY)
        case _:
            return


def _head(e: Expression, sentence: Sentence) -> int | None:
    """The expression's top token: the one that is governed from outside."""
    inside = [n for n, t in enumerate(sentence.tokens) if t.start < e.end and t.end > e.start]
    return next((n for n in inside if sentence.tokens[n].head not in inside), None)


def _happened(e: Expression, sentence: Sentence | None, words: Mapping[str, Any]) -> bool:
    """Whether a past verb itself is at that time, and does not move something to it ("postponed to 2025")."""
    if sentence is None:
        return False
    head = _head(e, sentence)
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
    head = _head(e, sentence)
    verb = syntax.governing_verb(sentence, head) if head is not None else None
    return verb is not None and syntax.tense(sentence, verb) == "future"


# A weekday with its date ------------------------------------------------------------------------------


def _weekdays(found: Sequence[tuple[Expression, Tense | None]], now: date) -> list[Clue]:
    """« mercredi 3 juillet » fits one year in six; within a year of it, for no year is written."""
    out: list[Clue] = []
    bare = [(e, t, days) for e, t in found if (days := _bare(e.node))]
    for e, tense in found:
        node = e.node
        if not isinstance(node, Calendar) or not (node.weekday and node.day and node.month) or node.year:
            continue
        fits = [
            d
            for y in range(EARLIEST.year, now.year + 2)
            if (d := _safe(y, node.month, node.day)) and d.isoweekday() == node.weekday
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
        out.append(Clue(_merged(spans), f"« {e.text} » fits only some years", SURE if tense else LIKELY))
        if tense != "past":
            continue
        same = [(b, t, days) for b, t, days in bare if days[0] == node.weekday]
        for b, t, days in same:
            if t == "past":
                why = f"« {b.text} » alone is said of the week that has just passed"
                out.append(Clue(_merged([(d, d + 6 * DAY) for d in fits]), why, LIKELY))
            elif t in ("present", "future"):
                last = (days[-1] - days[0]) % 7
                why = f"« {b.text} », which begins on that day, is not over"
                out.append(Clue(_merged([(d, d + last * DAY) for d in fits]), why, LIKELY))
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


def _safe(y: int, m: int, d: int) -> date | None:
    try:
        return date(y, m, d)
    except ValueError:
        return None


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    out: list[Span] = []
    for low, high in sorted(spans):
        if out and low <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], high))
        else:
            out.append((low, high))
    return tuple(out)


# Known happenings -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Clause:
    """A stretch of a sentence between commas: its words, folded, and those that it may lean on (one sentence back)."""

    sentence: Sentence
    start: int
    end: int
    words: str
    around: str


def _clauses(parse: Parse) -> list[_Clause]:
    out: list[_Clause] = []
    before = ""
    for sentence in parse.sentences:
        whole = f" {plain(parse.reading[sentence.start : sentence.end])} "
        pieces: list[Span2] = []
        at = sentence.start
        for token in sentence.tokens:
            if token.text in _BREAKS:
                pieces.append((at, token.start))
                at = token.end
        pieces.append((at, sentence.end))
        for start, end in pieces:
            out.append(_Clause(sentence, start, end, f" {plain(parse.reading[start:end])} ", before + whole))
        before = whole
    return out


def _known(
    found: Sequence[tuple[Expression, Tense | None]],
    parse: Parse,
    language: str | None,
    happenings: Sequence[Happening],
    words: Mapping[str, Any],
    now: date,
) -> list[Clue]:
    tag = (language or "").split("-")[0].lower()
    patterns = [(h, p) for h in happenings for p in h.patterns.get(tag, ())]
    if not patterns:
        return []
    out: list[Clue] = []
    for clause in _clauses(parse):
        # A pattern's head stands in the clause and the rest in it, in its sentence or in the one before. Of several,
        # those with the most words in the clause itself: the more is said, the surer which it was.
        fits = [(h, p) for h, p in patterns if _any(p[0], clause.words) and all(_any(w, clause.around) for w in p[1:])]
        if not fits or any(w in clause.words for w in words.get("hedges", ())):
            continue
        score = [sum(_any(w, clause.words) for w in p) for _, p in fits]
        best = [fit for fit, n in zip(fits, score, strict=True) if n == max(score)]
        hs = list({h.id: h for h, _ in best}.values())
        heads = tuple({w for _, p in best for w in p[0]})
        inside = [(e, t) for e, t in found if clause.start <= e.start and e.end <= clause.end]
        out.extend(_said_of(clause, hs, heads, inside, words, now))
    return out


def _any(alternatives: Sequence[str], words: str) -> bool:
    return any(w in words for w in alternatives)


def _said_of(
    clause: _Clause,
    hs: Sequence[Happening],
    heads: Sequence[str],
    inside: Sequence[tuple[Expression, Tense | None]],
    words: Mapping[str, Any],
    now: date,
) -> Iterable[Clue]:
    """The clues of one clause that tells of one happening, or of one of several."""
    names = " or ".join(h.name for h in hs[:3])
    first = min((h.when.start for h in hs if h.when.start), default=EVER)
    if first > now:
        return
    if _any(words.get("anniversary", ()), clause.words):
        yield Clue(((first, EVER),), f"written after: {names}", LIKELY)
        for e, tense in inside:
            spans = (
                [s for h in hs for w in _anniversaries(h, now) for s in turned(e, tense, w)] if relative(e.node) else []
            )
            if spans:
                yield Clue(_merged(spans), f"« {e.text} » is said of the anniversary of: {names}", LIKELY)
        return
    at = [clause.words.find(w) for w in heads if w in clause.words]
    for marks, weight in ((words.get("since", ()), SURE), (words.get("after", ()), LIKELY)):
        mark = min((clause.words.find(m) for m in marks if m in clause.words), default=len(clause.words))
        if any(mark < n <= mark + BETWEEN for n in at):
            yield Clue(((first, EVER),), f"written after: {names}", weight)
    for e, tense in inside:
        if relative(e.node) and _tells_when(e, clause, heads, words):
            spans = [s for h in hs for s in turned(e, tense, h.when)]
            if spans:
                yield Clue(_merged(spans), f"« {e.text} » is said of: {names}", LIKELY)


def _tells_when(e: Expression, clause: _Clause, heads: Sequence[str], words: Mapping[str, Any]) -> bool:
    """Whether a time is that of the happening itself and not of what is said, thought or done about it.

    It is where the time hangs on the happening's head word, where both hang on a verb of taking place, and where
    both stand in a clause without any verb ("At a summit with … last week, …").
    """
    sentence = clause.sentence
    if not any(t.pos in syntax.VERBAL for t in sentence.tokens if clause.start <= t.start < clause.end):
        return any(t.pos for t in sentence.tokens)
    top = _head(e, sentence)
    if top is None:
        return False
    if sentence.tokens[top].pos in syntax.VERBAL:  # « il y a un an » holds a verb of its own
        top = sentence.tokens[top].head
    starts = {h.split()[0] for h in heads}
    for n, token in enumerate(sentence.tokens):
        if e.start <= token.start < e.end or not any(plain(token.text).startswith(s) for s in starts):
            continue
        above = [top, *syntax.ancestors(sentence, top)]
        if n in above:
            between = above[: above.index(n)]
            if token.pos == "VERB" or not any(sentence.tokens[k].pos in syntax.VERBAL for k in between):
                return True
        mine, its = _chain(sentence, top), _chain(sentence, n)
        if (
            mine
            and set(mine) & set(its)
            and any(sentence.tokens[v].lemma.lower() in words.get("happens", ()) for v in mine)
        ):
            return True
    return False


def _chain(sentence: Sentence, n: int) -> list[int]:
    """The verb that governs a token, and those that it completes ("should begin": begin, should)."""
    out: list[int] = []
    verb = syntax.governing_verb(sentence, n)
    while verb is not None and verb not in out:
        out.append(verb)
        token = sentence.tokens[verb]
        verb = (
            token.head
            if token.dep in ("xcomp", "aux", "ccomp") and sentence.tokens[token.head].pos in syntax.VERBAL
            else None
        )
        if token.dep == "ccomp":
            break
    return out


def _anniversaries(h: Happening, now: date) -> list[When]:
    """Each year's day of a happening and the days about it, when one writes of the anniversary."""
    assert h.when.start
    out = []
    for y in range(h.when.start.year + 1, now.year + 1):
        d = _safe(y, h.when.start.month, h.when.start.day)
        if d:
            out.append(edtf.day(d))
    return out


def relative(node: Node) -> bool:
    """Whether what a node means depends on the day of writing."""
    match node:
        case Fixed() | Open():
            return False
        case Range(a, b):
            return relative(a) and relative(b)
        case Within(_, outer):
            return relative(outer)
        case Shift(_, _, told) | Distance(told=told):
            return not told
        case Part(_, inner):
            return relative(inner)
        case Calendar(year=year):
            return year is None
        case _:
            return True


def turned(e: Expression, tense: Tense | None, of: When) -> list[Span]:
    """The days on which one would say this of what happened then.

    Found by resolving the expression on each day near the happening, and widened where speech is loose.
    """
    assert of.start and of.end
    if isinstance(e.node, Distance) and e.node.bound == "more":
        if e.node.sign > 0:
            return [(plus(of.start, e.node.unit, -e.node.count - 1), of.end)]
        return [(plus(of.start, e.node.unit, e.node.count), plus(of.end, e.node.unit, e.node.count + 1))]
    reach = YEAR_REACH if _years(e.node) else REACH
    if (of.end - of.start).days > REACH:
        return []
    out: list[Span] = []
    # Where the week begins on Sunday, "last week" on a Sunday is the one that ended the day before.
    slack = DAY if isinstance(e.node, Shift) and e.node.unit == "week" else timedelta(0)
    for n in range((of.end - of.start).days + 2 * reach):
        day = of.start + (n - reach) * DAY
        when = resolve(e, edtf.day(day), tense)
        if (tense == "past" and day < of.start) or (tense == "future" and day > of.end):
            continue
        if (
            when
            and when.start
            and when.end
            and edtf.compatible(when, of)
            and not (tense == "future" and day > when.end)
        ):
            if out and out[-1][1] >= day - DAY:
                out[-1] = (out[-1][0], day)
            else:
                out.append((day - slack, day))
    return out


def _years(node: Node) -> bool:
    match node:
        case Shift(unit, _) | Distance(unit, _):
            return unit in ("year", "decade")
        case Within(_, outer):
            return _years(outer)
        case _:
            return False
