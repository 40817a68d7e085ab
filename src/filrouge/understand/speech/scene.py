"""Who a noun phrase stands for: people first, then organisations and states, then the description as written.

A description that the article binds to a name anywhere ("l'ambassadeur russe à Pékin, Andreï Denissov")
stands for that name everywhere in the article; one that fits two names stands for neither.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise

from filrouge.records import Entity, Mention, Names, Parse, Token
from filrouge.text.normalise import fold
from filrouge.understand.speech.cues import Lexicon
from filrouge.understand.speech.quotes import MASK

OPENING = 40
"""Characters at the head of a sentence in which the noun of its first description ends."""


@dataclass(frozen=True, slots=True)
class Speaker:
    name: str
    id: str | None


@dataclass(frozen=True, slots=True)
class _Bound:
    """A description bound to a name: folded words without the determiner, their head noun."""

    words: frozenset[str]
    phrase: str
    head: str
    speaker: Speaker


class Scene:
    """One article under the eye of this step: masked text, mentions by offset, tokens, bound descriptions."""

    def __init__(self, parse: Parse, names: Names, text: str, lex: Lexicon) -> None:
        self.reading = parse.reading
        self.text = text
        self.lex = lex
        size = len(parse.reading)
        self.mentions = tuple(sorted((m for m in names.mentions if 0 <= m.start < m.end <= size), key=_order))
        self._starts = [m.start for m in self.mentions]
        self.entities: dict[str, Entity] = {e.id: e for e in names.entities}
        self.written = _written(self.mentions)
        self._sentences = parse.sentences if parse.has_syntax else ()
        self._sentence_starts = [s.start for s in self._sentences]
        self.raw = parse.names
        self._raw_starts = [n.start for n in parse.names]
        self._bound = tuple(self._bind())

    # Look-ups -----------------------------------------------------------------------------------

    def mentions_in(self, start: int, end: int) -> list[Mention]:
        """The mentions that begin in the span, the widest where several begin or nest, in order."""
        found: list[Mention] = []
        for m in self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]:
            if m.end > end + 2 or m.how == "demonym":
                continue
            if found and m.start < found[-1].end:
                if m.kind == "person" and found[-1].kind != "person" and m.how != "pronoun":
                    found[-1] = m
                continue
            found.append(m)
        return found

    def speakers(self, mention: Mention) -> tuple[Speaker, ...]:
        """The entities of a mention, else the mention as written where it is a name."""
        known = tuple(Speaker(self.entities[e].name, e) for e in mention.entities if e in self.entities)
        if known or mention.how in ("pronoun", "pair", "role", "counterpart"):
            return known
        return (Speaker(_tidy(mention.text), None),)

    def tokens(self, offset: int) -> tuple[tuple[Token, ...], int] | None:
        """The tokens of the sentence at ``offset`` and the index of the one that holds it."""
        n = bisect_right(self._sentence_starts, offset) - 1
        if n < 0 or offset >= self._sentences[n].end:
            return None
        tokens = self._sentences[n].tokens
        at = bisect_right(tokens, offset, key=lambda t: t.start) - 1
        return (tokens, at) if at >= 0 and tokens[at].end > offset else None

    def part_of_speech(self, offset: int) -> str:
        place = self.tokens(offset)
        return place[0][place[1]].pos if place else ""

    # Descriptions bound to names ----------------------------------------------------------------

    def _bind(self) -> list[_Bound]:
        """Each "role noun …, NAME", "role noun … NAME" and "NAME, role noun …" of the article."""
        bound: list[_Bound] = []
        for m in self.mentions:
            if m.kind != "person" or m.how in ("pronoun", "pair", "role", "counterpart"):
                continue
            found = self.speakers(m)
            if len(found) != 1:
                continue
            left = max(0, m.start - 120)
            before = re.split(rf"[.;:!?()\n{MASK}]\s?", self.text[left : m.start])[-1]
            clause = before.rstrip(" ")
            clause = clause.rstrip(", ")
            clause = clause.rsplit(",", 1)[-1]
            roles = list(self.lex.person_role.finditer(clause))
            if roles and not _ends_with(clause, self.lex.possessives):
                # The nearest role noun that no possessive joins to an earlier one is the head.
                head = next(
                    (r for r in reversed(roles) if not _ends_with(clause[: r.start()], self.lex.possessives)), roles[0]
                )
                if not self._verbs_between(clause[head.end() :]):
                    bound.append(self._entry(clause[head.start() :], head[0], found[0]))
            inner = self.lex.person_role.search(self.text[m.start : m.end])
            if inner:
                bound.append(self._entry(self.text[m.start + inner.start() : m.end], inner[0], found[0]))
            after = re.match(r",\s+([^,.;:!?()\n]{3,90})(?=[,.;:!?)\n])", self.text[m.end : m.end + 100])
            if after and MASK not in after[1]:
                role = self.lex.person_role.search(after[1])
                lead = fold(after[1][: role.start()]) if role else "-"
                if role and (not lead or all(w in self.lex.definite | self.lex.determiners for w in lead.split())):
                    bound.append(self._entry(after[1][role.start() :], role[0], found[0]))
        return bound

    def _verbs_between(self, text: str) -> bool:
        words = [w.group().lower() for w in self.lex.word.finditer(text)]
        return any(w in self.lex.auxiliaries or w in self.lex.passive or w in self.lex.relatives for w in words) or any(
            w in self.lex.conjunctions for w in words
        )

    def _entry(self, phrase: str, head: str, speaker: Speaker) -> _Bound:
        phrase = fold(phrase)
        return _Bound(frozenset(re.findall(r"\w+", phrase)), phrase, fold(head), speaker)

    def described(self, phrase: str) -> Speaker | None:
        """The one person to whom the article binds a description; None where none or several fit."""
        head = self.lex.person_role.search(phrase)
        if not head:
            return None
        determiner = phrase[: head.start()].strip().lower()
        if determiner and determiner.split()[-1] not in self.lex.definite:
            return None
        wanted = frozenset(re.findall(r"\w+", fold(phrase[head.start() :])))
        fold_head = fold(head[0])
        under = frozenset(fold(h) for h in self.lex.hyponyms.get(head[0].lower(), ()))
        same = {b.speaker for b in self._bound if b.head == fold_head and wanted <= b.words}
        rest = wanted - frozenset(re.findall(r"\w+", fold_head))
        wider = {b.speaker for b in self._bound if any(b.phrase.startswith(h) for h in under) and rest <= b.words}
        for fit in (same, wider):
            if fit:
                return next(iter(fit)) if len(fit) == 1 else None
        return None

    def opening(self, start: int, end: int) -> tuple[Speaker, ...]:
        """Whom a sentence in the span opens with by role alone: "Le maire, lui, …"."""
        head = self.lex.person_role.search(self.text, start, min(end, start + OPENING))
        if head is None or self.text[start : head.start()].strip().lower() not in self.lex.determiners:
            return ()
        return self.phrase(start, head.end(), lenient=False)

    # Noun phrases -------------------------------------------------------------------------------

    def phrase(self, start: int, end: int, *, lenient: bool) -> tuple[Speaker, ...]:
        """Who the noun phrase in the span stands for; ``lenient`` also takes one with no known head noun."""
        while start < end and not self.text[start].isalnum():
            start += 1
        while end > start and not (self.text[end - 1].isalnum() or self.text[end - 1] in "')."):
            end -= 1
        if end <= start:
            return ()
        found = self.mentions_in(start, end)
        role = self.lex.role.search(self.text, start, end)
        persons = [m for m in found if m.kind == "person" and self.speakers(m)]
        people = [m for m in persons if not self._owned(m, start, role, end)]
        if people:
            return self._coordinated(people)
        for m in found:
            if m.kind == "person":
                continue
            after = self.lex.person_role.search(self.text, m.end, min(end, m.end + 40))
            compound = after is not None and not self.text[m.end : after.start()].strip(" '").count(" ")
            head = (role is not None and role.start() < m.start) or (compound and not self.lex.elides)
            if head or m.kind == "place":
                break
            lead = self.text[start : m.start].strip().lower().split()
            if len(lead) <= 3 and not set(lead) & self.lex.possessives:
                bodies = [x for x in found if x.kind in ("organisation", "state")]
                return self._coordinated(bodies)
        written = self.reading[start:end]
        if role:
            body = role[0].lower() not in self.lex.roles
            covering = [m for m in found if m.kind == "organisation" and m.start <= role.start() and m.end > role.end()]
            if covering:
                return self.speakers(covering[0])
            if not body and (named := self.described(self.text[start:end])):
                return (named,)
            return (Speaker(_tidy(written), None),) if len(written) <= 120 else ()
        n = bisect_left(self._raw_starts, start)
        if (
            n < len(self.raw)
            and self.raw[n].start < min(end, start + 40)
            and self.raw[n].kind in ("person", "organisation")
        ):
            name = self.raw[n]
            return (Speaker(_tidy(self.reading[name.start : name.end]), None),)
        words = written.split()
        first = self.lex.word.match(written.replace("’", "'"))
        opening = first[0].lower() if first else ""
        if opening in self.lex.impersonal | self.lex.pronouns | self.lex.tonic:
            return ()
        if lenient and 0 < len(words) <= 10 and (opening in self.lex.determiners or written[0].isupper()):
            return (Speaker(_tidy(written), None),)
        if len(words) <= 4 and words and words[0][0].isupper() and start and self.text[start - 1 : start].strip() == "":
            rest = words[1:]
            if rest and all(w[0].isupper() for w in rest):
                return (Speaker(_tidy(written), None),)
        return ()

    def owned(self, m: Mention) -> bool:
        """Whether the person only owns what the words around are about ("la fille de X", "X's")."""
        return self._owned(m, max(0, m.start - 30), None, m.end)

    def _owned(self, m: Mention, start: int, role: re.Match[str] | None, end: int) -> bool:
        """Whether the person is only the owner ("le porte-parole de X", "X's spokesman", "la fille du président X")."""
        after = self.text[m.end : m.end + 2]
        if after in ("'s", "' "):
            return True
        before = self.text[start : m.start].rstrip(" ").lower()
        if not before:
            return False
        if _ends_with(before, self.lex.possessives):
            return True
        tail = before
        for p in self.lex.possessive.finditer(before):
            tail = before[p.end() :]
        if tail == before or (role and role.start() >= m.start):
            return False
        return " " not in m.text.strip() and bool(self.lex.person_role.match(tail.strip()))

    def _coordinated(self, found: list[Mention]) -> tuple[Speaker, ...]:
        """The first mention's speakers, and those of the mentions that "and" joins to it."""
        speakers = list(self.speakers(found[0]))
        for earlier, later in pairwise(found):
            between = self.text[earlier.end : later.start].lower()
            words = set(re.findall(r"[^\W\d_]+'?", between))
            joined = words & self.lex.conjunctions
            if not joined or len(between) > 60 or "(" in between:
                break
            tail = between.split(next(iter(joined)), 1)[-1]
            if self.lex.possessive.search(tail) or self.lex.stop.search(tail.replace("et a", "")):
                break
            speakers.extend(s for s in self.speakers(later) if s not in speakers)
        return tuple(dict.fromkeys(speakers))


