"""The lines of a page, parted into its articles: a lead, children under their own headers, teasers, live entries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, pairwise

from filrouge.read.furniture import furniture
from filrouge.read.headers import Header
from filrouge.read.marks import Line
from filrouge.read.shapes import TITLE, glue, is_lede, is_prose, is_sentence
from filrouge.records import Role

# How far to look for what a heading stands over; the longest list seen has 60 lines.
BLOCK = 200
# A lede shown under another article's title is short; longer text under a heading "related" is the article going on.
LEDE = 600
# A page with fewer clock times at the start of a line is an article that tells a day, not a live page.
ENTRIES = 3
# Lines between two entries of a live page; a transcript names the hour at its ends only.
APART = 40


@dataclass(slots=True)
class Part:
    """The lines of one article of the page, in order."""

    role: Role
    header: Header | None = None
    lines: list[Line] = field(default_factory=list)
    truncated: bool = False
    """The page itself says that there is more elsewhere."""
    dropped: list[Line] = field(default_factory=list)
    """Lines that are no part of the article and may still tell something of it."""

    _seen: int = 0
    _body: bool = False

    @property
    def has_body(self) -> bool:
        """It holds a paragraph; each line is looked at once."""
        while not self._body and self._seen < len(self.lines):
            line = self.lines[self._seen]
            self._body = line.mark is None and is_prose(line.text)
            self._seen += 1
        return self._body


def split(lines: Sequence[Line]) -> list[Part]:
    """Parts in order of the page; the first is the lead unless the page is a list of teasers."""
    lines = _with_glued_heads(_without_doubled_heads(lines))
    live = _is_live(lines)
    if not live:
        lines = [line for line in lines if line.clock is None or len(line.text) > 12]
    ends = sum(line.mark == "more" for line in lines)
    under_title = _header_stands_under_title(lines)
    parts = [Part("lead")]
    region: str | None = "related" if _is_listing(lines) else None
    i = 0
    while i < len(lines):
        line, here = lines[i], parts[-1]
        if region == "children" and line.mark == "date" and line.header and line.header.outlet:
            line = Line(line.text, "header", line.header, line.gap)
        if line.mark == "header" and line.header and (region != "related" or line.header.page_id):
            if (
                not here.has_body
                and here.header is None
                and region is None
                and not (here.role == "teaser" and here.lines)
            ):
                here.header = line.header
            elif _opens(lines, i, region):
                role: Role = "teaser" if region == "related" or _ends_in_more(lines, i) else "child"
                part = Part(role, line.header)
                if under_title:
                    part.lines = _taken_back(here.dropped if region == "children" else here.lines)
                parts.append(part)
                region = "related" if region == "related" else None
            else:
                here.dropped.append(line)
        elif (
            line.mark == "date"
            and line.header
            and line.header.outlet
            and here.has_body
            and region is None
            and here.role in ("lead", "child")
            and any(x.header and x.header.outlet for x in here.lines)
            and is_title(here.lines[-1])
            and _opens(lines, i, region)
        ):  # a second title over a second "outlet, date"
            parts.append(Part("child", line.header, _taken_back(here.lines)))
        elif line.mark == "children":
            region = "children" if here.has_body else region
        elif line.mark == "comments":
            if here.has_body or region:
                region = "comments"
        elif line.mark == "related":
            i = _related(lines, i, parts)
            if i < 0:
                i, region = -i, "related"
            continue
        elif line.mark == "live" or region == "comments" or region == "children":
            here.dropped.append(line)
        elif region == "related":
            i = _teaser(lines, i, parts)
            continue
        elif region is None and is_title(line) and _leads_on(lines, i + 1) and here.has_body:
            region = "related"
            i = _teaser(lines, i, parts)
            continue
        elif line.mark == "more":
            _more(ends, parts)
        elif live and line.clock and line.mark is None and here.role in ("lead", "entry"):
            parts.append(Part("entry", None, [line]))
        else:
            here.lines.append(line)
        i += 1
    return [p for p in parts if p.lines]


_GLUED_HEAD = re.compile(r"^[^.:!?]{3,60}:[^\s\d/]")


def _with_glued_heads(lines: Sequence[Line]) -> list[Line]:
    """A heading stuck to its explanation ("Similar news:You can…") right over a title stuck to its lede."""
    return [
        replace(line, mark="related")
        if line.mark is None
        and _GLUED_HEAD.match(line.text)
        and i + 1 < len(lines)
        and glue(lines[i + 1].text) is not None
        else line
        for i, line in enumerate(lines)
    ]


def _is_listing(lines: Sequence[Line]) -> bool:
    """Nothing but teasers: three times or more a title, its outlet or date, and one short paragraph."""
    kinds = "".join(
        "m" if x.mark in ("date", "outlet", "host") else "p" if x.mark is None and is_prose(x.text) else "t"
        for x in lines
        if x.mark in ("date", "outlet", "host", None)
    )
    groups = re.findall(r"tm{1,3}p(?!p)", kinds)
    return len(groups) >= 3 and len(groups) == kinds.count("p") and all(len(x.text) <= LEDE for x in lines)


def _is_live(lines: Sequence[Line]) -> bool:
    """Several lines begin with a time of day, in order, and none of them far from the next."""
    at = [i for i, line in enumerate(lines) if line.clock is not None and line.mark is None]
    if len(at) < ENTRIES:
        return False
    clocks = [lines[i].clock or "" for i in at]
    falling = sum(a >= b for a, b in pairwise(clocks))
    rising = sum(a <= b for a, b in pairwise(clocks))
    near = all(b - a <= APART for a, b in pairwise(at))
    return near and max(falling, rising) >= 0.7 * (len(at) - 1)


def _without_doubled_heads(lines: Sequence[Line]) -> list[Line]:
    """Headings of comments and links stand in menus too; before the first paragraph they open nothing."""
    first = next((i for i, line in enumerate(lines) if line.mark is None and is_prose(line.text)), len(lines))
    return [
        Line(line.text, "furniture", None, line.gap)
        if i < first and line.mark in ("comments",) and not any(x.mark == "header" for x in lines[i:first])
        else line
        for i, line in enumerate(lines)
    ]


def _header_stands_under_title(lines: Sequence[Line]) -> bool:
    """The page puts the header between the title and the text, not above the title."""
    at = next((i for i, line in enumerate(lines) if line.mark == "header"), None)
    if at is None:
        return False
    after = next((x for x in lines[at + 1 :] if x.mark is None), None)
    before = next((x for x in reversed(lines[:at]) if x.mark is None), None)
    return before is not None and is_title(before) and after is not None and is_prose(after.text)


def is_title(line: Line) -> bool:
    """Of a headline's length, and no sentence that ends in a full stop."""
    text = line.text
    return (
        line.mark is None
        and TITLE[0] <= len(text) * (2 if not text.isascii() and len(text) < 20 else 1) <= TITLE[1]
        and not (is_sentence(text) and re.search(r"[.。:][»”\"')]*$", text) and not text.endswith("..."))
    )


