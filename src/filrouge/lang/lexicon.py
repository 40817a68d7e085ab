"""Words to tags: the first stage of the finite-state cascade that recognises time expressions.

A text becomes a row of atoms, each with one tag and a value; each tag is one character, so that the later
stages are regular expressions over a short string. What the words are is in lang/<code>/dates.toml.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from filrouge.errors import DataError

BUILT_IN = (
    "TIME",  # an expression that an earlier stage has built
    "CLOCK",
    "ISO",
    "DMY",  # three numbers with separators
    "DM",  # two
    "N12",
    "N31",
    "N99",
    "N",
    "YEAR",
    "W31",
    "W",
    "ORD",
    "COMMA",
    "DASH",
    "SLASH",
    "DOT",
    "OPEN",
    "LINE",
    "word",
    "Word",
    "other",
)
"""Tags that do not come from a table. Numbers in digits by what they may be; in words, W31 to 31 and W beyond."""

CLASSES: dict[str, tuple[str, ...]] = {
    "DAY": ("N12", "N31"),
    "DAYW": ("N12", "N31", "W31"),
    "NUM": ("N12", "N31", "N99", "N", "YEAR", "W31", "W"),
    "YEAR2": ("YEAR", "N99", "N31", "N12"),
}
"""Names for several tags, beside those of a table's own [classes]."""


class Atom(NamedTuple):
    """A word, number or mark, or an expression that a stage has built. (A tuple: there is one for each word read.)"""

    start: int
    end: int
    tag: str
    """One character."""
    value: Any


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """Lower case without accents, straight apostrophe."""
    if word.isascii():
        return word.lower()
    word = unicodedata.normalize("NFKD", word.replace("’", "'")).casefold()
    return "".join(c for c in word if not unicodedata.combining(c))


_CJK = "\u3400-\u9fff"
_PIECES = (
    rf"(?P<word>(?-i:[^\W\d_{_CJK}]+))",  # first, for nearly every piece is one
    r"(?P<iso>(?<![\w.-])\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?(?!\w))",
    r"(?P<dmy>(?<![\w/.-])\d{1,4}(?P<s>[/.-]|\s?/\s?)\d{1,2}(?P=s)\d{1,4}(?![\w/])(?![.-]\d))",
    r"(?P<dm>(?<![\w/.:,-])\d{1,2}\s?/\s?\d{1,2}(?![\w/%])(?![.:]\d))",
    r"(?P<clock>(?<![\w:.,])[0-2]?\d\s?:\s?[0-5]\d(?::[0-5]\d)?(?![\d:]))",
    r"(?P<stamp>(?<!\d)(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d))",
    # A digit after the letter of a quarter or half ("Q3", « T3 », « S2 ») is a number; others belong to their word.
    rf"(?P<glued>(?<=[^\W\d_{_CJK}])(?!(?<=(?<![^\W\d_])[qQtTsS])[1-4]\b)\d{{1,9}})",
    r"(?P<num>\d{1,9}(?:[.,]\d{1,9})*)",
    rf"(?P<cjk>[{_CJK}])",
    r"(?P<line>\n\s*\n?)",
    r"(?P<mark>[^\w\s]|_)",
)
_ORDINAL = r"(?P<ord>(?<![\d.,])\d{{1,2}}(?:{})(?!\w))"
_HOURS = r"(?P<hours>(?<![\w.,:])[0-2]?\d{})"

_MARKS = {
    ",": "COMMA",
    "-": "DASH",
    "–": "DASH",
    "—": "DASH",
    "‑": "DASH",
    "~": "DASH",
    "/": "SLASH",
    ".": "DOT",
    "(": "OPEN",
}


