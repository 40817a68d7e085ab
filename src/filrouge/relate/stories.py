"""Step 9, stories: the articles on one happening, found online, in time order, with a bounded state.

The shell keeps one `StoryIndex` a process, rebuilt from stored features with `add`, and gives each batch of new
articles to `assign`; what it answers is to be stored: new placements, and articles that the look-back moved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from filrouge.records import Story, When
from filrouge.relate.clusters import Labels, cluster, join, unite
from filrouge.relate.embed import from_bytes
from filrouge.relate.features import Features
from filrouge.relate.window import Matrix, Weights, Window, weights
from filrouge.text.digest import digest

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
    why: tuple[str, ...]
    moved_from: str | None = None


class StoryIndex:
    """The active stories: state that lives in the shell's hands and nowhere else; bounded in articles and days."""

    def __init__(self, known: Weights | None = None, active: int = MAX_ACTIVE) -> None:
        """``active``: articles that new ones are compared with at most."""
        self._weights = known or weights()
        self._active = active
        self._window = Window(self._weights)
        self._story: list[str] = []
        """The story of each row of the window."""
        self._pinned: set[str] = set()
        self._seen: dict[str, None] = {}
        self._fresh: set[str] = set()
        """Stories that changed, or came near a change, since the last look-back."""
        self._next_full = 64
        """Articles at which everything is looked at again: while words are few, how rare each is is hardly known."""

    def __len__(self) -> int:
        """How many articles new ones are compared with."""
        return len(self._window)

    def add(self, placed: Iterable[Placed]) -> None:
        """Take in articles already placed (at start, from the store), in time order."""
        new = [p for p in placed if p.features.article not in self._seen]
        self._window.add([p.features for p in new])
        self._story.extend(p.story for p in new)
        self._seen.update(dict.fromkeys(p.features.article for p in new))
        self._pinned.update(p.features.article for p in new if p.pinned)
        while self._next_full <= len(self._window):
            self._next_full *= 2
        self._forget()

    def assign(self, batch: Sequence[Features], look_back: bool = True) -> tuple[Placement, ...]:
        """Place every new article of the batch (teasers too) and say which earlier ones the look-back moved.

        Articles that the index holds already are not placed again. Give articles in time order. ``look_back``:
        at the end, cluster anew what the batch touched; leave it out in the middle of a long ingest and call
        `look_back` at its end.
        """
        before: dict[str, str | None] = {}
        why: dict[str, tuple[str, ...]] = {}
        gone: dict[str, str] = {}
        new = list({f.article: f for f in batch if f.article not in self._seen}.values())
        for first in range(0, len(new), CHUNK):
            chunk = new[first : first + CHUNK]
            before.update((f.article, None) for f in chunk)
            why.update(self._place(chunk))
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
        why: dict[str, tuple[str, ...]] = {}
        self._moved(before, why)
        return self._decided(before, why, {})

    def _decided(
        self, before: dict[str, str | None], why: dict[str, tuple[str, ...]], gone: dict[str, str]
    ) -> tuple[Placement, ...]:
        """What is in another story than ``before``; ``gone``: the last story of those the index has let go since."""
        now = gone | {f.article: s for f, s in zip(self._window.rows, self._story, strict=True)}
        return tuple(Placement(a, now[a], why[a], old) for a, old in before.items() if now[a] != old)

    def _place(self, chunk: Sequence[Features]) -> dict[str, tuple[str, ...]]:
        """Put new articles into stories, and say why."""
        start = len(self._window)
        self._window.add(chunk)
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
        made: dict[int, str] = {}
        held = set(self._story)
        for k, f in enumerate(chunk):
            label = int(labels[len(near) + k])
            if label < len(near):
                name = names[near[label]]
            elif label in made:
                name = made[label]
            else:
                name = made[label] = self._new_id(f.article, held)
                held.add(name)
            self._story.append(name)
        self._fresh.update(names[i] for i in near)
        self._fresh.update(self._story[start:])
        stories = np.unique(self._story, return_inverse=True)[1]
        return {f.article: self._reason(start + k, scores[k], stories) for k, f in enumerate(chunk)}

    def _reason(self, row: int, scores: Matrix, stories: Labels) -> tuple[str, ...]:
        """Why a new row is where it is: the article of its story that it is closest to, and the words they share."""
        others = stories == stories[row]
        others[row] = False
        if not others.any():
            return ("no active story is near enough",)
        near = int(np.where(others, scores, -1.0).argmax())
        mine, other = self._window.rows[row], self._window.rows[near]
        common = {t for t, _ in other.terms}
        shared = [t for t, _ in mine.terms if t in common][:6]
        reason = f"{float(scores[near]):.2f} likely the same happening as “{other.title[:100]}”"
        return (reason, "in common: " + ", ".join(shared)) if shared else (reason,)

    def _moved(self, before: dict[str, str | None], why: dict[str, tuple[str, ...]]) -> None:
        """Look back at the stories that are fresh; notes in ``before`` and ``why`` what moved."""
        rows = [i for i, s in enumerate(self._story) if s in self._fresh][-LOOK_BACK:]
        self._fresh.clear()
        if len(rows) < 2:
            return
        scores = self._window.scores(rows, rows)
        labels = self._cut(scores)
        for i, name in zip(rows, self._named(rows, labels), strict=True):
            if name == self._story[i]:
                continue
            article = self._window.rows[i].article
            before.setdefault(article, self._story[i])
            why[article] = ("the look-back found it closer to this story", *why.get(article, ()))[:3]
            self._story[i] = name

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

    def _named(self, rows: Sequence[int], labels: Sequence[int]) -> list[str]:
        """A story id for each row: a cluster keeps the id most of its articles bear, if it has most of them."""
        old = [self._story[i] for i in rows]
        pinned = [self._window.rows[i].article in self._pinned for i in rows]
        claims = Counter(zip(labels, old, strict=True))
        for label, name, fast in zip(labels, old, pinned, strict=True):
            claims[label, name] += 1_000_000 * fast
        place = {name: k for k, name in reversed(list(enumerate(old)))}
        names: dict[int, str] = {}
        for (label, name), _ in sorted(claims.items(), key=lambda c: (-c[1], place[c[0][1]], c[0][0])):
            if label not in names and name not in names.values():
                names[label] = name
        taken = set(self._story) | set(names.values())
        for k, label in enumerate(labels):
            if label not in names:
                names[label] = self._new_id(self._window.rows[rows[k]].article, taken)
                taken.add(names[label])
        return [o if fast else names[label] for label, o, fast in zip(labels, old, pinned, strict=True)]

    @staticmethod
    def _new_id(article: str, held: set[str]) -> str:
        """The digest of the first article's id; of the id and a count where a story that goes on bears that already."""
        name, count = digest("story", article), 0
        while name in held:
            count += 1
            name = digest("story", article, str(count))
        return name

    def _forget(self) -> dict[str, str]:
        """Let the oldest articles go once there are too many, a fifth at a time; those that went, with their story."""
        if len(self._window) <= self._active:
            return {}
        first = len(self._window) - self._active * 4 // 5
        gone = {f.article: s for f, s in zip(self._window.rows[:first], self._story, strict=False)}
        for article in gone:
            self._seen.pop(article, None)
            self._pinned.discard(article)
        self._window.keep(first)
        self._story = self._story[first:]
        self._fresh &= set(self._story)
        return gone


