"""From a scene to its events: find cues, cast the participants, decide status, time, place and mode."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from filrouge.data.kinds import Words
from filrouge.lang import syntax
from filrouge.records import Event, Participant, When, Why
from filrouge.understand.events.asserting import preceded
from filrouge.understand.events.casting import Side, among, cast_of
from filrouge.understand.events.counted import counted_from_main
from filrouge.understand.events.finding import Found, cues
from filrouge.understand.events.means import mode_of, occasion_of
from filrouge.understand.events.passed import Passed, passed
from filrouge.understand.events.recalled import Last, last_told, one_before
from filrouge.understand.events.rounds import Round, rounds_of
from filrouge.understand.events.scene import At, Cast, Instant, Scene
from filrouge.understand.events.setting import place_of, time_of
from filrouge.understand.events.status import of_several_words, status_of

MOST_PARTICIPANTS = 12
"""A sentence that names more people than this lists them; it does not tell one meeting."""

REMOTE = ("video", "phone")
"""Modes without a place: a town in the sentence is where it was written or what was talked about."""


def code_sentence(
    type_: str, scene: Scene, words: Words, cast: Cast, published: When | None, explained: bool = True
) -> Iterator[Event | Passed]:
    """The events that one sentence asserts, one for each cue that holds; duplicates of a stronger cue left out.

    A cue that asserts nothing is told too, with the reason; one with nobody to take part only if ``explained``.
    """
    told: list[Event] = []
    if _speaks_of(scene, words.sport) or _speaks_of(scene, words.arenas) or scene.folded[-1:] == ("?",):
        return  # a match, a trial, a show, or a question: none tells an encounter
    for found in cues(scene, words):
        called = found.cue.noun and _is_predicate(scene, found.index)
        for event in _code(type_, scene, words, cast, published, found, explained):
            if isinstance(event, Passed):
                yield event
            elif not any(_repeats(event, before, called) for before in told):
                told.append(event)
                yield event


def _speaks_of(scene: Scene, entries: frozenset[str]) -> bool:
    """Whether an entry of one or several words stands in the sentence."""
    single = not entries.isdisjoint(scene.text.split(" "))
    return single or any(f" {entry} " in scene.text for entry in of_several_words(entries))


def _repeats(event: Event, before: Event, called: bool) -> bool:
    """Whether a sentence says again what an earlier cue of it said, or only calls it something.

    "… pour ce qui devrait être leur dernière rencontre": a noun after "be" is no encounter of its own.
    """
    if {p.id for p in event.participants} != {p.id for p in before.participants}:
        return False
    if called and event.when is None:
        return True
    return (
        event.status == before.status
        and (event.mode is None or before.mode is None or event.mode == before.mode)
        and (event.when is None or event.when == before.when)
    )


def _is_predicate(scene: Scene, index: int) -> bool:
    return any(scene.sentence.tokens[n].dep == "cop" for n in syntax.children(scene.sentence, index))


def _code(
    type_: str, scene: Scene, words: Words, cast: Cast, published: When | None, found: Found, explained: bool
) -> Iterator[Event | Passed]:
    cue = found.cue
    clause = frozenset(found.chain).union(*(syntax.auxiliaries(scene.sentence, n) for n in found.chain))
    if cue.without_infinitive and _has_infinitive(scene, found.index):
        return
    sides = cast_of(scene, words, cast, cue, At(found.index, found.chain, clause))
    if not sides and not explained:
        return
    if not cue.noun and (last := last_told(scene, words, found.index, found.chain, clause)) is not None:
        yield from _last(type_, scene, words, sides, found, last, mode_of(scene, words, found.index, clause, cue)[0])
        return
    later = frozenset(n for side in sides for n in side.own or ())
    rounds = rounds_of(scene, words, found.index, found.chain, clause) if len(sides) == 1 else ()
    counted = None if rounds else counted_from_main(scene, found.index, clause, published)
    if rounds:
        instant: Instant | None = rounds[-1].instant
    else:
        instant = counted or time_of(scene, words, found.index, found.chain, clause, later)
    if not rounds and not counted and _several(scene, words, found.index, clause):
        # "39 fois, le plus récemment en mai" tells the one of May; "à deux reprises mardi" that of Tuesday
        instant = _latest(scene, words) or (instant if instant and (instant.time.when.days or 9) <= 2 else None)
        if instant is None:
            yield passed(scene.sentence, type_, found.index, "it counts several and dates none")
            return
    if instant and cue.noun and (instant.time.when.days or 0) > 31 and preceded(scene, found.index, words.ordinal):
        instant = None  # "their fifth meeting this year": how far the count goes back
    if counted and instant:
        when: When | None = instant.time.when
    else:
        when = _by_the_tense(scene, words, found, instant, published) if instant else None
    mode, mode_word = mode_of(scene, words, found.index, clause, cue)
    spot = None if mode in REMOTE else place_of(scene, words, found.index, found.chain, clause, later)
    if mode is None and spot is not None and spot.grain != "country":
        mode, mode_word = "in-person", spot.name  # who talk in a town are in it
    if cue.needs_mode and mode is None:
        return
    if cue.needs_detail and mode_word is None and when is None and spot is None:
        return
    status, reason = status_of(scene, words, cue, found.index, found.chain, when, published)
    if status is None:
        yield passed(scene.sentence, type_, found.index, reason)
        return
    if status == "cancelled" and cue.noun and instant and instant.last < found.index:
        # "called off on Thursday a meeting … set for Saturday": the day after the noun is the meeting's own
        behind = [i for i in scene.times if i.first > found.index and (i.time.when.days or 99) <= 31]
        instant = behind[0] if behind else None
        when = instant.time.when if instant else None
    if not sides:
        yield passed(scene.sentence, type_, found.index, "it does not name two who take part")
    why = [f"“{scene.sentence.tokens[found.index].text}” ({cue.name})", reason]
    why += [Why("mode from “{words}”", words=mode_word)] if mode_word else []
    earlier = syntax.tense(scene.sentence, found.chain[-1]) == "pluperfect" or (
        cue.noun and preceded(scene, found.index, words.status["after"])
    )
    for side in sides:
        if len(side.parts) > MOST_PARTICIPANTS:
            continue
        own = _own_time(scene, side.own)
        if own:
            status, reason = status_of(scene, words, cue, found.index, found.chain, own.time.when, published)
        if status is None:
            continue
        day = own.time.when if own else when
        event = Event(
            start=scene.sentence.start,
            end=scene.sentence.end,
            type=type_,
            mode=mode,
            status=status,
            participants=_participants(side),
            when=day,
            place=spot if side.own is None else None,
            occasion=occasion_of(scene, words, found.index, clause),
            cue=scene.sentence.tokens[found.index].lemma.lower(),
            dated_by="own-words" if day else "earlier" if earlier else "none",
            why=tuple(why),
        )
        if not rounds:
            yield _dated(event, own or instant)
        for one in rounds:
            yield _in_round(event, one, _by_the_tense(scene, words, found, one.instant, published))
    if sides and (before := one_before(scene, found.index, clause)) is not None:
        yield from _last(type_, scene, words, sides[:1], found, before, "in-person")


def _in_round(event: Event, one: Round, when: When) -> Event:
    """One of several encounters told in a list: the time and place are its own, the occasion nobody's."""
    place = None if event.mode in REMOTE else one.place
    return _dated(replace(event, when=when, place=place, occasion=None), one.instant)


