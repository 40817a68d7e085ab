"""What two texts of one language hold in common, and what of that is theirs alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from filrouge.relate.align import Run, Word, in_order, kept_between, runs

SHORTEST = 10
"""Words that the shorter text must have, and share: less is a caption or a slogan."""
SAME, NEAR = 0.97, 0.45
"""Share of both texts in common: the same but for a name or a date; near: half, a little less since what is a word
("l'accord": one or two) moves the share by a twentieth."""
CONTAINED = 0.75
"""Share of the shorter text that stands in the longer one from which it is an excerpt."""
LONGER = 1.3
"""How much longer the longer one has to be: below, the two are near copies."""
REWRITTEN, PLACES = 0.4, 2
"""Share of the shorter text in runs of the longer one from which it is a rewrite, and in how many places at least: two
reports that quote the same speech at length share a fifth to a third, mostly in one."""
SEAM = 3
"""Words between two runs that are still one place."""
COMMON, COVERED = 3, 0.8
"""Of so many articles that are other texts, a passage that all hold (to this share) is a quotation or a closing line:
it does not make one a rewrite of another."""
RUN = 5
"""Words a run must have to count for an excerpt or a rewrite: shorter ones are set phrases."""


Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Place:
    """A passage in common: its first word and the one after its last, in either text, and how many are the same."""

    a: Span
    b: Span
    words: int

    def reaches(self, after: Place) -> bool:
        """Whether what follows is still the same place, in both texts."""
        return after.a[0] - self.a[1] <= SEAM and 0 <= after.b[0] - self.b[1] <= SEAM


@dataclass(frozen=True, slots=True)
class Common:
    """What two articles hold in common, ``a`` and ``b`` by id; lengths in words."""

    a: str
    b: str
    left: list[Word]
    right: list[Word]
    runs: list[Run]
    matched: int
    firm: int
    """Words in runs that are long enough not to be set phrases."""
    kept: int
    """Words kept one by one between runs, counted only where that may decide."""

    @property
    def shorter(self) -> int:
        return min(len(self.left), len(self.right))

    @property
    def longer(self) -> int:
        return max(len(self.left), len(self.right))

    @property
    def ratio(self) -> float:
        return 2 * (self.matched + self.kept) / (self.shorter + self.longer)

    @property
    def is_excerpt(self) -> bool:
        return self.firm >= CONTAINED * self.shorter and self.longer >= LONGER * self.shorter

    @property
    def places(self) -> list[Place]:
        """Passages in common that are no set phrases: runs with no more than a seam between."""
        found: list[Place] = []
        for run in self.runs:
            place = Place((run.a, run.a + run.length), (run.b, run.b + run.length), run.length)
            if found and found[-1].reaches(place):
                last = found.pop()
                place = Place((last.a[0], place.a[1]), (last.b[0], place.b[1]), last.words + place.words)
            found.append(place)
        return [place for place in found if place.words >= RUN]


def common_of(a: str, left: list[Word], b: str, right: list[Word]) -> Common | None:
    """What the words of two articles, by id, hold in common; None where it is too little for a copy of any kind."""
    if min(len(left), len(right)) < SHORTEST:
        return None
    common = runs(left, right)
    matched = sum(r.length for r in common)
    firm = sum(r.length for r in common if r.length >= RUN)
    if firm < SHORTEST:
        return None
    undecided = NEAR / 2 <= 2 * matched / (len(left) + len(right)) < NEAR
    kept = kept_between(left, right, in_order(common)) if undecided else 0
    return Common(a, b, left, right, common, matched, firm, kept)


class Held:
    """Which passages of an article are held by several others that are, for the rest, other texts."""

    def __init__(self, found: Sequence[Common]) -> None:
        self._spans: dict[str, list[list[Span]]] = {}
        for common in found:
            if not common.is_excerpt and common.ratio < NEAR:
                places = common.places
                self._spans.setdefault(common.a, []).append([p.a for p in places])
                self._spans.setdefault(common.b, []).append([p.b for p in places])

    def own(self, common: Common, sides: Callable[[Iterable[bool]], bool]) -> list[int]:
        """Words of each passage in common that not so many others hold, on ``any`` or ``all`` of its sides."""
        a, b = common.a, common.b
        return [p.words for p in common.places if not sides((self._by_many(a, p.a), self._by_many(b, p.b)))]

    def _by_many(self, article: str, place: Span) -> bool:
        """Whether so many others hold most of this passage."""
        least = COVERED * (place[1] - place[0])
        holders = sum(
            any(min(end, place[1]) - max(first, place[0]) >= least for first, end in spans)
            for spans in self._spans.get(article, ())
        )
        return holders >= COMMON
