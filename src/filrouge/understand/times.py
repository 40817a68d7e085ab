"""Step 5, first half: every time an article tells, as an interval.

Expressions are recognised in the whole reading; the tense of the verb that governs each one says whether a
bare weekday, day or month is the last or the next one before or after publication.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from filrouge.lang import syntax, table, units
from filrouge.lang.expressions import Expression, Tense, recognise, resolve
from filrouge.lang.symbols import Distance
from filrouge.records import Article, Parse, Sentence, TimeMention, When
from filrouge.text import edtf
from filrouge.understand.carried import carried, counted_back

NEAR = 600
"""Characters within which "the next day" may look back for the time told before: about a paragraph."""

_MARKS = re.compile(r"[^\w\s]")

CLIMB = 4
"""Verbs passed on the way up from an infinitive to the one that says when; deeper nesting is a misparse."""


def times(article: Article, parse: Parse, now: date) -> tuple[TimeMention, ...]:
    """The times told in ``parse.reading``, in order; what cannot be known without a publication date is left out.

    ``article.published`` is the anchor; an interval makes relative times as wide as they have to be. ``now`` bounds it.
    """
    published = article.published
    if published and (published.start is None or published.end is None):
        published = edtf.intersect(published, When(None, now))
    return times_of_text(parse.reading, parse.language or article.language, published, parse)


def times_of_text(
    text: str, language: str | None, published: When | None, parse: Parse | None = None
) -> tuple[TimeMention, ...]:
    """The same for a text alone; ``parse`` is of that text, and without it the tense is read from cue words."""
    found: list[tuple[Expression, When | None]] = []
    told: When | None = None
    month: When | None = None
    told_at = -NEAR
    for expression, tense in tensed(text, language, parse):
        if expression.start - told_at > NEAR:
            told = month = None
        previous = month if counted_back(expression.node) else told
        when = resolve(expression, published, tense, previous, alone=expression.text == text.strip())
        found.append((expression, when))
        if when is None:
            continue
        back = isinstance(expression.node, Distance) and expression.node.told and expression.node.sign < 0
        if _can_anchor(when, published, 1) and not back:  # "eight days earlier" looks aside, and the tale goes on
            told, told_at = when, expression.end
        if _can_anchor(when, published, 31):
            month, told_at = when, expression.end
    whens = carried(text, found, published, table(language, "dates").get("carried", {}))
    return tuple(TimeMention(e.start, e.end, e.text, w) for (e, _), w in zip(found, whens, strict=True) if w)


def spread(found: Sequence[TimeMention]) -> tuple[TimeMention, ...]:
    """The same times, "three weeks ago" as wide as it may be meant: what an event is dated by."""
    return tuple(replace(t, when=units.spread(t.when)) for t in found)


def _can_anchor(when: When, published: When | None, widest: int) -> bool:
    """Whether "the day before" may count from it: only from a day, and one that the article looks back on.

    "Four months later" may count from a month: ``widest`` is the days of the widest time that will do.
    """
    if when.start is None or when.end is None or (when.days or 0) > widest or when.modifier is not None:
        return False
    return published is None or published.end is None or when.end <= published.end


def tensed(text: str, language: str | None, parse: Parse | None) -> list[tuple[Expression, Tense | None]]:
    """Each expression with the tense of its verb; None where no verb governs it."""
    found = recognise(text, language)
    if not found:
        return []
    cues = table(language, "dates").get("tense", {})
    sentences = parse.sentences if parse else ()
    starts = [s.start for s in sentences]
    out: list[tuple[Expression, Tense | None]] = []
    for expression in found:
        at = bisect_right(starts, expression.start) - 1
        sentence = sentences[at] if at >= 0 else None
        tense: Tense | None
        if sentence and parse and parse.has_syntax and expression.start < sentence.end:
            tense = tense_of(sentence, expression.start, expression.end, cues)
        else:
            around = (sentence.start, sentence.end) if sentence else _line(text, expression.start)
            tense = _cued(text[around[0] : around[1]], cues, alone=(expression.start, expression.end) == around)
        out.append((expression, tense))
    return out


def _line(text: str, at: int) -> tuple[int, int]:
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    return start, len(text) if end < 0 else end


def _cued(sentence: str, cues: Mapping[str, Any], *, alone: bool) -> Tense | None:
    """Without syntax: future where a word of the table says so, else the past that news is mostly told in."""
    if alone:
        return None
    low = f" {_MARKS.sub(' ', sentence.lower())} "
    return "future" if any(cue in low for cue in cues.get("future_cues", ())) else "past"


def tense_of(sentence: Sentence, start: int, end: int, cues: Mapping[str, Any]) -> Tense | None:
    """The tense of the verb that governs ``start``–``end``; None where there is no verb or it leaves the time open."""
    inside = [n for n, t in enumerate(sentence.tokens) if t.start < end and t.end > start]
    if not inside:
        return None
    within = set(inside)
    top = next((n for n in inside if sentence.tokens[n].head not in within or sentence.tokens[n].head == n), inside[0])
    verb = _predicate(sentence, top)
    plans, modals = cues.get("plans", ()), cues.get("modals", ())
    for _ in range(CLIMB):
        if verb is None:
            return None
        lemma = sentence.tokens[verb].lemma.lower()
        said = _copula(sentence, verb) or syntax.tense(sentence, verb)
        if said == "present" and _arrived(sentence, verb, cues.get("with_be", ())):
            said = "past"
        if lemma in plans:
            # "Was planned for Monday": Monday may have come or not.
            return None if said == "past" and _has_auxiliary(sentence, verb) else "future"
        if said == "conditional":
            return "past" if _perfect(sentence, verb) else "future"
        if said is not None:
            if _bare_infinitive(sentence, verb):
                said = None
            else:
                return "past" if said == "pluperfect" else said  # type: ignore[return-value]
        above = next(
            (n for n in syntax.ancestors(sentence, verb) if sentence.tokens[n].pos in syntax.VERBAL and n != verb), None
        )
        if above is None:
            return None
        lemma = sentence.tokens[above].lemma.lower()
        if lemma in modals or lemma in plans:
            return None if syntax.tense(sentence, above) == "past" else "future"
        if sentence.tokens[verb].dep == "xcomp" and syntax.tense(sentence, above) == "past":
            # "Agreed to meet on Monday": after the agreement, before or after the article.
            return None
        verb = above
    return None


def _predicate(sentence: Sentence, index: int) -> int | None:
    """The verb at or above a token, or the adjective or noun that a "be" makes one."""
    for n in (index, *syntax.ancestors(sentence, index)):
        if sentence.tokens[n].pos == "VERB" or any(t.head == n and t.dep == "cop" for t in sentence.tokens):
            return n
    return syntax.governing_verb(sentence, index)


def _copula(sentence: Sentence, index: int) -> str | None:
    """The tense of a predicate's "be": surer than what a tagger makes of the word it joins."""
    for t in sentence.tokens:
        if t.head == index and t.dep == "cop":
            names = {"Tense=Imp": "past", "Tense=Past": "past", "Tense=Fut": "future", "Tense=Pres": "present"}
            if "Mood=Cnd" in t.morph:
                return "conditional"
            return next((said for feature, said in names.items() if feature in t.morph), None)
    return None


