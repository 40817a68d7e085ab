"""The lineage of a text among articles: who was first, who took it from whom, who dropped the credit, what changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from filrouge.records import Article, Copy
from filrouge.relate.align import Run, Word, in_order, runs, words_of
from filrouge.relate.features import order_key

CHANGES = 20
"""Changes told of one copy, the longest ones: beyond that it is a text of its own."""


@dataclass(frozen=True, slots=True)
class Change:
    """Offsets into the ``reading`` of the copy and of what it copies; empty spans where one of them has nothing."""

    what: Literal["added", "dropped", "replaced"]
    start: int
    end: int
    of_start: int
    of_end: int


@dataclass(frozen=True, slots=True)
class Descent:
    """Where one article has its text from; ``link`` is None where it was first, as far as is known."""

    article: str
    link: Copy | None
    dropped: tuple[str, ...] = ()
    """Whom the other credits and this one does not."""
    changed: tuple[Change, ...] = ()
    """In order of the copy; none for translations, whose words cannot be held against the others."""


def lineage(articles: Sequence[Article], copies: Sequence[Copy]) -> tuple[Descent, ...]:
    """The articles that copy or are copied among these, in order of time, those without a date last.

    Of several that an article may have its text from, the one that it credits counts, then one known to be earlier,
    then the one most alike, then the earliest.
    """
    known = {a.id: a for a in articles}
    place = {a.id: k for k, a in enumerate(sorted(articles, key=_time))}
    links: dict[str, list[Copy]] = {}
    taking_part: dict[str, None] = {}
    for c in copies:
        if c.article in known and c.of in known:
            links.setdefault(c.article, []).append(c)
            taking_part.update(dict.fromkeys((c.article, c.of)))
    source: dict[str, str] = {}
    found = []
    for key in sorted(taking_part, key=lambda k: place[k]):
        best = sorted(
            links.get(key, ()), key=lambda c: (not c.credited, not c.directed, -round(c.confidence, 1), place[c.of])
        )
        link = next((c for c in best if not _descends(c.of, key, source)), None)
        if link is None:
            found.append(Descent(key, None))
            continue
        source[key] = link.of
        one, other = known[key], known[link.of]
        changed = () if link.kind == "translation" else changes(one, other)
        found.append(Descent(key, link, _dropped(one, other), changed))
    return tuple(found)


def _time(article: Article) -> tuple[bool, str, str]:
    order = order_key(article.published)
    return (order == "", order, article.id)


def _descends(key: str, ancestor: str, source: Mapping[str, str]) -> bool:
    """Whether ``key`` has its text, over any number of others, from ``ancestor``."""
    while key != ancestor and key in source:
        key = source[key]
    return key == ancestor


def _dropped(copy: Article, of: Article) -> tuple[str, ...]:
    """Agencies and credits of the one that the other does not name, as the one writes them."""
    kept = {name.casefold() for name in (*copy.agencies, *copy.credits, copy.outlet or "")}
    return tuple(n for n in dict.fromkeys((*of.agencies, *of.credits)) if n.casefold() not in kept)


def changes(copy: Article, of: Article) -> tuple[Change, ...]:
    """What the copy says otherwise, word by word: the title, then the longest changes of the text, in its order."""
    found = []
    if copy.title and of.title and _folds(copy.title) != _folds(of.title):
        found.append(Change("replaced", 0, len(copy.title), 0, len(of.title)))
    a, b = words_of(copy.text), words_of(of.text)
    gaps = []
    i = j = 0
    for run in (*in_order(runs(a, b)), Run(len(a), len(b), 0)):
        gap = _trimmed(a, i, run.a, b, j, run.b)
        if gap[0] < gap[1] or gap[2] < gap[3]:
            gaps.append(gap)
        i, j = run.a + run.length, run.b + run.length
    chosen = sorted(sorted(gaps, key=lambda g: g[0] + g[2] - g[1] - g[3])[:CHANGES])
    return (*found, *(_change(copy, a, of, b, gap) for gap in chosen))


def _trimmed(a: list[Word], i: int, i_end: int, b: list[Word], j: int, j_end: int) -> tuple[int, int, int, int]:
    """The gap without the words, too few for a run, that both have at its beginning or end."""
    while i < i_end and j < j_end and a[i].fold == b[j].fold:
        i, j = i + 1, j + 1
    while i < i_end and j < j_end and a[i_end - 1].fold == b[j_end - 1].fold:
        i_end, j_end = i_end - 1, j_end - 1
    return i, i_end, j, j_end


def _folds(text: str) -> list[str]:
    return [w.fold for w in words_of(text)]


def _change(copy: Article, a: list[Word], of: Article, b: list[Word], gap: tuple[int, int, int, int]) -> Change:
    i, i_end, j, j_end = gap
    start, end = _span(a, i, i_end, copy.offset)
    of_start, of_end = _span(b, j, j_end, of.offset)
    what: Literal["added", "dropped", "replaced"] = "added" if j == j_end else "dropped" if i == i_end else "replaced"
    return Change(what, start, end, of_start, of_end)


def _span(words: list[Word], first: int, end: int, offset: int) -> tuple[int, int]:
    """Offsets of the words from ``first`` up to ``end``; of the place between two words where there are none."""
    if first < end:
        return offset + words[first].start, offset + words[end - 1].end
    place = offset + (words[first - 1].end if first else 0)
    return place, place
