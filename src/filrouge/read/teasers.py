"""Teasers of other articles among the lines of a page: lists under a heading, columns of a portal, newsletters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice, pairwise

from filrouge.read.furniture import furniture
from filrouge.read.marks import Line
from filrouge.read.part import LEDE, Part, is_title
from filrouge.read.shapes import glue, is_lede, is_prose, is_sentence

# How far to look for what a heading stands over; the longest list seen has 60 lines.
BLOCK = 200


def leads_on(lines: Sequence[Line], i: int) -> bool:
    """A lede that ends in its own "read more", as newsletters have them."""
    if i >= len(lines) or lines[i].mark is not None or len(lines[i].text) > LEDE:
        return False
    return bool(furniture().inline_more.search(lines[i].text))


def related(lines: Sequence[Line], i: int, parts: list[Part]) -> int:
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


def teaser(lines: Sequence[Line], i: int, parts: list[Part]) -> int:
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
            if part.lines and leads_on(lines, i):
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


def end_of_cut(ends: int, parts: list[Part]) -> None:
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
