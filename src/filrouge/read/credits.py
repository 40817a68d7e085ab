"""Who wrote, who is credited, which agencies stand behind an article, and where it was written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from filrouge.data.outlets import Outlet, Outlets
from filrouge.read.dating import Order, dates
from filrouge.read.lexicon import Lexicon, begins
from filrouge.records import When
from filrouge.text.normalise import fold


@dataclass(frozen=True, slots=True)
class Signature:
    authors: tuple[str, ...] = ()
    outlet: str | None = None
    agencies: tuple[str, ...] = ()
    agency_copy: bool = False


_UP = r"[^\W\d_a-zà-ÿа-яё]"
_PARTICLES = r"(?:(?:de|du|da|di|del|della|des|von|van|den|der|bin|ben|al|el|la|le|d')\s?){0,3}"
_PERSON = re.compile(rf"^{_UP}[\w'’.-]*(?:\s{_PARTICLES}{_UP}[\w'’.-]*){{1,3}}$")
_SPLIT = re.compile(r"\s*(?:,|;|/|&|\||\s(?:et|and|und|y|e|и|و)\s)\s*")


def signature(byline: str, words: Lexicon, outlets: Outlets) -> Signature:
    """The people, outlet and agencies of a byline: "X avec AFP", "Le Figaro avec agences", "X and Y, Reuters"."""
    text, copy = byline.strip(" .:-–—"), False
    text = re.sub(r"\s*[|•·]\s.*$", "", text)
    text = re.sub(r"\s[-–—]\s.*\d{4}.*$|\s\d{1,2}[/.]\d.*$", "", text)
    agencies: list[str] = []
    folded = fold(text)
    for phrase in words.agencies:
        at = folded.find(phrase)
        if at >= 0 and (at == 0 or not folded[at - 1].isalnum()) and not folded[at + len(phrase) :][:1].isalnum():
            text, copy = text[:at].strip(" ,(") if len(folded) == len(text) else text, True
            folded = fold(text)
            break
    for word in words.with_:
        match = re.search(rf"(?:^|\s|\(){re.escape(word)}\s", folded)
        if match and len(folded) == len(text):
            rest = [
                outlets.agency(p.strip(" ().,l'’L")) or outlets.agency(p.strip(" ().,"))
                for p in _SPLIT.split(text[match.end() :])
            ]
            if any(rest):
                agencies += [a.name for a in rest if a]
                text, copy = text[: match.start()], True
                folded = fold(text)
            break
    authors: list[str] = []
    outlet = None
    for piece in (p.strip(" ().") for p in _SPLIT.split(text)):
        if not piece or fold(piece) in words.staff or begins(fold(piece), words.byline_end):
            continue
        known = outlets.by_name(piece) or (outlets.by_domain(piece) if "." in piece else None)
        if known and known.kind == "agency":
            agencies.append(known.name)
            copy = True
        elif known:
            outlet = outlet or known.name
        elif copy and re.match(r"(?:Le|La|Les|The|Il|El|Die|Der|Das)\s[^\W\d_a-z]", piece) and len(piece.split()) < 6:
            outlet = outlet or piece
        elif _PERSON.match(piece) and not re.match(r"(?:Le|La|Les|The|Il|El|Die|Der|Das)\s", piece):
            authors.append(piece)
        elif not authors and outlet is None and re.match(r"^[^\W\d_a-z][\w'’.-]+(?:\s[\w'’.-]+){0,3}$", piece) and copy:
            outlet = piece  # one name and no first name, signing with agencies: a house, not a person
        elif len(piece.split()) <= 4 and piece[:1].isupper():
            authors.append(piece)
    return Signature(tuple(dict.fromkeys(authors)), outlet, tuple(dict.fromkeys(agencies)), copy)


def agencies_of(text: str, words: Lexicon, outlets: Outlets) -> tuple[tuple[str, ...], bool]:
    """The agencies that the text rests on, and whether one signs it.

    A name counts where the sentence uses it as a source ("selon Reuters", "told AFP", "l'agence TASS"), not
    where it only occurs. One in brackets at the start or the end of the text signs the whole.
    """
    found: list[str] = []
    signs = False
    previous = 0, False
    for start, end, outlet in outlets.agencies_in(text):
        before = fold(text[max(0, start - 45) : start])
        after = fold(text[end : end + 30])
        before = re.split(r"[.!?\n]\s", before)[-1] if not before.endswith((". ", "? ")) else ""
        around = text[max(0, start - 1) : start] + text[end : end + 1]
        bracket = around in ("()", "[]", "//") or (around[:1] in "(/" and re.match(r"[,/]", text[end:]) is not None)
        chained = (
            previous[1]
            and re.fullmatch(
                r"[\s,/]{0,3}(?:et|and|und|y|e|и|ou|or)?[\s,]{0,2}(?:l'|the |de )?",
                fold(text[previous[0] : start]) + "",
            )
            is not None
        )
        used = bracket or chained or _cue_before(before, words.before) or _cue_after(after, words.after)
        if used:
            found.append(outlet.name)
            if bracket and (start < 90 or end > len(text) - 25):
                signs = True
        previous = end, used
    return tuple(dict.fromkeys(found)), signs


def _cue_before(before: str, cues: Iterable[str]) -> bool:
    """A cue ends at most three words before the name: "selon l'agence de presse russe TASS"."""
    for cue in cues:
        if re.search(
            rf"(?:^|\W){re.escape(cue)}(?:\W+\w+){{0,6}}\W*$"
            if len(cue) > 4
            else rf"(?:^|\W){re.escape(cue)}\W*(?:l'|the |la |el |die )?(?:\w*agen\w+\W+)?(?:\w+\W+)?$",
            before,
        ):
            return True
    return False


def _cue_after(after: str, cues: Iterable[str]) -> bool:
    return any(re.match(rf"\W{{0,3}}{re.escape(cue)}(?:\W|$)", after) for cue in cues)


_PLACE = rf"(?:{_UP}[\w'’.-]*)(?:[\s-](?:{_UP}[\w'’.-]*|de|du|la|le|di|del|sur|am)){{0,3}}"
_DATELINE = re.compile(
    rf"^(?P<place>{_PLACE})(?:\s?[,/]\s?(?P<more>[^()—–\n]{{0,40}}?))?\s?(?:[(/]\s?(?P<agency>[^()/\n]{{2,40}})\s?[)/]\.?)?\s?(?P<dash>—|–|--|-|:|\.\s?[-—–])\s*(?=\S)"
)
_DATELINE_PAREN = re.compile(
    rf"^(?P<place>{_PLACE})(?:\s?,\s?(?P<more>[^()\n]{{0,40}}?))?\s?[(/]\s?(?P<agency>[^()/\n]{{2,40}})\s?[)/]\.?\s*(?:[-—–:.]\s*)?"
)
_AGENCY_FIRST = re.compile(
    r"^[(\[]?(?P<agency>[\w .-]{2,30})[)\]]?\s?[-—–,]\s?"
    rf"(?P<place>{_UP}{{3,}}(?:\s{_UP}{{2,}}){{0,2}})\b,?(?P<more>[^-—–\n]{{0,20}})[-—–]\s?"
)
_CJK_LINE = re.compile(
    r"^(?P<agency>新华社|中新社|中新网|路透社|法新社|俄新社)?\s?(?P<place>[\u4e00-\u9fff]{2,6})(?P<more>\d{1,2}月\d{1,2}日)电"
)


# "АНКАРА, 14 июл — РИА Новости. ", "Анкара. 14 июля. INTERFAX.RU - ", "АНКАРА, 14 июля. /Корр. ТАСС/. "
_AGENCY_AFTER = re.compile(
    rf"^(?P<place>{_PLACE})[,.]\s(?P<more>\d{{1,2}}\.?\s[^\W\d_]{{3,9}}\.?)\s?[-—–/.]{{1,2}}\s?(?P<agency>[^/.—–\n-]{{2,24}}(?:\.[A-Z]{{2}})?"
    r"|[^/\n]{2,24})(?=/|\.\s|\s[-—–])"
)


def _named(text: str, outlets: Outlets) -> Outlet | None:
    """The outlet that the brackets of a dateline name: "AFP", "dpa/lnw", "Корр. ТАСС", "INTERFAX.RU"."""
    for name in (text, *re.split(r"\s*[/,]\s*|\s", text)):
        if name and (found := outlets.by_name(name) or (outlets.by_domain(name) if "." in name else None)):
            return found
    return None


@dataclass(frozen=True, slots=True)
class Dateline:
    place: str | None
    outlet: Outlet | None
    more: str = ""
    """What stands behind the place: a country, a day ("Russia, Oct 23, 2024")."""

    def day(self, order: Order | None, now: date) -> When | None:
        """The day that it says with its year, which is that of the dispatch."""
        return next((found.when for found in dates(self.more, order, now) if not found.ambiguous), None)


def dateline(text: str, outlets: Outlets) -> Dateline | None:
    """The place, and the agency or outlet, that open a text: "BEIJING — ", "PARIS (AFP) - "."""
    head = text[:160]
    for pattern in (_AGENCY_FIRST, _AGENCY_AFTER, _DATELINE, _DATELINE_PAREN, _CJK_LINE):
        match = pattern.match(head)
        if not match:
            continue
        groups = match.groupdict()
        place = re.sub(r"\s+\d.*$", "", (groups.get("place") or "")).strip(" ,.")
        named = (groups.get("agency") or "").strip()
        outlet = _named(named, outlets)
        if named and outlet is None and pattern is not _CJK_LINE:
            continue
        if outlet is None and pattern is _DATELINE:
            # Without an agency only capitals, or a long dash after one to three capitalised words, make a dateline
            dash = groups["dash"]
            if not (place.isupper() and len(place) > 2 and dash != ":") and not (
                dash in ("—", "–", "--") and len(place.split()) <= 3 and match.end() < 45
            ):
                continue
            if re.search(r"^(?:[«\"“]|MISE|VIDEO|VIDÉO|EXCLUSIF|DIRECT|LIVE|UPDATE|BREAKING)", place):
                continue
        return Dateline(_titled(place) or None, outlet, groups.get("more") or "")
    return None


_OPENING = re.compile(
    rf"^{_UP}{{3,}}(?:[ -]{_UP}+){{0,3}}(?:,[^()—–]{{0,30}})?\s?(?:\([^()]{{2,40}}\)\s?)?(?:—|–|--|-)\s"
)


def opens_with_dateline(text: str) -> bool:
    """A place in capitals and a dash: "BEIJING — ", "PARIS (AFP) - "."""
    return bool(_OPENING.match(text[:120]))


def _titled(place: str) -> str:
    """Capitals are the dateline's manner, not the place's name."""
    return place.title() if place.isupper() and len(place) > 3 else place


def contributors(line: str, words: Lexicon, outlets: Outlets, elsewhere: str) -> tuple[tuple[str, ...], str | None]:
    """The people, and the outlet, of "– X's A. B. contributed to this report".

    Translated by machine, the possessive is lost ("– X A. B. contribué à ce rapport"): the first word is the
    outlet where it is known as one or stands alone ``elsewhere`` on the page.
    """
    folded = fold(line)
    cue = next((c for c in words.contributed if c in folded), None)
    if cue is None:
        return (), None
    at = folded.find(cue)
    head = line[:at] if at > 3 and len(folded) == len(line) else line[at + len(cue) :]
    head = re.sub(r"^\W+", "", head)
    head = re.sub(r"\b(?:a|ont|has|have|hat|haben|also|également)\s*$", "", head.strip()).strip(" :.,")
    outlet = None
    possessive = re.match(r"^(?P<who>[\w .&-]{2,30}?)['’]s?\s+(?=\w)", head)
    if possessive:
        outlet, head = possessive["who"], head[possessive.end() :]
    else:
        tokens = head.split()
        if len(tokens) >= 3 and (outlets.by_name(tokens[0]) or re.search(rf"\b{re.escape(tokens[0])}\b", elsewhere)):
            outlet, head = tokens[0], " ".join(tokens[1:])
    known = outlets.by_name(outlet)
    names = [n for n in (p.strip(" .") for p in _SPLIT.split(head)) if _PERSON.match(n)]
    return tuple(names), (known.name if known else outlet)


def names(credit: str, outlets: Outlets) -> list[str]:
    """The names in "AFP, Reuters et RIA"; a name that is one outlet's stays whole."""
    pieces = [p.strip(" .()") for p in _SPLIT.split(credit)]
    if outlets.by_name(credit) or not all(len(p) > 1 for p in pieces):
        return [credit]
    return pieces


def merged(*groups: Sequence[str]) -> tuple[str, ...]:
    """All in order, each once without regard to case and accents."""
    found: dict[str, str] = {}
    for group in groups:
        for item in group:
            found.setdefault(fold(item), item)
    return tuple(found.values())
