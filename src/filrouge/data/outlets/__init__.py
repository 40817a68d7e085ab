"""Who publishes: newspapers, broadcasters, agencies, relays; looked up by domain or by name."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import resources
from types import MappingProxyType
from typing import Any, Literal, get_args

from filrouge.errors import DataError
from filrouge.text.normalise import fold
from filrouge.text.urls import host, parents

OutletKind = Literal["newspaper", "agency", "broadcaster", "aggregator", "relay", "state-media"]


@dataclass(frozen=True, slots=True)
class Outlet:
    name: str
    kind: OutletKind
    domains: tuple[str, ...] = ()
    country: str | None = None
    """ISO 3166-1 alpha-2."""
    language: str | None = None
    """BCP 47; the language that it mainly writes in."""
    aliases: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


@dataclass(frozen=True)
class Outlets:
    """A registry of outlets. Of two with the same name or domain the first counts."""

    all: tuple[Outlet, ...] = field(default=())
    endings: frozenset[str] = frozenset()
    """Last labels of hosts that outlets use."""
    pictures: tuple[str, ...] = ()
    """Who sells pictures, as credits spell it."""

    @cached_property
    def _domains(self) -> MappingProxyType[str, Outlet]:
        return MappingProxyType({d: o for o in reversed(self.all) for d in o.domains})

    @cached_property
    def _names(self) -> MappingProxyType[str, Outlet]:
        return MappingProxyType({_key(n): o for o in reversed(self.all) for n in reversed(o.names)})

    @cached_property
    def _agencies(self) -> re.Pattern[str]:
        return _any_of(n for o in self.all if o.kind == "agency" for n in o.names)

    @cached_property
    def picture_credit(self) -> re.Pattern[str]:
        """Any seller of pictures, as a whole word."""
        return _any_of(self.pictures)

    def plausible(self, name: str) -> bool:
        """A host that an outlet could have, and not "S.Paulo" or a file name."""
        labels = name.split(".")
        return len(labels) > 1 and labels[-1] in self.endings and len(labels[-2]) > 1

    def by_domain(self, url_or_host: str | None) -> Outlet | None:
        """The outlet of an address, a host or any host under its domains."""
        name = host(url_or_host)
        return next((self._domains[p] for p in parents(name) if p in self._domains), None) if name else None

    def by_name(self, name: str | None) -> Outlet | None:
        """The outlet of a name or alias, without regard to case, accents, spaces, hyphens or a leading article."""
        return self._names.get(_key(name)) if name else None

    def agency(self, name: str | None) -> Outlet | None:
        """The agency of that name or alias, None where it is none."""
        found = self.by_name(name)
        return found if found and found.kind == "agency" else None

    def agencies_in(self, text: str) -> Iterable[tuple[int, int, Outlet]]:
        """Every agency named in the text, in its written case, with its offsets; linear in the text."""
        for match in self._agencies.finditer(text):
            if found := self.agency(match[0]):
                yield match.start(), match.end(), found


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    """Any of the names as a whole word, the longest first; nothing where there is none."""
    found = sorted(names, key=len, reverse=True)
    first = "".join(sorted({re.escape(name[0]) for name in found}))  # looked at before any name is tried
    return re.compile(rf"(?<!\w)(?=[{first}])(?:" + "|".join(map(re.escape, found)) + r")(?!\w)" if found else r"(?!)")


_APART = re.compile(r"[\s\-'.]+")


def _key(name: str) -> str:
    return _APART.sub("", fold(name).removeprefix("the "))


def _outlet(row: Any, source: str) -> Outlet:
    try:
        outlet = Outlet(
            name=row["name"],
            kind=row["kind"],
            domains=tuple(row.get("domains", ())),
            country=row.get("country"),
            language=row.get("language"),
            aliases=tuple(row.get("aliases", ())),
        )
    except (KeyError, TypeError) as error:
        raise DataError(f"data/outlets/{source}: every outlet needs a name and a kind ({error} is missing)") from error
    if outlet.kind not in get_args(OutletKind):
        raise DataError(f"data/outlets/{source}: {outlet.name} is of no known kind: {outlet.kind}")
    return outlet


@cache
def outlets() -> Outlets:
    """The registry shipped with the program. Raises DataError where a file is broken."""
    rows: list[Outlet] = []
    endings: list[str] = []
    pictures: list[str] = []
    files = sorted((f for f in resources.files(__name__).iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    for file in files:
        try:
            table = tomllib.loads(file.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise DataError(f"data/outlets/{file.name} is not TOML: {error}") from error
        rows += [_outlet(row, file.name) for row in table.get("outlets", ())]
        endings += table.get("endings", "").split()
        pictures += table.get("pictures", ())
    return Outlets(tuple(rows), frozenset(endings), tuple(pictures))