def _by_group(scores: Matrix, groups: np.ndarray[tuple[int], np.dtype[np.intp]], count: int) -> Matrix:
    """Sums of columns by their group, shape (rows, count)."""
    n = len(groups)
    if not n or not count:
        return np.zeros((len(scores), count), np.float32)
    member = csr_array((np.ones(n, np.float32), groups, np.arange(n + 1)), shape=(n, count))
    sums: Matrix = np.asarray((member.T @ scores.T).T, dtype=np.float32)
    return sums


def story(story_id: str, members: Sequence[Features], why: Sequence[str] = ()) -> Story:
    """The record of one story: its articles in order of time, its title (of its most central article), its days."""
    ordered = sorted(members, key=lambda f: (f.order == "", f.order, f.article))
    titled = (
        [f for f in ordered if f.title and f.role in ("lead", "child")] or [f for f in ordered if f.title] or ordered
    )
    vectors = from_bytes([f.title_vector for f in titled])
    central = titled[int((vectors @ vectors.sum(axis=0)).argmax())].title if titled else ""
    dated = [f.published for f in ordered if f.published and (f.published.start or f.published.end)]
    return Story(
        id=story_id,
        title=central,
        articles=tuple(f.article for f in ordered),
        first=min(dated, key=_start, default=None),
        last=max(dated, key=_end, default=None),
        why=tuple(why),
    )


def _start(when: When) -> tuple[str, str]:
    return (str(when.start or when.end), when.clock or "")


def _end(when: When) -> tuple[str, str]:
    return (str(when.end or when.start), when.clock or "")
