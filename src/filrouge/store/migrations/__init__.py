"""Schema migrations, append-only: a released one is never edited. Run when a database is opened."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

HEAD = "0007"
"""The newest revision. A test holds it equal to what stands in versions/, so that opening need not load Alembic."""


def upgrade(connection: Connection) -> None:
    """Bring the schema to `HEAD` inside the connection's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)
