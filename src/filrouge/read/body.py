"""The lines of one part of a page, as a title, paragraphs and pictures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from filrouge.data.outlets import Outlets
from filrouge.read.bylines import has_credit_tail
from filrouge.read.credits import opens_with_dateline
from filrouge.read.marks import CLOCK, Line
from filrouge.read.part import is_title
from filrouge.read.shapes import closes, glue, is_cjk, is_prose, is_sentence, without_sign_off
from filrouge.records import Image
from filrouge.text.normalise import fold

# A subheading has fewer words; a line of more without a full stop, alone between paragraphs, is a link's title.
SUBHEADING = 9
# Captions run to three hundred characters, bare credits to sixty.
CAPTION, CREDIT = 300, 60
# A standfirst is as long as a sentence; shorter lines above a text are labels.
STANDFIRST = 60
# The title is among the last lines over the text; farther up are menus.
ABOVE = 80
# A headline has at least a third of its longer words in common with its text.
SHARED = 0.34
_STOP = re.compile(r"[.…]\W*$")


@dataclass(frozen=True, slots=True)
class Body:
    title: str | None
    paragraphs: tuple[str, ...]
    above: tuple[str, ...] = ()
    """The unmarked lines over the first paragraph."""


def captions(lines: Sequence[Line], outlets: Outlets) -> tuple[list[Line], tuple[Image, ...]]:
    """The lines without photo credits and captions, and these as images.

    The line before a credit is its caption where it stands before the article's text, or is no paragraph and
    close to it; within the text a whole sentence is kept.
    """
    kept: list[Line] = []
    images: list[Image] = []
    for i, line in enumerate(lines):
        if line.mark == "photo":
            caption = None
            if kept and kept[-1] is lines[i - 1] and _is_caption(kept, line, lines[i + 1 :]):
                caption = kept.pop().text
            images.append(Image(None, caption, line.text.strip("()[] ")))
        elif line.mark is None and has_credit_tail(line.text, outlets):
            images.append(Image(None, line.text, None))
        else:
            kept.append(line)
    return kept, tuple(images)


def _is_caption(before: Sequence[Line], credit: Line, after: Sequence[Line]) -> bool:
    candidate = before[-1]
    if candidate.mark is not None or len(candidate.text) > CAPTION or not any(_is_paragraph(x) for x in after):
        return False
    if any(_is_paragraph(x) for x in before[:-1]):
        # On a page that parts its paragraphs, what touches the credit alone belongs to it
        return not credit.gap and candidate.gap and (not is_prose(candidate.text) or _parted(after))
    if len(credit.text) > CREDIT and not credit.text.startswith(("©", "(")):
        return False  # it carries its own caption
    return is_sentence(candidate.text) and any(x.mark is None for x in before[:-1])


def _parted(lines: Sequence[Line]) -> bool:
    """Every paragraph that follows has a blank line before it."""
    return all(x.gap for x in lines if _is_paragraph(x))


def _is_paragraph(line: Line) -> bool:
    return line.mark is None and is_prose(line.text)


def article(lines: Sequence[Line], others_title: str | None = None) -> Body:
    """Title and paragraphs of a lead or child; ``others_title`` is the lead's, which some threads repeat."""
    plain = [line for line in lines if line.mark in (None, "slug", "see", "outlet")]
    first = next((i for i, x in enumerate(plain) if _is_paragraph(x)), None)
    if first is None:
        return _short([x.text for x in plain if x.mark is None], others_title)
    above = [x.text for x in plain[max(0, first - ABOVE) : first] if x.mark is None]
    opening = plain[first].text
    rest_of = " ".join([x.text for x in plain[first : first + ABOVE] if _is_paragraph(x)][:10])
    title = _title(above, [x.text for x in lines if x.mark is None], others_title, rest_of)
    start = [opening]
    if (
        title is None
        and (at := glue(opening)) is not None
        and len(opening[:at].split()) > 4
        and not re.search(r"[.…]$", opening[:at].strip())
    ):
        title, start = opening[:at].strip(), [opening[at:].strip()]
    elif title is None and is_title(plain[first]) and len(plain) > 1 and not _STOP.search(opening):
        title, start = opening, []
    known = {fold(t) for t in (title, others_title) if t}
    if title is not None and (begins := _dateline_at(plain, first)) is not None:
        # What stands between the title and the dateline is a picture's caption and credit
        paragraphs = (plain[begins].text, *_rest(plain[begins + 1 :], known))
        return Body(title, paragraphs, tuple(above))
    below = above[above.index(title) + 1 :] if title in above else above
    standfirst = [t for t in below if fold(t) not in known and (len(t) >= STANDFIRST or _is_short_sentence(t))]
    return Body(title, (*standfirst, *start, *_rest(plain[first + 1 :], known)), tuple(above))