def _taken_back(before: list[Line]) -> list[Line]:
    """The title that stood above a header, taken from the lines before it."""
    taken: list[Line] = []
    while before and is_title(before[-1]) and not is_prose(before[-1].text) and len(taken) < 2:
        taken.insert(0, before.pop())
    return taken


def _opens(lines: Sequence[Line], i: int, region: str | None) -> bool:
    """An article follows this header: at least a title or a paragraph before the next header."""
    for line in lines[i + 1 : i + 12]:
        if line.mark == "header":
            return False
        if line.mark is None and (is_prose(line.text) or is_title(line)):
            return True
    return False


def _ends_in_more(lines: Sequence[Line], i: int) -> bool:
    for line in lines[i + 1 : i + 8]:
        if line.mark == "more":
            return True
        if line.mark == "header" or len(line.text) > LEDE:
            return False
    return False


def _leads_on(lines: Sequence[Line], i: int) -> bool:
    """A lede that ends in its own "read more", as newsletters have them."""
    if i >= len(lines) or lines[i].mark is not None or len(lines[i].text) > LEDE:
        return False
    return bool(furniture().inline_more.search(lines[i].text))


def _related(lines: Sequence[Line], i: int, parts: list[Part]) -> int:
    """What follows a heading such as "Similar news": where to go on, negative where a list of teasers begins there.

    The heading can stand over a list of teasers, over bare links within the article, or in a menu.
    """
    block = []
    for line in islice(lines, i + 1, i + 1 + BLOCK):
        if line.mark in ("comments", "children") or (line.mark == "header" and line.header and line.header.page_id):
            break
        block.append(line)
    if not parts[-1].has_body and parts[-1].role == "lead" and not _is_list(block):
        return i + 1
    if _is_list(block):
        return -(i + 1)
    # Bare links: as many short lines as follow. If paragraphs come after them, they are the article's.
    j = 0
    while j < len(block) and not (block[j].mark is None and is_prose(block[j].text)):
        parts[-1].dropped.append(block[j])
        j += 1
    return i + 1 + j