def _dated(event: Event, instant: Instant | None) -> Event:
    """With the words that its date is from."""
    if instant is None:
        return event
    return replace(event, why=(*event.why, Why("date from “{words}”", words=instant.time.text)))


def _last(
    type_: str, scene: Scene, words: Words, sides: Sequence[Side], found: Found, last: Last, mode: str | None
) -> Iterator[Event]:
    """The encounter after which there was none, or this one."""
    token = scene.sentence.tokens[found.index]
    for side in sides:
        yield Event(
            start=scene.sentence.start,
            end=scene.sentence.end,
            type=type_,
            mode=mode,
            status="held",
            participants=_participants(side),
            when=last.when,
            place=None if mode in REMOTE else last.place,
            cue=token.lemma.lower(),
            dated_by="own-words" if last.when else "earlier",
            why=(
                f"“{token.text}” ({found.cue.name})",
                "the one before",
                Why("date from “{words}”", words=last.text),
            ),
        )


def _by_the_tense(scene: Scene, words: Words, found: Found, instant: Instant, published: When | None) -> When:
    """A weekday on the side of publication that the cue's tense tells, and the day that "au lendemain de" leaves."""
    when = instant.time.when
    if published is None or not (when.start and when.end and published.start and published.end) or when.days != 1:
        return when
    if found.cue.noun and instant.first > found.index:
        lead = f" {' '.join(scene.folded[max(0, found.index - 4) : found.index])} "
        if any(f" {word} " in lead for word in scene.clauses.morrow):
            return _moved(when, -1)
    if found.cue.noun and not scene.clauses.eve.isdisjoint(
        scene.folded[max(instant.last + 1, found.index - 4) : found.index]
    ):
        return _moved(when, 1)
    said = instant.time.text.lower().split()
    if any(c.isdigit() for c in instant.time.text) or words.status["announced"] & {*said}:
        return when  # its words leave nothing open: "3 juillet", "mercredi prochain"
    tense = syntax.tense(scene.sentence, found.chain[-1])
    if found.cue.noun and preceded(scene, found.index, words.status["before"]):
        # "spoke to Y before his summit with Z on Wednesday": the nearer of both
        return _moved(when, 7) if 3 < (published.end - when.end).days <= 6 else when
    if tense == "future" and 0 < (published.start - when.end).days <= 7 and instant.first > 0:
        return _moved(when, 7)
    planned = any(scene.sentence.tokens[n].lemma.lower() in words.status["announced"] for n in found.chain)
    if tense in ("past", "pluperfect") and not planned and 1 < (when.start - published.end).days <= 7:
        return _moved(when, -7)
    return when


