"""Sentences by their end marks alone, in any script: for quoting, where no parser is at hand."""

from __future__ import annotations

import re
from collections.abc import Iterator

_STOP = re.compile(r"[.!?…]+(?:[ \u00a0\u202f]?»|[”\"'’)\]])*(?=\s|$)|[。！？]+[」』”’）]*")
_SHORT = re.compile(
    r"(?:^|[\s(«“\"'’.-])(?:\d\d?|\w|\w\.\w|[Mm]me|Mlle|[MDS]rs?|[Mm]rs|Ms|St|Ste|Prof|Gen|Gén|Lt|Col|Sen|Rep|Gov|Jr|Sr"
    r"|vs|cf|No|no|art|av|ca|bzw|etc|Inc|Ltd|Co|Jan|Feb|Aug|Sept?|Oct|Nov|Dec)\.$"
)
"""What a full stop shortens: a number ("30. Juni"), one letter ("J.", "U.S."), and the titles and words that newspapers
shorten most."""
_OPENS = re.compile(r"\s*[«“\"'‘„(\[¡¿–—-]*\s*(?=[^\W_])([^\W\d_])?")
_GOES_ON = re.compile(r"\s*[»,;:)\]]")
"""What no sentence begins with: « Non ! », dit-elle."""
LONGEST_SHORT = 8
"""Characters before a full stop that are looked at for what it shortens."""


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Offsets (start, end) of each sentence; none reaches beyond its line, blanks at its edges are not in it."""
    begin = 0
    for line in text.split("\n"):
        yield from _of_line(line, begin)
        begin += len(line) + 1


def wordless(text: str) -> bool:
    """Whether it is in a script that parts no words (Chinese, Japanese, Thai, Lao): then count characters."""
    return any("\u3040" <= char <= "\u9fff" or "\u0e00" <= char <= "\u0eff" for char in text)


def _of_line(line: str, offset: int) -> Iterator[tuple[int, int]]:
    first = 0
    for stop in _STOP.finditer(line):
        if stop.end() < len(line) and not _ends(line, stop):
            continue
        yield from _trimmed(line, first, stop.end(), offset)
        first = stop.end()
    yield from _trimmed(line, first, len(line), offset)


def _ends(line: str, stop: re.Match[str]) -> bool:
    """Whether a mark ends its sentence: what follows does not go on in lower case, and no word is shortened by it."""
    if stop[0][0] in "。！？":
        return True
    if _GOES_ON.match(line, stop.end()):
        return False
    follows = _OPENS.match(line, stop.end())
    if follows and follows[1] and follows[1].islower():
        return False
    return not (stop[0] == "." and _SHORT.search(line, max(0, stop.start() - LONGEST_SHORT), stop.end()))


def _trimmed(line: str, first: int, last: int, offset: int) -> Iterator[tuple[int, int]]:
    piece = line[first:last]
    kept = piece.strip()
    if kept:
        start = offset + first + piece.index(kept[0])
        yield start, start + len(kept)
