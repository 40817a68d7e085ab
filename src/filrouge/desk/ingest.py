"""Taking in: inputs to captures, captures to articles, and then all that follows from them.

Every batch is one transaction, and every later step finds by itself what is still undone: an ingest that is cut
off loses at most its last batch, and the next one finishes what it left.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING

from filrouge.data.outlets import Outlets, outlets
from filrouge.desk import show
from filrouge.desk.dating import date_across
from filrouge.desk.inputs import Input, archived, read_inputs
from filrouge.desk.progress import Progress, silent
from filrouge.desk.reconcile import reconcile
from filrouge.desk.relate import relate
from filrouge.desk.repeats import cleared
from filrouge.desk.revisions import returned, settle
from filrouge.desk.understand import understand
from filrouge.plan import step
from filrouge.read.detect import detect
from filrouge.read.lines import records, unread_date
from filrouge.read.members import HEAD, Member, archive_kind
from filrouge.read.reader import read
from filrouge.records import Article, Capture, Hints, Refusal
from filrouge.settings import Settings
from filrouge.store import Store
from filrouge.store.codec import dumps
from filrouge.tell import rows
from filrouge.text.digest import digest
from filrouge.text.whole import mended

if TYPE_CHECKING:
    from filrouge.desk.net.fetch import Fetcher

NO_HINTS = Hints()
HEAVY = 32 * 2**20
"""Bytes of captures a transaction: pages of archives come one after another and must not pile up."""
ROUNDS = 3
"""Times that articles without a date are dated by others and related anew in one run; the second finds little."""
WEB = 1993
"""Before the end of this year there were no news pages: an earlier date of capture is none."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of an input that is read by itself, or why it is none."""

    input: int
    """The number of the input it came with."""
    capture: Capture | Refusal
    record: int | None = None
    """Its place among the records of a JSON Lines file, from 0."""
    file: bytes = b""
    """The whole file, where it is a record."""

    def place(self, where: str) -> str:
        """Where it stands in its input, with the line of the record, for a person to find it."""
        return where if self.record is None else f"{where}:{_line(self.file, self.record)}"

    def refused(self, refusal: Refusal) -> Refusal:
        return replace(refusal, where=self.place(refusal.where))


@dataclass(slots=True)
class _Answer:
    """What one input gave so far."""

    name: str
    kind: str | None
    articles: dict[str, None]
    refusals: list[Refusal]
    warnings: list[str] = field(default_factory=list)

    def rows(self) -> Iterator[rows.IngestRow]:
        """One row for the input, and one for each part of it that was refused."""
        whole = next((r for r in self.refusals if r.where == self.name), None)
        parts = [r for r in self.refusals if r.where != self.name]
        if whole is None and parts and not self.articles:
            many = Refusal(f"None of its {len(parts)} records could be read.", self.name, parts[0].code)
            whole, parts = (many, parts) if len(parts) > 1 else (parts[0], [])
        refused = show.refused(whole) if whole else None
        yield rows.IngestRow(self.name, self.kind, tuple(self.articles), refused, tuple(self.warnings))
        for refusal in parts:
            yield rows.IngestRow(refusal.where, self.kind, (), show.refused(refusal))


