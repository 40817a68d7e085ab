"""Who carried the words of others: the agencies, outlets and platforms that a sentence credits."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from filrouge.text.normalise import fold
from filrouge.understand.speech.cues import Cue
from filrouge.understand.speech.quotes import MASK
from filrouge.understand.speech.scene import Scene

_CAPITALISED = re.compile(r"[^\W\d_][\w&.-]*")
_PHRASE_END = re.compile(rf"[.;:()\n{MASK}](?=\s|\Z|{MASK})|,\s(?=[^\W\d_]{{1,4}}\s[^\WA-Z]|a-t-)")

_NAME = re.compile(r"\s?((?:[A-ZÀ-Ý]['’])?[A-ZÀ-Ý0-9][\w&-]*(?:\s[A-ZÀ-Ý0-9][\w&-]*){0,3})(?!\w)")

LONGEST_NAME = 4
"""Words in an outlet's name looked up in the registry ("The Wall Street Journal")."""
PHRASE = 120
"""Characters after "according to" or "quoted by" in which outlets are sought: two names with their descriptions."""


@cache
def _folded(names: frozenset[str]) -> frozenset[str]:
    return frozenset(map(fold, names))


@dataclass(frozen=True, slots=True)
class Relay:
    """A credited outlet; ``start`` is where its phrase begins."""

    start: int
    names: tuple[str, ...]
    cited: bool = False
    """"Quoted by", "in an interview with": how the speaker reached the press, not only this sentence."""


class Press:
    """Recognises outlets in running text: those of the registry, and whatever a word such as "agency" introduces."""

    def __init__(self, scene: Scene, agencies: Iterable[str]) -> None:
        self.scene = scene
        self.known = _folded(frozenset(agencies))

    def is_outlet(self, name: str) -> bool:
        return fold(name) in self.known or bool(self.scene.lex.media.search(fold(name)))

    def called(self, name: str) -> tuple[str, ...]:
        """The registry's names inside a description ("l'agence TASS"), else the description."""
        words = name.split()
        spans = ((i, j) for i in range(len(words)) for j in range(len(words), i, -1))
        found = [" ".join(words[i:j]) for i, j in spans if fold(" ".join(words[i:j])) in self.known]
        return tuple(found[:1]) or (name,)

    def outlets(self, start: int, end: int) -> tuple[str, ...]:
        """The outlets named in the span, as their entity is called, else as written, in order."""
        text = self.scene.text
        if found := self._registered(start, end):
            return found
        noun = self.scene.lex.media.search(text, start, end)
        if not noun:
            return ()
        for m in self.scene.mentions_in(noun.end(), end):
            if m.kind == "organisation":
                return tuple(s.name for s in self.scene.speakers(m))
        name = re.compile(r"\s([A-ZÀ-Ý][\w&-]+(?:\s[A-ZÀ-Ý][\w&-]+){0,3})(?!\w)").search(text, noun.end(), end)
        if name and name.start() - noun.end() < 30:
            return (name[1],)
        before = re.search(r"\b([A-ZÀ-Ý][\w&-]+(?:\s[A-ZÀ-Ý][\w&-]+){0,3})\s\Z", text[start : noun.start()])
        return (before[1],) if before else ()

    def _registered(self, start: int, end: int, *, at_once: bool = False) -> tuple[str, ...]:
        """The registry's names in the span; ``at_once``: only one that opens it, after an article."""
        text = self.scene.text
        words = list(_CAPITALISED.finditer(text, start, end))[:40]
        found: list[str] = []
        n = 0
        while n < len(words):
            for size in range(min(LONGEST_NAME, len(words) - n), 0, -1):
                first, last = words[n].start(), words[n + size - 1].end()
                if at_once and len(text[start:first].strip()) > 3:
                    return tuple(found)
                if text[first].isupper() and fold(text[first:last].rstrip(".")) in self.known:
                    found.append(self._named(first, last))
                    n += size - 1
                    break
            n += 1
        return tuple(dict.fromkeys(found))

    def _named(self, start: int, end: int) -> str:
        for m in self.scene.mentions_in(max(0, start - 3), end):
            known = m.entities and not m.entities[0].startswith("local:")
            if m.kind == "organisation" and m.start < end and m.end > start and known:
                return self.scene.speakers(m)[0].name
        return self.scene.reading[start:end].rstrip(".")

    def phrase_end(self, start: int, limit: int) -> int:
        stop = _PHRASE_END.search(self.scene.text, start, min(limit, start + PHRASE))
        return stop.start() if stop else min(limit, start + PHRASE)

    def credited(self, start: int, end: int, verbs: list[Cue]) -> list[Relay]:
        """The relays of the sentence in the span, in order; sources that are no outlets are not among them."""
        text, lex = self.scene.text, self.scene.lex
        found: list[Relay] = []
        for pattern in (lex.carrier, lex.source):
            found.extend(
                Relay(m.start(), names, pattern is lex.carrier)
                for m in pattern.finditer(text, start, end)
                if (names := self.outlets(m.end(), self.phrase_end(m.end(), end)))
            )
        for m in lex.microphone.finditer(text, start, end):
            name = _NAME.match(text, m.end(), end)
            if name and not any(m.start() < r.start + 1 <= m.end() for r in found):
                found.append(Relay(m.start(), (name[1],), True))
        for cue in verbs:
            for to in lex.addressee.finditer(text, cue.end, min(end, cue.end + PHRASE)):
                if names := self._registered(to.end(), min(end, to.end() + 30), at_once=True):
                    found.append(Relay(to.start(), names))
                    break
        found.extend(Relay(m.start(), (m[1],)) for m in lex.platform.finditer(text, start, end))
        if lex.post_platform:
            found.extend(Relay(m.start(), (lex.post_platform,)) for m in lex.post.finditer(text, start, end))
        return sorted(found, key=lambda r: r.start)
