"""The ledger checked against a list of encounters that somebody else keeps: matched, conflicting, missing, extra."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from filrouge.errors import UsageError
from filrouge.records import Place, When
from filrouge.tell import rows
from filrouge.tell.told_rows import AgainstRow
from filrouge.text import edtf
from filrouge.text.normalise import fold

NEAR = 7
"""Days by which two dates of one encounter may differ and be called conflicting: the same people seldom meet in the
same way twice a week, and slips of time zone, of the day of the report and of the day of arrival are shorter."""
MOST_ROWS = 100_000
"""Rows of a reference; the longest list that a person keeps has some thousand."""
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "date": ("date", "when", "day"),
    "people": ("people", "participants", "who"),
    "place": ("place", "where"),
    "mode": ("mode",),
}
"""What each column may be called; `participants` is what our own CSV calls it."""
MODES = ("in-person", "video", "phone")


@dataclass(frozen=True, slots=True)
class Known:
    """One row of a reference; ``people`` are names as written."""

    line: int
    date: str | None
    when: When | None
    people: tuple[str, ...]
    place: str | None
    mode: str | None


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A row and an entry that may be the same encounter: the fewer conflicts and the nearer, the better."""

    cost: tuple[int, int, bool, int, bool, int, str]
    known: Known
    entry: rows.LedgerRow
    conflicts: tuple[str, ...]
    same_place: bool


def read(text: str) -> tuple[Known, ...]:
    """The rows of a CSV with a header, parted by "," or ";" or tabs. Raises UsageError for what cannot be read."""
    text = text.removeprefix("\ufeff")
    first = text.partition("\n")[0]
    mark = max(",;\t", key=first.count)
    lines = csv.reader(StringIO(text, newline=""), delimiter=mark)
    found: list[Known] = []
    try:
        header = {name.strip().lower(): i for i, name in enumerate(next(lines, []))}
        places = {column: next((header[n] for n in names if n in header), None) for column, names in COLUMNS.items()}
        if places["people"] is None:
            raise UsageError("The reference has no column people: its first line names date, people, place and mode.")
        begins = lines.line_num + 1
        for cells in lines:
            line, begins = begins, lines.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if len(found) >= MOST_ROWS:
                raise UsageError(f"The reference has more than {MOST_ROWS} rows.")
            found.append(_known(line, {c: _cell(cells, i) for c, i in places.items()}))
    except csv.Error as error:
        raise UsageError(f"Line {lines.line_num} of the reference is no CSV: {error}.") from error
    return tuple(found)


def _cell(cells: Sequence[str], place: int | None) -> str:
    if place is None or place >= len(cells):
        return ""
    cell = cells[place].strip()
    return cell[1:] if cell[:1] == "'" and cell[1:2] in tuple("=+-@") else cell


def _known(line: int, cells: Mapping[str, str]) -> Known:
    people = tuple(dict.fromkeys(name for part in cells["people"].split(";") if (name := part.strip())))
    if not people:
        raise UsageError(f"Line {line} of the reference names nobody: people are parted by “;”.")
    mode = cells["mode"].lower() or None
    if mode and mode not in MODES:
        raise UsageError(f"Line {line} of the reference: {cells['mode']!r} is no mode; write {', '.join(MODES)}.")
    when = None
    if cells["date"]:
        try:
            when = edtf.parse(cells["date"])
        except ValueError as error:
            raise UsageError(
                f"Line {line} of the reference: {cells['date']!r} is no EDTF date (2024-07-03)."
            ) from error
    return Known(line, cells["date"] or None, when, people, cells["place"] or None, mode)


def against(
    known: Sequence[Known],
    entries: Iterable[rows.LedgerRow],
    person: Callable[[str], str],
    place: Callable[[str], Place | None],
) -> tuple[AgainstRow, ...]:
    """A row for each row of the reference, in its order, then one for each entry about the same people that it lacks.

    ``person`` gives the id of a name, ``place`` the place of one. A row and an entry are paired once; they
    conflict where the people are the same and one of date (by at most a week), place or mode is not.
    """
    groups = [frozenset(map(person, k.people)) for k in known]
    by_people: dict[frozenset[str], list[rows.LedgerRow]] = defaultdict(list)
    for e in entries:
        by_people[frozenset(p.id for p in e.participants)].append(e)
    with_person: dict[str, list[frozenset[str]]] = defaultdict(list)
    for people in by_people:
        for id in people:
            with_person[id].append(people)
    about = {group: [p for p in with_person.get(min(group), ()) if group <= p] for group in dict.fromkeys(groups)}
    pairs = [
        w
        for k, group in zip(known, groups, strict=True)
        for people in about[group]
        for e in by_people[people]
        if (w := _weigh(k, e, len(people - group), place))
    ]
    taken: dict[int, _Weighed] = {}
    used: set[str] = set()
    for w in sorted(pairs, key=lambda w: (w.cost, w.known.line)):
        if w.known.line not in taken and w.entry.id not in used:
            taken[w.known.line] = w
            used.add(w.entry.id)
    told = [_told(k, taken.get(k.line), bool(about[group])) for k, group in zip(known, groups, strict=True)]
    extra = [e for group in dict.fromkeys(groups) for e in by_people.get(group, ()) if e.id not in used]
    return (*told, *map(_extra, (e for e in extra if e.status == "held")))


