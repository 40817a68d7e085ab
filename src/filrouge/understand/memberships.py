"""Step 7, memberships: which states belong, joined, left or founded which organisation, each with its own date.

"… s'est élargie à la Finlande en 2023 et, depuis mars 2024, à la Suède": a time belongs to the members
of its own conjunct, so lists are read as sequences of members and times rather than as a whole.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from filrouge.lang import table
from filrouge.records import Membership, Mention, Names, Parse, TimeMention, When
from filrouge.understand.openings import beginning
from filrouge.understand.rosters import WORD, Dated, Grammar, Member, Roster

LONGEST_SENTENCE = 2000
"""Characters read of one sentence; a list of thirty members with their dates has some 900."""

RECENT = 40
"""Mentions looked back over for the organisation that "the alliance" means: two or three paragraphs."""


@cache
def _grammar(language: str | None) -> Grammar:
    return Grammar(table(language, "memberships"))


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
        end = min(sentence.end, sentence.start + LONGEST_SENTENCE)
        if article.may_tell(end):
            found.update(dict.fromkeys(article.sentence(sentence.start, end)))
        article.previous = sentence.start
    return tuple(found)


class _Article:
    def __init__(self, parse: Parse, names: Names, times: tuple[TimeMention, ...], grammar: Grammar) -> None:
        self.roster = Roster(parse, names, times, grammar)
        self.text = self.roster.text
        self.grammar = grammar
        self.previous = 0
        """Where the sentence before begins."""
        self._first = min((m.start for m in self.roster.mentions if self._is_organisation(m)), default=None)

    def may_tell(self, end: int) -> bool:
        """Whether a sentence up to ``end`` can hold a membership: of an organisation named by then, and of somebody
        named in it or in the sentence before."""
        named = self._first is not None and self._first < end
        return named and bool(self.roster.members_in(self.previous, end))

    def _is_organisation(self, m: Mention) -> bool:
        return m.kind == "organisation" and self.roster.international(m)

    def _organisation(self, m: Mention) -> str:
        return m.entities[0] if m.entities and not m.entities[0].startswith("local:") else m.text

    def _named_before(self, at: int) -> str | None:
        """The organisation that the article named last before ``at``."""
        n = bisect_left(self.roster.starts, at)
        near = [m for m in self.roster.mentions[max(0, n - RECENT) : n] if self._is_organisation(m)]
        known = [m for m in near if m.entities and not m.entities[0].startswith("local:")]
        return self._organisation((known or near)[-1]) if near else None

    def _left_organisation(self, start: int, at: int) -> str | None:
        """The organisation that stands before a cue in its sentence, or that a noun there refers back to."""
        named = [m for m in self.roster.mentions_in(start, at) if self._is_organisation(m)]
        generic = list(self.grammar.generic.finditer(self.text, start, at))
        if named:
            return self._organisation(named[-1])
        opens = not WORD.search(self.text, start, at) or len(self.text[start:at].split()) <= 2
        return self._named_before(start) if generic or opens else None

    def _right_organisation(self, at: int, end: int) -> tuple[str, int] | None:
        """The organisation right after a cue, and where its mention ends."""
        generic = self.grammar.generic.search(self.text, at, min(end, at + 40))
        for m in self.roster.mentions_in(at, min(end, at + 120)):
            if m.kind == "organisation":
                if generic and generic.end() < m.start:
                    break
                if m.start - at <= 40 and self.roster.international(m):
                    return self._organisation(m), m.end
                break
        if generic:
            before = self._named_before(generic.start())
            return (before, generic.end()) if before else None
        return None

    # One sentence -----------------------------------------------------------------------------------

    def sentence(self, start: int, end: int) -> Iterator[Membership]:
        hits = sorted(
            (m.start(), -m.end(), kind)
            for kind, p in self.grammar.cues
            for m in p.finditer(self.text, start, end)
            if kind != "fronted" or m.start() == start
        )
        hits = [(a, -b, kind) for a, b, kind in hits]
        edge = start
        for n, (a, b, kind) in enumerate(hits):
            if n and a < hits[n - 1][1]:
                continue
            lead = self.text[start:a]
            stop = next((x for x, _, _ in hits[n + 1 :] if x >= b), end)
            denied = self.grammar.negation.search(lead[-60:]) or self.grammar.negative.search(self.text, a, b)
            if denied or (kind != "will_join" and self.grammar.doubt.search(lead[-60:])):
                edge = b
                continue
            yield from self._read(kind, a, b, start, end, edge, stop)
            edge = b

    def _read(self, kind: str, a: int, b: int, start: int, end: int, edge: int, stop: int) -> Iterator[Membership]:
        leaving = kind in ("leaves", "withdrawal", "expels")
        for organisation, dated, founder in self._facts(kind, a, b, start, end, edge):
            for d in dated:
                if d.member.id == organisation:
                    continue
                announced = d.announced or kind == "will_join"
                begin = beginning(d.when) if d.when else None
                yield Membership(
                    start,
                    end,
                    organisation,
                    d.member.id,
                    None if leaving else begin,
                    begin if leaving else None,
                    founder and not announced,
                    announced,
                )

    def _facts(
        self, kind: str, a: int, b: int, start: int, end: int, edge: int
    ) -> Iterator[tuple[str, list[Dated], bool]]:
        """(organisation, its members with their times, whether they founded it) by the cue in the span."""
        if kind in ("founded_by", "includes", "enlarges", "expels", "founder_list"):
            head = self._head_time(start, b) if kind in ("founded_by", "enlarges", "expels") else None
            dated = self.roster.listed(b, end, head)
            organisation = self._left_organisation(start, b)
            if kind == "founded_by" and a == start and dated and not dated[-1].member.state:
                organisation = dated.pop().member.id  # "Fondés en 2009 par le Brésil et l'Inde, les Brics"
            if organisation:
                yield organisation, dated, kind in ("founded_by", "founder_list")
        elif kind in ("accession", "withdrawal"):
            members = [d for d in self.roster.listed(b, end, None) if d.member.state]
            if not members:
                return
            right = self._right_organisation(members[-1].member.end, end)
            organisation = right[0] if right else self._left_organisation(start, a)
            nearest = self.roster.times_in(members[-1].member.end, end) or self.roster.times_in(start, a)
            when = nearest[0].when if nearest else None
            announced = bool(self.grammar.announced.search(self.text, start, end))
            if organisation:
                found = [Dated(d.member, when, announced) for d in members if when is not None or not announced]
                yield organisation, found, False
        elif kind == "fronted":  # "Membre de l'Otan depuis 1949, la Norvège"
            comma = self.text.find(",", b, end)
            right = self._right_organisation(b, comma)
            if right:
                dated = self.roster.listed(comma + 1, end, self._head_time(right[1], comma))
                yield right[0], dated, bool(self.grammar.founding.search(self.text, a, b))
        else:
            right = self._right_organisation(b, end)
            left = self.roster.adjacent(edge, a) or self._meant(start, a)
            tail = right[1] if right else b
            organisation = right[0] if right else self._possessor(a, b)
            if organisation is None and (
                self.grammar.anaphora.search(self.text, max(start, a - 4), a) or self._undirected(b, end)
            ):
                organisation = self._named_before(a)
            dated = self.roster.joined(left, b, tail, end, self._head_time(start, left[0].start if left else a))
            founder = kind == "founded" or bool(self.grammar.founding.search(self.text, a, b + 12))
            if organisation:
                others = dict(self._others(tail, end))
                yield organisation, [d for d in dated if d.member.id not in others], founder
                yield from ((other, [Dated(m, when) for m in left], founder) for other, when in others.items())

    def _possessor(self, a: int, b: int) -> str | None:
        """The organisation inside a cue: "became NATO's 32nd member"."""
        inside = [m for m in self.roster.mentions_in(a, b) if m.kind == "organisation" and self.roster.international(m)]
        return self._organisation(inside[-1]) if inside else None

    def _others(self, at: int, end: int) -> Iterator[tuple[str, When | None]]:
        """What else the same members belong to: "… de l'Otan depuis 1999 et de l'Union européenne depuis 2004"."""
        while True:
            near = [t for t in self.roster.times_in(at, min(end, at + 40)) if not self.text[at : t.start].strip()]
            at = near[0].end if near else at
            following = [m for m in self.roster.mentions_in(at, min(end, at + 60)) if m.kind == "organisation"]
            if not following or not self.grammar.further.fullmatch(self.text, at, following[0].start):
                return
            at = following[0].end
            near = [t for t in self.roster.times_in(at, min(end, at + 40)) if not self.text[at : t.start].strip()]
            yield self._organisation(following[0]), near[0].when if near else None

    def _meant(self, start: int, at: int) -> list[Member]:
        """The state with which the sentence before begins, for a sentence that begins with a pronoun."""
        if not self.grammar.pronoun.search(self.text[start:at]):
            return []
        return self.roster.members_in(self.previous, start)[:1]

    def _undirected(self, at: int, end: int) -> bool:
        """Whether a verb of joining has a time or nothing after it instead of an organisation."""
        times = self.roster.times_in(at, min(end, at + 30))
        return bool(times) and times[0].start - at <= 12

    def _head_time(self, start: int, at: int) -> When | None:
        """The time with which the clause opens ("En 2001, …")."""
        found = self.roster.times_in(start, at)
        return found[-1].when if found else None
