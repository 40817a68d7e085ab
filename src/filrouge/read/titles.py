"""The headline of an HTML page: the heading that its readers see, checked against what the head of the page says."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from urllib.parse import urlsplit

from lxml import html

from filrouge.read.tree import ASIDE
from filrouge.text.normalise import clean, fold

# A page of teasers has some hundred headings; the headline is among the first.
MOST_HEADINGS = 60
# Words shared with the head of the page, as a share of the shorter, from which a heading is its title.
SHARED = 0.6
_WORD = re.compile(r"\w+")
_NO_HEADLINE = re.compile(
    r"(?:^|[\s_-])(?:widget|menu|nav|sidebar|footer|related|comments?|screen-reader|sr-only|visually-?hidden|teaser|logo"
    r"|site-?(?:title|name)|brand|newsletter|cookie|modal)",
    re.I,
)
_HEADLINE = re.compile(
    r"(?:^|[\s_-])(?:entry|post|article|page|story|node|news|content)?-?_*(?:title|headline)\b", re.I
)
_KICKER = re.compile(
    r"kicker|over-?(?:line|title)|top-?line|roof|super-?title|sur-?title|surtitre|spitz|dach-?zeile|pre-?(?:title|headline)"
    r"|eyebrow|flag|tag-?line|sub-?(?:title|head|line)|subline|unterzeile|label|categor|rubri|section|topic|badge|cintillo|volanta|antetitul"
    r"|occhiello|date\b|colon|title-?header|hidden",
    re.I,
)
_MARKS = re.compile(r"\s+(?:[|│–—•·»«›/]|-|:{1,2}|>{1,2}|<)\s+|\s?[|│]\s?")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as shown; ``forms`` are what of it can be the headline, the likeliest first."""

    level: int
    forms: tuple[str, ...]
    headline: bool = False
    """Its markup calls it the headline."""
    home: bool = False
    """It is the site's own name: a link to its front page."""
    aside: bool = False
    """It stands in a menu, a margin or a box."""

    @property
    def text(self) -> str:
        return self.forms[0]


def headings_of(tree: html.HtmlElement) -> tuple[Heading, ...]:
    """The headings of three levels, in order of the page."""
    return tuple(islice(_headings(tree), MOST_HEADINGS))


def _headings(tree: html.HtmlElement) -> Iterator[Heading]:
    for element in tree.iter("h1", "h2", "h3"):
        marks = _marks(element)
        forms = _forms(element)
        if not forms or not 1 < len(forms[0]) < 300:
            continue
        home = element.tag == "h1" and _leads_home(element)
        aside = _NO_HEADLINE.search(marks) is not None or any(up.tag in ASIDE for up in element.iterancestors())
        named = bool(_HEADLINE.search(marks)) or element.get("itemprop") in ("headline", "name")
        yield Heading(int(element.tag[1]), forms, named, home, aside and not home)


