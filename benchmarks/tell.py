"""How long telling takes: the ledger of 100,000 events, and a timeline of 10,000 entries with its SVG.

    python benchmarks/tell.py [--events 100000] [--entries 10000]

Each figure stands beside a trivial peer measured in the same run: sorting the same list. The events are made by code:
some hundred people, pairs drawn with a long tail (few pairs meet very often), each meeting announced, reported,
recalled by month and disputed by a day now and then.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable
from datetime import date, timedelta
from time import process_time
from typing import TypeVar

from report import keep

from filrouge.records import Event, Evidence, LedgerEntry, Participant, Place, Status, When
from filrouge.tell import rows, svg
from filrouge.tell.encounters import marks
from filrouge.tell.ledger import Assertion, reconcile
from filrouge.tell.timeline import timeline
from filrouge.text import edtf

Given = TypeVar("Given")

PEOPLE = 150
FIRST = date(2010, 1, 1)
SPAN = 5000
"""Days: some fourteen years."""
TOWNS = (("Paris", "FR"), ("Berlin", "DE"), ("Geneva", "CH"), ("Ankara", "TR"), ("Delhi", "IN"), ("Hanoi", "VN"))
LIMIT_LEDGER = 60.0
LIMIT_TIMELINE = 0.2


def assertions(number: int, seed: int = 7) -> list[Assertion]:
    """So many assertions, some eight for each meeting."""
    rng = random.Random(seed)
    people = [Participant(f"person-{i}", f"Person {i}", "actor") for i in range(PEOPLE)]
    made: list[Assertion] = []
    article = 0
    while len(made) < number:
        one = min(int(rng.paretovariate(0.9)) - 1, PEOPLE - 1)
        other = min(one + int(rng.paretovariate(0.7)), PEOPLE - 1)
        if one == other:
            continue
        pair = (people[one], people[other])
        day = FIRST + timedelta(days=rng.randrange(SPAN))
        town, country = rng.choice(TOWNS)
        mode = rng.choice(("in-person", "in-person", "phone", "video"))
        for _ in range(1 + min(int(rng.paretovariate(0.8)), 40)):
            article += 1
            kind = rng.random()
            status: Status = "announced" if kind < 0.15 else "denied" if kind > 0.99 else "held"
            told = day + timedelta(days=rng.choice((0, 0, 0, 0, 1)) if kind > 0.9 else 0)
            when: When | None = edtf.day(told)
            if 0.6 < kind < 0.75:
                when = edtf.month(day.year, day.month)
            elif 0.75 < kind < 0.8:
                when = edtf.year(day.year)
            elif 0.8 < kind < 0.85:
                when = None
            late = -rng.randrange(1, 9) if status == "announced" else rng.randrange(0, 3 if kind < 0.6 else 400)
            place = Place(town, country) if rng.random() < 0.6 else None
            event = Event(
                0, 60, "CONSULT", mode if rng.random() < 0.9 else None, status, pair, when, place,
                dated_by="own-words" if when else "none",
            )  # fmt: skip
            made.append(Assertion(f"a{article:07}", event, "A sentence.", edtf.day(day + timedelta(days=late))))
    return made[:number]


def measured(number: int) -> tuple[list[LedgerEntry], list[rows.LedgerRow]]:
    """So many ledger entries, and the same as rows."""
    rng = random.Random(11)
    people = [Participant(f"person-{i}", f"Person {i}", "actor") for i in range(PEOPLE)]
    entries: list[LedgerEntry] = []
    for n in range(number):
        pair = tuple(rng.sample(people, 2))
        day = FIRST + timedelta(days=rng.randrange(SPAN))
        when = edtf.day(day) if n % 4 else edtf.month(day.year, day.month)
        town, country = rng.choice(TOWNS)
        proof = Evidence(f"a{n}", 0, 11, "A sentence.", "held", when, None, "in-person")
        place = Place(town, country)
        entries.append(LedgerEntry(f"{n:012x}", "CONSULT", "in-person", "held", pair, when, place, None, (proof,), 1))
    return entries, [row(e) for e in entries]


def row(e: LedgerEntry) -> rows.LedgerRow:
    """The entry as it is shown."""
    return rows.LedgerRow(
        e.id, e.type, e.mode, e.status, tuple(rows.ParticipantRow(p.id, p.name, p.role) for p in e.participants),
        edtf.format(e.when) if e.when else None, None, e.place.name if e.place else None,
        e.place.country if e.place else None, None,
        tuple(rows.EvidenceRow(v.article, v.sentence, 0, 11, "held", None, False, None, None) for v in e.evidence),
        e.independent_sources, (), False,
    )  # fmt: skip


def timed(work: Callable[[], Given], repeat: int = 1) -> tuple[Given, float]:
    """What the work gives, and the processor's seconds of its fastest run: others may use the machine too."""
    best = float("inf")
    for _ in range(repeat):
        begin = process_time()
        given = work()
        best = min(best, process_time() - begin)
    return given, best


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--events", type=int, default=100_000)
    options.add_argument("--entries", type=int, default=10_000)
    asked = options.parse_args()
    told = assertions(asked.events)
    _, sorting = timed(lambda: sorted(told, key=lambda a: (a.article, a.event.start)), repeat=3)
    entries, seconds = timed(lambda: reconcile(told, len, date(2025, 1, 1)))
    lines, few = measured(asked.entries)
    _, ordering = timed(lambda: sorted(few, key=lambda r: (r.date or "9999", r.id)), repeat=5)
    _, rowing = timed(lambda: timeline(lines), repeat=5)
    _, drawing = timed(lambda: "".join(svg.timeline("t", marks(few).marks, "year")), repeat=3)
    measured_now = [
        {
            "what": "reconciling events into the ledger",
            "events": len(told),
            "entries": len(entries),
            "seconds": round(seconds, 2),
            "times_sorting": round(seconds / sorting, 1),
            "limit_seconds": LIMIT_LEDGER,
        },
        {
            "what": "a timeline",
            "entries": len(few),
            "seconds": round(rowing, 4),
            "times_sorting": round(rowing / ordering, 1),
            "limit_seconds": LIMIT_TIMELINE,
        },
        {
            "what": "a timeline drawn as SVG",
            "entries": len(few),
            "seconds": round(drawing, 4),
            "times_sorting": round(drawing / ordering, 1),
            "limit_seconds": LIMIT_TIMELINE,
        },
    ]
    keep("tell", measured_now)
    for result in measured_now:
        print(json.dumps(result))


if __name__ == "__main__":
    main()
