"""Step 7, events: what the article says that happened, will happen, was called off or is denied.

One assertion in one sentence gives one `Event`; the same meeting told in three sentences gives three,
and `settle` lets the barer ones take mode and date from the fuller. A wish, a proposal, a condition,
a refusal or a negation asserts nothing and gives no event.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from filrouge.data.kinds import Kind
from filrouge.records import Event, Mention, Names, Parse, Sentence, Status, TimeMention, When, Why
from filrouge.text import edtf
from filrouge.understand.events.code import REMOTE, code_sentence
from filrouge.understand.events.deeds import deeds
from filrouge.understand.events.light import light_events
from filrouge.understand.events.parties import agents, parties
from filrouge.understand.events.passed import Passed, asserted
from filrouge.understand.events.scene import Cast, scenes
from filrouge.understand.events.spotting import index

__all__ = ["Passed", "considered", "events"]


def events(
    parse: Parse, names: Names, times: Sequence[TimeMention], published: When | None, kinds: Sequence[Kind]
) -> tuple[Event, ...]:
    """Every event of the article, in order of its sentences. Without a table for the language: none."""
    return asserted(considered(parse, names, times, published, kinds, explained=False))


def considered(
    parse: Parse,
    names: Names,
    times: Sequence[TimeMention],
    published: When | None,
    kinds: Sequence[Kind],
    *,
    explained: bool = True,
) -> tuple[Event | Passed, ...]:
    """The events, then what looked like one and was not taken for it: all of it, if it is to be ``explained``."""
    tag = (parse.language or "").split("-")[0]
    found: list[Event | Passed] = []
    if parse.has_syntax:
        for kind in kinds:
            words = kind.languages.get(tag)
            if words is None:
                continue
            frames, nouns = index(tuple(kinds), tag), agents(tag)
            here = _Mentions(names)
            cast = Cast()
            for scene in scenes(parse, names, times, words):
                found.extend(code_sentence(kind.type, scene, words, cast, published, explained))
                if not frames.keys().isdisjoint(scene.lemmas):
                    met = parties(scene.sentence, here.of(scene.sentence), here.entities, nouns, tag)
                    found.extend(deeds(scene, met, frames, words, nouns, cast, published))
                cast = cast.after(scene)
    else:
        for kind in kinds:
            if (light := kind.light.get(tag)) is not None:
                found.extend(light_events(kind.type, parse, names, times, light, published))
    told = settle(asserted(found), published, first_lines(parse))
    return (*told, *(p for p in found if isinstance(p, Passed)))


class _Mentions:
    """The article's mentions by sentence."""

    def __init__(self, names: Names) -> None:
        self.entities = {e.id: e for e in names.entities}
        self._all = sorted(names.mentions, key=lambda m: m.start)
        self._starts = [m.start for m in self._all]

    def of(self, sentence: Sentence) -> list[Mention]:
        return self._all[bisect_left(self._starts, sentence.start) : bisect_left(self._starts, sentence.end)]


def first_lines(parse: Parse) -> int:
    """Where the first half ends, at least three sentences: what stands before tells the article's own news."""
    sentences = parse.sentences
    return sentences[min(max(2, len(sentences) // 2), len(sentences) - 1)].end if sentences else 0


def settle(found: tuple[Event, ...], published: When | None, news_end: int) -> tuple[Event, ...]:
    """Events of the same people in one article complete one another: mode, date and place where one lacks them."""
    settled = _all_completed(_all_completed(found))
    return tuple(_dated_as_news(e, published, news_end) for e in settled)


def _all_completed(found: Sequence[Event]) -> list[Event]:
    """Each completed by those of its type, status and people; of those that say the same, the first is enough."""
    alike: dict[_Alike, dict[tuple[str | None, When | None], Event]] = {}
    for event in found:
        alike.setdefault(_alike(event), {}).setdefault((event.mode, event.when), event)
    return [_completed(event, alike[_alike(event)].values()) for event in found]


_Alike = tuple[str, Status, frozenset[str]]


def _alike(event: Event) -> _Alike:
    return event.type, event.status, frozenset(p.id for p in event.participants)


def _completed(event: Event, alike: Iterable[Event]) -> Event:
    peers = [
        o
        for o in alike
        if (o.mode is None or event.mode is None or o.mode == event.mode)
        and (o.when is None or event.when is None or edtf.compatible(o.when, event.when))
    ]
    mode = event.mode or next((o.mode for o in peers if o.mode), None)
    when, dated_by, why = event.when, event.dated_by, event.why
    if when is None and (dated := [o for o in peers if o.when is not None and o.mode in (mode, None)]):
        when, dated_by = dated[0].when, dated[0].dated_by
        why = (*why, Why("dated as the same people's meeting told at {place}", place=dated[0].start))
    place = None if mode in REMOTE else event.place
    return replace(event, mode=mode, when=when, place=place, dated_by=dated_by, why=why)


def _dated_as_news(event: Event, published: When | None, news_end: int) -> Event:
    """What the first half tells in a plain past without a date happened in the days before publication.

    Six days: a weekly's report of an encounter of its week still holds the day. Not where the tense says that
    it was earlier ("avait rencontré"), nor where the publication is known only within a month.
    """
    if event.when or event.status != "held" or event.dated_by == "earlier" or event.start >= news_end:
        return event
    if published is None or published.start is None or (published.days or 99) > 31:
        return event
    when = When(published.start - timedelta(days=6), published.end, "day", "about")
    return replace(event, when=when, dated_by="anchor", why=(*event.why, "told as news without a date"))
