"""How long telling takes, and how well the ledger knows meetings again: made events, so that the truth is known.

    python benchmarks/tell.py [--events 100000] [--entries 10000]

Each time stands beside a trivial peer measured in the same run: sorting the same list. The events are made by code:
some hundred people, pairs drawn with a long tail (few pairs meet very often), each meeting announced, reported,
recalled by month and disputed by a day now and then; at worst all of them are of one pair. How well meetings are known
again is B-cubed over the evidence: of what lies in one entry, how much is of one meeting (precision), and of what is of
one meeting, how much lies in one entry (recall); for pairs that meet seldom, monthly and weekly.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from time import process_time
from typing import TypeVar

from report import keep

from filrouge.desk.listings import timeline
from filrouge.records import Event, Evidence, LedgerEntry, Participant, Place, Status, When
from filrouge.tell import rows, svg
from filrouge.tell.encounters import marks
from filrouge.tell.ledger import Assertion, reconcile
from filrouge.text import edtf

Given = TypeVar("Given")

PEOPLE = 150
FIRST = date(2010, 1, 1)
SPAN = 5000
"""Days: some fourteen years."""
TOWNS = (("Paris", "FR"), ("Berlin", "DE"), ("Geneva", "CH"), ("Ankara", "TR"), ("Delhi", "IN"), ("Hanoi", "VN"))
LIMIT_LEDGER = 60.0
LIMIT_TIMELINE = 0.2


def assertions(number: int, among: int = PEOPLE, seed: int = 7) -> tuple[list[Assertion], dict[str, int]]:
    """So many assertions, some eight for each meeting, and which meeting each article tells of."""
    rng = random.Random(seed)
    people = [Participant(f"person-{i}", f"Person {i}", "actor") for i in range(among)]
    made: list[Assertion] = []
    meeting: dict[str, int] = {}
    article = number_of_meeting = 0
    while len(made) < number:
        number_of_meeting += 1
        one = min(int(rng.paretovariate(0.9)) - 1, among - 1)
        other = min(one + int(rng.paretovariate(0.7)), among - 1)
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
            meeting[f"a{article:07}"] = number_of_meeting
    return made[:number], meeting


def known_again(every_days: int) -> dict[str, object]:
    """How well the ledger knows the meetings of one pair that meets so often, over fourteen years."""
    told, meeting = assertions(8 * SPAN // every_days, among=2)
    entry = {v.article: e.id for e in reconcile(told, len, date(2025, 1, 1)) for v in e.evidence}
    in_entry, in_meeting = Counter(entry.values()), Counter(meeting[key] for key in entry)
    both = Counter((entry[key], meeting[key]) for key in entry)
    return {
        "what": f"meetings known again, one every {every_days} days",
        "events": len(told),
        "meetings": len(in_meeting),
        "entries": len(in_entry),
        "precision": round(sum(n * n / in_entry[e] for (e, _), n in both.items()) / len(entry), 3),
        "recall": round(sum(n * n / in_meeting[m] for (_, m), n in both.items()) / len(entry), 3),
    }


def measured(number: int) -> list[rows.LedgerRow]:
    """So many ledger entries, as they are shown."""
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
    return [row(e) for e in entries]


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
    measured_now: list[dict[str, object]] = []
    for what, among in (("some hundred people", PEOPLE), ("one pair", 2)):
        told, _ = assertions(asked.events, among)
        _, sorting = timed(partial(sorted, told, key=lambda a: (a.article, a.event.start)), repeat=3)
        entries, seconds = timed(partial(reconcile, told, len, date(2025, 1, 1)))
        measured_now.append(
            {
                "what": f"reconciling events of {what} into the ledger",
                "events": len(told),
                "entries": len(entries),
                "seconds": round(seconds, 2),
                "times_sorting": round(seconds / sorting, 1),
                "limit_seconds": LIMIT_LEDGER,
            }
        )
    measured_now += [known_again(days) for days in (180, 30, 7)]
    few = measured(asked.entries)
    _, ordering = timed(lambda: sorted(few, key=lambda r: (r.date or "9999", r.id)), repeat=5)
    _, rowing = timed(lambda: timeline((), few), repeat=5)
    _, drawing = timed(lambda: "".join(svg.timeline("t", marks(few).marks, "year")), repeat=3)
    measured_now += [
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
