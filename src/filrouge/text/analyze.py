"""Search tokens of a text: the same function when indexing and when asked, on every store.

What comes out is made of letters and digits only, so that a plain tokeniser (SQLite's `unicode61`,
PostgreSQL's `simple`) keeps each token whole.
"""

from __future__ import annotations

import re
import threading
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import Stemmer

from filrouge.errors import DataError

VERSION = 1
"""Goes up when the tokens change: an index of other tokens is made anew."""

# Snowball's names by BCP 47 primary tag; a language that is not here is left unstemmed.
SNOWBALL = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian",
    "id": "indonesian", "it": "italian", "lt": "lithuanian", "ne": "nepali", "nl": "dutch", "no": "norwegian",
    "nb": "norwegian", "nn": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip

_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "＇": "'", "\u00ad": None, "\u200b": None, "ـ": None})
# Letters that do not decompose into a base and a mark.
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ё": "е", "þ": "th", "ð": "d"})
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
# Scripts written without spaces (Han, kana) or whose words carry particles (Hangul): pairs of characters.
_PAIRED = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af]+")
_HARAKAT = range(0x064B, 0x0653)
_MARKED = re.compile(r"[^\x00-\x7f]")
# A longer run of letters is no word (encoded data): cut, so that an index key stays small.
_LONGEST = 64


def analyze(text: str, language: str | None) -> list[str]:
    """Tokens of ``text`` in order, without the stop words of ``language``.

    NFC and case folded, elisions off (``l'``, ``qu'``), accents folded on Latin and Greek letters *before* stemming
    so that text without accents gives the same tokens, Snowball stems, pairs of characters for Chinese, Japanese
    and Korean. A language that is not known (None) gives whole words.
    """
    primary = (language or "").split("-")[0].lower()
    lists = _lists(primary)
    words: list[str] = []
    tokens: list[str] = []
    for match in _WORD.finditer(fold(text)):
        word = match[0][:_LONGEST]
        if "'" in word:
            head, _, rest = word.partition("'")
            while head in lists.elisions and rest:
                word = rest
                head, _, rest = word.partition("'")
        if word in lists.stops:
            continue
        for ending, other in lists.endings:
            if word.endswith(ending):
                word = word[: -len(ending)] + other
                break
        if _PAIRED.search(word):
            words.extend(_pairs(word))
        else:
            words.append(word)
    stemmer = _stemmer(SNOWBALL[primary], threading.get_ident()) if primary in SNOWBALL else None
    stems: Sequence[str] = stemmer.stemWords(words) if stemmer else words
    for stem in stems:
        token = stem.replace("'", "")
        if token:
            tokens.append(token)
    return tokens


def fold(text: str) -> str:
    """``text`` in lower case with plain apostrophes and without accents on Latin and Greek letters."""
    text = unicodedata.normalize("NFC", text).translate(_APOSTROPHES).casefold()
    if text.isascii():
        return text
    return _MARKED.sub(lambda match: _bare(match[0]), text.translate(_LETTERS))


@lru_cache(maxsize=4096)
def _bare(char: str) -> str:
    """A Latin or Greek letter without its marks; Arabic vowel signs vanish; anything else as it is."""
    if ord(char) in _HARAKAT:
        return ""
    if unicodedata.combining(char) and "\u0300" <= char <= "\u036f":
        return ""
    compatible = unicodedata.normalize("NFKC", char)
    base = "".join(c for c in unicodedata.normalize("NFD", compatible) if not "\u0300" <= c <= "\u036f")
    if base and all(c < "\u0250" or "\u0370" <= c <= "\u03ff" for c in base):
        return base.casefold()
    return compatible


def _pairs(word: str) -> list[str]:
    """Overlapping pairs of the runs of paired script in ``word``, and what stands between them."""
    parts: list[str] = []
    at = 0
    for run in _PAIRED.finditer(word):
        if run.start() > at:
            parts.append(word[at : run.start()])
        chars = run[0]
        parts.extend(chars[i : i + 2] for i in range(max(1, len(chars) - 1)))
        at = run.end()
    if at < len(word):
        parts.append(word[at:])
    return parts


@dataclass(frozen=True, slots=True)
class _Lists:
    """What `search.toml` says of a language, folded."""

    elisions: frozenset[str]
    stops: frozenset[str]
    endings: tuple[tuple[str, str], ...]


@lru_cache(maxsize=64)
def _lists(language: str) -> _Lists:
    data = _table(language)
    return _Lists(
        elisions=frozenset(map(fold, data.get("elisions", ()))),
        stops=frozenset(map(fold, data.get("stop", ()))),
        endings=tuple((str(ending), str(other)) for ending, other in data.get("endings", ())),
    )


def _table(language: str) -> Mapping[str, Any]:
    """`lang/<language>/search.toml`, read as the data that it is: this module stands below the code in `lang`."""
    if not language.isalnum() or len(language) > 8:  # no tag of a language; a path, perhaps
        return {}
    file = resources.files("filrouge") / "lang" / language / "search.toml"
    try:
        return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"lang/{language}/search.toml is not TOML: {error}") from error


@lru_cache(maxsize=256)
def _stemmer(name: str, thread: int) -> Stemmer.Stemmer:
    """One for each thread: a stemmer keeps a cache and must not be shared."""
    return Stemmer.Stemmer(name)