def _dateline_at(lines: Sequence[Line], first: int) -> int | None:
    """The line among the three after the first paragraph that opens with a dateline, after short lines only."""
    for i in range(first, min(first + 4, len(lines))):
        if lines[i].mark is None and opens_with_dateline(lines[i].text):
            return i
        if len(lines[i].text) > CAPTION:
            return None
    return None


def _is_short_sentence(text: str) -> bool:
    return bool(re.search(r"[.。]\W*$", text)) and len(text.split()) >= 4


def _short(texts: Sequence[str], others_title: str | None) -> Body:
    """A part without one paragraph: short sentences, with or without a title over them."""
    sentences = [t for t in texts if is_sentence(t) and not t.endswith("?")]
    if not sentences:
        return Body(texts[0], tuple(texts[1:])) if len(texts) > 1 else Body(None, tuple(texts))
    at = texts.index(sentences[0])
    return Body(_title(texts[:at], texts, others_title), tuple(texts[at:]), tuple(texts[:at]))


def _title(above: Sequence[str], every: Sequence[str], others_title: str | None, text: str = "") -> str | None:
    """The headline among the lines over the text.

    A repeated line comes first; then the first line that shares words with the text, as headlines do and menus,
    slogans and greetings do not; then the first of four words or more.
    """
    found = [t for t in above if _size(t) >= 12 and len(t) <= 220]
    found = [t for t in found if fold(t) != fold(others_title or "")] or found
    found = [t for t in found if not re.search(r"[.。]$", t)] or found
    if not found:
        return None
    counts = [0 if _STOP.search(t) else sum(fold(x) == fold(t) for x in every) for t in found]
    if max(counts) > 1 and len(found[counts.index(max(counts))].split()) > 2:
        return found[counts.index(max(counts))]
    stems = _stems(text)
    shared = [len(_stems(t) & stems) / max(3, len(_stems(t))) for t in found]
    if max(shared) >= SHARED:
        return next(t for t, s in zip(found, shared, strict=True) if s >= max(SHARED, min(0.5, 0.67 * max(shared))))
    long = [t for t in found if len(t.split()) >= 4 or (" " not in t and _size(t) > len(t))]
    return long[0] if long else found[-1] if len(found[-1].split()) >= 2 else None


def _stems(text: str) -> set[str]:
    """The beginnings of its longer words, or pairs of characters where words are not set apart."""
    folded = fold(text[:4000])
    if is_cjk(text):
        return {folded[i : i + 2] for i in range(len(folded) - 1)}
    return {w[:5] for w in re.findall(r"\w{5,}", folded)}


def _size(text: str) -> int:
    """Characters, those of scripts without spaces counted three times."""
    return len(text) * (3 if not text.isascii() and " " not in text else 1)


def _rest(lines: Sequence[Line], known: set[str]) -> list[str]:
    """The paragraphs after the first: what stands between paragraphs is kept, what trails after the last is not."""
    last = max((i for i, x in enumerate(lines) if x.mark is None and closes(x.text)), default=-1)
    return [
        x.text
        for i, x in enumerate(lines[: last + 1])
        if x.mark is None and not (len(x.text) <= 220 and fold(x.text) in known) and not _is_stray(lines, i)
    ]


# "Lire aussi : le marché du gaz", "Infographic: who buys what": a label of at most four words, a colon, a title
_LINK = re.compile(r"^[^\W\d_][\w'’-]*(?:\s[\w'’-]+){0,3}\s?:\s\S")
LINK = 16


