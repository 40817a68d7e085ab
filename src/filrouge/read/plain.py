"""A page saved as plain text, to articles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from filrouge.data.outlets import Outlets
from filrouge.read import credits
from filrouge.read.dating import from_url, order_of, parse
from filrouge.read.furniture import furniture
from filrouge.read.language import language_of, tag
from filrouge.read.marks import (
    Header,
    Lexicon,
    Line,
    has_credit_tail,
    is_prose,
    is_sentence,
    lexicon,
    lines_of,
    outlet_of,
    source_of,
)
from filrouge.read.split import Part, glue, is_title, split
from filrouge.records import Article, Capture, Hints, Image, Refusal, When
from filrouge.text.digest import digest
from filrouge.text.normalise import clean, fold
from filrouge.text.urls import host


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
    text: str


def read_text(capture: Capture, text: str, outlets: Outlets, now: datetime) -> tuple[Article, ...] | Refusal:
    """The articles of a page that was saved as plain text, in order."""
    cleaned = clean(text)
    if not re.search(r"\w", cleaned):
        return Refusal("It holds no words: there is nothing to read.", capture.source, "no-article")
    language = tag(capture.hints.language) or language_of(_paragraphs_of(cleaned))
    words = lexicon(language)
    known = outlets.by_domain(capture.hints.url) or outlets.by_name(capture.hints.outlet)
    order = order_of(language, known.country if known else None, cleaned[:20000])
    lines = lines_of(cleaned, language, outlets, order, now.date())
    machine, source = _translation(lines, language)
    page = Page(capture, language, words, outlets, now.date(), machine, source, cleaned)
    articles: list[Article] = []
    lead: Article | None = None
    for part in split(lines):
        article = compose(part, page, len(articles), lead)
        if article is None:
            continue
        if lead is None and article.role == "lead":
            lead = article
        articles.append(article)
    if not articles:
        return Refusal("It holds no article: only navigation, links or notices.", capture.source, "no-article")
    return tuple(_linked(articles))


def _paragraphs_of(text: str) -> str:
    """The longest lines: what tells the language is the article and not the menu around it."""
    lines = sorted(text.split("\n"), key=len, reverse=True)[:12]
    return "\n".join(lines)[:3000]


_PAIR = re.compile(r"\b([A-Za-z]{2})[-_ ]?2[-_ ]?([A-Za-z]{2})\b")


def _translation(lines: Sequence[Line], language: str | None) -> tuple[bool, str | None]:
    """Whether the page says that a machine translated it, and from which language."""
    known, machine, source = furniture(), False, None
    for line in lines:
        if line.mark == "notice":
            machine, source = True, source or known.source_language(line.text)
        elif len(line.text) < 60 and (pair := _PAIR.search(line.text)):
            a, b = pair[1].lower(), pair[2].lower()
            if a != b and b == (language or b) and pair[1] not in ("at",):
                machine, source = True, source or a
    return machine, source


def compose(part: Part, page: Page, position: int, lead: Article | None) -> Article | None:
    """One article from the lines of its part; None where they hold none."""
    hints = page.capture.hints if part.role == "lead" else Hints(language=page.capture.hints.language)
    header = part.header or Header()
    kept, images = _captions(part.lines, page)
    if part.role == "teaser":
        title, body, top = _teaser(kept)
    elif part.role == "entry":
        title, body, top = _entry(kept)
    else:
        title, body, top = _article(kept, lead.title if lead and part.role == "child" else None)
    title = hints.title or title
    outlet, _known = outlet_of(header, page.outlets)
    when, source = _when(part, header, page, hints)
    signed, credited, agencies, people = credits.Signature(), [], [], ()
    agency_copy, place = False, None
    for line in part.lines + part.dropped:
        if line.mark == "byline" and line.header and line.header.byline:
            one = credits.signature(line.header.byline, page.words, page.outlets)
            signed = credits.Signature(
                credits.merged(signed.authors, one.authors),
                signed.outlet or one.outlet,
                credits.merged(signed.agencies, one.agencies),
                signed.agency_copy or one.agency_copy,
            )
        elif line.mark == "source" and (name := source_of(line.text, page.words)):
            credited += _names(name, page.outlets)
            agencies += [a.name for n in _names(name, page.outlets) if (a := page.outlets.agency(n))]
        elif line.mark == "agencies":
            agency_copy = True
        elif line.mark == "contributors":
            furnished = "\n".join(
                x.text for x in part.lines + part.dropped if x.mark in ("see", "furniture", "notice", "host")
            )
            people, house = credits.contributors(line.text, page.words, page.outlets, furnished)
            outlet = outlet or house
        elif line.mark in ("outlet", "host") and not outlet and line in part.lines and part.role != "lead":
            outlet = outlet_of(
                Header(domain=line.header.domain) if line.header else Header(outlet=line.text.strip(" .:|-–—")),
                page.outlets,
            )[0]
    if part.role == "teaser" and title:
        title, named = _outlet_suffix(title, page.outlets)
        outlet = outlet or named
    place, house, body, top = _dateline(body, top, kept, page)
    if part.role == "lead" and title and not hints.title:
        title, named = _outlet_suffix(title, page.outlets)
        outlet = outlet or named
    text = "\n\n".join(body)
    if not text and not (title and part.role in ("teaser", "entry")):
        if not title or part.role in ("child",) or hints.title:
            return None
        text, title = title, None
    named, signs = credits.agencies_of(text, page.words, page.outlets)
    if house and house.kind == "agency":
        agencies.append(house.name)
    outlet = (
        _hinted(hints, page.outlets)
        or outlet
        or signed.outlet
        or (house.name if house and house.kind != "agency" else None)
    )
    machine = page.machine and part.role in ("lead", "entry")
    translated_from = page.translated_from if machine else None
    if (
        machine
        and translated_from is None
        and outlet
        and (o := page.outlets.by_name(outlet))
        and o.language != page.language
    ):
        translated_from = o.language
    agencies_all = credits.merged(signed.agencies, agencies, named)
    return Article(
        id=digest(page.capture.id, str(position)),
        capture=page.capture.id,
        position=position,
        page=page.capture.source,
        role=part.role,
        text=text,
        title=title,
        standfirst=_standfirst(top, title, body),
        external_id=hints.external_id,
        page_id=header.page_id,
        url=hints.url,
        language=page.language
        if part.role in ("lead", "entry")
        else (tag(hints.language) or language_of(f"{title or ''}\n{text}") or page.language),
        published=when,
        published_from=source,
        outlet=outlet,
        section=_section(top, title),
        authors=hints.authors or signed.authors,
        contributors=people,
        agencies=agencies_all,
        agency_copy=agency_copy or signed.agency_copy or signs or (house is not None and house.kind == "agency"),
        credits=credits.merged(credited),
        dateline=place,
        images=images,
        machine_translated=machine,
        translated_from=translated_from,
        truncated=part.truncated or (part.role == "lead" and _is_cut(body, part)),
        thread_size=header.thread_size,
        stated_minutes=header.minutes,
    )


def _hinted(hints: Hints, outlets: Outlets) -> str | None:
    known = outlets.by_name(hints.outlet) or outlets.by_domain(hints.outlet)
    return known.name if known else hints.outlet


def _names(credit: str, outlets: Outlets) -> list[str]:
    """The names in "AFP, Reuters et RIA"; a name that is one outlet stays whole."""
    if outlets.by_name(credit):
        return [credit]
    pieces = [p.strip(" .()") for p in re.split(r"\s*(?:,|;|\s/\s|\s(?:et|and|und|y|e|и)\s)\s*", credit)]
    return [p for p in pieces if p] if all(len(p) > 1 for p in pieces) else [credit]


def _captions(lines: Sequence[Line], page: Page) -> tuple[list[Line], tuple[Image, ...]]:
    """The lines without photo credits and captions, and these as images.

    The line before a credit is its caption where it stands before the article's text or is no sentence;
    within the text a whole sentence is kept.
    """
    kept: list[Line] = []
    images: list[Image] = []
    for i, line in enumerate(lines):
        if line.mark == "photo":
            caption = None
            if kept and kept[-1].mark is None and i and lines[i - 1] is kept[-1]:
                before = [x for x in kept[:-1] if x.mark is None and is_prose(x.text)]
                candidate = kept[-1]
                more = any(x.mark is None and is_prose(x.text) for x in lines[i + 1 :])
                titled = any(x.mark is None for x in kept[:-1])
                close = not line.gap and candidate.gap
                if (
                    more
                    and len(candidate.text) < 400
                    and (
                        (not before and titled and is_sentence(candidate.text))
                        or (before and close and not is_prose(candidate.text))
                    )
                ):
                    caption = kept.pop().text
            images.append(Image(None, caption, line.text.strip("()[] ")))
        elif (
            line.mark is None
            and has_credit_tail(line.text)
            and not (line.text.endswith(")") and is_prose(line.text) and len(line.text) > 250)
        ):
            images.append(Image(None, line.text, None))
        else:
            kept.append(line)
    return kept, tuple(images)


def _article(lines: Sequence[Line], parents: str | None) -> tuple[str | None, list[str], list[str]]:
    """Title, paragraphs and the lines above them that are neither."""
    plain = [line for line in lines if line.mark in (None, "slug", "see", "outlet")]
    first = next((i for i, x in enumerate(plain) if x.mark is None and is_prose(x.text)), None)
    if first is None:
        texts = [x.text for x in plain if x.mark is None]
        sentences = [t for t in texts if is_sentence(t) and not t.endswith("?")]
        if not sentences or texts[0] in sentences:
            return (
                (texts[0] if len(texts) > 1 and texts[0] not in sentences else None),
                [t for t in texts if len(texts) == 1 or t != texts[0] or t in sentences],
                [],
            )
        at = texts.index(sentences[0])
        return _title(texts[:at], [], parents), texts[at:], texts[:at]
    top = [x.text for x in plain[:first] if x.mark is None]
    opening = plain[first].text
    title = _title(top, [x.text for x in lines if x.mark is None], parents)
    start = [opening]
    if title is None and (at := glue(opening)) is not None and not is_sentence(opening[:at].rstrip('?! »”"')):
        title, start = opening[:at].strip(), [opening[at:].strip()]
    elif (
        title is None
        and first == 0
        and is_title(plain[0])
        and len(opening) <= 220
        and len(plain) > 1
        and not re.search(r"[.…]\W*$", opening)
    ):
        title, start = opening, []
    after_title = top[top.index(title) + 1 :] if title in top else []
    # A standfirst without a full stop: as long as a sentence, right above the text
    lead_in = [
        t for t in after_title if len(t) >= 60 and fold(t) != fold(title or "") and fold(t) != fold(parents or "")
    ]
    rest = _body(plain[first + 1 :], title, parents)
    return title, lead_in + start + rest, top


def _title(top: Sequence[str], all_lines: Sequence[str], parents: str | None) -> str | None:
    """The headline among the lines above the text: the first of four words or more; a repeated one before others."""
    candidates = [
        t
        for t in top
        if len(t) * (3 if not t.isascii() and len(t) < 40 and " " not in t else 1) >= 12 and len(t) <= 220
    ]
    own = [t for t in candidates if fold(t) != fold(parents or "")] or candidates
    if not own:
        return None
    counts = [sum(fold(x) == fold(t) for x in all_lines) for t in own]
    if max(counts, default=0) > 1:
        return own[counts.index(max(counts))]
    long = [t for t in own if len(t.split()) >= 4 or " " not in t]
    if long:
        return long[0]
    return own[-1] if len(own[-1].split()) >= 2 else None


def _body(lines: Sequence[Line], title: str | None, parents: str | None) -> list[str]:
    """The paragraphs after the first: what stands between paragraphs is kept, what trails after the last is not."""
    last = max((i for i, x in enumerate(lines) if x.mark is None and _closes(x.text)), default=-1)
    own = {fold(t) for t in (title, parents) if t}
    kept: list[str] = []
    for i, line in enumerate(lines[: last + 1]):
        if line.mark is not None or fold(line.text) in own:
            continue
        if _is_stray(lines, i):
            continue
        kept.append(line.text)
    return kept


def _closes(text: str) -> bool:
    """It can be an article's last line: a paragraph, or a sentence of four words with its stop."""
    return is_prose(text) or (
        bool(re.search(r"[.。!…][»”\"’')\]]*$", text)) and (len(text.split()) >= 4 or " " not in text)
    )


