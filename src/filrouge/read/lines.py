"""JSON Lines: one record an article, {id, url, title, text or html, published, language, outlet, authors}."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from filrouge.data.outlets import Outlets
from filrouge.read.dating import order_of, parse
from filrouge.read.detect import decode
from filrouge.read.language import language_of, tag
from filrouge.records import Hints, Refusal

# A record longer than this is no article; the longest of the evaluation sets has 300,000 bytes.
LONGEST = 16 * 1024 * 1024


def records(content: bytes, where: str = "") -> Iterator[bytes | Refusal]:
    """The records of a JSON Lines file, each as UTF-8 bytes; a Refusal with its line for what is no object."""
    decoded = decode(content, where)
    if isinstance(decoded, Refusal):
        yield decoded
        return
    for number, line in enumerate(decoded[0].split("\n"), 1):
        if not line.strip():
            continue
        place = f"{where}:{number}" if where else f"line {number}"
        if len(line) > LONGEST:
            yield Refusal("This record is longer than 16 MB: no article is.", place, "too-large")
            continue
        value = _object(line)
        if value is None:
            yield Refusal("This line is not a JSON object: check its quotes, brackets and commas.", place, "bad-record")
        else:
            yield line.strip().encode("utf-8", "replace")


def _object(line: str | bytes) -> dict[str, Any] | None:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def unread_date(content: bytes, outlets: Outlets, now: date) -> str | None:
    """One sentence where the record gives a day of publication that is none, or that lies after ``now``."""
    found = record(content, "")
    if isinstance(found, Refusal) or found[0].published is None:
        return None
    hints, text, html = found
    written = hints.published or ""
    known = outlets.by_name(hints.outlet) or outlets.by_domain(hints.outlet) or outlets.by_domain(hints.url)
    if parse(written, now) is not None:
        return None
    language = tag(hints.language) or language_of(f"{hints.title or ''}\n{text or html or ''}")
    if parse(written, now, order_of(language, known.country if known else None)) is not None:
        return None
    shown = " ".join(written.split())[:60]
    return f"“{shown}” is no day on which it can have been published and was left out: write days as 2024-05-31."


def record(content: bytes, where: str) -> tuple[Hints, str | None, str | None] | Refusal:
    """One record as hints, text and html; a Refusal where it is no object or a field is of the wrong kind."""
    value = _object(content)
    if value is None:
        return Refusal("This record is not a JSON object: check its quotes, brackets and commas.", where, "bad-record")
    fields: dict[str, str | None] = {}
    for name in ("id", "url", "title", "text", "html", "published", "language", "outlet"):
        given = value.get(name)
        if isinstance(given, bool) or not isinstance(given, str | int | float | None):
            return Refusal(f"The field “{name}” of this record must be text.", where, "bad-record")
        fields[name] = str(given) if given is not None and str(given).strip() else None
    authors = value.get("authors") or ()
    if isinstance(authors, str):
        authors = (authors,)
    if not isinstance(authors, list | tuple) or not all(isinstance(a, str) for a in authors):
        return Refusal("The field “authors” of this record must be a list of names.", where, "bad-record")
    hints = Hints(
        url=fields["url"],
        external_id=fields["id"],
        title=fields["title"],
        published=fields["published"],
        language=fields["language"],
        outlet=fields["outlet"],
        authors=tuple(authors),
    )
    return hints, fields["text"], fields["html"]
