"""What a reader types into the search box: words and phrases, a minus before what must not be there, and operators.

    "sommet de Genève" gaz -pétrole outlet:"Le Courrier" lang:fr year:2021 after:2020-06 before:2022

``before:2022`` is what was published before that year began, ``after:2022`` what was published after it ended. An
operator with a value that means nothing is kept aside, to be told to the reader, and narrows nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from filrouge.text import edtf

_OPERATOR = re.compile(r'(?<!\S)(outlet|lang|year|before|after):(?:"([^"]{0,200})"|(\S{0,200}))', re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}", re.IGNORECASE)
_YEAR = re.compile(r"[0-9]{4}")


@dataclass(frozen=True, slots=True)
class Asked:
    """A query taken apart; ``words`` is for the full-text search, days are inclusive, the narrower date holds."""

    words: str
    outlet: str | None = None
    language: str | None = None
    since: date | None = None
    until: date | None = None
    operators: tuple[str, ...] = ()
    """As typed, each once."""
    unread: tuple[str, ...] = ()
    """Operators whose value means nothing."""

    @property
    def narrowed(self) -> bool:
        return any((self.outlet, self.language, self.since, self.until))


def parse(text: str) -> Asked:
    outlet = language = None
    since: date | None = None
    until: date | None = None
    operators: list[str] = []
    unread: list[str] = []
    for match in _OPERATOR.finditer(text):
        name, value = match[1].lower(), (match[2] if match[2] is not None else match[3]).strip()
        operators.append(match[0])
        span = _span(value)
        if name == "outlet" and value:
            outlet = value
        elif name == "lang" and _LANGUAGE.fullmatch(value):
            language = value.lower()
        elif name == "year" and _YEAR.fullmatch(value) and span:
            since, until = max(since or span[0], span[0]), min(until or span[1], span[1])
        elif name == "before" and span and span[0] > date.min:
            last = span[0] - timedelta(days=1)
            until = min(until or last, last)
        elif name == "after" and span and span[1] < date.max:
            first = span[1] + timedelta(days=1)
            since = max(since or first, first)
        else:
            unread.append(match[0])
    words = " ".join(_OPERATOR.sub(" ", text).split())
    return Asked(words, outlet, language, since, until, tuple(dict.fromkeys(operators)), tuple(unread))


def narrowed(text: str, name: str, value: str) -> str:
    """The query with one more operator; another of the same name makes way."""
    kept = " ".join(_OPERATOR.sub(lambda m: "" if m[1].lower() == name else m[0], text).split())
    quoted = f'"{value}"' if re.search(r"\s", value) else value
    return f"{kept} {name}:{quoted}".strip()


def widened(text: str, operator: str) -> str:
    """The query without this operator."""
    return " ".join(_OPERATOR.sub(lambda m: "" if m[0] == operator else m[0], text).split())


def _span(value: str) -> tuple[date, date] | None:
    try:
        when = edtf.parse(value) if value else None
    except ValueError:
        return None
    return (when.start, when.end) if when and when.start and when.end else None
