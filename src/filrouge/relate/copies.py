"""Step 8, copies: which article is the same as, nearly, part of, a rewrite or a translation of which other.

Two moves, so that the shell loads texts only where it may matter: `candidate_pairs` looks at features alone,
`copies` reads the texts of those pairs. `lookup_keys` gives the integers by which the store finds what to
compare a new article with. Titles alone never make a copy.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from filrouge.records import Article, Copy, Passage, When, Why
from filrouge.relate.align import Match, Run, Word, monotone, passages, words_of
from filrouge.relate.common import NEAR, PLACES, REWRITTEN, SAME, Common, Held, common_of
from filrouge.relate.direction import Direction, direction
from filrouge.relate.embed import Encodes, Rows, from_bytes
from filrouge.relate.features import Features
from filrouge.relate.minhash import band_key_rows, band_keys, resemblance

Kind = Literal["same", "near", "excerpt", "rewrite", "translation"]

CANDIDATES = 12
"""Articles read beside a new one in its own language: a wire piece printed a thousand times is linked to twelve."""
FOREIGN = 2
"""Articles read beside a new one for each other language; on MEANTIME the translation is always the nearest."""
FOREIGN_FLOOR = 0.65
"""Cosine of title and lead below which no translation was seen (lowest of 360 true pairs: .72)."""
FOREIGN_DAYS = 60
"""A translation appears within weeks."""
ALIGN_FLOOR = 0.45
PASSAGE_FLOOR = 0.6
"""Cosines of passages: alignment gains above the first; above the second they say the same (passages on other things
had .57 at most)."""
TRANSLATED, TRANSLATED_SHARE = 0.52, 0.5
"""Cosine summed over the passages of the shorter text, and share of them above ``PASSAGE_FLOOR``: on a half of
MEANTIME's articles the lowest true pairs have .56 and .5, of false ones one in a hundred .48 and .39."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles worth reading side by side; ``article`` is a new one."""

    article: str
    other: str


@dataclass(frozen=True, slots=True)
class Account:
    """An article with its features, for `copies` to read."""

    article: Article
    features: Features


def lookup_keys(record: Features) -> tuple[int, ...]:
    """Integers below 2^63 to index the article by (a row each): articles that share text share at least one."""
    return tuple(dict.fromkeys((*band_keys(record.signature), *record.fingerprints)))


def candidate_pairs(new: Sequence[Features], known: Iterable[Features]) -> tuple[Pair, ...]:
    """Pairs of a new article with another new or known one that may be copies; bounded for each new article.

    ``known``: articles that share a `lookup_keys` integer with a new one, and, for translations, those of
    the active window (in any language); the order does not matter.
    """
    records = {f.article: f for f in (*known, *new) if f.words}
    ordered = sorted(records.values(), key=lambda f: (f.order == "", f.order, f.article))
    fresh = [f for f in {f.article: f for f in new}.values() if f.words]
    pairs = dict.fromkeys((*_sharing(fresh, ordered), *_foreign(fresh, ordered)))
    kept: dict[frozenset[str], Pair] = {}
    for pair in pairs:
        kept.setdefault(frozenset((pair.article, pair.other)), pair)
    return tuple(kept.values())


def _sharing(new: Sequence[Features], ordered: Sequence[Features]) -> Iterable[Pair]:
    """Pairs that share keys, best first, the oldest first among equals."""
    holders: dict[int, list[Features]] = {}
    wanted = {key for f in new for key in lookup_keys(f)}
    signed = [f for f in ordered if f.signature]
    bands = band_key_rows([f.signature for f in signed])
    for f, row, shares in zip(signed, bands, np.isin(bands, np.array(sorted(wanted), np.uint64)), strict=True):
        for key in {*wanted.intersection(f.fingerprints), *(int(k) for k in row[shares])}:
            held = holders.setdefault(key, [])
            if len(held) < 4 * CANDIDATES:
                held.append(f)
    for f in new:
        shared: dict[str, int] = {}
        others: dict[str, Features] = {}
        for key in lookup_keys(f):
            for other in holders.get(key, ()):
                if other.article != f.article:
                    shared[other.article] = shared.get(other.article, 0) + 1
                    others[other.article] = other
        best = sorted(
            others.values(),
            key=lambda o: (-round(resemblance(f.signature, o.signature), 1), -shared[o.article], o.order, o.article),
        )
        yield from (Pair(f.article, o.article) for o in best[:CANDIDATES])


