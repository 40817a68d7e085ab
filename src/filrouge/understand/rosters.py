"""Lists of members and the times that belong to them: "à l'Inde et au Pakistan en 2017, puis à l'Iran en 2023"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from filrouge.records import Entity, Mention, Names, Parse, TimeMention, When
from filrouge.text.normalise import straight

WORD = re.compile(r"[^\W\d_]+|\d+")

ADJACENT = 70
"""Characters between the last of the members and the verb: adverbs, a short parenthesis."""
OPENING = 3
"""Words that are no list words between a cue and its list ("compte aujourd'hui dix pays membres, dont …")."""


@dataclass(frozen=True, slots=True)
class Member:
    start: int
    end: int
    id: str
    state: bool


@dataclass(frozen=True, slots=True)
class Dated:
    member: Member
    when: When | None
    announced: bool = False


class Grammar:
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
        self.negative = pattern("negative")
        self.pronoun = pattern("pronoun")
        self.alongside = pattern("alongside")
        self.year = pattern("year")
        self.anaphora = pattern("anaphora")
        self.possessive = pattern("possessive")
        self.further = pattern("further")
        self.list_words = frozenset(str(w) for w in data.get("list_words", ()))
        self.then = frozenset(str(w) for w in data.get("then", ()))
        self.cues = tuple(
            (kind, re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE))
            for kind, patterns in data.get("cues", {}).items()
        )


class Roster:
    """One article's mentions and times by offset, and the lists that they form."""

    def __init__(self, parse: Parse, names: Names, times: tuple[TimeMention, ...], grammar: Grammar) -> None:
        self.text = straight(parse.reading).replace("\n", " ")
        self.grammar = grammar
        self.times = sorted([*times, *_years(self.text, times, grammar)], key=lambda t: (t.start, -t.end))
        self.mentions = sorted(names.mentions, key=lambda m: (m.start, -m.end))
        self.starts = [m.start for m in self.mentions]
        self._time_starts = [t.start for t in self.times]
        self.entities: dict[str, Entity] = {e.id: e for e in names.entities}

    # Look-ups -------------------------------------------------------------------------------------

    def mentions_in(self, start: int, end: int) -> list[Mention]:
        inside = self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        return [m for m in inside if m.end <= end]

    def times_in(self, start: int, end: int) -> list[TimeMention]:
        inside = self.times[bisect_left(self._time_starts, start) : bisect_left(self._time_starts, end)]
        kept: list[TimeMention] = []
        for t in inside:
            if t.end <= end and not (kept and t.start < kept[-1].end):
                kept.append(t)
        return kept

    def members_in(self, start: int, end: int) -> list[Member]:
        found: list[Member] = []
        for m in self.mentions_in(start, end):
            if m.kind not in ("state", "organisation") or (found and m.start < found[-1].end):
                continue
            for entity in m.entities:
                if entity.startswith("state:"):
                    found.append(Member(m.start, m.end, entity.removeprefix("state:"), True))
                elif m.kind == "organisation" and self.international(m):
                    found.append(Member(m.start, m.end, entity, False))
        return found

    def international(self, m: Mention) -> bool:
        """Whether the organisation is nobody's in particular: ministries and parties belong to a country."""
        return all((e := self.entities.get(i)) is None or e.country is None for i in m.entities)

    def adjacent(self, edge: int, at: int) -> list[Member]:
        """The members of the list that ends right before ``at``; a possessor ("le président de X") is none."""
        members = self.members_in(edge, at)
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

    # Lists --------------------------------------------------------------------------------------------

    def _joins(self, start: int, end: int) -> bool:
        """Whether the text between two items of a list holds nothing but what lists are made of."""
        gap = self.text[start:end]
        for m in self.mentions_in(start, end):
            if m.kind == "place":
                gap = gap.replace(self.text[m.start : m.end], " ", 1)
        if self.grammar.group.search(gap):
            return not re.search(r"[.;]", gap) and len(gap) < 90
        if re.search(r"[.;]\s", gap):
            return False
        return all(w.lower() in self.grammar.list_words for w in WORD.findall(gap))

    def listed(self, at: int, end: int, default: When | None) -> list[Dated]:
        """Members and times from ``at`` on, as long as they form a list, each member with its conjunct's time."""
        items: list[Member | TimeMention] = sorted(
            [*self.members_in(at, end), *self.times_in(at, end)], key=lambda i: (i.start, i.end)
        )
        dated: list[Dated] = []
        pending: list[Member] = []
        forward: When | None = None
        last: Member | None = None
        cursor = at
        for n, item in enumerate(items):
            if item.start < cursor:
                continue
            gap = self.text[cursor : item.start]
            if isinstance(item, TimeMention) and last and self.grammar.announced.search(gap) and len(gap) < 60:
                dated.append(Dated(last, item.when, True))
                cursor = item.end
                continue
            if not self._joins(cursor, item.start) and (last is not None or len(gap) > 60 or not self._introduces(gap)):
                break
            if isinstance(item, Member):
                last = item
                if forward is not None:
                    dated.append(Dated(item, forward))
                else:
                    pending.append(item)
            elif self._looks_back(items, n, cursor, last):
                dated.extend(Dated(m, item.when) for m in pending)
                pending, forward = [], None
            else:
                dated.extend(Dated(m, default) for m in pending)
                pending, forward = [], item.when
            cursor = item.end
        dated.extend(Dated(m, default) for m in pending)
        return dated

    def _introduces(self, gap: str) -> bool:
        """Whether the words between a cue and the first item of its list are few enough to be its introduction."""
        others = [w for w in WORD.findall(gap) if w.lower() not in self.grammar.list_words]
        return len(others) <= OPENING and not re.search(r"[.;]\s", gap)

    def _looks_back(self, items: list[Member | TimeMention], n: int, cursor: int, last: Member | None) -> bool:
        """Whether a time dates the members before it ("… et au Pakistan en 2017") rather than those after."""
        if last is None or last.end != cursor:
            return False
        gap = self.text[cursor : items[n].start]
        if "," not in gap and not any(w.lower() in self.grammar.then for w in WORD.findall(gap)):
            return True
        follows = next((i for i in items[n + 1 :] if i.start >= items[n].end), None)
        if not isinstance(follows, Member):
            return True
        return (
            not any(w.lower() in self.grammar.then for w in WORD.findall(gap))
            and "," in (self.text[items[n].end : follows.start])
        )

    def joined(self, left: list[Member], verb: int, at: int, end: int, head: When | None) -> list[Dated]:
        """Members before the verb with the time after it, then the elliptic rest ("… et la Suède en 2024")."""
        near = [t for t in self.times_in(verb, end) if self._reaches(verb if t.start < at else at, t)]
        dated: list[Dated] = []
        if left:
            when = near[0].when if near else head
            dated = [Dated(m, when) for m in left]
            if near:
                at = max(at, near[0].end)
                beside = self.grammar.alongside.match(self.text, at, end)
                rest = self.listed(beside.end() if beside else at, end, when if beside else None)
                dated.extend(d for d in rest if d.when is not None)
        elif re.match(r"[^.;]{0,80}[:(]", self.text[at:end]):
            dated = self.listed(at, end, near[0].when if near else head)
        return dated

    def _reaches(self, at: int, t: TimeMention) -> bool:
        """Whether nothing but list words stands between ``at`` and the time."""
        gap = self.text[at : t.start]
        return len(gap) <= 60 and not re.search(r"[.;:]", gap) and len(WORD.findall(gap)) <= 6


def _years(text: str, times: tuple[TimeMention, ...], grammar: Grammar) -> Iterator[TimeMention]:
    """The plain years after a preposition that step 5 left out ("créée en 2001 par")."""
    taken = sorted((t.start, t.end) for t in times)
    for m in grammar.year.finditer(text):
        n = bisect_left(taken, (m.end(), 0))
        if not (n and taken[n - 1][1] > m.start()):
            first = date(int(m[1]), 1, 1)
            yield TimeMention(m.start(), m.end(), m[0], When(first, first.replace(month=12, day=31), "year"))
