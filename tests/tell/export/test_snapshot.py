"""A snapshot: whole it is ok; whatever is changed in it, taken out of it or added to it is found."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filrouge.tell import rows
from filrouge.tell.export.check import check
from filrouge.tell.export.snapshot import Contents, write_snapshot
from tests.tell.make import AT, HOSTILE, article, entry, story, storyline, told

TEXT = "Emmanuel Macron met Olaf Scholz in Paris. They spoke of defence."
PARTS = ["articles.jsonl", "ledger.jsonl", "sentences.jsonl", "stories.jsonl", "storylines.jsonl", "copies.jsonl",
         "texts/a1.txt", "README.txt", "SHA256SUMS", "manifest.json"]  # fmt: skip


def contents(
    texts: tuple[tuple[rows.ArticleRow, str], ...] = ((article(), TEXT),),
    ledger: tuple[rows.LedgerRow, ...] = (entry(),),
) -> Contents:
    return Contents(
        articles=lambda: texts,
        ledger=lambda: ledger,
        stories=lambda: (story(),),
        storylines=lambda: (storyline(),),
        copies=lambda: (),
    )


def made(given_contents: Contents | None = None) -> bytes:
    out = BytesIO()
    write_snapshot(given_contents or contents(), out, "filrouge 0.1.0", ("read@1", "ledger@2"), AT)
    return out.getvalue()


def states(content: bytes, now: Contents | None = None) -> list[tuple[str, str]]:
    return [(row.part, row.state) for row in check(BytesIO(content), now)]


def rewritten(change: Callable[[str, bytes], bytes | None], more: dict[str, bytes] | None = None) -> bytes:
    """The snapshot with each part changed, or left out where the change gives None."""
    out = BytesIO()
    with ZipFile(BytesIO(made())) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            if (content := change(name, old.read(name))) is not None:
                new.writestr(name, content)
        for name, content in (more or {}).items():
            new.writestr(name, content)
    return out.getvalue()


def test_a_whole_snapshot_is_ok_and_says_its_id() -> None:
    out = BytesIO()
    id = write_snapshot(contents(), out, "filrouge 0.1.0", ("read@1",), AT)
    (row,) = check(BytesIO(out.getvalue()), contents())
    assert (row.part, row.state) == ("snapshot", "ok")
    assert row.detail.startswith(id)


def test_the_same_rows_give_the_same_bytes() -> None:
    assert made() == made()


def test_sums_are_those_that_sha256sum_reads() -> None:
    with ZipFile(BytesIO(made())) as snapshot:
        for line in snapshot.read("SHA256SUMS").decode().splitlines():
            digest, name = line.split("  ")
            assert hashlib.sha256(snapshot.read(name)).hexdigest() == digest
        manifest = json.loads(snapshot.read("manifest.json"))
        assert manifest["numbers"] == {
            "articles": 1, "ledger": 1, "sentences": 1, "stories": 1, "storylines": 1, "copies": 0,
        }  # fmt: skip
        assert manifest["steps"] == ["read@1", "ledger@2"]


@pytest.mark.parametrize("part", PARTS)
def test_a_changed_part_is_found(part: str) -> None:
    changed = rewritten(lambda name, old: old[:-2] + b"~\n" if name == part else old)
    found = states(changed)
    assert ("snapshot", "ok") not in found
    assert found


@pytest.mark.parametrize("part", PARTS)
def test_a_missing_part_is_found(part: str) -> None:
    assert ("snapshot", "ok") not in states(rewritten(lambda name, old: None if name == part else old))


def test_an_added_part_is_found() -> None:
    assert states(rewritten(lambda _, old: old, {"texts/a2.txt": b"more"})) == [("texts/a2.txt", "unlisted")]


def test_a_sentence_that_does_not_stand_where_it_is_said_to_is_found() -> None:
    moved = entry(evidence=(told(start=3),))
    assert states(made(contents(ledger=(moved,)))) == [("entry e1", "damaged")]
    titled = entry(evidence=(told(sentence="Macron and Scholz meet in Paris", start=None),))
    assert states(made(contents(ledger=(titled,)))) == [("snapshot", "ok")]
    orphan = entry(evidence=(told("a9"),))
    assert states(made(contents(ledger=(orphan,)))) == [("entry e1", "missing")]


def test_what_the_database_says_otherwise_is_told() -> None:
    edited = contents(((article(title="Talks in Paris"), TEXT + " More."), (article("a2"), "New.")), (entry("e2"),))
    assert states(made(), edited) == [
        ("snapshot", "ok"), ("article a1", "changed"), ("article a2", "newer"), ("entry e1", "gone"),
        ("entry e2", "newer"),
    ]  # fmt: skip
    (_, changed, *_) = check(BytesIO(made()), edited)
    assert changed.detail == "in this database another title, sha256"
    moved = contents(ledger=(replace(entry(), date="2024-05-25"),))
    assert [row.detail for row in check(BytesIO(made()), moved)][1] == "in this database another date"


@pytest.mark.parametrize("content", [b"", b"PK", b"no zip at all", b"\x00" * 5000, made()[: len(made()) // 2]])
def test_what_is_no_snapshot_is_damaged_and_nothing_worse(content: bytes) -> None:
    assert states(content) == [("snapshot", "damaged")]


def test_another_zip_is_no_snapshot() -> None:
    out = BytesIO()
    with ZipFile(out, "w") as other:
        other.writestr("a.txt", "x")
    assert states(out.getvalue()) == [("manifest.json", "missing")]


def test_a_part_that_swells_is_not_unpacked() -> None:
    bomb = rewritten(lambda _, old: old, {"texts/a2.txt": b"\0" * 20_000_000})
    assert states(bomb) == [("texts/a2.txt", "damaged")]


@pytest.mark.parametrize(
    "line", [b"[]\n", b"{\n", b"null\n", b"[" * 100_000, b'{"id": 1}\n', b"\xff\xfe\n", b"1e999\n"]
)
def test_rows_that_are_none_are_found(line: bytes) -> None:
    listed: dict[str, bytes] = {}

    def change(name: str, old: bytes) -> bytes:
        new = line if name == "sentences.jsonl" else old
        if name not in ("SHA256SUMS", "manifest.json"):
            listed[name] = new
            return new
        sums = "".join(f"{hashlib.sha256(c).hexdigest()}  {n}\n" for n, c in listed.items()).encode()
        if name == "SHA256SUMS":
            return sums
        return json.dumps({**json.loads(old), "id": hashlib.sha256(sums).hexdigest()}).encode()

    assert ("snapshot", "ok") not in states(rewritten(change))


@given(st.integers(0, 10**6), st.integers(1, 255))
@settings(max_examples=150, deadline=None)
def test_a_flipped_byte_never_crashes_and_never_changes_words_unseen(place: int, flip: int) -> None:
    content = bytearray(WHOLE)
    content[place % len(content)] ^= flip
    found = states(bytes(content))
    assert found
    if ("snapshot", "ok") in found:  # the byte lay in a part of the container that says nothing, such as a time
        with ZipFile(BytesIO(bytes(content))) as snapshot, ZipFile(BytesIO(WHOLE)) as before:
            assert {n: snapshot.read(n) for n in snapshot.namelist()}.items() >= {
                n: before.read(n) for n in before.namelist() if n != "manifest.json"
            }.items()


WHOLE = made()


@pytest.mark.parametrize("word", HOSTILE)
def test_hostile_words_survive_the_round_trip(word: str) -> None:
    said = entry(evidence=(told(sentence=word.strip() or "x", start=None),), place=word)
    texts = ((article(title=word.strip() or "x"), TEXT),)
    assert states(made(contents(texts, (said,))), contents(texts, (said,))) == [("snapshot", "ok")]
