"""A storyline as JSON-LD with the words of schema.org: NewsArticle, Event, Person; each event with its quotations."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from filrouge.tell import rows
from filrouge.tell.export import plain
from filrouge.tell.export.document import Document

KINDS = {"person": "Person", "organisation": "Organization", "state": "Country", "place": "Place"}
STATUS = {"announced": "EventScheduled", "cancelled": "EventCancelled"}
ATTENDANCE = {
    "in-person": "OfflineEventAttendanceMode",
    "video": "OnlineEventAttendanceMode",
    "phone": "OnlineEventAttendanceMode",
}
_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2}(?:T\d{2}:\d{2}(?:Z|[+-]\d{2}:\d{2})?)?)?)?", re.ASCII)


def as_jsonld(document: Document) -> str:
    """One JSON-LD document; ids are URNs of this store, since several articles may share an address."""
    line = document.line
    kinds = {e.id: e.kind for e in line.entities}
    graph: list[dict[str, Any]] = [
        {
            "@type": "Collection",
            "@id": f"urn:filrouge:storyline:{line.id}",
            "name": plain.line(line.title),
            "dateModified": document.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "about": [
                {"@type": KINDS.get(e.kind, "Thing"), "@id": _urn(e.id), "name": plain.line(e.name)}
                for e in line.entities
            ],
            "hasPart": [{"@id": _article_id(a)} for a in document.articles.values()],
            "mentions": [{"@id": f"urn:filrouge:event:{e.id}"} for e in document.events],
        }
    ]
    graph += [_event(e, kinds) for e in document.events]
    graph += [_article(a) for a in document.articles.values()]
    text = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False, indent=1)
    return text.replace("</", "<\\/").replace("<!--", "\\u003c!--") + "\n"  # it may stand in a page's script element


def _article(a: rows.ArticleRow) -> dict[str, Any]:
    return _filled(
        {
            "@type": "NewsArticle",
            "@id": _article_id(a),
            "identifier": a.id,
            "headline": plain.line(a.title),
            "url": plain.address(a.url),
            "datePublished": a.published if a.published and _DAY.fullmatch(a.published) else None,
            "temporal": a.published if a.published and not _DAY.fullmatch(a.published) else None,
            "inLanguage": a.language,
            "publisher": {"@type": "NewsMediaOrganization", "name": plain.line(a.outlet)} if a.outlet else None,
            "author": [{"@type": "Person", "name": plain.line(name)} for name in a.authors],
            "creditText": "; ".join(map(plain.line, a.credits or a.agencies)),
            "dateline": plain.line(a.dateline),
            "wordCount": a.words,
        }
    )


def _event(e: rows.LedgerRow, kinds: Mapping[str, str]) -> dict[str, Any]:
    first, last = _bounds(e.date)
    status = STATUS.get(e.status)
    mode = ATTENDANCE.get(e.mode or "")
    place = (
        {"@type": "Place", "name": plain.line(e.place or e.country), "address": e.country}
        if e.place or e.country
        else None
    )
    return _filled(
        {
            "@type": "Event",
            "@id": f"urn:filrouge:event:{e.id}",
            "name": f"{plain.people(e)}: {e.status}",
            "startDate": first,
            "endDate": last,
            "description": f"{e.status}; date: {e.date or 'not known'} (EDTF); "
            f"independent sources: {e.independent_sources}",
            "eventStatus": f"https://schema.org/{status}" if status else None,
            "eventAttendanceMode": f"https://schema.org/{mode}" if mode else None,
            "location": _filled(place) if place else None,
            "attendee": [
                {
                    "@type": KINDS.get(kinds.get(p.id, _kind(p.id)), "Person"),
                    "@id": _urn(p.id),
                    "name": plain.line(p.name),
                }
                for p in e.participants
            ],
            "subjectOf": [
                {
                    "@type": "Quotation",
                    "text": plain.line(v.sentence),
                    "isPartOf": {"@id": f"urn:filrouge:article:{v.article}"},
                }
                for v in e.evidence
            ],
        }
    )


def _bounds(edtf: str | None) -> tuple[str | None, str | None]:
    """The first and last day as ISO 8601, shortened to the month or year as EDTF has it; none where a side is open."""
    if plain.span(edtf) is None or edtf is None:
        return None, None
    first, _, last = edtf.replace("~", "").partition("/")
    return (first, last or first) if _DAY.fullmatch(first) and _DAY.fullmatch(last or first) else (None, None)


def _kind(id: str) -> str:
    return "state" if id.startswith("state:") else "person"


def _urn(id: str) -> str:
    return f"urn:filrouge:entity:{quote(id, safe=':')}"


def _article_id(a: rows.ArticleRow) -> str:
    return f"urn:filrouge:article:{a.id}"


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    """Without what is not known."""
    return {key: value for key, value in values.items() if value not in (None, "", [])}
