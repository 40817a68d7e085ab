"""Events of one side towards another (all kinds but CONSULT): who did what to whom, by frames over the parse.

`spotting` finds the frames of a sentence, `sides` who stands on either side; status, time and place are read as for
encounters.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from filrouge.data.kinds import Cue, Words
from filrouge.data.kinds.frames import Frame
from filrouge.lang import syntax
from filrouge.records import Entity, Event, Participant, Status, When, Why
from filrouge.understand.events.parties import Agents, Party, state_name
from filrouge.understand.events.passed import Passed, passed
from filrouge.understand.events.scene import Cast, Scene
from filrouge.understand.events.setting import place_of, time_of
from filrouge.understand.events.sides import preposition_of, sides_of
from filrouge.understand.events.spotting import CLAUSE_WIDTH, CLAUSES, Told, told_in
from filrouge.understand.events.status import status_of

MOST = 6
"""Participants of one event; a sentence with more is a list."""


def deeds(
    scene: Scene,
    found: Sequence[Party],
    frames: Mapping[str, tuple[Frame, ...]],
    words: Words,
    nouns: Agents,
    cast: Cast,
    published: When | None,
) -> Iterator[Event | Passed]:
    """The events that the sentence asserts, and what it leaves unasserted.

    ``found``: its parties; ``words``: the language's words of status.
    """
    if scene.folded[-1:] == ("?",) or words.sport.intersection(scene.folded):
        return
    told = told_in(scene, frames)
    heads = {same[0].index for same in told}
    seen: set[tuple[str, str, str]] = set()
    for same in told:
        first = same[0]
        if _under_another(scene, first, heads, nouns):
            yield passed(scene.sentence, first.frame.type, first.index, "an infinitive: wished, threatened or agreed")
            continue
        coded = [_coded(scene, one, found, words, nouns, cast, published) for one in same]
        event = next((e for e in coded if isinstance(e, Event)), None)
        if event is None:
            yield next(e for e in coded if isinstance(e, Passed))
            continue
        key = (event.type, event.participants[0].id, event.participants[-1].id)
        if key not in seen:
            seen.add(key)
            yield event


def _under_another(scene: Scene, one: Told, heads: set[int], nouns: Agents) -> bool:
    """ "Threatened to attack", "agreed to release", "met to discuss": what an infinitive names need not be done.

    It is where what governs it says so ("began to withdraw", "decided to suspend"), or tells a future.
    """
    tokens = scene.sentence.tokens
    if "VerbForm=Inf" in tokens[one.index].morph and not syntax.is_finite(scene.sentence, one.index):
        governor = tokens[tokens[one.index].head]
        if (
            governor.pos in syntax.VERBAL
            and governor.lemma.lower() not in nouns.carrying
            and tokens[one.index].dep != "conj"
        ):
            return True
    n = one.index
    for up in syntax.ancestors(scene.sentence, n):
        dep = scene.sentence.tokens[n].dep
        if dep not in (*CLAUSES, "conj", "prep", "obl:arg", "obl:mod", "pobj", "mark"):
            return False
        if up in heads and dep != "conj" and not syntax.is_finite(scene.sentence, n):
            return True
        n = up
    return False


def _coded(
    scene: Scene,
    one: Told,
    found: Sequence[Party],
    words: Words,
    nouns: Agents,
    cast: Cast,
    published: When | None,
) -> Event | Passed:
    frame = one.frame
    actors, recipients = sides_of(scene, one, found, nouns, cast)
    recipients = [p if frame.places else _state_of(scene, p) for p in recipients if p not in actors]
    recipients = [p for p in recipients if frame.places or not p.place]
    if (
        not recipients
        and not frame.alone
        and len({e.id for p in actors for e in p.entities}) < (2 if frame.mutual else 9)
    ):
        return passed(scene.sentence, frame.type, one.index, "it does not name both sides")
    chain = _chain(scene, one.index)
    clause = frozenset(chain).union(*(syntax.auxiliaries(scene.sentence, n) for n in chain))
    instant = time_of(scene, words, one.index, chain, clause)
    when = instant.time.when if instant else None
    status, reason = _status(scene, words, one, chain, when, published)
    if status is None:
        return passed(scene.sentence, frame.type, one.index, reason)
    mode, word = _mode(scene, one)
    spot = place_of(scene, words, one.index, chain, clause)
    if frame.crowd and not actors:
        actors = [Party((Entity("local:protesters", "organisation", "protesters"),), -1, -1, -1, nobody=True)]
    sides = _participants(actors, recipients, frame, mode, spot.country if spot else None)
    if sides is None:
        return passed(scene.sentence, frame.type, one.index, "nobody known by name or country does it")
    why = [f"“{scene.sentence.tokens[one.index].text}” ({frame.name})", reason]
    why += [Why("with “{words}”", words=scene.sentence.tokens[one.support].text)] if one.support is not None else []
    why += [Why("mode from “{words}”", words=word)] if word else []
    why += [Why("date from “{words}”", words=instant.time.text)] if instant else []
    earlier = syntax.tense(scene.sentence, chain[-1]) == "pluperfect"
    return Event(
        start=scene.sentence.start,
        end=scene.sentence.end,
        type=frame.type,
        mode=mode,
        status=status,
        participants=sides,
        when=when,
        place=spot,
        cue=scene.sentence.tokens[one.index].lemma.lower(),
        dated_by="own-words" if when else "earlier" if earlier else "none",
        why=tuple(why),
    )


def _at_home(party: Party, country: str | None) -> Party:
    if not party.nobody or country is None:
        return party
    if party.office:
        state = Entity(f"state:{country}", "state", state_name(country), country)
        return replace(party, entities=(state,), nobody=False)
    home = tuple(replace(e, id=f"{e.id}-{country.lower()}", country=country) for e in party.entities)
    return replace(party, entities=home, nobody=False)


def _state_of(scene: Scene, party: Party) -> Party:
    """A town to which something is done that is done to no town is its state: "condemned Tehran"."""
    if not party.place or preposition_of(scene, party) in ("à", "en", "in", "at", "dans", "from", "near"):
        return party
    states = tuple(
        Entity(f"state:{e.country}", "state", state_name(e.country), e.country) for e in party.entities if e.country
    )
    return replace(party, entities=states, place=not states)


def _participants(
    actors: Sequence[Party], recipients: Sequence[Party], frame: Frame, mode: str | None, country: str | None
) -> tuple[Participant, ...] | None:
    """Both sides with their roles; None where nobody is known by name or country, or nobody acts.

    A group without a name is that of the country in which it acts.
    """
    actors, recipients = ([_at_home(p, country) for p in side] for side in (actors, recipients))
    doing = list({e.id: e for p in actors for e in p.entities}.values())
    done_to = list({e.id: e for p in recipients for e in p.entities if e.id not in {d.id for d in doing}}.values())
    # "were killed" alone may be an accident, but for who bears arms
    unsaid = frame.unsaid and (mode is not None or any(e.kind == "state" for p in recipients for e in p.entities))
    if not (doing or (unsaid and done_to)) or len(doing) + len(done_to) > MOST:
        return None
    if all(p.nobody for p in (*actors, *recipients)):
        return None
    role = "actor" if frame.mutual else "recipient"
    return tuple(Participant(e.id, e.name, "actor") for e in doing) + tuple(
        Participant(e.id, e.name, role) for e in done_to
    )


def _mode(scene: Scene, one: Told) -> tuple[str | None, str | None]:
    frame = one.frame
    first = max(0, one.index - 5)
    text = " " + " ".join(scene.folded[first : one.index + CLAUSE_WIDTH]) + " "
    for mode, phrases in frame.modes:
        for phrase in phrases:
            if f" {phrase} " in text:
                return mode, phrase
    return frame.mode, None


def _chain(scene: Scene, index: int) -> tuple[int, ...]:
    """The verb, then what governs it up to the first finite verb."""
    chain = [index]
    if syntax.is_finite(scene.sentence, index):
        return tuple(chain)
    for head in syntax.ancestors(scene.sentence, index):
        chain.append(head)
        if scene.sentence.tokens[head].pos in syntax.VERBAL and syntax.is_finite(scene.sentence, head):
            break
    return tuple(chain)


def _status(
    scene: Scene, words: Words, one: Told, chain: tuple[int, ...], when: When | None, published: When | None
) -> tuple[Status | None, str]:
    """As for encounters, but that a deed's own verb neither cancels nor denies, and a denial must govern it."""
    tokens = scene.sentence.tokens
    above = [n for n in syntax.ancestors(scene.sentence, one.index) if tokens[n].pos in syntax.VERBAL]
    for n in above:
        if tokens[n].lemma.lower() in words.status["denied"]:
            return "denied", f"“{tokens[n].text}”"
    for n in chain[1:]:
        if tokens[n].lemma.lower() in words.status["cancelled"]:
            return "cancelled", f"“{tokens[n].text}”"
    cue = Cue(one.frame.name, one.nominal, frozenset({tokens[one.index].lemma.lower()}), (), status=one.frame.status)
    # "agreed to open": what is agreed is no mood of the agreement
    governed = frozenset(
        tokens[k].lemma.lower()
        for k in syntax.children(scene.sentence, one.index)
        if k > one.index and tokens[k].dep in (*CLAUSES, "obj", "dobj")
    )
    return status_of(scene, _plain(words, governed), cue, one.index, chain, when, published)


def _plain(words: Words, governed: frozenset[str]) -> Words:
    status = {**words.status, "denied": frozenset[str](), "cancelled": frozenset[str]()}
    status["possible"] = words.status["possible"] - governed
    return replace(words, status=status)
