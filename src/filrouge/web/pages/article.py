"""An article: its text with what was understood marked in it, each mark opening its card."""

from __future__ import annotations

from dataclasses import dataclass

from filrouge.desk.api import Filrouge, LedgerFilter
from filrouge.tell import rows
from filrouge.web import links
from filrouge.web.marks import Mark, Paragraph, paragraphs

SIMILAR = 8
EXCERPT = 24
"""Words."""
LONGEST = 400_000
"""Characters of text on one page: a long book chapter is a tenth of it; a browser still scrolls it."""


@dataclass(frozen=True, slots=True)
class Told:
    """What an article tells of one happening: the ledger's entry, and each sentence by the key of its mark."""

    entry: rows.LedgerRow | None
    """None where no entry rests on it."""
    assertions: tuple[tuple[str, rows.EventRow], ...]


@dataclass(frozen=True, slots=True)
class ArticlePage:
    article: rows.FullArticleRow
    paragraphs: tuple[Paragraph, ...]
    events: tuple[Told, ...]
    """In the order in which the article first speaks of them."""
    statements: tuple[tuple[str, rows.StatementRow], ...]
    children: tuple[rows.ArticleRow, ...]
    """The page's other parts, newest first."""
    parent: rows.ArticleRow | None
    similar: tuple[rows.HitRow, ...]
    story: rows.StoryRow | None
    storyline: rows.StorylineRow | None
    others: dict[str, rows.ArticleRow]
    """The articles at the other end of its copy links."""
    openings: dict[str, str]
    excerpts: dict[str, str]
    """The first words of similar news."""
    cut: bool
    """The text is longer than a page shows."""


def article(desk: Filrouge, id: str) -> ArticlePage:
    row = desk.article(id)
    events = _told(row, desk.ledger(LedgerFilter(article=row.id)).rows)
    statements = tuple((f"s{n}", s) for n, s in enumerate(row.statements, 1))
    ends = {c.of if c.article == row.id else c.article for c in row.copies}
    children = sorted((p for p in row.parts if p.parent == row.id), key=lambda p: p.published or "", reverse=True)
    parent = next((p for p in row.parts if p.id == row.parent), None)
    near = desk.similar(row.id, SIMILAR)
    others = {a.id: a for a in desk.article_rows(sorted(ends))}
    listed: tuple[rows.ArticleRow | rows.HitRow, ...] = (
        *children,
        *near,
        *others.values(),
        *((parent,) if parent else ()),
    )
    return ArticlePage(
        article=row,
        paragraphs=paragraphs(row.text[:LONGEST], _marks(row, events, statements)),
        events=events,
        statements=statements,
        children=tuple(children),
        parent=parent,
        similar=near,
        story=desk.story(row.story) if row.story else None,
        storyline=desk.storyline(row.storyline) if row.storyline else None,
        others=others,
        openings=desk.openings(
            [key for key, title in ((row.id, row.title), *((a.id, a.title) for a in listed)) if not title]
        ),
        excerpts=desk.openings([h.id for h in near], EXCERPT),
        cut=len(row.text) > LONGEST,
    )


def _told(row: rows.FullArticleRow, entries: tuple[rows.LedgerRow, ...]) -> tuple[Told, ...]:
    found: dict[str, tuple[rows.LedgerRow | None, list[tuple[str, rows.EventRow]]]] = {}
    for n, event in enumerate(row.events, 1):
        entry = _entry(row.id, event, entries)
        found.setdefault(entry.id if entry else f"e{n}", (entry, []))[1].append((f"e{n}", event))
    return tuple(Told(entry, tuple(assertions)) for entry, assertions in found.values())


def _entry(article: str, event: rows.EventRow, entries: tuple[rows.LedgerRow, ...]) -> rows.LedgerRow | None:
    people = {p.id for p in event.participants}
    for entry in entries:
        if entry.type == event.type and people <= {p.id for p in entry.participants}:
            for proof in entry.evidence:
                if (proof.article, proof.start, proof.sentence, proof.date) == (
                    article,
                    event.start,
                    event.sentence,
                    event.date,
                ):
                    return entry
    return None


def _marks(
    row: rows.FullArticleRow,
    events: tuple[Told, ...],
    statements: tuple[tuple[str, rows.StatementRow], ...],
) -> list[Mark]:
    marks: list[Mark] = []
    for key, event in (pair for told in events for pair in told.assertions):
        if event.start is not None and event.end is not None:
            marks.append(Mark(event.start, event.end, "event", key, event.type))
    for key, statement in statements:
        if statement.start is not None and statement.end is not None:
            marks.append(Mark(statement.start, statement.end, "statement", key, statement.speaker))
    for mention in row.mentions:
        if mention.start is not None and mention.end is not None and mention.entities:
            names = ", ".join(e.name for e in mention.entities)
            alone = links.entity(mention.entities[0]) if len(mention.entities) == 1 else ""
            marks.append(Mark(mention.start, mention.end, "name", mention.entities[0].id, names, alone))
    found: list[rows.CountRow | rows.QuoteRow] = [*row.counts]
    found += [v for m in row.memberships for v in m.evidence if v.article == row.id]
    marks += [Mark(f.start, f.end, "place", "", "") for f in found if f.start is not None and f.end is not None]
    marks.extend(
        Mark(time.text_start, time.text_end, "time", time.edtf, time.edtf)
        for time in row.times
        if time.text_start is not None and time.text_end is not None and time.edtf
    )
    return marks
