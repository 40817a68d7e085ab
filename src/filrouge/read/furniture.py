"""Which lines of a page are no article: navigation, sharing, comments, links to others, notices.

The phrases are data (`lang/<code>/furniture.toml`); here is only how a line is compared with them. All
languages are consulted at once, because pages mix them (an English portal around a French text), except for
words so short that they mean something else next door (bylines): those ask for the page's language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from filrouge.lang import languages, table
from filrouge.text.normalise import fold

Head = Literal["comments", "related", "children", "live"]
HEADS: tuple[Head, ...] = ("children", "live", "related", "comments")

# A line longer than this is a paragraph whatever it begins with; the longest furniture seen is a cookie notice of 180.
LONGEST = 240
# The longest notice of machine translation seen has 330 characters; one line of a page has about 120.
_NOTICE, _ONE_LINE, _LABEL = 500, 120, 48
_DIGIT = re.compile(r"\d")
_COUNT = re.compile(r"[\s(\[]*\d+[\s)\]]*$|^\(?\d+\)?\s+|^\d+(?=[\u4e00-\u9fff])")
_PLUGIN = re.compile(
    r"^\W*\[/?(?:ad_?\d|adsense|caption|embed|gallery|video|audio|img|image|html|vc_\w+|et_pb\w*|su_\w+)[^\]]{0,200}\]\W*$",
    re.I,
)
_SYMBOLS = re.compile(r"^[\W\d_]*$")
_ANY = re.compile(r"[^\W_]")
_SLUG = re.compile(
    r"\b(?:vpx|pkg|lon orig|orig jk|ndwknd|origseriesfilms|sotvo|nr vpx|orig|digvid|intl|ldn|wxc)\b", re.I
)


@dataclass(frozen=True)
class Furniture:
    """The phrases of some languages, ready for comparison."""

    heads: Mapping[Head, frozenset[str]]
    child_heads: tuple[str, ...]
    """Those of several words, which explanations follow: "Articles enfants plus récents en premier"."""
    equal: frozenset[str]
    starts: re.Pattern[str]
    see: re.Pattern[str]
    more: frozenset[str]
    machine: tuple[tuple[str, ...], ...]
    """Each a phrase, in pieces where words may stand between."""
    offers: re.Pattern[str]
    machine_label: tuple[str, ...]
    machine_words: tuple[str, ...]
    translation_words: tuple[str, ...]
    own: tuple[str, ...]
    translated: tuple[str, ...]
    truncated: re.Pattern[str]
    """The rest of the article is for those who pay."""
    languages: Mapping[str, str]
    dangling: frozenset[str]
    """Words that no sentence and no headline ends on."""
    inline_more: re.Pattern[str]
    """A "read more" at the end of a lede."""

    def head(self, line: str) -> Head | None:
        """The region of the page that this heading opens."""
        if len(line) > LONGEST:
            return None
        folded = bare(line)
        if _DIGIT.search(folded):
            folded = _COUNT.sub("", folded).strip()
        for head in HEADS:
            if folded in self.heads[head]:
                return head
        # "Similar News: here are articles that we gathered…", "Articles enfants plus récents en premier"
        label, colon, rest = line.partition(":")
        explained = rest[:1].strip() != "" or bool(_ENDS.search(rest))  # a link's title has a space and no full stop
        if colon and len(label) < 40 and explained and len(rest) > 20 and bare(label) in self.heads["related"]:
            return "related"
        if len(folded) < 60 and folded.startswith(self.child_heads):
            return "children"
        return None

    def is_furniture(self, line: str) -> bool:
        """Navigation, sharing, subscription, cookies, plugin marks, rows of entries or symbols; never a paragraph."""
        if len(line) > LONGEST:
            return False
        if self.is_phrase(line) or _SYMBOLS.match(line) or _is_row(line):
            return True
        # A row of menu entries: "Accueil | Monde | Sport", "Facebook Twitter WhatsApp"
        parts = [p for p in re.split(r"\s*[|•·›»>/,\t]\s*|\s+", fold(line)) if p]
        return len(parts) > 1 and all(_inner(p) in self.equal or _SYMBOLS.match(p) for p in parts)

    def is_phrase(self, line: str) -> bool:
        """It is furniture by its words alone: where a text was taken from its markup, rows are tables and lists."""
        if len(line) > LONGEST:
            return False
        if _PLUGIN.match(line) or not _ANY.search(line):
            return True
        folded = fold(line)
        stripped = _inner(folded)
        if stripped in self.equal or folded in self.equal:
            return True
        return bool(self.starts.match(folded) or self.starts.match(stripped) or self.offers.search(folded))

    def is_more(self, line: str) -> bool:
        """The link that ends a teaser."""
        return len(line) < 60 and bare(line) in self.more

    def is_offer(self, line: str) -> bool:
        """It asks the reader to subscribe, or to have a letter sent; a sentence that tells of such things is longer."""
        if len(line) > LONGEST:
            return False
        return bool(self.offers.search(fold(line)))

    def is_cut(self, line: str) -> bool:
        """It says that the article goes on for subscribers."""
        return len(line) <= LONGEST and bool(self.truncated.search(fold(line)))

    def is_see(self, line: str) -> bool:
        """A link to something else in the middle of an article; never a sentence."""
        return len(line) <= LONGEST and not _ENDS.search(line) and bool(self.see.match(bare(line)))

    def is_machine_notice(self, line: str) -> bool:
        """It says that a machine translated the text; a paragraph only where it speaks of the text itself."""
        if len(line) > _NOTICE:
            return False
        folded = fold(line)
        own = any(s in folded for s in self.own)
        if (
            own
            and any(w in f" {folded} " for w in self.machine_words)
            and any(w in folded for w in self.translation_words)
        ):
            return True
        if any(label in folded for label in self.machine_label) and (own or len(line) < _LABEL):
            return True
        if not own and len(line) > _ONE_LINE:
            return False
        return any(pieces[0] in folded and _holds(folded, pieces) for pieces in self.machine)

    def source_language(self, line: str) -> str | None:
        """The language that a notice says was translated from."""
        folded = fold(line)
        for phrase in self.translated:
            at = folded.find(phrase)
            if at >= 0:
                rest = folded[at + len(phrase) : at + len(phrase) + 40]
                for name, code in self.languages.items():
                    if re.search(rf"(?<!\w){re.escape(name)}", rest):
                        return code
        return None


def _is_row(line: str) -> bool:
    """Entries of a menu or bar on one line: three short ones or more, or two very short ones between bars."""
    if _ENDS.search(line):
        return False
    marks = r"\s*[|•·›>]\s*|\s[-—–/]\s" if "«" in line else r"\s*[|•·›»>]\s*|\s[-—–/]\s"
    row = [p for p in re.split(marks, line) if p]
    if len(row) > 2:
        return sum(len(p.split()) <= 4 for p in row) >= len(row) - 1 and all(len(p) < 50 for p in row)
    return len(row) == 2 and bool(re.search("[|›>]", line)) and all(len(p.split()) <= 5 and len(p) < 30 for p in row)


_ENDS = re.compile(r"[.。]\W{0,3}$")


def _inner(text: str) -> str:
    """From its first letter or digit to its last; a pattern that looks for the end of a text is slow."""
    start, end = 0, len(text)
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return text[start:end]


def bare(line: str) -> str:
    """Folded, without punctuation at the edges."""
    return _inner(fold(line))


def is_slug(line: str) -> bool:
    """The working name of a video as some systems leave it on the page: words without a sentence, and a desk's mark."""
    return len(line) < 80 and not _ENDS.search(line) and bool(_SLUG.search(line))


