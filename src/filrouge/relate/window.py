"""The active articles as matrices, and how likely any two of them tell one happening.

A probability comes from a logistic combination of what two articles share (vectors, words, names, numbers, days),
with weights learnt from labelled stories (`data/weights/stories.toml`), and of rules on events: same people,
compatible days and place speak strongly for, same people on other days strongly against.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from filrouge.records import When
from filrouge.relate.bags import Bags, Vocabulary
from filrouge.relate.embed import DIMENSION, from_bytes
from filrouge.relate.features import Features
from filrouge.relate.happenings import Calendar, Happening, compare, happenings
from filrouge.relate.products import Matrix, inner, logistic, product
from filrouge.relate.reasons import Signal, Weighed
from filrouge.relate.ties import Ties
from filrouge.relate.weights import ACROSS, FIELDS, REGIMES, SIGNALS, TEXTS, TITLES, VECTORS, Weights

Rows = NDArray[np.intp]

BASE = {"title_vector": 0.25, "terms": 0.08}
"""Signals weighed for every pair, with the cosine from which a pair is near enough for the others."""
FARTHEST = -99.0
"""Log-odds below which nothing is less likely."""
NEVER, MONTHS = -4.0, 3.0
"""Score of a pair further apart than three horizons: one such pair outweighs five that are alike, so that articles
without a date, which are near to both, do not tie together what happened in other months."""
FEW, PAIRS = 16, 8192
"""Where fewer than one pair in 16 is near, and no more than 8,192 are (32 MB of vectors), their cosines are worked out
pair by pair, else all at once."""
UNDATED = 1.0
"""Days taken to lie between an article whose day is known and one whose day is not: not none, as it may be of any."""
WIDE = 62
"""Days: a publication date less sure than two months says nothing on closeness."""


class Window:
    """Rows of active articles, oldest first; `scores` compares any rows with any others."""

    def __init__(self, known: Weights) -> None:
        self.weights = known
        self.rows: list[Features] = []
        self.vocabulary = Vocabulary()
        self._bags = {field: Bags() for field in FIELDS}
        self._vectors = {name: np.zeros((256, DIMENSION), np.float32) for name in VECTORS}
        self._days = np.zeros(0, np.float64)
        self._text = np.zeros(0, np.bool_)
        self._languages = np.zeros(0, np.intp)
        self._codes: dict[str, int] = {}
        self._happenings: list[tuple[Happening, ...]] = []
        self._ties = Ties()
        self._words: list[frozenset[str] | None] = []
        self._tables: dict[str, csr_array] = {}
        """The TF-IDF table of each field that was asked for since rows last came or went."""

    def __len__(self) -> int:
        return len(self.rows)

    def add(self, new: Sequence[Features]) -> None:
        """Append rows; their terms count in the frequencies."""
        if not new:
            return
        self._tables.clear()
        start, end = len(self.rows), len(self.rows) + len(new)
        self.rows.extend(new)
        self._words.extend([None] * len(new))
        for name, blobs in zip(VECTORS, ([f.title_vector for f in new], [f.lead_vector for f in new]), strict=True):
            held = self._vectors[name]
            if end > len(held):
                held = self._vectors[name] = np.concatenate((held, np.zeros((end, DIMENSION), np.float32)))
            held[start:end] = from_bytes(blobs)
        self._days = np.concatenate((self._days, np.array([day_of(f.published) for f in new], np.float64)))
        self._text = np.concatenate((self._text, np.array([f.words > 0 for f in new])))
        codes = [self._codes.setdefault(f.language, len(self._codes)) if f.language else -1 for f in new]
        self._languages = np.concatenate((self._languages, np.array(codes, np.intp)))
        self._happenings.extend(happenings(f) for f in new)
        held_by = []
        for field, (keys, weights, lengths) in zip(FIELDS, _fields(new), strict=True):
            numbers = self.vocabulary.numbers(keys)
            self._bags[field].add(numbers, weights, lengths)
            held_by.append(np.repeat(np.arange(len(new), dtype=np.int64), lengths) << 32 | numbers)
        once: NDArray[np.int64] = np.unique(np.concatenate(held_by))
        self.vocabulary.count(len(new), (once & 0xFFFFFFFF).astype(np.int32))

    def keep(self, first: int) -> None:
        """Drop the rows before ``first``; forget the terms that nobody holds once there are too many."""
        self._tables.clear()
        end = len(self.rows)
        self.rows, self._words = self.rows[first:], self._words[first:]
        self._ties.keep({f.article for f in self.rows})
        for held in self._vectors.values():
            held[: end - first] = held[first:end].copy()
        self._days, self._text = self._days[first:], self._text[first:]
        self._languages, self._happenings = self._languages[first:], self._happenings[first:]
        for bags in self._bags.values():
            bags.keep(first)
        if len(self.vocabulary.ids) > Vocabulary.ROOM:
            self._compact()

    def tie(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Take pairs of articles for one text, unless their days or what they report forbid it."""
        place = {f.article: i for i, f in enumerate(self.rows)}
        for one, other in pairs:
            if one in place and other in place and self._may_tie(place[one], place[other]):
                self._ties.add(one, other)

    def originals(self, rows: Sequence[int]) -> dict[int, int]:
        """For each of these rows that is one text with an earlier row, the earliest such row."""
        tied = [row for row in rows if self.rows[row].article in self._ties]
        place = {f.article: i for i, f in enumerate(self.rows)} if tied else {}
        first = {row: min(place[a] for a in self._ties.of(self.rows[row].article)) for row in tied}
        return {row: original for row, original in first.items() if original < row}

    def _may_tie(self, a: int, b: int) -> bool:
        if abs(self._days[a] - self._days[b]) > self.weights.horizon_days:
            return False
        return compare(self._happenings[a], self._happenings[b]) >= 0

    def _compact(self) -> None:
        old, new = self.vocabulary, Vocabulary()
        used = np.unique(np.concatenate([bags.used for bags in self._bags.values()]))
        names = list(old.ids)
        numbers = np.zeros(len(names), np.int32)
        numbers[used] = new.numbers(names[i] for i in used)
        new.counts[: len(used)] = old.counts[used]
        new.articles = old.articles
        self.vocabulary = new
        for bags in self._bags.values():
            bags.renumber(numbers)

    def scores(self, left: Sequence[int], right: Sequence[int]) -> Matrix:
        """Probability that two articles tell one happening, shape (len(left), len(right)); `NEVER` for months apart.

        Titles' vectors and all words are weighed for every pair, the other signals for the pairs that are near
        by these or name the same people, one in thirty or fewer: elsewhere they cannot tip the balance.
        """
        one, other = np.array(left, np.intp), np.array(right, np.intp)
        rows = np.stack([self.weights.signals[name] for name in REGIMES])
        regimes = self._regimes(one, other)
        dense = {name: self._similarity(name, one, other) for name in BASE}
        z: Matrix = np.broadcast_to(rows[regimes, -1], (len(one), len(other))).copy()
        near = np.zeros_like(z, dtype=np.bool_)
        for name, least in BASE.items():
            z += rows[regimes, SIGNALS.index(name)] * dense[name]
            near |= dense[name] > least
        evidence = self._evidence(left, right)
        if evidence is not None:
            z += evidence
            near |= evidence != 0
        i, j = np.divmod(np.flatnonzero(near), near.shape[1])
        if len(i):
            self._weigh_near(z, np.broadcast_to(regimes, z.shape)[i, j], dense, i, j, one, other)
        probability = logistic(z)
        days = np.concatenate((self._days[one], self._days[other]))
        days = days[~np.isnan(days)]
        if len(days) and np.ptp(days) > self.weights.horizon_days:
            with np.errstate(invalid="ignore"):  # unknown days are nan, which is never greater
                apart = np.abs(self._days[one][:, None] - self._days[other])
                probability[apart > self.weights.horizon_days] = 0.0
                probability[apart > MONTHS * self.weights.horizon_days] = NEVER
        return probability

    def _weigh_near(
        self, z: Matrix, regimes: NDArray[np.int8], dense: dict[str, Matrix], i: Rows, j: Rows, one: Rows, other: Rows
    ) -> None:
        """Add the signals that are not in `BASE` to the log-odds of the pairs (i, j)."""
        rows = np.stack([self.weights.signals[name] for name in REGIMES])
        few = FEW * len(i) < z.size and len(i) <= PAIRS
        first, second = (np.arange(len(i)), np.zeros(len(i), np.intp)) if few else (i, j)
        alike: dict[str, Matrix] = {} if few else dense
        for k, name in enumerate(SIGNALS):
            if name in BASE or not rows[regimes, k].any():
                continue
            source = name.removesuffix("_apart")
            if source not in alike and source != "hours":
                alike[source] = (
                    self._paired(source, one[i], other[j])[:, None] if few else self._similarity(source, one, other)
                )
            z[i, j] += rows[regimes, k] * self._signal(name, alike, first, second, one[i], other[j])

    def _regimes(self, left: Rows, right: Rows) -> NDArray[np.int8]:
        """The number in `REGIMES` that each pair takes, shape (len(left), len(right)); (1, 1) where all take one."""
        one, other = self._text[left], self._text[right]
        mine, theirs = self._languages[left], self._languages[right]
        if len(np.unique(np.concatenate((mine, theirs)))) < 2 and len(np.unique(np.concatenate((one, other)))) < 2:
            return np.full((1, 1), TEXTS if one.any() else TITLES, np.int8)
        known = (mine >= 0)[:, None] & (theirs >= 0)
        foreign = known & (mine[:, None] != theirs)
        return np.where(foreign, ACROSS, np.where(one[:, None] & other, TEXTS, TITLES)).astype(np.int8)

    def signals(self, left: Sequence[int], right: Sequence[int]) -> dict[str, Matrix]:
        """Each of `SIGNALS` for all pairs, shape (len(left), len(right)): what weights are learnt from."""
        one, other = np.array(left, np.intp), np.array(right, np.intp)
        dense = {name: self._similarity(name, one, other) for name in (*VECTORS, *FIELDS)}
        i, j = (x.ravel() for x in np.indices((len(one), len(other))))
        found = {name: self._signal(name, dense, i, j, one[i], other[j]) for name in SIGNALS}
        return {name: values.reshape(len(one), len(other)) for name, values in found.items()}

    def _similarity(self, name: str, left: Rows, right: Rows) -> Matrix:
        """Cosines of a vector or a field, shape (len(left), len(right))."""
        whole = len(right) == len(self.rows) and bool((right == np.arange(len(right))).all())
        square = len(left) == len(right) and bool((left == right).all())
        if name in VECTORS:
            held = self._vectors[name]
            columns = held[: len(right)] if whole else held[right]  # new articles meet all rows: no copy
            return product(columns if square else held[left], columns)
        table = self._table(name)
        columns = table if whole else table[right]
        return inner(columns if square else table[left], columns)

    def _table(self, field: str) -> csr_array:
        if field not in self._tables:
            self._tables[field] = self._bags[field].table(self.vocabulary.rarity())
        return self._tables[field]

    def weigh(self, left: Sequence[int], right: Sequence[int]) -> tuple[Weighed, ...]:
        """What `scores` makes of each pair (left[k], right[k]), signal by signal."""
        one, other = np.array(left, np.intp), np.array(right, np.intp)
        pairs = np.arange(len(one))
        wanted = (*VECTORS, *FIELDS)
        used = {*BASE, *(n for k, n in enumerate(SIGNALS) for r in REGIMES if self.weights.signals[r][k])}
        alike = {n: self._paired(n, one, other)[:, None] for n in wanted if n in used or f"{n}_apart" in used}
        first = np.zeros(len(one), np.intp)
        values = {n: self._signal(n, alike, pairs, first, one, other) for n in SIGNALS if n in used}
        return tuple(self._weighed(k, int(one[k]), int(other[k]), values) for k in range(len(one)))

    def shared(self, one: int, other: int) -> Iterator[str]:
        """The words that two rows share, heaviest of the first row's first."""
        held = self._words[other]
        if held is None:  # a row is the nearest of many, or of none
            held = self._words[other] = frozenset(t for t, _ in self.rows[other].terms)
        return (t for t, _ in self.rows[one].terms if t in held)

    def _paired(self, name: str, left: Rows, right: Rows) -> NDArray[np.float32]:
        """Cosines of a vector or a field, pair by pair, shape (len(left),)."""
        if name in VECTORS:
            cosines: NDArray[np.float32] = np.einsum("ij,ij->i", self._vectors[name][left], self._vectors[name][right])
            return cosines
        table = self._table(name)
        return np.asarray(table[left].multiply(table[right]).sum(axis=1), np.float32).ravel()

    def _weighed(self, k: int, a: int, b: int, values: Mapping[str, NDArray[np.float32]]) -> Weighed:
        foreign = self._languages[a] != self._languages[b] and min(self._languages[a], self._languages[b]) >= 0
        regime = REGIMES[ACROSS if foreign else TEXTS if self._text[a] and self._text[b] else TITLES]
        row = self.weights.signals[regime]
        if abs(self._days[a] - self._days[b]) > self.weights.horizon_days:
            return Weighed(regime, 0.0, ())
        rules = self._rules(a, b)
        near = rules or any(float(values[n][k]) > least for n, least in BASE.items())
        weighed = [
            Signal(n, float(values[n][k]), float(row[i]))
            for i, n in enumerate(SIGNALS)
            if n in values and row[i] and (near or n in BASE)
        ]
        signals = (*weighed, Signal("intercept", 1.0, float(row[-1])), *rules)
        odds = sum(s.value * s.weight for s in signals)
        shown = tuple(Signal(s.name, round(s.value, 4), round(s.weight, 4)) for s in signals)
        return Weighed(regime, round(1 / (1 + math.exp(-max(odds, FARTHEST))), 4), shown)

    def _rules(self, a: int, b: int) -> list[Signal]:
        """The `RULES` that hold for two rows."""
        found = []
        one, other = self._happenings[a], self._happenings[b]
        if one and other and (verdict := compare(one, other)):
            weight = self.weights.event_agrees if verdict > 0 else -self.weights.event_differs
            found.append(Signal("events", verdict, weight))
        x, y = self.rows[a], self.rows[b]
        if (x.parent or y.parent) and (x.parent or x.article) == (y.parent or y.article):
            found.append(Signal("same_page", 1.0, self.weights.same_page))
        if y.article in self._ties.of(x.article):
            found.append(Signal("copy", 1.0, self.weights.copy))
        return found

    def _signal(self, name: str, dense: dict[str, Matrix], i: Rows, j: Rows, a: Rows, b: Rows) -> NDArray[np.float32]:
        """One of `SIGNALS` for pairs: ``i, j`` index the matrices in ``dense``, ``a, b`` the window's rows."""
        if name == "hours":
            apart = np.abs(self._days[a] - self._days[b])
            unknown = np.where(np.isnan(self._days[a]) & np.isnan(self._days[b]), 0.0, UNDATED)
            quarters: NDArray[np.float32] = np.log1p(4 * np.where(np.isnan(apart), unknown, apart)).astype(np.float32)
            return quarters
        if name == "numbers_apart":
            filled = self._bags["numbers"].filled
            none: NDArray[np.float32] = (filled[a] & filled[b] & (dense["numbers"][i, j] == 0)).astype(np.float32)
            return none
        values: NDArray[np.float32] = dense[name][i, j]
        return values

    def _evidence(self, left: Sequence[int], right: Sequence[int]) -> Matrix | None:
        """What events and the pages' own links add to the log-odds of each pair; None where there are none.

        Events speak for a pair that may tell the same people's one meeting, and against one that cannot.
        """
        # Many articles tell the same: each telling is compared once.
        tellings = {told: k for k, told in enumerate({self._happenings[row]: None for row in right})}
        calendar = Calendar((k, told) for told, k in tellings.items())
        columns = np.array([tellings[self._happenings[row]] for row in right], np.intp)
        verdicts: dict[tuple[Happening, ...], Matrix] = {}
        leads = {parent for row in (*left, *right) if (parent := self.rows[row].parent)}
        pages: dict[str, list[int]] = {}
        for j, row in enumerate(right):
            lead = self.rows[row].parent or self.rows[row].article
            if lead in leads:
                pages.setdefault(lead, []).append(j)
        tied = {a: self._ties.of(a) for row in left if (a := self.rows[row].article) in self._ties}
        others = {a for articles in tied.values() for a in articles}
        texts = {a: j for j, row in enumerate(right) if (a := self.rows[row].article) in others} if others else {}
        if not len(calendar) and not pages and not texts:
            return None
        out = np.zeros((len(left), len(right)), np.float32)
        for k, row in enumerate(left):
            mine, record = self._happenings[row], self.rows[row]
            if mine:
                if mine not in verdicts:
                    found = calendar.verdicts(mine, len(tellings))
                    verdicts[mine] = np.where(found > 0, self.weights.event_agrees, -self.weights.event_differs) * found
                out[k] = verdicts[mine][columns]
            for j in pages.get(record.parent or record.article, ()):
                out[k, j] += self.weights.same_page * (right[j] != row)
            for article in tied.get(record.article, ()):
                if article in texts:
                    out[k, texts[article]] += self.weights.copy
        return out