def _edges(published: Sequence[When | None]) -> tuple[Rows, Rows]:
    """First and last days as ordinals, NaN where open: two articles are as far apart as they certainly are."""
    return (
        np.array([w.start.toordinal() if w and w.start else np.nan for w in published]),
        np.array([w.end.toordinal() if w and w.end else np.nan for w in published]),
    )


def _foreign(new: Sequence[Features], ordered: Sequence[Features]) -> Iterable[Pair]:
    """Pairs in two languages whose title and lead are near; the nearest few for each language."""
    spoken = [f for f in ordered if f.language and f.lead_vector]
    if len({f.language for f in spoken}) < 2:
        return
    rows = from_bytes([f.lead_vector for f in spoken])
    starts, ends = _edges([f.published for f in spoken])
    columns = {
        code: np.array([i for i, f in enumerate(spoken) if f.language == code])
        for code in sorted({f.language for f in spoken if f.language})
    }
    place = {f.article: i for i, f in enumerate(spoken)}
    for f in new:
        if f.article not in place:
            continue
        mine = place[f.article]
        cosines = rows @ rows[mine]
        with np.errstate(invalid="ignore"):
            apart = np.maximum(starts - ends[mine], starts[mine] - ends)
            cosines[apart > FOREIGN_DAYS] = -1.0
        for code, chosen in columns.items():
            if code != f.language:
                near = chosen[cosines[chosen] >= FOREIGN_FLOOR]
                best = near[np.argsort(-cosines[near], kind="stable")[:FOREIGN]]
                yield from (Pair(f.article, spoken[i].article) for i in best)


def copies(pairs: Sequence[Pair], accounts: Mapping[str, Account], encoder: Encodes) -> tuple[Copy, ...]:
    """What the pairs are, in their order; pairs that are no copies, or whose articles are not given, are left out.

    ``Copy.article`` is the later or crediting one, ``Copy.of`` what it copies; ``directed`` is False where
    nothing tells (the longer, then the lower id, is then ``of``). The same pair the other way round gives
    the same copy.
    """
    reader = _Reader(encoder)
    sides: dict[frozenset[str], tuple[Account, Account]] = {}
    for pair in pairs:
        key = frozenset((pair.article, pair.other))
        if len(key) == 2 and key not in sides and pair.article in accounts and pair.other in accounts:
            a, b = sorted((accounts[pair.article], accounts[pair.other]), key=lambda x: x.article.id)
            sides[key] = a, b
    shared = {
        key: common_of(a.article.id, reader.words(a.article), b.article.id, reader.words(b.article))
        for key, (a, b) in sides.items()
        if not _two_languages(a, b)
    }
    held = Held([common for common in shared.values() if common is not None])
    found = []
    for key, (a, b) in sides.items():
        if key not in shared:
            found.append(_translation(a, b, reader))
        elif (common := shared[key]) is not None:
            found.append(_shared(a, b, common, held))
    return tuple(copy for copy in found if copy is not None)


class _Reader:
    """The words and passages of the articles of one call, each worked out once."""

    def __init__(self, encoder: Encodes) -> None:
        self._encoder = encoder
        self._words: dict[str, list[Word]] = {}
        self._passages: dict[str, tuple[list[tuple[int, int]], Rows]] = {}

    def words(self, article: Article) -> list[Word]:
        if article.id not in self._words:
            self._words[article.id] = words_of(article.text)
        return self._words[article.id]

    def passages(self, article: Article) -> tuple[list[tuple[int, int]], Rows]:
        if article.id not in self._passages:
            spans = passages(article.text)
            self._passages[article.id] = spans, self._encoder.encode([article.text[s:e] for s, e in spans])
        return self._passages[article.id]


def _two_languages(a: Account, b: Account) -> bool:
    one, other = a.features.language, b.features.language
    return one is not None and other is not None and one != other


