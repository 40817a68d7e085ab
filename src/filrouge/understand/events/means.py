"""By what means people met and on what occasion: in person, by video or telephone, at which gathering."""

from __future__ import annotations

from functools import cache

from filrouge.data.kinds import Cue, Words
from filrouge.lang import syntax
from filrouge.understand.events.scene import Scene


def mode_of(scene: Scene, words: Words, index: int, clause: frozenset[int], cue: Cue) -> tuple[str | None, str | None]:
    """The mode and the word that decides it; the cue's own mode, with no word, where none does."""
    low, high = index, index
    small = scene.clauses
    turns = small.before | small.after | small.eve | small.morrow  # what comes before or after has means of its own
    while low > 0 and not _edge(scene, low - 1, index, clause) and scene.folded[low - 1] not in turns:
        if (scene.folded[low - 1] in scene.clauses.and_ and low in clause) or scene.finite_between(
            low - 2, index, clause
        ):
            break
        low -= 1
    while (
        high + 1 < len(scene.folded)
        and not _edge(scene, high + 1, index, clause)
        and scene.folded[high + 1] not in turns
        and not scene.finite_between(index, high + 2, clause)
        and not _of_one_before(scene, words, high + 1)
    ):
        high += 1
    # "interrupted their talks to phone Z": another verb's means are its own
    said = [
        "" if t.pos == "VERB" and "VerbForm=Inf" in t.morph and n != index and n not in clause else scene.folded[n]
        for n, t in enumerate(scene.sentence.tokens[low : high + 1], low)
    ]
    centre = len(" ".join(scene.folded[low:index]).replace("' ", "'"))
    hits = [
        (abs(at - centre), mode, phrase)
        for at, mode, phrase in _means(" ".join(said).replace("' ", "'").replace(" - ", "-").split(" "), words)
        # "met X, a day after a call with Y"
        if not (mode == "phone" and cue.mode == "in-person" and phrase in words.bare_calls)
        and not (phrase == scene.folded[index] and cue.mode not in (None, mode))
    ]
    if not hits:
        return cue.mode, None
    # A video call is a call: "appel vidéo" and "phone" words yield to video ones beside them.
    nearest = min(hits, key=lambda h: h[0])
    video = [h for h in hits if h[1] == "video" and h[0] <= nearest[0] + 25]
    chosen = min(video) if video and nearest[1] == "phone" else nearest
    if chosen[1] == "in-person" and cue.mode == "phone":
        return cue.mode, None
    return chosen[1], chosen[2]


def _means(said: list[str], words: Words) -> list[tuple[int, str, str]]:
    """Each phrase of a mode that stands in the words: where it begins, its mode and itself, in the table's order."""
    phrases = _by_first_word(words.modes)
    found: dict[int, tuple[int, str, str]] = {}
    at = 0
    for n, word in enumerate(said):
        for place, mode, phrase, parts in phrases.get(word, ()):
            if said[n : n + len(parts)] == parts:
                found.setdefault(place, (at, mode, phrase))
        at += len(word) + 1
    return [found[place] for place in sorted(found)]


@cache
def _by_first_word(
    modes: tuple[tuple[str, tuple[str, ...]], ...],
) -> dict[str, list[tuple[int, str, str, list[str]]]]:
    """The phrases of all modes with their place in the table, by their first word."""
    found: dict[str, list[tuple[int, str, str, list[str]]]] = {}
    every = ((mode, phrase) for mode, phrases in modes for phrase in phrases)
    for place, (mode, phrase) in enumerate(every):
        parts = phrase.split(" ")
        found.setdefault(parts[0], []).append((place, mode, phrase, parts))
    return found


def _of_one_before(scene: Scene, words: Words, n: int) -> bool:
    """ "trois semaines après un appel vidéo": what follows is the means of the encounter before or after this one."""
    markers = words.status["after"] | words.status["before"]
    tokens = scene.sentence.tokens[n + 1 : n + 5]
    return scene.folded[n] in markers and any(t.pos == "NOUN" and t.lemma.lower() in words.lemmas for t in tokens)


def _edge(scene: Scene, n: int, cue: int, clause: frozenset[int]) -> bool:
    """Whether a token ends the clause of the cue: a mark or word of another one; the "que" of a cleft ends nothing."""
    if any(n in r and cue not in r for r in scene.relatives):
        return True
    if scene.folded[n] not in scene.clauses.edges | {";", ":"}:
        return False
    cleft = scene.folded[n] in scene.clauses.that and scene.folded[:2] in scene.clauses.cleft
    return not cleft


def occasion_of(scene: Scene, words: Words, index: int, clause: frozenset[int]) -> str | None:
    """The gathering on whose occasion it took place, as written: up to a mark or the next verb."""
    tokens = scene.sentence.tokens
    raw = [t.text.lower() for t in tokens]
    for n in range(len(raw)):
        if n == index or raw[n] not in words.occasion_nouns or scene.finite_between(n, index, clause):
            continue
        lead = " ".join(raw[max(0, n - 6) : n])
        if not any(marker.rstrip() in lead for marker in words.occasion_markers):
            continue
        end = n + 1
        while (
            end < len(tokens)
            and tokens[end].text not in '.,;:()«»"'
            and tokens[end].pos not in syntax.VERBAL
            and end - n < 10
        ):
            end += 1
        while end > n + 1 and tokens[end - 1].pos in ("ADP", "DET", "CCONJ", "PRON"):
            end -= 1
        return _written(scene, n, end)
    return None


def _written(scene: Scene, first: int, end: int) -> str:
    tokens = scene.sentence.tokens
    out = ""
    for n in range(first, end):
        gap = " " if n > first and tokens[n].start > tokens[n - 1].end else ""
        out += gap + tokens[n].text
    return out