def _is_stray(lines: Sequence[Line], i: int) -> bool:
    """The title of a video or of another article, left between two paragraphs.

    A line without a full stop after the working name of a video, or too long for a subheading and alone
    between two paragraphs. Lists, quotations and lines that lead in to something are none.
    """
    text = lines[i].text
    if (is_prose(text) and len(text) > 160) or not re.match(r"[^\W\d_]", text) or re.search(r"[^\w\s]\W*$", text):
        return False
    if i and lines[i - 1].mark == "slug":
        return True
    if _LINK.match(text) and lines[i].gap and len(text.split()) <= LINK:
        return True
    if len(text.split()) < SUBHEADING:
        return False
    around = [lines[j] for j in (i - 1, i + 1) if 0 <= j < len(lines)]
    return all(x.mark is not None or (is_prose(x.text) and is_sentence(x.text)) for x in around)


def teaser(lines: Sequence[Line]) -> Body:
    """Title and lede of another's teaser, glued together or on lines of their own."""
    texts = [x.text for x in lines if x.mark is None]
    if not texts:
        return Body(None, ())
    if (at := glue(texts[0])) is not None:
        return Body(texts[0][:at].strip(), (texts[0][at:].strip(), *texts[1:]))
    if len(texts) == 1:
        return Body(None, (texts[0],)) if is_prose(texts[0]) and len(texts[0]) >= 160 else Body(texts[0], ())
    # Labels ("Europe") and menus can stand over the title: it is the last line of words before the lede
    lede = next((i for i, t in enumerate(texts) if i and (is_prose(t) or is_sentence(t))), len(texts))
    at = max((i for i in range(lede) if len(texts[i].split()) >= 4 or is_cjk(texts[i])), default=0)
    return Body(texts[at], tuple(t for t in texts[at + 1 :] if len(t.split()) >= 4 or is_sentence(t)))


def entry(lines: Sequence[Line]) -> Body:
    """A live entry: clock and title, then text; or clock and text on one line."""
    texts: list[str] = []
    for line in lines:
        if line.mark is None and (text := CLOCK.sub("", line.text) if line.clock and not texts else line.text):
            texts.append(text)
    while len(texts) > 1 and not is_sentence(texts[-1]) and not is_prose(texts[-1]) and any(map(is_sentence, texts)):
        texts.pop()  # "Older entries", "Follow us"
    if len(texts) > 1 and not is_prose(texts[0]) and not re.search(r"[.。]\W*$", texts[0]):
        return Body(texts[0], tuple(texts[1:]))
    return Body(None, tuple(texts))


_NAMELIKE = re.compile(r"^(?:(?:[^\W\d_a-zà-ÿа-я]\S*|de|du|des|la|le|les|of|the|der|die|das|del|d’\S+|d'\S+)\s?){1,5}$")
_SUFFIX = re.compile(r"^(?P<title>.{12,400})\s[-–—|•·]\s(?P<name>.{2,40})$")


def without_outlet(title: str, outlets: Outlets, named: bool = False) -> tuple[str, str | None]:
    """ "Title - RFI" in two, where the end is an outlet's name or domain.

    With ``named`` an unknown name in capitals counts too: lists of others' articles write them so.
    """
    if match := _SUFFIX.match(title):
        if known := outlets.by_name(match["name"]) or outlets.by_domain(match["name"]):
            return match["title"].strip(), known.name
        if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", match["name"]) and outlets.plausible(match["name"].lower()):
            return match["title"].strip(), match["name"].lower()
        if named and _NAMELIKE.match(match["name"]) and len(match["title"]) > 20:
            return match["title"].strip(), match["name"]
    return title, None


def section_of(body: Body) -> str | None:
    """A label of at most four words over the title."""
    if body.title not in body.above:
        return None
    labels = [t for t in body.above[: body.above.index(body.title)] if len(t.split()) <= 4 and len(t) < 40]
    return labels[-1] if labels else None


def is_cut(body: Body) -> bool:
    """The last paragraph breaks off: no end mark, or dots at its end."""
    last = without_sign_off(body.paragraphs[-1]) if body.paragraphs else ""
    return len(last) > 80 and (not is_sentence(last) or bool(re.search(r"(?:…|\.\.\.)\]?$", last)))
