"""Summaries: which articles of a story are read for one, their vectors, and the rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from filrouge.desk.show import edtf_or_none
from filrouge.records import Article, Copy, When
from filrouge.tell import rows
from filrouge.tell.export.plain import order
from filrouge.tell.told_rows import SummaryRow

if TYPE_CHECKING:
    from filrouge.relate.embed import Encodes
    from filrouge.tell.summary import Candidate, Vectors

READ = 40
"""Articles of one story that are read for its summary: some 500 sentences, one second of vectors."""
TOLD = 30
"""Stories of a storyline that are told, those of most independent sources: a page to read."""


def sources(articles: Sequence[Article], copies: Sequence[Copy], language: str | None) -> list[Article]:
    """The articles to quote from: in the language asked for where there are any, no copies, no machine translations,
    whole articles before teasers; each rule only where it leaves any."""
    ids = {a.id for a in articles}
    copying = {c.article for c in copies if c.of in ids and c.article in ids}
    kept = list(articles)
    rules: tuple[Callable[[Article], bool], ...] = (
        lambda a: language is None or (a.language or "").split("-")[0] == language.split("-")[0],
        lambda a: not a.machine_translated,
        lambda a: a.role != "teaser",
        lambda a: a.id not in copying,
    )
    for rule in rules:
        kept = [a for a in kept if rule(a)] or kept
    return kept[:READ]


def within(when: When | None, days: tuple[date, date]) -> bool:
    """Whether a time surely lies within these days."""
    return bool(when and when.start and when.end and days[0] <= when.start and when.end <= days[1])


def quoted(
    stories: Sequence[tuple[rows.StoryRow, Sequence[Article]]], length: int, encoder: Encodes, by_date: bool
) -> tuple[SummaryRow, ...]:
    """The summary of some stories, ``length`` sentences of each, in order of time; nothing is said twice."""
    from filrouge.tell.summary import candidates, summarise

    said: list[Vectors] = []
    found: list[SummaryRow] = []
    for story, articles in stories:
        known = {a.id: a for a in articles}
        given: list[Candidate] = [c for a in articles for c in candidates(a)]
        given = given or [c for a in articles for c in candidates(a, whole=False)]  # teasers, whose sentences are cut
        if not given:
            continue
        vectors = encoder.encode([c.sentence for c in given])
        place = {c: i for i, c in enumerate(given)}
        chosen = summarise(given, vectors, length, said)
        said += [vectors[place[c.candidate]] for c in chosen]
        told = [_row(story, known, c.candidate, c.score, by_date) for c in chosen]
        weight = {r.article: max(other.score for other in told if other.article == r.article) for r in told}
        found += sorted(told, key=lambda r: (order(r.date), -weight[r.article], r.article, r.start or 0))
    return tuple(found)


def _row(
    story: rows.StoryRow, articles: Mapping[str, Article], c: Candidate, score: float, by_date: bool
) -> SummaryRow:
    a = articles[c.article]
    date = story.first if by_date else edtf_or_none(a.published)
    return SummaryRow(
        date=date[:10] if date and "T" in date else date,
        sentence=" ".join(c.sentence.split()),
        article=a.id,
        outlet=a.outlet,
        start=c.start,
        end=c.end,
        in_title=False,
        language=a.language,
        title=a.title,
        url=a.url,
        story=story.id,
        score=score,
    )
