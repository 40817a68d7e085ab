"""Where the subject of a verb of saying is: by the parser's word, after an inverted verb, or before it."""

from __future__ import annotations

import re

from filrouge.records import Token
from filrouge.understand.speech.cues import Cue
from filrouge.understand.speech.quotes import MASK
from filrouge.understand.speech.scene import Scene

LONGEST_SENTENCE = 300
"""Tokens: the parser's heads are not to be believed in longer ones, which are lists and broken pages."""
REACH = 300
"""Characters to either side of a cue in which its subject is sought; a subject with its apposition has some 100."""


class Subjects:
    """Gives spans of noun phrases; `Scene.phrase` says who they stand for."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.text = scene.text
        self.lex = scene.lex

    def by_syntax(self, cue: Cue) -> tuple[int, int] | None:
        """The span of the noun phrase that the parser calls the subject of the cue's verb."""
        place = self.scene.tokens(cue.verb)
        if place is None or len(place[0]) > LONGEST_SENTENCE:
            return None
        tokens, at = place
        subject = _subject(tokens, at)
        if subject is None:
            return None
        if tokens[subject].text.lower() in self.lex.relatives:
            head = tokens[at].head
            if head in (at, subject):
                return None
            subject = head
        span = _subtree(tokens, subject)
        if MASK in self.text[span[0] : span[1]] or span[0] <= cue.verb < span[1]:
            return None
        return span

    def after(self, cue: Cue, limit: int) -> tuple[int, int] | None:
        """The span after an inverted verb that holds its subject, with a name in apposition."""
        text, limit = self.text, min(limit, cue.end + REACH)
        start = cue.end
        while m := re.compile(r"\s+|,\s(?=\w+,)").match(text, start, limit):
            start = m.end()
            filler = self.lex.adverb.match(text, start, limit)
            aside = (
                re.compile(r"\S+'?\s*[^\s,.;:]*\s").match(text, start, limit)
                if self.lex.addressee.match(text, start)
                else None
            )
            if aside and (
                determiner := re.compile(r"\b(?:le|la|l'|un|une|the|a|an)\b", re.I).search(
                    text, aside.end(), min(limit, aside.end() + 40)
                )
            ):
                start = determiner.start()
                break
            if not filler:
                break
            start = filler.end()
        stop = re.compile(rf"[,.;:!?()\n{MASK}–—]|\s-\s").search(text, start, limit)
        while (
            stop
            and stop[0] == "."
            and re.search(r"(?:^|[\s(])(?:[^\W\d_]|Mme|Mr|Mrs|Ms|Dr|Gen|Sen)\Z", text[start : stop.start()])
        ):
            stop = re.compile(rf"[,.;:!?()\n{MASK}–—]|\s-\s").search(text, stop.end(), limit)
        end = stop.start() if stop else limit
        for word in self.lex.stop.finditer(text, start, end):
            if word.start() > start and not any(
                m.start <= word.start() < m.end for m in self.scene.mentions_in(start, end)
            ):
                end = word.start()
                break
        if end <= start:
            return None
        inside = [
            m for m in self.scene.mentions_in(start, end) if m.kind == "person" and m.how not in ("role", "counterpart")
        ]
        if not inside and text[end : end + 1] == ",":
            follow = self.scene.mentions_in(end, min(limit, end + 40))
            if follow and follow[0].kind == "person" and text[end : follow[0].start].strip(" ,") == "":
                return follow[0].start, follow[0].end
        return start, end

    def before(self, cue: Cue, limit: int) -> list[tuple[int, int]]:
        """Spans before the verb that may hold its subject, the likeliest first."""
        limit = max(limit, cue.start - REACH)
        region = self.text[limit : cue.start]
        cut = max((m.end() for m in re.finditer(rf"[;:()\n–—]|{MASK}[.!?…]?|\s-\s", region)), default=0)
        chunks: list[tuple[int, int]] = []
        at = limit + cut
        for piece in self.text[at : cue.start].split(","):
            chunks.append((at, at + len(piece)))
            at += len(piece) + 1
        last = self.text[chunks[-1][0] : chunks[-1][1]].strip()
        spans: list[tuple[int, int]] = []
        if cue.relative:
            last = re.sub(r"\S+\s*$", "", last)
            chunks[-1] = (chunks[-1][0], chunks[-1][0] + len(last))
        if last:
            spans.append(self._clause(chunks[-1]))
            if len(chunks) >= 2 and not self.scene.mentions_in(*spans[0]) and cue.relative is False:
                return spans
        else:
            # "X, role, said" and "role, X, said": the parenthesis may bear the name.
            tail = chunks[:-1]
            named = [c for c in tail[-2:] if any(m.kind == "person" for m in self.scene.mentions_in(*c))]
            first = tail[-2] if len(tail) >= 2 else None
            if first and first in named:
                spans.append(self._clause(first))
            if tail and tail[-1] in named and self._apposes(tail, tail[-1]):
                spans.append(tail[-1])
            spans.extend(self._clause(c) for c in reversed(tail[:-1][-2:]))
            if len(tail) == 1:
                spans.append(self._clause(tail[0]))
        return spans

    def _apposes(self, chunks: list[tuple[int, int]], chunk: tuple[int, int]) -> bool:
        """Whether a parenthesis is a name alone after a description."""
        m = next(m for m in self.scene.mentions_in(*chunk) if m.kind == "person")
        return not self.text[chunk[0] : m.start].strip()

    def _clause(self, span: tuple[int, int]) -> tuple[int, int]:
        """The span from its last conjunction on, where a name does not stand right before that (coordination)."""
        start, end = span
        begin = start
        for m in self.lex.boundary.finditer(self.text, start, end):
            begin = m.end()
        for m in re.finditer(r"[^\W\d_]+", self.text[begin:end]):
            if m[0].lower() in self.lex.conjunctions:
                at = begin + m.start()
                inside = self.scene.mentions_in(max(start, at - 80), at + 1)
                rest = self.text[begin + m.end() : end].strip()
                coordinated = bool(inside) and self.text[inside[-1].end : at].strip() == ""
                if (rest and not coordinated) or not rest:
                    return (begin + m.end(), end) if rest else (end, end)
        return begin, end


def _subject(tokens: tuple[Token, ...], at: int) -> int | None:
    """The subject of the token's verb, through auxiliaries and coordination (three steps at most)."""
    seen = at
    for _ in range(3):
        for n, token in enumerate(tokens):
            if token.head == seen and n != seen and token.dep in ("nsubj", "nsubj:outer"):
                return n
        head = tokens[seen].head
        if head == seen or tokens[seen].dep not in ("conj", "aux", "xcomp", "advcl"):
            return None
        seen = head
    return None


_OUTSIDE = frozenset(("acl", "acl:relcl", "relcl", "advcl", "parataxis", "punct", "ccomp", "cc"))


def _subtree(tokens: tuple[Token, ...], top: int) -> tuple[int, int]:
    """The span of a phrase: the token and what hangs on it, clauses left out."""
    inside = {top}
    grown = True
    rounds = 0
    while grown and rounds < 8:
        grown = False
        rounds += 1
        for n, token in enumerate(tokens):
            if n not in inside and token.head in inside and token.head != n and token.dep not in _OUTSIDE:
                inside.add(n)
                grown = True
    return tokens[min(inside)].start, tokens[max(inside)].end
