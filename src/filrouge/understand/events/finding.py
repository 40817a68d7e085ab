"""The cues of a sentence, each with the verbs above it: verbs first, for they say more than nouns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from filrouge.data.kinds import Cue, Words
from filrouge.lang import syntax
from filrouge.understand.events.scene import Scene


@dataclass(frozen=True, slots=True)
class Found:
    """A cue at its place, with the verbs above it up to the finite one, nearest first."""

    cue: Cue
    index: int
    chain: tuple[int, ...]


def cues(scene: Scene, words: Words) -> Iterator[Found]:
    """Verbs before nouns: in "ont tenu leur rencontre" and "se sont vus lors d'une rencontre" the verb says more."""
    tokens = scene.sentence.tokens
    spotted = [
        (n, cue)
        for n, token in enumerate(tokens)
        for cue in _standing(words, scene.lemmas[n], scene.folded[n])
        if _is(cue, token.pos, n, scene, words)
    ]
    for n, cue in sorted(spotted, key=lambda s: (s[1].noun, s[0])):
        yield Found(cue, n, _chain(scene, n, words))


@lru_cache(maxsize=1 << 16)
def _standing(words: Words, lemma: str, folded: str) -> tuple[Cue, ...]:
    """The cues that a word can stand for by its form alone."""
    return tuple(c for c in words.cues if lemma in c.lemmas or folded in c.lemmas or folded.startswith(c.forms))


def _is(cue: Cue, pos: str, n: int, scene: Scene, words: Words) -> bool:
    if cue.phrases and not any(f" {phrase} " in scene.text for phrase in cue.phrases):
        return False
    if cue.phrases and not any(f" {phrase} " in scene.text for phrase in cue.phrases):
        return False
    if cue.noun:
        # headlines: "X Call with Y" is no verb, though the parser says so
        titled = n > 0 and scene.sentence.tokens[n].text[0].isupper() and _followed_by(scene, n, words.with_)
        return pos not in syntax.VERBAL or titled or _followed_by(scene, n, words.between)
    verbal = pos in syntax.VERBAL or bool(syntax.auxiliaries(scene.sentence, n)) or _parts_people(scene, n)
    return verbal and not _followed_by(scene, n, words.between)


def _parts_people(scene: Scene, n: int) -> bool:
    """ "Xi hosts Orban": in a headline the model takes the verb between two names for a noun."""
    after = next((p.first for p in scene.people if n < p.first <= n + 4), None)
    nominal = ("PROPN", "PART", "ADJ", "DET", "NOUN")
    return (
        after is not None
        and any(p.last == n - 1 for p in scene.people)
        and all(scene.sentence.tokens[k].pos in nominal for k in range(n + 1, after))
    )


def _followed_by(scene: Scene, n: int, prepositions: frozenset[str]) -> bool:
    return n + 1 < len(scene.folded) and scene.folded[n + 1] in prepositions


def _chain(scene: Scene, index: int, words: Words) -> tuple[int, ...]:
    """The cue, then the verbs, adjectives and nouns above it up to the first finite verb, that one included."""
    chain = [index]
    sentence = scene.sentence
    if sentence.tokens[index].pos in syntax.VERBAL and syntax.is_finite(sentence, index):
        return tuple(chain)
    for head in syntax.ancestors(sentence, index):
        chain.append(head)
        if sentence.tokens[head].pos in syntax.VERBAL and syntax.is_finite(sentence, head):
            break
    return tuple(chain)
