"""People and organisations in the news, with their names in many languages and their dated roles.

One TOML file per region, entries in the order of their countries::

    [[actor]]
    id = "olaf-scholz"            # slug of the English name, unique over all files
    kind = "person"               # person | organisation
    name = "Olaf Scholz"          # in English, as news agencies write it
    wikidata = "Q61053"           # only where certain
    country = "DE"                # ISO 3166-1 alpha-2; people, and institutions of a state
    of = "DE"                     # organisations that stand for a state's executive: that state
    surname = ["Scholz"]          # short forms that news uses alone, Latin script, all transliterations
    [actor.aliases]               # full names and acronyms by language (BCP 47)
    ru = ["Олаф Шольц", "Шольц", "Шольца"]
    [[actor.role]]
    title = "chancellor"          # a key of TITLES, or ambassador-to:XX
    of = "DE"                     # ISO 3166-1 alpha-2, or the id of an organisation
    since = "2021-12-08"          # EDTF day, month or year, as precise as is sure; absent: not known
    until = "2025-05-06"          # the last day; absent: in office, as far as the table knows

A one-word alias of a person in an alphabet other than Latin ("Шольца", inflected) is a short form as
`surname` is: weak evidence, found by `Actors.surname` and not by `Actors.named`. Chinese is the exception,
where the short form is the usual first mention (普京), so that it counts as a full name.

Folding loses case, and some acronyms folded are common words ("UN" in French, "WHO" in English): see
`Actors.acronym`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, cast

from babel import Locale

from filrouge.errors import DataError
from filrouge.text.normalise import fold

TITLES: Mapping[str, str] = MappingProxyType(
    {
        # heads of state
        "president": "president of a republic (interim and transition presidents too)",
        "vice-president": "deputy of a president",
        "king": "reigning king",
        "queen": "reigning queen",
        "emperor": "reigning emperor",
        "emir": "reigning emir",
        "sultan": "reigning sultan",
        "crown-prince": "heir to a throne",
        "supreme-leader": "highest office above a president or beside the state (Iran, North Korea, Taliban)",
        "junta-leader": "head of a military government, whatever the style",
        "pope": "bishop of Rome and sovereign of the Vatican",
        "first-lady": "spouse of a head of state",
        # government
        "prime-minister": "head of government (premier, taoiseach, president of the government in Spain)",
        "deputy-prime-minister": "deputy head of government",
        "chancellor": "head of government in Germany and Austria",
        "chief-adviser": "head of an interim government without a prime minister (Bangladesh)",
        "chief-executive": "head of the government of Hong Kong or Macau",
        "foreign-minister": "minister of foreign affairs (US and Vatican: secretary of state)",
        "deputy-foreign-minister": "vice-minister or deputy secretary of state",
        "defence-minister": "minister of defence (US: secretary of defense)",
        "finance-minister": "minister of finance (US: treasury secretary; UK: chancellor of the exchequer)",
        "interior-minister": "minister of the interior (UK: home secretary)",
        "trade-minister": "minister of trade or commerce",
        "economy-minister": "minister of the economy",
        # around the leaders
        "party-leader": "leader of the ruling party where that is the highest office; else of the named organisation",
        "opposition-leader": "leader of the opposition, or claimant of an office held by another",
        "chief-of-staff": "head of the president's or prime minister's office",
        "national-security-adviser": "adviser of the head of government for national security",
        "security-council-secretary": "secretary of a national security council",
        "diplomatic-adviser": "diplomatic adviser of the head of state or government (sherpa, aide)",
        "top-diplomat": "highest diplomat above the foreign minister (China: head of the party's foreign office)",
        "envoy": "special envoy of a state or an organisation",
        "spokesperson": "spokesperson of a government or an organisation",
        "presidential-spokesperson": "spokesperson of the head of state (US: press secretary; Kremlin spokesman)",
        "foreign-ministry-spokesperson": "spokesperson of the foreign ministry (US: of the State Department)",
        "central-bank-governor": "head of a central bank",
        "military-chief": "commander-in-chief or chief of the general staff",
        "intelligence-chief": "head of a secret service",
        "parliament-speaker": "speaker or president of a parliament",
        "governor": "governor of a part of a state",
        "mayor": "mayor of a city",
        # organisations
        "secretary-general": "secretary-general of an organisation",
        "deputy-secretary-general": "deputy of a secretary-general",
        "commission-president": "president of the European Commission",
        "council-president": "permanent president of the European Council",
        "parliament-president": "president of the European Parliament",
        "high-representative": "the European Union's high representative for foreign affairs",
        "head": "director-general, managing director, president, chairman or prosecutor of an organisation",
        "leader": "leader of a movement or an armed group",
    }
)
"""Every role title with what it covers; beside them ``ambassador-to:XX`` with a country or organisation id."""

_AMBASSADOR = "ambassador-to:"
_EDTF = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_WIKIDATA = re.compile(r"Q[1-9]\d*")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ACTOR_KEYS = frozenset({"id", "kind", "name", "wikidata", "country", "of", "surname", "aliases", "role"})
_ROLE_KEYS = frozenset({"title", "of", "since", "until"})
_SHORT_FORMS = frozenset({"ar", "be", "bg", "el", "fa", "he", "hy", "ka", "kk", "ru", "sr", "uk"})
"""Alphabets other than Latin whose one-word aliases are short forms; not zh, ja, ko, which part no words."""


@dataclass(frozen=True, slots=True)
class Role:
    """An office with its days, inclusive; a coarse date in the table gives the widest interval it allows."""

    title: str
    of: str
    since: date | None
    until: date | None

    def overlaps(self, start: date | None, end: date | None) -> bool:
        """Whether the office may have been held on a day of the interval, None being open."""
        return (self.until is None or start is None or start <= self.until) and (
            self.since is None or end is None or self.since <= end
        )


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or an organisation. ``aliases``: (language, names), as written in the table."""

    id: str
    kind: Literal["person", "organisation"]
    name: str
    country: str | None
    wikidata: str | None
    surnames: tuple[str, ...]
    aliases: tuple[tuple[str, tuple[str, ...]], ...]
    roles: tuple[Role, ...]
    of: str | None = None

    @property
    def full_names(self) -> tuple[str, ...]:
        """The English name and every alias that is no mere short form, each once."""
        names = [self.name]
        names += [a for language, forms in self.aliases for a in forms if not self._short(language, a)]
        return tuple(dict.fromkeys(names))

    def names_in(self, language: str | None) -> tuple[str, ...]:
        """The full names to look for in a text of this language: an acronym counts in its own languages only.

        "RSF" is a militia in English, "SDF" an army, and neither is in French. None: every full name.
        """
        if language is None:
            return self.full_names
        primary = language.split("-")[0].lower()
        own = {a for tag, forms in self.aliases if tag == primary for a in forms} | {self.name}
        return tuple(n for n in self.full_names if n in own or not is_acronym(n))

    @property
    def short_names(self) -> tuple[str, ...]:
        """Surnames, and one-word aliases in other alphabets, each once."""
        names = list(self.surnames)
        names += [a for language, forms in self.aliases for a in forms if self._short(language, a)]
        return tuple(dict.fromkeys(names))

    def _short(self, language: str, alias: str) -> bool:
        return self.kind == "person" and language in _SHORT_FORMS and " " not in alias and " " in self.name


