"""The program as a script runs it: a folder of pages in, rows out, one sentence for what is wrong."""

import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.cli.program import Ran, one_sentence, process, run

ANNOUNCED = """Emmanuel Macron recevra Olaf Scholz vendredi à Paris

Publié le 20 mai 2024

Le président français Emmanuel Macron recevra le chancelier allemand Olaf Scholz vendredi 24 mai 2024 à Paris, a \
annoncé l'Élysée lundi. « Nous parlerons de défense », a déclaré Emmanuel Macron à la presse.

La rencontre doit préparer le prochain Conseil européen, où les deux pays veulent parler d'une même voix.
"""
RECORDS = [
    {
        "id": "held",
        "title": "Macron and Scholz meet in Paris",
        "text": "French President Emmanuel Macron met German Chancellor Olaf Scholz in Paris on Friday. “We spoke of "
        "defence,” Scholz said after the talks.",
        "published": "2024-05-24",
        "language": "en",
        "outlet": "The Journal",
    },
    {"id": "title", "title": "Berlin et Paris parlent défense", "published": "2024-05-25", "language": "fr"},
]


# Fast: nothing is understood ------------------------------------------------------------------------------


def test_an_empty_database_answers_every_question(tmp_path: Path) -> None:
    for command in ("articles", "stories", "storylines", "ledger", "counts", "memberships", "statements", "copies"):
        assert run(tmp_path, command) == Ran(0, "", "")
    assert (tmp_path / "filrouge.db").is_file()


@pytest.mark.parametrize(
    "args",
    [
        ("article", "none"), ("story", "none"), ("storyline", "none"), ("similar", "none"), ("timeline", "none"),
        ("ledger", "--actor", "nobody"), ("ledger", "--since", "yesterday"), ("stage", "nothing"),
        ("statements", "--speaker", "nobody"), ("demo", "--examples", "nowhere"),
        ("ingest", "--published", "soon", "x"),
    ],
)  # fmt: skip
def test_a_wrong_question_is_one_sentence_and_exit_2(tmp_path: Path, args: tuple[str, ...]) -> None:
    ran = run(tmp_path, *args)
    assert (ran.code, ran.out) == (2, "")
    assert one_sentence(ran)


@pytest.mark.parametrize("args", [("articels",), ("articles", "--format", "xml"), ("similar",), ("--nothing",)])
def test_what_is_no_command_or_option_is_exit_2(tmp_path: Path, args: tuple[str, ...]) -> None:
    ran = run(tmp_path, *args)
    assert ran.code == 2
    assert "Traceback" not in ran.err


