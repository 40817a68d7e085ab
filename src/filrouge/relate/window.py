"""The active articles as matrices, and how likely any two of them tell one happening.

A probability comes from a logistic combination of what two articles share (vectors, words, names, numbers, days),
with weights learnt from labelled stories (`data/weights/stories.toml`), and of rules on events: same people,
compatible days and place speak strongly for, same people on other days strongly against.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from filrouge.errors import DataError
from filrouge.records import When
from filrouge.relate.embed import DIMENSION, from_bytes
from filrouge.relate.features import Features
from filrouge.relate.happenings import Happening, compare, happenings

Matrix = NDArray[np.float32]

REGIMES = ("titles", "texts", "across")
"""Which weights a pair takes: one of them is a title alone; both have a text; two languages."""
FIELDS = ("terms", "title_terms", "numbers", "names")
"""Bags of weighted keys that an article has; compared by the cosine of their TF-IDF."""
SIGNALS = ("title_vector", "lead_vector", *FIELDS, "numbers_apart", "hours")
"""What a pair is weighed by. ``_apart``: both have some, and none in common. ``hours``: the log of the time between."""
WIDE = 62
"""Days: a publication date less sure than two months says nothing on closeness."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Learnt coefficients and the thresholds fixed with them."""

    signals: Mapping[str, NDArray[np.float32]]
    """A row of coefficients in the order of `SIGNALS`, then the intercept, for each of `REGIMES`."""
    event_agrees: float
    event_differs: float
    threshold: float
    """Mean probability above which articles are one story."""
    ratio: float
    """Mean probability across two stories, over that within each, above which they are one (`clusters.unite`)."""
    horizon_days: int
    """Articles further apart in time tell two happenings."""


@cache
def weights() -> Weights:
    """The weights shipped with the program. Raises DataError where their file is broken."""
    try:
        data = tomllib.loads((resources.files("filrouge.data") / "weights" / "stories.toml").read_text("utf-8"))
        rows = {r: np.array([*(data[r][s] for s in SIGNALS), data[r]["intercept"]], np.float32) for r in REGIMES}
        rules = data["rules"]
        return Weights(
            signals=rows,
            event_agrees=rules["event_agrees"],
            event_differs=rules["event_differs"],
            threshold=rules["threshold"],
            ratio=rules["ratio"],
            horizon_days=int(rules["horizon_days"]),
        )
    except (OSError, KeyError, ValueError) as error:
        raise DataError(f"data/weights/stories.toml is broken: {error}") from error


class Vocabulary:
    """Numbers for terms, and in how many articles each stands; old articles count for less and less.

    Halved every ``HALF`` articles, so that the frequencies follow the news; `compact` forgets what no row holds.
    """

    HALF = 20_000
    """Articles: some weeks of a busy desk."""
    ROOM = 500_000
    """Terms held before `compact` is due: about 60 MB."""

    def __init__(self) -> None:
        self.articles = 0.0
        self.ids: dict[str, int] = {}
        self.counts = np.zeros(4096, np.float32)

    def numbers(self, keys: Iterable[str]) -> NDArray[np.int32]:
        """The numbers of the keys, new ones given, shape (number of keys,)."""
        ids = self.ids
        out = np.fromiter((ids.setdefault(key, len(ids)) for key in keys), dtype=np.int32)
        if len(ids) > len(self.counts):
            self.counts = np.concatenate((self.counts, np.zeros(len(ids), np.float32)))
        return out

    def count(self, numbers: NDArray[np.int32]) -> None:
        """Count one article that holds these terms, each given once."""
        self.articles += 1
        self.counts[numbers] += 1
        if self.articles >= 2 * self.HALF:
            self.articles /= 2
            self.counts /= 2

    def idf(self) -> NDArray[np.float32]:
        """How rare each term is: the square root of the natural log, shape (number of terms,).

        The root, since a word that all of a large story's titles bear is common here and yet its best mark
        (UCI titles: BCubed F1 + .013 over the plain log at the same F1 on French ones).
        """
        rarity = np.log((self.articles + 1) / (self.counts[: len(self.ids)] + 0.5))
        root: NDArray[np.float32] = np.sqrt(np.maximum(rarity, 0.0)).astype(np.float32)
        return root


