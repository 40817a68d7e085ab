"""What can be set: read once from the environment, frozen, then handed to whoever needs it.

Each setting ``name`` is read from ``FILROUGE_NAME``; docs/reference.md lists them all.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields

from filrouge.errors import UsageError


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting, with its default."""

    db: str = "filrouge.db"
    """The database: a path, or ``:memory:``."""
    max_input_mb: int = 64
    """Larger files are refused; an article page is some 100 KB, a day's JSON Lines some 50 MB."""
    workers: int = 0
    """Processes that understand articles; 0 is one for each core."""
    workers_from: int = 200
    """From how many new articles on worker processes are started: they cost some 5 s each to load models."""
    batch: int = 500
    """Articles a transaction: what a killed ingest can lose."""
    allow_hosts: str = ""
    """Hosts that may be asked though they are not public, or on other ports: names or addresses, as in host:port."""
    contact: str = ""
    """An address for those who run the servers that are asked; it is told with the program's name."""
    fetch_max_mb: int = 16
    """Larger answers of the web are refused; the largest feeds have some 5 MB."""
    fetch_seconds: int = 60
    """The longest that one request may take."""
    host_pause_ms: int = 1000
    """Between two requests to one host; its Crawl-delay may ask for more."""
    fetchers: int = 4
    """Hosts that are asked at the same time."""
    feed_minutes: int = 30
    """Between two looks at a feed, where it does not ask for more."""
    page_rows: int = 100
    """Rows of one page of a listing in the library and on the site."""

    @property
    def max_input_bytes(self) -> int:
        return self.max_input_mb * 1024 * 1024


def load(environ: Mapping[str, str] = os.environ, **given: object) -> Settings:
    """Settings from the environment; what is ``given`` and not None wins.

    Raises UsageError where a value is not a number or not positive.
    """
    values: dict[str, object] = {}
    for field in fields(Settings):
        variable = f"FILROUGE_{field.name.upper()}"
        if given.get(field.name) is not None:
            values[field.name] = given[field.name]
        elif text := environ.get(variable, "").strip():
            values[field.name] = (
                _number(variable, text, least=0 if field.name == "workers" else 1) if field.type == "int" else text
            )
    return Settings(**values)  # type: ignore[arg-type]


def _number(variable: str, text: str, least: int) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < least:
        raise UsageError(f"{variable} must be a whole number of at least {least}, not {text!r}.")
    return int(text)
