"""Encounters in languages without a parser: by the words of a sentence that names two or three people.

It says less than the coder over syntax and is stricter: one cue, few people, no sentence that hedges or
negates. Participants carry no roles, and a place is taken only from a place that the names step is sure of.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

from filrouge.data.kinds import LightWords
from filrouge.records import (
    Entity,
    Event,
    Mention,
    Names,
    Parse,
    Participant,
    Place,
    Sentence,
    Status,
    TimeMention,
    When,
)
from filrouge.text.normalise import fold
from filrouge.understand.events.passed import Passed

FEWEST, MOST = 2, 3
"""People in the sentence: with more of them, words alone do not tell who met whom."""

LONGEST_PARTICLE = 4
"""Letters: in a shorter word a first letter is the word's own."""

WIDEST = 400
"""Days: a wider time is no date of a meeting."""


def light_events(
    type_: str,
    parse: Parse,
    names: Names,
    times: Sequence[TimeMention],
    words: LightWords,
    published: When | None,
) -> Iterator[Event | Passed]:
    entities = {e.id: e for e in names.entities}
    mentions, starts = sorted(names.mentions, key=_start), sorted(m.start for m in names.mentions)
    dated, begins = sorted(times, key=_start), sorted(t.start for t in times)
    for sentence in parse.sentences:
        here = mentions[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        people = _people(here, entities)
        if not FEWEST <= len(people) <= MOST:
            continue
        text = tuple(_bare(fold(t.text), words.joined) for t in sentence.tokens)
        stands = _within if words.anywhere else _stands
        mode = next((m for m, cues in words.modes if any(stands(c, text) for c in cues)), None)
        if mode is None:
            continue
        within = dated[bisect_left(begins, sentence.start) : bisect_left(begins, sentence.end)]
        when = _when(within, _told_from(sentence, text, words, mode))
        status, reason = _status(text, words, stands, when, published)
        if status is None:
            yield Passed(sentence.start, sentence.end, type_, mode, reason)
            continue
        yield Event(
            start=sentence.start,
            end=sentence.end,
            type=type_,
            mode=mode,
            status=status,
            participants=tuple(Participant(e.id, e.name, "actor") for e in people),
            when=when,
            place=_place(here, entities) if mode == "in-person" else None,
            cue=mode,
            dated_by="own-words" if when else "none",
            why=("by words alone: no parser for this language", reason),
        )


def _people(mentions: Sequence[Mention], entities: dict[str, Entity]) -> list[Entity]:
    ids = dict.fromkeys(i for m in mentions if m.kind == "person" for i in m.entities if i in entities)
    return [entities[i] for i in ids]


def _stands(entry: str, text: tuple[str, ...]) -> bool:
    """Whether an entry of the tables stands in the words: "wird=" as a whole word, "telefon" as a beginning."""
    parts = entry.split("=")
    whole = entry.endswith("=")
    wanted = [p.strip() for p in parts if p.strip()]
    for n in range(len(text) - len(wanted) + 1):
        first = all(text[n + k] == w for k, w in enumerate(wanted[:-1]))
        last = text[n + len(wanted) - 1]
        if first and (last == wanted[-1] if whole else last.startswith(wanted[-1])):
            return True
    return False


def _within(entry: str, text: tuple[str, ...]) -> bool:
    """The same where words are not parted."""
    return any(entry in run for run in text)


def _bare(word: str, joined: tuple[str, ...]) -> str:
    """The word without a conjunction written onto it; a short word is left whole."""
    return word[1:] if len(word) > LONGEST_PARTICLE and word.startswith(joined or ("\0",)) else word


def _status(
    text: tuple[str, ...],
    words: LightWords,
    stands: Callable[[str, tuple[str, ...]], bool],
    when: When | None,
    published: When | None,
) -> tuple[Status | None, str]:
    def said(entries: tuple[str, ...]) -> str | None:
        return next((e for e in entries if stands(e, text)), None)

    if word := said(words.denied):
        return "denied", f"“{word}”"
    if word := said(words.cancelled):
        return "cancelled", f"“{word}”"
    if word := said(words.negation) or said(words.possible):
        return None, f"“{word}” asserts nothing"
    later = bool(when and published and when.start and published.end and when.start > published.end)
    earlier = bool(when and published and when.end and published.end and when.end < published.end)
    if not later and (word := said(words.over)):
        return "held", f"“{word}”"
    if later or ((word := said(words.announced)) and not earlier):
        return "announced", "to come"
    return "held", "told as past"


def _start(told: Mention | TimeMention) -> int:
    return told.start


def _told_from(sentence: Sentence, text: tuple[str, ...], words: LightWords, mode: str) -> int:
    """Where what the sentence tells begins: after "announced on Tuesday that", where the encounter is told after it.

    A conjunction that no word of reporting precedes opens a relative clause, and parts nothing.
    """
    cues = next(cues for name, cues in words.modes if name == mode)
    reported = False
    for n, token in enumerate(sentence.tokens):
        word = text[n : n + 1]
        if reported and any(_stands(c, word) for c in words.content):
            told = any(_stands(c, text[n + 1 :]) for c in cues)
            return token.end if told and not any(_stands(c, text[:n]) for c in cues) else sentence.start
        reported = reported or any(_stands(r, word) for r in words.reports)
    return sentence.start


def _when(times: Sequence[TimeMention], told_from: int) -> When | None:
    """The narrowest of a sentence's times, of those of what it tells."""
    here = [
        t.when
        for t in times
        if t.start >= told_from
        and t.when.modifier not in ("since", "until", "before", "after")
        and t.when.days is not None
        and t.when.days <= WIDEST
    ]
    return min(here, key=lambda w: w.days or 0) if here else None


def _place(mentions: Sequence[Mention], entities: dict[str, Entity]) -> Place | None:
    for m in mentions:
        if m.kind == "place" and m.how == "place" and m.entities and m.entities[0] in entities:
            entity = entities[m.entities[0]]
            number = entity.id.removeprefix("place:")
            if number.isdigit():
                return Place(entity.name, entity.country, int(number), "city")
    return None
