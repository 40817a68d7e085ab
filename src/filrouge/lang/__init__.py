"""What varies by language, as data: one folder per language (BCP 47 primary tag), one TOML file per topic.

    lang/fr/dates.toml, lang/fr/names.toml, lang/fr/quotes.toml, lang/fr/furniture.toml, lang/fr/search.toml

A step asks for its own topic and gets a mapping; a language without the topic gives an empty one, so
that a step does less there and does not fail. Code that only a language can say stands beside its data.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from filrouge.errors import DataError


@cache
def languages() -> tuple[str, ...]:
    """The languages that have a folder here, sorted."""
    return tuple(sorted(f.name for f in resources.files(__name__).iterdir() if f.is_dir() and len(f.name) in (2, 3)))


@cache
def table(language: str | None, topic: str) -> Mapping[str, Any]:
    """The ``topic`` table of ``language`` ("fr", "fr-BE"); empty where there is none.

    Raises DataError where the file is not TOML.
    """
    if not language:
        return {}
    path = resources.files(__name__) / language.split("-")[0].lower() / f"{topic}.toml"
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"lang/{language}/{topic}.toml is not TOML: {error}") from error