def test_a_file_that_is_no_database_is_exit_1(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_text("news " * 500)
    ran = process(tmp_path, "--db", "x.db", "articles")
    assert ran.code == 1
    assert one_sentence(ran)
    assert run(tmp_path, "articles", FILROUGE_DB="x.db").code == 1
    assert run(tmp_path, "articles", FILROUGE_WORKERS="many").code == 2


def test_the_version_is_said(tmp_path: Path) -> None:
    assert process(tmp_path, "--version").out.startswith("filrouge ")


# Slow: the whole way --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database of two inputs, one of them with a bad line, and a bad file beside."""
    folder = tmp_path_factory.mktemp("desk")
    pages = folder / "pages"
    pages.mkdir()
    (pages / "a.txt").write_text(ANNOUNCED, encoding="utf-8")
    (pages / "b.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    lines = [json.dumps(record) for record in RECORDS]
    (pages / "c.jsonl").write_text(f"{lines[0]}\n\n{{not json\n{lines[1]}\n", encoding="utf-8")
    ran = run(folder, "ingest", "pages", "gone.txt")
    (folder / "rows.jsonl").write_text(ran.out)
    assert ran.code == 1, ran.err
    return folder


@pytest.mark.slow
def test_a_bad_file_or_line_costs_only_itself(desk: Path) -> None:
    rows = [json.loads(line) for line in (desk / "rows.jsonl").read_text().splitlines()]
    given = [(row["input"], len(row["articles"]), row["refused"] and row["refused"]["code"]) for row in rows]
    assert given == [
        ("pages/a.txt", 1, None),
        ("pages/b.png", 0, "not-text"),
        ("pages/c.jsonl", 2, None),
        ("pages/c.jsonl:3", 0, "bad-record"),
        ("gone.txt", 0, "not-found"),
    ]


DAYS = ("32 nivôse", "2024-05-31", None, "03/05/2024", 1714723200)
"""One that is none, a day, none, one that a French text makes plain, and seconds since 1970."""


def test_a_day_that_cannot_be_read_is_told_and_the_record_kept(tmp_path: Path) -> None:
    lines = [json.dumps({"title": "Le pont rouvre", "published": day, "language": "fr"}) for day in DAYS]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    for _ in range(2):
        ran = run(tmp_path, "ingest", "a.jsonl", "--format", "json")
        (row,) = json.loads(ran.out)
        assert ran.code == 0 and len(row["articles"]) == len(DAYS) and row["refused"] is None
        (warning,) = row["warnings"]
        assert warning.startswith("a.jsonl:1: “32 nivôse” is no day") and warning in ran.err


@pytest.mark.slow
def test_taking_in_again_changes_nothing(desk: Path) -> None:
    before = run(desk, "articles").out
    assert run(desk, "ingest", "pages", "gone.txt").out == (desk / "rows.jsonl").read_text()
    assert run(desk, "articles").out == before


@pytest.mark.slow
def test_articles_bear_what_they_and_their_records_say(desk: Path) -> None:
    rows = {row["external_id"]: row for row in run(desk, "articles").rows}
    assert rows["held"]["outlet"] == "The Journal"
    assert rows["held"]["published"] == "2024-05-24"
    assert rows["title"]["words"] == 0
    assert rows[None]["published"] == "2024-05-20"
    assert list(rows["held"])[:8] == [
        "id",
        "external_id",
        "page",
        "role",
        "parent",
        "title",
        "published",
        "published_from",
    ]
    assert [row["external_id"] for row in run(desk, "articles", "--language", "en").rows] == ["held"]


@pytest.mark.slow
def test_offsets_point_into_the_text(desk: Path) -> None:
    (held,) = (row["id"] for row in run(desk, "articles", "--language", "en").rows)
    (row,) = run(desk, "article", held[:6]).rows
    for mention in row["mentions"]:
        if not mention["in_title"]:
            assert row["text"][mention["start"] : mention["end"]] == mention["text"]
    for said in row["statements"]:
        assert row["text"][said["start"] : said["end"]] == said["text"]
    assert any(event["status"] == "held" and event["date"] == "2024-05-24" for event in row["events"])


@pytest.mark.slow
def test_the_meeting_is_one_entry_of_the_ledger_with_its_sentences(desk: Path) -> None:
    rows = run(desk, "ledger", "--actor", "Emmanuel Macron", "--actor", "olaf scholz", "--type", "consult").rows
    (entry,) = (row for row in rows if row["date"] == "2024-05-24")
    assert entry["status"] == "held"
    assert {proof["status"] for proof in entry["evidence"]} >= {"held"}
    assert run(desk, "ledger", "--since", "2025").rows == []


@pytest.mark.slow
def test_search_finds_forms_and_writes_every_format(desk: Path) -> None:
    assert [row["why"] != "" for row in run(desk, "search", "rencontres").rows] == [True]
    assert json.loads(run(desk, "search", "talk", "--format", "json").out)[0]["language"] == "en"
    assert run(desk, "search", "talk", "--format", "csv").out.startswith("id,title,score,why")
    assert "Macron" in run(desk, "search", "talk", "--format", "table").out


@pytest.mark.slow
def test_an_export_holds_every_row_in_a_file_a_listing(desk: Path) -> None:
    ran = run(desk, "export", "out")
    assert (ran.code, len(ran.out.splitlines())) == (0, 8)
    articles = [json.loads(line) for line in (desk / "out" / "articles.jsonl").read_text().splitlines()]
    assert {row["id"] for row in articles} == {row["id"] for row in run(desk, "articles").rows}
    assert all("text" in row for row in articles)
    assert run(desk, "export", "out", "--what", "ledger", "--format", "csv").out == "out/ledger.csv\n"
    assert not list((desk / "out").glob(".*"))


@pytest.mark.slow
def test_two_ingests_at_once_end_as_one_after_the_other(desk: Path, tmp_path: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(lambda _: process(tmp_path, "ingest", str(desk / "pages")), range(2)))
    assert [ran.err for ran in both] == ["", ""]
    assert both[0].out == both[1].out
    told = [(row["date"], row["status"], len(row["evidence"])) for row in run(desk, "ledger").rows]
    assert [(row["date"], row["status"], len(row["evidence"])) for row in run(tmp_path, "ledger").rows] == told


@pytest.mark.slow
def test_a_folder_may_hold_its_own_database_and_names_that_are_no_text(tmp_path: Path) -> None:
    bad = "{broken\n" + json.dumps({"colour": "red"}) + "\n"
    (tmp_path / "bad.jsonl").write_text('{"title": 1}}\n' + bad)
    (tmp_path / "one.jsonl").write_text('{"title": "Une ligne \\ud83d seule"}')
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/na\xffme.txt")).write_text("Un texte sur le budget de la Suisse. " * 9)
    first = run(tmp_path, "ingest", ".")
    assert run(tmp_path, "ingest", ".").out == first.out
    given = {(row["input"], len(row["articles"]), row["refused"] and row["refused"]["code"]) for row in first.rows}
    assert {("one.jsonl", 1, None), ("na\ufffdme.txt", 1, None), ("bad.jsonl", 0, "bad-record")} <= given
    assert not [name for name, _, _ in given if "filrouge.db" in name]


@pytest.mark.slow
def test_standard_input_is_an_input_and_options_fill_what_is_not_said(tmp_path: Path) -> None:
    text = "Le Conseil fédéral suisse a adopté le budget de la défense lors de sa séance à Berne. " * 3
    ran = run(tmp_path, "ingest", "-", "--published", "2024-02-01", "--outlet", "La Gazette", stdin=text)
    assert (ran.code, ran.err) == (0, "")
    (row,) = run(tmp_path, "articles").rows
    assert (row["published"], row["published_from"], row["outlet"]) == ("2024-02-01", "given", "La Gazette")


@pytest.mark.slow
def test_a_stage_answers_each_line_in_order(tmp_path: Path) -> None:
    lines = [
        json.dumps({"text": "Le sommet a eu lieu hier.", "language": "fr", "published": "2024-05-24", "mine": 1}),
        "{broken",
        json.dumps({"language": "fr"}),
        json.dumps({"text": "x", "published": "whenever"}),
        json.dumps({"text": ""}),
    ]
    ran = run(tmp_path, "stage", "times", stdin="\n".join(lines))
    assert ran.code == 1
    first, *bad, last = ran.rows
    assert first["mine"] == 1
    assert [(t["start"], t["end"]) for t in first["times"]] == [("2024-05-23", "2024-05-23")]
    assert all("error" in answer for answer in bad)
    assert len(bad) == 3
    assert last["times"] == []


@pytest.mark.slow
def test_the_doctor_finds_nothing_stale(desk: Path) -> None:
    assert {row["state"] for row in run(desk, "doctor").rows} == {"ok"}
    assert "up to date" in run(desk, "refresh").out
