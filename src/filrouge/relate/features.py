"""What relating needs to know of an article, in one small record that the store keeps as bytes.

`texts_to_encode` says what to give the encoder; `features` makes the record; `pack` and `unpack` store it.
It works from the title alone: what `Understanding` adds (names, events) is used where there is any.
"""

from __future__ import annotations

import json
import re
import zlib
from collections import Counter
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from filrouge.records import Article, Event, Role, Understanding, When
from filrouge.relate.embed import LEAD_CHARACTERS, Rows, to_bytes
from filrouge.relate.minhash import fingerprints, signature, word_hashes
from filrouge.text.analyze import analyze

TITLE_WEIGHT = 3.0
"""A title word counts as three of the text: the usual field boost of news search."""
MAX_TERMS = 120
"""Terms kept, heaviest first: more than a short article holds, so that a book costs no more than an article."""
MAX_TEXT = 20_000
"""Characters analysed; a news article of 3,000 words fits."""
MAX_NAMES = 40
MAX_EVENTS = 24
MAX_NUMBERS = 40
LEAD = 500
"""Characters of text in which a name counts double: what the article is about is named there."""

NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?:[  .,]\d{3})+(?!\d)|(?<![\w.,])\d+(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True)
class Name:
    """An entity the article names; ``weight`` counts its mentions, title × 3, lead × 2."""

    id: str
    name: str
    kind: str
    weight: float


@dataclass(frozen=True, slots=True)
class EventKey:
    """What tells one happening from another: who, what, when (days since 0001-01-01, None where open), where."""

    type: str
    mode: str | None
    status: str
    participants: tuple[str, ...]
    start: int | None
    end: int | None
    country: str | None
    place: str | None


@dataclass(frozen=True, slots=True)
class Features:
    """One article as `copies`, `stories`, `storylines` and `similar` see it."""

    article: str
    title: str
    language: str | None
    outlet: str | None
    role: Role
    parent: str | None
    published: When | None
    order: str
    """Sorts by time: the first day and clock of ``published``; empty where it is not known."""
    words: int
    terms: tuple[tuple[str, float], ...]
    """Analysed words of title and text with weights, heaviest first."""
    title_terms: tuple[str, ...]
    names: tuple[Name, ...]
    numbers: tuple[str, ...]
    events: tuple[EventKey, ...]
    title_vector: bytes
    lead_vector: bytes
    """`embed.to_bytes` of the title, and of title and lead; read them with `embed.from_bytes`."""
    signature: bytes
    """`minhash.signature` of the text; empty where there is no text, since a title alone makes no copy."""
    fingerprints: tuple[int, ...]
    """`minhash.fingerprints` of the text: which runs of words it holds."""


def texts_to_encode(article: Article) -> tuple[str, str]:
    """(title, title and lead), the two texts whose vectors `features` takes; equal where one of them is missing."""
    title = (article.title or "").strip()
    text = article.text.strip()
    lead = f"{title}. {text}" if title and text and not text.startswith(title) else text or title
    return (title or text[:120]), lead[:LEAD_CHARACTERS]


def features(article: Article, understanding: Understanding | None, vectors: tuple[Rows, Rows]) -> Features:
    """The record of one article; ``vectors`` are the rows of the two texts that `texts_to_encode` gave."""
    title = (article.title or "").strip()
    text = article.text[:MAX_TEXT]
    title_terms = analyze(title, article.language)
    counts: Counter[str] = Counter()
    for term in title_terms:
        counts[term] += TITLE_WEIGHT  # type: ignore[assignment]
    counts.update(analyze(text, article.language))
    hashes = word_hashes(text)
    published = article.published or (understanding.dating.when if understanding and understanding.dating else None)
    return Features(
        article=article.id,
        title=title or text[:120].strip(),
        language=article.language.split("-")[0].lower() if article.language else None,
        outlet=article.outlet,
        role=article.role,
        parent=article.parent,
        published=published,
        order=order_key(published),
        words=article.words,
        terms=tuple(sorted(((t, float(w)) for t, w in counts.items()), key=lambda p: (-p[1], p[0]))[:MAX_TERMS]),
        title_terms=tuple(dict.fromkeys(title_terms)),
        names=_names(article, understanding) if understanding else (),
        numbers=_numbers(f"{title}\n{text}"),
        # encounters alone: the weights were learnt with them, and accusations are exchanged in every story
        events=_events(tuple(e for e in understanding.events if e.type == "CONSULT")) if understanding else (),
        title_vector=to_bytes(vectors[0]),
        lead_vector=to_bytes(vectors[1]),
        signature=signature(hashes),
        fingerprints=fingerprints(hashes),
    )


