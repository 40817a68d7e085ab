"""The text of an HTML page: trafilatura over the tree that is parsed already."""

from __future__ import annotations

import re

import trafilatura
from lxml import etree, html

from filrouge.read.tree import tree_of
from filrouge.text.normalise import clean

# Under this many characters the quick extraction has most likely missed the text: trafilatura's own floor.
_SHORT = 250
# The parser gives up on trees so deep; no page that people made nests so many boxes without a word between them.
_NESTED = re.compile(r"(?:<(?:div|span|section|article|table|tbody|tr|td|font|b|i|p|center|ul|li)\b[^<>]*>\s*){100,}")
# No style, no pictures, and what trafilatura drops as no part of a text: the less it copies, the sooner it is done.
_UNSEEN = (
    *("style", "svg", "template", "link", "source", "track", "param"),
    *("img", "input", "iframe", "embed", "object", "audio", "video", "canvas", "map", "picture"),
    *("aside", "footer", "nav", "select", "button", "textarea", "label", "noscript", "menu", "dialog"),
)
_TABLE = frozenset({"table", "tbody", "thead", "tfoot", "tr", "td", "th"})


def text_of(tree: html.HtmlElement, source: str, stated: str | None) -> str:
    """The text, a paragraph a line: by the quick way, by the thorough where that found little, as the page states it.

    ``source`` is what the tree, which is taken apart, was parsed from, ``stated`` its JSON-LD `articleBody`.
    """
    found = _extracted(_unlaid(_stripped(tree)), fast=True)
    if len(found) < _SHORT:
        slow = _extracted(tree_of(source), fast=False)
        found = slow if len(slow) > len(found) else found
    if not found and (flat := _NESTED.sub("<div>", source)) != source:
        found = _extracted(tree_of(flat), fast=True)
    if stated and len(stated) > 2 * len(found) and len(found) < 2 * _SHORT:
        return stated
    return found


def _stripped(tree: html.HtmlElement) -> html.HtmlElement:
    """The tree without what holds no text of the article, which would be copied and dropped several times over; JSON-LD
    stays."""
    etree.strip_elements(tree, *_UNSEEN, with_tail=False)
    for script in list(tree.iter("script")):
        if "ld+json" not in (script.get("type") or ""):
            script.drop_tree()
    return tree


def _unlaid(tree: html.HtmlElement) -> html.HtmlElement:
    """The tree with layout tables made divisions: their cells hold paragraphs, those of data tables do not."""
    for cell in list(tree.iter("td")):
        if sum(1 for _ in cell.iter("p")) < 3:
            continue
        for element in (cell, *cell.iterancestors()):
            if element.tag in _TABLE:
                for inner in (element, *(element if element.tag != "td" else ())):
                    inner.tag = "div" if inner.tag in _TABLE else inner.tag
    return tree


def _extracted(tree: html.HtmlElement | None, fast: bool) -> str:
    if tree is None:
        return ""
    try:
        document = trafilatura.bare_extraction(tree, fast=fast, with_metadata=False, include_comments=False)
    except (
        etree.LxmlError,
        ValueError,
        TypeError,
        AttributeError,
        AssertionError,
        RecursionError,
        KeyError,
        IndexError,
    ):
        return ""  # a broken tree must not cost the reader the others
    return clean(document.text or "") if document is not None and not isinstance(document, dict) else ""