@dataclass(frozen=True, slots=True)
class _Bag:
    """Terms of one field of one article: their numbers and weights."""

    numbers: NDArray[np.int32]
    weights: NDArray[np.float32]


class Window:
    """Rows of active articles, oldest first; `scores` compares any rows with any others."""

    def __init__(self, known: Weights) -> None:
        self.weights = known
        self.rows: list[Features] = []
        self.vocabulary = Vocabulary()
        self._title = np.zeros((0, DIMENSION), np.float32)
        self._lead = np.zeros((0, DIMENSION), np.float32)
        self._bags: list[tuple[_Bag, ...]] = []
        self._days = np.zeros(0, np.float64)
        self._happenings: list[tuple[Happening, ...]] = []

    def __len__(self) -> int:
        return len(self.rows)

    def add(self, new: Sequence[Features]) -> None:
        """Append rows; their terms count in the frequencies."""
        self.rows.extend(new)
        self._title = np.concatenate((self._title, from_bytes([f.title_vector for f in new])))
        self._lead = np.concatenate((self._lead, from_bytes([f.lead_vector for f in new])))
        self._days = np.concatenate((self._days, np.array([day_of(f.published) for f in new], np.float64)))
        for f in new:
            bags = tuple(self._bag(field) for field in _fields(f))
            self._bags.append(bags)
            self._happenings.append(happenings(f))
            self.vocabulary.count(np.unique(np.concatenate([bag.numbers for bag in bags])))

    def keep(self, rows: Sequence[int]) -> None:
        """Drop all rows but these, which are renumbered in the order given; forget the terms that nobody holds."""
        chosen = list(rows)
        self.rows = [self.rows[i] for i in chosen]
        self._title, self._lead, self._days = self._title[chosen], self._lead[chosen], self._days[chosen]
        self._happenings = [self._happenings[i] for i in chosen]
        self._bags = [self._bags[i] for i in chosen]
        if len(self.vocabulary.ids) > Vocabulary.ROOM:
            old, self.vocabulary = self.vocabulary, Vocabulary()
            self.vocabulary.articles = old.articles
            self._bags = [tuple(self._bag(field) for field in _fields(f)) for f in self.rows]
            for key, number in self.vocabulary.ids.items():
                self.vocabulary.counts[number] = old.counts[old.ids[key]]

    def scores(self, left: Sequence[int], right: Sequence[int]) -> Matrix:
        """Probability that two articles tell one happening, shape (len(left), len(right))."""
        one, other = list(left), list(right)
        text_a, text_b = (
            np.array([bool(self.rows[i].words) for i in one]),
            np.array([bool(self.rows[i].words) for i in other]),
        )
        foreign = _foreign([self.rows[i] for i in one], [self.rows[i] for i in other])
        both = np.outer(text_a, text_b)
        z = np.zeros((len(one), len(other)), np.float32)
        for regime, where in (("across", foreign), ("texts", ~foreign & both), ("titles", ~foreign & ~both)):
            if where.any():
                np.copyto(z, self._log_odds(one, other, regime), where=where)
        z += self._agreement(one, other)
        probability: Matrix = 1.0 / (1.0 + np.exp(-z.clip(-30, 30)))
        with np.errstate(invalid="ignore"):  # unknown days are nan, which is never greater
            probability[np.abs(self._days[one][:, None] - self._days[other]) > self.weights.horizon_days] = 0.0
        return probability

    def _log_odds(self, left: list[int], right: list[int], regime: str) -> Matrix:
        *row, intercept = self.weights.signals[regime]
        z = np.full((len(left), len(right)), intercept, np.float32)
        for name, weight in zip(SIGNALS, row, strict=True):
            if weight:
                z += weight * self.signal(name, left, right)
        return z

    def signal(self, name: str, left: list[int], right: list[int]) -> Matrix:
        """One of `SIGNALS` for all pairs, shape (len(left), len(right))."""
        if name == "title_vector":
            return _product(self._title[left], self._title[right])
        if name == "lead_vector":
            return _product(self._lead[left], self._lead[right])
        if name == "hours":
            apart = np.nan_to_num(np.abs(self._days[left][:, None] - self._days[right]))
            quarters: Matrix = np.log1p(4 * apart).astype(np.float32)  # of a day
            return quarters
        field = FIELDS.index(name.removesuffix("_apart"))
        idf = self.vocabulary.idf()
        shared: Matrix = (self._table(left, field, idf) @ self._table(right, field, idf).T).toarray()
        if not name.endswith("_apart"):
            return shared
        has = [np.array([len(self._bags[i][field].numbers) > 0 for i in rows]) for rows in (left, right)]
        none: Matrix = (np.outer(*has) & (shared == 0)).astype(np.float32)
        return none

    def _bag(self, field: list[tuple[str, float]]) -> _Bag:
        return _Bag(self.vocabulary.numbers(k for k, _ in field), np.array([w for _, w in field], np.float32))

    def _table(self, rows: list[int], field: int, idf: NDArray[np.float32]) -> csr_array:
        """TF-IDF of one field, unit rows, shape (len(rows), number of terms)."""
        bags = [self._bags[i][field] for i in rows]
        ends = np.cumsum([0, *(len(bag.numbers) for bag in bags)])
        numbers = np.concatenate([bag.numbers for bag in bags])
        values = np.concatenate([bag.weights for bag in bags]) * idf[numbers]
        squares = np.concatenate(([0.0], np.cumsum(values.astype(np.float64) ** 2)))
        norms = np.sqrt(np.maximum(squares[ends[1:]] - squares[ends[:-1]], 1e-12))
        values = (values / np.repeat(norms, np.diff(ends))).astype(np.float32)
        return csr_array((values, numbers, ends), shape=(len(rows), len(idf)))

    def _agreement(self, left: list[int], right: list[int]) -> Matrix:
        """What events add to the log-odds: for the same people on compatible days, against on others."""
        out = np.zeros((len(left), len(right)), np.float32)
        holders: dict[frozenset[str], list[int]] = {}
        for j, i in enumerate(right):
            for who in {h.participants for h in self._happenings[i]}:
                holders.setdefault(who, []).append(j)
        for k, i in enumerate(left):
            mine = self._happenings[i]
            for j in {j for h in mine for j in holders.get(h.participants, ())}:
                verdict = compare(mine, self._happenings[right[j]])
                out[k, j] = (0.0, self.weights.event_agrees, self.weights.event_differs)[verdict]
        return out


