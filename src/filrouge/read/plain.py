"""A page saved as plain text, to articles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from filrouge.data.outlets import Outlets
from filrouge.read import body as bodies
from filrouge.read import credits
from filrouge.read.dating import from_url, order_of, parse
from filrouge.read.facts import facts_of
from filrouge.read.furniture import furniture
from filrouge.read.headers import Header
from filrouge.read.language import language_of, tag
from filrouge.read.lexicon import Lexicon, lexicon
from filrouge.read.marks import Line, barred, lines_of, translation_pair
from filrouge.read.part import Part
from filrouge.read.shapes import is_sentence, unwrapped
from filrouge.read.split import split
from filrouge.records import Article, Capture, Hints, Refusal, When
from filrouge.text.digest import digest
from filrouge.text.normalise import clean


@dataclass(frozen=True, slots=True)
class Page:
    """What holds for every article of a page."""

    capture: Capture
    language: str | None
    words: Lexicon
    outlets: Outlets
    now: date
    machine: bool
    translated_from: str | None
    alone: bool
    """The page holds one part only."""


def read_text(capture: Capture, text: str, outlets: Outlets, now: datetime) -> tuple[Article, ...] | Refusal:
    """The articles of a page that was saved as plain text, in order."""
    cleaned = clean(barred(unwrapped(text)))
    if not re.search(r"\w", cleaned):
        return Refusal("It holds no words: there is nothing to read.", capture.source, "no-article")
    language = tag(capture.hints.language) or language_of(_longest(cleaned))
    known = outlets.by_domain(capture.hints.url) or outlets.by_name(capture.hints.outlet)
    order = order_of(language, known.country if known else None, cleaned[:20000])
    lines = lines_of(cleaned, language, outlets, order, now.date())
    machine, source = _translation(lines, language)
    parts = split(lines)
    page = Page(capture, language, lexicon(language), outlets, now.date(), machine, source, len(parts) == 1)
    articles: list[Article] = []
    lead: Article | None = None
    for part in parts:
        article = _article(part, page, len(articles), lead)
        if article is None:
            continue
        if lead is None and article.role == "lead":
            lead = article
        articles.append(article if lead is None or article is lead else replace(article, parent=lead.id))
    if not articles:
        return Refusal("It holds no article: only navigation, links or notices.", capture.source, "no-article")
    return tuple(articles)


def _longest(text: str) -> str:
    """The longest lines: what tells the language is the article and not the menu around it."""
    return "\n".join(sorted(text.split("\n"), key=len, reverse=True)[:12])[:3000]


def _translation(lines: Sequence[Line], language: str | None) -> tuple[bool, str | None]:
    """Whether the page says that a machine translated it, and from which language."""
    known, machine, source = furniture(), False, None
    for line in lines:
        if line.mark == "notice":
            pair = translation_pair(line.text)
            if pair and pair[1] != language:
                continue
            machine, source = True, source or (pair[0] if pair else known.source_language(line.text))
    return machine, source


def _article(part: Part, page: Page, position: int, lead: Article | None) -> Article | None:
    """One article from the lines of its part; None where they hold none."""
    hints = page.capture.hints if part.role == "lead" else Hints(language=page.capture.hints.language)
    header = part.header or Header()
    lines, images = bodies.captions(part.lines, page.outlets)
    if part.role == "teaser":
        body = bodies.teaser(lines)
    elif part.role == "entry":
        body = bodies.entry(lines)
    else:
        body = bodies.article(lines, lead.title if lead and part.role == "child" else None)
    if part.role in ("lead", "child") and not page.alone and not any(map(is_sentence, body.paragraphs)):
        return None  # the menu over a list of teasers
    text = "\n\n".join(body.paragraphs)
    title = hints.title or body.title
    if not text and (title is None or part.role not in ("teaser", "entry")):
        return None if title is None or not page.alone else _bare(title, page, hints, position)
    facts = facts_of(part, page.outlets, page.words)
    suffix = None
    if title and not hints.title and part.role != "entry":
        title, suffix = bodies.without_outlet(title, page.outlets, named=part.role == "teaser")
    line, own_line = _dateline(body, lines, page.outlets)
    place, house = (line.place, line.outlet) if line else (None, None)
    when, source = _entry_time(part, lead) if part.role == "entry" else _when(part, header, page, hints)
    if when is None and line and (day := line.day(order_of(page.language, None), page.now)):
        when, source = day, "page"
    named, signs = credits.agencies_of(text, page.words, page.outlets)
    agency = house.name if house and house.kind == "agency" else None
    outlet = (
        _hinted(hints, page.outlets)
        or facts.outlet
        or suffix
        or facts.house
        or (house.name if house and (own_line or not agency) else None)
    )
    machine = page.machine and part.role in ("lead", "entry")
    return Article(
        id=digest(page.capture.id, str(position)),
        capture=page.capture.id,
        position=position,
        page=page.capture.source,
        role=part.role,
        text=text,
        title=title,
        standfirst=next((t for t in body.above if body.paragraphs and t == body.paragraphs[0]), None),
        external_id=hints.external_id,
        page_id=header.page_id,
        url=hints.url,
        language=_language(part, page, f"{title or ''}\n{text}"),
        published=when,
        published_from=source,
        outlet=outlet,
        section=bodies.section_of(body),
        authors=hints.authors or facts.authors,
        contributors=facts.contributors,
        agencies=credits.merged(facts.agencies, [agency] if agency else [], named),
        agency_copy=facts.agency_copy or signs or agency is not None,
        credits=facts.credits,
        dateline=place,
        images=images,
        machine_translated=machine,
        translated_from=_translated_from(page, outlet) if machine else None,
        truncated=part.truncated or (part.role == "lead" and bodies.is_cut(body)),
        thread_size=header.thread_size,
        stated_minutes=header.minutes,
    )


def _bare(title: str, page: Page, hints: Hints, position: int) -> Article:
    """A page of one line is that line."""
    return Article(
        id=digest(page.capture.id, str(position)),
        capture=page.capture.id,
        position=position,
        page=page.capture.source,
        role="lead",
        text=title,
        external_id=hints.external_id,
        url=hints.url,
        language=page.language,
    )


def _language(part: Part, page: Page, text: str) -> str | None:
    """Children and teasers can be in another language than their page, where they are long enough to tell."""
    if part.role in ("lead", "entry") or tag(page.capture.hints.language) or len(text) < 200:
        return page.language
    return language_of(text) or page.language


def _translated_from(page: Page, outlet: str | None) -> str | None:
    """As the page says, else the language that its outlet writes in."""
    known = page.outlets.by_name(outlet)
    own = known.language if known and known.language != page.language else None
    return page.translated_from or own


def _hinted(hints: Hints, outlets: Outlets) -> str | None:
    known = outlets.by_name(hints.outlet) or outlets.by_domain(hints.outlet)
    return known.name if known else hints.outlet


def _dateline(body: bodies.Body, lines: Sequence[Line], outlets: Outlets) -> tuple[credits.Dateline | None, bool]:
    """Place, house and day, and whether they stand on lines of their own ("Hong Kong", "CNN") over the text."""
    opening = next((t for t in body.paragraphs if t not in body.above), None)
    first = next((i for i, x in enumerate(lines) if x.text == opening), 0)
    for i in range(max(0, first - 4), first):
        if lines[i].mark != "outlet":
            continue
        before = lines[i - 1] if i else None
        place = before.text if before and _could_be_place(before) and before.text != body.title else None
        return credits.Dateline(place, outlets.by_name(lines[i].text.strip(" .:|-–—()"))), True
    for text in body.paragraphs[:2]:
        if found := credits.dateline(text, outlets):
            return found, False
    return None, False


def _could_be_place(line: Line) -> bool:
    return line.mark is None and len(line.text.split()) <= 3 and line.text[:1].isupper()


def _when(part: Part, header: Header, page: Page, hints: Hints) -> tuple[When | None, str | None]:
    """The publication date: as given, in the header, on a line of its own, in the address."""
    if hints.published and (given := parse(hints.published, page.now, order_of(page.language, None))):
        return given, "given"
    own = [x.header.when for x in part.lines if x.header and x.header.when]
    when = header.when
    if own and (when is None or (own[0].start == when.start and own[0].clock) or _is_original(own[0], when)):
        when = own[0]
    if when is not None:
        return when, "page"
    by_address = from_url(hints.url, page.now)
    return (by_address, "url") if by_address else (None, None)


def _entry_time(part: Part, lead: Article | None) -> tuple[When | None, str | None]:
    """The live page's day with the entry's own clock, where both are known."""
    day, clock = lead.published if lead else None, part.lines[0].clock
    if day is None or day.start is None or day.days != 1 or clock is None:
        return None, None
    return When(day.start, day.end, "minute", clock=clock, zone=day.zone), "page"


def _is_original(own: When, header: When) -> bool:
    """The article's own line is earlier than the page's header by at most a month: the header dates the relaying."""
    return own.start is not None and header.start is not None and 0 < (header.start - own.start).days <= 31
