"""Step 7, memberships: which states belong, joined, left or founded which organisation, each with its own date.

"… s'est élargie à l'Inde et au Pakistan en 2017, et, depuis 2023, à l'Iran": a time belongs to the members
of its own conjunct, so lists are read as sequences of members and times rather than as a whole.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from filrouge.lang import table
from filrouge.records import Entity, Membership, Mention, Names, Parse, TimeMention, When

_PLAIN = str.maketrans({"’": "'", "ʼ": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\n": " "})
_WORD = re.compile(r"[^\W\d_]+|\d+")

LONGEST_SENTENCE = 2000
"""Characters read of one sentence; a list of thirty members with their dates has some 900."""
ADJACENT = 70
"""Characters between the last of the members and the verb: adverbs, a short parenthesis."""

RECENT = 40
"""Mentions looked back over for the organisation that "the alliance" means: two or three paragraphs."""
OPENING = 3
"""Words that are no list words between a cue and its list ("compte aujourd'hui dix pays membres, dont …")."""


@dataclass(frozen=True, slots=True)
class _Member:
    start: int
    end: int
    id: str
    state: bool


@dataclass(frozen=True, slots=True)
class _Dated:
    member: _Member
    when: When | None
    announced: bool = False


class _Grammar:
    """One language's cues, compiled."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        def pattern(key: str) -> re.Pattern[str]:
            return re.compile(str(data.get(key) or "(?!)"), re.IGNORECASE)

        self.known = bool(data)
        self.generic = pattern("generic")
        self.negation = pattern("negation")
        self.doubt = pattern("doubt")
        self.announced = pattern("announced")
        self.group = pattern("group")
        self.founding = pattern("founding")
        self.year = pattern("year")
        self.anaphora = pattern("anaphora")
        self.possessive = pattern("possessive")
        self.list_words = frozenset(str(w) for w in data.get("list_words", ()))
        self.then = frozenset(str(w) for w in data.get("then", ()))
        self.cues = tuple(
            (kind, re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE))
            for kind, patterns in data.get("cues", {}).items()
        )


@cache
def _grammar(language: str | None) -> _Grammar:
    return _Grammar(table(language, "memberships"))


def memberships(
    parse: Parse, names: Names, times: tuple[TimeMention, ...], published: When | None
) -> tuple[Membership, ...]:
    """Every membership that the article asserts, in order; negated, wished and possible ones are left out.

    ``since`` and ``until`` are the beginning and the end themselves ("depuis 2023" gives the year 2023).
    ``published`` is not needed yet: a membership without its own time stays undated.
    """
    grammar = _grammar(parse.language)
    if not grammar.known:
        return ()
    found: dict[Membership, None] = {}
    article = _Article(parse, names, times, grammar)
    for sentence in parse.sentences:
        for membership in article.sentence(sentence.start, min(sentence.end, sentence.start + LONGEST_SENTENCE)):
            found.setdefault(membership)
    return tuple(found)


