"""Step 10, storylines: stories to threads that last years, through silences.

A thread is held by its principal actors: two people whose meetings make story after story need no likeness of
words, and no month in which nothing happens breaks it. One actor in common is not enough, since presidents are
in everything: what the stories are about has to agree as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from filrouge.records import Story, Storyline, When, Why
from filrouge.relate.embed import from_bytes, to_bytes, unit
from filrouge.relate.features import Features
from filrouge.text.digest import digest

PRINCIPAL = 0.4
"""Share of the heaviest actor's weight from which another is principal: the second of a pair is named as often."""
MAX_ACTORS = 4
KIND_WEIGHT = {"person": 1.0, "organisation": 0.7, "state": 0.35, "place": 0.0}
"""People hold threads; states stand in every text on them, as actors and as places."""
PAIR_COSINE = 0.25
"""Two principal actors in common: the subject only has to be no other world (unrelated texts are below .2)."""
ONE_COSINE = 0.6
"""One principal actor in common, or a link on the page: the subject must agree (same subject, measured: .64 to .85)."""
NONE_COSINE = 0.78
"""No actor known on one of the sides: only what is nearly the same subject."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One story as storylines see it: who leads it, what kind of happening it is, what it is about."""

    story: str
    title: str
    first: When | None
    last: When | None
    actors: tuple[str, ...]
    """Ids of the principal actors, heaviest first."""
    actor_names: tuple[str, ...]
    actor_weights: tuple[float, ...]
    """The heaviest has 1."""
    kinds: tuple[str, ...]
    """Event types, most frequent first."""
    vector: bytes
    """The mean of its leads' vectors, as `embed.to_bytes`."""
    articles: int
    parents: tuple[str, ...] = ()
    """Stories that hold the parent, or a child, of one of its articles: evidence, not truth."""


def profile(story: Story, members: Sequence[Features], parents: Sequence[str] = ()) -> Profile:
    """What `storylines` needs of one story; its members' features in any order."""
    leads = [f for f in members if f.role == "lead"] or list(members)
    weights: Counter[str] = Counter()
    names: dict[str, str] = {}
    for f in sorted(leads, key=lambda f: f.article):
        heaviest = max((n.weight for n in f.names), default=1.0)
        for name in f.names:
            factor = KIND_WEIGHT.get(name.kind, 0.0)
            if factor:
                weights[name.id] += factor * name.weight / heaviest  # type: ignore[assignment]
                names.setdefault(name.id, name.name)
    best = sorted(weights.items(), key=lambda p: (-p[1], p[0]))
    top = best[0][1] if best else 1.0
    chosen = [(i, w / top) for i, w in best if w >= PRINCIPAL * top][:MAX_ACTORS]
    kinds = Counter(e.type for f in leads for e in f.events)
    mean = from_bytes([f.lead_vector for f in leads]).sum(axis=0, keepdims=True)
    return Profile(
        story=story.id,
        title=story.title,
        first=story.first,
        last=story.last,
        actors=tuple(i for i, _ in chosen),
        actor_names=tuple(names[i] for i, _ in chosen),
        actor_weights=tuple(round(float(w), 3) for _, w in chosen),
        kinds=tuple(k for k, _ in sorted(kinds.items(), key=lambda p: (-p[1], p[0]))),
        vector=to_bytes(unit(mean)[0]),
        articles=len(members),
        parents=tuple(parents),
    )


def storylines(profiles: Sequence[Profile], past: Sequence[Storyline]) -> tuple[Storyline, ...]:
    """All storylines over the given stories, each story in exactly one; ids of ``past`` stay where a thread goes on.

    ``profiles``: every story of interest (all of them, or those that share an actor with a changed one,
    with ``past`` holding the storylines of the same). The order does not matter.
    """
    ordered = sorted(profiles, key=_order)
    threads: list[_Thread] = []
    by_actor: dict[str, list[int]] = {}
    by_story: dict[str, int] = {}
    vectors = from_bytes([p.vector for p in ordered])
    subjects = np.zeros_like(vectors)
    """Of each thread, the unit mean of its stories' vectors."""
    for p, vector in zip(ordered, vectors, strict=True):
        near = {k for actor in p.actors for k in by_actor.get(actor, ())}
        near |= {by_story[s] for s in p.parents if s in by_story}
        near |= {int(k) for k in np.flatnonzero(subjects[: len(threads)] @ vector >= NONE_COSINE)}
        best, chosen, reason = 0.0, -1, ""
        for k in sorted(near):
            worth, why = threads[k].claim(p, vector)
            if worth > best:
                best, chosen, reason = worth, k, why
        if chosen < 0:
            chosen = len(threads)
            threads.append(_Thread())
        threads[chosen].join(p, vector, reason)
        subjects[chosen] = unit(threads[chosen].total[None, :])[0]
        by_story[p.story] = chosen
        for actor in p.actors:
            held = by_actor.setdefault(actor, [])
            if chosen not in held:
                held.append(chosen)
    threads = _one_a_pair(threads)
    ids = _ids(threads, past)
    return tuple(thread.record(name) for thread, name in zip(threads, ids, strict=True))