def _written(mentions: tuple[Mention, ...]) -> dict[str, str]:
    """The fullest name of each person as the article writes it, by entity id."""
    fullest: dict[str, str] = {}
    for m in mentions:
        if m.kind != "person" or len(m.entities) != 1 or m.how not in ("full-name", "alias", "surname"):
            continue
        name = _tidy(m.text)
        if len(name.split()) > len(fullest.get(m.entities[0], "").split()):
            fullest[m.entities[0]] = name
    return fullest


def _order(m: Mention) -> tuple[int, int]:
    return m.start, -m.end


def _ends_with(text: str, words: frozenset[str]) -> bool:
    text = text.rstrip(" ").lower()
    tail = re.search(r"(?:[^\s']+'?|')(?:\s[^\s']+'?)?\Z", text)
    if not tail:
        return False
    last = re.split(r"[\s]", text)[-1]
    last = last[last.rfind("'", 0, -1) + 1 :]
    return last in words


def _tidy(text: str) -> str:
    """The words on one line; a definite article before a proper name goes."""
    text = re.sub(r"\s+", " ", text).strip(' ,;:«»“”"')
    return re.sub(r"^(?:[Ll]e|[Ll]a|[Ll]es|[Tt]he|[Ll]['’])\s*(?=[^\W\da-z_]\S*$)", "", text)
