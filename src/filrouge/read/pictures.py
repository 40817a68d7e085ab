"""The pictures of an HTML page: what its figures show, and who took them."""

from __future__ import annotations

import re
from itertools import islice

from lxml import html

from filrouge.read.tree import ASIDE
from filrouge.records import Image
from filrouge.text.normalise import clean

# A caption says what a picture shows in a sentence or two.
_CAPTION, _MOST = 300, 30
_CREDITED = re.compile(r"credit|copyright|source|photographer|auteur|author|quelle|fotograf|agency", re.I)
_SIGN = re.compile(r"\s*(?:\((?P<inside>[^()]*[©/][^()]*)\)|©\s*(?P<after>[^.]{2,60}))\s*$")
_OTHERS = re.compile(
    r"(?:^|[\s_-])(?:related|recommend\w*|teasers?(?!-?image)|most-(?:read|popular)|trending|latest|read-(?:also|more|next))"
    r"(?:$|[\s_-])",
    re.I,
)


def pictures_of(tree: html.HtmlElement) -> tuple[Image, ...]:
    """What figures show and who took it, those of other articles aside; the address as the page writes it."""
    found = []
    for figure in islice(tree.iter("figure"), _MOST):
        picture, below = next(figure.iter("img"), None), next(figure.iter("figcaption"), None)
        if picture is None or below is None or _is_of_another(figure):
            continue
        whole = " ".join(clean(" ".join(map(str, below.itertext()))).split())
        credit = next((t for e in below.iterdescendants("*") if (t := _credit_of(e)) and t in whole), None)
        caption = whole.replace(credit, "", 1) if credit else whole
        if credit is None and (sign := _SIGN.search(whole)):
            credit, caption = (sign["inside"] or sign["after"]).strip("© "), whole[: sign.start()]
        caption = caption.strip(" |–—-©()")
        if (caption or credit) and len(whole) < _CAPTION + 100:
            found.append(Image(picture.get("src") or picture.get("data-src"), caption or None, credit or None))
    return tuple(found)


def _is_of_another(figure: html.HtmlElement) -> bool:
    """It stands in a menu or margin, or in a box of links to other articles, which does not hold the headline."""
    for up in figure.iterancestors():
        if up.tag in ASIDE:
            return True
        if any(_OTHERS.search(m) for m in (up.get("class"), up.get("id")) if m):
            return next(up.iter("h1"), None) is None
    return False


def _credit_of(element: html.HtmlElement) -> str | None:
    marks = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
    if not _CREDITED.search(marks):
        return None
    text = " ".join(clean(" ".join(map(str, element.itertext()))).split())
    return text if 1 < len(text) < 100 else None
