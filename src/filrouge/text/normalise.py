"""One clean form for every text, and one folded form for comparing texts.

`clean` is applied once, when an article is read, so that offsets into `Article.text` hold for good.
It changes what no reader sees (composition, control and zero-width characters, kinds of space, line
ends) and keeps what a reader does see: apostrophes, quotation marks and dashes stay as written.
`fold` is for keys and comparisons only; its result has other offsets.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# C1 controls on the web are nearly always Windows-1252 bytes that were read as Latin-1.
_C1 = {i: bytes([i]).decode("cp1252", "ignore") for i in range(0x80, 0xA0)}
_IS_C1 = re.compile("[\x80-\x9f]")
# Format characters that carry meaning: the joiners of Persian, Indic scripts and emoji.
_KEPT_FORMAT = {"\u200c", "\u200d"}
_LINE_ENDS = re.compile("[\r\x0b\x0c\u2028\u2029]")
_SPACES = re.compile("  +")
_BLANK_LINES = re.compile("\n{3,}")

_FOLDED: dict[str, str] = {
    **dict.fromkeys("’‘‚‛ʼʻ`´′＇", "'"),
    **dict.fromkeys("“”„‟«»‹›″〝〞「」『』＂", '"'),
    **dict.fromkeys("‐‑‒–—―−﹘－", "-"),
    **dict.fromkeys("\u0640\u200c\u200d", ""),
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "ı": "i",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
}
_VARIED = re.compile(f"[{re.escape(''.join(_FOLDED))}]")  # three times as fast as `str.translate`
# Marks that a hurried writer leaves out: Latin, Greek and Cyrillic diacritics, Hebrew and Arabic points.
# Indic vowel signs and kana voicing are letters and stay.
_MARKS = re.compile("[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u064b-\u065f\u0670]")
_ANY_SPACE = re.compile(r"\s+")


def _kept(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Zs":
        return " "
    if category in ("Cc", "Cs") or (category == "Cf" and char not in _KEPT_FORMAT):
        return char if char in "\n\t" else ""
    return "" if 0xFDD0 <= ord(char) <= 0xFDEF or ord(char) & 0xFFFE == 0xFFFE else char


_PLAIN = re.compile("[^\n -~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u05ff\u2010-\u2027\u2030-\u205e]")


def clean(text: str) -> str:
    """NFC, LF line ends, plain spaces, no control or zero-width characters, at most one blank line in a row.

    Idempotent. Lines are trimmed, runs of spaces become one, and so does every kind of no-break space.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())  # one plain line, as most are
    if _IS_C1.search(text):
        text = text.translate(_C1)
    text = _LINE_ENDS.sub("\n", text.replace("\r\n", "\n"))
    text = unicodedata.normalize("NFC", _PLAIN.sub(lambda m: _kept(m[0]), text))
    text = _SPACES.sub(" ", text.replace("\t", " ")).replace(" \n", "\n").replace("\n ", "\n")
    return _BLANK_LINES.sub("\n\n", text).strip()


_STRAIGHT = (
    *((mark, "'") for mark in "’ʼ‘"),
    *((blank, " ") for blank in "\u00a0\u202f\u2009"),
    ("‑", "-"),
)


def straight(text: str) -> str:
    """The text in straight apostrophes, plain blanks and hyphens, one character for one, so that offsets hold."""
    for old, new in _STRAIGHT:  # several times as fast as one table of translation
        text = text.replace(old, new)
    return text


LONGEST_WORD = 24
"""Characters: what is no longer is mostly a word, is folded again and again, and its form is remembered."""


def fold(text: str) -> str:
    """The text without case, accents and typographic variety, on one line; for comparisons only. Idempotent."""
    return _folded_word(text) if len(text) <= LONGEST_WORD else _folded(text)


def _folded(text: str) -> str:
    if text.isascii():
        return _ANY_SPACE.sub(" ", text.lower().replace("`", "'")).strip()
    for _ in range(4):  # case folding can undo normalisation and the other way round; four rounds settle all of Unicode
        folded = _VARIED.sub(lambda m: _FOLDED[m[0]], unicodedata.normalize("NFKD", text).casefold())
        folded = unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFKD", folded)))
        if folded == text or folded.isascii():
            text = folded
            break
        text = folded
    return _ANY_SPACE.sub(" ", text).strip()


_folded_word = lru_cache(maxsize=1 << 16)(_folded)
