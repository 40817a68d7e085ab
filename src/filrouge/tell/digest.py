"""A press review: the stories of a period, each in quoted sentences, as Markdown or HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from filrouge.tell import rows
from filrouge.tell.export import plain
from filrouge.tell.export.markdown import escaped
from filrouge.tell.export.page import POLICY, STYLE, language
from filrouge.tell.export.plain import markup
from filrouge.tell.told_rows import SummaryRow


@dataclass(frozen=True, slots=True)
class Item:
    """One story of the review; ``new`` where it began within the period."""

    story: rows.StoryRow
    new: bool
    quotes: tuple[SummaryRow, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """A press review, the stories of most independent sources first, and the encounters of its days."""

    since: date
    until: date
    items: tuple[Item, ...]
    encounters: tuple[rows.LedgerRow, ...]
    at: datetime


def digest(
    since: date,
    until: date,
    stories: Sequence[rows.StoryRow],
    quotes: Sequence[SummaryRow],
    encounters: Sequence[rows.LedgerRow],
    at: datetime,
) -> Digest:
    """The review of these stories and what is quoted of them."""
    by_story: dict[str, list[SummaryRow]] = {s.id: [] for s in stories}
    for q in quotes:
        if q.story in by_story:
            by_story[q.story].append(q)

    def new(story: rows.StoryRow) -> bool:
        first = plain.when(story.first)
        return first is None or first.start is None or first.start >= since

    items = [Item(s, new(s), tuple(by_story[s.id])) for s in stories]
    items.sort(
        key=lambda i: (-i.story.independent_sources, -len(i.story.articles), plain.order(i.story.first), i.story.id)
    )
    met = sorted(encounters, key=lambda e: (plain.order(e.date), e.id))
    return Digest(since, until, tuple(items), tuple(met), at)


def period(given: Digest) -> str:
    return f"{given.since} – {given.until}" if given.since != given.until else str(given.since)


def as_markdown(given: Digest) -> Iterator[str]:
    """The review, story by story."""
    yield f"# Press review, {period(given)}\n"
    for item in given.items:
        yield f"\n## {escaped(item.story.title)}\n\n{escaped(_about(item))}\n"
        for q in item.quotes:
            link = plain.address(q.url)
            named = escaped(_source(q))
            yield f"\n> “{escaped(q.sentence)}”\n> ({f'[{named}](<{link}>)' if link else named})\n"
    if not given.items:
        yield "\nNo stories.\n"
    if given.encounters:
        yield "\n## Encounters\n\n"
        for e in given.encounters:
            yield f"- {escaped(_met(e))}: “{escaped(plain.said(e))}”\n"
    yield f"\n---\n\nfilrouge, {given.at:%Y-%m-%dT%H:%M:%SZ}\n"


def as_html(given: Digest) -> Iterator[str]:
    """The review as a page that asks nothing of the network."""
    yield (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>Press review, {period(given)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>Press review, {period(given)}</h1>\n"
    )
    for item in given.items:
        yield f"<section>\n<h2>{markup(plain.line(item.story.title))}</h2>\n"
        yield f'<p class="meta">{markup(_about(item))}</p>\n'
        for q in item.quotes:
            link, named = plain.address(q.url), markup(_source(q))
            cite = f'<a href="{markup(link)}" rel="noopener noreferrer">{named}</a>' if link else named
            yield f"<blockquote{language(q.language)}><p>{markup(q.sentence)}</p><cite>{cite}</cite></blockquote>\n"
        yield "</section>\n"
    if not given.items:
        yield "<p>No stories.</p>\n"
    if given.encounters:
        yield "<section>\n<h2>Encounters</h2>\n<ul>\n"
        for e in given.encounters:
            yield f"<li>{markup(_met(e))}: “{markup(plain.line(plain.said(e)))}”</li>\n"
        yield "</ul>\n</section>\n"
    yield f"</main>\n<footer><p>filrouge, {given.at:%Y-%m-%dT%H:%M:%SZ}</p></footer>\n</body>\n</html>\n"


def _about(item: Item) -> str:
    s = item.story
    sources = f"{s.independent_sources} independent source{'' if s.independent_sources == 1 else 's'}"
    articles = f"{len(s.articles)} article{'' if len(s.articles) == 1 else 's'}"
    begun = "new" if item.new else f"since {plain.day(s.first)}"
    return " · ".join((begun, sources, articles, *map(plain.line, s.outlets[:6])))


def _met(e: rows.LedgerRow) -> str:
    parts = (plain.day(e.date), plain.people(e), e.mode, plain.where(e), e.status)
    return ", ".join(part for part in parts if part)


def _source(q: SummaryRow) -> str:
    named = plain.line(q.outlet) or plain.line(q.title)[:80] or q.article
    return f"{named}, {plain.day(q.date)}" if q.date else named
