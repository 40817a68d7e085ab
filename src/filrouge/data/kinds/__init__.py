"""Event kinds as data: for each PLOVER type a TOML file with its cues and frames, language by language.

The tables of `consult.toml` say what each key means; `load()` turns them into frozen records.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from filrouge.data.kinds.frames import Frame, frames
from filrouge.errors import DataError
from filrouge.text.normalise import fold


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that can stand for an event, and how its participants are named."""

    name: str
    noun: bool
    lemmas: frozenset[str]
    forms: tuple[str, ...]
    partners: frozenset[str] = frozenset()
    reciprocal: bool = False
    bare: bool = False
    """Reciprocal without a reflexive pronoun ("ils ont parlé")."""
    mode: str | None = None
    host: str | None = None
    needs_detail: bool = False
    needs_mode: bool = False
    partner_only: bool = False
    without_infinitive: bool = False
    status: str | None = None
    held_by: frozenset[str] = frozenset()
    predicate: bool = False
    phrases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """One kind in one language. Words are folded, lemmas are as the parser gives them, lower case."""

    cues: tuple[Cue, ...]
    lemmas: frozenset[str]
    """Those of all cues together."""
    modes: tuple[tuple[str, tuple[str, ...]], ...]
    with_: frozenset[str]
    between: frozenset[str]
    reflexive: frozenset[str]
    light: frozenset[str]
    status: Mapping[str, frozenset[str]]
    counts: frozenset[str]
    ordinal: frozenset[str]
    often: frozenset[str]
    latest: tuple[str, ...]
    occasion_markers: tuple[str, ...]
    occasion_nouns: frozenset[str]
    locative: frozenset[str]
    sport: frozenset[str]
    arenas: frozenset[str]
    """Words of stage and court, where people face each other and do not consult."""
    duration: frozenset[str]
    another: frozenset[str]
    """Pronouns for another encounter than the one told ("celle de Bali"): what follows is its setting."""
    among: frozenset[str]
    """Words that begin a list of some of those counted ("cinq fois, dont …")."""
    bare_calls: frozenset[str]
    """Words for a call that are nouns of their own: beside "met" they tell another encounter."""
    titles: frozenset[str]
    """Nouns that say what a person is, and stand before the name with complements of their own."""
    complements: frozenset[str]
    """Prepositions inside a title ("maire de Lyon", "secrétaire au Trésor")."""
    groups: frozenset[str]
    """Nouns of several people, who can be received or met."""
    relatives: frozenset[str]


@dataclass(frozen=True, slots=True)
class LightWords:
    """One kind in a language without a parser: entries as `consult-light.toml` explains them."""

    modes: tuple[tuple[str, tuple[str, ...]], ...]
    """The mode that decides first, first."""
    announced: tuple[str, ...]
    possible: tuple[str, ...]
    cancelled: tuple[str, ...]
    denied: tuple[str, ...]
    negation: tuple[str, ...]
    over: tuple[str, ...] = ()
    """What introduces something that is over, whatever form its verb has ("after")."""
    joined: tuple[str, ...] = ()
    """Letters that a language writes onto the word after them ("and")."""
    anywhere: bool = False
    """The language parts no words: entries are looked for anywhere in the sentence."""
    reports: tuple[str, ...] = ()
    content: tuple[str, ...] = ()
    """Words that tell what follows (said, announced), and the conjunctions that open it (that)."""


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    type: str
    languages: Mapping[str, Words]
    light: Mapping[str, LightWords]
    frames: Mapping[str, tuple[Frame, ...]]
    """By language; of the kinds that say who did what to whom."""


@cache
def load() -> tuple[Kind, ...]:
    """Every kind shipped with the program. Raises DataError where a table is broken."""
    folder = resources.files(__name__)
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    return tuple(_kind(f.name, f.read_text(encoding="utf-8")) for f in files)


def _kind(name: str, text: str) -> Kind:
    try:
        table = tomllib.loads(text)
        light = {language: _light(t) for language, t in table.pop("light", {}).items()}
        languages = {language: t for language, t in table.items() if isinstance(t, dict)}
        words = {language: _words(t) for language, t in languages.items() if "verbs" in t}
        told = {language: frames(table["type"], t) for language, t in languages.items() if "frames" in t}
        return Kind(table["type"], words, light, told)
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise DataError(f"data/kinds/{name} is broken: {error}") from error


def _words(t: Mapping[str, Any]) -> Words:
    cues = [_cue(n, False, c) for n, c in t["verbs"].items()] + [_cue(n, True, c) for n, c in t["nouns"].items()]
    return Words(
        cues=tuple(cues),
        lemmas=frozenset(lemma for cue in cues for lemma in cue.lemmas),
        modes=tuple((mode, tuple(fold(w) for w in words)) for mode, words in t["modes"].items()),
        with_=frozenset(t["with"]),
        between=frozenset(t["between"]),
        reflexive=frozenset(t["reflexive"]),
        light=frozenset(t["light"]["verbs"]),
        status={key: frozenset(words) for key, words in t["status"].items()},
        counts=frozenset(t["plural"]["counts"]),
        ordinal=frozenset(t["plural"]["ordinal"]),
        often=frozenset(fold(w) for w in t["plural"]["often"]),
        latest=tuple(fold(w) for w in t["plural"]["latest"]),
        occasion_markers=tuple(t["occasion"]["markers"]),
        occasion_nouns=frozenset(t["occasion"]["nouns"]),
        locative=frozenset(t["occasion"]["in"]),
        sport=frozenset(fold(w) for w in t["sport"]["words"]),
        arenas=frozenset(fold(w) for w in t["arenas"]["words"]),
        another=frozenset(t.get("others", {}).get("another", ())),
        among=frozenset(t.get("others", {}).get("among", ())),
        duration=frozenset(fold(w) for w in t["duration"]["words"]),
        bare_calls=frozenset(fold(w) for w in t["duration"]["bare_calls"]),
        titles=frozenset(fold(w) for w in t["titles"]["words"]),
        complements=frozenset(fold(w) for w in t["titles"]["complements"]),
        groups=frozenset(fold(w) for w in t["titles"]["groups"]),
        relatives=frozenset(fold(w) for w in t["relatives"]["words"]),
    )


def _light(t: Mapping[str, Any]) -> LightWords:
    return LightWords(
        modes=tuple((mode, tuple(t["cues"][mode])) for mode in ("video", "phone", "in-person")),
        joined=tuple(t.get("joined", ())),
        over=tuple(t.get("over", ())),
        anywhere=t.get("anywhere", False),
        reports=tuple(t.get("reports", ())),
        content=tuple(t.get("content", ())),
        **{key: tuple(t[key]) for key in ("announced", "possible", "cancelled", "denied", "negation")},
    )


def _cue(name: str, noun: bool, t: Mapping[str, Any]) -> Cue:
    return Cue(
        name=name,
        noun=noun,
        lemmas=frozenset(t["lemmas"]),
        forms=tuple(fold(f) for f in t["forms"]),
        partners=frozenset(t.get("partners", ())),
        reciprocal=t.get("reciprocal", False),
        bare=t.get("bare", False),
        mode=t.get("mode"),
        host=t.get("host"),
        needs_detail=t.get("needs") == "detail",
        needs_mode=t.get("needs_mode", False),
        partner_only=t.get("partner_only", False),
        without_infinitive=t.get("without_infinitive", False),
        status=t.get("status"),
        held_by=frozenset(t.get("held_by", ())),
        predicate=t.get("predicate", False),
        phrases=tuple(fold(p) for p in t.get("phrases", ())),
    )