def _fields(new: Sequence[Features]) -> Iterator[tuple[list[str], NDArray[np.float32], list[int]]]:
    """Each of `FIELDS` of many records: keys of one vocabulary, their weights (one plus the logarithm of how often),
    and how many of them each record has."""
    bags: tuple[tuple[list[list[str]], list[float] | None], ...] = (
        ([[t for t, _ in f.terms] for f in new], [w for f in new for _, w in f.terms]),
        ([list(f.title_terms) for f in new], None),
        ([[f"#{n}" for n in f.numbers if len(n) > 1] for f in new], None),
        ([[f"@{n.id}" for n in f.names] for f in new], [n.weight for f in new for n in f.names]),
    )
    for rows, often in bags:
        keys = [key for row in rows for key in row]
        weights = np.ones(len(keys), np.float32) if often is None else 1 + np.log(np.array(often, np.float32))
        yield keys, weights, [len(row) for row in rows]


def day_of(when: When | None) -> float:
    """The middle of a publication date in days since 0001-01-01; nan where it is not known or wider than two months."""
    if when is None or when.start is None or when.end is None or (when.days or 1) > WIDE:
        return math.nan
    middle = (when.start.toordinal() + when.end.toordinal()) / 2
    clock = (when.clock or "").split("/")[0].split(":")
    if when.days == 1 and len(clock) >= 2 and clock[0].isdigit() and clock[1].isdigit():
        return middle + int(clock[0]) / 24 + int(clock[1]) / 1440
    return middle + 0.5