class _Article:
    def __init__(self, parse: Parse, names: Names, times: tuple[TimeMention, ...], grammar: _Grammar) -> None:
        self.text = parse.reading.translate(_PLAIN)
        self.grammar = grammar
        self.times = sorted([*times, *_years(self.text, times, grammar)], key=lambda t: (t.start, -t.end))
        self.mentions = sorted(names.mentions, key=lambda m: (m.start, -m.end))
        self._starts = [m.start for m in self.mentions]
        self._time_starts = [t.start for t in self.times]
        self.entities: dict[str, Entity] = {e.id: e for e in names.entities}

    # Look-ups -------------------------------------------------------------------------------------

    def _mentions(self, start: int, end: int) -> list[Mention]:
        inside = self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return [m for m in inside if m.end <= end]

    def _times(self, start: int, end: int) -> list[TimeMention]:
        inside = self.times[bisect_left(self._time_starts, start) : bisect_left(self._time_starts, end)]
        kept: list[TimeMention] = []
        for t in inside:
            if t.end <= end and not (kept and t.start < kept[-1].end):
                kept.append(t)
        return kept

    def _members(self, start: int, end: int) -> list[_Member]:
        found: list[_Member] = []
        for m in self._mentions(start, end):
            if m.kind not in ("state", "organisation") or (found and m.start < found[-1].end):
                continue
            for entity in m.entities:
                if entity.startswith("state:"):
                    found.append(_Member(m.start, m.end, entity.removeprefix("state:"), True))
                elif m.kind == "organisation" and self._international(m):
                    found.append(_Member(m.start, m.end, entity, False))
        return found

    def _international(self, m: Mention) -> bool:
        """Whether the organisation is nobody's in particular: ministries and parties belong to a country."""
        return all((e := self.entities.get(i)) is None or e.country is None for i in m.entities)

    def _organisation(self, m: Mention) -> str:
        return m.entities[0] if m.entities and not m.entities[0].startswith("local:") else m.text

    def _named_before(self, at: int) -> str | None:
        """The organisation that the article named last before ``at``."""
        n = bisect_left(self._starts, at)
        near = [m for m in self.mentions[max(0, n - RECENT) : n] if m.kind == "organisation" and self._international(m)]
        known = [m for m in near if m.entities and not m.entities[0].startswith("local:")]
        return self._organisation((known or near)[-1]) if near else None

    def _left_organisation(self, start: int, at: int) -> str | None:
        """The organisation that stands before a cue in its sentence, or that a noun there refers back to."""
        named = [m for m in self._mentions(start, at) if m.kind == "organisation" and self._international(m)]
        generic = list(self.grammar.generic.finditer(self.text, start, at))
        if named:
            return self._organisation(named[-1])
        opens = not _WORD.search(self.text, start, at) or len(self.text[start:at].split()) <= 2
        return self._named_before(start) if generic or opens else None

    def _right_organisation(self, at: int, end: int) -> tuple[str, int] | None:
        """The organisation right after a cue, and where its mention ends."""
        generic = self.grammar.generic.search(self.text, at, min(end, at + 40))
        for m in self._mentions(at, min(end, at + 120)):
            if m.kind == "organisation":
                if generic and generic.end() < m.start:
                    break
                if m.start - at <= 40 and self._international(m):
                    return self._organisation(m), m.end
                break
        if generic:
            before = self._named_before(generic.start())
            return (before, generic.end()) if before else None
        return None

    # One sentence -----------------------------------------------------------------------------------

    def sentence(self, start: int, end: int) -> Iterator[Membership]:
        hits = sorted(
            (m.start(), m.end(), kind) for kind, p in self.grammar.cues for m in p.finditer(self.text, start, end)
        )
        edge = start
        for n, (a, b, kind) in enumerate(hits):
            if n and a < hits[n - 1][1]:
                continue
            lead = self.text[start:a]
            stop = next((x for x, _, _ in hits[n + 1 :] if x >= b), end)
            if self.grammar.negation.search(lead[-60:]) or self.grammar.doubt.search(lead[-60:]):
                edge = b
                continue
            yield from self._read(kind, a, b, start, end, edge, stop)
            edge = b

    def _read(self, kind: str, a: int, b: int, start: int, end: int, edge: int, stop: int) -> Iterator[Membership]:
        if kind in ("founded_by", "includes", "enlarges", "founder_list"):
            organisation = self._left_organisation(start, b)
            dated = self._list(b, end, self._head_time(start, a) if kind in ("founded_by", "enlarges") else None)
            founder = kind in ("founded_by", "founder_list")
        elif kind in ("accession", "withdrawal"):
            members = [d for d in self._list(b, end, None) if d.member.state]
            if not members:
                return
            right = self._right_organisation(members[-1].member.end, end)
            organisation = right[0] if right else self._left_organisation(start, a)
            nearest = self._times(members[-1].member.end, end) or self._times(start, a)
            when = nearest[0].when if nearest else None
            announced = bool(self.grammar.announced.search(self.text, start, end))
            dated = [_Dated(d.member, when, announced) for d in members if when is not None or not announced]
            founder = False
        else:
            right = self._right_organisation(b, end)
            left = self._adjacent(edge, a)
            tail = right[1] if right else b
            organisation = right[0] if right else None
            if organisation is None and (
                self.grammar.anaphora.search(self.text, max(start, a - 4), a) or self._undirected(b, end)
            ):
                organisation = self._named_before(a)
            dated = self._joined(left, b, tail, end, self._head_time(start, left[0].start if left else a))
            founder = kind == "founded" or bool(self.grammar.founding.search(self.text, a, b))
        if organisation is None:
            return
        leaving = kind in ("leaves", "withdrawal")
        for d in dated:
            if d.member.id == organisation:
                continue
            begin = _beginning(d.when) if d.when else None
            yield Membership(
                start,
                end,
                organisation,
                d.member.id,
                None if leaving else begin,
                begin if leaving else None,
                founder and not d.announced,
                d.announced,
            )

    def _undirected(self, at: int, end: int) -> bool:
        """Whether a verb of joining has a time or nothing after it instead of an organisation."""
        times = self._times(at, min(end, at + 30))
        return bool(times) and times[0].start - at <= 12

    def _adjacent(self, edge: int, at: int) -> list[_Member]:
        """The members of the list that ends right before ``at``; a possessor ("le président de X") is none."""
        members = self._members(edge, at)
        if not members:
            return []
        gap = self.text[members[-1].end : at]
        bare = re.sub(r"[,(][^,()]*[,)]\s*$", "", gap)
        if len(bare) > ADJACENT or re.search(r"[;:]", bare) or len(bare.split()) > 5:
            return []
        first = len(members) - 1
        while first and self._joins(members[first - 1].end, members[first].start):
            first -= 1
        if self.grammar.possessive.search(self.text[max(edge, members[first].start - 12) : members[first].start]):
            return []
        return members[first:]

    def _head_time(self, start: int, at: int) -> When | None:
        """The time with which the clause opens ("En 2001, …")."""
        found = self._times(start, at)
        return found[-1].when if found else None

    # Lists --------------------------------------------------------------------------------------------

    def _joins(self, start: int, end: int) -> bool:
        """Whether the text between two items of a list holds nothing but what lists are made of."""
        gap = self.text[start:end]
        for m in self._mentions(start, end):
            if m.kind == "place":
                gap = gap.replace(self.text[m.start : m.end], " ", 1)
        if self.grammar.group.search(gap):
            return not re.search(r"[.;]", gap) and len(gap) < 90
        if re.search(r"[.;]\s", gap):
            return False
        return all(w.lower() in self.grammar.list_words for w in _WORD.findall(gap))

    def _list(self, at: int, end: int, default: When | None) -> list[_Dated]:
        """Members and times from ``at`` on, as long as they form a list, each member with its conjunct's time."""
        items: list[_Member | TimeMention] = sorted(
            [*self._members(at, end), *self._times(at, end)], key=lambda i: (i.start, i.end)
        )
        dated: list[_Dated] = []
        pending: list[_Member] = []
        forward: When | None = None
        last: _Member | None = None
        cursor = at
        for n, item in enumerate(items):
            if item.start < cursor:
                continue
            gap = self.text[cursor : item.start]
            if isinstance(item, TimeMention) and last and self.grammar.announced.search(gap) and len(gap) < 60:
                dated.append(_Dated(last, item.when, True))
                cursor = item.end
                continue
            if not self._joins(cursor, item.start) and (last is not None or len(gap) > 60 or not self._introduces(gap)):
                break
            if isinstance(item, _Member):
                last = item
                if forward is not None:
                    dated.append(_Dated(item, forward))
                else:
                    pending.append(item)
            elif self._looks_back(items, n, cursor, last):
                dated.extend(_Dated(m, item.when) for m in pending)
                pending, forward = [], None
            else:
                dated.extend(_Dated(m, default) for m in pending)
                pending, forward = [], item.when
            cursor = item.end
        dated.extend(_Dated(m, default) for m in pending)
        return dated

    def _introduces(self, gap: str) -> bool:
        """Whether the words between a cue and the first item of its list are few enough to be its introduction."""
        others = [w for w in _WORD.findall(gap) if w.lower() not in self.grammar.list_words]
        return len(others) <= OPENING and not re.search(r"[.;]\s", gap)

    def _looks_back(self, items: list[_Member | TimeMention], n: int, cursor: int, last: _Member | None) -> bool:
        """Whether a time dates the members before it ("… et au Pakistan en 2017") rather than those after."""
        if last is None or last.end != cursor:
            return False
        gap = self.text[cursor : items[n].start]
        if "," not in gap and not any(w.lower() in self.grammar.then for w in _WORD.findall(gap)):
            return True
        follows = next((i for i in items[n + 1 :] if i.start >= items[n].end), None)
        if not isinstance(follows, _Member):
            return True
        return (
            not any(w.lower() in self.grammar.then for w in _WORD.findall(gap))
            and "," in (self.text[items[n].end : follows.start])
        )

    def _joined(self, left: list[_Member], verb: int, at: int, end: int, head: When | None) -> list[_Dated]:
        """Members before the verb with the time after it, then the elliptic rest ("… et la Suède en 2024")."""
        near = [t for t in self._times(verb, end) if self._reaches(verb if t.start < at else at, t)]
        dated: list[_Dated] = []
        if left:
            when = near[0].when if near else head
            dated = [_Dated(m, when) for m in left]
            if near:
                at = max(at, near[0].end)
                rest = self._list(at, end, None)
                dated.extend(d for d in rest if d.when is not None)
        elif re.match(r"[^.;]{0,80}[:(]", self.text[at:end]):
            dated = self._list(at, end, near[0].when if near else head)
        return dated

    def _reaches(self, at: int, t: TimeMention) -> bool:
        """Whether nothing but list words stands between ``at`` and the time."""
        gap = self.text[at : t.start]
        return len(gap) <= 60 and not re.search(r"[.;:]", gap) and len(_WORD.findall(gap)) <= 6


def _years(text: str, times: tuple[TimeMention, ...], grammar: _Grammar) -> Iterator[TimeMention]:
    """The plain years after a preposition that step 5 left out ("créée en 2001 par")."""
    taken = sorted((t.start, t.end) for t in times)
    for m in grammar.year.finditer(text):
        n = bisect_left(taken, (m.end(), 0))
        if not (n and taken[n - 1][1] > m.start()):
            first = date(int(m[1]), 1, 1)
            yield TimeMention(m.start(), m.end(), m[0], When(first, first.replace(month=12, day=31), "year"))


def _beginning(when: When) -> When:
    """The moment at which an open interval begins, at its own grain: "since 2023" begins in the year 2023."""
    if when.start is None or (when.end is not None and when.modifier not in ("since", "after")):
        return when
    first = when.start
    if when.grain == "year":
        return When(first, date(first.year, 12, 31), "year")
    if when.grain == "month":
        following = (first.replace(day=1) + timedelta(days=32)).replace(day=1) if first.year < 9999 else first
        return When(first, following - timedelta(days=1), "month")
    return When(first, first, "day")
