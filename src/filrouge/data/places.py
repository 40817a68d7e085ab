"""Towns and capitals by name in many scripts, from GeoNames (CC BY 4.0), in one read-only SQLite file.

`hatch_build.py` makes the file when the package is built; by hand: ``python hatch_build.py``.
"""

from __future__ import annotations

import math
import re
import sqlite3
from collections.abc import Collection, Iterable
from functools import cache
from pathlib import Path

from filrouge.errors import MissingPart
from filrouge.records import Place
from filrouge.text.normalise import fold

FILE = Path(__file__).with_name("places.sqlite")

SCHEMA = """
CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT NOT NULL, country TEXT NOT NULL,
                    population INTEGER NOT NULL, capital INTEGER NOT NULL);
CREATE TABLE alias (key TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID;
"""

# In powers of ten of the population: a capital outranks a namesake a hundred times its size, a town in a country
# that the article speaks of one six times its size, its own name an alternate name of one five times its size, a
# town where the article's language is at home one 2.5 times its size.
_CAPITAL, _CONTEXT, _OWN_NAME, _HOME = 2.0, 0.8, 0.7, 0.4

# Case endings of Russian and Ukrainian place names, the longest first, and what the nominative may end in.
_CYRILLIC = re.compile(r"[а-яіїєґ]")
_ENDINGS = ("ою", "ом", "ем", "ой", "ей", "ым", "а", "я", "у", "ю", "е", "и", "ы", "і", "ї")
_NOMINATIVE = ("", "а", "я", "ь", "и", "ы")

_KNOWN_ABROAD = 50_000
"""People from which a town is taken under its alternate names without its country being spoken of: the smaller ones
bear many a common word of other languages."""

_BREAKS = re.compile(r"[\W_]+")


def key(name: str) -> str:
    """What a name is looked up by: no case, accents, vowel marks, hyphens or apostrophes."""
    return _BREAKS.sub(" ", fold(name)).strip()


class Places:
    """Look-ups in the table of places; opens the file at the first, holds next to nothing in memory, can be pickled."""

    def __init__(self, path: Path = FILE) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Places) and other._path == self._path

    def __hash__(self) -> int:
        return hash(self._path)

    def __reduce__(self) -> tuple[type[Places], tuple[Path]]:
        return Places, (self._path,)

    def find(self, name: str, language: str | None = None, context_countries: Collection[str] = ()) -> Place | None:
        """The likeliest town of that name, by population, capitals and ``context_countries`` (ISO codes).

        ``language`` prefers the country where it is mostly spoken. None where no town is likely to be meant.
        """
        home = _home(language)
        for form in _forms(key(name)):
            likely = [row for row in self._rows(form) if _likely(row, form, (*context_countries, home))]
            if likely:
                best = max(likely, key=lambda row: (_weight(row, form, context_countries, home), -row[0]))
                return Place(best[1], best[2], best[0])
        return None

    def capital(self, country: str) -> Place | None:
        """The capital of a country given by its ISO 3166-1 alpha-2 code."""
        row = (
            self._open()
            .execute("SELECT id, name, country FROM place WHERE capital AND country = ?", (country,))
            .fetchone()
        )
        return Place(row[1], row[2], row[0]) if row else None

    def capitals(self) -> Iterable[tuple[str, Place]]:
        """Every key of every capital with the capital."""
        rows = self._open().execute(
            "SELECT alias.key, place.id, place.name, place.country FROM place JOIN alias ON alias.place = place.id"
            " WHERE capital ORDER BY place.id, alias.key"
        )
        return [(alias, Place(name, country, number)) for alias, number, name, country in rows]

    def _rows(self, form: str) -> list[tuple[int, str, str, int, int]]:
        return (
            self._open()
            .execute(
                "SELECT id, name, country, population, capital FROM place"
                " WHERE id IN (SELECT place FROM alias WHERE key = ?)",
                (form,),
            )
            .fetchall()
        )

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            if not self._path.is_file():
                raise MissingPart(f"The table of places {self._path.name} was not built; run `python hatch_build.py`.")
            # Read-only and immutable: threads and processes may share the file without locks.
            self._connection = sqlite3.connect(
                f"{self._path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
        return self._connection


def _likely(row: tuple[int, str, str, int, int], form: str, context: Collection[str]) -> bool:
    """Whether news would use an alternate name for so small a town; its own name always."""
    _, name, country, population, capital = row
    return bool(capital) or population >= _KNOWN_ABROAD or country in context or key(name) == form


@cache
def _home(language: str | None) -> str:
    """The country where a language is mostly at home (CLDR's likely subtags: FR for fr); "" where not known."""
    from babel.core import get_global  # not at hand while the package, and with it the table, is built

    tag = (language or "").split("-")[0].lower()
    return str(get_global("likely_subtags").get(tag, "")).rpartition("_")[2]


def _weight(row: tuple[int, str, str, int, int], form: str, context: Collection[str], home: str) -> float:
    _, name, country, population, capital = row
    weight = math.log10(population + 1)
    weight += _CAPITAL if capital else 0
    weight += _CONTEXT if country in context else _HOME if country == home else 0
    return weight + (_OWN_NAME if key(name) == form else 0)


def _forms(wanted: str) -> list[str]:
    """The key itself, then what it may be a case form of."""
    forms = [wanted] if wanted else []
    if _CYRILLIC.search(wanted):
        for ending in _ENDINGS:
            stem = wanted.removesuffix(ending)
            if stem != wanted and len(stem) >= 3:
                forms.extend(stem + nominative for nominative in _NOMINATIVE if stem + nominative not in forms)
    return forms
