"""An HTML page as a tree that all readers of it share, and its marked elements, gathered in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, islice
from typing import NamedTuple

from lxml import etree, html
from trafilatura.utils import repair_faulty_html

_LIMIT = 8 * 1024 * 1024
# As trafilatura's own parser; but lxml.html chooses the class of every element that is touched by a call of Python,
# and one class for all needs none.
_PARSER = etree.HTMLParser(collect_ids=False, encoding="utf-8", remove_comments=True, remove_pis=True)
_PARSER.set_element_class_lookup(etree.ElementDefaultClassLookup(element=html.HtmlElement, comment=html.HtmlComment))

# Elements that hold a line of their own, or a piece of one.
BLOCKS = (
    *("p", "div", "span", "small", "time", "em", "strong", "b", "i", "li", "td", "dt", "dd", "a", "address", "abbr"),
    *("h2", "h3", "h4", "h5", "h6", "section", "ul", "header", "aside"),
)

ASIDE = frozenset({"nav", "aside", "footer"})
"""Elements beside the article: menus, margins and the foot of the page."""
_ELSEWHERE = re.compile(
    r"(?:^|[\s_-])(?:related|teasers?(?!-?text)|comments?|sidebar|widget|footer|menu|nav|archive|more|latest|recent|breaking|ticker"
    r"|listing|card|weather|kommentar\w*|(?<!__)next|prev\w*)(?:$|[\s_-])",
    re.I,
)
# Attributes that say what an element is.
MARKS = frozenset({"class", "id", "itemprop", "rel"})


class Block(NamedTuple):  # pages have a thousand: a dataclass takes three times as long to make
    element: html.HtmlElement
    marks: str
    """Its class, id, itemprop and rel, in its own order."""


def tree_of(text: str) -> html.HtmlElement | None:
    """The tree of a page or of a piece of one; None where there is none.

    Text without an `<html>` that gives one element only is taken for a whole body.
    """
    start = text[:50].lower()
    whole = repair_faulty_html(text[:_LIMIT], start)
    for source in (whole, whole.encode("utf-8", "surrogatepass")):  # text that declares its encoding is given as bytes
        try:
            tree = html.fromstring(source, parser=_PARSER)
            if "html" not in start and len(tree) < 2:
                tree = html.document_fromstring(source, parser=_PARSER)
        except (etree.LxmlError, ValueError, AssertionError, RecursionError):
            continue
        if len(tree):
            return tree
    return None


def blocks_of(tree: html.HtmlElement) -> tuple[Block, ...]:
    """Every element that can hold a line, in order of the page, with what its markup calls it."""
    found = []
    for element in tree.iter(*BLOCKS):
        given = element.items()
        found.append(Block(element, " ".join([value for key, value in given if key in MARKS]) if given else ""))
    return tuple(found)


def short_text(element: html.HtmlElement, longest: int) -> str | None:
    """Its pieces of text, apart by spaces; None where they are longer than that, which is not looked at further."""
    pieces, size = [], 0
    for piece in element.itertext():
        text = str(piece).strip()
        if text:
            pieces.append(text)
            size += len(text)
            if size > longest:
                return None
    return " ".join(pieces)


def texts(element: html.HtmlElement, most: int = 40) -> Iterator[str]:
    """Its first pieces of text."""
    return map(str, islice(element.itertext(), most))


def is_elsewhere(element: html.HtmlElement) -> bool:
    """It stands in a menu, a margin, the comments or a list of other articles; what holds the headline too is none."""
    for up in chain([element], islice(element.iterancestors(), 8)):
        if up.tag in ASIDE or up.tag == "form" or any(_names_elsewhere(m) for m in map(up.get, ("class", "id")) if m):
            return next(up.iter("h1"), None) is None
    return False


# Pages repeat their few hundred marks, sites theirs on every page.
@lru_cache(8192)
def _names_elsewhere(mark: str) -> bool:
    return _ELSEWHERE.search(mark) is not None
