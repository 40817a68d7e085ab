"""The small words by which a clause is read, as data: pronouns, conjunctions, relatives; `lang/<code>/clauses.toml`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from filrouge.lang import table
from filrouge.lang.numbers import numbers
from filrouge.text.normalise import fold


@dataclass(frozen=True, slots=True)
class Clauses:
    """Folded whole words of one language; `lang/fr/clauses.toml` says what each set is."""

    possessive: frozenset[str]
    own: frozenset[str]
    apart: frozenset[str]
    plural: frozenset[str]
    singular: frozenset[str]
    first: frozenset[str]
    clitic: frozenset[str]
    reflexive: frozenset[str]
    and_: frozenset[str]
    adding: frozenset[str]
    joints: frozenset[str]
    sequence: frozenset[str]
    rounds: frozenset[str]
    """What joins several encounters of the same people, told in a list."""
    rounds_inside: frozenset[str]
    of: frozenset[str]
    by: frozenset[str]
    to: frozenset[str]
    be: frozenset[str]
    relative_object: frozenset[str]
    relative_subject: frozenset[str]
    relative_after: frozenset[str]
    relative_any: frozenset[str]
    where: frozenset[str]
    when: frozenset[str]
    carrying: frozenset[str]
    """What opens a clause that happens when and where the outer one does."""
    that: frozenset[str]
    cleft: frozenset[tuple[str, ...]]
    """What a cleft begins with, in words."""
    stops: frozenset[str]
    edges: frozenset[str]
    about: frozenset[str]
    """Participles that lead up to a subject: "consacré au Sahel" tells no place."""
    since: frozenset[str]
    after: frozenset[str]
    before: frozenset[str]
    eve: frozenset[str]
    """Words for the day before something; ``morrow``: words or phrases for the day after."""
    morrow: frozenset[str]
    particles: frozenset[str]
    companions: frozenset[str]
    """Who only comes along: "first lady"."""
    owned: frozenset[str]
    spans: frozenset[str]
    lengths: frozenset[str]
    articles: frozenset[str]
    complements: frozenset[str]
    partners: frozenset[str]
    manner: frozenset[str]
    contracted: Mapping[str, str]
    numbers: Mapping[str, int]
    """Numbers in words, from the dates table."""
    units: Mapping[str, str]
    """Units of time, singular and plural, from the dates table."""


@cache
def clauses(language: str) -> Clauses:
    """Those of the language; all empty where it has no table."""
    t = table(language, "clauses")
    words = {f.name: t.get(f.name.rstrip("_"), ()) for f in fields(Clauses) if f.name not in _OTHERWISE}
    sets: dict[str, Any] = {k: frozenset(tuple(w) if isinstance(w, list) else w for w in v) for k, v in words.items()}
    dates = table(language, "dates").get("words", {})
    lengths = [(unit, w) for tag in ("UNIT", "UNITS", "ANNEES") for unit, said in _rows(dates.get(tag)) for w in said]
    units = {fold(w): unit for unit, w in lengths}
    return Clauses(**sets, contracted=t.get("contracted", {}), numbers=numbers(language), units=units)


_OTHERWISE = ("contracted", "numbers", "units")


def _rows(found: Any) -> Iterable[tuple[str, list[str]]]:
    return found.items() if isinstance(found, dict) else ()