def _is_list(block: Sequence[Line]) -> bool:
    """Teasers: several ended by "read more", glued to their titles, dated each, or title and lede by turns."""
    if not block:
        return False
    ends = sum(line.mark == "more" for line in block)
    marked = sum(line.mark in ("header", "date", "host", "outlet") for line in block)
    plain = [line for line in block if line.mark is None]
    glued = sum(glue(line.text) is not None for line in plain)
    long = sum(len(line.text) > LEDE for line in plain)
    if long > 1:
        return False
    turns = [is_lede(x.text) for x in plain]
    pairs = sum(not a and b for a, b in pairwise(turns))
    singles = sum(a and b for a, b in pairwise(turns))
    return (
        ends >= 1
        or glued * 2 >= max(1, len(plain))
        or (pairs >= 2 and singles <= pairs // 2 and not turns[0])
        or marked >= 2
    )


_META = ("header", "date", "host", "outlet", "byline", "source")


def _teaser(lines: Sequence[Line], i: int, parts: list[Part]) -> int:
    """One teaser under a heading: up to its "read more", the next title, or the next gap. Gives where to go on."""
    part = Part("teaser")
    start = i
    while i < len(lines):
        line = lines[i]
        if line.mark in ("comments", "children", "related") or (
            line.mark == "header" and line.header and line.header.page_id
        ):
            break
        if line.mark == "more":
            i += 1
            break
        if line.mark in _META:
            body = any(x.mark is None and is_lede(x.text) for x in part.lines)
            nxt = lines[i + 1] if i + 1 < len(lines) else None
            if body and nxt is not None and nxt.mark is None and is_title(nxt) and _meta_leads(lines, start):
                break  # the fields of the next teaser, in a list that puts them first
            part.lines.append(line)
        elif line.mark is None:
            if part.lines and _leads_on(lines, i):
                part.lines.append(replace(line, text=furniture().inline_more.sub("", line.text)))
                i += 1
                break
            texts = [x for x in part.lines if x.mark is None]
            complete = any(is_lede(x.text) for x in texts[1:]) or (len(texts) == 1 and glue(texts[0].text) is not None)
            if complete and (not is_prose(line.text) or glue(line.text) is not None):
                break
            if (
                texts
                and not complete
                and is_title(line)
                and not is_prose(line.text)
                and not is_sentence(line.text)
                and is_title(texts[-1])
            ):
                break  # a title without a lede
            part.lines.append(line)
        else:
            part.dropped.append(line)
        i += 1
    texts = [x for x in part.lines if x.mark is None]
    told = any(is_lede(x.text) for x in texts[1:]) or (bool(texts) and glue(texts[0].text) is not None)
    ended = i > start and lines[i - 1].mark == "more"
    if texts and (told or ended):
        parts.append(part)
    elif parts:
        parts[-1].dropped += part.lines
    return max(i, start + 1)


def _meta_leads(lines: Sequence[Line], start: int) -> bool:
    return lines[start].mark in _META


def _more(ends: int, parts: list[Part]) -> None:
    """A "read more" outside a list: the end of a cut lead, or of a teaser in a portal's column."""
    here = parts[-1]
    if ends < 2:
        here.truncated = here.has_body
        return
    # In a column of teasers the block before the link is one: a title and at most two paragraphs.
    taken: list[Line] = []
    while here.lines and len(taken) < 6:
        line = here.lines[-1]
        if len(line.text) > LEDE or sum(is_prose(x.text) for x in taken if x.mark is None) > 2:
            break
        taken.insert(0, here.lines.pop())
        if line.mark is None and ((is_title(line) and not is_prose(line.text)) or glue(line.text) is not None):
            break
    # fields above the title belong to the same teaser
    while taken and here.lines and here.lines[-1].mark in ("date", "outlet", "host"):
        taken.insert(0, here.lines.pop())
    if taken and here.role == "teaser":
        parts.append(Part("teaser", None, taken))
    elif taken:
        parts.append(Part("teaser", None, taken))
        parts.append(Part("lead", None, []))
        if here.lines:
            parts[-1].role = "teaser"
