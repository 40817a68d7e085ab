"""Opening a database, and what is said when that is not possible."""

import os
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from tests.web.generated import fill

from filrouge.errors import StoreError
from filrouge.store import Store, migrations
from filrouge.store.database import Database
from filrouge.store.tables import metadata


def test_a_database_is_made_with_its_folder_on_first_use(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "news.db"
    Store.open(str(path)).close()
    assert path.is_file()


def test_opening_twice_changes_nothing(tmp_path: Path) -> None:
    path = str(tmp_path / "news.db")
    Store.open(path).close()
    with Database.open(path).read() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"


def test_the_migrations_make_what_the_tables_say() -> None:
    database = Database.open(":memory:")
    with database.read() as connection:
        made = compare_metadata(MigrationContext.configure(connection), metadata)
    # The full-text index and its shadow tables belong to the dialect, and Alembic's own table to Alembic.
    assert [change for change in made if not str(getattr(change[1], "name", "")).startswith("search")] == []


def test_the_head_is_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_current_head() == migrations.HEAD


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<html>" + "news " * 500)
    with pytest.raises(StoreError, match="not a filrouge database"):
        Store.open(str(path))
    assert path.read_text().startswith("<html>")


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE things (id)")
    with pytest.raises(StoreError, match="another program"):
        Store.open(str(path))


def test_a_database_of_a_later_version_asks_for_an_upgrade(tmp_path: Path) -> None:
    path = tmp_path / "later.db"
    Store.open(str(path)).close()
    with sqlite3.connect(path) as later:
        later.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match="later version"):
        Store.open(str(path))


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is a folder"):
        Store.open(str(tmp_path))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError):
        Store.open(str(tmp_path / "news.db"))


def test_another_kind_of_database_is_refused() -> None:
    with pytest.raises(StoreError, match="not supported"):
        Store.open("mysql://here/news")


def test_a_locked_database_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("filrouge.store.database.BUSY_SECONDS", 0)
    path = str(tmp_path / "news.db")
    store = Store.open(path)
    with sqlite3.connect(path, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="in use by another program"):
            store.set_note("a", "b")
        other.execute("ROLLBACK")
    store.set_note("a", "b")
    assert store.note("a") == "b"


def test_the_state_is_another_after_every_change_and_one_within_a_snapshot(tmp_path: Path) -> None:
    here, there = (Store.open(str(tmp_path / "news.db")) for _ in range(2))
    states = [here.database.state()]
    for store in (here, there):
        store.set_note("a", str(len(states)))
        states.append(here.database.state())
    assert len(set(states)) == 3 and here.database.state() == states[-1]
    with here.database.snapshot():
        there.set_note("a", "c")
        assert here.database.state() == states[-1]
    assert here.database.state() not in states
    assert Store.open(":memory:").database.state() is None


def test_what_a_migration_works_out_is_what_is_written_since(tmp_path: Path) -> None:
    path = str(tmp_path / "news.db")
    store = Store.open(path)
    fill(store, 120, words=30)
    store.close()
    asked = ("SELECT id, brief FROM articles ORDER BY id", "SELECT * FROM concerns ORDER BY article, step, entity")
    with sqlite3.connect(path) as raw:
        written = [raw.execute(query).fetchall() for query in asked]
        raw.executescript(
            "ALTER TABLE articles DROP COLUMN brief; DROP TABLE concerns; DROP INDEX ix_ledger_held;"
            "UPDATE alembic_version SET version_num = '0006'"
        )
    Store.open(path).close()
    with sqlite3.connect(path) as raw:
        assert [raw.execute(query).fetchall() for query in asked] == written and all(written)
