"""Average-link clustering of a square of scores, from single items or from groups that are already there.

Average link merges the two groups whose members agree most on average, so that no chain of near neighbours can
join what has little in common; on means of probabilities it stays lenient to the outliers of a large group.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage

Square = NDArray[np.float32]
Labels = NDArray[np.intp]


def cluster(scores: Square, threshold: float) -> Labels:
    """A label an item, shape (n,): groups whose mean score (0 to 1) with each other stays at or below the threshold."""
    n = len(scores)
    if n < 2:
        return np.zeros(n, dtype=np.intp)
    upper = np.triu_indices(n, 1)
    # One thousandth above the highest score, so that no distance is zero or less; float64 as scipy wants.
    tree = linkage(1.001 - scores[upper].astype(np.float64), "average")
    labels: Labels = fcluster(tree, 1.001 - threshold, "distance").astype(np.intp)
    return labels


def join(scores: Square, sizes: NDArray[np.float64], fixed: int, threshold: float) -> Labels:
    """Average link where the first ``fixed`` units are groups of ``sizes`` that never merge with one another.

    ``scores``: mean score between units, shape (n, n). Gives each unit's group, shape (n,): the index of a
    fixed unit, or of the first unit of a new group.
    """
    n = len(scores)
    labels: Labels = np.arange(n, dtype=np.intp)
    if n == fixed or n < 2:
        return labels
    total = scores.astype(np.float64) * np.outer(sizes, sizes)
    total[:fixed, :fixed] = -np.inf
    np.fill_diagonal(total, -np.inf)
    count = sizes.astype(np.float64).copy()
    mean = total / np.outer(count, count)
    best = mean.argmax(axis=1)
    value = mean[np.arange(n), best]
    while True:
        i = int(value.argmax())
        if value[i] <= threshold:
            return labels
        keep, gone = sorted((i, int(best[i])))
        labels[labels == gone] = keep
        total[keep] += total[gone]
        total[:, keep] = total[keep]
        count[keep] += count[gone]
        row = total[keep] / (count[keep] * count)
        row[keep] = row[gone] = -np.inf
        total[gone] = total[:, gone] = mean[gone] = mean[:, gone] = -np.inf
        value[gone] = -np.inf
        mean[keep] = mean[:, keep] = row
        for k in np.flatnonzero(np.isin(best, (keep, gone)) & (value > -np.inf)):
            best[k] = mean[k].argmax()
            value[k] = mean[k, best[k]]
        best[keep], value[keep] = int(row.argmax()), row.max()
        better = np.flatnonzero(row > value)
        best[better], value[better] = keep, row[better]