def _fields(f: Features) -> tuple[list[tuple[str, float]], ...]:
    """The `FIELDS` as weighted keys of one vocabulary."""
    return (
        [(t, 1 + math.log(w)) for t, w in f.terms],
        [(t, 1.0) for t in f.title_terms],
        [(f"#{n}", 1.0) for n in f.numbers if len(n) > 1],
        [(f"@{n.id}", 1 + math.log(n.weight)) for n in f.names],
    )


def _product(a: Matrix, b: Matrix) -> Matrix:
    product: Matrix = a @ b.T
    return product


def _foreign(a: Sequence[Features], b: Sequence[Features]) -> NDArray[np.bool_]:
    """Whether two articles are in two languages, both known."""
    codes: dict[str | None, int] = {None: -1}
    one = np.array([codes.setdefault(f.language, len(codes)) for f in a])
    other = np.array([codes.setdefault(f.language, len(codes)) for f in b])
    foreign: NDArray[np.bool_] = (one[:, None] != other) & (one[:, None] >= 0) & (other >= 0)
    return foreign


def day_of(when: When | None) -> float:
    """The middle of a publication date in days since 0001-01-01; nan where it is not known or wider than two months."""
    if when is None or when.start is None or when.end is None or (when.days or 1) > WIDE:
        return math.nan
    middle = (when.start.toordinal() + when.end.toordinal()) / 2
    clock = (when.clock or "").split("/")[0].split(":")
    if when.days == 1 and len(clock) >= 2 and clock[0].isdigit() and clock[1].isdigit():
        return middle + int(clock[0]) / 24 + int(clock[1]) / 1440
    return middle + 0.5
