"""From quotations to attributions: which of a sentence's cues governs each quotation, if any does."""

from __future__ import annotations

import re

from filrouge.understand.speech.attributions import Said
from filrouge.understand.speech.cues import Cue
from filrouge.understand.speech.quotes import MASK, Quote
from filrouge.understand.speech.scene import Scene

GOVERNED = 400
"""Characters from a cue to a quotation that it still governs: the longest clause met in news prose."""


class Governor:
    """Knows the order in which cues are tried: right after the words, before them, around them, a noun, a colon."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.text = scene.text
        self.lex = scene.lex

    def governing(self, q: Quote, said: list[Said], start: int, end: int) -> Said | None:
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
        if not people:
            who = set(self.scene.opening(start, q.outer))
        if len(who) != 1 or (people and self.scene.owned(people[0])):
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
        if len(gap) > GOVERNED or ";" in gap:
            return None
        if s.cue.lemma in self.lex.recalls and (
            owner := self._cue_noun(q, [x for x in said if x.cue.start > s.cue.end], start, end)
        ):
            return owner
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
            closes = self.text[start : s.cue.start].rstrip().endswith((",", MASK))
            if s.inverted and s.cue.kind != "noun" and s.cue.start >= q.outer_end and closes:
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
