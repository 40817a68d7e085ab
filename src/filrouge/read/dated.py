"""When an HTML page was published: what it states in its head, what it shows its readers, its address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from functools import cache, lru_cache
from itertools import chain, islice
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.core import get_global
from htmldate import find_date
from lxml import html

from filrouge.read.dating import Order, dates, from_url, order_of, parse
from filrouge.read.lexicon import lexicon
from filrouge.read.tree import BLOCKS, Block, short_text, texts
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
# Two days so near each other are those of one article, told twice or brought up again; farther apart, of two.
SAME_ARTICLE = 60
_ASIDE = frozenset({"nav", "aside", "footer", "form"})
_ELSEWHERE = re.compile(
    r"(?:^|[\s_-])(?:related|teasers?(?!-?text)|comments?|sidebar|widget|footer|menu|nav|archive|more|latest|recent|breaking|ticker"
    r"|listing|card|weather|kommentar\w*|next|prev\w*)(?:$|[\s_-])",
    re.I,
)
_DATED = re.compile(
    r"(?:^|[\s_-])(?:date|datum|pub|publish\w*|posted|time|timestamp|meta|byline|info|entry-date|fecha|data|created)",
    re.I,
)
_UNIVERSAL = "+00:00"
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]{2,}")
_NUMERIC = re.compile(r"^\s*\d{1,2}[/-]\d{1,2}[/-]\d{4}")


@dataclass(frozen=True, slots=True)
class Stated:
    """What is known of a page before it is searched for its date."""

    dates: Sequence[str]
    """From JSON-LD, meta elements and `<time>`, best first, as written."""
    title: str | None
    url: str | None
    language: str | None
    country: str | None
    """Of its outlet; settles whether a number is a day or a month."""


def published(
    tree: html.HtmlElement, blocks: Sequence[Block], stated: Stated, given: str | None, now: datetime
) -> tuple[When | None, str | None]:
    """The publication date and where it was found: given, page or url; None where nothing tells it.

    The day that the page shows its readers stands against a timestamp in universal time that names the day before
    or after, and where another statement of the page agrees with it.
    """
    order = order_of(stated.language, stated.country)
    if given and (when := parse(given, now.date(), order)):
        return when, "given"
    whole = [
        when
        for value in stated.dates
        if (when := parse(value, now.date(), None if _NUMERIC.match(value) else order)) and _is_day(when)
    ]
    shown = _near_title(tree, stated, order, now)
    if shown is None and (not whole or _could_be_another_day(whole[0], stated.country)):
        shown = _marked(blocks, stated, order, now)
    by_url = from_url(stated.url, now.date())
    if whole:
        whole[0] = _local(whole[0], stated.country)
        return _settled(whole, shown, by_url), "page"
    if shown:
        return shown, "page"
    if by_url:
        return by_url, "url"
    numeric = (parse(value, now.date(), order) for value in stated.dates)
    found = next((when for when in numeric if when and _is_day(when)), None) or _searched(tree, now)
    return (found, "page") if found else (None, None)


def _is_day(when: When) -> bool:
    return when.grain in ("day", "minute") and when.start is not None


def _settled(stated: Sequence[When], shown: When | None, by_url: When | None) -> When:
    first = stated[0]
    others = [w for w in (*stated[1:], shown, by_url) if w]
    if first.zone == _UNIVERSAL:
        local = [w for w in others if w.zone != _UNIVERSAL and abs(_apart(w, first)) == 1]
        agreed = [w for w in others if w.zone != _UNIVERSAL and _apart(w, first) == 0]
        if local and not agreed:
            return local[0]
    if any(_apart(first, w) == 0 for w in others):
        return first
    if shown and any(_apart(shown, w) == 0 for w in stated[1:]):
        return shown
    if shown and abs(_apart(shown, first)) <= SAME_ARTICLE:
        return _both(first, shown)
    return first


def _both(a: When, b: When) -> When:
    """From the earlier to the later: the page says either, and nothing says which."""
    assert a.start is not None and b.start is not None
    return When(min(a.start, b.start), max(a.start, b.start))


@cache
def _zones(country: str) -> tuple[ZoneInfo, ...]:
    """The time zones of a country (CLDR)."""
    found = []
    for name, territory in get_global("zone_territories").items():
        if territory == country:
            try:
                found.append(ZoneInfo(name))
            except (ZoneInfoNotFoundError, ValueError, OSError):
                continue
    return tuple(found)


def _could_be_another_day(when: When, country: str | None) -> bool:
    """A moment in universal time that readers have on the day before or after: not from eight to three o'clock."""
    return when.zone == _UNIVERSAL and not country and not "08:00" <= (when.clock or "") < "15:00"


