"""What looked like an event and was not taken for one, with the reason: for a person who asks why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from filrouge.records import Event, Sentence


@dataclass(frozen=True, slots=True)
class Passed:
    """A cue that gave no event. ``start``/``end`` is its sentence, as of an event."""

    start: int
    end: int
    type: str
    cue: str
    """The word as written."""
    why: str


def passed(sentence: Sentence, type_: str, token: int, why: str) -> Passed:
    return Passed(sentence.start, sentence.end, type_, sentence.tokens[token].text, why)


def asserted(found: Iterable[Event | Passed]) -> tuple[Event, ...]:
    """The events alone."""
    return tuple(e for e in found if isinstance(e, Event))