class _Thread:
    """A storyline in the making."""

    def __init__(self) -> None:
        self.stories: list[Profile] = []
        self.actors: Counter[str] = Counter()
        self.names: dict[str, str] = {}
        self.total = np.zeros(0, np.float32)
        self.why: list[str] = []

    def claim(self, p: Profile, vector: np.ndarray[tuple[int], np.dtype[np.float32]]) -> tuple[float, str]:
        """How much the story belongs here, above 0 where it does, and why."""
        cosine = self.cosine(vector)
        mine = self.principal()
        common = [a for a in p.actors if a in mine]
        linked = any(s.story in p.parents or p.story in s.parents for s in self.stories)
        said = ", ".join(self.names[a] for a in common)
        if len(common) >= 2 and cosine >= PAIR_COSINE:
            return 2.0 + cosine, Why("the same actors: {names}", names=said)
        # One pair's thread does not take in another pair's story for the one whom both share.
        other_pair = len(common) == 1 and len(p.actors) > 1 and len(mine) > 1
        if other_pair and not linked:
            return 0.0, ""
        if common and (cosine >= ONE_COSINE or (linked and cosine >= PAIR_COSINE)):
            return 1.0 + cosine, Why("{names}, and the same subject ({cosine:.2f})", names=said, cosine=cosine)
        if (linked and cosine >= ONE_COSINE) or (not (p.actors and mine) and cosine >= NONE_COSINE):
            return cosine, Why("the same subject ({cosine:.2f})", cosine=cosine)
        return 0.0, ""

    def cosine(self, vector: np.ndarray[tuple[int], np.dtype[np.float32]]) -> float:
        """How near a unit vector is to the subject."""
        return float(vector @ self.total) / (float(np.linalg.norm(self.total)) or 1.0)

    def principal(self) -> list[str]:
        """The actors that matter in the thread as a whole, heaviest first."""
        best = sorted(self.actors.items(), key=lambda a: (-a[1], a[0]))
        return [a for a, w in best if w >= PRINCIPAL * best[0][1]][:MAX_ACTORS]

    def join(self, p: Profile, vector: np.ndarray[tuple[int], np.dtype[np.float32]], why: str) -> None:
        self.stories.append(p)
        for actor, name, weight in zip(p.actors, p.actor_names, p.actor_weights, strict=True):
            self.actors[actor] += weight  # type: ignore[assignment]
            self.names.setdefault(actor, name)
        self.total = vector.copy() if not len(self.total) else self.total + vector
        if why and why not in self.why and len(self.why) < 6:
            self.why.append(why)

    def take(self, other: _Thread) -> None:
        """All stories of another thread that the same pair leads."""
        said = ", ".join(self.names[a] for a in self.principal()[:2])
        for p, vector in zip(other.stories, from_bytes([p.vector for p in other.stories]), strict=True):
            self.join(p, vector, Why("the same actors: {names}", names=said))
        self.stories.sort(key=_order)

    def record(self, name: str) -> Storyline:
        actors = self.principal()
        people = [self.names[a] for a in actors[:2]]
        dated = [p for p in self.stories if p.first]
        return Storyline(
            id=name,
            title=" – ".join(people) if len(self.stories) > 1 and len(people) == 2 else self.stories[0].title,
            stories=tuple(p.story for p in self.stories),
            actors=tuple(actors),
            first=min((p.first for p in dated if p.first), key=_day, default=None),
            last=max((p.last or p.first for p in dated if p.last or p.first), key=_end, default=None),
            why=tuple(self.why),
        )


def _one_a_pair(threads: Sequence[_Thread]) -> list[_Thread]:
    """Threads that came to be led by the same two actors made one: who leads a thread shows only as it grows."""
    held: dict[frozenset[str], _Thread] = {}
    kept: list[_Thread] = []
    for thread in threads:
        pair = frozenset(thread.principal()[:2])
        first = held.setdefault(pair, thread) if len(pair) == 2 else thread
        if first is not thread and first.cosine(unit(thread.total[None, :])[0]) >= PAIR_COSINE:
            first.take(thread)
        else:
            kept.append(thread)
    return kept if len(kept) == len(threads) else _one_a_pair(kept)


def _ids(threads: Sequence[_Thread], past: Sequence[Storyline]) -> list[str]:
    """The id of the past storyline that shares most stories; else the digest of the first story's id."""
    bearer = {story: line.id for line in past for story in line.stories}
    claims = Counter((bearer[p.story], k) for k, t in enumerate(threads) for p in t.stories if p.story in bearer)
    names: dict[int, str] = {}
    for (name, k), _ in sorted(claims.items(), key=lambda c: (-c[1], c[0][1])):
        if k not in names and name not in names.values():
            names[k] = name
    taken = set(names.values()) | set(bearer.values())
    for k, thread in enumerate(threads):
        count = 0
        while k not in names:
            name = digest("storyline", thread.stories[0].story, str(count))
            if name not in taken:
                names[k] = name
                taken.add(name)
            count += 1
    return [names[k] for k in range(len(threads))]


def _order(p: Profile) -> tuple[bool, str, str]:
    """Sorts stories by their first day, those without one last."""
    return _day(p.first) == "", _day(p.first), p.story


def _day(when: When | None) -> str:
    return f"{when.start or when.end or ''}T{when.clock or ''}" if when and (when.start or when.end) else ""


def _end(when: When | None) -> str:
    return f"{when.end or when.start or ''}T{when.clock or ''}" if when and (when.start or when.end) else ""
