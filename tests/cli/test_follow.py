"""Following feeds as a script does it, with a server on 127.0.0.1."""

import json
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cli.program import COMMAND, environment, one_sentence, run
from tests.desk.follow.test_entries import item, rss
from tests.desk.follow.test_opml import LIST
from tests.desk.net.server import Site, redirect, serving, text

OPEN = {"FILROUGE_ALLOW_HOSTS": "127.0.0.1", "FILROUGE_HOST_PAUSE_MS": "1"}


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        running.add("/feed", text(rss(item("Sommet à Vilnius", "1"), item("Visite à Prague", "2"))))
        yield running


# Fast: nothing is understood ------------------------------------------------------------------------------


def test_feeds_are_added_listed_exported_and_removed(tmp_path: Path, site: Site) -> None:
    page = (
        '<html><head><link rel="alternate" type="application/rss+xml" href="/feed"></head><body><p>x</p></body></html>'
    )
    home, moved = site.add("/", text(page)), site.add("/old", redirect("/feed", 301))
    added = run(tmp_path, "follow", "add", home, moved, site.base + "/none", "http://10.0.0.1/feed", "feed", **OPEN)
    assert added.code == 1
    states = [row["state"] for row in added.rows]
    assert states == ["added", "known", "refused", "refused", "refused"]
    assert "is a page" in added.rows[0]["why"]
    assert "--allow-host 10.0.0.1" in added.rows[3]["why"]
    (feed,) = run(tmp_path, "follow", "list").rows
    assert (feed["url"], feed["state"], feed["entries"]) == (site.base + "/feed", "new", 0)
    assert f'xmlUrl="{site.base}/feed"' in run(tmp_path, "follow", "export").out
    assert run(tmp_path, "follow", "remove", feed["id"][:6]).code == 0
    assert run(tmp_path, "follow", "list").rows == []
    assert run(tmp_path, "follow", "remove", feed["id"]).code == 2


def test_without_leave_nothing_private_is_asked(tmp_path: Path, site: Site) -> None:
    for command in (("follow", "add", site.base + "/feed"), ("ingest", site.base + "/feed")):
        assert run(tmp_path, *command).code == 1
    assert site.paths == []


def test_a_list_is_imported_with_a_word_for_each_line(tmp_path: Path) -> None:
    (tmp_path / "mine.opml").write_bytes(LIST)
    imported = run(tmp_path, "follow", "import", "mine.opml")
    assert imported.code == 1
    assert [row["state"] for row in imported.rows] == ["added", "added", "known", "refused", "refused"]
    assert run(tmp_path, "follow", "import", "-", stdin=run(tmp_path, "follow", "export").out).code == 0


@pytest.mark.parametrize(
    "args",
    [("follow", "import", "none.opml"), ("follow", "import", "."), ("follow", "remove", "none"), ("follow", "add"),
     ("follow", "run", "--once", "--allow-host", "http://x")],
)  # fmt: skip
def test_a_wrong_question_is_exit_2(tmp_path: Path, args: tuple[str, ...]) -> None:
    ran = run(tmp_path, *args)
    assert (ran.code, ran.out) == (2, "")
    assert one_sentence(ran) or args == ("follow", "add")


# Slow: what is new is understood ----------------------------------------------------------------------------


@pytest.mark.slow
def test_once_takes_in_what_is_due_and_tells_how_feeds_are(tmp_path: Path, site: Site) -> None:
    broken = site.add("/broken", text("", 500))
    assert run(tmp_path, "follow", "add", site.base + "/feed", broken, **OPEN).code == 0
    first = run(tmp_path, "follow", "run", "--once", "--allow-host", "127.0.0.1", FILROUGE_HOST_PAUSE_MS="1")
    assert first.code == 1
    assert {row["url"]: (row["state"], row["new"]) for row in first.rows} == {
        site.base + "/feed": ("ok", 2), broken: ("failed", 0)
    }  # fmt: skip
    assert {row["title"] for row in run(tmp_path, "articles").rows} == {"Sommet à Vilnius", "Visite à Prague"}
    assert {row["state"] for row in run(tmp_path, "follow", "list").rows} == {"ok", "failing"}
    assert run(tmp_path, "follow", "run", "--once", **OPEN).rows == []
    again = run(tmp_path, "follow", "run", "--once", "--all", **OPEN)
    assert sum(row["new"] for row in again.rows) == 0
    assert run(tmp_path, "doctor").code == 0


@pytest.mark.slow
def test_a_page_is_taken_in_by_its_address(tmp_path: Path, site: Site) -> None:
    html = "<html><head><title>Sommet</title></head><body><article><h1>Sommet</h1><p>{}</p></article></body></html>"
    site.add("/a", text(html.format("Le sommet de l’Otan s’ouvre mercredi à Vilnius. " * 5)))
    site.add("/old", redirect("/a"))
    ran = run(tmp_path, "ingest", site.base + "/old", site.base + "/none", **OPEN)
    assert ran.code == 1
    taken, refused = ran.rows
    assert (taken["kind"], len(taken["articles"]), taken["refused"]) == ("html", 1, None)
    assert refused["refused"]["code"] == "not-found"
    (article,) = run(tmp_path, "articles").rows
    assert (article["page"], article["url"]) == (site.base + "/old", site.base + "/a")


def following(folder: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [*COMMAND, "follow", "run"],
        cwd=folder, env=environment(OPEN), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_goes_on_until_it_is_stopped(number: signal.Signals, tmp_path: Path, site: Site) -> None:
    run(tmp_path, "follow", "add", site.base + "/feed", **OPEN)
    with following(tmp_path) as program:
        assert program.stdout
        row = json.loads(program.stdout.readline())
        program.send_signal(number)
        _, err = program.communicate(timeout=300)
    assert row["new"] == 2
    assert program.returncode == 0
    assert err.startswith("Stopped;")
    assert len(err.strip().splitlines()) == 1


@pytest.mark.slow
def test_killed_it_loses_nothing_and_doubles_nothing(tmp_path: Path, site: Site) -> None:
    run(tmp_path, "follow", "add", site.base + "/feed", **OPEN)
    with following(tmp_path) as program:
        assert program.stdout
        program.stdout.readline()
        program.kill()
    assert run(tmp_path, "follow", "run", "--once", "--all", **OPEN).code == 0
    assert len(run(tmp_path, "articles").rows) == 2
    assert {row["state"] for row in run(tmp_path, "doctor").rows} == {"ok"}
