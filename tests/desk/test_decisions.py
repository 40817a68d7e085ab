"""What a person decides of stories holds: at once, after more articles, and when everything is related again."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import filrouge
from filrouge.desk import relate
from filrouge.desk.api import Filrouge
from filrouge.errors import NotFound, UsageError

pytestmark = pytest.mark.slow

HARBOUR = (
    "Dockers at the port of Antwerp stopped work on Monday over night shifts. Ships wait in the Scheldt, and the union "
    "says that talks begin again on Thursday. The port moves 290 million tonnes a year."
)
GLACIER = (
    "A part of the glacier above Blatten broke off on Tuesday and buried most of the village. Its 300 people had been "
    "led away days before. Geologists had seen the rock move above the ice."
)
TEXTS = {
    "h1": ("Antwerp dockers stop work over night shifts", HARBOUR, "Port Post"),
    "h2": ("Strike at Antwerp port: dockers stop work", HARBOUR.replace("Ships", "Some 40 ships"), "Scheldt News"),
    "h3": ("Dockers' strike halts the port of Antwerp", HARBOUR[:150] + "Nobody knows how long.", "Quay Times"),
    "g1": ("Glacier breaks off above Blatten, village buried", GLACIER, "Alp Post"),
    "g2": ("Blatten buried as glacier breaks off", GLACIER[:160] + "The army sent helicopters.", "Valley News"),
}  # fmt: skip


def take_in(desk: Filrouge, folder: Path, *keys: str) -> None:
    lines = [
        {
            "id": k,
            "title": t,
            "text": x,
            "outlet": o,
            "published": "2025-05-28" if k[0] == "g" else "2025-05-26",
            "language": "en",
        }
        for k, (t, x, o) in TEXTS.items()
        if k in keys
    ]
    path = folder / f"{'-'.join(keys)}.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    desk.ingest([str(path)])


def where(desk: Filrouge) -> dict[str, str]:
    return {row.external_id or "": row.story or "" for row in desk.articles().rows}


def known(desk: Filrouge) -> dict[str, str]:
    return {row.external_id or "": row.id for row in desk.articles().rows}


def again(desk: Filrouge, monkeypatch: pytest.MonkeyPatch) -> None:
    """Relate everything anew, as after an update of the program."""
    monkeypatch.setattr(relate, "relating_version", lambda: "another")
    assert desk.refresh() == len(known(desk))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Filrouge]:
    desk = filrouge.open(":memory:")
    take_in(desk, tmp_path, "h1", "h2", "g1", "g2")
    found = where(desk)
    assert found["h1"] == found["h2"] != found["g1"] == found["g2"]
    yield desk
    desk.close()


def test_a_merge_holds_when_all_is_related_again(
    desk: Filrouge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = where(desk)
    row = desk.merge_stories(found["g1"], found["h1"][:9])
    assert row.id == found["g1"] and len(row.articles) == 4
    assert set(where(desk).values()) == {found["g1"]}
    with pytest.raises(NotFound):
        desk.story(found["h1"])
    take_in(desk, tmp_path, "h3")
    again(desk, monkeypatch)
    after = where(desk)
    assert {after[k] for k in ("h1", "h2", "g1", "g2")} == {found["g1"]}
    assert {w.how for w in desk.story_why(found["g1"]) if w.article != known(desk)["h3"]} == {"person"}


def test_a_split_and_a_title_hold_when_all_is_related_again(
    desk: Filrouge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = where(desk)["h1"]
    desk.rename_story(story, "  The strike\nat Antwerp ")
    rest, gone = desk.split_story(story, [known(desk)["h2"]])
    assert rest.id == story and rest.articles == (known(desk)["h1"],) and gone.articles == (known(desk)["h2"],)
    take_in(desk, tmp_path, "h3")
    again(desk, monkeypatch)
    after = where(desk)
    assert (after["h1"], after["h2"]) == (story, gone.id)
    assert after["h3"] in (story, gone.id)
    desk.merge_stories(story, gone.id)
    again_title = desk.story(story).title
    assert again_title == "The strike at Antwerp"
    assert [d.kind for d in desk.decisions()] == ["story-rename", "story-split", "story-merge"]


def test_a_page_s_other_articles_follow_where_its_first_one_went(desk: Filrouge) -> None:
    desk.ingest([str(Path(__file__).parents[2] / "examples" / "002_geneve-fil.txt")])
    (lead,) = [row for row in desk.articles().rows if row.role == "lead" and row.page and "002" in row.page]
    desk.merge_stories(where(desk)["g1"], lead.story or "")
    stories = {profile.story for profile in desk.store.relations.profiles()}
    parents = {key for profile in desk.store.relations.profiles() for key in profile.parents}
    assert parents and parents <= stories


def test_what_cannot_be_decided_is_said_and_not_kept(desk: Filrouge) -> None:
    found = where(desk)
    for wrong in (
        lambda: desk.merge_stories(found["h1"], found["h1"]),
        lambda: desk.split_story(found["h1"], [known(desk)["g1"]]),
        lambda: desk.split_story(found["h1"], [known(desk)["h1"], known(desk)["h2"]]),
        lambda: desk.split_story(found["h1"], []),
        lambda: desk.rename_story(found["h1"], " "),
    ):
        with pytest.raises(UsageError):
            wrong()
    assert desk.decisions() == ()


def test_a_story_says_why_and_who_copied_whom(desk: Filrouge) -> None:
    known_ids, story = known(desk), where(desk)["h1"]
    whys = desk.story_why(story)
    assert {w.article for w in whys} == {known_ids["h1"], known_ids["h2"]}
    joined = next(w for w in whys if w.how == "joined")
    assert joined.compared in known_ids.values() and joined.probability and joined.signals and "likely" in joined.why
    first, second = desk.lineage(story)
    assert first.of is None and second.of == first.article
    assert [(c.what, c.text or c.of_text) for c in second.changed if not c.in_title] in (
        [("replaced", "Some 40 ships")],
        [("added", "Some 40")],
        [("replaced", "Ships")],
        [("dropped", "Some 40")],
    )


def test_a_text_that_is_not_in_the_store_finds_its_story_first(desk: Filrouge) -> None:
    found = desk.similar_text(
        "Dockers in Antwerp strike over night shifts: the port stands still and ships wait in the Scheldt."
    )
    assert found[0].id in (known(desk)["h1"], known(desk)["h2"]), "one of the two, which are one text"
    assert found[0].why.startswith("same story")
    assert desk.similar_text(GLACIER)[0].id == known(desk)["g1"], "its own copy is among the answers"
    with pytest.raises(UsageError):
        desk.similar_text(" \n")
