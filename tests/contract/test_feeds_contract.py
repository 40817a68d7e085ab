"""What every store does with feeds."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from filrouge.errors import Ambiguous, NotFound
from filrouge.store import Store, migrations
from filrouge.store.feeds import Feed, Seen

NOW = datetime(2024, 7, 3, 12, tzinfo=UTC)


def feed(id: str, **fields: object) -> Feed:
    given = {"url": f"https://{id}.example/", "title": None, "added": NOW, "next": NOW, **fields}
    return Feed(id=id, **given)  # type: ignore[arg-type]


def test_a_feed_comes_back_as_it_was_kept(store: Store) -> None:
    full = feed("aa", title="G", full_text=True, etag='"x"', modified="then", failures=3, last_error="e", last_ok=NOW)
    assert store.feeds.add(full)
    assert not store.feeds.add(replace(full, id="bb"))
    assert store.feeds.all() == (full,)
    store.feeds.save(moved := replace(full, url="https://new.example/", gone=True))
    assert store.feeds.by_url("https://new.example/") == moved


def test_feeds_are_found_by_address_and_by_the_beginning_of_their_id(store: Store) -> None:
    for id in ("aabb", "aacc"):
        store.feeds.add(feed(id))
    assert store.feeds.find("aab").id == store.feeds.find("https://aabb.example/").id == "aabb"
    with pytest.raises(Ambiguous):
        store.feeds.find("aa")
    with pytest.raises(NotFound):
        store.feeds.find("zz")


def test_the_longest_overdue_come_first_and_the_gone_not_at_all(store: Store) -> None:
    for id, minutes, gone in (("a", -1, False), ("b", -9, False), ("c", 5, False), ("d", -99, True)):
        store.feeds.add(feed(id, next=NOW + timedelta(minutes=minutes), gone=gone))
    assert [f.id for f in store.feeds.due(NOW)] == ["b", "a"]
    assert store.feeds.next_due() == NOW - timedelta(minutes=9)


def test_entries_are_remembered_once_and_forgotten_with_their_feed(store: Store) -> None:
    for id in ("a", "b"):
        store.feeds.add(feed(id))
    for _ in range(2):
        store.feeds.saw("a", [Seen("1", "t1", "c1"), Seen("2", None, None)], NOW)
    store.feeds.saw("none", [Seen("1", None, None)], NOW)
    assert store.feeds.counts() == {"a": 2}
    assert store.feeds.seen("a", ["1", "2", "3"]).keys() == {"1", "2"}
    assert (store.feeds.seen_elsewhere("b", ["t1"]), store.feeds.seen_elsewhere("a", ["t1"])) == ({"t1"}, set())
    store.feeds.remove("a")
    assert store.feeds.counts() == {}


def test_a_database_of_the_version_before_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(Path(migrations.__file__).parent))
        config.set_main_option("path_separator", "os")
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.exec_driver_sql("INSERT INTO meta VALUES ('kept', 'yes')")
    engine.dispose()
    store = Store.open(str(path))
    assert store.feeds.add(feed("a"))
    assert store.note("kept") == "yes"
