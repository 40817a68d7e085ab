"""Several outlets on one story: what each says and leaves out, and who is behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import shorten

import numpy as np
from numpy.typing import NDArray

from filrouge.tell import rows
from filrouge.tell.export import plain
from filrouge.tell.figures import Figure
from filrouge.tell.told_rows import ComparisonRow, QuotedRow
from filrouge.text.sentences import wordless

Vectors = NDArray[np.float32]

SAME_SPEAKER = 0.62
"""Similarity from which two sayings of one speaker are one: true pairs of translations were measured at .64 to .85,
others at .57 at most."""
ANY_SPEAKER = 0.76
"""The same where a speaker is not known: only what is nearly the same wording."""
SHORTEST = 4
"""Words of a saying worth comparing; less is a scare quote."""
LABEL = 60
"""Characters of a title that stands for an outlet."""
KINDS = ("outlet", "event", "statement", "number")


@dataclass(frozen=True, slots=True)
class Account:
    """One article of the story, as it is compared."""

    article: rows.ArticleRow
    agencies: tuple[str, ...]
    """Its own, and those of what it copies."""
    statements: tuple[rows.StatementRow, ...]
    figures: tuple[Figure, ...]

    @property
    def label(self) -> str:
        """The outlet, or what tells the article apart where none is known."""
        a = self.article
        return plain.line(a.outlet) or shorten(plain.line(a.title), LABEL, placeholder="…") or a.id


@dataclass(slots=True)
class _Said:
    """One thing and every account that says it."""

    kind: str
    what: str
    head: int
    quotes: list[tuple[Account, QuotedRow]]


def worth_comparing(statement: rows.StatementRow) -> bool:
    """Whether a saying is long enough to be known again."""
    return len(statement.text.split()) >= SHORTEST or (wordless(statement.text) and len(statement.text) >= 2 * SHORTEST)


def compare(
    accounts: Sequence[Account], entries: Sequence[rows.LedgerRow], vectors: Vectors
) -> tuple[ComparisonRow, ...]:
    """A row for each outlet with how much it says; then events, statements and numbers, what most say first.

    ``entries``: of the ledger, with evidence in the accounts; ``vectors``: a unit row for each statement of the
    accounts, in order.
    """
    said = [*_events(accounts, entries), *_statements(accounts, vectors), *_numbers(accounts)]
    labels = tuple(dict.fromkeys(a.label for a in accounts))
    found = [_row(s, labels) for s in said]
    found.sort(key=lambda r: (KINDS.index(r.kind), -len(r.said_by), r.what))
    return (*(_outlet(label, accounts, found) for label in labels), *found)


def _row(said: _Said, labels: Sequence[str]) -> ComparisonRow:
    saying = {account.label for account, _ in said.quotes}
    behind = dict.fromkeys(name for account, _ in said.quotes for name in account.agencies)
    return ComparisonRow(
        said.kind,
        said.what,
        tuple(label for label in labels if label in saying),
        tuple(label for label in labels if label not in saying),
        tuple(behind),
        tuple(quote for _, quote in said.quotes),
    )


def _outlet(label: str, accounts: Sequence[Account], found: Sequence[ComparisonRow]) -> ComparisonRow:
    """How much of what is said at all one outlet says."""
    shares = []
    for kind in KINDS[1:]:
        every = [r for r in found if r.kind == kind]
        own = [r for r in every if label in r.said_by]
        alone = sum(r.said_by == (label,) for r in own)
        shares.append(f"{len(own)} of {len(every)} {kind}s" + (f" ({alone} alone)" if alone else ""))
    behind = dict.fromkeys(name for a in accounts if a.label == label for name in a.agencies)
    return ComparisonRow("outlet", f"says {', '.join(shares)}", (label,), (), tuple(behind), ())


def _events(accounts: Sequence[Account], entries: Sequence[rows.LedgerRow]) -> list[_Said]:
    by_id = {a.article.id: a for a in accounts}
    found = []
    for e in entries:
        quotes = [
            (by_id[v.article], _quote(by_id[v.article], v.sentence, v.start, v.end, v.in_title, None))
            for v in e.evidence
            if v.article in by_id
        ]
        if quotes:
            parts = (e.date, plain.people(e), e.mode, plain.where(e), e.status)
            found.append(_Said("event", ", ".join(part for part in parts if part), 0, quotes))
    return found


def _statements(accounts: Sequence[Account], vectors: Vectors) -> list[_Said]:
    """Sayings joined with the first that they are like, in the order of the accounts."""
    found: list[_Said] = []
    speakers: list[str | None] = []
    every = [(account, s) for account in accounts for s in account.statements]
    for number, (account, s) in enumerate(every):
        best: tuple[float, int] | None = None
        for i, said in enumerate(found):
            likeness = float(vectors[number] @ vectors[said.head])
            known = s.speaker_id is not None and speakers[i] is not None
            if known and s.speaker_id != speakers[i]:
                continue
            if likeness >= (SAME_SPEAKER if known else ANY_SPEAKER) and (best is None or likeness > best[0]):
                best = (likeness, i)
        quote = _quote(account, s.text, s.start, s.end, s.in_title, 1.0 if best is None else min(best[0], 1.0))
        if best is None:
            found.append(_Said("statement", f"{s.speaker}: {plain.line(s.text)}", number, [(account, quote)]))
            speakers.append(s.speaker_id)
        else:
            found[best[1]].quotes.append((account, quote))
    return found


def _numbers(accounts: Sequence[Account]) -> list[_Said]:
    found: dict[str, _Said] = {}
    for account in accounts:
        for f in account.figures:
            quote = _quote(account, f.sentence, f.start, f.end, False, None)
            found.setdefault(f.key, _Said("number", f.what, 0, [])).quotes.append((account, quote))
    return list(found.values())


def _quote(
    account: Account, sentence: str, start: int | None, end: int | None, in_title: bool, similarity: float | None
) -> QuotedRow:
    a = account.article
    near = None if similarity is None else round(similarity, 2)
    return QuotedRow(a.id, a.outlet, a.language, plain.line(sentence), start, end, in_title, near)