def is_acronym(name: str) -> bool:
    """Whether a name is one word of capitals (OTAN, G7, ШОС): it says nothing in another language."""
    return name.isupper() and " " not in name


def key(name: str) -> str:
    """What two spellings of a name have in common: folded, hyphens and apostrophes as spaces. Idempotent."""
    return " ".join(fold(name).replace("-", " ").replace("'", " ").split())


class Actors:
    """The tables as lookups; every text goes through `key` before it is looked up."""

    __slots__ = ("_acronyms", "_by_id", "_holders", "_named", "_surnames")

    def __init__(self, actors: Iterable[Actor]) -> None:
        self._by_id: dict[str, Actor] = {}
        self._named: dict[str, tuple[Actor, ...]] = {}
        self._surnames: dict[str, tuple[Actor, ...]] = {}
        self._holders: dict[tuple[str, str], tuple[tuple[Role, Actor], ...]] = {}
        self._acronyms: set[str] = set()
        for actor in actors:
            self._by_id[actor.id] = actor
            for name in {key(n) for n in actor.full_names}:
                self._named[name] = (*self._named.get(name, ()), actor)
            for name in {key(n) for n in actor.short_names}:
                self._surnames[name] = (*self._surnames.get(name, ()), actor)
            self._acronyms.update(key(n) for n in actor.full_names if is_acronym(n))
            for role in actor.roles:
                office = (role.title, role.of)
                self._holders[office] = (*self._holders.get(office, ()), (role, actor))

    def __iter__(self) -> Iterator[Actor]:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

    def get(self, id: str) -> Actor | None:
        """The actor of this id."""
        return self._by_id.get(id)

    def named(self, name: str) -> tuple[Actor, ...]:
        """Who bears this full name, alias or acronym in any language; mostly one or none."""
        return self._named.get(key(name), ())

    def surname(self, name: str) -> tuple[Actor, ...]:
        """Who is called so for short, in any language; several for a common surname."""
        return self._surnames.get(key(name), ())

    def holders(self, title: str, of: str, start: date | None = None, end: date | None = None) -> tuple[Actor, ...]:
        """Who held, or may have held, the office on a day of the interval (inclusive, None open), in order of time."""
        held = [(role, actor) for role, actor in self._holders.get((title, of), ()) if role.overlaps(start, end)]
        held.sort(key=lambda pair: pair[0].since or date.min)
        return tuple(dict.fromkeys(actor for _, actor in held))

    def acronym(self, name: str) -> bool:
        """Whether some actor bears this as an acronym: then ask for capitals in the text before believing `named`."""
        return key(name) in self._acronyms

    def names(self) -> Iterator[str]:
        """The `key` of every full name."""
        return iter(self._named)

    def institutions(self, of: str) -> tuple[Actor, ...]:
        """The organisations that stand for the executive of this state (the Kremlin, for RU)."""
        return tuple(a for a in self if a.of == of and a.kind == "organisation")