def _is_stray(lines: Sequence[Line], i: int) -> bool:
    """The title of a video or of another article, left between two paragraphs.

    A line without a full stop after the working name of a video, or so long that it is no subheading
    (nine words) and alone between two paragraphs.
    """
    text = lines[i].text
    if (
        (is_prose(text) and len(text) > 160)
        or re.search(r"[.:。;,…»”\"!?)][»”\"’')\]]*$", text)
        or re.match(r"^[-–—•*\d«“\"]", text)
    ):
        return False
    if i and lines[i - 1].mark == "slug":
        return True
    if len(text.split()) < 9:
        return False
    around = [lines[j].text for j in (i - 1, i + 1) if 0 <= j < len(lines) and lines[j].mark is None]
    return bool(around) and all(is_prose(t) and is_sentence(t) for t in around) and bool(re.match(r"\W*[^\W\d_]", text))


def _teaser(lines: Sequence[Line]) -> tuple[str | None, list[str], list[str]]:
    texts = [x.text for x in lines if x.mark is None]
    if not texts:
        return None, [], []
    first = texts[0]
    if (at := glue(first)) is not None:
        return first[:at].strip(), [first[at:].strip(), *texts[1:]], []
    if len(texts) > 1:
        titles = [t for t in texts[:2] if not is_prose(t)]
        title = titles[-1] if len(titles) == 2 and len(titles[0].split()) < 4 and len(texts) > 2 else first
        return title, [t for t in texts if t != title and not (len(t.split()) < 4 and not is_sentence(t))], []
    return (first, [], []) if not is_prose(first) or len(first) < 160 else (None, [first], [])