def _moved(when: When, days: int) -> When:
    if when.start is None or when.end is None:
        return when
    return replace(when, start=when.start + timedelta(days), end=when.end + timedelta(days))


def _own_time(scene: Scene, words_of_its_own: range | None) -> Instant | None:
    """The time inside the words that are one encounter's own ("… et mercredi Y")."""
    return next((i for i in scene.times if words_of_its_own and i.first in words_of_its_own), None)


def _participants(side: Side) -> tuple[Participant, ...]:
    seen: dict[str, Participant] = {}
    for role, entity in side.parts:
        seen.setdefault(entity.id, Participant(entity.id, entity.name, role))
    return tuple(seen.values())


def _has_infinitive(scene: Scene, index: int) -> bool:
    """ "appeler X à faire", "call on X to do": no telephone; "appeler X pour dire" may be one."""
    tokens = scene.sentence.tokens
    return any(
        "VerbForm=Inf" in tokens[n].morph
        and any(tokens[k].text.lower() in ("à", "to") for k in (*syntax.children(scene.sentence, n), n - 1))
        for n in syntax.children(scene.sentence, index)
        if n > index
    )


def _several(scene: Scene, words: Words, index: int, clause: frozenset[int]) -> bool:
    """Whether the clause counts encounters ("39 fois", "à plusieurs reprises", "often") instead of telling one."""
    for n, word in enumerate(scene.folded):
        token = scene.sentence.tokens[n]
        if not (word in words.often or token.lemma.lower() in words.counts or word in words.counts):
            continue
        if scene.finite_between(n, index, clause) or n < (among(scene, words, index) or 0):
            continue  # of another clause, or "cinq fois, dont une visioconférence en mai"
        before = {scene.sentence.tokens[k].lemma.lower() for k in range(max(0, n - 2), n)}
        if word in words.often or not before & words.ordinal:
            return True
    return False


def _latest(scene: Scene, words: Words) -> Instant | None:
    """The time of the last of several encounters, where words before it single that one out."""
    for instant in scene.times:
        lead = " ".join(scene.folded[max(0, instant.first - 5) : instant.first + 1])
        if any(phrase in lead for phrase in words.latest):
            return instant
    return None