class Lexicon:
    """One language's words, compiled from its dates table. Raises DataError where the table is broken."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        words: Mapping[str, Any] = table.get("words", {})
        names = [*BUILT_IN, *(tag for tag in words if tag not in BUILT_IN)]
        self.chars = {name: chr(0x4E00 + i) for i, name in enumerate(names)}
        self.classes = {**CLASSES, **{k: tuple(v) for k, v in table.get("classes", {}).items()}}
        self.day_first = bool(table.get("day_first", True))
        self._cased: set[str] = set()
        self._phrases: dict[str, list[tuple[tuple[str, ...], str, Any]]] = {}
        pieces = list(_PIECES)
        if hours := table.get("hours"):
            pieces.insert(1, _HOURS.format(hours))
        if suffixes := table.get("ordinal_suffixes"):
            pieces.insert(1, _ORDINAL.format("|".join(map(re.escape, suffixes))))
        self._scan = re.compile("|".join(pieces), re.IGNORECASE)
        self._pm = tuple(table.get("afternoon_marks", ()))
        self._am = tuple(table.get("morning_marks", ()))
        for tag, entries in words.items():
            pairs = entries.items() if isinstance(entries, dict) else [(None, entries)]
            for key, phrases in pairs:
                value = _value(key)
                for phrase in phrases:
                    self._add(phrase, tag, value)
        for found in self._phrases.values():
            found.sort(key=lambda p: -len(p[0]))

    def _add(self, phrase: str, tag: str, value: Any) -> None:
        if phrase[:1].isupper():  # a word that counts so only where it is written with its capital
            self._cased.add(phrase)
            self._phrases.setdefault(phrase, []).append(((phrase,), self.chars[tag], value))
            return
        parts = tuple(fold(m.group()) for m in self._scan.finditer(phrase))
        if not parts:
            raise DataError(f"dates.toml: an empty word under {tag}")
        if tag == "NUMBER":
            tag = "W31" if value <= 31 else "W"
        elif tag == "ORDINAL":
            tag = "ORD"
        self._phrases.setdefault(parts[0], []).append((parts, self.chars[tag], value))

    def tags(self, name: str) -> str:
        """The characters that a tag or class name in a rule stands for. Raises DataError for an unknown name."""
        if name in self.classes:
            return "".join(self.tags(n) for n in self.classes[name])
        if name not in self.chars:
            raise DataError(f"dates.toml: a rule names the tag {name}, which no table gives")
        return self.chars[name]

    def atoms(self, text: str) -> list[Atom]:
        """The text as atoms in order; white space is dropped, a line's end is an atom."""
        found = [(m.start(), m.end(), m.lastgroup or "", m.group()) for m in self._scan.finditer(text)]
        folded = [fold(raw) for *_, raw in found]
        phrases, word, name = self._phrases, self.chars["word"], self.chars["Word"]
        out: list[Atom] = []
        i = 0
        while i < len(found):
            start, end, kind, raw = found[i]
            for parts, tag, value in phrases.get(raw if raw in self._cased else folded[i], ()):
                n = len(parts)
                if n == 1 or tuple(folded[i : i + n]) == parts:
                    out.append(Atom(start, found[i + n - 1][1], tag, value))
                    i += n
                    break
            else:
                if kind == "word":
                    out.append(Atom(start, end, word if raw[0].islower() else name, None))
                else:
                    plain, value = self._plain(kind, raw)
                    out.append(Atom(start, end, self.chars[plain], value))
                i += 1
        return out

    def _plain(self, kind: str, raw: str) -> tuple[str, Any]:
        """Tag and value of a piece that is in no table."""
        match kind:
            case "num":
                if not raw.isdigit():
                    return "other", None
                n = int(raw)
                if len(raw) == 4 and 1000 <= n <= 2999:
                    return "YEAR", n
                return ("N12" if 1 <= n <= 12 else "N31" if 12 < n <= 31 else "N99" if n <= 99 else "N"), n
            case "ord":
                return "ORD", int(re.match(r"\d+", raw).group())  # type: ignore[union-attr]
            case "iso":
                return "ISO", raw
            case "stamp":
                return "DMY", (int(raw[:4]), int(raw[4:6]), int(raw[6:]))
            case "dmy" | "s" | "dm":
                parts = re.split(r"\s?[/.-]\s?", raw)
                return ("DMY" if len(parts) == 3 else "DM"), tuple(parts) if len(parts) == 2 else self._order(parts)
            case "clock" | "hours":
                clock = self._clock(raw)
                return ("CLOCK", clock) if clock else ("other", None)
            case "line":
                return "LINE", None
            case "cjk":
                return "word", None
            case _:
                return _MARKS.get(raw, "other"), None

    def _order(self, parts: list[str]) -> tuple[int, int, int] | None:
        """Year, month, day of three written numbers; None where they are no date."""
        a, b, c = (int(p) for p in parts)
        if len(parts[0]) == 4:
            y, m, d = a, b, c
        elif len(parts[0]) <= 2 and len(parts[2]) in (2, 4):
            d, m = (a, b) if self.day_first else (b, a)
            if m > 12 >= d:
                d, m = m, d
            y = full_year(c) if len(parts[2]) == 2 else c
        else:
            return None
        return (y, m, d) if 1 <= m <= 12 and 1 <= d <= 31 and y else None

    def _clock(self, raw: str) -> str | None:
        """``HH:MM`` of "16h07", "16:07", "4.07 pm"; None past 24:00."""
        numbers = [int(n) for n in re.findall(r"\d+", raw)]
        hour, minute = numbers[0], numbers[1] if len(numbers) > 1 else 0
        low = raw.lower().rstrip(". ")
        if self._pm and low.replace(".", "").replace(" ", "").endswith(self._pm):
            hour = hour % 12 + 12 if hour <= 12 else hour
        elif self._am and low.replace(".", "").replace(" ", "").endswith(self._am):
            hour = hour % 12 if hour <= 12 else hour
        if hour == 24 and not minute:
            hour = 0
        return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None


def _value(key: str | None) -> Any:
    """A key of a word table: a number, a name, or "num=7,month=9" for a word that is read by its place in a rule."""
    if key is None:
        return None
    if "=" in key:
        return {label: _value(v) for label, v in (pair.split("=") for pair in key.split(","))}
    return int(key) if re.fullmatch(r"-?\d+", key) else key


def full_year(two: int) -> int:
    """A year written with two digits: 1950 to 2049, as most writers mean it."""
    return two + (2000 if two < 50 else 1900)