def _entry(lines: Sequence[Line]) -> tuple[str | None, list[str], list[str]]:
    """A live entry: clock and title, then text; or clock and text on one line."""
    texts = []
    for x in lines:
        if x.mark is None:
            text = (
                re.sub(
                    r"^\W{0,3}\d{1,2}\s?[:hH.]\s?\d{2}(?::\d\d)?(?:\s?(?:h|Uhr|GMT|UTC|CET|CEST|BST|MSK|МСК|ET|[ap]\.?m\.?)\b)?[\s:|•·\])–—-]*",
                    "",
                    x.text,
                )
                if x.clock and not texts
                else x.text
            )
            if text:
                texts.append(text)
    if len(texts) > 1 and not is_prose(texts[0]) and not re.search(r"[.。]\W*$", texts[0]):
        return texts[0], texts[1:], []
    return None, texts, []


_SUFFIX = re.compile(r"^(?P<title>.{12,}?)\s+[-–—|•·:]\s+(?P<name>[^-–—|•·]{2,40})$")


def _outlet_suffix(title: str, outlets: Outlets) -> tuple[str, str | None]:
    """ "Title - RFI" in two, where the end is an outlet's name or domain."""
    match = _SUFFIX.match(title)
    if match:
        known = outlets.by_name(match["name"]) or outlets.by_domain(match["name"])
        if known:
            return match["title"].strip(), known.name
        if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", match["name"]):
            return match["title"].strip(), match["name"].lower()
    return title, None


