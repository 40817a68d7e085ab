"""Which of two articles that share their text copies the other: by credit, by translation, by time, by length."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from filrouge.records import Article, When, Why


@dataclass(frozen=True, slots=True)
class Direction:
    """Whether the first of two articles is the copy, whether that is known, and whether the copy names its source."""

    first_is_copy: bool
    known: bool
    credited: bool
    why: tuple[str, ...]


def direction(a: Article, b: Article, excerpt: bool) -> Direction:
    """The copy credits the other's outlet, or is the translated one, or the excerpt, or the later, in this order.

    Where nothing tells, ``known`` is False and the shorter (then the higher id) counts as the copy. Two
    articles that name the same agency are both copies of a third that is not here: their order is not known.
    """
    shorter = (len(a.text), b.id) < (len(b.text), a.id)
    a_credits, b_credits = _credits(a, b), _credits(b, a)
    if a_credits != b_credits:
        return Direction(
            a_credits, True, True, (Why("the copy credits {outlet}", outlet=(b if a_credits else a).outlet),)
        )
    both = _agencies(a) & _agencies(b)
    if both:
        return Direction(
            _later(a, b) or shorter, False, True, (Why("both credit {names}", names=", ".join(sorted(both))),)
        )
    translated = _translated(a, b), _translated(b, a)
    if translated[0] != translated[1]:
        language = (b if translated[0] else a).language
        return Direction(
            translated[0], True, False, (Why("the copy says it is translated from {language}", language=language),)
        )
    if excerpt:
        return Direction(shorter, True, False, ("the shorter is part of the longer",))
    if _agencies(a) != _agencies(b) and not (_agencies(a) and _agencies(b)):
        why = (
            "the copy credits an agency",
            Why("it names {names}", names=", ".join(sorted(_agencies(a) | _agencies(b)))),
        )
        if _later(a, b) == bool(_agencies(a)) or not (_later(a, b) or _later(b, a)):
            return Direction(bool(_agencies(a)), _later(a, b) or _later(b, a), True, why)
    if _later(a, b) != _later(b, a):
        return Direction(_later(a, b), True, False, ("the copy is later",))
    return Direction(shorter, False, False, ("which was first is not known",))


def _credits(copy: Article, of: Article) -> bool:
    """Whether the copy names the other's outlet as its source."""
    source = _fold(of.outlet)
    if not source or source == _fold(copy.outlet):
        return False
    named = {_fold(name) for name in (*copy.credits, *copy.agencies)}
    return source in named or any(len(name) > 3 and name in source.split() for name in named)


def _agencies(article: Article) -> frozenset[str]:
    return frozenset(article.agencies)


def _translated(copy: Article, of: Article) -> bool:
    if copy.language == of.language:
        return False
    language = (of.language or "").split("-")[0]
    return bool(language) and (
        (copy.translated_from or "").split("-")[0] == language
        or (copy.machine_translated and copy.translated_from is None)
    )


def _later(a: Article, b: Article) -> bool:
    """Whether ``a`` was certainly published after ``b``."""
    one, other = _bounds(a.published), _bounds(b.published)
    return one is not None and other is not None and one[0] > other[1]


def _bounds(when: When | None) -> tuple[str, str] | None:
    """First and last moment as sortable text; None where an end is open."""
    if when is None or when.start is None or when.end is None:
        return None
    first, _, last = (when.clock or "").partition("/")
    return f"{when.start}T{first or '00:00'}", f"{when.end}T{last or first or '24:00'}"


def _fold(name: str | None) -> str:
    plain = unicodedata.normalize("NFKD", (name or "").casefold())
    return "".join(c for c in plain if not unicodedata.combining(c)).strip()
