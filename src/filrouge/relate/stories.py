"""Step 9, stories: the articles on one happening, found online, in time order, with a bounded state.

The shell keeps one `StoryIndex` a process, rebuilt from stored features with `add`, and gives each batch of new
articles to `assign`; what it answers is to be stored: new placements, and articles that the look-back moved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from filrouge.records import Copy, Story, When
from filrouge.relate.clusters import cluster, join, unite
from filrouge.relate.embed import from_bytes
from filrouge.relate.features import Features
from filrouge.relate.naming import named, new_id
from filrouge.relate.products import Matrix
from filrouge.relate.reasons import How, Reason
from filrouge.relate.weights import Weights, weights
from filrouge.relate.window import Window

Places = NDArray[np.intp]

CHUNK = 256
"""Articles placed together: a matrix product costs the same for 64 and for 256, and the order within does not count."""
MAX_ACTIVE = 6_000
"""Articles compared with: some days of a large desk; 24 MB of vectors, and what bounds the cost of an article."""
LOOK_BACK = 3_000
"""Articles that one look-back clusters anew: a second of one core at most."""
NEAR = 0.15
"""Mean probability from which two stories are looked at together."""
LARGE = 400
"""Articles from which a story must hold together better to grow: no real story in the learning data is larger."""
TIGHTER = 0.1
"""How much the threshold rises with each doubling above ``LARGE``."""

ONE_TEXT = ("same", "near", "translation")
"""Copies that tell all that the other tells; an excerpt or a rewrite may tell of something else besides."""
NOWHERE = -9.0
"""Below every score."""
TOLD, SHARED = 100, 6
"""Characters of the title, and words in common, that a reason tells: enough for a person to know the article."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An article with the story it is in. ``pinned``: a person put it there, and nothing moves it."""

    features: Features
    story: str
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class Placement:
    """The decision: ``article`` belongs to ``story``; ``moved_from`` is the story that it leaves, if it had one."""

    article: str
    story: str
    why: Reason
    moved_from: str | None = None


