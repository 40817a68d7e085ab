"""What the lines around an article say of it: who wrote it, for whom, and after whom."""

from __future__ import annotations

import re
from dataclasses import dataclass

from filrouge.data.outlets import Outlets
from filrouge.read import credits
from filrouge.read.bylines import source_of
from filrouge.read.headers import Header, outlet_of
from filrouge.read.lexicon import Lexicon
from filrouge.read.marks import Line
from filrouge.read.part import Part


@dataclass(frozen=True, slots=True)
class Facts:
    """What the marked lines of a part say of its article."""

    authors: tuple[str, ...] = ()
    contributors: tuple[str, ...] = ()
    outlet: str | None = None
    """From a header, a host or a line of its own."""
    house: str | None = None
    """From a signature: weaker."""
    agencies: tuple[str, ...] = ()
    agency_copy: bool = False
    credits: tuple[str, ...] = ()


_ASIDE = ("see", "furniture", "notice", "host")


def facts_of(part: Part, outlets: Outlets, words: Lexicon) -> Facts:
    """Headers, signatures and source lines of a part and of what was dropped from it, put together."""
    authors: list[str] = []
    people: list[str] = []
    agencies: list[str] = []
    credited: list[str] = []
    outlet, _ = outlet_of(part.header or Header(), outlets)
    house, copy = None, False
    for i, line in enumerate(part.lines + part.dropped):
        own = i < len(part.lines)
        header = line.header or Header()
        if line.mark == "byline" and header.outlet:
            house = house or header.outlet
        if header.byline:
            signed = credits.signature(header.byline, words, outlets)
            authors += signed.authors
            agencies += signed.agencies
            house, copy = house or signed.outlet, copy or signed.agency_copy
        elif line.mark == "agencies":
            copy = True
        elif line.mark == "contributors":
            aside = "\n".join(x.text for x in part.lines + part.dropped if x.mark in _ASIDE)
            names, named = credits.contributors(line.text, words, outlets, aside)
            people += names
            outlet = outlet or named
        elif line.mark == "host" and own and part.role != "lead":
            outlet = outlet or outlet_of(header, outlets)[0]
        elif line.mark == "outlet" and own and part.role != "lead":
            known = outlets.by_name(line.text.strip(" .:|-–—"))
            outlet = outlet or (known.name if known else None)
        elif line.mark in ("date", "header") and own:
            outlet = outlet or outlet_of(header, outlets)[0]
        name = source_of(line.text, words) if line.mark == "source" else header.credit
        if line.mark is None and own and part.header and i + 1 < len(part.lines):
            name = _labelled(line.text, part.lines[i + 1], part.header)
        if name:
            names_ = credits.names(name, outlets)
            credited += names_
            agencies += [a.name for n in names_ if (a := outlets.agency(n))]
    return Facts(
        authors=credits.merged(authors),
        contributors=credits.merged(people),
        outlet=outlet,
        house=house,
        agencies=credits.merged(agencies),
        agency_copy=copy,
        credits=credits.merged(credited),
    )


_LABELLED = re.compile(r"^[^\W\d_][\w' ’-]{2,28}\s?:\s+(?P<name>[^\W\d_a-zà-ÿ][^.!?:]{1,60})$")


def _labelled(text: str, after: Line, header: Header) -> str | None:
    """The name after any label where threads name their source: right over the header's domain, once more."""
    if after.mark != "host" or after.header is None or after.header.domain != header.domain:
        return None
    match = _LABELLED.match(text)
    return match["name"] if match else None
