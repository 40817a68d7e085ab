"""The date that an HTML page shows its readers: beside its headline, or in a line that calls it the date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import chain, islice
from typing import Any, cast

from lxml import etree, html

from filrouge.read.dating import Order, dates
from filrouge.read.lexicon import lexicon
from filrouge.read.tree import BLOCKS, Block, is_elsewhere, short_text, texts
from filrouge.records import When
from filrouge.text.normalise import clean, fold

# « Publié le 11 octobre 2024 à 17h12 »: characters of a date's line, and words beside the date.
LONGEST, BESIDE = 90, 5
# A line whose markup or words call it the date may say more: the author, the section, the minutes.
LONGEST_MARKED = 160
# Elements looked at before and after the headline; the date stands within a dozen, or under a picture.
BEFORE, AFTER = 24, 120
# So much prose after the headline, in characters, is the article: what is dated below it is something else.
PROSE = 600
_DATED = re.compile(
    r"(?:^|[\s_-])(?:date|datum|pub|publish\w*|posted|time|timestamp|meta|byline|info|entry-date|fecha|data|created)",
    re.I,
)
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]{2,}")


def near_title(
    tree: html.HtmlElement, title: str | None, language: str | None, order: Order | None, now: datetime
) -> When | None:
    """The date of a short line around the headline that holds little else, whatever its markup."""
    heading = _title_element(tree, title)
    if heading is None:
        return None
    updated, prose = lexicon(language).updated, 0
    if when := _opening(_line(heading), order, now):
        return when
    for element in chain(_after(heading), _before(heading)):
        text = _short_text(element, LONGEST)
        if text is None:
            if element.tag == "p":
                if prose == 0 and (when := _opening(_line(element, 2 * LONGEST), order, now)):
                    return when
                prose += 200
                if prose > PROSE:
                    break
            continue
        if (when := _dated_line(text, updated, order, now)) and not is_elsewhere(element):
            return when
    return None


def _title_element(tree: html.HtmlElement, title: str | None) -> html.HtmlElement | None:
    wanted = fold(title) if title else None
    headings = list(islice(tree.iter("h1", "h2", "h3", "h4"), 60))
    if wanted:
        for heading in headings:
            shown = fold(_line(heading))
            if wanted in shown or wanted in shown.replace(" ", ""):
                return heading
    return next((h for h in headings if h.tag == "h1"), None)


def _after(title: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """The elements within the headline and those that follow it, in order of the page."""
    following = (
        e for up in (title, *title.iterancestors()) for after in up.itersiblings() for e in after.iter(*BLOCKS)
    )
    yield from islice(chain(title.iterdescendants(*BLOCKS), following), AFTER)


def _before(title: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """The elements that stand over the headline, nearest first, within three levels."""
    levels = (title, *islice(title.iterancestors(), 2))
    yield from islice(
        (e for up in levels for before in up.itersiblings(preceding=True) for e in before.iter(*BLOCKS)), BEFORE
    )


def _short_text(element: html.HtmlElement, longest: int) -> str | None:
    """The text of an element, None where it is longer; empty where it holds no digit and so no date."""
    found = short_text(element, longest)
    if found is None:
        return None
    return " ".join(clean(found).split()) if _DIGIT.search(found) else ""


def _line(element: html.HtmlElement, longest: int = 400) -> str:
    """The beginning of its text, on one line."""
    return " ".join(clean(" ".join(texts(element))[:longest]).split())


# "27.1.2022 - ", "(21. November 2022) ", "Paris, le 3 juillet 2024 – "
_OPENED = re.compile(r"^\s*\)|^\s*[-–—:|]\s")


def _opening(text: str, order: Order | None, now: datetime) -> When | None:
    """The date that opens a line and is set off from it."""
    found = next(dates(text[:LONGEST], order, now.date()), None)
    if found and not found.ambiguous and found.start < 3 and _OPENED.match(text[found.end :]):
        return found.when
    return None


def _dated_line(text: str, updated: Sequence[str], order: Order | None, now: datetime) -> When | None:
    if len(text) < 6:
        return None
    found = [f for f in dates(text, order, now.date()) if not f.ambiguous]
    if not found or len(found) > 2:
        return None
    before = fold(text[: found[0].start])
    if any(u in before for u in updated):
        return None
    if len(found) == 2 and not any(u in fold(text[found[0].end : found[1].start]) for u in updated):
        return None
    rest = text[: found[0].start] + " " + text[found[-1].end :]
    return found[0].when if len(_WORD.findall(rest)) <= BESIDE else None


@lru_cache(8192)
def _names_date(mark: str) -> bool:
    return _DATED.search(mark) is not None


def marked(blocks: Sequence[Block], language: str | None, order: Order | None, now: datetime) -> When | None:
    """The first whole date in a short element that its markup or its first words call the date of publication."""
    words = lexicon(language)
    labels = tuple(w for w in words.published if len(w) > 3)
    initials = frozenset(w[0] for w in labels)
    for block in blocks:
        element = block.element
        labelled = _is_labelled(element, labels, initials)
        if not labelled and not (block.marks and _names_date(block.marks)):
            continue
        text = _short_text(element, LONGEST_MARKED)
        if labelled and text == "" and (after := element.getnext()) is not None:
            text = _short_text(after, LONGEST)  # the label has an element of its own
        if not text or len(text) < 6:
            continue
        found = next((f for f in dates(text, order, now.date()) if not f.ambiguous), None)
        if found and not any(u in fold(text[: found.start]) for u in words.updated) and not is_elsewhere(element):
            return found.when
    return None


def _is_labelled(element: html.HtmlElement, labels: tuple[str, ...], initials: frozenset[str]) -> bool:
    """Its first words, its own or of what it begins with, are such as "Published on"."""
    first = element.text
    if not first or first.isspace():
        first = element[0].text if len(element) else None
    if not isinstance(first, str) or not (first := first.lstrip()):
        return False
    # Most texts are told by their first letter; what is not ASCII may fold to one that is
    return (first[0].lower() in initials or not first[0].isascii()) and fold(first[:40]).startswith(labels)


# "14. - 20. Januar 2022": a day that ends a span is when something was
_SPAN = re.compile(r"\d\.?\s?[-–]\s?$")
_IN_SCRIPT = re.compile(r"(?:publish|creat|issue|post)\w*[\"']?\s*[:=]\s*[\"'](?P<day>\d{4}-\d\d-\d\d)", re.I)


_TEXTS = etree.XPath("//text()[contains(., $year)]")
_ATTRIBUTES = etree.XPath("boolean(//@datetime[starts-with(., $day)] | //@content[starts-with(., $day)])")


def is_written(day: When, tree: html.HtmlElement, language: str | None, order: Order | None, now: datetime) -> bool:
    """The day stands whole in the text, an attribute or a program's field, neither of an update nor ending a span."""
    updated, iso = lexicon(language).updated, day.start.isoformat() if day.start else "-"
    if _ATTRIBUTES(tree, day=iso):
        return True
    for text in cast("list[Any]", _TEXTS(tree, year=iso[2:4])):
        element = text.getparent()
        if element.tag in ("script", "style"):
            if iso in text and any(m["day"] == iso for m in _IN_SCRIPT.finditer(text)):
                return True
            continue
        line = clean(text)
        for found in dates(line, order, now.date()):
            before = line[: found.start]
            label = fold(before or element.text or "")
            if found.when.start == day.start and not _SPAN.search(before) and not any(u in label for u in updated):
                return True
    return False
