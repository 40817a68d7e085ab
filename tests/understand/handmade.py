"""Names and times made by hand, so that the steps after them are tested without models and tables."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from filrouge.records import Entity, Mention, Names, Parse, TimeMention
from filrouge.text import edtf
from filrouge.understand.parse import Parser

_PEOPLE = {
    "angela-merkel": ("Angela Merkel", "Merkel"),
    "mario-draghi": ("Mario Draghi", "Draghi"),
    "emmanuel-macron": ("Emmanuel Macron", "Macron"),
    "jacques-chirac": ("Jacques Chirac", "Chirac"),
    "ronald-reagan": ("Ronald Reagan", "Reagan"),
    "mikhail-gorbachev": ("Mikhail Gorbachev", "Mikhaïl Gorbatchev", "Gorbatchev", "Gorbachev"),
    "richard-nixon": ("Richard Nixon", "Nixon"),
    "leonid-brezhnev": ("Leonid Brezhnev", "Léonid Brejnev", "Brejnev", "Brezhnev"),
    "dmitry-peskov": ("Dmitry Peskov", "Dmitri Peskov", "Peskov"),
    "neil-armstrong": ("Neil Armstrong", "Armstrong"),
    "barack-obama": ("Barack Obama", "Obama"),
}
_ORGANISATIONS = {
    "nato": ("NATO", "OTAN"),
    "eu": ("European Union", "Union européenne", "UE", "EU"),
    "asean": ("ASEAN", "Asean"),
    "g20": ("G20",),
    "ecb": ("European Central Bank", "Banque centrale européenne"),
    "kremlin": ("Kremlin",),
    "white-house": ("White House", "Maison Blanche"),
    "reuters": ("Reuters",),
}
_STATES = {
    "FI": ("Finland", "Finlande"),
    "SE": ("Sweden", "Suède"),
    "HR": ("Croatia", "Croatie"),
    "NO": ("Norway", "Norvège"),
    "GB": ("United Kingdom", "Royaume-Uni"),
    "FR": ("France",),
    "DE": ("Germany", "Allemagne"),
    "TH": ("Thailand", "Thaïlande"),
    "ID": ("Indonesia", "Indonésie"),
    "VN": ("Vietnam", "Viêt Nam"),
    "LA": ("Laos",),
    "MM": ("Myanmar", "Birmanie"),
    "KH": ("Cambodia", "Cambodge"),
    "PL": ("Poland", "Pologne"),
    "HU": ("Hungary", "Hongrie"),
    "RU": ("Russia", "Russie", "Moscou"),
    "CH": ("Switzerland", "Suisse"),
    "UA": ("Ukraine",),
}
_PAIRS = ("les deux hommes", "Les deux hommes", "the two leaders", "The two leaders")
_MONTHS = {"janvier": 1, "mars": 3, "mai": 5, "novembre": 11, "January": 1, "May": 5, "November": 11}


def names(reading: str) -> Names:
    """Every known form in ``reading``, longest first; "les deux…" stands for the first two people."""
    plain = reading.replace("’", "'")
    found: list[Mention] = []
    entities: dict[str, Entity] = {}
    for kind, group in (("person", _PEOPLE), ("organisation", _ORGANISATIONS), ("state", _STATES)):
        for key, forms in group.items():
            id = f"state:{key}" if kind == "state" else key
            country = key if kind == "state" else {"kremlin": "RU", "white-house": "US"}.get(key)
            entities[id] = Entity(id, kind, forms[0], country)
            for form in forms:
                for m in re.finditer(rf"\b{re.escape(form)}\b", plain):
                    how = "full-name" if " " in form else "surname" if kind == "person" else "alias"
                    found.append(Mention(m.start(), m.end(), reading[m.start() : m.end()], kind, (id,), how))
    found.sort(key=lambda m: (m.start, -m.end))
    kept: list[Mention] = []
    for m in found:
        if not kept or m.start >= kept[-1].end:
            kept.append(m)
    people = list(dict.fromkeys(m.entities[0] for m in kept if m.kind == "person"))[:2]
    for pair in _PAIRS if len(people) == 2 else ():
        kept.extend(
            Mention(m.start(), m.end(), pair, "person", tuple(people), "pair") for m in re.finditer(pair, plain)
        )
    return Names("a", tuple(sorted(kept, key=lambda m: m.start)), tuple(entities.values()))


def times(reading: str) -> tuple[TimeMention, ...]:
    """Years, months and days, with or without "since"."""
    months = "|".join(_MONTHS)
    found: list[TimeMention] = []
    for m in re.finditer(rf"(?:(depuis|since) )?(?:(\d{{1,2}}) )?(?:({months}) )?\b((?:19|20)\d\d)\b", reading):
        month = _MONTHS[m[3]] if m[3] else None
        when = (
            edtf.day(date(int(m[4]), month, int(m[2])))
            if month and m[2]
            else edtf.month(int(m[4]), month)
            if month
            else edtf.year(int(m[4]))
        )
        found.append(TimeMention(m.start(), m.end(), m[0], replace(when, end=None, modifier="since") if m[1] else when))
    return tuple(found)


def parse(reading: str, language: str) -> Parse:
    """Sentences and words without a model."""
    return replace(Parser().parse("a", reading, None), language=language)
