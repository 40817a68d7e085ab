"""An encounter told by how long before the main one it was: "two months after visiting X", "a day before meeting Y"."""

from __future__ import annotations

from typing import cast

from filrouge.lang import units
from filrouge.lang.symbols import Unit
from filrouge.records import TimeMention, When
from filrouge.text import edtf
from filrouge.understand.events.scene import Instant, Scene

REACH = 10
"""Tokens from "after" to the cue: room for "leur première et unique"."""
NEWS = 7
"""Days: a publication known less closely is no day to count from."""


def counted_from_main(scene: Scene, index: int, clause: frozenset[int], published: When | None) -> Instant | None:
    """When the encounter of a cue was that "three days after" stands before; None where nothing of the kind does.

    Counted from the one day that the rest of the sentence tells, else from the news. A time of its own that agrees
    ("…, tenu en avril 2019") is the finer word for it.
    """
    for n in range(index - 1, max(1, index - REACH), -1):
        unit = scene.clauses.units.get(scene.folded[n - 1])
        later = scene.folded[n] in scene.clauses.before
        if unit is None or not (later or scene.folded[n] in scene.clauses.after):
            continue
        if scene.finite_between(n, index, clause):
            continue
        number = _number(scene, n - 2)
        base = _day_beside(scene, n - 2, index) or published
        if number is None or base is None or base.start is None or (base.days or NEWS + 1) > NEWS:
            return None
        then = units.spread(units.around(base.start, cast(Unit, unit), number if later else -number))
        own = next((i for i in scene.times if i.first > index and edtf.compatible(i.time.when, then)), None)
        if own is not None:
            return own
        words = scene.sentence.tokens[n - 2 : n + 1]
        said = " ".join(t.text for t in words)
        return Instant(TimeMention(words[0].start, words[-1].end, said, then), n - 2, n)
    return None


def _number(scene: Scene, n: int) -> int | None:
    word = scene.folded[n] if n >= 0 else ""
    return int(word) if word.isdecimal() and len(word) < 4 else scene.clauses.numbers.get(word)


def _day_beside(scene: Scene, first: int, index: int) -> When | None:
    """The day told before the words, else after the comma behind the cue."""
    end = next((n for n in range(index, len(scene.folded)) if scene.folded[n] == ","), len(scene.folded))
    near = [i.time.when for i in scene.times if i.time.when.days and i.time.when.days <= NEWS]
    before = [i.time.when for i in scene.times if i.last < first and i.time.when in near]
    after = [i.time.when for i in scene.times if i.first > end and i.time.when in near]
    return before[-1] if before else after[0] if after else None
