"""Which id a cluster of articles bears: that of the story it goes on with, so that ids outlive every look-back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from filrouge.text.digest import digest


def named(
    articles: Sequence[str],
    labels: Sequence[int],
    old: Sequence[str],
    decided: Sequence[str | None],
    scores: NDArray[np.float32],
    held: set[str],
) -> list[str]:
    """A story id for each article: its cluster keeps the id most of its articles bear, if it has most of them.

    ``labels``: the cluster of each; ``old``: the story it is in; ``decided``: the story that a person put it into:
    it keeps that, and the others of its cluster come to it (to the nearest, where there are several); ``scores``: of
    each with each; ``held``: ids that other stories bear.
    """
    settled: dict[int, list[int]] = {}
    for k, (label, story) in enumerate(zip(labels, decided, strict=True)):
        if story is not None:
            settled.setdefault(label, []).append(k)
    free = [(label, name) for label, name in zip(labels, old, strict=True) if label not in settled]
    place = {name: k for k, name in reversed(list(enumerate(old)))}
    given: set[str] = {name for name in decided if name is not None}
    names: dict[int, str] = {}
    for (label, name), _ in sorted(Counter(free).items(), key=lambda c: (-c[1], place[c[0][1]], c[0][0])):
        if label not in names and name not in given:
            names[label] = name
            given.add(name)
    taken = held | given
    found = []
    for k, label in enumerate(labels):
        mine = decided[k]
        if mine is not None:
            found.append(mine)
        elif label in settled:
            found.append(_nearest(scores[k], settled[label], decided))
        else:
            if label not in names:
                names[label] = new_id(articles[k], taken)
                taken.add(names[label])
            found.append(names[label])
    return found


def _nearest(scores: NDArray[np.float32], settled: Sequence[int], decided: Sequence[str | None]) -> str:
    """The decided story of the highest mean score."""
    groups: dict[str, list[float]] = {}
    for k in settled:
        groups.setdefault(decided[k] or "", []).append(float(scores[k]))
    return max(groups, key=lambda name: (sum(groups[name]) / len(groups[name]), name))


def new_id(article: str, held: set[str]) -> str:
    """The digest of the first article's id; of the id and a count where a story that goes on bears that already."""
    name, count = digest("story", article), 0
    while name in held:
        count += 1
        name = digest("story", article, str(count))
    return name
