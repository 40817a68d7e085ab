"""When an HTML page was published: what it states in its head, what it shows its readers, its address."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.core import get_global
from htmldate import find_date
from lxml import html

from filrouge.read.dating import Order, Source, StatedDate, from_url, order_of, parse
from filrouge.read.shown import is_written, marked, near_title
from filrouge.read.tree import Block
from filrouge.records import When

# Two days so near each other are those of one article, told twice or brought up again; farther apart, of two.
SAME_ARTICLE = 60
_UNIVERSAL = "+00:00"
_STRONG = frozenset({"json-ld", "meta", "time", "shown"})
_NUMERIC = re.compile(r"^\s*\d{1,2}[/-]\d{1,2}[/-]\d{4}")


@dataclass(frozen=True, slots=True)
class Stated:
    """What is known of a page before it is searched for its date."""

    dates: Sequence[StatedDate]
    """From JSON-LD, meta elements and `<time>`, best first."""
    title: str | None
    url: str | None
    language: str | None
    country: str | None
    """Of its outlet; settles whether a number is a day or a month."""


@dataclass(frozen=True, slots=True)
class _Said:
    source: Source
    when: When


def published(
    tree: html.HtmlElement, blocks: Sequence[Block], stated: Stated, given: str | None, now: datetime
) -> tuple[When | None, str | None]:
    """The publication date and where it was found: given, page or url; None where nothing tells it.

    The strongest source is believed (see `Source`), `_settled` says unless what. Where nothing is stated or shown,
    a day that htmldate finds counts where it is written out on the page.
    """
    order = order_of(stated.language, stated.country)
    if given and (when := parse(given, now.date(), order)):
        return when, "given"
    said: list[_Said] = []
    for value in stated.dates:
        when = parse(value.text, now.date(), None if _NUMERIC.match(value.text) else order)
        if when and _is_day(when) and value.source != "other":
            said.append(_Said(value.source, when))
    url = from_url(stated.url, now.date())
    if said:
        said[0] = replace(said[0], when=_local(said[0].when, stated.country))
        if not _is_certain(said):
            said += _shown(tree, blocks, said[0].when, stated, order, now)
        return _settled([*said, *([_Said("url", url)] if url else ())]), "page"
    if shown := _shown(tree, blocks, None, stated, order, now):
        return shown[0].when, "page"
    if url:
        return url, "url"
    rest = (parse(value.text, now.date(), order) for value in stated.dates)
    found = next((when for when in rest if when and _is_day(when)), None) or _searched(tree, now)
    if found and (stated.dates or is_written(found, tree, stated.language, order, now)):
        return found, "page"
    return None, None


def _is_day(when: When) -> bool:
    return when.grain in ("day", "minute") and when.start is not None


def _shown(
    tree: html.HtmlElement,
    blocks: Sequence[Block],
    first: When | None,
    stated: Stated,
    order: Order | None,
    now: datetime,
) -> list[_Said]:
    """The day that readers see, looked for in marked lines only where the page states none that is theirs."""
    when = near_title(tree, stated.title, stated.language, order, now)
    if when is None and (first is None or _could_be_another_day(first, stated.country)):
        when = marked(blocks, stated.language, order, now)
    return [_Said("shown", when)] if when else []


def _is_certain(said: Sequence[_Said]) -> bool:
    """Two sources state the same day, by their own clocks: what is shown would change nothing."""
    first = said[0].when
    return first.zone != _UNIVERSAL and any(s.source != said[0].source and not _apart(s.when, first) for s in said)


def _settled(said: Sequence[_Said]) -> When:
    """The day of the strongest source, unless:

    - it is a moment in universal time, and readers have the day before or after by another source;
    - no second source names that day, and two others name another: then theirs;
    - no second source names it, and a strong one names another not far from it: then from the earlier to the later.

    An address is made with the page, on the eve as often as not: it confirms no day that is next to the one shown.
    """
    first, others = said[0].when, [s.when for s in said[1:]]
    if first.zone == _UNIVERSAL:
        local = [w for w in others if w.zone != _UNIVERSAL and abs(_apart(w, first)) == 1]
        agreed = [w for w in others if w.zone != _UNIVERSAL and _apart(w, first) == 0]
        if local and not agreed:
            return local[0]
    eve = any(s.source == "shown" and abs(_apart(s.when, first)) == 1 for s in said)
    if _sources(said, first) - ({"url"} if eve else set()) > {said[0].source}:
        return first
    if two := next((w for w in others if _apart(w, first) and len(_sources(said, w)) > 1), None):
        return two
    rivals = [s.when for s in said[1:] if s.source in _STRONG and abs(_apart(s.when, first)) <= SAME_ARTICLE]
    return _span([first, *rivals]) if any(_apart(w, first) for w in rivals) else first


def _sources(said: Sequence[_Said], when: When) -> set[Source]:
    return {s.source for s in said if _apart(s.when, when) == 0}


def _span(whens: Sequence[When]) -> When:
    """From the earliest to the latest: the page says each, and nothing says which."""
    days = [w.start for w in whens if w.start]
    return When(min(days), max(days))


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


def _searched(tree: html.HtmlElement, now: datetime) -> When | None:
    """What htmldate finds in the markup: the last resort, right in six of seven such pages of the evaluation set."""
    try:
        found = find_date(tree, extensive_search=False, original_date=True, max_date=now.date().isoformat())
    except Exception:  # it breaks in ever new ways over trees that are no page; a date less is no page less
        return None
    return parse(found, now.date())
