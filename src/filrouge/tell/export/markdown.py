"""A storyline as Markdown (CommonMark): every event followed by the sentences that say so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from filrouge.tell import rows
from filrouge.tell.export import plain
from filrouge.tell.export.document import Document, days, extent, history, standing, title

_MARKS = re.compile(r"([\\`*_\[\]#!|<>~$&])")
"""What CommonMark or its common extensions read as a mark inside a line; a backslash makes each a plain character.

Marks that count at the beginning of a line alone (-, +, 1.) stay, since no text of an article stands there.
"""


def as_markdown(document: Document) -> Iterator[str]:
    """The document, part by part."""
    yield f"# {escaped(title(document))}\n\n{escaped(extent(document))}\n"
    actors = ", ".join(plain.line(name) for name in document.line.actors)
    if actors:
        yield f"\nWho: {escaped(actors)}\n"
    if document.summary:
        yield "\n## The story so far\n\n"
        for s in document.summary:
            said = cited(document.articles.get(s.article), s.article)
            yield f"- {escaped(plain.day(s.date))}: “{escaped(s.sentence)}” ({said})\n"
    yield "\n## Events\n"
    for e in document.events:
        yield from _event(e, document)
    if not document.events:
        yield "\nNone.\n"
    yield "\n## Stories\n"
    for story in document.stories:
        yield f"\n### {escaped(days(story))}: {escaped(story.title)}\n\n"
        for key in story.articles:
            a = document.articles.get(key)
            said = cited(a, key, titled=True)
            yield f"- {escaped(plain.named(a, key))}{f' ({said})' if said else ''}\n"
    yield f"\n---\n\nfilrouge, storyline {escaped(document.line.id)}, {document.at:%Y-%m-%dT%H:%M:%SZ}\n"


def _event(e: rows.LedgerRow, document: Document) -> Iterator[str]:
    yield f"\n### {escaped(plain.day(e.date))}: {escaped(plain.people(e))}\n\n{escaped(standing(e))}\n"
    if told := history(e, document.articles):
        yield f"\n{escaped(told[0].upper() + told[1:])}\n"
    for d in e.disputes:
        yield f"\nDisputed {escaped(d.field)}: {escaped(' | '.join(d.values))}\n"
    for v in e.evidence:
        yield f"\n> “{escaped(v.sentence)}”\n> ({cited(document.articles.get(v.article), v.article)})\n"


def cited(article: rows.ArticleRow | None, id: str, *, titled: bool = False) -> str:
    """Outlet and day, leading to the article where it has an address."""
    named = escaped(plain.source(article, id, titled=titled))
    link = plain.address(article.url) if article else None
    return f"[{named}](<{link}>)" if link and named else named


def escaped(value: str | None) -> str:
    """The text on one line, none of its characters a mark of Markdown or HTML."""
    return _MARKS.sub(r"\\\1", plain.line(value))
