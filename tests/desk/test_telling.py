"""Telling over a store in memory: exports, a snapshot and its check, summaries, comparisons, a reference."""

import json
from collections.abc import Iterator
from io import BytesIO

import pytest

import filrouge
from filrouge.desk.api import Filrouge, LedgerFilter
from filrouge.errors import NotFound, UsageError
from filrouge.tell.digest import as_markdown

HELD = """French President Emmanuel Macron met German Chancellor Olaf Scholz in Berlin on Tuesday. “We will defend \
Europe together,” Macron said after the talks. Some 1,500 police officers were on duty around the chancellery."""
TENU = """Emmanuel Macron a rencontré Olaf Scholz mardi 28 mai 2024 à Berlin. « Nous défendrons l’Europe ensemble », \
a déclaré Emmanuel Macron. Les deux dirigeants ont aussi parlé du budget de l’Union pendant plus de deux heures."""
HOSTILE = "<script>alert(1)</script> =1+1 Macron meets Scholz"
RECORDS = [
    ("a", "en", "2024-05-28", HOSTILE, HELD, "The Journal"),
    ("b", "fr", "2024-05-28", "Macron et Scholz se rencontrent à Berlin", TENU, "La Gazette"),
]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filrouge]:
    path = tmp_path_factory.mktemp("in") / "all.jsonl"
    lines = [
        json.dumps({"id": i, "language": la, "published": p, "title": t, "text": x, "outlet": o})
        for i, la, p, t, x, o in RECORDS
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    desk = filrouge.open(":memory:")
    desk.ingest([str(path)])
    yield desk
    desk.close()


def written(desk: Filrouge, form: str, storyline: str | None = None) -> bytes:
    out = BytesIO()
    if storyline:
        desk.export_storyline(storyline, out, form)
    else:
        desk.export_ledger(out, form)
    return out.getvalue()


@pytest.mark.parametrize("form", ["csv", "jsonl", "plover", "ics"])
def test_the_ledger_is_written_whole_and_the_same_each_time(desk: Filrouge, form: str) -> None:
    content = written(desk, form)
    assert content == written(desk, form)
    for row in desk.ledger().rows:
        assert row.id.encode() in content


@pytest.mark.parametrize("form", ["md", "html", "epub", "jsonld"])
def test_a_storyline_is_written_the_same_each_time(desk: Filrouge, form: str) -> None:
    (line, *_) = desk.storylines().rows
    content = written(desk, form, line.id)
    assert content == written(desk, form, line.id)
    assert b"<script>alert" not in content or form == "jsonld"


def test_a_snapshot_of_the_store_is_ok_against_it(desk: Filrouge) -> None:
    out = BytesIO()
    id = desk.export_snapshot(out)
    (row,) = desk.check_snapshot(BytesIO(out.getvalue()))
    assert (row.state, row.detail[:64]) == ("ok", id)
    empty = filrouge.open(":memory:")
    assert [r.state for r in empty.check_snapshot(BytesIO(out.getvalue()))] == ["ok"]
    again = BytesIO()
    desk.export_snapshot(again)
    assert out.getvalue() == again.getvalue()


def test_every_sentence_of_a_summary_stands_in_its_article(desk: Filrouge) -> None:
    (line, *_) = desk.storylines().rows
    for id in (line.id, *line.stories):
        for row in desk.summary(id):
            text = desk.article(row.article).text
            assert " ".join(text[row.start : row.end].split()) == row.sentence
    french = {s for s in line.stories if "fr" in desk.story(s).languages}
    assert {r.language for r in desk.summary(line.id, 9, "fr") if r.story in french} == {"fr"}
    with pytest.raises(NotFound, match="story or storyline"):
        desk.summary("nothing")


def test_outlets_are_compared_and_sayings_known_across_languages(desk: Filrouge) -> None:
    story = max(desk.stories().rows, key=lambda s: len(s.articles))
    found = desk.compare(story.id)
    assert {r.kind for r in found} >= {"outlet", "event"}
    for row in found:
        for quote in row.quotes:
            assert quote.in_title or quote.sentence in " ".join(desk.article(quote.article).text.split())


def test_a_press_review_tells_the_days_asked_for_alone(desk: Filrouge) -> None:
    from datetime import date

    told = "".join(as_markdown(desk.digest(date(2024, 5, 1), date(2024, 5, 31))))
    assert "Macron" in told
    assert "No stories." in "".join(as_markdown(desk.digest(date(2023, 1, 1), date(2023, 12, 31))))


def test_a_reference_is_weighed_with_names_of_any_language(desk: Filrouge) -> None:
    table = "date;people;place;mode\n2024-05-28;Макрон,Эмманюэль;;\n2024-05-28;Olaf Scholz;Berlin;in-person\n"
    found = desk.against(table)
    assert [r.verdict for r in found] == ["missing", "matched"]
    with pytest.raises(UsageError):
        desk.against("no columns")


def test_timelines_of_actors_pairs_and_places(desk: Filrouge) -> None:
    pair = desk.timeline_of(LedgerFilter(actors=("Emmanuel Macron", "Olaf Scholz")))
    assert [r.date for r in pair] == ["2024-05-28"]
    assert desk.timeline_of(LedgerFilter(), "Berlin") == pair
    assert desk.timeline_of(LedgerFilter(), "FR") == ()
