"""The lines of a page, parted into its articles: a lead, children under their own headers, teasers, live entries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from filrouge.read.marks import Line
from filrouge.read.part import LEDE, Part, is_title
from filrouge.read.shapes import glue, is_prose
from filrouge.read.teasers import end_of_cut, leads_on, related, teaser
from filrouge.records import Role

# A page with fewer clock times at the start of a line is an article that tells a day, not a live page.
ENTRIES = 3
# Lines between two entries of a live page; a transcript names the hour at its ends only.
APART = 40


def split(lines: Sequence[Line]) -> list[Part]:
    """Parts in order of the page; the first is the lead unless the page is a list of teasers."""
    lines = _with_two_line_headers(_with_joined_headers(_with_glued_heads(_without_doubled_heads(lines))))
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
            i = related(lines, i, parts)
            if i < 0:
                i, region = -i, "related"
            continue
        elif line.mark == "live" or region == "comments" or region == "children":
            here.dropped.append(line)
        elif region == "related":
            i = teaser(lines, i, parts)
            continue
        elif region is None and is_title(line) and leads_on(lines, i + 1) and here.has_body:
            region = "related"
            i = teaser(lines, i, parts)
            continue
        elif line.mark == "more":
            end_of_cut(ends, parts)
        elif live and line.clock and line.mark is None and here.role in ("lead", "entry"):
            parts.append(Part("entry", None, [line]))
        else:
            here.lines.append(line)
        i += 1
    return [p for p in parts if p.lines]


def _with_joined_headers(lines: Sequence[Line]) -> list[Line]:
    """A header that a page sets on two lines, number and count, then outlet, date and minutes, as one."""
    out: list[Line] = []
    for line in lines:
        before = out[-1] if out else None
        if (
            before is not None
            and before.header
            and line.header
            and "header" in (before.mark, line.mark)
            and {before.mark, line.mark} <= {"header", "date", "host", "furniture"}
            and (both := before.header.joined(line.header))
        ):
            out[-1] = replace(before, mark="header", header=both)
        else:
            out.append(line)
    return out


# A house and a date over fewer paragraphs head a link, not an article.
WHOLE = 2


def _with_two_line_headers(lines: Sequence[Line]) -> list[Line]:
    """The header that exports of press archives put on two lines, a house and a date, over each of several articles."""
    out = list(lines)
    found = [i for i, (a, b) in enumerate(pairwise(lines)) if a.mark == "outlet" and b.mark == "date" and b.header]
    for i in found if len(found) > 1 else ():
        date = lines[i + 1]
        own = takewhile(lambda x: x.mark not in ("outlet", "date", "header"), lines[i + 2 : i + 12])
        if date.header and sum(x.mark is None and is_prose(x.text) for x in own) >= WHOLE:
            named = replace(date.header, outlet=date.header.outlet or lines[i].text.strip(" .:|-–—"))
            out[i] = replace(lines[i], mark="furniture")
            out[i + 1] = replace(date, mark="header", header=named)
    return out


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


_STOP = re.compile(r"\w{2}[.。]$")  # ledes are short, headlines have no full stop
_PARTING = ("header", "children", "related", "comments")


def _is_field(line: Line) -> bool:
    """It says when or for whom, by itself or beside a name."""
    dated = line.mark == "byline" and line.header is not None and line.header.when is not None
    return dated or line.mark in ("date", "outlet", "host", "header")


def _is_plain(line: Line) -> bool:
    """A header that says when and who, as lists do, and neither numbers its article nor counts its thread."""
    return line.header is not None and line.header.page_id is None and line.header.thread_size is None


def _is_listing(lines: Sequence[Line]) -> bool:
    """Nothing but teasers: again and again a title, one short paragraph, and between or below outlet or date.

    Twice is enough where the page neither numbers its articles nor has heads for answers or related ones.
    """
    kinds = "".join(
        "m" if _is_field(x) else "p" if x.mark is None and (is_prose(x.text) or _STOP.search(x.text)) else "t"
        for x in lines
        if x.mark is None or _is_field(x)
    )
    below = 0 < kinds.find("p") < kinds.find("m")
    groups = re.findall(r"tpm{1,3}" if below else r"tm{1,3}p(?!p)", kinds)
    least = 3 if any(x.mark in _PARTING and not (x.mark == "header" and _is_plain(x)) for x in lines) else 2
    return len(groups) >= least and len(groups) == kinds.count("p") and all(len(x.text) <= LEDE for x in lines)


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
