"""How well events of every kind are told, against sentences that others coded by CAMEO.

    FILROUGE_DATA=…/data python benchmarks/events.py [--write]

Data: events/petrarch2_validation.xml (UniversalPetrarch, MIT). CAMEO's root codes are put into PLOVER's types
(public statements, 01, have none). Reported for all sentences, and apart for those whose index is no multiple of
three: only the others were ever read by whoever wrote the tables.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from babel import Locale
from babel.core import get_global
from report import keep

from filrouge import plan
from filrouge.records import Article
from filrouge.text import edtf

ROOTS = {
    "02": "REQUEST", "03": "AGREE", "04": "CONSULT", "05": "SUPPORT", "06": "COOPERATE", "07": "AID", "08": "CONCEDE",
    "09": "ACCUSE", "10": "REQUEST", "11": "ACCUSE", "12": "REJECT", "13": "THREATEN", "14": "PROTEST",
    "15": "MOBILIZE", "16": "SANCTION", "17": "COERCE", "18": "ASSAULT", "19": "ASSAULT", "20": "ASSAULT",
}  # fmt: skip
FINER = {"084": "RETREAT", "085": "RETREAT", "086": "RETREAT", "087": "RETREAT", "0813": "RETREAT", "0814": "RETREAT",
         "175": "ASSAULT", "1712": "ASSAULT", "191": "COERCE", "192": "COERCE"}  # fmt: skip
"""Where PLOVER parts from CAMEO's root (its own table of 2021)."""


@dataclass(frozen=True)
class Coded:
    """One coded event: its type and the countries of both sides (two letters; "" where none is coded)."""

    type: str
    source: str
    target: str


@dataclass(frozen=True)
class Case:
    text: str
    day: dt.date
    events: tuple[Coded, ...]
    scored: bool
    """False where only a public statement is coded, of which PLOVER has no type."""


def plover(code: str) -> str | None:
    return next((FINER[code[:n]] for n in (4, 3) if code[:n] in FINER), ROOTS.get(code[:2]))


ALPHA3 = {
    a3: a2[0] for a3, a2 in get_global("territory_aliases").items() if len(a3) == 3 and a3.isalpha() and len(a2) == 1
}


def two_letters(code: str) -> str:
    return ALPHA3.get(code[:3], "")


def load(path: Path) -> list[Case]:
    text = path.read_text(errors="replace")
    out = []
    for m in re.finditer(r"<Sentence ([^>]*?)/?>(.*?)(?=<Sentence |</Sentences>|\Z)", text, re.S):
        about = dict(re.findall(r'(\w+)="([^"]*)"', m[1]))
        said = re.search(r"<Text>(.*?)</Text>", m[2], re.S)
        coded = [dict(re.findall(r'(\w+)="([^"]*)"', e)) for e in re.findall(r"<EventCoding ([^>]*)>", m[2])]
        if said is None:
            continue
        told = [e for e in coded if "eventcode" in e]
        events = tuple(
            Coded(kind, two_letters(e.get("sourcecode", "")), two_letters(e.get("targetcode", "")))
            for e in told
            if (kind := plover(e["eventcode"]))
        )
        day = dt.datetime.strptime(about["date"], "%Y%m%d" if len(about["date"]) == 8 else "%y%m%d").date()
        out.append(Case(re.sub(r"\s+", " ", said[1]).strip(), day, events, bool(events) or not told))
    return out


def coded(case: Case, tables: plan.Tables) -> tuple[Coded, ...]:
    article = Article("a", "c", 0, "p", "lead", case.text, language="en", published=edtf.day(case.day))
    _, found = plan.understand(article, tables, dt.date(2026, 1, 1))
    countries = {e.id: e.country or "" for e in found.names.entities}
    states = {str(name): code for code, name in Locale("en").territories.items() if len(code) == 2}

    def country(id_: str, name: str) -> str:
        if id_.startswith("state:"):
            return id_.removeprefix("state:")
        return countries.get(id_) or states.get(name.partition(":")[0], "")

    out = []
    for e in found.events:
        doing = [country(p.id, p.name) for p in e.participants if p.role != "recipient"]
        done_to = [country(p.id, p.name) for p in e.participants if p.role == "recipient"] or doing[1:]
        out.append(Coded(e.type, next(iter(doing), ""), next(iter(done_to), "")))
    return tuple(dict.fromkeys(out))


def score(cases: list[tuple[Case, tuple[Coded, ...]]]) -> dict[str, object]:
    right = wanted = given = source = target = both = targets = 0
    by_type: dict[str, Counter[str]] = {}
    for case, found in cases:
        if not case.scored:
            continue
        gold, mine = Counter(e.type for e in case.events), Counter(e.type for e in found)
        for kind in {*gold, *mine}:
            tally = by_type.setdefault(kind, Counter())
            tally["coded"] += gold[kind]
            tally["told"] += mine[kind]
            tally["right"] += min(gold[kind], mine[kind])
        wanted += gold.total()
        given += mine.total()
        right += (gold & mine).total()
        for e in case.events:
            same = [f for f in found if f.type == e.type]
            if not same:
                continue
            source += any(f.source == e.source for f in same)
            target += any(f.target == e.target for f in same)
            both += any((f.source, f.target) == (e.source, e.target) for f in same)
            targets += 1
    return {
        "sentences": sum(c.scored for c, _ in cases),
        "coded": wanted,
        "told": given,
        "precision": round(right / max(1, given), 3),
        "recall": round(right / max(1, wanted), 3),
        "of_right_type": targets,
        "source_right": round(source / max(1, targets), 3),
        "target_right": round(target / max(1, targets), 3),
        "both_right": round(both / max(1, targets), 3),
        "by_type": {k: dict(v) for k, v in sorted(by_type.items())},
    }


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--write", action="store_true", help="keep the figures in benchmarks/results/events.json")
    write = asked.parse_args().write
    cases = load(Path(os.environ["FILROUGE_DATA"]) / "events" / "petrarch2_validation.xml")
    tables = plan.load_tables()
    told = [(case, coded(case, tables)) for case in cases]
    results = [
        {"what": name, **score(part)}
        for name, part in (
            ("all", told),
            ("read", [t for n, t in enumerate(told) if n % 3 == 0]),
            ("never read", [t for n, t in enumerate(told) if n % 3]),
        )
    ]
    for r in results:
        print(r)
    if write:
        keep("events", results)


if __name__ == "__main__":
    main()