def _marks(element: html.HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


# Web archives keep the page's own addresses behind theirs: "/web/20140226054445/http://…"
_ARCHIVED = re.compile(r"^(?:https?://[^/]+)?/web/\d{4,14}[a-z_]*/(?=https?:)")


def _leads_home(element: html.HtmlElement) -> bool:
    """It holds one link, to the front page, and nothing else."""
    links = list(element.iter("a"))
    links += list(element.iterancestors("a"))[:1]
    if len(links) != 1:
        return False
    if links[0].get("rel") == "home":
        return True
    try:
        parts = urlsplit(_ARCHIVED.sub("", (links[0].get("href") or "-").strip()))
    except ValueError:
        return False
    return not parts.query and not parts.fragment and parts.path in ("", "/", "./", "/index.html", "/index.php")


def _forms(element: html.HtmlElement) -> tuple[str, ...]:
    """The heading's text without its kicker and subtitle, whole, and piece by piece."""
    if len(element) == 1 and len(element[0]) > 1 and not (element.text or element[0].tail or "").strip():
        return _forms(element[0])  # one wrapper around all of it
    whole = _line("".join(_texts(element)))
    if any((child.text or "").strip() == ":" for child in element.iter("span")):
        whole = whole.replace(" :", ":")  # a colon that the page sets between its kicker and its headline
    if not len(element) or not whole:
        return (whole,) if whole else ()
    pieces: list[tuple[str, str]] = [("", _line(element.text or ""))]
    for child in element:
        marks = _marks(child) if isinstance(child.tag, str) else ""
        pieces += [(marks, _line("".join(_texts(child))) if isinstance(child.tag, str) else "")]
        pieces += [("", _line(child.tail or ""))]
    pieces = [(marks, text) for marks, text in pieces if _WORD.search(text)]
    shown = [(marks, text) for marks, text in pieces if not _KICKER.search(marks)]
    named = [text for marks, text in shown if re.search(r"title|headline", marks, re.I)]
    if len(named) == 1 and len(shown) > 1 and all(marks for marks, _ in shown):
        shown = [("", named[0])]
    best = " ".join(text for _, text in shown) if len(shown) < len(pieces) else whole
    return tuple(dict.fromkeys(f for f in (best.strip(" |–-"), whole, *(text for _, text in pieces)) if f))


_DEEPEST = 12
_INLINE = frozenset({"ruby", "rb", "em", "i", "b", "strong", "sup", "sub", "font", "a", "mark"})


def _texts(element: html.HtmlElement, depth: int = 0) -> Iterator[str]:
    """Its text, a space after each element that is no mere emphasis; without the readings over Chinese characters."""
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child.tag not in ("rt", "rp") and depth < _DEEPEST:
            yield from _texts(child, depth + 1)
            if child.tag not in _INLINE:
                yield " "
        yield child.tail or ""


def _line(text: str) -> str:
    return " ".join(clean(text).split()).lstrip("[>»|• ")


def title_of(heads: Sequence[str], headings: Sequence[Heading], site: str | None, domain: str | None) -> str | None:
    """The headline as the reader sees it, where the head of the page agrees with it; else the head's, without the site.

    ``heads`` are the titles that the head of the page states, best first: written for search engines and social
    networks as often as not. First-level headings are sometimes the site's name.
    """
    heads = [h for h in heads if len(h) < 400]
    own = [h for h in headings if not (h.home or is_site(h.text, site, domain))]
    names = [h.text for h in headings if h.home]
    others = (*heads, *(h.text for h in own if len(_words(h.text)) > 2))
    bare = [_without_any(without_site(t, others, site, domain), names) for t in heads]
    seen = [_words(t) for t in (*bare, *heads)]
    parts = {w for t in heads for p in _MARKS.split(t) if not is_site(p, site, domain) and (w := _words(p))}
    first = {h.text for h in own if h.level == 1 and not h.aside}
    best: tuple[float, str] | None = None
    for heading in own:
        for place, form in enumerate(heading.forms):
            score = _score(heading, place, _words(form), seen, parts, len(first))
            if score and (best is None or score > best[0]):
                best = score, form
    if best is not None:
        return _as_stated(best[1], bare)
    if bare:
        return next((h.text for h in own if h.text in first and len(_words(h.text)) > 3), bare[0])
    return next((h.text for h in (*(h for h in own if not h.aside), *headings)), None)


def _as_stated(title: str, heads: Sequence[str]) -> str:
    """A heading's text as the head spaces it, where they differ in spaces alone: markup parts words and stops."""
    squeezed = "".join(title.split())
    return next((h for h in heads if "".join(h.split()) == squeezed), title)


def _score(
    heading: Heading,
    place: int,
    words: frozenset[str],
    seen: Sequence[frozenset[str]],
    parts: Collection[frozenset[str]],
    first: int,
) -> float:
    """How likely a form of a heading is the headline; 0 where nothing speaks for it. ``first``: first-level ones."""
    own = 0.1 * (3 - heading.level) + 0.3 * heading.headline - 0.25 * place
    trusted = heading.level == 1 or heading.headline or not first
    stripped = place == 0 and len(heading.forms) > 1
    if words in seen or (stripped and words in parts):
        return 4 + own - heading.aside
    if heading.aside:
        return 0
    if trusted and words in parts and (len(words) > 1 or heading.headline):
        return 3 + own + 0.2 * min(len(words), 6)
    if trusted and len(words) > 1 and (shared := _shared(words, seen)) >= SHARED:
        return 2 * shared + own
    if place == 0 and heading.level == 1 and words and (first == 1 or heading.headline):
        return 1 + own
    return 0


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(fold(text)))


def _shared(words: frozenset[str], seen: Sequence[frozenset[str]]) -> float:
    """The share of the shorter that both have: headings are cut in heads, and heads add the site."""
    return max((len(words & s) / max(1, min(len(words), len(s))) for s in seen), default=0.5)


def is_site(text: str, site: str | None, domain: str | None) -> bool:
    """It is the site's name or a label of its host."""
    names, labels = _site_names(site, domain)
    bare = _letters(text)
    return bool(bare) and (bare.removeprefix("the") in names or bare in labels)


@lru_cache(64)
def _site_names(site: str | None, domain: str | None) -> tuple[frozenset[str], frozenset[str]]:
    names = frozenset(_letters(x).removeprefix("the") for x in (site, domain) if x)
    return names, frozenset(x for x in re.split(r"\W", domain or "") if len(x) > 2)


def _letters(text: str) -> str:
    return "".join(_WORD.findall(fold(text)))


def _without_any(title: str, names: Sequence[str]) -> str:
    """The title without one of the names at its end or start."""
    for name in names:
        for match in _MARKS.finditer(title):
            start, end = title[: match.start()].strip(), title[match.end() :].strip()
            if fold(end) == fold(name):
                return start
            if fold(start) == fold(name):
                return end
    return title


def without_site(title: str, others: Sequence[str], site: str | None, domain: str | None) -> str:
    """A title without the site's name at its end or start: "Title - Site", "Site | Title"."""
    heads = {fold(t) for t in others if t != title}
    label, colon, after = title.partition(": ")
    if colon and len(after) > 15 and (is_site(label, site, domain) or fold(after) in heads):
        return after.strip()
    marks = list(_MARKS.finditer(title))
    if not marks:
        return title
    start, end = title[: marks[-1].start()].strip(), title[marks[-1].end() :].strip()
    first, rest = title[: marks[0].start()].strip(), title[marks[0].end() :].strip()
    if fold(start) in heads or is_site(end, site, domain):
        return start
    if fold(first) in heads and len(first) > 15:
        return first
    if is_site(first, site, domain):
        return rest
    return title