def _phrases(rows: Iterable[Mapping[str, Any]], section: str, key: str) -> list[str]:
    found = (p for row in rows for p in row.get(section, {}).get(key, ()))
    return list(dict.fromkeys(fold(p) for p in found))


# How far apart the pieces of a phrase may stand: "translated by our software from Russian, automatically"
_GAP = 60


def _holds(folded: str, pieces: Sequence[str]) -> bool:
    """The pieces in order, the first at the start of a word, each within sixty characters of the one before."""
    at = folded.find(pieces[0])
    while at >= 0:
        if not folded[at - 1 : at].isalnum() or at == 0:
            end = at + len(pieces[0])
            for piece in pieces[1:]:
                found = folded.find(piece, end, end + _GAP + len(piece))
                if found < 0:
                    break
                end = found + len(piece)
            else:
                return True
        at = folded.find(pieces[0], at + 1)
    return False


def _anywhere(phrases: Iterable[str]) -> re.Pattern[str]:
    """Any of the phrases, from the start of a word on; "..." stands for at most sixty characters."""
    found = [rf".{{0,{_GAP}}}?".join(re.escape(p.strip()) for p in phrase.split("...")) for phrase in phrases]
    return re.compile(r"(?<![^\W\u3040-\u9fff])(?:" + _by_first(found) + ")")


