"""Several encounters of the same people told with one cue: "in Rome in June 2018, in Hanoi in February and …"."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from filrouge.data.kinds import Words
from filrouge.records import Place
from filrouge.understand.events.scene import Instant, Scene
from filrouge.understand.events.setting import in_year, place_told, times_of

LONGEST_STEP = 14
"""Tokens between two times of the list: room for "en marge du sommet du G20 à Hambourg"."""


@dataclass(frozen=True, slots=True)
class Round:
    """One encounter of the list: its time, and its place where one is named."""

    instant: Instant
    place: Place | None


def rounds_of(
    scene: Scene, words: Words, index: int, chain: tuple[int, ...], clause: frozenset[int]
) -> tuple[Round, ...]:
    """The encounters that a list of times after the cue tells, in its order; none where there is no such list.

    The times follow one another with a joint between them, and only places and occasions beside it. Two days in a
    row without a place each are one encounter that lasted.
    """
    usable = times_of(scene, words, index, chain, clause, frozenset())
    after = [in_year(i, usable) for i in usable if i.first > index and i.time.when.grain != "year"]
    told: list[Instant] = []
    edges: list[int] = []
    for instant in after:
        if not told:
            told.append(instant)
            continue
        edge = _joint(scene, words, told[-1].last + 1, instant.first)
        if edge is None:
            break
        told.append(instant)
        edges.append(edge)
    if len(told) < 2 or any(index < p.first and told[0].last < p.left < told[-1].first for p in scene.people):
        return ()
    bounds = zip([index + 1, *edges], [*edges, _end(scene, told[-1].last)], strict=True)
    spots = [[s for s in scene.spots if begin <= s.index < end] for begin, end in bounds]
    places = [place_told(scene, near, near[0].index) if near else None for near in spots]
    if not _apart(told, all(places)):
        return ()
    for n in range(1, len(places)):  # "in Oslo in April and May": the place is said once
        places[n] = places[n] or places[n - 1]
    return tuple(Round(i, p) for i, p in zip(told, places, strict=True))


def _joint(scene: Scene, words: Words, begin: int, end: int) -> int | None:
    """Where the next encounter of the list begins; None where what stands between is no list."""
    if not 0 < end - begin <= LONGEST_STEP:
        return None
    tokens = scene.sentence.tokens
    joints = [n for n in range(begin, end) if scene.folded[n] in scene.clauses.rounds | {",", "("}]
    for n in range(begin, end):
        token = tokens[n]
        known = n in joints or scene.folded[n] in scene.clauses.rounds_inside | {")"}
        named = token.text[0].isupper() or token.pos in ("DET", "ADJ", "NUM")
        if not (known or named or scene.folded[n] in words.occasion_nouns):
            return None
    return joints[0] if joints else None


def _end(scene: Scene, last: int) -> int:
    """Where the last encounter of the list ends: at the next mark or verb."""
    n = last + 1
    while n < len(scene.folded) and scene.folded[n] not in (",", ";", ".", ":") and n not in scene.finite:
        n += 1
    return n


def _apart(told: list[Instant], placed: bool) -> bool:
    """Whether the times are different ones, each known by both ends, and no two days in a row at one place."""
    spans = sorted((i.time.when.start, i.time.when.end) for i in told if i.time.when.start and i.time.when.end)
    if len(spans) < len(told):
        return False
    return all(a[1] < b[0] and (placed or (b[0] - a[1]).days > 1 or (a[1] - a[0]).days > 1) for a, b in pairwise(spans))