class StoryIndex:
    """The active stories: state that lives in the shell's hands and nowhere else; bounded in articles and days."""

    def __init__(
        self, known: Weights | None = None, active: int = MAX_ACTIVE, decided: Mapping[str, str] | None = None
    ) -> None:
        """``active``: articles that new ones are compared with at most.

        ``decided``: the story of each article that a person put into one. Articles of one such story are never
        parted, those of two never joined; others may still come to them.
        """
        self._weights = known or weights()
        self._by_hand = dict(decided or {})
        self._active = active
        self._window = Window(self._weights)
        self._story: list[str] = []
        """The story of each row of the window."""
        self._seen: dict[str, None] = {}
        self._fresh: set[str] = set()
        """Stories that changed, or came near a change, since the last look-back."""
        self._next_full = 64
        """Articles at which everything is looked at again: while words are few, how rare each is is hardly known."""

    def __len__(self) -> int:
        """How many articles new ones are compared with."""
        return len(self._window)

    def add(self, placed: Iterable[Placed], copies: Sequence[Copy] = ()) -> None:
        """Take in articles already placed (at start, from the store), in time order, with the copies among them."""
        new = [p for p in placed if p.features.article not in self._seen]
        self._window.add([p.features for p in new])
        self._by_hand.update((p.features.article, p.story) for p in new if p.pinned)
        self._window.tie((c.article, c.of) for c in copies if c.kind in ONE_TEXT)
        self._story.extend(self._by_hand.get(p.features.article, p.story) for p in new)
        self._seen.update(dict.fromkeys(p.features.article for p in new))
        while self._next_full <= len(self._window):
            self._next_full *= 2
        self._forget()

    def assign(
        self, batch: Sequence[Features], look_back: bool = True, copies: Sequence[Copy] = ()
    ) -> tuple[Placement, ...]:
        """Place every new article of the batch (teasers too) and say which earlier ones the look-back moved.

        ``copies``: what is known of them: the same text, or a translation, goes where its original is.

        Articles that the index holds already are not placed again. Give articles in time order. ``look_back``:
        at the end, cluster anew what the batch touched; leave it out in the middle of a long ingest and call
        `look_back` at its end.
        """
        before: dict[str, str | None] = {}
        why: dict[str, Reason] = {}
        gone: dict[str, str] = {}
        new = list({f.article: f for f in batch if f.article not in self._seen}.values())
        for first in range(0, len(new), CHUNK):
            chunk = new[first : first + CHUNK]
            before.update((f.article, None) for f in chunk)
            why.update(self._place(chunk, copies))
            if len(self._window) >= self._next_full:
                self._fresh.update(self._story)
                self._moved(before, why)
                self._next_full *= 2
            gone |= self._forget()
        if look_back:
            self._moved(before, why)
        return self._decided(before, why, gone)

    def look_back(self) -> tuple[Placement, ...]:
        """Cluster anew the stories that changed since the last look-back, with their neighbours; what moved."""
        before: dict[str, str | None] = {}
        why: dict[str, Reason] = {}
        self._moved(before, why)
        return self._decided(before, why, {})

    def _decided(
        self, before: dict[str, str | None], why: dict[str, Reason], gone: dict[str, str]
    ) -> tuple[Placement, ...]:
        """What is in another story than ``before``; ``gone``: the last story of those the index has let go since."""
        now = gone | {f.article: s for f, s in zip(self._window.rows, self._story, strict=True)}
        return tuple(Placement(a, now[a], why[a], old) for a, old in before.items() if now[a] != old)

    def _place(self, chunk: Sequence[Features], copies: Sequence[Copy]) -> dict[str, Reason]:
        """Put new articles into stories, and say why."""
        start = len(self._window)
        self._window.add(chunk)
        self._window.tie((c.article, c.of) for c in copies if c.kind in ONE_TEXT)
        self._seen.update(dict.fromkeys(f.article for f in chunk))
        new = list(range(start, len(self._window)))
        scores = self._window.scores(new, range(len(self._window)))
        names = list(dict.fromkeys(self._story))
        number = {name: i for i, name in enumerate(names)}
        groups = np.array([number[s] for s in self._story], np.intp)
        sizes = np.bincount(groups, minlength=len(names)).astype(np.float64)
        means = _by_group(scores[:, :start], groups, len(names)) / np.maximum(sizes, 1)
        near = np.flatnonzero(means.max(axis=0, initial=0.0) > NEAR) if len(names) else np.zeros(0, np.intp)
        units = np.zeros((len(near) + len(new), len(near) + len(new)), np.float32)
        units[len(near) :, : len(near)] = means[:, near]
        units[: len(near), len(near) :] = means[:, near].T
        units[len(near) :, len(near) :] = scores[:, start:]
        weighed = np.concatenate((sizes[near], np.ones(len(new))))
        labels = join(units, weighed, len(near), self._weights.threshold)
        free = [int(label) for label in labels[len(near) :]]
        mine = [self._by_hand.get(f.article) for f in chunk]
        made = {label: name for label, name in zip(free, mine, strict=True) if name is not None and label >= len(near)}
        held = {*self._story, *self._by_hand.values()}
        originals = self._window.originals(new)
        for row, f, label, decided in zip(new, chunk, free, mine, strict=True):
            name = names[near[label]] if label < len(near) else made.get(label)
            if row in originals:
                name = self._story[originals[row]]
            if decided is not None or name is None:
                name = decided or new_id(f.article, held)
                made.setdefault(label, name)
                held.add(name)
            self._story.append(name)
        self._fresh.update(names[i] for i in near)
        self._fresh.update(self._story[start:])
        members: dict[str, list[int]] = {name: [] for name in self._story[start:]}
        for row, name in enumerate(self._story):
            if name in members:
                members[name].append(row)
        own = [np.array([row for row in members[self._story[k]] if row != k], np.intp) for k in new]
        scores[np.arange(len(new)), new] = NOWHERE
        hows: list[How] = ["person" if d else "joined" if len(o) else "alone" for d, o in zip(mine, own, strict=True)]
        reasons = self._reasons(
            new, range(len(self._window)), scores, own, [np.arange(start + len(new))] * len(new), hows
        )
        return {f.article: reason for f, reason in zip(chunk, reasons, strict=True)}

    def _reasons(
        self,
        rows: Sequence[int],
        columns: Sequence[int],
        scores: Matrix,
        own: Sequence[Places],
        other: Sequence[Places],
        hows: Sequence[How],
    ) -> list[Reason]:
        """Why each of ``rows`` is where it is, by the one of ``columns`` that it is nearest to.

        ``scores``: of rows with columns, shape (len(rows), len(columns)); ``own`` and ``other``: places of the columns
        of its story, and, for those without any such, of those which else may be told as the nearest.
        """
        told: dict[int, int] = {}
        for k, (mine, rest) in enumerate(zip(own, other, strict=True)):
            chosen = mine if len(mine) else rest
            if len(chosen):
                best = int(chosen[scores[k, chosen].argmax()])
                if scores[k, best] > NOWHERE:
                    told[k] = columns[best]
        weighed = dict(zip(told, self._window.weigh([rows[k] for k in told], list(told.values())), strict=True))
        found = []
        for k, row in enumerate(rows):
            if k not in weighed:
                found.append(Reason(hows[k]))
                continue
            nearest = self._window.rows[told[k]]
            found.append(
                Reason(
                    how=hows[k],
                    compared=nearest.article,
                    title=nearest.title[:TOLD],
                    weighed=weighed[k],
                    mean=_mean(scores[k], own[k]),
                    threshold=self._weights.threshold,
                    shared=tuple(islice(self._window.shared(row, told[k]), SHARED)),
                )
            )
        return found

    def _moved(self, before: dict[str, str | None], why: dict[str, Reason]) -> None:
        """Look back at the stories that are fresh; notes in ``before`` and ``why`` what moved."""
        rows = [i for i, s in enumerate(self._story) if s in self._fresh][-LOOK_BACK:]
        self._fresh.clear()
        if len(rows) < 2:
            return
        scores = self._window.scores(rows, rows)
        labels = self._cut(scores)
        place = {row: k for k, row in enumerate(rows)}
        for row, original in sorted(self._window.originals(rows).items()):
            if original in place:
                labels[place[row]] = labels[place[original]]
        old = [self._story[i] for i in rows]
        articles = [self._window.rows[i].article for i in rows]
        now = named(articles, labels, old, [self._by_hand.get(a) for a in articles], scores, set(self._story))
        moved = [k for k, name in enumerate(now) if name != old[k]]
        if not moved:
            return
        number = {name: n for n, name in enumerate({*old, *now})}
        was, are = (np.array([number[name] for name in given], np.intp) for given in (old, now))
        own = [np.flatnonzero((are == are[k]) & (np.arange(len(are)) != k)) for k in moved]
        left = [np.flatnonzero((was == was[k]) & (are != are[k])) for k in moved]
        known = set(old)
        hows: list[How] = [
            "merged" if not len(left[m]) else "moved" if now[k] in known else "split" for m, k in enumerate(moved)
        ]
        reasons = self._reasons([rows[k] for k in moved], rows, scores[moved], own, left, hows)
        for m, k in enumerate(moved):
            before.setdefault(articles[k], old[k])
            why[articles[k]] = replace(reasons[m], left=old[k], before=_mean(scores[k], left[m]))
            self._story[rows[k]] = now[k]

    def _cut(self, scores: Matrix) -> list[int]:
        """Clusters of the rows; those that are too large for how loose they are are cut again, more tightly."""
        labels = [int(x) for x in unite(scores, cluster(scores, self._weights.threshold), self._weights.ratio)]
        following = max(labels, default=0) + 1
        for label, size in Counter(labels).items():
            if size <= LARGE:
                continue
            members = [i for i, x in enumerate(labels) if x == label]
            tight = min(0.9, self._weights.threshold + TIGHTER * float(np.log2(size / LARGE)))
            for i, part in zip(members, cluster(scores[np.ix_(members, members)], tight), strict=True):
                labels[i] = following + int(part)
            following = max(labels) + 1
        return labels

    def _forget(self) -> dict[str, str]:
        """Let the oldest articles go once there are too many, a fifth at a time; those that went, with their story."""
        if len(self._window) <= self._active:
            return {}
        first = len(self._window) - self._active * 4 // 5
        gone = {f.article: s for f, s in zip(self._window.rows[:first], self._story, strict=False)}
        for article in gone:
            self._seen.pop(article, None)
        self._window.keep(first)
        self._story = self._story[first:]
        self._fresh &= set(self._story)
        return gone


