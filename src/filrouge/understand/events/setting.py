"""The setting of a cue: when and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from filrouge.data.kinds import Words
from filrouge.lang import syntax
from filrouge.records import Place, When
from filrouge.text import edtf
from filrouge.understand.events.scene import Instant, Scene, Spot

WIDEST = 400
"""Days: a time wider than a year (a decade, a term of office) is no date of a meeting."""


SINCE_REACH = 6
"""Tokens from "since" to the time of what began it: "since Geneva, in June", "since the summit of Osaka in May"."""


def time_of(
    scene: Scene,
    words: Words,
    index: int,
    chain: tuple[int, ...],
    clause: frozenset[int],
    but: frozenset[int] = frozenset(),
) -> Instant | None:
    """The time that belongs to the cue: tied to it by the parse, else the nearest in its clause, not in ``but``."""
    usable = times_of(scene, words, index, chain, clause, but)
    if not usable:
        return _heading(scene, index, clause)

    def nearness(i: Instant) -> tuple[bool, bool, int, int]:
        distance = min(abs(i.first - index), abs(i.last - index))
        # "a confirmé vendredi la rencontre, mercredi": the cue's own time before that of a verb above it
        own = not _tied(scene, i.first, (index,))
        return (not _tied(scene, i.first, chain), own, distance, i.time.when.days or 0)

    best = min(usable, key=nearness)
    # "le mois dernier … mercredi": a second time of the clause that lies inside the first is the finer word for it
    finer = [
        i
        for i in usable
        if i.time.when.start
        and i.time.when.end
        and best.time.when.start
        and best.time.when.end
        and best.time.when.start <= i.time.when.start
        and i.time.when.end <= best.time.when.end
        and (i.time.when.days or 0) < (best.time.when.days or 0)
    ]
    return in_year(min(finer, key=lambda i: i.time.when.days or 0) if finer else best, usable)


def _heading(scene: Scene, index: int, clause: frozenset[int]) -> Instant | None:
    """ "Fin mai, X était à Rome ; Y l'avait reçu": the time that heads a sentence is of what a semicolon adds."""
    first = scene.times[0] if scene.times else None
    if first is None or len(scene.times) > 1 or first.first > 1 or first.time.when.modifier in ("since", "until"):
        return None
    marks = [n for n in range(first.last, index) if scene.folded[n] == ";"]
    near = bool(marks) and not scene.finite_between(marks[-1], index, clause)
    return first if near and (first.time.when.days or WIDEST + 1) <= WIDEST else None


def times_of(
    scene: Scene, words: Words, index: int, chain: tuple[int, ...], clause: frozenset[int], but: frozenset[int]
) -> list[Instant]:
    """Every time that may belong to the cue, in order of the text."""
    return [
        i
        for i in (_point(scene, t, index) for t in scene.times)
        if i.first not in but
        and i.time.when.modifier not in ("since", "until", "before", "after")
        and i.time.when.days is not None
        and i.time.when.days <= WIDEST
        and not _lasts(scene, words, i)
        and not scene.parted(i.last if i.last < index else i.first, index, clause)
        and not _of_another(scene, words, index, i.first)
        and not _of_what_follows(scene, words, i.first, chain)
        and not _of_the_report(scene, i.first, i.last, index, chain)
    ]


def _of_another(scene: Scene, words: Words, cue: int, detail: int) -> bool:
    """ "leur deuxième rencontre, après celle de Bali en novembre": the time and place of the one before."""
    if any(word in words.another for word in scene.folded[cue + 1 : detail]):
        return True
    since = max(
        (n for n in range(cue + 1, detail) if scene.folded[n] in scene.clauses.since | scene.clauses.after),
        default=None,
    )
    if since is None or detail - since > SINCE_REACH:
        return False
    between = range(since + 1, detail)
    named = any(scene.sentence.tokens[n].pos == "PROPN" for n in between)
    verbal = any(scene.sentence.tokens[n].pos in syntax.VERBAL for n in between)
    return named and not verbal and not any(i.first in between for i in scene.times)


def _point(scene: Scene, instant: Instant, index: int) -> Instant:
    """ "pas parlé depuis octobre, quand ils s'étaient vus": for the clause that says when, October and no later."""
    if index < instant.first or scene.clauses.when.isdisjoint(scene.folded[instant.last + 1 : instant.last + 3]):
        return instant
    began = beginning(instant)
    return replace(instant, time=replace(instant.time, when=began)) if began else instant


def beginning(instant: Instant) -> When | None:
    """The day, month or year that "since" counts from; None for what is wider or has no beginning."""
    when = instant.time.when
    if when.modifier == "since" and when.start is not None:
        ends = {"day": when.start, "month": edtf.month(when.start.year, when.start.month).end}
        ends["year"] = edtf.year(when.start.year).end
        end = ends.get(when.grain)
        return replace(when, end=end, modifier=None) if end else None
    return when if when.modifier in (None, "about", "early", "late") and (when.days or 400) < 400 else None


def _of_what_follows(scene: Scene, words: Words, detail: int, chain: tuple[int, ...]) -> bool:
    """ "leur dernière rencontre avant l'élection de novembre": a time tied to what came before or after it."""
    tokens = scene.sentence.tokens
    for n in syntax.ancestors(scene.sentence, detail):
        if n in chain or tokens[n].pos in syntax.VERBAL:
            return False
        if tokens[n].pos == "NOUN" and tokens[n].lemma.lower() not in words.occasion_nouns:
            if any(i.first <= n <= i.last for i in scene.times):
                continue
            if any(
                scene.folded[k] in scene.clauses.before | scene.clauses.after
                for k in syntax.children(scene.sentence, n)
                if k < n
            ):
                return True
    return False


def in_year(best: Instant, usable: list[Instant]) -> Instant:
    """ "l'an dernier, en juin": a day or month that names no year is of the year named beside it."""
    when = best.time.when
    year = next((i.time.when.start.year for i in usable if i.time.when.grain == "year" and i.time.when.start), None)
    if year is None or when.grain not in ("day", "month") or when.start is None or when.end is None:
        return best
    if when.start.year == year or when.end.year != when.start.year or str(when.start.year) in best.time.text:
        return best
    try:
        moved = replace(when, start=when.start.replace(year=year), end=when.end.replace(year=year))
    except ValueError:  # the 29th of February
        return best
    return replace(best, time=replace(best.time, when=moved))


def _lasts(scene: Scene, words: Words, instant: Instant) -> bool:
    """ "pendant près de trois heures", "the first talks in five years": how long, not when."""
    said = instant.time.text.lower().split()
    if said[0] == "in" and said[-1] in scene.clauses.spans and "first" in scene.folded[: instant.first]:
        return True
    if instant.time.when.grain not in ("hour", "minute"):
        return False
    return any(scene.folded[n] in words.duration for n in range(max(0, instant.first - 4), instant.last + 1))


def _of_the_report(scene: Scene, token: int, last: int, cue: int, chain: tuple[int, ...]) -> bool:
    """Whether a time or place belongs to the verb that reports the cue: "said on Wednesday that he had met"."""
    tokens = scene.sentence.tokens
    if any(token < r.start and cue in r and scene.carries(r) for r in scene.relatives):
        return False
    if last < cue and {*scene.folded[last + 1 : last + 3]} & (scene.clauses.where | scene.clauses.when):
        return False  # "à Moscou, où il doit rencontrer", "last April, when she met": the clause is there and then
    if token < cue:
        marks = [n for n in range(token, cue) if scene.folded[n] in scene.clauses.that and tokens[n].pos != "DET"]
        verbs = [n for n in range(token) if tokens[n].pos in syntax.VERBAL]
        # "C'est en mai que X a vu Y" is a cleft: its time is the cue's
        if marks and not (verbs and tokens[verbs[-1]].lemma.lower() in scene.clauses.be):
            return True
    above = set(syntax.ancestors(scene.sentence, chain[-1]))
    for n in syntax.ancestors(scene.sentence, token):
        if n in chain:
            return False
        if any(i.first <= n <= i.last for i in scene.times):
            continue  # "il y a un an" holds a verb that reports nothing
        if tokens[n].pos in syntax.VERBAL and syntax.is_finite(scene.sentence, n):
            cleft = tokens[n].lemma.lower() in scene.clauses.be
            return n in above and token < cue and not cleft
    return False


def _tied(scene: Scene, token: int, chain: tuple[int, ...]) -> bool:
    for n in syntax.ancestors(scene.sentence, token):
        if n in chain:
            return True
        if scene.sentence.tokens[n].pos == "VERB":
            return False  # another verb's, finite or not: "after meeting Y on Tuesday, X saw Z"
    return False


def place_of(
    scene: Scene,
    words: Words,
    index: int,
    chain: tuple[int, ...],
    clause: frozenset[int],
    but: frozenset[int] = frozenset(),
) -> Place | None:
    """The nearest place of the clause, a town before its country; not in ``but``, other encounters' words."""
    near = [
        s
        for s in scene.spots
        if s.index not in but
        and not s.since
        and not scene.parted(s.index, index, clause)
        and not _of_another(scene, words, index, s.index)
        and not _of_a_subject(scene, words, s.index, index)
        and not _of_the_report(scene, s.index, s.index, index, chain)
        and ":" not in scene.folded[min(s.index, index) : max(s.index, index)]
    ]
    return place_told(scene, near, index) if near else None