@cache
def load(*extra_folders: Path) -> Actors:
    """The tables shipped here and those of the extra folders (``*.toml``), checked as a whole.

    Raises DataError, naming file and entry, where a table is broken.
    """
    found: dict[str, Actor] = {}
    where: dict[str, str] = {}
    for actor, file in chain(_shipped(), *map(_read, extra_folders)):
        if actor.id in found:
            raise DataError(f"{_place(file, actor.id)}: this id is already in {where[actor.id]}.")
        found[actor.id] = actor
        where[actor.id] = file
    for actor in found.values():
        _check_offices(actor, found, _place(where[actor.id], actor.id))
    return Actors(found.values())


@cache
def _shipped() -> tuple[tuple[Actor, str], ...]:
    return _read(resources.files(__name__))


def _read(folder: Traversable) -> tuple[tuple[Actor, str], ...]:
    """Every actor of a folder, with the name of its file."""
    if not folder.is_dir():
        raise DataError(f"{folder} is no folder with tables of actors.")
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    return tuple((_actor(e, _place(f.name, e.get("id"))), f.name) for f in files for e in _entries(f))


def _place(file: str, id: Any) -> str:
    return f"{file}, actor {id!r}" if id else f"{file}, an actor without id"


def _entries(file: Traversable) -> list[dict[str, Any]]:
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError(f"{file.name} is not TOML: {error}") from error
    entries = table.pop("actor", [])
    if table or not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
        raise DataError(f"{file.name} holds something other than [[actor]] entries.")
    return entries


