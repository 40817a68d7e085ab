"""Every phrase that the step knows for an article's language, as trees to walk the article's words with."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Literal

from babel import Locale, UnknownLocaleError

from filrouge import lang
from filrouge.data.actors import Actor, Actors
from filrouge.data.places import Places
from filrouge.understand.names.words import Phrases, keys_of, word_key

TermKind = Literal["actor", "state", "demonym", "prefix", "capital", "metonym", "region"]

SHORTEST_CAPITAL = 4
"""Letters of the shortest Latin name of a capital that is looked for: Rome, Oslo, Lima; below are codes and words."""


@dataclass(frozen=True, slots=True)
class Term:
    """What a phrase names. ``id``: an actor's id or a country's code; ``case``: how the first word must be written."""

    kind: TermKind
    id: str
    case: Literal["any", "upper", "caps"] = "upper"
    doubtful: bool = False
    """Also a common word or a first name: counts only where the recogniser says so."""
    plus: bool = False
    """A plus sign ends the name, and tells OPEC+ from OPEC."""


@dataclass(frozen=True, slots=True)
class Region:
    """A continent, region, venue or town of `data/regions.toml`."""

    name: str
    country: str | None
    geonames: int | None
    names: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Office:
    """What a word of office means: titles of the tables, and whether it is a plural or a seat's holder."""

    titles: tuple[str, ...]
    plural: bool = False
    seat: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    kind: Literal["person", "state"]
    titles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lexicon:
    """Trees and word lists of one language; keys are folded words."""

    language: str
    terms: Phrases[Term]
    surnames: Phrases[str]
    offices: Phrases[Office]
    bodies: Phrases[str]
    pairs: Phrases[Pair]
    counterparts: Phrases[bool]
    of: Phrases[bool]
    country_order: frozenset[str]
    words: Mapping[str, frozenset[str]]
    """articles, between, elect, former, indefinite, and, locative, particles, visits, counterpart, counterparts,
    subject, subjects, honorifics, stop, surnames, views, with"""
    governors: Mapping[str, frozenset[str]]
    """By preposition: lemmas after which a capital stands for its state."""
    affixes: Mapping[str, tuple[str, ...]]
    given: frozenset[str]
    """Keys of the given names that people of the tables bear."""
    both: Phrases[bool]
    """What means two people where it is a subject."""
    latter: Phrases[bool]
    """What means whoever was named last."""
    facts: States


@dataclass(frozen=True)
class States:
    """`data/states.toml`."""

    groups: Mapping[str, tuple[str, ...]]
    leaders: Mapping[str, str]
    open_leaders: frozenset[str]
    shared: frozenset[str]
    """Titles that several bear at once: the tables alone do not tell who is meant."""
    sole: Mapping[str, str]
    """Titles of which there is one in the world, with the state or body they are of."""
    family_first: frozenset[str]
    codes: tuple[str, ...]

    def titles(self, key: str) -> tuple[str, ...]:
        """The titles of a group, or the title itself."""
        return self.groups.get(key, (key,))


@cache
def states() -> States:
    table = tomllib.loads((resources.files("filrouge.data") / "states.toml").read_text(encoding="utf-8"))
    left_out = set(table["territories"]["left-out"])
    codes = sorted(c for c in map(str, Locale("en").territories) if len(c) == 2 and c.isalpha() and c not in left_out)
    leaders = {code: title for title, found in table["leaders"].items() if title != "open" for code in found}
    return States(
        {group: tuple(titles) for group, titles in table["groups"].items()},
        leaders,
        frozenset(table["leaders"]["open"]),
        frozenset(table["shared"]["titles"]),
        dict(table["sole"]),
        frozenset(table["family-first"]["surnames"]),
        tuple(codes),
    )


@cache
def regions() -> Mapping[str, Region]:
    """By English name."""
    table = tomllib.loads((resources.files("filrouge.data") / "regions.toml").read_text(encoding="utf-8"))
    return {
        entry["name"]: Region(
            entry["name"],
            entry.get("country"),
            entry.get("geonames"),
            {language: tuple(names) for language, names in entry.get("names", {}).items()},
        )
        for entry in table["region"]
    }


def state_name(code: str) -> str:
    """A state's name in English."""
    return str(Locale("en").territories.get(code, code))


@lru_cache(maxsize=32)
def lexicon(language: str | None, actors: Actors, places: Places) -> Lexicon:
    """The lexicon of a language, made once for the same tables."""
    tag = (language or "").split("-")[0].lower()
    table = lang.table(tag, "names")
    facts = states()
    grammar = table.get("grammar", {})
    reference = table.get("reference", {})
    metonyms = table.get("metonyms", {})
    words = {name: _keys(grammar.get(name, ())) for name in _GRAMMAR}
    words |= {name: _keys(reference.get(name, ())) for name in ("counterpart", "counterparts", "subject", "subjects")}
    words["honorifics"] = _keys(table.get("honorifics", {}).get("words", ()))
    words["stop"] = _keys(table.get("stop", {}).get("words", ()))
    words["surnames"] = _keys(table.get("stop", {}).get("surnames", ()))
    words |= {name: _keys(metonyms.get(name, ())) for name in ("with", "views")}
    counterparts: Phrases[bool] = Phrases()
    for phrase in (*reference.get("counterpart", ()), *reference.get("counterparts", ())):
        counterparts.add(phrase, True)
    both: Phrases[bool] = Phrases()
    for phrase in reference.get("both", ()):
        both.add(phrase, True)
    latter: Phrases[bool] = Phrases()
    for phrase in reference.get("latter", ()):
        latter.add(phrase, True)
    of: Phrases[bool] = Phrases()
    for phrase in grammar.get("of", ()):
        of.add(phrase, True)
    return Lexicon(
        language=tag,
        terms=_terms(tag, table, actors, places, facts),
        surnames=_surnames(actors),
        offices=_offices(table, facts),
        bodies=_bodies(table),
        pairs=_pairs(table, facts),
        counterparts=counterparts,
        of=of,
        country_order=frozenset(grammar.get("country", ())),
        words=words,
        governors={word_key(k): _keys(v) for k, v in metonyms.items() if k not in ("with", "views", "others")},
        affixes={k: tuple(grammar.get(k, ())) for k in ("prefixes", "suffixes")},
        both=both,
        latter=latter,
        given=_given(actors, facts),
        facts=facts,
    )


