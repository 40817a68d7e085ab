"""Addresses of the site, made in one place: pages and feeds link the same way."""

from __future__ import annotations

from urllib.parse import quote

from filrouge.tell import rows

ANYWHERE = "-"
"""Stands for a country that is not known."""


def actor(id: str) -> str:
    return f"/actor/{quote(id, safe=':')}"


def pair(one: str, other: str) -> str:
    a, b = sorted((one, other))
    return f"/pair/{quote(a, safe=':')}/{quote(b, safe=':')}"


def place(name: str | None, country: str | None) -> str:
    head = f"/place/{quote(country or ANYWHERE, safe='')}"
    return f"{head}/{quote(name, safe='')}" if name else head


def organisation(id: str) -> str:
    return f"/organisation/{quote(id, safe=':')}"


def entry(id: str) -> str:
    return f"/entry/{quote(id, safe='')}"


def entity(found: rows.EntityRow) -> str:
    """The page of whatever a name stands for."""
    if found.kind == "place":
        return place(found.name, found.country)
    return organisation(found.id) if found.kind == "organisation" else actor(found.id)


def sentence(article: str, start: int | None) -> str:
    """The place of a sentence in its article; its title where the sentence stands there."""
    return f"/article/{article}#{'title' if start is None else f'at-{start}'}"
