"""Clues from widely known happenings: on which days would one write so of it?

A happening is told with a relative time ("last week", "more than a year ago", "in August"), which is turned
round; or the text was written "since" it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from filrouge.data.happenings import Happening, plain
from filrouge.lang import syntax
from filrouge.lang.expressions import Expression, Tense, resolve
from filrouge.lang.symbols import Calendar, Distance, Fixed, Node, Open, Part, Range, Shift, Within
from filrouge.lang.units import plus
from filrouge.records import Parse, Sentence, When, Why
from filrouge.text import edtf
from filrouge.understand.anniversaries import anniversaries, nth_anniversary
from filrouge.understand.bounds import EARLIEST, EVER, LIKELY, SURE, Clue, Span, head_of, merged

Span2 = tuple[int, int]

_BREAKS = (",", ";", ":", "–", "—", "(", ")")

DAY, MONTH = timedelta(1), timedelta(31)

REACH = 400
"""Days before and after a happening within which a relative time without a year can speak of it."""

YEAR_REACH = 1500
"""The same for times that name years ("two years ago", "last year")."""

BETWEEN = 80
"""Characters between "since" and the word for what has happened: "since the beginning of the full-scale invasion"."""


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


def known(
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
        # A name may hold a time ("the Good Friday agreement"): that is not when it is told of.
        named = [w for _, p in best for alternatives in p for w in alternatives]
        inside = [
            (e, t)
            for e, t in found
            if clause.start <= e.start and e.end <= clause.end and not any(plain(e.text) in w for w in named)
        ]
        out.extend(_said_of(clause, hs, heads, inside, words, tag, now))
    return out


def _any(alternatives: Sequence[str], words: str) -> bool:
    return any(w in words for w in alternatives)


def _said_of(
    clause: _Clause,
    hs: Sequence[Happening],
    heads: Sequence[str],
    inside: Sequence[tuple[Expression, Tense | None]],
    words: Mapping[str, Any],
    language: str,
    now: date,
) -> Iterable[Clue]:
    """The clues of one clause that tells of one happening, or of one of several."""
    names = " or ".join(h.name for h in hs[:3])
    first = min((h.when.start for h in hs if h.when.start), default=EVER)
    if first > now:
        return
    if _any((*words.get("anniversary", ()), *words.get("jubilee", ())), clause.words):
        if first >= EARLIEST:
            yield Clue(((first, EVER),), Why("written after: {names}", names=names), LIKELY)
        nth = nth_anniversary(clause.words, language)
        days = anniversaries([h.when for h in hs], nth, now)
        if nth and days:
            about = merged((d - MONTH, d + MONTH) for d in days)
            yield Clue(about, Why("the anniversary number {nth} of: {names}", nth=str(nth), names=names), LIKELY)
        for e, tense in inside:
            spans = [s for d in days for s in turned(e, tense, edtf.day(d))] if relative(e.node) else []
            if spans:
                yield Clue(
                    merged(spans),
                    Why("« {words} » is said of the anniversary of: {names}", words=e.text, names=names),
                    LIKELY,
                )
        return
    at = [clause.words.find(w) for w in heads if w in clause.words]
    for marks, weight in ((words.get("since", ()), SURE), (words.get("after", ()), LIKELY)):
        mark = min((clause.words.find(m) for m in marks if m in clause.words), default=len(clause.words))
        if any(mark < n <= mark + BETWEEN for n in at):
            yield Clue(((first, EVER),), Why("written after: {names}", names=names), weight)
    for e, tense in inside:
        if relative(e.node) and _tells_when(e, clause, heads, words):
            spans = [s for h in hs for s in turned(e, tense, h.when)]
            if spans:
                yield Clue(merged(spans), Why("« {words} » is said of: {names}", words=e.text, names=names), LIKELY)


def _tells_when(e: Expression, clause: _Clause, heads: Sequence[str], words: Mapping[str, Any]) -> bool:
    """Whether a time is that of the happening itself and not of what is said, thought or done about it.

    It is where the time hangs on the happening's head word, where both hang on a verb of taking place, and where
    both stand in a clause without any verb ("At a summit with … last week, …").
    """
    sentence = clause.sentence
    if not any(t.pos in syntax.VERBAL for t in sentence.tokens if clause.start <= t.start < clause.end):
        return any(t.pos for t in sentence.tokens)
    top = head_of(e, sentence)
    if top is None:
        return False
    if sentence.tokens[top].pos in syntax.VERBAL:
        # « il y a un an » holds a verb of its own, under which parsers put the one that it dates.
        before = [n for n, t in enumerate(sentence.tokens) if clause.start <= t.start < e.start and t.pos == "VERB"]
        top = before[-1] if before else sentence.tokens[top].head
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