class Ingest:
    """One run over a store."""

    def __init__(
        self, store: Store, settings: Settings, progress: Progress = silent, now: datetime | None = None
    ) -> None:
        self.store = store
        self.settings = settings
        self.progress = progress
        self.now = now or datetime.now(UTC)
        self._web: Fetcher | None = None

    def run(self, inputs: Sequence[str], hints: Hints = NO_HINTS) -> tuple[rows.IngestRow, ...]:
        """Read, store, understand and relate; a row for each input and each part refused, in order."""
        with self.store.alone():
            return self._run(inputs, hints)

    def _run(self, inputs: Sequence[str], hints: Hints) -> tuple[rows.IngestRow, ...]:
        self.store.articles.reindex()
        registry = outlets()
        answers: list[_Answer] = []
        given = read_inputs(inputs, self.settings.max_input_bytes, self._fetch, self.store.database.place)
        parts = self._parts(given, hints, answers)
        while batch := _batch(parts, self.settings.batch):
            self._take(batch, answers, registry)
            self.progress("reading", len(answers), None)
        self.finish()
        return tuple(row for answer in answers for row in answer.rows())

    def finish(self) -> int:
        """Do whatever is undone or stale after reading; how many articles were understood or related."""
        understood = understand(self.store, self.settings, self.now, self.progress)
        related = relate(self.store, self.progress)
        for _ in range(ROUNDS):  # a date known better may show what an article copies, which may date it better
            if not date_across(self.store, self.now, self.progress):
                break
            relate(self.store, self.progress)
        reconcile(self.store, self.now, self.progress)
        return max(understood, related)

    def refresh(self) -> int:
        """Read again what an older reader read, then `finish`; how many articles were touched."""
        with self.store.alone():
            return self._refresh()

    def _refresh(self) -> int:
        version, registry, again = step("read").version, outlets(), int(self.store.articles.reindex())
        for capture in self.store.articles.read_by_other_versions(version):
            found = read(capture, registry, capture.seen)
            if not isinstance(found, Refusal):
                cleaned, _ = cleared(self.store, {capture.id: capture}, {capture.id: found})
                settled = settle(self.store, {capture.id: capture}, cleaned)
                with self.store.transaction():
                    self.store.articles.add(settled.articles, version)
                    self.store.versions.keep(settled.versions, version)
                again += len(found)
        return max(again, self.finish())

    def _parts(self, inputs: Iterable[Input], hints: Hints, answers: list[_Answer]) -> Iterator[Part]:
        """Captures of the inputs, one after another; notes each input's answer as it goes."""
        for number, given in enumerate(inputs):
            answer = _Answer(given.name, None, {}, [])
            answers.append(answer)
            kind = None if isinstance(given.content, Refusal) else archive_kind(given.content[:HEAD])
            if kind is None:
                whole = Member(given.name, given.content, given.url)
                answer.kind = yield from self._pieces(number, whole, hints)
                continue
            answer.kind = kind
            for member in archived(given, self.settings.max_input_bytes):
                yield from self._pieces(number, member, hints)

    def _pieces(self, number: int, given: Member, hints: Hints) -> Generator[Part, None, str | None]:
        """Captures of one file, of an archive or by itself; returns its kind."""
        if isinstance(given.content, Refusal):
            yield Part(number, given.content)
            return None
        detected = detect(given.content, given.where, self.settings.max_input_bytes)
        if isinstance(detected, Refusal):
            yield Part(number, detected)
            return None
        if detected.kind != "jsonl":
            own = replace(hints, url=given.url or hints.url) if detected.kind in ("html", "text") else hints
            yield Part(number, self._capture(given.where, detected.kind, given.content, own, given.seen))
            return detected.kind
        for place, found in enumerate(records(given.content, given.where)):
            if isinstance(found, Refusal):
                yield Part(number, found)
            else:
                capture = self._capture(given.where, "record", mended(found), hints, given.seen)
                yield Part(number, capture, place, given.content)
        return detected.kind

    def _fetch(self, url: str) -> Input:
        """A page of the web."""
        from filrouge.desk.net.setup import fetcher, page  # here: files need no network

        self._web = self._web or fetcher(self.store, self.settings)
        return page(self._web, url)

    def _capture(self, name: str, kind: str, content: bytes, hints: Hints, seen: datetime | None = None) -> Capture:
        """``seen`` is when it was had, where an archive says so; it came no later than now."""
        when = min(seen, self.now) if seen and seen.year > WEB else self.now
        return Capture(digest(content, kind, dumps(hints)), name, kind, content, when, hints)

    def _take(self, batch: Sequence[Part], answers: Sequence[_Answer], registry: Outlets) -> None:
        """Read and store a batch in one transaction; captures read before give the same articles."""
        version = step("read").version
        captures = {p.capture.id: p.capture for p in batch if isinstance(p.capture, Capture)}
        known = self.store.articles.read_already(list(captures), version)
        if back := returned(self.store, captures, known):
            captures = {c.id: c for c in (back.get(key, capture) for key, capture in captures.items())}
            batch = [
                replace(p, capture=back.get(p.capture.id, p.capture)) if isinstance(p.capture, Capture) else p
                for p in batch
            ]
        fresh: dict[str, tuple[Article, ...]] = {}
        refusals: dict[str, Refusal] = {}
        for key, capture in captures.items():
            if key in known:
                continue
            found = read(capture, registry, capture.seen)
            if isinstance(found, Refusal):
                refusals[key] = found
            else:
                fresh[key] = found
        fresh, again = cleared(self.store, captures, fresh)
        settled = settle(self.store, captures, fresh)
        known |= settled.ids
        told: list[tuple[Refusal, str | None]] = []
        for part in batch:
            answer = answers[part.input]
            if isinstance(part.capture, Refusal):
                answer.refusals.append(part.capture)
                told.append((part.capture, None))
            elif part.capture.id in refusals:
                answer.refusals.append(part.refused(refusals[part.capture.id]))
                told.append((answer.refusals[-1], part.capture.id))
            else:
                answer.articles.update(dict.fromkeys(known[part.capture.id]))
                if part.record is not None and (said := unread_date(part.capture.content, registry, self.now.date())):
                    answer.warnings.append(f"{part.place(part.capture.source)}: {said}")
        with self.store.transaction():
            self.store.articles.keep(list(captures.values()))
            new = {a.id for a in settled.articles}
            self.store.articles.add([*settled.articles, *(a for a in again if a.id not in new)], version)
            self.store.versions.keep(settled.versions, version)
            self.store.articles.refuse(told, self.now)


def _batch(parts: Iterator[Part], most: int) -> list[Part]:
    """The next parts: ``most`` of them, or as many as make `HEAVY` bytes."""
    batch: list[Part] = []
    weight = 0
    while len(batch) < most and weight < HEAVY and (part := next(parts, None)) is not None:
        batch.append(part)
        weight += len(part.capture.content) if isinstance(part.capture, Capture) else 0
    return batch


def _line(file: bytes, record: int) -> int:
    """The number of the line, from 1, on which a record stands; blank lines are no records."""
    lines = (number for number, line in enumerate(file.split(b"\n"), 1) if line.strip(b" \t\r\0"))
    return next(islice(lines, record, None), 0)