def order_key(when: When | None) -> str:
    """Sorts publication dates by time: "2022-09-15T16:07"; empty where the first day is not known."""
    if when is None or when.start is None:
        return ""
    return when.start.isoformat() + (f"T{when.clock.split('/')[0]}" if when.clock else "")


def _names(article: Article, understanding: Understanding) -> tuple[Name, ...]:
    """The entities mentioned, by weight: title × 3, lead × 2, elsewhere × 1."""
    known = {entity.id: entity for entity in understanding.names.entities}
    weights: Counter[str] = Counter()
    for mention in understanding.names.mentions:
        place = mention.start - article.offset
        weight = 3 if place < 0 else 2 if place < LEAD else 1
        for entity in mention.entities:
            weights[entity] += weight
    heaviest = sorted(weights.items(), key=lambda p: (-p[1], p[0]))[:MAX_NAMES]
    return tuple(
        Name(i, known[i].name if i in known else i, known[i].kind if i in known else "place", float(w))
        for i, w in heaviest
    )


def _events(events: tuple[Event, ...]) -> tuple[EventKey, ...]:
    """The assertions worth comparing: those with a participant, in order of place in the article, no repeats."""
    kept: dict[EventKey, None] = {}
    for event in events:
        if not event.participants:
            continue
        when, place = event.when, event.place
        key = EventKey(
            type=event.type,
            mode=event.mode,
            status=event.status,
            participants=tuple(sorted({p.id for p in event.participants})),
            start=when.start.toordinal() if when and when.start else None,
            end=when.end.toordinal() if when and when.end else None,
            country=place.country if place else None,
            place=place.name if place else None,
        )
        kept[key] = None
        if len(kept) >= MAX_EVENTS:
            break
    return tuple(kept)


def _numbers(text: str) -> tuple[str, ...]:
    """The numbers of the text that tell one happening from another, plain ("40000", "5.6"), in order, no repeats."""
    kept: dict[str, None] = {}
    for match in NUMBER.finditer(text):
        plain = re.sub(r"[  ]", "", match[0])
        plain = re.sub(r"[.,](?=\d{3}(?!\d))", "", plain).replace(",", ".")
        if len(plain) > 12:
            continue
        kept[plain] = None
        if len(kept) >= MAX_NUMBERS:
            break
    return tuple(kept)


def pack(record: Features) -> bytes:
    """The record as bytes for the store (about 2 KB for a short article)."""
    plain: dict[str, Any] = {f.name: getattr(record, f.name) for f in fields(record)}  # `asdict` copies every number
    plain["names"], plain["events"] = list(map(asdict, record.names)), list(map(asdict, record.events))
    blobs = [plain.pop(field) for field in _BLOBS]
    plain["sizes"] = [len(blob) for blob in blobs]
    if record.published:
        when = record.published
        plain["published"] = [_iso(when.start), _iso(when.end), when.grain, when.modifier, when.clock, when.zone]
    head = zlib.compress(json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode(), 1)
    return b"".join((len(head).to_bytes(4, "big"), head, *blobs))


_BLOBS = ("title_vector", "lead_vector", "signature")


def unpack(data: bytes) -> Features:
    """The record that `pack` made."""
    size = int.from_bytes(data[:4], "big")
    plain = json.loads(zlib.decompress(data[4 : 4 + size]))
    place = 4 + size
    for field, length in zip(_BLOBS, plain.pop("sizes"), strict=True):
        plain[field] = data[place : place + length]
        place += length
    if plain["published"]:
        start, end, *rest = plain["published"]
        plain["published"] = When(_day(start), _day(end), *rest)
    plain["terms"] = tuple(map(tuple, plain["terms"]))
    plain["names"] = tuple(Name(**n) for n in plain["names"])
    plain["events"] = tuple(EventKey(**{**e, "participants": tuple(e["participants"])}) for e in plain["events"])
    for field in ("title_terms", "numbers", "fingerprints"):
        plain[field] = tuple(plain[field])
    return Features(**plain)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
