"""Lines that sign or credit: who wrote, where it comes from, whose picture it is."""

from __future__ import annotations

import re

from filrouge.data.outlets import Outlets
from filrouge.read.lexicon import Lexicon
from filrouge.read.shapes import is_prose, is_sentence
from filrouge.text.normalise import fold

_BYLINE_TAIL = re.compile(r"\s*(?:[|•·]|\s[-–—]\s|,\s?(?=\d)|\s(?=\d)).*$|\s*\(.*\)\s*$")


def byline_of(text: str, words: Lexicon, outlets: Outlets) -> str | None:
    """Who signs, where the line is a signature: "Par …", "By …, staff writer"; None where it is none."""
    if len(text) > 120 or is_prose(text):
        return None
    folded = fold(text)
    for word in words.byline:
        if folded.startswith(word) and re.match(r"\W", folded[len(word) :] or "x"):
            rest = text[len(word) :].lstrip(" :–—-")
            head = _BYLINE_TAIL.sub("", rest).strip(" .,;:")
            names = [n for n in re.split(r"\s+", head) if n]
            if not names or len(names) > 14:
                return None
            if outlets.by_name(head) or _house_with_agency(head, words, outlets):
                return rest
            if word.endswith(":") or ":" in text[: len(word) + 2]:
                return rest
            first = names[0]
            # "Par ailleurs", "By contrast": a name begins with a capital, and most of its words have one
            caps = sum(n[:1].isupper() for n in names)
            small = {fold(w) for w in (*words.with_, *words.and_)} | {
                "de",
                "du",
                "la",
                "le",
                "von",
                "van",
                "der",
                "des",
                "agences",
                "agence",
                "les",
                "agencies",
                "al",
                "bin",
                "ben",
                "the",
                "d'",
            }
            lower = sum(not n[:1].isupper() and fold(n) not in small and fold(n) not in words.byline_end for n in names)
            known = fold(head) in words.staff or any(fold(head).startswith(s + " ") for s in words.staff)
            if known or (
                first[:1].isupper() and caps >= 1 and lower <= 1 and not (is_sentence(rest) and len(names) > 6)
            ):
                return rest
            break
    return text if _house_with_agency(text, words, outlets) or _house_and_agency(text, outlets) else None


def _house_with_agency(text: str, words: Lexicon, outlets: Outlets) -> bool:
    """ "Le Monde avec AFP", "Redaktion, mit Material von dpa und AFP": a word for "with", then agencies and no more."""
    if len(text) > 100 or is_sentence(text):
        return False
    folded = fold(text)
    for word in words.with_:
        match = re.search(rf"(?:^|[\s(,]){re.escape(word)}\s", folded)
        if match and len(folded) == len(text):
            tail = text[match.end() :].strip(" ().")
            pieces = [
                p.strip(" ().")
                for p in re.split(r"[,/]|\s(?:et|and|und|y|e|и)\s", _DATED_TAIL.sub("", tail))
                if p.strip()
            ]
            if pieces and all(outlets.agency(p) or p in words.agencies for p in pieces):
                return True
    return False


def _house_and_agency(text: str, outlets: Outlets) -> bool:
    """ "Le Temps / AFP", "Редакция, ТАСС": short names apart by commas or strokes, the last an agency's."""
    pieces = [p.strip() for p in re.split(r"[,/|]", text)]
    if len(pieces) < 2 or len(text) > 80 or is_sentence(text) or not all(0 < len(p.split()) <= 6 for p in pieces):
        return False
    if "/" in text and len(pieces) == 2 and _PHOTOGRAPHER.match(pieces[0]) and outlets.by_name(pieces[0]) is None:
        return False
    return outlets.agency(pieces[-1]) is not None


# Two or three words in capitals: who took a picture, where a stroke and an agency follow
_PHOTOGRAPHER = re.compile(r"^[^\W\d_a-zà-ÿа-я][\w.’'-]*(?:\s[^\W\d_a-zà-ÿа-я][\w.’'-]*){1,2}$")


_DATED_TAIL = re.compile(r"[,|–-]?\s*(?:(?:le|on|am|el|il|em)\s)?\d.*$|\s[|–-]\s.*$")


_SIGN_OFF = re.compile(
    r"^[–—-]\s.{0,60}?\b(?i:publi|post|mis en ligne|veröffentlich|pubblic|опублик)[^.]{0,50}?"
    r"\s(?:par|by|von|por|da|di)\s"
    r"(?:[a-zà-ÿ]+\s){0,3}(?:d['’]|de\s|of\s)?(?P<name>[^\W\d_a-zà-ÿ][^.]{2,40})\.$"
)


