"""The words by which credits, headers and sources are known, of one language or of all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from filrouge.lang import languages, table
from filrouge.text.normalise import fold


@dataclass(frozen=True)
class Lexicon:
    """The words of credits and headers, folded; of one language with English, or of all."""

    byline: tuple[str, ...]
    source: tuple[str, ...]
    first: tuple[str, ...]
    """What a line says that tells where its article came out first: "first", "appeared", "in"."""
    appeared: tuple[str, ...]
    inside: tuple[str, ...]
    agencies: tuple[str, ...]
    with_: tuple[str, ...]
    and_: tuple[str, ...]
    photo: tuple[str, ...]
    published: tuple[str, ...]
    updated: tuple[str, ...]
    minutes: frozenset[str]
    articles: frozenset[str]
    counted: frozenset[str]
    """What else a header counts: words, characters."""
    header_words: frozenset[str]
    name_words: frozenset[str]
    """Small words inside the name of a newspaper."""
    contributed: tuple[str, ...]
    staff: frozenset[str]
    byline_end: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]


@cache
def lexicon(language: str | None) -> Lexicon:
    """The words of a page in ``language``: short ones of that language and English alone, telling ones of all.

    Without a language French and English serve.
    """
    own = [table(c, "furniture") for c in dict.fromkeys((language or "fr", "en", "fr" if language is None else "en"))]
    every = [table(c, "furniture") for c in languages()]

    def words(key: str, rows: Sequence[Mapping[str, Any]] = every, section: str = "credit") -> tuple[str, ...]:
        found = [fold(w) for row in rows for w in row.get(section, {}).get(key, ())]
        return tuple(sorted(dict.fromkeys(found), key=len, reverse=True))

    return Lexicon(
        byline=words("byline", own),
        source=words("source", own),
        first=words("first", own),
        appeared=words("appeared", own),
        inside=tuple(
            f"{w} " if w.isascii() or (w[-1:].isalpha() and not "\u4e00" <= w[-1] <= "\u9fff") else w
            for w in words("inside", own)
        ),
        agencies=words("agencies"),
        with_=words("with", own),
        and_=words("and", own),
        photo=words("photo"),
        published=words("published"),
        updated=words("updated"),
        minutes=frozenset(words("minutes")),
        articles=frozenset(words("articles")),
        counted=frozenset(words("counted")),
        header_words=frozenset(words("header_words")),
        name_words=frozenset(words("name_words", own)),
        contributed=words("contributed"),
        staff=frozenset(words("staff")),
        byline_end=words("byline_end", own),
        before=words("before", own, "agency"),
        after=words("after", own, "agency"),
    )


def begins(folded: str, phrases: Sequence[str]) -> bool:
    """It begins with one of the phrases, and that phrase ends where a word ends."""
    return any(folded.startswith(p) and not folded[len(p) : len(p) + 1].isalnum() for p in phrases)