def _arrived(sentence: Sentence, verb: int, with_be: Sequence[str]) -> bool:
    """« sont venus », « se sont vus »: a past with "be" that looks like a present passive."""
    token = sentence.tokens[verb]
    if "VerbForm=Part" not in token.morph or "Tense=Past" not in token.morph:
        return False
    reflexive = any(t.head == verb and t.text.lower() in ("se", "s'", "s’") for t in sentence.tokens)
    return bool(with_be) and (token.lemma.lower() in with_be or reflexive)


def _bare_infinitive(sentence: Sentence, verb: int) -> bool:
    """An infinitive, active or passive ("doit être reçu"), whose governor alone tells the tense."""
    helpers = _helpers(sentence, verb)
    if "VerbForm=Inf" in sentence.tokens[verb].morph:
        return not helpers
    return len(helpers) == 1 and "VerbForm=Inf" in helpers[0].morph and helpers[0].lemma.lower() in ("être", "be")


def _has_auxiliary(sentence: Sentence, verb: int) -> bool:
    return any("Tense=Past" in t.morph or "Tense=Imp" in t.morph for t in _helpers(sentence, verb))


def _perfect(sentence: Sentence, verb: int) -> bool:
    """ "Aurait rencontré", "would have met": a participle after "have"."""
    return "VerbForm=Part" in sentence.tokens[verb].morph and any(
        t.lemma.lower() in ("avoir", "have") for t in _helpers(sentence, verb)
    )


def _helpers(sentence: Sentence, verb: int) -> list[Any]:
    return [sentence.tokens[n] for n in syntax.auxiliaries(sentence, verb)]