def signed_off(text: str) -> str | None:
    """The house that a last line after a dash names as the publisher: "– Publié par …"."""
    match = _SIGN_OFF.match(text) if len(text) < 120 else None
    return match["name"] if match and match["name"][:1].isupper() else None


def source_of(text: str, words: Lexicon) -> str | None:
    """The name after "source :", "First published by …"; None where the line is no credit."""
    if len(text) > 160:
        return None
    folded = fold(text).lstrip("([*-– ")
    for word in words.source:
        if not folded.startswith(word):
            continue
        rest = text[text.lower().find(text.lstrip("([*-– ")[:1].lower()) :].lstrip("([*-– ")[len(word) :]
        colon = re.match(r"\s*[:：>→]\s*|\s+[-–—]\s+", rest)
        long = " " in word
        if not colon and not (long and rest[:1] in " :"):
            continue
        name = rest[colon.end() if colon else 0 :].strip(" .)]:–—-")
        if name and len(name.split()) <= 10 and not is_prose(text):
            inside = next((w for w in words.inside if long and fold(name).startswith(w)), "")
            return name[len(inside) :].strip()
    return _first_published(text, folded, words)


def _first_published(text: str, folded: str, words: Lexicon) -> str | None:
    """The name in "Cet article est paru à l'origine sur …", "This story was first published by …".

    A line that says "first" or "originally", then "published", then "in" or "by" and a name, in this order or
    with the first two turned round.
    """
    if len(folded) != len(text.lstrip("([*-– ")) or not any(w in folded for w in words.first):
        return None
    ends = [folded.find(w) + len(w) for w in words.appeared if w in folded]
    if not ends:
        return None
    at = max(ends)
    inside = "|".join(map(re.escape, words.inside)) or "(?!)"
    match = re.compile(rf"(?<![^\W\u4e00-\u9fff])(?:{inside})").search(folded, at)
    name = text.lstrip("([*-– ")[match.end() :].strip(" .)]:。–—-") if match else ""
    return name if len(name) > 1 and len(name.split()) <= 6 and not name[:1].islower() else None


def is_labelled_photo(text: str, words: Lexicon) -> bool:
    """It says itself that it credits a picture: "Photo : …", "Foto: …"."""
    folded = fold(text).lstrip("([* ")
    for word in words.photo if len(text) <= 200 else ():
        if folded.startswith(word) and (
            re.match(r"\s*[:：©/|]\s*\S", folded[len(word) :]) or word.endswith((":", "："))
        ):
            return True
    return False


def is_photo_credit(text: str, words: Lexicon, outlets: Outlets) -> bool:
    """A line that begins as a picture's credit does, or names a seller of pictures among short names."""
    if len(text) > 200:
        return False
    if is_labelled_photo(text, words):
        return True
    folded = fold(text).lstrip("([* ")
    for word in words.photo:
        if folded.startswith(word):
            rest = folded[len(word) :]
            if " " in word and len(text) < 80 and not rest[:1].isalnum() and not is_sentence(text):
                return True
    if text.startswith(("©", "(©")) and len(text) < 120:
        return True
    return len(text) < 110 and bool(re.search(r"[|/©]", text)) and _names_seller(text, outlets) and not is_prose(text)


def _names_seller(text: str, outlets: Outlets) -> bool:
    """It ends with a seller's name, and what stands before it is names: no lower-case run of a sentence."""
    matches = list(outlets.picture_credit.finditer(text))
    if len(text.split()) > 12 or re.search(r"\d{4}\s*[|/©]|[a-zà-ÿ]{3,}\s[a-zà-ÿ]{2,}\s[a-zà-ÿ]{2,}\s", text):
        return False
    if not matches or len(text) - matches[-1].end() > 30:
        return False
    return not re.search(r"(?:\s[a-zà-ÿ]{4,}){3}", text[: matches[0].start()])


_PICTURED = re.compile(r"[/|©]\s?$|(?:photo|foto|photograph|picture|фото|credit|bild)\w*\W{1,3}[^.]{0,50}$", re.I)


def has_credit_tail(text: str, outlets: Outlets) -> bool:
    """A caption with its credit on the same line: it ends in a photographer and a seller of pictures.

    "(AFP)" alone at the end signs a text and is no picture's credit.
    """
    if len(text) > 300:
        return False
    match = next((m for m in outlets.picture_credit.finditer(text) if len(text) - m.end() <= 3), None)
    if match is None or re.search(r"\(\W?$", text[: match.start()]):
        return False
    before = text[max(0, match.start() - 60) : match.start()]
    return bool(_PICTURED.search(before))
