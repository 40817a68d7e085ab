"""Frames of the kinds that say who did what to whom: a verb, what it takes, and how the other side is introduced.

A kind's table holds them by language, ``[en.frames.NAME]``:

``verbs``     lemmas of the verb, lower case
``objects``   lemmas one of which must be the verb's object ("impose", with "sanction"); empty: none is asked for
``except``    lemmas of objects and complements with which the verb means something else
``clause``    lemmas of verbs in the infinitive or clause that the verb must govern ("agree", with "withdraw")
``to``        how the other side is introduced: "" for the object or its owner, else the preposition
``nouns``     lemmas of nouns that tell it alone, with both sides named ("the attack by X on Y")
``mode``      PLOVER's mode, where the frame decides it
``alone``     told without another side ("the army mobilised")
``crowd``     the actor is whoever protests at the place, where nobody is named
``mutual``    two subjects do it to one another ("signed an agreement")
``means``     the subject may be a thing of the actor's ("an Israeli strike killed")
``places``    the other side may be a place ("shelled Aleppo")
``unsaid``    told where a passive leaves out who did it ("was killed")
``within``    the other side may stand in the complement's clause ("refused to recognise X")
``status``    what the frame asserts whatever its tense

``[en.modes]`` gives words that decide the mode where the frame does not, first list first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from filrouge.text.normalise import fold


@dataclass(frozen=True, slots=True)
class Frame:
    """One way of telling an event of a kind; the module says what each field means."""

    type: str
    name: str
    verbs: frozenset[str]
    objects: frozenset[str]
    unless: frozenset[str]
    clause: frozenset[str]
    to: frozenset[str]
    nouns: frozenset[str]
    mode: str | None
    alone: bool
    crowd: bool
    mutual: bool
    means: bool
    places: bool
    unsaid: bool
    within: bool
    status: str | None
    modes: tuple[tuple[str, tuple[str, ...]], ...]


def frames(type_: str, table: Mapping[str, Any]) -> tuple[Frame, ...]:
    """The frames of one language's part of a kind's table. Raises KeyError, TypeError where it is broken."""
    modes = tuple((mode, tuple(fold(w) for w in words)) for mode, words in table.get("modes", {}).items())
    return tuple(_frame(type_, name, t, modes) for name, t in table["frames"].items())


_KEYS = frozenset(
    (
        "verbs",
        "objects",
        "except",
        "clause",
        "to",
        "nouns",
        "mode",
        "alone",
        "crowd",
        "mutual",
        "means",
        "places",
        "unsaid",
        "within",
        "status",
    )
)


def _frame(type_: str, name: str, t: Mapping[str, Any], modes: tuple[tuple[str, tuple[str, ...]], ...]) -> Frame:
    if unknown := set(t) - _KEYS:
        raise KeyError(f"{name} has {', '.join(sorted(unknown))}")
    words = {key: frozenset(t.get(key, ())) for key in ("verbs", "objects", "except", "clause", "to", "nouns")}
    flags = {
        key: bool(t.get(key, False)) for key in ("alone", "crowd", "mutual", "means", "places", "unsaid", "within")
    }
    return Frame(
        type=type_,
        name=name,
        verbs=words["verbs"],
        objects=words["objects"],
        unless=words["except"],
        clause=words["clause"],
        to=words["to"] or frozenset({""}),
        nouns=words["nouns"],
        mode=t.get("mode"),
        status=t.get("status"),
        modes=modes,
        **flags,
    )