def _actor(entry: dict[str, Any], place: str) -> Actor:
    if unknown := entry.keys() - _ACTOR_KEYS:
        raise DataError(f"{place}: unknown key {min(unknown)!r}.")
    id, name, kind = (_text(entry, key, place) for key in ("id", "name", "kind"))
    if not _SLUG.fullmatch(id):
        raise DataError(f"{place}: an id is a slug of small letters, digits and hyphens.")
    if kind not in ("person", "organisation"):
        raise DataError(f"{place}: kind is person or organisation, not {kind!r}.")
    country, of = entry.get("country"), entry.get("of")
    for code in (country, of):
        if code is not None and code not in countries():
            raise DataError(f"{place}: {code!r} is no ISO 3166-1 alpha-2 code.")
    wikidata = entry.get("wikidata")
    if wikidata is not None and not _WIKIDATA.fullmatch(str(wikidata)):
        raise DataError(f"{place}: {wikidata!r} is no Wikidata id.")
    aliases = entry.get("aliases", {})
    roles = entry.get("role", [])
    if not isinstance(aliases, dict) or not isinstance(roles, list):
        raise DataError(f"{place}: aliases are a table of lists, roles are [[actor.role]] entries.")
    return Actor(
        id=id,
        kind=cast(Literal["person", "organisation"], kind),
        name=name,
        country=country,
        wikidata=wikidata,
        surnames=_texts(entry.get("surname", []), place),
        aliases=tuple((language, _texts(forms, place)) for language, forms in aliases.items()),
        roles=tuple(_role(role, place) for role in roles),
        of=of,
    )


def _role(role: Any, place: str) -> Role:
    if not isinstance(role, dict) or role.keys() - _ROLE_KEYS:
        raise DataError(f"{place}: a role has title, of, since and until.")
    title, of = _text(role, "title", place), _text(role, "of", place)
    if title not in TITLES and not title.startswith(_AMBASSADOR):
        raise DataError(f"{place}: unknown role title {title!r}; see filrouge.data.actors.TITLES.")
    since = _days(role["since"], place)[0] if "since" in role else None
    until = _days(role["until"], place)[1] if "until" in role else None
    if since and until and until < since:
        raise DataError(f"{place}: {title} ends ({until}) before it begins ({since}).")
    return Role(title, of, since, until)


def _check_offices(actor: Actor, known: Mapping[str, Actor], place: str) -> None:
    """A role is of a country or of an organisation that the tables hold."""
    for role in actor.roles:
        offices = [role.of]
        if role.title.startswith(_AMBASSADOR):
            offices.append(role.title.removeprefix(_AMBASSADOR))
        for office in offices:
            if office not in countries() and (office not in known or known[office].kind != "organisation"):
                raise DataError(f"{place}: {office!r} is no country code and no organisation of the tables.")


def _text(entry: Mapping[str, Any], key: str, place: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str) or not value.strip():
        raise DataError(f"{place}: {key} is missing or is no text.")
    return value


def _texts(value: Any, place: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
        raise DataError(f"{place}: names are lists of texts.")
    return tuple(value)


def _days(text: Any, place: str) -> tuple[date, date]:
    """First and last day of an EDTF day, month or year."""
    match = _EDTF.fullmatch(text) if isinstance(text, str) else None
    try:
        if match is None:
            raise ValueError
        year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
        first = date(year, month or 1, day or 1)
        if day:
            return first, first
        following = date(year + 1, 1, 1) if month in (0, 12) else date(year, month + 1, 1)
        return first, following - timedelta(days=1)
    except ValueError:
        raise DataError(f"{place}: {text!r} is no day, month or year (2024-07-03, 2024-07, 2024).") from None


@cache
def countries() -> frozenset[str]:
    """ISO 3166-1 alpha-2 codes in use, with Kosovo's XK, from CLDR; no unions, no exceptional codes."""
    not_states = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}
    territories = Locale("en").territories
    return frozenset(c for c in map(str, territories) if len(c) == 2 and c.isalpha() and c not in not_states)
