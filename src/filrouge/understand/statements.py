"""Step 6: who said what, in the article's own words, direct or indirect, and through whom it came."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from filrouge.records import Names, Parse, Statement
from filrouge.understand.cues import Cue, Lexicon, cues, lexicon
from filrouge.understand.indirect import clauses
from filrouge.understand.quotes import MASK, Quote, masked, plain, quotations, sentences
from filrouge.understand.relays import Press
from filrouge.understand.speakers import Scene, Speaker

GOVERNED = 400
"""Characters from a cue to a quotation that it still governs: the longest clause met in news prose."""
ASIDE = 100
"""Characters of an attribution inside a quotation (", a souligné le président russe Vladimir Poutine,")."""
NEAR = 3
"""Sentences over which a credit ("quoted by TASS") holds for the same speaker."""


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


@dataclass(slots=True)
class _Found:
    """A statement with the number of its sentence, and the press that is said to quote its speaker there."""

    statement: Statement
    sentence: int
    cited: tuple[str, ...] = ()


def statements(parse: Parse, names: Names, agencies: frozenset[str]) -> tuple[Statement, ...]:
    """Every attributed statement of the article, in order of offset; quotations nobody is said to utter are left out.

    ``agencies``: folded names of agencies and outlets, which relay rather than speak. A language without
    a table of cues (lang/*/quotes.toml) gives none.
    """
    lex = lexicon(parse.language)
    if not lex.known:
        return ()
    quotes = _repaired(parse.reading, quotations(parse.reading), lex)
    quotes = _opened_up(parse.reading, quotes, names, lex)
    text = masked(parse.reading, quotes)
    scene = Scene(parse, names, text, lex)
    found = _Reading(scene, quotes, Press(scene, agencies)).run()
    unique = {(f.statement.start, f.statement.end, f.statement.speaker): f for f in reversed(found)}
    return tuple(
        f.statement
        for f in sorted(unique.values(), key=lambda f: (f.statement.start, f.statement.end, f.statement.speaker))
    )


def _repaired(reading: str, quotes: tuple[Quote, ...], lex: Lexicon) -> tuple[Quote, ...]:
    """Unbalanced quotations cut where the words cannot go on: before ", a déclaré X", at the end of the sentence."""
    text = plain(reading)
    kept: list[Quote] = []
    for q in quotes:
        if q.closed and q.opened:
            kept.append(q)
            continue
        stops = [m.start() for m in re.finditer(r"[.!?…]\s+(?=[^\W\da-z_])", text[q.start : q.end])]
        if not q.opened:
            start = q.start + stops[-1] + 1 if stops else q.start
            while start < q.end and text[start].isspace():
                start += 1
            q = replace(q, start=start, outer=start)
        else:
            end = q.end
            whole = q.outer == 0 or text[q.outer - 1] == "\n"
            for cue in cues(text, q.start, q.end, lex, lambda _: ""):
                before = text[q.start : cue.start].rstrip()
                if before.endswith((",", "!", "?")) and not cue.participle and cue.kind in ("say", "frame", "source"):
                    end = q.start + len(before.rstrip(","))
                    break
            else:
                if stops and not whole:
                    end = q.start + stops[0] + 1
            q = replace(q, end=end, outer_end=end)
        if q.start < q.end:
            kept.append(q)
    return tuple(kept)


def _opened_up(reading: str, quotes: tuple[Quote, ...], names: Names, lex: Lexicon) -> tuple[Quote, ...]:
    """Quotations that hold their own attribution (« La Russie, a souligné X, tiendra ») as the pieces around it."""
    text = plain(reading)
    starts = sorted(m.start for m in names.mentions if m.kind in ("person", "organisation"))
    pieces: list[Quote] = []
    for q in quotes:
        for cue in cues(text, q.start, q.end, lex, lambda _: ""):
            if cue.participle or cue.negated or cue.kind not in ("say", "frame"):
                continue
            before = text[q.start : cue.start].rstrip()
            if not before.endswith((",", "!", "?")):
                continue
            stop = re.compile(r"[,.!?;]|\Z").search(text, cue.end, min(q.end, cue.end + ASIDE))
            if stop is None:
                continue
            n = bisect_left(starts, cue.end)
            named = n < len(starts) and starts[n] < stop.start()
            if not (cue.clitic and not text[cue.end : stop.start()].strip()) and not named:
                continue
            if lex.complementiser.match(text, min(cue.end + 1, q.end)):
                continue
            end = q.start + len(before.rstrip(","))
            pieces.append(replace(q, end=end, outer_end=q.start + len(before)))
            start = stop.end()
            while start < q.end and (text[start].isspace() or text[start] in ",."):
                start += 1
            q = replace(q, start=start, outer=start)
            if q.start >= q.end:
                break
        if q.start < q.end:
            pieces.append(q)
    return tuple(pieces)


class _Reading:
    """Goes through the sentences once, keeping who spoke last."""

    def __init__(self, scene: Scene, quotes: tuple[Quote, ...], press: Press) -> None:
        self.scene = scene
        self.text = scene.text
        self.lex = scene.lex
        self.quotes = quotes
        self.press = press
        self.found: list[_Found] = []
        self.focus: tuple[Speaker, ...] = ()
        """Whom a pronoun would mean."""
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
        said = self._attributions(found, start, end)
        relays = self.press.credited(start, end, [c for c in found if c.kind in ("say", "frame")])
        everyone = said
        said, carriers = self._without_press(said)
        credit = tuple(dict.fromkeys([n for r in relays for n in r.names] + carriers))
        speaking: list[tuple[Quote, Said]] = []
        for q in quotes:
            governing = self._governing(q, said, start, end)
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
        for a, b, who in clauses(self.scene, said, everyone, quotes, start, end):
            self._add(number, a, b, who, False, credit)
        cited = tuple(dict.fromkeys(n for r in relays if r.cited for n in r.names))
        for f in reversed(self.found):
            if f.sentence != number:
                break
            f.cited = cited
        self._move_on(start, end, said, speaking, quotes)

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
        self, start: int, end: int, said: list[Said], speaking: list[tuple[Quote, Said]], quotes: list[Quote]
    ) -> None:
        last = speaking[-1][1] if speaking else None
        if last is not None:
            self.carry = last
        elif said and self.text[end - 1] == ":":
            self.carry = said[-1]
        else:
            self.carry = None
        for s in said:
            if s.speakers and s.speakers[0].id:
                self.focus = s.speakers
                return
        people = [m for m in self.scene.mentions_in(start, min(end, start + 120)) if m.kind == "person" and m.entities]
        if people and people[0].how != "pronoun":
            self.focus = self.scene.speakers(people[0])

    def _add(self, number: int, start: int, end: int, said: Said, direct: bool, credit: tuple[str, ...]) -> None:
        if end <= start:
            return
        addressee = self._addressee(said.cue) if said.cue.kind in ("say", "frame") else None
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
                    ),
                    number,
                )
            )

    def _addressee(self, cue: Cue) -> str | None:
        """Whom the verb's object or "à X" names, right after it."""
        gap = re.compile(r"\s*").match(self.text, cue.end)
        at = gap.end() if gap else cue.end
        to = self.lex.addressee.match(self.text, at)
        if not to and cue.lemma not in self.lex.dative:
            return None
        at = to.end() if to else at
        found = self.scene.mentions_in(at, at + 40)
        if found and found[0].kind in ("person", "organisation") and found[0].start - at <= 12:
            known = self.scene.speakers(found[0])
            if known and not self.press.is_outlet(known[0].name):
                return known[0].name
        return None

    # Cues to speakers -----------------------------------------------------------------------------

    def _attributions(self, found: list[Cue], start: int, end: int) -> list[Said]:
        said: list[Said] = []
        for n, cue in enumerate(found):
            following = next((c.start for c in found[n + 1 :] if c.start >= cue.end), end)
            floor = said[-1].cue.end if said else start
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
        span = self.scene.after(cue, stop)
        if span is None:
            return Said(cue, (), True, -1)
        closes = len(self.text[span[1] : end].split()) <= 8
        if cue.kind == "view":
            who = tuple(s for s in self.scene.phrase(*span, lenient=False) if s.id)
            people = [m for m in self.scene.mentions_in(*span) if m.kind == "person"]
            return Said(cue, who if people and self.text[span[1] : span[1] + 1] == "," else (), True, -1)
        outlets = self.press.outlets(cue.end, stop)
        written = self.scene.phrase(*span, lenient=True)
        if outlets and not (written and written[0].id and not self.press.is_outlet(written[0].name)):
            who = tuple(Speaker(name, None) for name in outlets)
            known = tuple(s for s in written if s.name in outlets)
            return Said(cue, known or who, True, -1, True, closes)
        if self.text[span[0] : span[1]].strip().lower() in self.lex.tonic:
            people = [m for m in self.scene.mentions_in(start, cue.start) if m.kind == "person"]
            who = self.scene.speakers(people[0]) if people else self.focus
            return Said(cue, who, True, -1, False, closes)
        who = self._pronoun(*span) or written
        return Said(cue, who, True, -1, bool(who) and all(self.press.is_outlet(s.name) for s in who), closes)

    def _pronoun(self, start: int, end: int) -> tuple[Speaker, ...]:
        """Whom a bare pronoun means where step 4 left it open."""
        word = self.text[start:end].strip(" ,").lower()
        return self.focus if word in self.lex.pronouns else ()

    def _subject(self, cue: Cue, said: list[Said], start: int, limit: int, floor: int) -> Said:
        scene, text = self.scene, self.text
        if cue.clitic:
            inside = [m for m in scene.mentions_in(cue.start, cue.end) if m.entities]
            return Said(cue, scene.speakers(inside[0]) if inside else self.focus, True, -1)
        lead = text[start : cue.start].rstrip()
        quoted = (
            lead.endswith(MASK) or (len(lead) > 1 and lead[-2] == MASK) or lead.rstrip(",").endswith(MASK) or not lead
        )
        apart = quoted or lead.endswith((",", "!", "?"))
        follow = text[cue.end : cue.end + 40].lstrip()
        complement = bool(self.lex.complementiser.match(follow)) or follow[:1] in (":", MASK, ",", "", ".")
        if cue.reported:
            return self._reported(cue, said, start)
        if cue.participle and lead.endswith(",") and said and said[-1].speakers and not said[-1].cue.negated:
            return Said(cue, said[-1].speakers, False, -1)
        inverts = apart and not cue.participle and not complement
        if inverts and cue.kind == "say" and (found := self._inverted(cue, limit, quoted)):
            return found
        span = self._with_coordination(scene.by_syntax(cue), cue)
        parsed: tuple[Speaker, ...] = ()
        if span and start <= span[0]:
            parsed = self._pronoun(*span) or scene.phrase(*span, lenient=False)
            if parsed and parsed[0].id and (span[0] < cue.start or apart):
                return Said(cue, parsed, span[0] > cue.start, span[0])
        if inverts and (found := self._inverted(cue, limit, quoted)):
            return found
        if lead and not cue.participle:
            for place in scene.before(cue, floor):
                if who := self._pronoun(*place) or scene.phrase(*place, lenient=False):
                    return Said(cue, who, False, place[0])
        if parsed:
            return Said(cue, parsed, bool(span and span[0] > cue.start), span[0] if span else -1)
        between = text[said[-1].cue.end if said else start : cue.start]
        empty = not re.search(r"[^\W_]", re.sub(rf"[{MASK}]", "", between.rsplit(",", 1)[-1])) or bool(
            re.search(r"(?:^|[\s,])(\w+)\s*$", between) and between.split()[-1].lower() in self.lex.conjunctions
        )
        if (cue.participle or empty) and said and said[-1].speakers:
            return Said(cue, said[-1].speakers, False, -1)
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
        """The attribution whose subject follows its verb; ``quoted``: right after a quotation, where any noun may speak."""
        place = self.scene.after(cue, limit)
        if place is None:
            return None
        who = self._pronoun(*place) or self.scene.phrase(*place, lenient=quoted)
        return Said(cue, who, True, place[0]) if who and (quoted or self._ends_clause(place[1], limit)) else None

    def _ends_clause(self, at: int, limit: int) -> bool:
        """Whether the noun phrase that ends at ``at`` closes its clause, as an inverted subject does."""
        rest = self.text[at:limit].lstrip()
        return rest[:1] in ("", ",", ".", ";", ")", "\n") or bool(self.lex.stop.match(rest))

    def _reported(self, cue: Cue, said: list[Said], start: int) -> Said:
        """The speaker of "TASS quoted X as saying", "X was quoted as saying"."""
        floor = said[-1].cue.end if said else start
        people = [m for m in self.scene.mentions_in(max(floor, cue.start - 120), cue.start) if m.kind != "place"]
        if not people:
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
            return others, [x.name for s in carried for x in s.speakers]
        return said, []

    # Quotations to cues ---------------------------------------------------------------------------

    def _governing(self, q: Quote, said: list[Said], start: int, end: int) -> Said | None:
        rules = (self._cue_after, self._cue_before, self._cue_around, self._cue_noun)
        for rule in rules if q.opened else rules[:1]:
            found = rule(q, said, start, end)
            if found is not None:
                return found if found.speakers and not found.cue.negated else None
        if not q.opened:
            return None
        return self._introduced(q, start) or self._signed(q, end)

    def _introduced(self, q: Quote, start: int) -> Said | None:
        """X botte en touche : « … »: a colon, no verb of saying, and one person who can be meant."""
        lead = self.text[start : q.outer].rstrip()
        if not lead.endswith(":"):
            return None
        people = [m for m in self.scene.mentions_in(start, q.outer) if m.kind == "person"]
        who = {s for m in people for s in self.scene.speakers(m)}
        if len(who) != 1 or self.scene.owned(people[0]):
            return None
        at = start + len(lead) - 1
        return Said(Cue(at, at + 1, at, ":", "say"), tuple(who), False, -1)

    def _cue_after(self, q: Quote, said: list[Said], start: int, end: int) -> Said | None:
        """« … », a déclaré X · "…," X said · « … », selon X."""
        for s in said:
            if s.cue.start < q.outer_end or s.cue.kind == "noun":
                continue
            gap = self.text[q.outer_end : s.cue.start]
            if s.inverted and not re.search(r"[^\W_]|[:;]", gap):
                if s.cue.kind == "source" and not gap.lstrip().startswith(",") and len(said) > 1:
                    return None
                return s
            last = self.scene.reading[q.end - 1]
            if (
                not s.inverted
                and s.subject >= q.outer_end
                and len(gap) <= 160
                and (last in ",!?." or gap.lstrip().startswith(","))
                and not re.search(r"[^\W_]", self.text[q.outer_end : s.subject])
                and not self.lex.complementiser.match(self.text, min(s.cue.end + 1, end))
                and not self.lex.elides
            ):
                return s
            return None
        return None

    def _cue_before(self, q: Quote, said: list[Said], start: int, end: int) -> Said | None:
        """X a déclaré que … « … » · X called it "…": the nearest cue, unless a new clause has begun."""
        before = [
            s
            for s in said
            if s.cue.end <= q.outer
            and s.cue.kind in ("say", "frame")
            and (s.inverted or s.cue.lemma not in self.lex.after_only)
        ]
        if not before:
            return None
        s = before[-1]
        gap = self.text[s.cue.end : q.outer]
        if len(gap) > GOVERNED:
            return None
        complement = self.lex.complementiser.search(gap[:80]) or ":" in gap
        for m in self.lex.boundary.finditer(gap):
            if MASK in gap[: m.start()] or not complement or gap[: m.start()].rstrip().endswith(",") or m.start() > 60:
                return None
        if not complement and s.cue.kind == "say" and self._titled(q) and gap.strip():
            return None
        return s

    def _titled(self, q: Quote) -> bool:
        """Whether the quotation looks like a title or a nickname: few words, a capital, no end mark."""
        words = self.scene.reading[q.start : q.end].split()
        return len(words) <= 4 and words[0][0].isupper() and words[-1][-1] not in ".!?…"

    def _cue_around(self, q: Quote, said: list[Said], start: int, end: int) -> Said | None:
        """… « … » …, a déclaré X. · Selon X, … « … »."""
        for s in said:
            if s.cue.kind in ("source", "view"):
                lead = self.text[start : s.cue.start].rstrip(" ,")
                if (not lead and s.cue.end <= q.outer) or (lead and s.cue.start >= q.outer_end):
                    return s
        for s in reversed(said):
            if s.inverted and s.cue.kind != "noun" and s.cue.start >= q.outer_end:
                if self.text[start : s.cue.start].rstrip().endswith((",", MASK)):
                    return s
        return None

    def _cue_noun(self, q: Quote, said: list[Said], start: int, end: int) -> Said | None:
        """« … » : c'est l'une des déclarations de X."""
        for s in said:
            if s.cue.kind != "noun":
                continue
            behind = s.cue.start >= q.outer_end
            gap = self.text[q.outer_end : s.cue.start] if behind else self.text[s.cue.end : q.outer]
            if len(gap) <= (30 if behind else 80) and not self.lex.boundary.search(gap) and gap.count(",") <= 1:
                return s
        return None

    def _signed(self, q: Quote, end: int) -> Said | None:
        """« … » – X · "…" (X) at the end of a sentence or line."""
        m = re.compile(r"\s*(?:[-–—:]|\()\s*").match(self.text, q.outer_end, end)
        if not m:
            return None
        found = self.scene.mentions_in(m.end(), end)
        if (
            found
            and found[0].kind == "person"
            and not re.search(r"[^\W_]", self.text[m.end() : found[0].start] + self.text[found[0].end : end])
        ):
            mark = Cue(m.start(), m.end(), m.start(), m[0].strip(), "say")
            return Said(mark, self.scene.speakers(found[0]), True, found[0].start)
        return None

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