def _by_first(patterns: Iterable[str]) -> str:
    """An alternation of literal beginnings, grouped by their first characters: most places are passed at once."""
    groups: dict[str, list[str]] = {}
    for pattern in patterns:
        size = 2 if pattern.startswith("\\") else 1
        groups.setdefault(pattern[:size], []).append(pattern[size:])
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in groups.items())


def _openings(phrases: Iterable[str]) -> re.Pattern[str]:
    """Any of the phrases; one that ends in a letter ends where a word does, in scripts that part words."""
    ends = (
        re.escape(p) + (r"(?!\w)" if p[-1].isalnum() and not "\u3040" <= p[-1] <= "\u9fff" else "") for p in phrases
    )
    return re.compile("|".join(sorted(ends, key=len, reverse=True)))


def _inline(phrases: Iterable[str]) -> re.Pattern[str]:
    known = "|".join(sorted((re.escape(p) for p in phrases if " " in p), key=len, reverse=True)) or "(?!)"
    return re.compile(rf"(?<=[.!?…»”])\s(?:[>»→›]+\s?[^\W\d_]+(?:\s\w+){{0,3}}|(?:{known})\s?[>»→›.…]*)$", re.I)


@cache
def furniture() -> Furniture:
    """The phrases of every language that has them."""
    rows = [table(code, "furniture") for code in languages()]
    heads = {h: frozenset(bare(p) for p in _phrases(rows, "heads", h)) for h in HEADS}
    return Furniture(
        heads=heads,
        child_heads=tuple(f"{h} " for h in heads["children"] if " " in h),
        equal=frozenset(_phrases(rows, "lines", "equal")),
        starts=_openings(_phrases(rows, "lines", "starts")),
        see=_openings(_phrases(rows, "lines", "see")),
        more=frozenset(bare(p) for p in _phrases(rows, "lines", "more")),
        machine=tuple(tuple(p.strip() for p in phrase.split("...")) for phrase in _phrases(rows, "notices", "machine")),
        offers=_anywhere(_phrases(rows, "lines", "offers")),
        machine_words=tuple(f" {w}" for w in _phrases(rows, "notices", "machine_words")),
        translation_words=tuple(_phrases(rows, "notices", "translation_words")),
        machine_label=tuple(_phrases(rows, "notices", "machine_label")),
        own=tuple(_phrases(rows, "notices", "self")),
        translated=tuple(_phrases(rows, "notices", "translated")),
        truncated=_anywhere(_phrases(rows, "notices", "truncated")),
        dangling=frozenset(_phrases(rows, "lines", "dangling")),
        inline_more=_inline(_phrases(rows, "lines", "more")),
        languages={fold(k): v for row in rows for k, v in row.get("languages", {}).items()},
    )
