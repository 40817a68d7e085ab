"""The ledger as iCalendar (RFC 5545): all-day events; what has no bounded date is a journal entry without a day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta

from filrouge.tell import rows
from filrouge.tell.export import plain

FOLD = 75
"""Octets of a line, its end not counted (RFC 5545, 3.1)."""
CITED = 20
"""Sentences quoted under one event: phones show some screens of a description, and JSON Lines keep all."""

EVENT_STATUS = {"announced": "TENTATIVE", "held": "CONFIRMED", "cancelled": "CANCELLED", "denied": "CANCELLED"}
JOURNAL_STATUS = {"announced": "DRAFT", "held": "FINAL", "cancelled": "CANCELLED", "denied": "CANCELLED"}


def as_ical(entries: Iterable[rows.LedgerRow], sources: Mapping[str, rows.ArticleRow], at: datetime) -> Iterator[str]:
    """The calendar, component by component; ``at`` (UTC) is its stamp. ``sources``: the articles that are cited."""
    stamp = at.strftime("%Y%m%dT%H%M%SZ")
    yield _lines(
        ("BEGIN", "VCALENDAR"), ("VERSION", "2.0"), ("PRODID", "-//filrouge//ledger//EN"), ("CALSCALE", "GREGORIAN"),
        ("X-WR-CALNAME", "filrouge"),
    )  # fmt: skip
    for e in entries:
        yield _component(e, sources, stamp)
    yield _lines(("END", "VCALENDAR"))


def _component(e: rows.LedgerRow, sources: Mapping[str, rows.ArticleRow], stamp: str) -> str:
    days = plain.span(e.date)
    kind = "VEVENT" if days and days[1] < date.max else "VJOURNAL"
    status = (EVENT_STATUS if kind == "VEVENT" else JOURNAL_STATUS).get(e.status)
    properties: list[tuple[str, str]] = [("BEGIN", kind), ("UID", f"{escaped(e.id)}@filrouge"), ("DTSTAMP", stamp)]
    if kind == "VEVENT" and days:
        properties += [
            ("DTSTART;VALUE=DATE", f"{days[0]:%Y%m%d}".zfill(8)),
            ("DTEND;VALUE=DATE", f"{days[1] + timedelta(days=1):%Y%m%d}".zfill(8)),
            ("TRANSP", "TRANSPARENT"),
        ]
    properties.append(("SUMMARY", escaped(_summary(e))))
    if status:
        properties.append(("STATUS", status))
    if kind == "VEVENT" and e.place:
        properties.append(("LOCATION", escaped(plain.where(e))))
    properties.append(("CATEGORIES", escaped(plain.line(e.type))))
    properties.append(("DESCRIPTION", escaped("\n".join(_description(e, sources)))))
    link = next(
        (found for v in e.evidence if (a := sources.get(v.article)) and (found := plain.address(a.url))),
        None,
    )
    if link:
        properties.append(("URL", link))
    return _lines(*properties, ("END", kind))


def _summary(e: rows.LedgerRow) -> str:
    mode = f" ({e.mode})" if e.mode else ""
    return f"{plain.people(e)}{mode}: {e.status}"


def _description(e: rows.LedgerRow, sources: Mapping[str, rows.ArticleRow]) -> Iterator[str]:
    yield f"Date: {e.date or 'not known'}" + (f", {plain.line(e.time)}" if e.time else "")
    if e.occasion:
        yield f"Occasion: {plain.line(e.occasion)}"
    yield f"Independent sources: {e.independent_sources}"
    for d in e.disputes:
        yield f"Disputed {plain.line(d.field)}: {' | '.join(map(plain.line, d.values))}"
    for v in e.evidence[:CITED]:
        yield f"“{plain.line(v.sentence)}” ({plain.source(sources.get(v.article), v.article)})"
    if len(e.evidence) > CITED:
        yield f"… and {len(e.evidence) - CITED} more sentences."


def escaped(value: str) -> str:
    """A TEXT value: backslash, semicolon, comma and line ends escaped (RFC 5545, 3.3.11)."""
    return re.sub(r"([\\;,])", r"\\\1", plain.text(value)).replace("\n", "\\n")


def _lines(*properties: tuple[str, str]) -> str:
    return "".join(folded(f"{name}:{value}") for name, value in properties)


def folded(line: str) -> str:
    """The line ended by CRLF, cut so that no piece is longer than 75 octets and no character is cut in two."""
    pieces: list[str] = []
    begin = size = 0
    room = FOLD
    for place, char in enumerate(line):
        octets = len(char.encode())
        if size + octets > room:
            pieces.append(line[begin:place])
            begin, size, room = place, 0, FOLD - 1
        size += octets
    pieces.append(line[begin:])
    return "\r\n ".join(pieces) + "\r\n"