def _dateline(
    body: list[str], top: Sequence[str], lines: Sequence[Line], page: Page
) -> tuple[str | None, object, list[str], list[str]]:
    """Place and house from the first paragraph, or from lines of their own ("Hong Kong", "CNN") above it."""
    first = next((i for i, x in enumerate(lines) if body and x.text == body[0]), None)
    if first:
        above = [x for x in lines[max(0, first - 3) : first] if x.mark in (None, "outlet")]
        house = next((page.outlets.by_name(x.text.strip(" .:|-–—()")) for x in above if x.mark == "outlet"), None)
        if house is not None:
            place = next(
                (
                    x.text
                    for x in above
                    if (x.mark is None and len(x.text.split()) <= 4 and x.text[:1].isupper() and x is not above[0])
                    or (x.mark is None and len(above) == 2 and len(x.text.split()) <= 3)
                ),
                None,
            )
            return place, house, body, [t for t in top if t != place]
    for text in body[:2]:
        if found := credits.dateline(text, page.outlets):
            return found.place, found.outlet, body, list(top)
    return None, None, body, list(top)


def _when(part: Part, header: Header, page: Page, hints: Hints) -> tuple[When | None, str | None]:
    """The publication date: as given, in the header, on a line of its own, in the address."""
    order = order_of(page.language, None, page.text[:20000])
    if hints.published and (given := parse(hints.published, page.now, order)):
        return given, "given"
    own = [x.header.when for x in part.lines if x.mark in ("date", "byline") and x.header and x.header.when]
    if part.role == "entry":
        return None, None
    when = header.when
    if own and (when is None or (own[0].start == when.start and own[0].clock) or _is_original(own[0], when)):
        when = own[0]
    if when is not None:
        return when, "page"
    by_address = from_url(hints.url, page.now)
    return (by_address, "url") if by_address else (None, None)


