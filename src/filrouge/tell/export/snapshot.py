"""A snapshot to cite: texts, rows and the sentences they rest on, in one ZIP file, each part with its SHA-256.

README.txt         what this is and how to check it without filrouge
manifest.json      format, program, versions of the steps, stamp, numbers, and the snapshot's id
SHA256SUMS         every other part, as `sha256sum -c` reads it; its own SHA-256 is the snapshot's id
articles.jsonl     a row for each article, with the SHA-256 of its text
ledger.jsonl       the reconciled events
sentences.jsonl    each sentence that the ledger rests on: entry, article, offsets, SHA-256
stories.jsonl, storylines.jsonl, copies.jsonl
texts/ID.txt       the text of each article, UTF-8
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from typing import IO, Any

from filrouge.tell import rows
from filrouge.tell.export.archive import Archive

FORMAT = "filrouge-snapshot/1"
README = """This is a snapshot of a filrouge database: news articles, and what they say happened,
with every sentence it rests on.

To check it:  sha256sum -c SHA256SUMS   (in the folder where it was unpacked), or   filrouge export --check FILE
The SHA-256 of SHA256SUMS is the snapshot's id; cite it: whoever holds a file of that id holds the same words.
Offsets in rows count characters (Unicode code points) of texts/ID.txt, end exclusive.
"""


@dataclass(frozen=True, slots=True)
class Contents:
    """What goes into a snapshot. Each part is asked for as often as it is needed, so that nothing is held in memory."""

    articles: Callable[[], Iterable[tuple[rows.ArticleRow, str]]]
    """Rows with texts."""
    ledger: Callable[[], Iterable[rows.LedgerRow]]
    stories: Callable[[], Iterable[rows.StoryRow]]
    storylines: Callable[[], Iterable[rows.StorylineRow]]
    copies: Callable[[], Iterable[rows.CopyRow]]


def write_snapshot(contents: Contents, out: IO[bytes], program: str, steps: tuple[str, ...], at: datetime) -> str:
    """Write the file and give its id. ``steps`` are name@version of the steps that made the rows; ``at`` is UTC."""
    archive = Archive(out)
    sums: list[tuple[str, str]] = []
    numbers: dict[str, int] = {}

    def part(name: str, pieces: Iterable[bytes]) -> None:
        counted = _counted(pieces, numbers, name)
        sums.append((name, archive.stream(name, counted)[0]))

    part("README.txt", [README.encode()])
    for article, text in contents.articles():
        part(f"texts/{article.id}.txt", [encoded(text)])
    part("articles.jsonl", (_line(article_row(a, text)) for a, text in contents.articles()))
    part("ledger.jsonl", (_line(asdict(e)) for e in contents.ledger()))
    part("sentences.jsonl", (_line(s) for e in contents.ledger() for s in sentences(e)))
    part("stories.jsonl", (_line(asdict(s)) for s in contents.stories()))
    part("storylines.jsonl", (_line(asdict(s)) for s in contents.storylines()))
    part("copies.jsonl", (_line(asdict(c)) for c in contents.copies()))
    listed = "".join(f"{digest}  {name}\n" for name, digest in sums).encode()
    id = sha256(listed).hexdigest()
    archive.add("SHA256SUMS", listed)
    manifest = {
        "format": FORMAT,
        "id": id,
        "made": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "program": program,
        "steps": list(steps),
        "numbers": {name.removesuffix(".jsonl"): n for name, n in numbers.items() if name.endswith(".jsonl")},
    }
    archive.add("manifest.json", (json.dumps(manifest, indent=1) + "\n").encode())
    archive.close()
    return id


def article_row(article: rows.ArticleRow, text: str) -> dict[str, Any]:
    """The line of an article: its row and the digest of its text."""
    return {**asdict(article), "sha256": sha256(encoded(text)).hexdigest()}


def sentences(entry: rows.LedgerRow) -> Iterator[dict[str, Any]]:
    """The lines of the sentences that an entry rests on."""
    for v in entry.evidence:
        yield {
            "entry": entry.id,
            "article": v.article,
            "start": v.start,
            "end": v.end,
            "in_title": v.in_title,
            "sentence": v.sentence,
            "sha256": sha256(encoded(v.sentence)).hexdigest(),
        }


def encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _line(row: dict[str, Any]) -> bytes:
    return encoded(json.dumps(row, ensure_ascii=False) + "\n")


def _counted(pieces: Iterable[bytes], numbers: dict[str, int], name: str) -> Iterator[bytes]:
    if name.endswith(".jsonl"):
        numbers[name] = 0
    for piece in pieces:
        if name.endswith(".jsonl"):
            numbers[name] += 1
        yield piece
