"""Strings that can be written as UTF-8: JSON escapes and file names can hold halves of characters, which cannot."""

from __future__ import annotations

import json
import re
from typing import Any

_ESCAPED = re.compile(r"\\u[dD][89a-fA-F]")


def whole(text: str) -> str:
    """The text with halves that belong together joined, and U+FFFD for each that stands alone."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def mended(record: bytes) -> bytes:
    """A JSON record, in UTF-8, whose strings are whole; the same bytes where they are."""
    line = record.decode("utf-8", "replace")
    return json.dumps(loads(line), ensure_ascii=False).encode() if _ESCAPED.search(line) else record


def loads(line: str) -> Any:
    """What `json.loads` gives, its strings whole. Raises ValueError, RecursionError."""
    value = json.loads(line)
    return json.loads(whole(json.dumps(value, ensure_ascii=False))) if _ESCAPED.search(line) else value
