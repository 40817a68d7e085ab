"""Where a text quotes: spans between quotation marks of every make, balanced or not, and the text around them.

Pages lose marks and turn them round (``d' »alliés »``), so a mark is read by what stands beside it and by
the marks that are left in its line, never by counting alone. Nothing here knows who speaks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from filrouge.text.normalise import straight

_CLOSERS = {
    "«": "»",
    "»": "»«",
    "“": "”“",
    "”": "”",
    "„": "“”„",
    "‚": "‘’",
    '"': '"',
    "‘": "’",
    "'": "'",
    "「": "」",
    "『": "』",
    "‹": "›",
}
"""What may close a quotation opened by each mark, the usual one first."""

_MARKS = re.compile("[«»“”„‚\"‘’'「」『』‹›]")
_PAIRS = str.maketrans({"＂": '"', "〝": '"', "〞": '"', "‟": "“"})
_SINGLE = "‘'‚"
_END = ".!?…"
_SPACES = " \u00a0\u202f\u2009\t"

LONGEST = 6000
"""Characters: a longer quotation is a mark that was never closed. A quoted paragraph has some 600."""

LONGEST_SENTENCE = 3000
"""Characters without end mark that are still taken for one sentence: work on a sentence grows with its square."""


@dataclass(frozen=True, slots=True)
class Quote:
    """One quotation: ``start``/``end`` hold the words, ``outer``/``outer_end`` the marks too."""

    start: int
    end: int
    outer: int
    outer_end: int
    opened: bool = True
    """False where the opening mark is missing and the start is only the line's or the last quotation's end."""
    closed: bool = True
    """False where the closing mark is missing and the end is only the line's or the next quotation's start."""


def quotations(text: str) -> tuple[Quote, ...]:
    """The outermost quotations of ``text``, line by line, in order and apart from each other."""
    found: list[Quote] = []
    begin = 0
    text = text.translate(_PAIRS)
    for line in text.split("\n"):
        found.extend(_line(text, begin, begin + len(line)))
        begin += len(line) + 1
    return tuple(found)


def _line(text: str, begin: int, end: int) -> list[Quote]:
    marks = [m.start() for m in _MARKS.finditer(text, begin, end)]
    if not marks:
        return []
    balanced = text.count("«", begin, end) == text.count("»", begin, end)
    later: dict[str, list[int]] = {}
    for at in reversed(marks):
        later.setdefault(text[at], []).append(at)
    found: list[Quote] = []
    opener: int | None = None
    depth = 0
    edge = begin
    for at in marks:
        mark = text[at]
        before = text[at - 1] if at > begin else " "
        after = text[at + 1] if at + 1 < end else " "
        while later[mark] and later[mark][-1] <= at:
            later[mark].pop()
        if opener is None:
            if _opens(mark, before, after, bool(later[mark]), text, at, later):
                opener, depth = at, 0
            elif mark in "»”" and at > edge and not after.isalnum():
                found.append(_quote(text, edge - 1, at, edge, at + 1, opened=False))
                edge = at + 1
            continue
        first = text[opener]
        if mark == first and mark != _CLOSERS[first][0] and not _closes_too(mark, before, after):
            if balanced and mark == "«":
                depth += 1
            else:
                found.append(_quote(text, opener, at, opener, at, closed=False))
                opener, edge = at, at
        elif mark in _CLOSERS[first] and not (first in _SINGLE and (before in _SPACES or after.isalnum())):
            if depth:
                depth -= 1
            else:
                found.append(_quote(text, opener, at, opener, at + 1))
                opener, edge = None, at + 1
    if opener is not None and text[opener] not in _SINGLE:
        found.append(_quote(text, opener, end, opener, end, closed=False))
    return [q for q in found if q.end > q.start and q.end - q.start <= LONGEST]


def _opens(mark: str, before: str, after: str, again: bool, text: str, at: int, later: dict[str, list[int]]) -> bool:
    """Whether ``mark`` opens, outside any quotation: by its own shape, else by its neighbours and the marks to come."""
    if mark in "«“„「『‹":
        return True
    if mark == '"':
        paragraph = after.isalnum() and text[:at].rpartition("\n")[2].strip() == ""
        return (again or paragraph) and not (before.isalnum() and after in _SPACES + ".,;:")
    if mark in "»”":
        # Turned round: "d' »alliés »", or the German manner »so«.
        return after.isalnum() and not before.isalnum() and (again or (mark == "»" and bool(later.get("«"))))
    if mark in _SINGLE and not before.isalnum() and after.isalnum():
        closers = [p for c in _CLOSERS[mark] for p in later.get(c, ())[-12:]]
        return any(not text[p - 1].isspace() and not text[p + 1 : p + 2].isalnum() for p in closers if p > at)
    return False


def _closes_too(mark: str, before: str, after: str) -> bool:
    """Whether an opening mark met inside a quotation stands as a closing one (“so“, »so»)."""
    return mark in "“„»" and before not in _SPACES and not after.isalnum()


def _quote(
    text: str, opener: int, closer: int, outer: int, outer_end: int, *, opened: bool = True, closed: bool = True
) -> Quote:
    start, end = opener + 1, closer
    while start < end and (text[start].isspace() or text[start] in '«»“”"'):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ("" if closed else ",")):
        end -= 1
    return Quote(start, end, outer, outer_end, opened, closed)


MASK = "¤"
"""Stands for every character of a quotation in `masked`; a sign that running text does not use."""


def masked(text: str, quotes: tuple[Quote, ...]) -> str:
    """`straight` text with every quotation turned to `MASK`, its own end mark kept as last character; offsets hold."""
    parts: list[str] = []
    at = 0
    for quote in quotes:
        parts.append(straight(text[at : quote.outer]))
        width = quote.outer_end - quote.outer
        last = text[quote.end - 1]
        parts.append(MASK * (width - 1) + (last if last in _END else MASK))
        at = quote.outer_end
    parts.append(straight(text[at:]))
    return "".join(parts)


_BREAK = re.compile(rf"(?:[.!?…]+[»”\"')\]]*[ \t]+(?=[^\W\da-z_]|[{MASK}(—–\d-])|\n+)")
_BLANK = re.compile(r"\s")
_LAST_WORD = re.compile(r"[^\s(]*\Z")


def sentences(text: str, abbreviations: frozenset[str]) -> list[tuple[int, int]]:
    """Spans of the sentences of a `masked` text: a quotation is never cut, an abbreviation or initial ends none."""
    spans: list[tuple[int, int]] = []
    begin = 0
    for match in _BREAK.finditer(text):
        if "\n" not in match[0]:
            word = _LAST_WORD.search(text[max(begin, match.start() - 12) : match.start()])
            last = word[0] if word else ""
            follows = text[match.end() : match.end() + 1]
            if match[0][0] == "." and last and (last in abbreviations or (len(last) == 1 and last.isupper())):
                continue
            if follows.islower():
                continue
        if text[begin : match.end()].strip():
            spans.append((begin, match.end()))
        begin = match.end()
    if text[begin:].strip():
        spans.append((begin, len(text)))
    return [_trim(text, a, b) for span in spans for a, b in _pieces(text, *span)]


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A span cut where it is longer than any sentence, at blanks outside quotations."""
    pieces: list[tuple[int, int]] = []
    while end - start > LONGEST_SENTENCE:
        cut = _BLANK.search(text, start + LONGEST_SENTENCE, end)
        if cut is None:
            break
        pieces.append((start, cut.end()))
        start = cut.end()
    if text[start:end].strip():
        pieces.append((start, end))
    return pieces


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
