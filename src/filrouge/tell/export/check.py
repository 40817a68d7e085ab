"""Whether a snapshot is what it says it is, and what a database says otherwise now. The file is not trusted."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from functools import lru_cache
from hashlib import sha256
from typing import IO, Any
from zipfile import BadZipFile, LargeZipFile, ZipFile

from filrouge.tell.export.snapshot import FORMAT, Contents, article_row, encoded
from filrouge.tell.told_rows import CheckRow

LONGEST_LINE = 64 * 1024 * 1024
"""Bytes: a row of a JSON Lines part; the largest entry, with ten thousand sentences, has some 5 MB."""
SWOLLEN = 200
"""How many times a part may be larger than it is packed: rows of one make pack 1:30, a bomb 1:1000."""
SMALL = 1024 * 1024
"""Bytes below which the swelling of a part is not looked at."""
READ = 1024 * 1024
BROKEN = (BadZipFile, LargeZipFile, OSError, RuntimeError, NotImplementedError, EOFError, zlib.error, ValueError)
"""All that `zipfile` raises on a file that is no ZIP, is cut off, encrypted or packed in another way."""

Row = dict[str, Any]


def check(file: IO[bytes], now: Contents | None = None) -> Iterator[CheckRow]:
    """A row for whatever is not as it should be, and one "ok" row with the id where the file itself is whole.

    ``now``: what the database holds, where the snapshot is to be compared with it.
    """
    try:
        with ZipFile(file) as snapshot:
            wrong = False
            for row in _whole(snapshot):
                wrong = True
                yield row
            if wrong:
                return
            id = sha256(snapshot.read("SHA256SUMS")).hexdigest()
            yield CheckRow("snapshot", "ok", f"{id}: every part is what it says")
            if now is not None:
                yield from _changes(snapshot, now)
    except BROKEN as error:
        yield CheckRow("snapshot", "damaged", f"the file cannot be read: {error}")


def _whole(snapshot: ZipFile) -> Iterator[CheckRow]:
    infos = {i.filename: i for i in snapshot.infolist()}
    if len(infos) < len(snapshot.infolist()):
        yield CheckRow("snapshot", "damaged", "two parts have one name")
        return
    for needed in ("manifest.json", "SHA256SUMS", "articles.jsonl", "ledger.jsonl", "sentences.jsonl"):
        if needed not in infos:
            yield CheckRow(needed, "missing", "this is no snapshot, or a part of it was taken out")
            return
    for name, info in infos.items():
        if info.file_size > max(SMALL, SWOLLEN * info.compress_size):
            yield CheckRow(name, "damaged", "it would unpack to far more than a text does")
            return
    sums, manifest = _sums(_read(snapshot, "SHA256SUMS")), json.loads(_read(snapshot, "manifest.json"))
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        yield CheckRow("manifest.json", "damaged", f"the format is not {FORMAT}")
        return
    if manifest.get("id") != sha256(_read(snapshot, "SHA256SUMS")).hexdigest():
        yield CheckRow("SHA256SUMS", "damaged", "it does not have the snapshot's id")
    for name, digest in sums.items():
        if name not in infos:
            yield CheckRow(name, "missing", "it is listed and not there")
        elif _digest(snapshot, name) != digest:
            yield CheckRow(name, "damaged", "its SHA-256 is not the one listed")
    for name in infos.keys() - sums.keys() - {"manifest.json", "SHA256SUMS"}:
        yield CheckRow(name, "unlisted", "it is there and not listed")
    yield from _unfounded(snapshot, infos.keys())


def _unfounded(snapshot: ZipFile, names: Iterable[str]) -> Iterator[CheckRow]:
    """Sentences that do not stand where they are said to stand."""
    there = set(names)
    titles: dict[str, str] = {}
    for a in _rows(snapshot, "articles.jsonl"):
        titles[str(a.get("id"))] = str(a.get("title") or "")
        name = f"texts/{a.get('id')}.txt"
        if name not in there:
            yield CheckRow(name, "missing", "the text of an article is not there")
        elif _digest(snapshot, name) != a.get("sha256"):
            yield CheckRow(name, "damaged", "its SHA-256 is not the one in articles.jsonl")

    @lru_cache(maxsize=64)
    def text(article: str) -> str | None:
        name = f"texts/{article}.txt"
        return _read(snapshot, name).decode("utf-8", "replace") if name in there else None

    for s in _rows(snapshot, "sentences.jsonl"):
        part, sentence, found = f"entry {s.get('entry')}", str(s.get("sentence")), text(str(s.get("article")))
        if found is None:
            yield CheckRow(part, "missing", f"the text of article {s.get('article')} is not there")
            continue
        start, end = s.get("start"), s.get("end")
        if isinstance(start, int) and isinstance(end, int):
            stands = found[max(start, 0) : max(end, 0)].strip() == sentence.strip()
        else:
            stands = sentence.strip() in f"{titles.get(str(s.get('article')), '')}\n\n{found}"
        if not stands:
            yield CheckRow(
                part, "damaged", f"its sentence does not stand at {start}–{end} of article {s.get('article')}"
            )
        elif sha256(encoded(sentence)).hexdigest() != s.get("sha256"):
            yield CheckRow(part, "damaged", "a sentence does not have its SHA-256")


def _changes(snapshot: ZipFile, now: Contents) -> Iterator[CheckRow]:
    """What the database says otherwise: fields of articles and of ledger entries, those gone and those newer."""
    parts: tuple[tuple[str, str, Callable[[], Iterable[Row]]], ...] = (
        ("article", "articles.jsonl", lambda: (article_row(a, text) for a, text in now.articles())),
        ("entry", "ledger.jsonl", lambda: (asdict(e) for e in now.ledger())),
    )
    for what, name, current in parts:
        before = {str(r.get("id")): _fingerprint(r) for r in _rows(snapshot, name)}
        changed: dict[str, Row] = {}
        newer: list[str] = []
        for row in current():
            was = before.pop(row["id"], None)
            if was is None:
                newer.append(row["id"])
            elif was != _fingerprint(row):
                changed[row["id"]] = row
        for r in _rows(snapshot, name) if changed else ():
            if (key := str(r.get("id"))) in changed:
                fields = [field for field, value in _plain(changed[key]).items() if r.get(field) != value]
                yield CheckRow(f"{what} {key}", "changed", f"in this database another {', '.join(fields)}")
        for key in before:
            yield CheckRow(f"{what} {key}", "gone", "it is not in this database")
        for key in newer:
            yield CheckRow(f"{what} {key}", "newer", "it is in this database alone")


def _sums(listed: bytes) -> Mapping[str, str]:
    lines = (line.partition("  ") for line in listed.decode("utf-8", "replace").splitlines())
    return {name: digest for digest, _, name in lines if name}


def _rows(snapshot: ZipFile, name: str) -> Iterator[Row]:
    """The rows of a JSON Lines part. Raises ValueError."""
    with snapshot.open(name) as member:
        while line := member.readline(LONGEST_LINE):
            if len(line) >= LONGEST_LINE:
                raise ValueError(f"a line of {name} is longer than any row")
            row = json.loads(line)
            if not isinstance(row, dict):
                raise ValueError(f"a line of {name} is no row")
            yield row


def _read(snapshot: ZipFile, name: str) -> bytes:
    """A part that is read at once. Raises ValueError where it is longer than a text can be."""
    with snapshot.open(name) as member:
        content = member.read(LONGEST_LINE + 1)
    if len(content) > LONGEST_LINE:
        raise ValueError(f"{name} is too long")
    return content


def _digest(snapshot: ZipFile, name: str) -> str:
    hashed = sha256()
    with snapshot.open(name) as member:
        while piece := member.read(READ):
            hashed.update(piece)
    return hashed.hexdigest()


def _fingerprint(row: Row) -> str:
    return sha256(encoded(json.dumps(_plain(row), sort_keys=True, ensure_ascii=False))).hexdigest()


def _plain(row: Row) -> Row:
    """The row as JSON gives it back: lists for tuples."""
    given: Row = json.loads(encoded(json.dumps(row, ensure_ascii=False)))
    return given
