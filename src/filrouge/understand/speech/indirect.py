"""What somebody is reported to have said without quotation marks: the clause that a cue introduces or closes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar

from filrouge.understand.speech.cues import Cue
from filrouge.understand.speech.quotes import MASK, Quote
from filrouge.understand.speech.scene import Scene, Speaker

CREDIT = 60
"""Characters from "according to" to the "citing" of the same credit, the name of an agency between them."""
SHORTEST = 3
"""Words: a shorter remainder is an adverb or a broken line, not a statement."""
_BARE = frozenset(("say", "add", "tell", "believe", "think", "claim", "insist", "announce"))
"""English verbs that take a clause without "that"."""


class Attribution(Protocol):
    """What this module needs to know of an attribution (`statements.Said`)."""

    @property
    def cue(self) -> Cue: ...
    @property
    def speakers(self) -> tuple[Speaker, ...]: ...
    @property
    def inverted(self) -> bool: ...
    @property
    def subject(self) -> int: ...
    @property
    def closes(self) -> bool: ...


A = TypeVar("A", bound=Attribution)


def clauses(
    scene: Scene, said: Sequence[A], everyone: Sequence[A], quotes: Sequence[Quote], start: int, end: int
) -> Iterator[tuple[int, int, A]]:
    """(start, end, attribution) of each indirect statement in the sentence; a clause that is one quotation is none.

    ``everyone``: ``said`` and the attributions to the press that only credit; they too end a clause.
    """
    for n, s in enumerate(said):
        if not s.speakers or s.cue.negated or s.cue.kind == "noun" or s.cue.lemma in scene.lex.denials:
            continue
        following = next((x for x in everyone if x.cue.start >= s.cue.end), None)
        span = _complement(scene, s, following, everyone, end)
        if span is None:
            span = _closed_by(scene, s, said[:n], [x for x in everyone if x not in said], start, end)
        if span is None:
            continue
        a, b = _trimmed(scene, *span)
        words = scene.text[a:b].replace(MASK, "")
        long_enough = len(re.findall(r"\w+", scene.reading[a:b])) >= SHORTEST and re.search(r"[^\W\d_]{2}", words)
        if long_enough and not any(q.outer <= a and b <= q.outer_end for q in quotes):
            yield a, b, s


def _complement(
    scene: Scene, s: Attribution, following: Attribution | None, everyone: Sequence[Attribution], end: int
) -> tuple[int, int] | None:
    """The clause after the cue: "… que …", "that …", bare in English, or all that follows a headline's colon."""
    text, lex = scene.text, scene.lex
    if s.cue.kind in ("source", "view"):
        return _after_source(scene, s, everyone, end)
    limit = _limit(scene, s, following, end)
    if s.cue.lemma == ":":
        return s.cue.end, limit
    window = min(limit, s.cue.end + 90)
    that = lex.complementiser.search(text, s.cue.end, window)
    if that and not re.search(rf"[,.;:{MASK}]", text[s.cue.end : that.start()]):
        if len(text[s.cue.end : that.start()].split()) <= 8:
            return that.end(), limit
        return None
    if s.inverted or s.cue.lemma not in _BARE or (s.cue.participle and s.cue.lemma not in ("add", "say")):
        return None
    at = s.cue.end
    if s.cue.lemma == "tell":
        found = scene.mentions_in(at, min(limit, at + 40))
        objects = re.compile(r"\s+(?:him|her|them|me|us|reporters|journalists|lawmakers|parliament)\b").match(text, at)
        if objects:
            at = objects.end()
        elif found and found[0].start - at <= 6:
            at = found[0].end
        else:
            return None
    while filler := re.compile(r"\s+").match(text, at, limit):
        adverb = lex.adverb.match(text, filler.end(), limit)
        if not adverb:
            break
        at = adverb.end()
    rest = text[at:limit]
    if not re.match(r"\s+[^\W_]", rest) or re.match(
        r"\s+(?:in|at|during|about|of|to|on|after|before|by|for|with|so|as)\b", rest
    ):
        return None
    return at, limit


def _limit(scene: Scene, s: Attribution, following: Attribution | None, end: int) -> int:
    """Where the clause must end: before the next cue of the same rank, or before a credit."""
    text = scene.text
    if following is None:
        return end
    begin = following.cue.start
    if following.subject >= s.cue.end:
        begin = min(begin, following.subject)
    if following.inverted and following.cue.kind != "source":
        begin = following.cue.start
    lead = text[s.cue.end : begin].rstrip()
    if following.cue.kind == "source":
        return begin if lead.endswith(",") else end
    if lead.endswith(","):
        return begin
    word = re.search(r"[^\W\d_]+\Z", lead)
    if word and word[0].lower() in scene.lex.conjunctions:
        return begin - (begin - s.cue.end - len(lead)) - len(word[0])
    boundaries = list(scene.lex.boundary.finditer(text, s.cue.end, begin))
    if boundaries and begin - boundaries[-1].end() < 3:
        return boundaries[-1].start()
    return end


def _after_source(scene: Scene, s: Attribution, everyone: Sequence[Attribution], end: int) -> tuple[int, int] | None:
    """ "Selon X, …", "Selon AGENCY, citing X, …": the sentence after the comma."""
    text = scene.text
    cited = s.cue.lemma in scene.lex.citing and any(0 < s.cue.start - x.cue.end < CREDIT for x in everyone)
    begin = min((x.cue.start for x in everyone), default=s.cue.start) if cited else s.cue.start
    lead = re.search(r"[^\n]*\Z", text[max(0, begin - 3) : begin])
    if lead and re.search(r"[^\W_]", lead[0].rsplit(".", 1)[-1]):
        return None
    for m in re.compile(r",\s").finditer(text, s.cue.end, min(end, s.cue.end + 200)):
        inside = scene.mentions_in(m.end(), m.end() + 40)
        apposed = inside and inside[0].start == m.end() and text[inside[0].end : inside[0].end + 1] == ","
        if not apposed:
            return m.end(), end
    return None


def _closed_by(
    scene: Scene, s: Attribution, earlier: Sequence[Attribution], press: Sequence[Attribution], start: int, end: int
) -> tuple[int, int] | None:
    """ "…, a déclaré X." · "…, X said." · "…, selon X.": the clause before the comma."""
    text = scene.text
    if not s.inverted:
        if scene.lex.elides or s.subject <= start or s.cue.kind != "say":
            return None
        tail = text[s.cue.end : end].lstrip()
        if tail[:1] not in ("", ".", ",", ";") and not (scene.lex.stop.match(tail) or scene.lex.adverb.match(tail)):
            return None
    if s.cue.kind == "source" and not s.closes:
        return None
    edge = min([_edge(s), *(_edge(x) for x in press)])
    lead = text[start:edge].rstrip()
    if not lead.endswith(","):
        return None
    begin = start
    for x in earlier:
        if x.cue.kind == "source" or not x.speakers:
            continue
        if not (x.cue.kind == "frame" or x.cue.relative) or x.inverted:
            return None
    return begin, start + len(lead) - 1


def _edge(s: Attribution) -> int:
    """Where an attribution that follows its words begins."""
    return s.cue.start if s.inverted or s.subject < 0 else s.subject


def _trimmed(scene: Scene, start: int, end: int) -> tuple[int, int]:
    text = scene.reading
    while start < end and (text[start].isspace() or text[start] in ",;:"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ".,;:"):
        end -= 1
    return start, end
