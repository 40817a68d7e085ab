"""The last encounter, named in passing: "have not met since Geneva, in June", « jamais revus depuis mai »."""

from __future__ import annotations

from dataclasses import dataclass

from filrouge.data.kinds import Words
from filrouge.lang import syntax
from filrouge.records import Place, When
from filrouge.understand.events.asserting import negated
from filrouge.understand.events.scene import Scene
from filrouge.understand.events.setting import beginning, place_told

REACH = 4
"""Tokens from "since" to the place or time of the encounter: room for an article and "in"."""


@dataclass(frozen=True, slots=True)
class Last:
    """When and where people met last; ``text``: the words that say when."""

    when: When | None
    place: Place
    text: str


def last_told(scene: Scene, words: Words, index: int, chain: tuple[int, ...], clause: frozenset[int]) -> Last | None:
    """The encounter since which there was none, where its place stands by "since", with its time or without.

    What began then ("since the war began in May") is no encounter, and stands further from the word.
    """
    if not (negated(scene, words, chain) or _none_again(scene, chain)):
        return None
    for n in range(index + 1, len(scene.folded)):
        if scene.folded[n] not in scene.clauses.since or scene.finite_between(index, n, clause):
            continue
        when = next((i for i in scene.times if n <= i.first <= n + REACH and _plain(scene, n, i.first)), None)
        spot = next((s for s in scene.spots if n < s.index <= n + 2), None)
        if spot is not None and when is None:
            when = next((i for i in scene.times if spot.index < i.first <= spot.index + REACH), None)
        if spot is None and when is not None:
            spot = next((s for s in scene.spots if when.last < s.index <= when.last + REACH), None)
        day = beginning(when) if when else None
        if spot is None or (day is None and when is not None):
            return None  # "have not spoken since May" may also tell of a quarrel, a vote, a war
        return Last(day, place_told(scene, [spot]), when.time.text if when else spot.entity.name)
    return None


def one_before(scene: Scene, index: int, clause: frozenset[int]) -> Last | None:
    """Another encounter of the same people, named by place and time: « après celle de Bali en mai »."""
    for spot in scene.spots:
        if not spot.since or spot.index < index or scene.finite_between(index, spot.index, clause):
            continue
        when = next((i for i in scene.times if spot.index < i.first <= spot.index + REACH), None)
        day = beginning(when) if when else None
        if when is not None and day is not None:
            return Last(day, place_told(scene, [spot]), when.time.text)
    return None


def _none_again(scene: Scene, chain: tuple[int, ...]) -> bool:
    """ "ne se sont plus revus": the particle without "pas"."""
    return any(
        scene.folded[k] in scene.clauses.particles for n in chain for k in syntax.children(scene.sentence, n) if k < n
    )


def _plain(scene: Scene, since: int, first: int) -> bool:
    tokens = scene.sentence.tokens
    places = {s.index for s in scene.spots}
    return all(tokens[n].pos in ("ADP", "DET", "PUNCT") or n in places for n in range(since + 1, first))