# Small letters before a name are its article ("le Kremlin"); a capital belongs to it ("Le Monde").
_ARTICLE = re.compile(r"^(?:(?:le|la|les|the|el|der|die|das)\s+|l['’])(?=[A-ZÀ-Þ])")

_GRAMMAR = ("articles", "between", "elect", "former", "indefinite", "and", "locative", "particles", "visits")


def _keys(phrases: Any) -> frozenset[str]:
    return frozenset(" ".join(keys_of(p)) for p in phrases)


def _terms(tag: str, table: Mapping[str, Any], actors: Actors, places: Places, facts: States) -> Phrases[Term]:
    terms: Phrases[Term] = Phrases()
    for actor in actors:
        for name in actor.names_in(tag or None):
            bare = _ARTICLE.sub("", name)
            terms.add(bare, Term("actor", actor.id, _case(bare, actor), plus=bare.endswith("+")))
    named = table.get("states", {})
    doubtful = _keys(named.get("doubtful", ()))
    for code in facts.codes:
        for name in (*_cldr_names(tag, code), *named.get("names", {}).get(code, ())):
            case: Literal["upper", "caps"] = "caps" if name.replace(".", "").isupper() and name.isascii() else "upper"
            terms.add(name, Term("state", code, case, " ".join(keys_of(name)) in doubtful))
    for code, forms in table.get("demonyms", {}).items():
        for form in forms:
            for variant in (form, f"{form}s") if not form.endswith(("s", "x", ".")) else (form,):
                capital = "caps" if form.replace(".", "").isupper() else "upper" if form[0].isupper() else "any"
                terms.add(variant, Term("demonym", code, capital))  # type: ignore[arg-type]
    for code, form in table.get("prefixes", {}).items():
        terms.add(form, Term("prefix", code, "any"))
    for name, target in metonyms_of(table).items():
        terms.add(name, Term("metonym", target))
    for key, place in places.capitals():
        if place.country in facts.codes and (len(key) >= SHORTEST_CAPITAL or not key.isascii()):
            terms.add(key, Term("capital", place.country))
    for region in regions().values():
        for name in region.names.get(tag, (region.name,)):
            terms.add(name, Term("region", region.name, "upper" if name[0].isupper() else "any"))
    return terms


def metonyms_of(table: Mapping[str, Any]) -> Mapping[str, str]:
    """Names that act for a state or an organisation, beside the capitals."""
    found: Mapping[str, str] = table.get("metonyms", {}).get("others", {})
    return found


def _case(name: str, actor: Actor) -> Literal["any", "upper", "caps"]:
    letters = name.replace(".", "").replace("-", "")
    if actor.kind == "organisation" and letters.isascii() and letters.isupper() and " " not in name:
        return "caps"
    return "upper" if name[0].isupper() else "any"


def _cldr_names(tag: str, code: str) -> tuple[str, ...]:
    try:
        name = str(Locale.parse(tag or "en").territories.get(code, ""))
    except (UnknownLocaleError, ValueError):
        name = state_name(code)
    bare = name.split(" (")[0]
    return tuple(dict.fromkeys(n for n in (name, bare, bare.replace("&", "and")) if n))


def _surnames(actors: Actors) -> Phrases[str]:
    surnames: Phrases[str] = Phrases()
    for actor in actors:
        if actor.kind == "person":
            for name in actor.short_names:
                surnames.add(name, actor.id)
    return surnames


def _given(actors: Actors, facts: States) -> frozenset[str]:
    given: set[str] = set()
    for actor in actors:
        keys = keys_of(actor.name) if actor.kind == "person" else ()
        short = {k for name in actor.surnames for k in keys_of(name)} | facts.family_first
        if len(keys) > 1 and len(keys[0]) > 2 and keys[0] not in short:
            given.add(keys[0])
    return frozenset(given)


def _offices(table: Mapping[str, Any], facts: States) -> Phrases[Office]:
    offices: Phrases[Office] = Phrases()
    for key, phrases in table.get("roles", {}).items():
        for phrase in phrases:
            offices.add(phrase, Office(facts.titles(key)))
    for phrase, key in table.get("plurals", {}).items():
        offices.add(phrase, Office(facts.titles(key), plural=True))
    for phrase in table.get("seats", {}).get("heads", ()):
        offices.add(phrase, Office(facts.titles("leaders"), seat=True))
    return offices


def _bodies(table: Mapping[str, Any]) -> Phrases[str]:
    bodies: Phrases[str] = Phrases()
    for name, phrases in table.get("bodies", {}).items():
        for phrase in phrases:
            bodies.add(phrase, name)
    return bodies


def _pairs(table: Mapping[str, Any], facts: States) -> Phrases[Pair]:
    pairs: Phrases[Pair] = Phrases()
    found = table.get("pairs", {})
    for phrase in found.get("people", ()):
        pairs.add(phrase, Pair("person"))
    for phrase in found.get("states", ()):
        pairs.add(phrase, Pair("state"))
    for phrase, key in found.get("offices", {}).items():
        pairs.add(phrase, Pair("person", facts.titles(key)))
    return pairs
