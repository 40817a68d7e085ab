"""One article's lines on a page, and the lengths by which lines are told apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from filrouge.read.headers import Header
from filrouge.read.marks import Line
from filrouge.read.shapes import TITLE, is_prose, is_sentence
from filrouge.records import Role

# A lede shown under another article's title is short; longer text under a heading "related" is the article going on.
LEDE = 600


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


def is_title(line: Line) -> bool:
    """Of a headline's length, and no sentence that ends in a full stop."""
    text = line.text
    return (
        line.mark is None
        and TITLE[0] <= len(text) * (2 if not text.isascii() and len(text) < 20 else 1) <= TITLE[1]
        and not (is_sentence(text) and re.search(r"[.。:][»”\"')]*$", text) and not text.endswith("..."))
    )
