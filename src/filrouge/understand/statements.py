"""Step 6: who said what, in the article's own words, direct or indirect, and through whom it came."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from filrouge.records import Names, Parse, Statement
from filrouge.understand.speech.attributions import Attributor, Said
from filrouge.understand.speech.cues import cues, lexicon
from filrouge.understand.speech.governing import Governor
from filrouge.understand.speech.indirect import clauses
from filrouge.understand.speech.quotes import MASK, Quote, masked, quotations, sentences
from filrouge.understand.speech.relays import Press
from filrouge.understand.speech.repair import opened_up, repaired
from filrouge.understand.speech.scene import Scene, Speaker

NEAR = 3
"""Sentences over which a credit ("quoted by TASS") holds for the same speaker."""


@dataclass(slots=True)
class _Found:
    """A statement with the number of its sentence, and the press that is said to quote its speaker there."""

    statement: Statement
    sentence: int
    cited: tuple[str, ...] = ()


def statements(parse: Parse, names: Names, press: frozenset[str]) -> tuple[Statement, ...]:
    """Every attributed statement of the article, in order of offset; quotations nobody is said to utter are left out.

    ``press``: folded names of agencies and outlets, which relay rather than speak. A language without
    a table of cues (lang/*/quotes.toml) gives none.
    """
    lex = lexicon(parse.language)
    if not lex.known:
        return ()
    quotes = repaired(parse.reading, quotations(parse.reading), lex)
    quotes = opened_up(parse.reading, quotes, names, lex)
    text = lex.aside.sub(lambda m: " " * len(m[0]), masked(parse.reading, quotes))
    scene = Scene(parse, names, text, lex)
    found = _Reading(scene, quotes, Press(scene, press)).run()
    unique = {(f.statement.start, f.statement.end, f.statement.speaker): f for f in reversed(found)}
    return tuple(
        f.statement
        for f in sorted(unique.values(), key=lambda f: (f.statement.start, f.statement.end, f.statement.speaker))
    )


class _Reading:
    """Goes through the sentences once, keeping who spoke last."""

    def __init__(self, scene: Scene, quotes: tuple[Quote, ...], press: Press) -> None:
        self.scene = scene
        self.text = scene.text
        self.lex = scene.lex
        self.quotes = quotes
        self.press = press
        self.attributor = Attributor(scene, press)
        self.governor = Governor(scene)
        self.found: list[_Found] = []
        self.focus: tuple[Speaker, ...] = ()
        """Whom a pronoun would mean."""
        self.speaking: tuple[Speaker, ...] = ()
        """Who spoke in the sentence before: "a-t-il ajouté" means them."""
        self.carry: Said | None = None
        """Who goes on speaking if the next sentence is nothing but a quotation."""
        self.waiting: list[tuple[Quote, int]] = []
        """Quotations that stood alone and may belong to the speaker of the next sentence."""

    def run(self) -> list[_Found]:
        at = 0
        previous_end = 0
        for number, (start, end) in enumerate(sentences(self.text, self.lex.abbreviations)):
            mine: list[Quote] = []
            while at < len(self.quotes) and self.quotes[at].outer < end:
                mine.append(self.quotes[at])
                at += 1
            if "\n" in self.text[previous_end:start]:
                introduced = self.text[previous_end - 1 : previous_end] == ":" and bool(mine)
                self.speaking = ()
                if not (self._bare(start, end, mine) or introduced):
                    self.carry = None
                goes_on = (
                    bool(mine) and mine[0].outer == start and bool(self.waiting) and not self.waiting[-1][0].closed
                )
                self.waiting = self.waiting if self._bare(start, end, mine) or goes_on else []
            self._sentence(number, start, end, mine)
            previous_end = end
        self._spread_relays()
        return self.found

    def _bare(self, start: int, end: int, quotes: list[Quote]) -> bool:
        """Whether the sentence is nothing but quotation."""
        if not quotes:
            return False
        rest = self.text[start : quotes[0].outer] + self.text[quotes[-1].outer_end : end]
        return not re.search(r"[^\W_]", rest.replace(MASK, "")) and len(quotes) == 1 and quotes[0].opened

    # One sentence ---------------------------------------------------------------------------------

    def _sentence(self, number: int, start: int, end: int, quotes: list[Quote]) -> None:
        found = cues(self.text, start, end, self.lex, self.scene.part_of_speech)
        attributed = self.attributor.attributions(found, start, end, self.focus, self.speaking)
        said = attributed.said
        relays = self.press.credited(start, end, [c for c in found if c.kind in ("say", "frame")])
        credit = tuple(dict.fromkeys([n for r in relays for n in r.names] + attributed.credited))
        speaking: list[tuple[Quote, Said]] = []
        for q in quotes:
            governing = self.governor.governing(q, said, start, end)
            if governing:
                speaking.append((q, governing))
        if not said and not speaking and quotes and self._bare(start, end, quotes):
            if self.carry:
                speaking = [(quotes[0], self.carry)]
            else:
                self.waiting.append((quotes[0], number))
        else:
            self._settle_waiting(speaking, said, quotes, start, end)
        for q, governing in speaking:
            self._add(number, q.start, self._words_end(q), governing, True, credit)
        speakers = [governing for _, governing in speaking]
        for a, b, who in clauses(self.scene, said, attributed.everyone, quotes, start, end):
            self._add(number, a, b, who, False, credit)
            speakers.append(who)
        cited = tuple(dict.fromkeys(n for r in relays if r.cited for n in r.names))
        for f in reversed(self.found):
            if f.sentence != number:
                break
            f.cited = cited
        self._move_on(start, end, said, speaking, speakers)

    def _words_end(self, q: Quote) -> int:
        end = q.end
        while end > q.start and self.scene.reading[end - 1] in ", \u00a0":
            end -= 1
        return end

    def _settle_waiting(
        self, speaking: list[tuple[Quote, Said]], said: list[Said], quotes: list[Quote], start: int, end: int
    ) -> None:
        """A quotation that stood alone goes to the speaker of the quotation, or bare cue, right after it."""
        heir: Said | None = None
        if speaking and speaking[0][0] is quotes[0] and not re.search(r"[^\W_]", self.text[start : quotes[0].outer]):
            heir = speaking[0][1]
        elif said and not quotes and end - start < 90 and not re.search(r"[^\W_]", self.text[said[-1].cue.end : end]):
            heir = said[-1]
        if heir:
            for q, number in self.waiting:
                self._add(number, q.start, self._words_end(q), heir, True, ())
        self.waiting = []

    def _move_on(
        self, start: int, end: int, said: list[Said], speaking: list[tuple[Quote, Said]], speakers: list[Said]
    ) -> None:
        last = speaking[-1][1] if speaking else None
        if last is not None:
            self.carry = last
        elif said and self.text[end - 1] == ":":
            self.carry = said[-1]
        else:
            self.carry = None
        self.speaking = next((s.speakers for s in reversed(speakers) if not s.press), ())
        for s in (*speakers, *said):
            if s.speakers and not s.press:
                self.focus = s.speakers
                return
        people = [m for m in self.scene.mentions_in(start, min(end, start + 120)) if m.kind == "person" and m.entities]
        if people and people[0].how != "pronoun":
            self.focus = self.scene.speakers(people[0])
        elif not people and (opening := self.scene.opening(start, end)):
            self.focus = opening

    def _add(self, number: int, start: int, end: int, said: Said, direct: bool, credit: tuple[str, ...]) -> None:
        if end <= start:
            return
        addressee = self.attributor.addressee(said.cue) if said.cue.kind in ("say", "frame") else None
        for speaker in said.speakers:
            relayed = tuple(c for c in credit if c != speaker.name)
            self.found.append(
                _Found(
                    Statement(
                        start,
                        end,
                        self.scene.reading[start:end],
                        speaker.name,
                        speaker.id,
                        direct,
                        said.cue.lemma,
                        relayed,
                        addressee if addressee != speaker.name else None,
                        self.scene.written.get(speaker.id or ""),
                    ),
                    number,
                )
            )

    # Credits ----------------------------------------------------------------------------------------

    def _spread_relays(self) -> None:
        """A credit given once for a speaker holds for that speaker's statements in the sentences around it."""
        given: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
        for f in self.found:
            if f.cited:
                given.setdefault(f.statement.speaker, []).append((f.sentence, f.cited))
        for f in self.found:
            near = {r for n, r in given.get(f.statement.speaker, ())[:50] if abs(n - f.sentence) <= NEAR}
            if not f.statement.relayed_by and len(near) == 1:
                f.statement = replace(f.statement, relayed_by=next(iter(near)))