def _local(when: When, country: str | None) -> When:
    """A moment in universal time as the outlet's readers have it, where it is another day all over their country."""
    if when.zone != _UNIVERSAL or not country or not when.clock or when.start is None:
        return when
    moment = datetime.combine(when.start, time.fromisoformat(when.clock), UTC)
    there = [moment.astimezone(zone) for zone in _zones(country)]
    if len({m.date() for m in there}) != 1 or there[0].date() == when.start:
        return when
    day, offsets = there[0].date(), {m.strftime("%z") for m in there}
    if len(offsets) > 1:
        return When(day, day)
    offset = offsets.pop()
    return replace(when, start=day, end=day, clock=there[0].strftime("%H:%M"), zone=f"{offset[:3]}:{offset[3:]}")


def _apart(a: When, b: When) -> int:
    return (a.start - b.start).days if a.start and b.start else 0


def _near_title(tree: html.HtmlElement, stated: Stated, order: Order | None, now: datetime) -> When | None:
    """The date of a short line around the headline that holds little else, whatever its markup."""
    title = _title_element(tree, stated.title)
    if title is None:
        return None
    updated, prose = lexicon(stated.language).updated, 0
    if when := _opening(_line(title), order, now):
        return when
    for element in chain(_after(title), _before(title)):
        text = _short_text(element, LONGEST)
        if text is None:
            if element.tag == "p":
                if prose == 0 and (when := _opening(_line(element, 2 * LONGEST), order, now)):
                    return when
                prose += 200
                if prose > PROSE:
                    break
            continue
        if (when := _dated_line(text, updated, order, now)) and not _is_elsewhere(element):
            return when
    return None


def _title_element(tree: html.HtmlElement, title: str | None) -> html.HtmlElement | None:
    wanted = fold(title) if title else None
    headings = list(islice(tree.iter("h1", "h2", "h3"), 60))
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


def _is_elsewhere(element: html.HtmlElement) -> bool:
    """It stands in a menu, a margin, the comments or a list of other articles."""
    for up in chain([element], islice(element.iterancestors(), 8)):
        if up.tag in _ASIDE or any(_names_elsewhere(m) for m in map(up.get, ("class", "id")) if m):
            return True
    return False


# Pages repeat their few hundred marks, sites theirs on every page.
@lru_cache(8192)
def _names_elsewhere(mark: str) -> bool:
    return _ELSEWHERE.search(mark) is not None


@lru_cache(8192)
def _names_date(mark: str) -> bool:
    return _DATED.search(mark) is not None


def _marked(blocks: Sequence[Block], stated: Stated, order: Order | None, now: datetime) -> When | None:
    """The first whole date in a short element that its markup or its first words call the date of publication."""
    words = lexicon(stated.language)
    labels = tuple(w for w in words.published if len(w) > 3)
    initials = frozenset(w[0] for w in labels)
    for block in blocks:
        element = block.element
        if not (block.marks and _names_date(block.marks)) and not _is_labelled(element, labels, initials):
            continue
        text = _short_text(element, LONGEST_MARKED)
        if not text or len(text) < 6:
            continue
        found = next((f for f in dates(text, order, now.date()) if not f.ambiguous), None)
        if found and not any(u in fold(text[: found.start]) for u in words.updated) and not _is_elsewhere(element):
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


def _searched(tree: html.HtmlElement, now: datetime) -> When | None:
    """What htmldate finds in the markup: the last resort, right in six of seven such pages of the evaluation set."""
    try:
        found = find_date(tree, extensive_search=False, original_date=True, max_date=now.date().isoformat())
    except Exception:  # it breaks in ever new ways over trees that are no page; a date less is no page less
        return None
    return parse(found, now.date())
