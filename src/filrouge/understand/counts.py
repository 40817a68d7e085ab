"""Step 7, counts: how often, according to the article, some people met: "39 fois", "their second meeting this year".

Only numbers of encounters between two parties or more count. A rounded number is kept as the interval that
a reader takes it for; since when and by which means is kept too, for counts only compare if those agree.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from filrouge.lang import table
from filrouge.records import Count, Entity, Mention, Names, Parse, Participant, Sentence, TimeMention, Token, When
from filrouge.text.normalise import straight
from filrouge.text.wordlist import either
from filrouge.understand.openings import beginning

LONGEST_SENTENCE = 1200
"""Characters read of one sentence."""
CLAUSE = 160
"""Characters to either side of a number in which the encounter is named."""
MOST = 10_000
"""A larger number counts something else than encounters."""


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    low: int
    high: int
    noun: str | None
    """What is counted, where the count names it ("second video call"); None for "39 times"."""


class _Grammar:
    """One language's table, compiled into three patterns: so many times, so many meetings, the n-th meeting."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        words: Mapping[str, Any] = data.get("words", {})
        self.known = bool(data)

        self.numbers: dict[str, int] = dict(data.get("numbers", {}))
        self.about: dict[str, int] = dict(data.get("about", {}))
        self.ordinals: dict[str, int] = dict(data.get("ordinals", {}))
        self.bounds = {key: tuple(words.get(key, ())) for key in ("more", "at_least", "nearly", "around")}
        bound = either([b for many in self.bounds.values() for b in many])
        number = rf"(?P<number>\d{{1,4}}|{either(self.numbers)})"
        about = rf"(?:une|a|un)?\s?(?P<about>{either(self.about)})\s?(?:{either(words.get('partitive', ()))})?\s*"
        amount = rf"(?:(?P<bound>{bound})\s?)?(?:{about}|{number}\s)"
        nouns = either(words.get("nouns", ()))
        # "four hours of talks", "trois semaines après un appel": a length of time or a new phrase is no adjective
        apart = either(words.get("not_between", ()))
        adjective = rf"(?:(?!(?:{apart})\b(?!-))[^\W\d_][\w'-]*\s){{0,{int(words.get('adjectives', 0))}}}?"
        ordinal = (
            rf"(?:(?P<digits>\d{{1,4}})\s?{words.get('ordinal_suffix', '(?!)')}|(?P<ordinal>{either(self.ordinals)}))"
        )
        self.many = {str(k): (int(v[0]), int(v[1])) for k, v in data.get("many", {}).items()}
        amounts = (*self.many, *self.numbers, *self.about, *self.ordinals, *words.get("twice", ()))
        self.any_number = re.compile(rf"\d|(?<!\w){either(amounts)}")
        flags = re.IGNORECASE
        # "entre dix et douze fois", "3 or 4 times": the second number is the amount's own.
        span = rf"(?:(?P<from>\d{{1,4}}|{either(self.numbers)})\s(?:{either(words.get('to', ()))})\s)?"
        amount = span + amount
        repeated = rf"{amount}(?:{either(words.get('times', ()))})\b|(?P<twice>{either(words.get('twice', ()))})\b"
        repeated += rf"|(?P<many>{either(self.many)})\s(?:{either(words.get('times', ()))})\b"
        self.times = re.compile(
            rf"(?<![\w.,])(?:{repeated})(?!\s(?:{either(words.get('not_a_count', ()))})\b)",
            flags,
        )
        self.nth_time = re.compile(rf"(?<![\w.,]){ordinal}\s(?:{either(words.get('times', ()))})\b", flags)
        counted = rf"{adjective}(?P<noun>{nouns})\b(?:\s(?:{either(words.get('qualifiers', ()))})\b)?"
        self.meetings = re.compile(rf"(?<![\w.,])(?<!\bof\s)(?<!\bdes\s){amount}{counted}", flags)  # "Group of 20"
        self.nth = re.compile(rf"(?<![\w.,]){ordinal}\s{counted}", flags)
        self.light = frozenset(str(v) for v in words.get("light", ()))
        self.solo = frozenset(str(n) for n in words.get("solo", ()))
        self.bare_nth = re.compile(rf"(?<![\w.,]){ordinal}(?=[\s,.]|$)", flags)
        self.verbs = re.compile(str(words.get("verbs") or "(?!)"), flags)
        self.nouns = re.compile(rf"\b(?:{nouns})\b", flags)
        self.never = re.compile(str(words.get("never") or "(?!)"), flags)
        self.within = re.compile(str(words.get("within") or "(?!)"), flags)
        self.spans: dict[str, int] = dict(data.get("spans", {}))
        self.denied = re.compile(str(words.get("denied") or "(?!)"), flags)
        self.since = re.compile(rf"\b(?:{either(words.get('since', ()))})\b\s*\S*\s*$", flags)
        self.since_alone = re.compile(str(words.get("since_alone") or "(?!)"), flags)
        self.this_year = re.compile(rf"\b(?:{either(words.get('this_year', ()))})\b", flags)
        self.possessive = re.compile(rf"\b(?:{either(words.get('possessives', ()))})\b", flags)
        self.modes = tuple((m, re.compile(p, flags)) for m, p in data.get("modes", {}).items())


