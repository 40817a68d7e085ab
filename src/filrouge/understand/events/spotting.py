"""Where the frames of deeds stand in a sentence: verbs with what they ask for, and nouns that tell it alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from filrouge.data.kinds import Kind
from filrouge.data.kinds.frames import Frame
from filrouge.lang import syntax
from filrouge.records import Token
from filrouge.understand.events.scene import Scene

OBJECTS = ("obj", "dobj", "iobj", "dative", "nsubj:pass", "nsubjpass", "attr", "oprd")
CLAUSES = ("xcomp", "ccomp", "advcl", "acl", "pcomp")
CLAUSE_WIDTH = 14
"""Tokens after the verb in which a mode's word, or a complement that the frame asks for, is looked for."""


@dataclass(frozen=True, slots=True)
class Told:
    """A frame found at its verb (or noun), with the support noun where it has one ("impose sanctions")."""

    frame: Frame
    index: int
    support: int | None
    nominal: bool = False


@cache
def index(kinds: tuple[Kind, ...], language: str) -> Mapping[str, tuple[Frame, ...]]:
    """The frames of a language by the lemmas of their verbs and nouns."""
    found: dict[str, list[Frame]] = {}
    for kind in kinds:
        for frame in kind.frames.get(language, ()):
            for lemma in sorted(frame.verbs | frame.nouns):
                found.setdefault(lemma, []).append(frame)
    return {lemma: tuple(frames) for lemma, frames in found.items()}


def told_in(scene: Scene, frames: Mapping[str, tuple[Frame, ...]]) -> list[list[Told]]:
    """The frames whose words stand in the sentence, those of one word together, the most demanding first.

    A noun that hangs on a verb of these ("carried out an attack") tells nothing more.
    """
    out: list[list[Told]] = []
    tokens = scene.sentence.tokens
    for n, token in enumerate(tokens):
        lemma = _lemma(token, frames)
        candidates = frames.get(lemma, ())
        fitting: list[Told] = []
        for frame in candidates:
            if lemma in frame.verbs and _is_verb(scene, n):
                support = _support(scene, n, frame)
                if (frame.objects and support is None) or not _allowed(scene, n, frame):
                    continue
                fitting.append(Told(frame, n, support))
            elif lemma in frame.nouns and token.pos == "NOUN":
                fitting.append(Told(frame, n, None, nominal=True))
        if fitting:
            out.append(sorted(fitting, key=lambda t: (not t.frame.objects, not t.frame.clause, t.frame.alone)))
    supports = {t.support for told in out for t in told}
    heads = {told[0].index for told in out if not told[0].nominal}

    def again(t: Told) -> bool:
        return t.nominal and (
            t.index in supports or bool(heads.intersection(syntax.ancestors(scene.sentence, t.index)))
        )

    return [told for told in out if not again(told[0])]


def _lemma(token: Token, frames: Mapping[str, tuple[Frame, ...]]) -> str:
    """The token's lemma, put right where the model cuts one short: "stag" of "staged", "reproche" of "reprocher"."""
    lemma = token.lemma.lower()
    if lemma not in frames and token.pos == "VERB":
        return next((longer for longer in (f"{lemma}e", f"{lemma}r") if longer in frames), lemma)
    return lemma


def _is_verb(scene: Scene, n: int) -> bool:
    token = scene.sentence.tokens[n]
    if token.pos == "VERB":
        # "the accused", "forces armées": a participle that only tells more of a noun
        return not (token.dep in ("amod", "compound") and not syntax.children(scene.sentence, n))
    return bool(syntax.auxiliaries(scene.sentence, n)) and token.pos in ("ADJ", "NOUN", "AUX")


def _support(scene: Scene, n: int, frame: Frame) -> int | None:
    """The object noun that makes the verb this frame's, near the verb and not behind another verb."""
    if not frame.objects:
        return None
    tokens = scene.sentence.tokens
    for k in range(len(tokens)):
        if tokens[k].lemma.lower() not in frame.objects or k == n or abs(k - n) > CLAUSE_WIDTH:
            continue
        for depth, up in enumerate(syntax.ancestors(scene.sentence, k)):
            if up == n:
                return k
            if depth > 3 or tokens[up].pos == "VERB":
                break
    return None


def _allowed(scene: Scene, n: int, frame: Frame) -> bool:
    tokens = scene.sentence.tokens
    below = syntax.children(scene.sentence, n)
    if frame.unless:
        near = {k for c in below for k in (c, *syntax.children(scene.sentence, c)) if k > n or tokens[c].dep in OBJECTS}
        if any(tokens[k].lemma.lower() in frame.unless for k in near):
            return False
    if not frame.clause:
        return True
    if "*" in frame.clause:
        return any(tokens[k].dep in CLAUSES or "VerbForm=Inf" in tokens[k].morph for k in below if k > n)
    return any(tokens[k].lemma.lower() in frame.clause for k in range(n + 1, min(len(tokens), n + CLAUSE_WIDTH)))