def _weigh(k: Known, e: rows.LedgerRow, others: int, place: Callable[[str], Place | None]) -> _Weighed | None:
    """How well a row and an entry of its people fit; None where they are different encounters."""
    conflicts: list[str] = []
    when = edtf.parse(e.date) if e.date else None
    gap = _gap(k.when, when)
    if gap > NEAR:
        return None
    if gap:
        conflicts.append(f"date: the reference says {k.date}, the ledger {e.date}")
    if k.mode and e.mode and k.mode != e.mode:
        conflicts.append(f"mode: the reference says {k.mode}, the ledger {e.mode}")
    same = _same_place(k.place, e, place) if k.place else None
    if same is False:
        conflicts.append(f"place: the reference says {k.place}, the ledger {e.place or e.country}")
    if len(conflicts) > 1:
        return None
    if e.status in ("cancelled", "denied"):
        conflicts.append(f"status: the ledger says {e.status}")
    width = 100_000 if when is None or when.days is None else when.days
    other_mode = bool(k.mode and e.mode and k.mode != e.mode)  # days slip more often than a call becomes a meeting
    cost = (len(conflicts), others, other_mode, gap, same is not True, width, e.id)
    return _Weighed(cost, k, e, tuple(conflicts), same is True)


def _gap(a: When | None, b: When | None) -> int:
    """Days between two times; 0 where they share a day or one of them is not known."""
    if a is None or b is None or edtf.compatible(a, b):
        return 0
    if a.end and b.start and a.end < b.start:
        return (b.start - a.end).days
    assert a.start and b.end, "what is not compatible lies on one side or the other"
    return (a.start - b.end).days


def _same_place(name: str, e: rows.LedgerRow, place: Callable[[str], Place | None]) -> bool | None:
    """Whether the names mean one place; None where that cannot be known, as for a palace or a town in no table."""
    if e.place is None and e.country is None:
        return None
    said = {fold(v) for v in (e.place, e.country, *(v.place for v in e.evidence)) if v}
    found = place(name)
    if fold(name) in said or (found is not None and fold(found.name) in said):
        return True
    if found is None or found.country is None or e.country is None:
        return None
    if found.country != e.country:
        return False
    there = place(e.place) if e.place else None
    return False if there and there.grain == found.grain == "city" and there.name != found.name else None


def _told(k: Known, w: _Weighed | None, about: bool) -> AgainstRow:
    if w is None:
        why = "no entry of these people fits" if about else "the ledger has no entry of these people"
        return AgainstRow("missing", k.line, k.date, k.people, k.place, k.mode, None, None, None, None, None, why)
    e = w.entry
    why = "; ".join(w.conflicts) or _agreeing(k, e, w.same_place)
    verdict = "conflicting" if w.conflicts else "matched"
    return AgainstRow(
        verdict, k.line, k.date, k.people, k.place, k.mode, e.id, e.date, e.place or e.country, e.mode, e.status, why
    )


def _agreeing(k: Known, e: rows.LedgerRow, same_place: bool) -> str:
    """What a match rests on, and what it does not say."""
    parts = ["same people"]
    if k.when and e.date:
        parts.append("same date" if edtf.parse(e.date) == k.when else f"the ledger's {e.date} allows {k.date}")
    elif k.when:
        parts.append("the ledger knows no date")
    if k.place:
        unsure = f"{e.place or e.country} cannot be compared" if e.place or e.country else "the ledger knows no place"
        parts.append("same place" if same_place else unsure)
    if k.mode:
        parts.append("same mode" if e.mode else "the ledger knows no mode")
    if len(e.participants) > len(k.people):
        parts.append("others took part")
    if e.status == "announced":
        parts.append("only announced")
    return ", ".join(parts)


def _extra(e: rows.LedgerRow) -> AgainstRow:
    names = tuple(p.name for p in e.participants)
    why = f"the reference has no such encounter; {e.independent_sources} independent source(s) report it"
    return AgainstRow("extra", None, None, names, None, None, e.id, e.date, e.place or e.country, e.mode, e.status, why)