def place_told(scene: Scene, near: Sequence[Spot], index: int = 0) -> Place:
    """The one of some places that is nearest, a town before its country."""
    towns = [s for s in near if s.entity.kind == "place"] or near
    spot = min(towns, key=lambda s: abs(s.index - index))
    state = next((s.entity for s in near if s.entity.kind == "state"), None)
    entity = spot.entity
    country = entity.country or (state.country if state else None)
    if entity.kind == "state":
        return Place(entity.name, entity.id.removeprefix("state:"), None, "country")
    number = entity.id.removeprefix("place:")
    known = number.isdigit()
    return Place(entity.name, country, int(number) if known else None, "city" if known else "region")


def _of_a_subject(scene: Scene, words: Words, place: int, cue: int) -> bool:
    """ "la guerre en Ukraine", "tensions in Europe": the place of what was talked about, tied to the noun before it."""
    tokens = scene.sentence.tokens
    noun = place - 1
    while noun >= 0 and tokens[noun].pos in ("ADP", "DET"):
        noun -= 1
    if noun >= 0 and scene.folded[noun] in scene.clauses.about:
        return True
    if noun < 0 or noun == cue or tokens[noun].pos != "NOUN" or tokens[noun].lemma.lower() in words.occasion_nouns:
        return False
    if any(i.first <= noun <= i.last for i in scene.times) or any(p.first <= noun <= p.last for p in scene.people):
        return False
    return noun in syntax.ancestors(scene.sentence, place)
