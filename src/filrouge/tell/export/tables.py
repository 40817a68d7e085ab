"""The ledger as tables: CSV, JSON Lines, and rows in the manner of PLOVER data sets. Entry by entry, however many."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from io import StringIO

from filrouge.tell import rows
from filrouge.tell.export import plain

COLUMNS = (
    "id", "date", "start", "end", "time", "type", "mode", "status", "participants", "participant_ids", "place",
    "country", "occasion", "independent_sources", "overdue", "disputes", "sentence", "articles", "outlets",
    "urls", "evidence",
)  # fmt: skip
PLOVER = (
    "Event ID", "Event Date", "Event Date End", "Event Type", "Event Mode", "Quad Code", "Contexts", "Actor Name",
    "Actor ID", "Actor Country", "Recipient Name", "Recipient ID", "Recipient Country", "Placename", "Country",
    "Status", "Source", "Publication Date", "Story ID", "Headline", "Event Text", "Independent Sources",
)  # fmt: skip
"""Columns as the public PLOVER data (POLECAT) names them where it has them; a row for an entry."""

QUADS = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), 1),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT", "INVESTIGATE"), 2),
    **dict.fromkeys(("DEMAND", "REQUEST", "ACCUSE", "DISAPPROVE", "REJECT", "THREATEN"), 3),
    **dict.fromkeys(("PROTEST", "CRIME", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), 4),
}
"""Verbal and material cooperation, verbal and material conflict: the four rows of PLOVER's index of types."""

Sources = Mapping[str, rows.ArticleRow]


def as_csv(entries: Iterable[rows.LedgerRow], sources: Sources) -> Iterator[str]:
    """A header and a row for each entry (RFC 4180). Lists are joined by ";", the whole evidence is JSON."""
    yield _record(COLUMNS)
    for e in entries:
        days = plain.span(e.date)
        cited = [sources[key] for key in _articles(e) if key in sources]
        yield _record(
            (
                e.id,
                e.date,
                days[0].isoformat() if days else None,
                days[1].isoformat() if days else None,
                e.time,
                e.type,
                e.mode,
                e.status,
                ";".join(_item(p.name) for p in e.participants),
                ";".join(_item(p.id) for p in e.participants),
                e.place,
                e.country,
                e.occasion,
                str(e.independent_sources),
                "true" if e.overdue else "false",
                ";".join(f"{d.field}: {' | '.join(map(_item, d.values))}" for d in e.disputes),
                plain.said(e),
                ";".join(_articles(e)),
                ";".join(dict.fromkeys(_item(a.outlet) for a in cited if a.outlet)),
                ";".join(found for a in cited if (found := plain.address(a.url))),
                json.dumps([asdict(v) for v in e.evidence], ensure_ascii=False),
            )
        )


def as_jsonl(entries: Iterable[rows.LedgerRow]) -> Iterator[str]:
    """A JSON object on a line for each entry, with the fields of `rows.LedgerRow`."""
    for e in entries:
        yield json.dumps(asdict(e), ensure_ascii=False).encode("utf-8", "replace").decode() + "\n"


def as_plover(
    entries: Iterable[rows.LedgerRow], sources: Sources, countries: Mapping[str, str | None]
) -> Iterator[str]:
    """Tab-separated, a row for each entry. ``countries``: of each participant id that has one.

    Actors are those who act or host; where no one is told apart as recipient, all are actors, as PLOVER has it for
    symmetric events.
    """
    yield _record(PLOVER, "\t")
    for e in entries:
        recipients = [p for p in e.participants if p.role == "recipient"]
        actors = [p for p in e.participants if p.role != "recipient"]
        days = plain.when(e.date)
        proof = plain.proof(e)
        told = sources.get(proof.article) if proof else None
        yield _record(
            (
                e.id,
                days.start.isoformat() if days and days.start else None,
                days.end.isoformat() if days and days.end else None,
                e.type,
                e.mode,
                str(QUADS[e.type]) if e.type in QUADS else None,
                e.occasion,
                ";".join(_item(p.name) for p in actors),
                ";".join(_item(p.id) for p in actors),
                ";".join(countries.get(p.id) or "" for p in actors),
                ";".join(_item(p.name) for p in recipients),
                ";".join(_item(p.id) for p in recipients),
                ";".join(countries.get(p.id) or "" for p in recipients),
                e.place,
                e.country,
                e.status,
                told.outlet if told else None,
                told.published if told else None,
                ";".join(_articles(e)),
                told.title if told else None,
                proof.sentence if proof else None,
                str(e.independent_sources),
            ),
            "\t",
        )


def _articles(entry: rows.LedgerRow) -> tuple[str, ...]:
    return tuple(dict.fromkeys(v.article for v in entry.evidence))


def _item(value: str | None) -> str:
    """One value of a list in a cell: without the mark that parts them."""
    return plain.line(value).replace(";", ",")


def _record(values: Iterable[str | None], mark: str = ",") -> str:
    out = StringIO()
    end = "\r\n" if mark == "," else "\n"
    csv.writer(out, delimiter=mark, lineterminator=end).writerow([cell(value, mark) for value in values])
    return out.getvalue()


def cell(value: str | None, mark: str = ",") -> str:
    """A cell that no spreadsheet takes for a formula; on one line where tabs part the cells."""
    found = plain.text(value) if mark == "," else plain.line(value)
    return f"'{found}" if found[:1] in tuple("=+-@＝＋－＠") else found
