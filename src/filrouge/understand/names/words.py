"""The words of an article's reading, folded for look-up, each knowing its sentence and syntax token."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Generic, NamedTuple, TypeVar

from filrouge.records import Parse, Token
from filrouge.text.normalise import fold

# Addresses name nobody. One Han character is one word, since Chinese parts none; elsewhere letters and vowel marks.
# The English possessive is left out: it belongs to the gap after its word.
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_ADDRESS = r"(?:https?://|www\.)\S{1,300}|[a-z0-9@_-]{1,63}+(?:\.[a-z0-9_-]{1,63}+){0,5}\.[a-z]{2,6}\b(?!\w)"
_WORD = re.compile(
    rf"(?P<address>{_ADDRESS})|[{_HAN}]|(?!(?<=[’'])[sS]\b)(?:[^\W_{_HAN}][\u0300-\u036f\u064b-\u0652]*)+"
)
_NEAR = re.compile(r"[\s\-‐‑'’.·•/&]{0,3}(?:[’']s[\s\-]{1,2})?")
_TIGHT = re.compile(r"[\s\-‐‑'’·•]{0,2}")
_CYRILLIC = re.compile(r"[а-яіїєґў]")
# Case endings, longest first: cut from what is looked for and from what is looked up alike.
_ENDINGS: tuple[str, ...] = (
    "ского",
    "скому",
    "ыми",
    "ими",
    "ого",
    "его",
    "ому",
    "ему",
    "ами",
    "ями",
    "ием",
    "ией",
    "ия",
    "ии",
    "ию",
)
_ENDINGS += ("ый", "ий", "ой", "ей", "ая", "яя", "ое", "ее", "ые", "ие", "ым", "им", "ом", "ем", "ою", "ую", "юю", "ах")
_ENDINGS += ("ях", "ов", "ев", "а", "я", "о", "е", "и", "ы", "у", "ю", "й", "ь", "і", "ї")
_SHORTEST_STEM = 3
_LONGEST_ABBREVIATION = 3


class Word(NamedTuple):
    """``near``: may continue the phrase of the word before; ``tight``: with nothing but a space or hyphen between."""

    start: int
    end: int
    text: str
    keys: tuple[str, ...]
    near: bool
    tight: bool
    sentence: int
    token: int
    """Index in the sentence's tokens; -1 where the parse has none there."""
    key: str
    upper: bool
    """Begins with a capital, or with a letter that knows no case."""

    @property
    def caps(self) -> bool:
        return self.text.isupper() or not self.text.upper().isupper()


@lru_cache(maxsize=1 << 16)
def word_key(word: str) -> str:
    """One word folded, its case ending cut where the script is Cyrillic."""
    key = word.lower() if word.isascii() else fold(word)
    if not word.isascii() and _CYRILLIC.search(key):
        # a surname's own -ов or -ев comes after its case ending: "Лаврова", "Лавров"
        return _cut(_cut(key, _ENDINGS), ("ов", "ев"))
    return key


def _cut(key: str, endings: tuple[str, ...]) -> str:
    return next((key[: -len(e)] for e in endings if key.endswith(e) and len(key) - len(e) >= _SHORTEST_STEM), key)


@lru_cache(maxsize=1 << 14)
def keys_of(phrase: str) -> tuple[str, ...]:
    """The keys of a phrase of a table, word by word."""
    return tuple(word_key(m[0]) for m in _WORD.finditer(phrase))


