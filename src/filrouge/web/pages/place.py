"""A place or a country: the encounters there."""

from __future__ import annotations

from dataclasses import dataclass

from filrouge.desk.api import Filrouge, LedgerFilter
from filrouge.tell import rows
from filrouge.web.links import ANYWHERE
from filrouge.web.pages.named import openings

PAGE = 30
PLACES = 30
SURVEYED = 300
"""Latest encounters in a country whose places are listed."""


@dataclass(frozen=True, slots=True)
class PlacePage:
    name: str | None
    """None for a whole country."""
    country: str | None
    entries: tuple[rows.LedgerRow, ...]
    places: tuple[tuple[str, int], ...]
    """Places of the country with their encounters, most first; of the latest encounters only."""
    articles: dict[str, rows.ArticleRow]
    openings: dict[str, str]
    next: str | None


def place(desk: Filrouge, country: str, name: str | None, after: str | None) -> PlacePage:
    code = None if country == ANYWHERE else country.upper()
    found, articles = desk.ledger_cited(LedgerFilter(country=code, place=name), after, PAGE)
    places = desk.places_of(LedgerFilter(country=code), SURVEYED) if name is None and after is None else ()
    return PlacePage(
        name,
        code,
        found.rows,
        tuple((f.value, f.articles) for f in places[:PLACES]),
        articles,
        openings(desk, articles.values()),
        found.next,
    )
