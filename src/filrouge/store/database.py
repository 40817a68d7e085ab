"""One database: opening it, its transactions, and its failures as sentences.

A write transaction takes SQLite's lock at its start, so that two writers wait for each other and never fail half
way; transactions of one thread nest, the outermost commits.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Insert, Table, create_engine, event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import PoolProxiedConnection, StaticPool

from filrouge.errors import FilrougeError, StoreError
from filrouge.store.migrations import HEAD, upgrade

fcntl: Any = None
with contextlib.suppress(ImportError):  # Windows has none: there, nothing keeps two ingests apart
    import fcntl

BUSY_SECONDS = 30
"""How long to wait for another writer: longer than any transaction of an ingest takes."""


class Database:
    """An open database with its schema up to date."""

    def __init__(self, engine: Engine, place: str) -> None:
        self.engine = engine
        self.place = place
        self._local = threading.local()
        self._watch: PoolProxiedConnection | None = None
        self._watching = threading.Lock()

    @classmethod
    def open(cls, place: str) -> Database:
        """Open the database at ``place`` (a path or ``:memory:``), made if missing, its schema brought up to date.

        Raises StoreError where the path is no database, is of a later version, cannot be written or is locked.
        """
        if "://" in place and not place.startswith("sqlite://"):
            raise StoreError(f"Databases of the kind {place.split(':')[0]} are not supported yet: give a file's path.")
        path = place.removeprefix("sqlite:///")
        if path != ":memory:":
            if Path(path).is_dir():
                raise StoreError(f"{path} is a folder: give the path of a database file.")
            try:
                Path(path).parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise StoreError(f"The folder of {path} cannot be made: {error.strerror}.") from error
        database = cls(_engine(path), path)
        try:
            database._migrate()
        except FilrougeError:
            database.close()
            raise
        return database

    def close(self) -> None:
        with self._watching:
            if self._watch is not None:
                self._watch.close()
                self._watch = None
        self.engine.dispose()

    def state(self) -> int | None:
        """A number that is another after every change by anyone: what was worked out before may be kept until then.

        In a snapshot, that at its beginning. None where changes cannot be seen so: in memory, or while writing.
        """
        if self.place == ":memory:" or getattr(self._local, "connection", None) is not None:
            return None
        known: int | None = getattr(self._local, "state", None)
        return known if known is not None else self._state()

    def _state(self) -> int:
        with _sentences(self.place), self._watching:
            if self._watch is None:
                self._watch = self.engine.raw_connection()  # never in a transaction, and never writes
            cursor = self._watch.cursor()
            cursor.execute("PRAGMA data_version")
            ((found,),) = cursor.fetchall()
            cursor.close()
            return int(found)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection for questions; that of the running write transaction where there is one."""
        outer: Connection | None = getattr(self._local, "connection", None) or getattr(self._local, "snapshot", None)
        if outer is not None:
            yield outer
            return
        with _sentences(self.place), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All questions of this thread inside see the database as it was at the first of them, over one connection."""
        if getattr(self._local, "snapshot", None) is not None or self.place == ":memory:":
            yield
            return
        state = self._state()  # before the first question: what is worked out now is never taken for later
        with _sentences(self.place), self.engine.connect() as connection:
            self._local.snapshot, self._local.seen, self._local.state = connection, {}, state
            try:
                yield
            finally:
                self._local.snapshot = self._local.seen = self._local.state = None

    def seen(self, table: str) -> dict[str, Any] | None:
        """Records of a table that were read in this thread's snapshot, by key: they cannot change in it."""
        known: dict[str, dict[str, Any]] | None = getattr(self._local, "seen", None)
        return None if known is None else known.setdefault(table, {})

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction: committed at the end of the outermost, rolled back on any error."""
        outer: Connection | None = getattr(self._local, "connection", None)
        if outer is not None:
            yield outer
            return
        with (
            _sentences(self.place),
            self.engine.connect().execution_options(filrouge_write=True) as connection,
            connection.begin(),
        ):
            self._local.connection = connection
            try:
                yield connection
            finally:
                self._local.connection = None

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other processes that ask for this on the same database waiting; ends with the process."""
        if self.place == ":memory:" or fcntl is None:
            yield
            return
        with contextlib.ExitStack() as held:
            try:
                lock = held.enter_context(Path(f"{self.place}-lock").open("a"))
                fcntl.flock(lock, fcntl.LOCK_EX)
            except OSError as error:
                raise StoreError(f"{self.place} cannot be locked for writing: {error.strerror}.") from error
            yield

    def revision(self) -> str | None:
        """The schema's revision; None for a database without one."""
        with self.read() as connection:
            tables = set(connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")))
            if "alembic_version" not in tables:
                if tables:
                    raise StoreError(f"{self.place} is a database of another program: give another path.")
                return None
            found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
            return found

    def _migrate(self) -> None:
        found = self.revision()
        if found == HEAD:
            return
        if found is not None and found > HEAD:
            raise StoreError(f"{self.place} was written by a later version of filrouge: upgrade filrouge to open it.")
        with self.write() as connection:
            if self.revision() != HEAD:  # another process may have been faster
                upgrade(connection)


def upsert(connection: Connection, table: Table) -> Any:
    """An INSERT of the connection's dialect that can say `on_conflict_do_update`."""
    insert: Insert = postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)
    return insert


def replace_all(connection: Connection, table: Table, rows: list[dict[str, Any]], *keys: str) -> None:
    """Insert the rows; a row whose ``keys`` are there already takes its place."""
    if not rows:
        return
    statement = upsert(connection, table)
    others = {name: statement.excluded[name] for name in rows[0] if name not in keys}
    if others:
        statement = statement.on_conflict_do_update(index_elements=list(keys), set_=others)
    else:
        statement = statement.on_conflict_do_nothing(index_elements=list(keys))
    connection.execute(statement, rows)


def _engine(path: str) -> Engine:
    if path == ":memory:":
        engine = create_engine(
            "sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False, "isolation_level": None}
        )
    else:
        engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": BUSY_SECONDS, "isolation_level": None})

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, record: object) -> None:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA cache_size = -65536")  # 64 MB: the hot indexes of a million articles

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("filrouge_write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


@contextmanager
def _sentences(place: str) -> Iterator[None]:
    """What the database complains of, as a StoreError of one sentence."""
    try:
        yield
    except DBAPIError as error:
        raise StoreError(_sentence(place, str(error.orig))) from error
    except sqlite3.Error as error:
        raise StoreError(_sentence(place, str(error))) from error
    except SQLAlchemyError as error:
        raise StoreError(f"The database {place} failed: {error}.") from error


def _sentence(place: str, words: str) -> str:
    low = words.lower()
    if "not a database" in low or "malformed" in low:
        return f"{place} is not a filrouge database, or is damaged: give another path."
    if "locked" in low or "busy" in low:
        return f"{place} is in use by another program that has not let go for {BUSY_SECONDS} seconds: try again later."
    if "readonly" in low or "read-only" in low:
        return f"{place} cannot be written: its file or folder is read-only."
    if "unable to open" in low:
        return f"{place} cannot be opened: its folder is missing or may not be written."
    if "full" in low:
        return f"{place} cannot grow: the disk is full."
    return f"The database {place} failed: {words}."