def cut(parse: Parse, affixes: Mapping[str, Sequence[str]]) -> list[Word]:
    """The words in order. ``affixes``: clitic prefixes and suffixes that a word may be tried without."""
    reading = parse.reading
    prefixes, suffixes = tuple(affixes.get("prefixes", ())), tuple(affixes.get("suffixes", ()))
    words: list[Word] = []
    tokens = [(token, s, t) for s, sentence in enumerate(parse.sentences) for t, token in enumerate(sentence.tokens)]
    at, previous = 0, -1
    sentence_before = -1
    for match in _WORD.finditer(reading):
        if match["address"]:
            continue
        start, end = match.span()
        while at < len(tokens) and tokens[at][0].end <= start:
            at += 1
        inside = at < len(tokens) and tokens[at][0].start < end
        sentence = tokens[at][1] if inside else max(sentence_before, 0)
        key = word_key(match[0])
        keys = (key, *_without(key, prefixes, suffixes)) if prefixes or suffixes else (key,)
        gap = reading[previous:start] if previous >= 0 and start - previous <= 6 else "\n\n"
        same = sentence == sentence_before
        near, tight = _joints(gap)
        # A full stop joins after an abbreviation only: "U.S. president", "St. Lucia".
        stopped = "." in gap and not (same and previous - words[-1].start <= _LONGEST_ABBREVIATION)
        words.append(
            Word(
                start,
                end,
                match[0],
                keys,
                near and not stopped,
                tight and same,
                sentence,
                tokens[at][2] if inside else -1,
                key,
                match[0][0].isupper() or not match[0][0].islower(),
            )
        )
        previous, sentence_before = end, sentence
    return words


@lru_cache(maxsize=1 << 12)
def _joints(gap: str) -> tuple[bool, bool]:
    """Whether a phrase may go on over the gap between two words, and whether it is but a space or hyphen."""
    one_line = gap.count("\n") < 2
    return one_line and _NEAR.fullmatch(gap) is not None, one_line and _TIGHT.fullmatch(gap) is not None


def _without(key: str, prefixes: tuple[str, ...], suffixes: tuple[str, ...]) -> tuple[str, ...]:
    cuts = [key[len(p) :] for p in prefixes if key.startswith(p) and len(key) - len(p) >= _SHORTEST_STEM]
    cuts += [key[: -len(s)] for s in suffixes if key.endswith(s) and len(key) - len(s) >= _SHORTEST_STEM]
    return tuple(dict.fromkeys(cuts))


def token_of(parse: Parse, word: Word) -> Token | None:
    """The syntax token that holds a word; None without syntax."""
    if not parse.has_syntax or word.token < 0:
        return None
    return parse.sentences[word.sentence].tokens[word.token]


T = TypeVar("T")


class Phrases(Generic[T]):
    """A tree of phrases, word by word, with values at their ends: one walk finds the longest phrase at a word."""

    __slots__ = ("_root",)

    def __init__(self) -> None:
        self._root: dict[str, Any] = {}

    def add(self, phrase: str | tuple[str, ...], value: T) -> None:
        """A phrase may be given several times and then has several values."""
        node = self._root
        keys = keys_of(phrase) if isinstance(phrase, str) else phrase
        if not keys:
            return
        for key in keys:
            node = node.setdefault(key, {})
        values = node.setdefault("", [])
        if value not in values:
            values.append(value)

    def begins(self, word: Word) -> bool:
        """Whether some phrase begins with a word."""
        return not self._root.keys().isdisjoint(word.keys)

    def walk(self, words: Sequence[Word], first: int) -> list[tuple[int, list[T]]]:
        """Every phrase that begins at ``first``: the index after its last word, and its values; the shortest first."""
        found: list[tuple[int, list[T]]] = []
        if first >= len(words) or not self.begins(words[first]):
            return found
        nodes, i = step(self.roots, words[first]), first + 1
        while nodes:
            if values := values_at(nodes):
                found.append((i, values))
            if i == len(words) or not words[i].near:
                break
            nodes, i = step(nodes, words[i]), i + 1
        return found

    def longest(self, words: Sequence[Word], first: int) -> tuple[int, list[T]] | None:
        found = self.walk(words, first)
        return found[-1] if found else None

    @property
    def roots(self) -> list[dict[str, Any]]:
        return [self._root]


def step(nodes: list[dict[str, Any]], word: Word) -> list[dict[str, Any]]:
    """The nodes below for a word: each of its keys may lead on."""
    return [child for node in nodes for key in word.keys if (child := node.get(key)) is not None]


def values_at(nodes: list[dict[str, Any]]) -> list[Any]:
    """The values of the phrases that end at any of the nodes."""
    return [value for node in nodes if "" in node for value in node[""]]
