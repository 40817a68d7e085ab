"""An organisation: its members on a chosen day, and the sentences that say so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from filrouge.desk.api import Filrouge, LedgerFilter
from filrouge.errors import UsageError
from filrouge.tell import rows
from filrouge.text import edtf
from filrouge.web.pages.named import cited, openings

ENTRIES = 10
QUOTED = 3
"""Sentences quoted for each member, the first of its articles by id; where there are so many, there may be more."""


@dataclass(frozen=True, slots=True)
class Member:
    """``state`` on the chosen day: member · perhaps (the day of joining or leaving is not known well enough) ·
    invited · later (it joined after that day) · former."""

    row: rows.MembershipRow
    state: str


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    organisation: rows.ActorRow
    on: str | None
    """The chosen day, ISO; None for now, as far as the articles know."""
    members: tuple[Member, ...]
    entries: tuple[rows.LedgerRow, ...]
    articles: dict[str, rows.ArticleRow]
    openings: dict[str, str]


ORDER = ("member", "perhaps", "invited", "later", "former")


def organisation(desk: Filrouge, id: str, on: str | None) -> OrganisationPage:
    row = desk.actor(id)
    day = _day(on)
    members = [Member(m, state(m, day)) for m in desk.memberships_of(row.id, QUOTED)]
    entries, known = desk.ledger_cited(LedgerFilter(actors=(row.id,)), limit=ENTRIES)
    articles = cited(desk, (v.article for m in members for v in m.row.evidence), known)
    return OrganisationPage(
        row,
        day.isoformat() if day else None,
        tuple(sorted(members, key=lambda m: (ORDER.index(m.state), m.row.member))),
        entries.rows,
        articles,
        openings(desk, articles.values()),
    )


def state(member: rows.MembershipRow, day: date | None) -> str:
    """What a member was on a day; with no day, what the last word on it is."""
    if member.announced:
        return "invited"
    since, until = _bounds(member.since), _bounds(member.until)
    if day is None:
        return "former" if until else "member"
    if until and until[1] and until[1] < day:
        return "former"
    if since and since[0] and since[0] > day:
        return "later"
    sure_since = bool(since and since[1] and since[1] <= day)
    sure_until = until is None or bool(until[0] and until[0] > day)
    return "member" if sure_since and sure_until else "perhaps"


def _bounds(text: str | None) -> tuple[date | None, date | None] | None:
    when = edtf.parse(text) if text else None
    return (when.start, when.end) if when else None


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageError("Give the day as year, month and day: 2024-01-01.") from None
