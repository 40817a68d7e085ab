"""From cues to speakers: whom each verb, "according to" or "in the words of" of a sentence gives the word."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from filrouge.understand.speech.cues import Cue
from filrouge.understand.speech.quotes import MASK
from filrouge.understand.speech.relays import Press
from filrouge.understand.speech.scene import Scene, Speaker
from filrouge.understand.speech.subjects import Subjects


@dataclass(frozen=True, slots=True)
class Said:
    """A cue with its speakers. ``inverted``: the subject follows the verb. ``subject``: where it begins, or -1."""

    cue: Cue
    speakers: tuple[Speaker, ...]
    inverted: bool
    subject: int
    press: bool = False
    """The press alone is named: it relays if anybody else speaks."""
    closes: bool = True
    """Nothing of weight follows its subject, so that it may govern all that stands before it."""


@dataclass(frozen=True, slots=True)
class Attributions:
    """The attributions of one sentence, in order. ``everyone`` keeps the press that ``said`` leaves out."""

    said: list[Said]
    everyone: list[Said]
    credited: list[str]
    """The press that only carries the words of the others."""


class Attributor:
    """Finds the speakers of cues; ``focus``, whom a pronoun would mean, is told with each sentence."""

    def __init__(self, scene: Scene, press: Press) -> None:
        self.scene = scene
        self.text = scene.text
        self.lex = scene.lex
        self.press = press
        self.subjects = Subjects(scene)
        self.focus: tuple[Speaker, ...] = ()
        self.speaking: tuple[Speaker, ...] = ()

    def attributions(
        self, found: list[Cue], start: int, end: int, focus: tuple[Speaker, ...], speaking: tuple[Speaker, ...]
    ) -> Attributions:
        """Whom the cues of the sentence in the span give the word; ``speaking``: who spoke in the sentence before."""
        self.focus = focus
        self.speaking = speaking
        everyone = self._attributions(found, start, end)
        said, credited = self._without_press(everyone)
        return Attributions(said, everyone, credited)

    def _attributions(self, found: list[Cue], start: int, end: int) -> list[Said]:
        said: list[Said] = []
        for n, cue in enumerate(found):
            following = next((c.start for c in found[n + 1 :] if c.start >= cue.end), end)
            floor = next((s.cue.end for s in reversed(said) if not s.cue.participle), start)
            if cue.kind in ("source", "view"):
                said.append(self._source(cue, start, end))
            elif cue.kind == "noun":
                if who := self._possessor(cue, end):
                    said.append(Said(cue, who, False, -1))
            else:
                said.append(self._subject(cue, said, start, min(following, end), floor))
        ordered = sorted(said, key=lambda s: s.cue.start)
        for n, s in enumerate(ordered[:-1]):
            if s.cue.participle and not s.speakers and not re.search(r"[^\W_]", self.text[start : s.cue.start]):
                # "Affirmant que …, X a dit": the subject of the main verb.
                ordered[n] = replace(s, speakers=next((x.speakers for x in ordered[n + 1 :] if x.subject >= 0), ()))
        if colon := self._colon(start, end):
            ordered.insert(0, colon)
        return ordered

    def _source(self, cue: Cue, start: int, end: int) -> Said:
        """The speaker of "selon X", or the press that it credits."""
        stop = self.press.phrase_end(cue.end, end)
        span = self.subjects.after(cue, stop)
        if span is None:
            return Said(cue, (), True, -1)
        closes = len(self.text[span[1] : end].split()) <= 8
        if cue.kind == "view":
            return Said(cue, self._viewer(span, end), True, -1)
        outlets = self.press.outlets(cue.end, stop)
        written = self.scene.phrase(*span, lenient=cue.lemma not in self.lex.citing)
        described = bool(self.lex.person_role.search(self.text, *span))
        if outlets and not described and not (written and written[0].id and not self.press.is_outlet(written[0].name)):
            who = tuple(Speaker(name, None) for name in outlets)
            known = tuple(s for s in written if s.name in outlets)
            return Said(cue, known or who, True, -1, True, closes)
        if self.text[span[0] : span[1]].strip().lower() in self.lex.tonic:
            people = [m for m in self.scene.mentions_in(start, cue.start) if m.kind == "person"]
            who = self.scene.speakers(people[0]) if people else self.focus
            return Said(cue, who, True, -1, False, closes)
        who = self._pronoun(*span) or written
        return Said(cue, who, True, -1, bool(who) and all(self.press.is_outlet(s.name) for s in who), closes)

    def _viewer(self, span: tuple[int, int], end: int) -> tuple[Speaker, ...]:
        """The X of "pour X, …" that thinks rather than profits: a person, or, where words are quoted, an authority."""
        if self.text[span[1] : span[1] + 1] != ",":
            return ()
        found = self.scene.mentions_in(*span)
        who = self.scene.phrase(*span, lenient=False)
        if any(m.kind == "person" for m in found):
            return tuple(s for s in who if s.id)
        authority = self.lex.role.search(self.text, *span) or any(
            m.kind == "organisation" or m.how == "metonym" for m in found
        )
        return who if authority and MASK in self.text[span[1] : end] else ()

    def _pronoun(self, start: int, end: int) -> tuple[Speaker, ...]:
        """Whom a bare pronoun means where step 4 left it open."""
        word = self.text[start:end].strip(" ,").lower()
        return self.focus if word in self.lex.pronouns else ()

    def _subject(self, cue: Cue, said: list[Said], start: int, limit: int, floor: int) -> Said:
        scene, text = self.scene, self.text
        if cue.clitic:
            inside = [m for m in scene.mentions_in(cue.start, cue.end) if m.entities]
            goes_on = next((s.speakers for s in reversed(said) if s.speakers and not s.press), self.speaking)
            who = goes_on if len(goes_on) == 1 else scene.speakers(inside[0]) if inside else self.focus
            return Said(cue, who, True, -1)
        lead = text[start : cue.start].rstrip()
        quoted = (
            lead.endswith(MASK) or (len(lead) > 1 and lead[-2] == MASK) or lead.rstrip(",").endswith(MASK) or not lead
        )
        apart = quoted or lead.endswith((",", "!", "?"))
        follow = text[cue.end : cue.end + 40].lstrip()
        complement = bool(self.lex.complementiser.match(follow)) or follow[:1] in (":", MASK, ",", "", ".")
        if cue.reported:
            return self._reported(cue, said, start)
        semicolon = text.rfind(";", start, cue.start)
        if cue.participle and semicolon >= 0 and not (said and said[-1].cue.start > semicolon):
            near = [m for m in scene.mentions_in(semicolon, cue.start) if m.kind == "person"]
            return Said(cue, scene.speakers(near[0]) if near else (), False, -1)
        if cue.participle and lead.endswith(",") and said and said[-1].speakers and not said[-1].cue.negated:
            return Said(cue, said[-1].speakers, False, -1)
        inverts = apart and not cue.participle and not complement and (quoted or cue.lemma not in self.lex.dative)
        if inverts and quoted and cue.kind == "say" and (found := self._inverted(cue, limit, quoted)):
            return found
        span = self._with_coordination(self.subjects.by_syntax(cue), cue)
        parsed: tuple[Speaker, ...] = ()
        if span and start <= span[0]:
            parsed = self._pronoun(*span) or scene.phrase(*span, lenient=False)
            if parsed and parsed[0].id and (span[0] < cue.start or apart):
                return Said(cue, parsed, span[0] > cue.start, span[0])
        if inverts and (found := self._inverted(cue, limit, quoted)):
            return found
        if lead and not cue.participle:
            for place in self.subjects.before(cue, floor):
                alone = self.text[start : place[0]].rstrip().endswith(MASK) and place[1] >= cue.start - 1
                if who := self._pronoun(*place) or scene.phrase(*place, lenient=alone):
                    return Said(cue, who, False, place[0])
        if parsed:
            return Said(cue, parsed, bool(span and span[0] > cue.start), span[0] if span else -1)
        between = text[said[-1].cue.end if said else start : cue.start]
        empty = not re.search(r"[^\W_]", re.sub(rf"[{MASK}]", "", between.rsplit(",", 1)[-1])) or bool(
            re.search(r"(?:^|[\s,])(\w+)\s*$", between) and between.split()[-1].lower() in self.lex.conjunctions
        )
        if (cue.participle or empty) and said and said[-1].speakers:
            return Said(cue, said[-1].speakers, False, -1)
        if lead.rpartition(" ")[2].lower() in self.lex.conjunctions:
            first = scene.mentions_in(start, cue.start)[:1]
            if first and first[0].start <= start + 3 and first[0].kind != "place":
                return Said(cue, scene.speakers(first[0]), False, first[0].start)  # "Kiev dément et parle d'une …"
        if cue.participle:
            near = scene.mentions_in(max(start, cue.start - 40), cue.start)
            if near and near[-1].kind == "person" and not text[near[-1].end : cue.start].strip():
                return Said(cue, scene.speakers(near[-1]), False, near[-1].start)
            if lead.endswith(","):
                near = [m for m in scene.mentions_in(start, cue.start) if m.kind == "person"]
                if near:
                    return Said(cue, scene.speakers(near[0]), False, -1)
        return Said(cue, (), False, -1)

    def _inverted(self, cue: Cue, limit: int, quoted: bool) -> Said | None:
        """The attribution whose subject follows its verb; ``quoted``: right after a quotation, any noun may speak."""
        place = self.subjects.after(cue, limit)
        if place is None:
            return None
        who = self._pronoun(*place) or self.scene.phrase(*place, lenient=quoted)
        return Said(cue, who, True, place[0]) if who and (quoted or self._ends_clause(place[1], limit)) else None

    def _ends_clause(self, at: int, limit: int) -> bool:
        """Whether the noun phrase that ends at ``at`` closes its clause, as an inverted subject does."""
        rest = self.text[at:limit].lstrip()
        if self.lex.complementiser.match(rest):
            return False
        return rest[:1] in ("", ",", ".", ";", ")", "\n") or bool(self.lex.stop.match(rest))

    def _reported(self, cue: Cue, said: list[Said], start: int) -> Said:
        """The speaker of "TASS quoted X as saying", "X was quoted as saying"."""
        floor = said[-1].cue.end if said else start
        people = [
            m
            for m in self.scene.mentions_in(max(floor, cue.start - 120), cue.start)
            if m.kind != "place" and not self.lex.addressee.search(self.text, max(floor, m.start - 8), m.start)
        ]
        if not people:
            lead = self.text[floor : cue.start]
            verb = next(
                (
                    w.start()
                    for w in self.lex.word.finditer(lead)
                    if w[0].lower() in self.lex.passive | self.lex.auxiliaries
                ),
                -1,
            )
            if verb > 0 and (who := self.scene.phrase(floor, floor + verb, lenient=False)):
                return Said(cue, who, False, floor)
            return Said(cue, said[-1].speakers if said and not said[-1].cue.relays else (), False, -1)
        return Said(cue, self.scene.speakers(people[-1]), False, people[-1].start)

    def _with_coordination(self, span: tuple[int, int] | None, cue: Cue) -> tuple[int, int] | None:
        """The parser's subject with the "and NAME" that it hung elsewhere."""
        if span and span[1] < cue.start <= span[1] + 60:
            rest = self.text[span[1] : cue.start].split()
            if len(rest) > 1 and rest[0].lower() in self.lex.conjunctions and "," not in "".join(rest):
                return span[0], cue.start
        if span:
            for m in self.scene.mentions_in(max(0, span[0] - 60), span[0]):
                if self.text[m.end : span[0]].strip().lower() in self.lex.conjunctions and m.kind == "person":
                    return m.start, span[1]
        return span

    def _possessor(self, cue: Cue, end: int) -> tuple[Speaker, ...]:
        """X in "the remarks of X", "l'une des déclarations publiques de X", "X's words"."""
        scene = self.scene
        before = [m for m in scene.mentions_in(max(0, cue.start - 60), cue.start) if m.kind == "person"]
        if before and re.fullmatch(r"'s?\s+(?:[^\W\d_]+\s)?", self.text[before[-1].end : cue.start]):
            return scene.speakers(before[-1])
        gap = re.compile(r"(?:\s[^\W\d_]+){0,2}\s*").match(self.text, cue.end, min(end, cue.end + 40))
        window = min(end, (gap.end() if gap else cue.end) + 90)
        for p in self.lex.possessive.finditer(self.text, cue.end, min(window, cue.end + 45)):
            if len(self.text[cue.end : p.start()].split()) > 2 or re.search(r"[,.;:]", self.text[cue.end : p.start()]):
                break
            stop = re.compile(rf"[,.;:!?()\n{MASK}]").search(self.text, p.end(), window)
            return tuple(s for s in scene.phrase(p.end(), stop.start() if stop else window, lenient=False) if s.id)
        return ()

    def _colon(self, start: int, end: int) -> Said | None:
        """The speaker of a headline "X : « … »", "X: we will win"."""
        colon = re.compile(r"\s?:\s").search(self.text, start, min(end, start + 90))
        if not colon or re.search(rf"[,;!?{MASK}]", self.text[start : colon.start()]):
            return None
        found = self.scene.mentions_in(start, colon.start())
        if len(found) != 1 or found[0].end != colon.start() or found[0].kind not in ("person", "organisation"):
            return None
        lead = self.text[start : found[0].start].strip()
        if len(lead.split()) > 4 or self.lex.possessive.search(lead):
            return None
        mark = Cue(colon.start(), colon.end(), colon.start(), ":", "say")
        return Said(mark, self.scene.speakers(found[0]), False, start)

    def _without_press(self, said: list[Said]) -> tuple[list[Said], list[str]]:
        """The attributions to speakers proper, and the press that the others credit.

        The press speaks where nobody else does.
        """

        def press(s: Said) -> bool:
            return s.press or (bool(s.speakers) and all(self.press.is_outlet(x.name) for x in s.speakers))

        carried = [s for s in said if press(s) and (s.cue.relays or s.cue.kind == "source" or s.inverted)]
        others = [s for s in said if s not in carried]
        speaking = any(s.speakers and not s.cue.negated and not press(s) for s in others)
        if carried and speaking:
            return others, [name for s in carried for x in s.speakers for name in self.press.called(x.name)]
        return said, []

    def addressee(self, cue: Cue) -> str | None:
        """Whom the verb's object or "à X" names, right after it."""
        gap = re.compile(r"\s*").match(self.text, cue.end)
        at = gap.end() if gap else cue.end
        to = self.lex.addressee.match(self.text, at)
        if not to and cue.lemma not in self.lex.dative:
            return None
        at = to.end() if to else at
        audience = re.compile(r"\s*").match(self.text, at)
        if audience and (told := self.lex.audience.match(self.text, audience.end())):
            return self.scene.reading[told.start() : told.end()]
        found = self.scene.mentions_in(at, at + 40)
        if found and found[0].kind in ("person", "organisation") and found[0].start - at <= 12:
            known = self.scene.speakers(found[0])
            if known and not self.press.is_outlet(known[0].name):
                return known[0].name
        return None
