"""Average-link clustering of a square of scores, from single items or from groups that are already there.

Average link merges the two groups whose members agree most on average, so that no chain of near neighbours can
join what has little in common; on means of probabilities it stays lenient to the outliers of a large group.
How well the articles of one story agree differs by subject, so groups are then compared by their own measure
(`unite`): two are one where articles across agree nearly as well as those within.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

Square = NDArray[np.float32]
Labels = NDArray[np.intp]
Reals = NDArray[np.float64]

PRIOR, PRIOR_PAIRS = 0.75, 6.0
"""What the mean score within a group is taken to be before any pair is seen, and how many pairs that counts for:
that of the learning data; results change by less than .005 between 3 and 10 pairs."""
FLOOR = 0.2
"""Mean score below which two groups are not one, however loose they are."""
SPREAD, CROWD, TIGHTER = 0.4, 64, 0.1
"""Mean score that a group must keep as it grows by `unite`, and how much more with each doubling above 64 articles:
else one that got loose takes in ever more that is as loose (the titles of one outlet, which all bear its name). Costs
no F1 on the learning data, where .5 for all costs .004."""


def cluster(scores: Square, threshold: float) -> Labels:
    """A label an item, shape (n,): average link until no two groups have a mean score (0 to 1) above the threshold."""
    labels: Labels = np.zeros(len(scores), dtype=np.intp)
    following = 0
    for part in _parts(scores >= threshold - 0.001):
        labels[part] = following
        if len(part) == 2:
            labels[part[1]] += scores[part[0], part[1]] <= threshold
        elif len(part) > 2:
            square = scores[np.ix_(part, part)][np.triu_indices(len(part), 1)]
            # One thousandth above the highest score, so that no distance is zero or less; float64 as scipy wants.
            tree = linkage(1.001 - square.astype(np.float64), "average")
            # A mean that is the threshold is not above it: fcluster takes in what is as far as it is told.
            labels[part] += fcluster(tree, 1.001 - threshold - 1e-9, "distance") - 1
        following = int(labels[part].max()) + 1
    return labels


def _parts(linked: NDArray[np.bool_]) -> Iterator[Labels]:
    """The items that chains of links join, part by part: what no link joins, no average above the link's can."""
    n = len(linked)
    if n:
        ones = np.flatnonzero(linked)
        ends = np.searchsorted(ones, np.arange(n + 1) * n)
        label = connected_components(csr_array((np.ones(len(ones)), ones % n, ends), shape=(n, n)), directed=False)[1]
        order = np.argsort(label, kind="stable")
        yield from np.split(order, np.cumsum(np.bincount(label))[:-1])


def unite(scores: Square, labels: Labels, ratio: float) -> Labels:
    """Groups joined while the mean score across two is above ``ratio`` of the (geometric) mean of those within.

    That is the cosine of the groups' sums where scores are inner products: it asks of two loose groups on a
    wide subject less than of two tight ones on look-alike happenings. Gives new labels, shape (n,).
    """
    groups, index = np.unique(labels, return_inverse=True)
    if len(groups) < 2:
        return index.astype(np.intp)
    size = np.bincount(index).astype(np.float64)
    n = len(index)
    member = csr_array((np.ones(n, np.float32), (index, np.arange(n))), shape=(len(groups), n))
    total = (member @ (member @ scores).T).astype(np.float64)
    inner = np.diag(total) - np.bincount(index, np.diag(scores)).astype(np.float64)
    united = np.arange(len(groups))
    for part in _parts(total > FLOOR * np.outer(size, size)):
        if len(part) > 1:
            united[part] = part[_united(total[np.ix_(part, part)], size[part], inner[part], ratio)]
    return united[index]


def _united(total: Reals, size: Reals, inner: Reals, ratio: float) -> Labels:
    """`unite` over groups given by sums of scores across them, how many they hold, and sums of scores within."""

    def link(i: int, total: Reals, size: Reals) -> Reals:
        mean = total[i] / (size[i] * size)
        own = (inner + PRIOR_PAIRS * PRIOR) / (size * (size - 1) + PRIOR_PAIRS)
        both = size + size[i]
        joint = (inner + inner[i] + 2 * total[i] + PRIOR_PAIRS * PRIOR) / (both * (both - 1) + PRIOR_PAIRS)
        least = SPREAD + TIGHTER * np.log2(np.maximum(both / CROWD, 1.0))
        return np.where((mean > FLOOR) & (joint > least), mean / np.sqrt(np.maximum(own * own[i], 1e-6)), -np.inf)

    def merged(keep: int, gone: int, across: float) -> None:
        inner[keep] += inner[gone] + 2 * across

    return _agglomerate(total, size, ratio, link, merged)


def join(scores: Square, sizes: Reals, fixed: int, threshold: float) -> Labels:
    """Average link where the first ``fixed`` units are groups of ``sizes`` that never merge with one another.

    ``scores``: mean score between units, shape (n, n). Gives each unit's group, shape (n,): the index of a
    fixed unit, or of the first unit of a new group.
    """
    linked = scores > threshold
    linked[:fixed, :fixed] = False
    labels: Labels = np.arange(len(scores), dtype=np.intp)
    for part in _parts(linked):
        if len(part) == 2:
            labels[part] = part[0]
        elif len(part) > 2:
            size = sizes[part].astype(np.float64)
            total = scores[np.ix_(part, part)].astype(np.float64) * np.outer(size, size)
            held = part < fixed
            total[np.ix_(held, held)] = -np.inf
            labels[part] = part[_agglomerate(total, size, threshold, _mean, lambda keep, gone, across: None)]
    return labels


def _mean(i: int, total: Reals, size: Reals) -> Reals:
    mean: Reals = total[i] / (size[i] * size)
    return mean


def _agglomerate(
    total: Reals,
    size: Reals,
    threshold: float,
    link: Callable[[int, Reals, Reals], Reals],
    merged: Callable[[int, int, float], None],
) -> Labels:
    """Merge the two groups of the highest link until none is above the threshold; a group is named for its first unit.

    ``total``: sums of scores across groups, shape (k, k); ``link(i, total, size)`` is the row of links of group i;
    ``merged(keep, gone, across)`` hears of each merge before it is done. Each group's best partner is kept, so
    that a merge costs a few rows and not the square.
    """
    k = len(total)
    labels: Labels = np.arange(k, dtype=np.intp)
    total, size = total.copy(), size.copy()
    links = np.stack([link(i, total, size) for i in range(k)])
    np.fill_diagonal(links, -np.inf)
    best = links.argmax(axis=1)
    value = links[np.arange(k), best]
    gone = np.zeros(k, dtype=bool)
    while True:
        i = int(value.argmax())
        if value[i] <= threshold:
            return labels
        keep, other = sorted((i, int(best[i])))
        merged(keep, other, float(total[keep, other]))
        labels[labels == other] = keep
        total[keep] += total[other]
        total[:, keep] = total[keep]
        size[keep] += size[other]
        gone[other] = True
        row = link(keep, total, size)
        row[gone] = row[keep] = -np.inf
        links[other] = links[:, other] = -np.inf
        value[other] = -np.inf
        links[keep] = links[:, keep] = row
        for j in np.flatnonzero(((best == keep) | (best == other)) & ~gone):
            best[j] = links[j].argmax()
            value[j] = links[j, best[j]]
        best[keep], value[keep] = int(row.argmax()), row.max()
        better = np.flatnonzero(row > value)
        best[better], value[better] = keep, row[better]