@cache
def _grammar(language: str | None) -> _Grammar:
    return _Grammar(table(language, "counts"))


def counts(parse: Parse, names: Names, times: tuple[TimeMention, ...], published: When | None) -> tuple[Count, ...]:
    """Every count of encounters, in order. ``published`` says which year "this year" is; without it that stays open."""
    grammar = _grammar(parse.language)
    if not grammar.known:
        return ()
    article = _Article(parse, names, times, published, grammar)
    found: list[Count] = []
    for n, sentence in enumerate(parse.sentences):
        found.extend(article.sentence(sentence, parse.sentences[n - 1] if n else None))
    return tuple(found)


class _Article:
    def __init__(
        self, parse: Parse, names: Names, times: tuple[TimeMention, ...], published: When | None, grammar: _Grammar
    ) -> None:
        self.reading = parse.reading
        self.text = straight(parse.reading).replace("\n", " ")
        self.grammar = grammar
        self.published = published
        self.times = sorted(times, key=lambda t: (t.start, -t.end))
        self._time_starts = [t.start for t in self.times]
        self.mentions = sorted(names.mentions, key=lambda m: (m.start, -m.end))
        self._starts = [m.start for m in self.mentions]
        self.entities: dict[str, Entity] = {e.id: e for e in names.entities}

    def sentence(self, sentence: Sentence, previous: Sentence | None) -> Iterator[Count]:
        start, end = sentence.start, min(sentence.end, sentence.start + LONGEST_SENTENCE)
        for hit in self._hits(start, end):
            if not self._of_encounters(sentence, start, end, hit):
                continue
            who = self._participants(start, end, hit)
            if len(who) < 2:
                continue
            yield Count(
                hit.start,
                hit.end,
                who,
                self.reading[hit.start : hit.end],
                hit.low,
                hit.high,
                self._since(start, end, hit, previous),
                self._mode(hit, start, end),
            )

    def _of_encounters(self, sentence: Sentence, start: int, end: int, hit: _Hit) -> bool:
        """Whether encounters of both sides are what is counted."""
        if not hit.high:
            return True  # "never" stands with its verb
        if hit.noun is None:
            near = self.text[max(start, hit.start - CLAUSE) : min(end, hit.end + CLAUSE)]
            if not (self.grammar.verbs.search(near) or self.grammar.nouns.search(near)):
                return False
            verb = _governor(sentence, hit.end - 1)
            if verb and not (self.grammar.verbs.search(verb.text) or verb.lemma in self.grammar.light):
                return False
        return not self._denied(start, hit) and (not self._alone(hit) or self._shared(start, hit))

    def _hits(self, start: int, end: int) -> list[_Hit]:
        found: list[_Hit] = []
        numbered = self.grammar.any_number.search(self.text, start, end)
        patterns = (self.grammar.nth, self.grammar.nth_time, self.grammar.times, self.grammar.meetings)
        for pattern in patterns if numbered else ():
            for m in pattern.finditer(self.text, start, end):
                if any(h.start < m.end() and m.start() < h.end for h in found):
                    continue
                span = self._interval(m.groupdict())
                if span and 0 < span[0] <= span[1] <= MOST:
                    found.append(_Hit(m.start(), m.end(), span[0], span[1], m.groupdict().get("noun")))
        found.extend(
            _Hit(m.start(), m.end(), 0, 0, None)
            for m in self.grammar.never.finditer(self.text, start, end)
            if not any(h.start < m.end() and m.start() < h.end for h in found)
        )
        if numbered and self.grammar.nouns.search(self.text, start, end):
            # "their 37th since 2013" after a sentence or clause that names the meeting.
            for m in self.grammar.bare_nth.finditer(self.text, start, end):
                if any(h.start < m.end() and m.start() < h.end for h in found):
                    continue
                own = self.grammar.possessive.search(self.text, max(start, m.start() - 8), m.start())
                if own or self.grammar.this_year.match(self.text, m.end() + 1, min(end, m.end() + 30)):
                    span = self._interval(m.groupdict())
                    if span and span[0]:
                        found.append(_Hit(m.start(), m.end(), span[0], span[1], None))
        return sorted(found, key=lambda h: h.start)

    def _interval(self, groups: Mapping[str, str | None]) -> tuple[int, int] | None:
        """(low, high), both inclusive, of an amount or ordinal."""
        if groups.get("twice"):
            return 2, 2
        if many := groups.get("many"):
            return self.grammar.many[many.lower()]
        if digits := groups.get("digits"):
            return int(digits), int(digits)
        if ordinal := groups.get("ordinal"):
            value = self.grammar.ordinals[ordinal.lower()]
            return value, value
        if about := groups.get("about"):
            value, rounded = self.grammar.about[about.lower()], True
        elif number := groups.get("number"):
            value, rounded = int(number) if number.isdigit() else self.grammar.numbers[number.lower()], False
        else:
            return None
        bound = (groups.get("bound") or "").lower()
        kind = next((k for k, many in self.grammar.bounds.items() if bound in many), None) if bound else None
        slack = _slack(value)
        if (first := groups.get("from")) and bound == "":
            low = int(first) if first.isdigit() else self.grammar.numbers[first.lower()]
            return (low, value) if low < value else None
        if kind == "more":
            return value + 1, value + _step(value) - 1
        if kind == "at_least":
            return value, value + _step(value) - 1
        if kind == "nearly":
            return value - slack, value
        if kind == "around" or rounded:
            return value - slack, value + slack
        return value, value

    def _alone(self, hit: _Hit) -> bool:
        """Whether the count may be of one side's doings: a first time, a number of visits."""
        return hit.noun is not None and (hit.high == 1 or hit.noun.lower() in self.grammar.solo)

    def _shared(self, start: int, hit: _Hit) -> bool:
        return bool(self.grammar.possessive.search(self.text, max(start, hit.start - 8), hit.start))

    def _denied(self, start: int, hit: _Hit) -> bool:
        """Whether the encounter's verb before the number is negated."""
        for verb in self.grammar.verbs.finditer(self.text, max(start, hit.start - CLAUSE), hit.start):
            if self.grammar.denied.search(self.text[max(start, verb.start() - 40) : verb.start()]):
                return True
        return bool(self.grammar.denied.search(self.text[max(start, hit.start - 40) : hit.start]))

    # Who ------------------------------------------------------------------------------------------

    def _mentions(self, start: int, end: int) -> list[Mention]:
        return self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _participants(self, start: int, end: int, hit: _Hit) -> tuple[Participant, ...]:
        """The pair that a mention next to the number stands for, else the two leading people of the sentence,
        else, for "leur" and "ils", those named last before it."""
        people = [m for m in self._mentions(start, end) if m.kind == "person" and m.entities]
        pairs = [m for m in people if len(m.entities) > 1]
        if pairs:
            nearest = min(pairs, key=lambda m: abs(m.start - hit.start))
            return self._as_participants(list(nearest.entities))
        single = list(dict.fromkeys(m.entities[0] for m in people))
        if len(single) >= 2:
            if len(single) > 2:
                single = self._clause_pair(people, hit) or single[:2]
            return self._as_participants(single[:2])
        if single and hit.noun is None and not self.grammar.possessive.search(self.text, start, hit.start):
            others = [
                e
                for m in self._mentions(start, end)
                if m.kind in ("state", "organisation")
                for e in m.entities
                if m.how != "metonym"
            ]
            return self._as_participants([*single, *others[:1]])
        before = [m for m in self._mentions(max(0, start - 1500), start) if m.kind == "person" and m.entities]
        for m in reversed(before):
            for entity in (*m.entities,):
                if entity not in single:
                    single.append(entity)
            if len(single) >= 2:
                break
        return self._as_participants(single[:2]) if self.grammar.possessive.search(self.text, start, end) else ()

    def _clause_pair(self, people: list[Mention], hit: _Hit) -> list[str]:
        """The two different people named nearest to the number."""
        near = sorted(people, key=lambda m: min(abs(m.start - hit.end), abs(hit.start - m.end)))
        return list(dict.fromkeys(m.entities[0] for m in near))[:2]

    def _as_participants(self, ids: list[str]) -> tuple[Participant, ...]:
        known = [i for i in dict.fromkeys(ids) if i in self.entities]
        return tuple(Participant(i, self.entities[i].name, "actor") for i in known)

    # Since when, and how ----------------------------------------------------------------------------

    def _since(self, start: int, end: int, hit: _Hit, previous: Sentence | None) -> When | None:
        lead = self.grammar.since_alone.search(self.text, start, hit.start)
        if lead is None and self.grammar.since_alone.match(self.text[start : hit.start]):
            lead = self.grammar.since_alone.match(self.text[start : hit.start])
        inside = self.times[bisect_left(self._time_starts, start) : bisect_left(self._time_starts, end)]
        following = re.split(r"[;.]", self.text[hit.end : min(end, hit.end + 40)])[0]
        if self.grammar.this_year.search(following):
            return self._year_start()
        for t in inside:
            if ";" in self.text[min(t.start, hit.start) : max(t.start, hit.start)]:
                continue
            opening = self.grammar.since.search(self.text[max(start, t.start - 30) : t.start])
            own = self.grammar.since.match(self.text[t.start : t.end].split(" ")[0] + " ") or t.when.modifier == "since"
            if (opening or own) and t.when.start and not self._of_this_year(t):
                return beginning(t.when)
        if self.grammar.this_year.search(self.text, hit.end, min(end, hit.end + 60)) or self.grammar.this_year.search(
            self.text, max(start, hit.start - 60), hit.start
        ):
            return self._year_start()
        if within := self._within(start, end, hit):
            return within
        if lead and previous is not None:
            dated = self.times[
                bisect_left(self._time_starts, previous.start) : bisect_left(self._time_starts, previous.end)
            ]
            if dated:
                return beginning(dated[-1].when)
        return None

    def _within(self, start: int, end: int, hit: _Hit) -> When | None:
        """When "in two years", "au cours des six derniers mois" beside the number begins."""
        m = self.grammar.within.match(self.text, hit.end, end) or self.grammar.within.search(
            self.text, max(start, hit.start - 40), hit.start
        )
        p = self.published
        if m is None or p is None or p.start is None:
            return None
        number = m["number"].lower()
        many = int(number) if number.isdigit() else self.grammar.numbers.get(number, 1)
        months = many * self.grammar.spans[m["unit"].lower()]
        year, month = divmod(p.start.year * 12 + p.start.month - 1 - months, 12)
        first = date(max(year, 1), month + 1, 1)
        return When(first, first, "day")

    def _of_this_year(self, t: TimeMention) -> bool:
        return bool(self.grammar.this_year.fullmatch(self.text[t.start : t.end].strip()))

    def _year_start(self) -> When | None:
        p = self.published
        if p is None or p.start is None or p.end is None or p.start.year != p.end.year:
            return None
        first = date(p.start.year, 1, 1)
        return When(first, first, "day")

    def _mode(self, hit: _Hit, start: int, end: int) -> str:
        """The means that the count's own words name, else the one that its clause names, if it is only one."""
        if hit.noun:
            own = self.text[hit.start : hit.end]
            for mode in ("video", "phone", "in-person"):
                if any(m == mode and p.search(own) for m, p in self.grammar.modes):
                    return mode
        near = self.text[max(start, hit.start - 80) : min(end, hit.end + 60)] if hit.noun is None else ""
        named = {m for m, p in self.grammar.modes if p.search(near)}
        return next(iter(named)) if len(named) == 1 else "any"


def _governor(sentence: Sentence, offset: int) -> Token | None:
    """The verb that governs the word at ``offset``, by the parse; None where there is none."""
    tokens = sentence.tokens
    at = bisect_right(tokens, offset, key=lambda t: t.start) - 1
    if at < 0 or tokens[at].end <= offset:
        return None
    for _ in range(6):
        head = tokens[at].head
        if head == at or not 0 <= head < len(tokens):
            return None
        at = head
        if tokens[at].pos == "VERB":
            return tokens[at]
    return None


def _slack(value: int) -> int:
    """How far a rounded number may be off: 35 to 45 is "about 40", 8 to 12 "about ten"."""
    return max(1, value // 10) if value >= 60 else 5 if value >= 20 else 2 if value >= 10 else 1


def _step(value: int) -> int:
    """The next number a writer would have rounded to: nobody says "more than 40" of 50."""
    return 100 if value % 100 == 0 else 10 if value % 10 == 0 else 5