def _mean(scores: NDArray[np.float32], chosen: Places) -> float | None:
    """The mean of the scores at these places; None where there are none."""
    return round(float(scores[chosen].mean()), 4) if len(chosen) else None


def _by_group(scores: Matrix, groups: np.ndarray[tuple[int], np.dtype[np.intp]], count: int) -> Matrix:
    """Sums of columns by their group, shape (rows, count)."""
    n = len(groups)
    if not n or not count:
        return np.zeros((len(scores), count), np.float32)
    member = csr_array((np.ones(n, np.float32), groups, np.arange(n + 1)), shape=(n, count))
    sums: Matrix = np.asarray((member.T @ scores.T).T, dtype=np.float32)
    return sums


def story(story_id: str, members: Sequence[Features], title: str | None = None) -> Story:
    """The record of one story: its articles in order of time, its days, its title (of its most central article).

    ``title``: the one that a person gave it.
    """
    ordered = sorted(members, key=lambda f: (f.order == "", f.order, f.article))
    titled = (
        [f for f in ordered if f.title and f.role in ("lead", "child")] or [f for f in ordered if f.title] or ordered
    )
    vectors = from_bytes([f.title_vector for f in titled])
    central = titled[int((vectors @ vectors.sum(axis=0)).argmax())].title if titled else ""
    dated = [f.published for f in ordered if f.published and (f.published.start or f.published.end)]
    return Story(
        id=story_id,
        title=title or central,
        articles=tuple(f.article for f in ordered),
        first=min(dated, key=_start, default=None),
        last=max(dated, key=_end, default=None),
    )


def _start(when: When) -> tuple[str, str]:
    return (str(when.start or when.end), when.clock or "")


def _end(when: When) -> tuple[str, str]:
    return (str(when.end or when.start), when.clock or "")