def _is_original(own: When, header: When) -> bool:
    """The article's own line is earlier than the page's header by at most a month: the header dates the relaying."""
    return own.start is not None and header.start is not None and 0 < (header.start - own.start).days <= 31


def _standfirst(top: Sequence[str], title: str | None, body: Sequence[str]) -> str | None:
    return next((t for t in top if t != title and body and t == body[0]), None)


def _section(top: Sequence[str], title: str | None) -> str | None:
    """A label of at most four words right above the title."""
    if title in top:
        before = [t for t in top[: top.index(title)] if len(t.split()) <= 4 and len(t) < 40]
        return before[-1] if before else None
    return None


def _is_cut(body: Sequence[str], part: Part) -> bool:
    """The last paragraph breaks off: no end mark, or dots in brackets."""
    if not body:
        return False
    last = body[-1]
    return len(last) > 80 and (not is_sentence(last) or bool(re.search(r"(?:\[…\]|\[\.\.\.\]|…|\.\.\.)$", last)))


def _linked(articles: Sequence[Article]) -> list[Article]:
    """Children, teasers and entries know their lead; entries take its day with their own clock."""
    lead = next((a for a in articles if a.role == "lead"), None)
    if lead is None:
        return list(articles)
    return [a if a is lead else replace(a, parent=lead.id) for a in articles]


def given(capture: Capture, text: str, outlets: Outlets, now: datetime) -> tuple[Article, ...] | Refusal:
    """One article whose text is given as such (a record, a feed's entry): nothing is taken away from it."""
    hints = capture.hints
    body, title = clean(text), clean(hints.title or "").replace("\n", " ") or None
    if not body and not title:
        return Refusal("It has neither a title nor a text.", capture.source, "bad-record")
    language = tag(hints.language) or language_of(f"{title or ''}\n{body}")
    words = lexicon(language)
    known = outlets.by_name(hints.outlet) or outlets.by_domain(hints.outlet) or outlets.by_domain(hints.url)
    when = parse(hints.published, now.date(), order_of(language, known.country if known else None))
    by_address = None if when else from_url(hints.url, now.date())
    agencies, signs = credits.agencies_of(body, words, outlets)
    line = credits.dateline(body, outlets)
    house = line.outlet if line and line.outlet and line.outlet.kind == "agency" else None
    article = Article(
        id=digest(capture.id, "0"),
        capture=capture.id,
        position=0,
        page=capture.source,
        role="lead",
        text=body,
        title=title,
        external_id=hints.external_id,
        url=hints.url,
        language=language,
        published=when or by_address,
        published_from="given" if when else "url" if by_address else None,
        outlet=known.name if known else hints.outlet or host(hints.url),
        authors=hints.authors,
        agencies=credits.merged([house.name] if house else [], agencies),
        agency_copy=signs or house is not None,
        dateline=line.place if line else None,
        machine_translated=any(
            furniture().is_machine_notice(x) for x in (*body.split("\n")[:2], *body.split("\n")[-3:]) if len(x) < 400
        ),
    )
    return (article,)
