"""One step alone: a JSON object with a text in, the same object with what the step found out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any

from filrouge.data.outlets import outlets
from filrouge.desk import listings, show
from filrouge.desk.understand import tables
from filrouge.errors import NotFound
from filrouge.plan import understand
from filrouge.read.detect import detect
from filrouge.read.language import language_of
from filrouge.read.reader import read
from filrouge.records import Article, Capture, Hints, Refusal, Understanding, When
from filrouge.store.briefs import brief
from filrouge.text import edtf
from filrouge.text.digest import digest
from filrouge.text.whole import loads

Finding = Callable[[Article, Understanding], Iterable[object]]

FINDINGS: Mapping[str, Finding] = {
    "mentions": show.mentions,
    "times": lambda a, u: [show.time(a, t) for t in u.times],
    "statements": lambda a, u: [show.statement(a, s) for s in u.statements],
    "events": lambda a, u: [show.event(a, e) for e in u.events],
    "counts": lambda a, u: [show.count(a, c) for c in u.counts],
    "memberships": lambda a, u: [
        listings.membership(m.organisation, m.member, [(a.id, m)], {a.id: a}) for m in u.memberships
    ],
}
"""What a stage adds to the object: the field, and how it is found."""
STAGES = {name if name != "mentions" else "names": name for name in FINDINGS}
"""The stages' names, each with its field; besides, ``read``, which gives ``articles``."""


def stage(name: str, lines: Iterable[str], today: date | None = None) -> Iterator[dict[str, Any]]:
    """An answer for each line that is not blank, in order; one that cannot be read gives ``{"error": …}``.

    ``text`` of a line holds its title already, where there is one. Raises NotFound for a stage that is none.
    """
    if name != "read" and name not in STAGES:
        raise NotFound(f"There is no stage {name!r}: the stages are {', '.join(sorted([*STAGES, 'read']))}.")
    return _answers(name, lines, today or datetime.now(UTC).date())


def _answers(name: str, lines: Iterable[str], today: date) -> Iterator[dict[str, Any]]:
    for line in lines:
        if not line.strip():
            continue
        try:
            given = loads(line)
        except (ValueError, RecursionError):
            yield {"error": "The line is not JSON: check its quotes, brackets and commas."}
            continue
        if not isinstance(given, dict):
            yield {"error": "The line is not a JSON object."}
            continue
        yield _read(given, today) if name == "read" else _find(STAGES[name], given, today)


def _find(field: str, given: dict[str, Any], today: date) -> dict[str, Any]:
    """The object with one more field."""
    article = _article(given)
    if isinstance(article, str):
        return {**given, "error": article}
    article, understanding = understand(article, tables(), today)
    return {**given, field: [asdict(row) for row in FINDINGS[field](article, understanding)]}  # type: ignore[call-overload]


def _article(given: dict[str, Any]) -> Article | str:
    """The article that a line gives, or what is wrong with it."""
    text, language, published = given.get("text"), given.get("language"), given.get("published")
    if not isinstance(text, str):
        return "The field “text” is missing or is not text."
    if not isinstance(language, str | None):
        return "The field “language” must be a language code, such as “fr”."
    when: When | None = None
    if published is not None:
        try:
            when = edtf.parse(str(published))
        except ValueError:
            return f"The field “published” is not a date that is known: {str(published)[:40]!r}."
    key = digest("stage", text, language or "", str(published))
    return Article(
        id=key,
        capture=key,
        position=0,
        page="-",
        role="lead",
        text=text,
        language=language or language_of(text),
        published=when,
        published_from="given" if when else None,
    )


def _read(given: dict[str, Any], today: date) -> dict[str, Any]:
    """The object with the articles of its page (``html`` or ``text``)."""
    content = given.get("html") or given.get("text")
    if not isinstance(content, str):
        return {**given, "error": "The fields “html” and “text” are missing: give one of them."}
    now = datetime(today.year, today.month, today.day, tzinfo=UTC)
    detected = detect(content.encode("utf-8", "replace"), "-")
    if isinstance(detected, Refusal):
        return {**given, "articles": [], "error": detected.reason}
    url, title, published, language, outlet = (
        str(given[key]) if given.get(key) else None for key in ("url", "title", "published", "language", "outlet")
    )
    hints = Hints(url=url, title=title, published=published, language=language, outlet=outlet)
    capture = Capture(digest(content), "-", detected.kind, content.encode("utf-8", "replace"), now, hints)
    found = read(capture, outlets(), now)
    if isinstance(found, Refusal):
        return {**given, "articles": [], "error": found.reason}
    return {**given, "articles": [{**asdict(show.article(brief(a, None, None))), "text": a.text} for a in found]}