def _shared(a: Account, b: Account, common: Common, held: Held) -> Copy | None:
    """Same, near, excerpt or rewrite, by the runs of words that both hold."""
    ratio, shorter = common.ratio, common.shorter
    kind: Kind
    if ratio >= SAME:
        kind, confidence = "same", 0.99
    elif (common.is_excerpt or ratio >= NEAR) and sum(held.own(common, all)) >= REWRITTEN * common.firm:
        if common.is_excerpt:
            kind, confidence = "excerpt", 0.6 + 0.38 * common.firm / shorter
        else:
            kind, confidence = "near", 0.6 + 0.38 * ratio
    else:
        own = held.own(common, any)
        if len(own) < PLACES or sum(own) < REWRITTEN * shorter:
            return None
        kind, confidence = "rewrite", 0.4 + 0.5 * common.firm / shorter
    matched = common.matched + common.kept
    why = [
        Why(
            "{matched} of {shorter} words in common ({share:.0%} of the shorter, {ratio:.0%} of both)",
            matched=matched,
            shorter=shorter,
            share=matched / shorter,
            ratio=ratio,
        )
    ]
    way = direction(a.article, b.article, excerpt=kind == "excerpt")
    longest = sorted(common.runs, key=lambda r: (-r.length, r.a))[:8]
    spans = [_of_run(r, a.article, common.left, b.article, common.right) for r in longest]
    return _copy(a, b, way, kind, confidence, why, sorted(spans, key=lambda p: p.start))


def _of_run(r: Run, a: Article, left: list[Word], b: Article, right: list[Word]) -> Passage:
    return Passage(
        start=a.offset + left[r.a].start,
        end=a.offset + left[r.a + r.length - 1].end,
        of_start=b.offset + right[r.b].start,
        of_end=b.offset + right[r.b + r.length - 1].end,
        score=1.0,
    )


def _translation(a: Account, b: Account, reader: _Reader) -> Copy | None:
    """A translation, by several passages that say the same in the same order; never by one."""
    (spans, rows), (other_spans, other_rows) = reader.passages(a.article), reader.passages(b.article)
    shorter = min(len(spans), len(other_spans))
    if shorter < 2:
        return None
    aligned = monotone(rows, other_rows, ALIGN_FLOOR)
    firm = [m for m in aligned if m.score >= PASSAGE_FLOOR]
    total, share = sum(m.score for m in aligned) / shorter, len(firm) / shorter
    # With two passages there is little to go by: both have to be as near as the middle of true ones.
    few = shorter < 4 and (len(firm) < 2 or total < 0.6)
    if len(firm) < 2 or total < TRANSLATED or share < TRANSLATED_SHARE or few:
        return None
    why = [
        Why(
            "{firm} of {shorter} passages say the same in the same order (mean cosine {cosine:.2f})",
            firm=len(firm),
            shorter=shorter,
            cosine=_mean(firm),
        )
    ]
    ends = [
        Passage(
            start=a.article.offset + spans[m.a][0],
            end=a.article.offset + spans[m.a][1],
            of_start=b.article.offset + other_spans[m.b][0],
            of_end=b.article.offset + other_spans[m.b][1],
            score=round(m.score, 3),
        )
        for m in firm
    ]
    way = direction(a.article, b.article, excerpt=False)
    return _copy(a, b, way, "translation", min(0.98, 0.3 + 0.5 * total + 0.25 * share), why, ends)


def _mean(matches: Sequence[Match]) -> float:
    return sum(m.score for m in matches) / len(matches)


def _copy(
    a: Account, b: Account, way: Direction, kind: Kind, confidence: float, why: list[Why], spans: list[Passage]
) -> Copy:
    """The record, turned round where ``b`` is the copy."""
    if way.first_is_copy:
        copy, of = a, b
    else:
        copy, of = b, a
        turned = (Passage(p.of_start, p.of_end, p.start, p.end, p.score) for p in spans)
        spans = sorted(turned, key=lambda p: p.start)
    return Copy(
        article=copy.article.id,
        of=of.article.id,
        kind=kind,
        confidence=round(confidence, 3),
        directed=way.known,
        credited=way.credited,
        why=(*why, *way.why),
        passages=tuple(spans),
    )
