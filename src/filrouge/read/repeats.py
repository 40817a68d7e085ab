"""Lines that an outlet puts on page after page: furniture that no list of phrases knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from filrouge.records import Article
from filrouge.text.normalise import fold

# On so many other pages, and on such a share of all that the outlet is known by: a sentence that a newsroom
# explains one story with comes back in that story alone.
PAGES, SHARE = 4, 0.5
# Furniture stands before the text or after it, and is no long paragraph.
FIRST, LAST, LONGEST = 2, 5, 400
# Pages that have so much of their text in common are one article seen again, and tell nothing of its lines.
ALIKE = 0.5
NEIGHBOURS = 60
"""How many pages of an outlet are enough to know it by; newest first."""


@dataclass(frozen=True, slots=True)
class _Page:
    capture: str
    lines: Mapping[str, int]
    """Folded, with their length."""


def without_repeats(articles: Sequence[Article]) -> tuple[Article, ...]:
    """The articles without the lines at their edges that most other pages of their outlet have too.

    Given are new articles together with their neighbourhood, which is others of the same outlets, at most `NEIGHBOURS`
    of each. An article whose outlet is not known, or of which nothing would be left, stays as it is (the same object);
    so does a text that several pages copy.
    """
    pages: dict[str, dict[str, _Page]] = {}
    for article in articles:
        if article.outlet and article.role in ("lead", "child"):
            here = pages.setdefault(article.outlet, {})
            lines = {fold(p): len(p) for p in (*article.text.split("\n\n"), *article.repeated)}
            known = here.get(article.capture)
            here[article.capture] = _Page(article.capture, {**known.lines, **lines} if known else lines)
    common = {outlet: _common(here.values()) for outlet, here in pages.items() if len(here) > PAGES}
    return tuple(
        _trimmed(a, pages[a.outlet or ""], common[a.outlet or ""]) if a.outlet in common else a for a in articles
    )


def _common(pages: Iterable[_Page]) -> frozenset[str]:
    """The lines that are on enough pages to be asked about."""
    counts = Counter(line for page in pages for line, size in page.lines.items() if size <= LONGEST)
    return frozenset(line for line, times in counts.items() if times > PAGES)


def _trimmed(article: Article, pages: Mapping[str, _Page], common: frozenset[str]) -> Article:
    paragraphs = article.text.split("\n\n")
    edges = {*range(min(FIRST, len(paragraphs))), *range(max(0, len(paragraphs) - LAST), len(paragraphs))}
    asked = {i: line for i in edges if (line := fold(paragraphs[i])) in common}
    if not asked or article.role not in ("lead", "child"):
        return article
    own = {fold(p): len(p) for p in paragraphs}
    size = sum(own.values())
    others = [
        page
        for page in pages.values()
        if page.capture != article.capture and sum(n for x, n in own.items() if x in page.lines) < ALIKE * size
    ]
    gone = {
        i
        for i, line in asked.items()
        if (times := sum(line in page.lines for page in others)) >= PAGES and times >= SHARE * len(others)
    }
    kept = [p for i, p in enumerate(paragraphs) if i not in gone]
    if not gone or not kept:
        return article
    taken = (*article.repeated, *(paragraphs[i] for i in sorted(gone)))
    return replace(article, text="\n\n".join(kept), repeated=taken)
