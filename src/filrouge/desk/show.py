"""Records to rows: what each listing says of what the store holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from functools import lru_cache

from filrouge.records import (
    Article,
    Count,
    Entity,
    Event,
    Participant,
    Refusal,
    Statement,
    TimeMention,
    Understanding,
    When,
)
from filrouge.store.articles import Stored
from filrouge.store.briefs import Brief
from filrouge.tell import rows
from filrouge.text import edtf
from filrouge.text.normalise import fold

_STOP = re.compile(r"[.!?…。！？]+[»”\"'’)\]]*(?:\s+|$)")
_WORD = re.compile(r"\w+(?:['’]\w+)*")
LONGEST_SENTENCE = 1000
"""Characters of a sentence shown as evidence; legal prose has sentences of 600."""


@lru_cache(maxsize=2**12)
def edtf_or_none(when: When | None) -> str | None:
    """The EDTF string, None for what is not known or open on both sides."""
    return edtf.format(when) if when and (when.start or when.end) else None


@lru_cache(maxsize=2**12)
def days(when: When | None) -> str | None:
    """The EDTF string of the days alone."""
    return edtf_or_none(replace(when, clock=None, zone=None)) if when else None


def clock(when: When | None) -> str | None:
    """The time of day with its zone where known: ``16:07/17:21 Asia/Shanghai``."""
    if when is None or when.clock is None:
        return None
    return f"{when.clock} {when.zone}" if when.zone else when.clock


def spot(article: Article | Brief, start: int, end: int) -> tuple[int | None, int | None, bool]:
    """Offsets into the text, and whether it stands in the title, from offsets into the reading."""
    offset = article.offset
    if start < offset:
        return None, None, True
    return start - offset, end - offset, False


def sentence(reading: str, start: int, end: int) -> str:
    """The sentence, or sentences, around some words; never beyond their line."""
    line_start = reading.rfind("\n", 0, start) + 1
    line_end = reading.find("\n", end)
    line = reading[line_start : line_end if line_end >= 0 else len(reading)]
    first, last = 0, len(line)
    for stop in _STOP.finditer(line):
        if stop.end() <= start - line_start:
            first = stop.end()
        elif stop.end() >= end - line_start:
            last = stop.end()
            break
    found = line[first:last].strip()
    return found if len(found) <= LONGEST_SENTENCE else reading[start:end][:LONGEST_SENTENCE].strip()


def refused(refusal: Refusal) -> rows.RefusedRow:
    return rows.RefusedRow(refusal.reason, refusal.where, refusal.code)


def article(a: Brief) -> rows.ArticleRow:
    return rows.ArticleRow(
        id=a.id,
        external_id=a.external_id,
        page=a.page,
        role=a.role,
        parent=a.parent,
        title=a.title,
        published=edtf_or_none(a.published),
        published_from=a.published_from,
        language=a.language,
        outlet=a.outlet,
        authors=a.authors,
        agencies=a.agencies,
        credits=a.credits,
        dateline=a.dateline,
        machine_translated=a.machine_translated,
        translated_from=a.translated_from,
        words=a.words,
        reading_minutes=a.reading_minutes,
        story=a.story,
        storyline=a.storyline,
        url=a.url,
    )


def full_article(
    stored: Stored,
    understanding: Understanding | None,
    copies: Sequence[rows.CopyRow],
    counts: Sequence[rows.CountRow],
    memberships: Sequence[rows.MembershipRow],
    parts: Sequence[Brief],
) -> rows.FullArticleRow:
    a = stored.article
    plain = article(stored.brief)
    known = {e.id: e for e in understanding.names.entities} if understanding else {}
    return rows.FullArticleRow(
        **{field.name: getattr(plain, field.name) for field in fields(plain)},
        text=a.text,
        mentions=tuple(mentions(a, understanding)) if understanding else (),
        times=tuple(time(a, t) for t in understanding.times) if understanding else (),
        statements=tuple(statement(a, s) for s in understanding.statements) if understanding else (),
        events=tuple(event(a, e) for e in understanding.events) if understanding else (),
        copies=tuple(copies),
        counts=tuple(counts),
        memberships=tuple(memberships),
        parts=tuple(article(part) for part in parts),
        standfirst=a.standfirst,
        section=a.section,
        contributors=a.contributors,
        agency_copy=a.agency_copy,
        images=tuple(rows.ImageRow(i.url, i.caption, i.credit) for i in a.images),
        truncated=a.truncated,
        page_id=a.page_id,
        thread_size=a.thread_size,
        published_why=stored.published_why,
        capture=a.capture,
        entities=tuple(entity(e) for e in known.values()),
    )


def entity(e: Entity) -> rows.EntityRow:
    return rows.EntityRow(e.id, e.kind, e.name, e.country)


def mentions(a: Article, understanding: Understanding) -> Iterable[rows.MentionRow]:
    known = {e.id: e for e in understanding.names.entities}
    for m in understanding.names.mentions:
        start, end, in_title = spot(a, m.start, m.end)
        found = tuple(entity(known[key]) for key in m.entities if key in known)
        yield rows.MentionRow(m.text, start, end, m.kind, found, m.how, in_title)


def time(a: Article, t: TimeMention) -> rows.TimeRow:
    start, end, in_title = spot(a, t.start, t.end)
    w = t.when
    first, _, last = (w.clock or "").partition("/")
    return rows.TimeRow(
        text=t.text,
        start=w.start.isoformat() + (f"T{first}" if first else "") if w.start else None,
        end=w.end.isoformat() + (f"T{last or first}" if first else "") if w.end else None,
        edtf=edtf_or_none(w),
        grain=w.grain,
        modifier=w.modifier,
        text_start=start,
        text_end=end,
        in_title=in_title,
    )


def speaker(s: Statement) -> str:
    """The speaker's name, and in parentheses as the article has it where the surname differs: a citation is found.

    Accents and kinds of apostrophe make no difference ("Orban"), transliterations do ("Andreï Denissov").
    """
    if s.written is None or fold(s.written).split()[-1] in fold(s.speaker).split():
        return s.speaker
    return f"{s.speaker} ({s.written})"


def statement(a: Article, s: Statement) -> rows.StatementRow:
    start, end, in_title = spot(a, s.start, s.end)
    return rows.StatementRow(
        article=a.id,
        speaker=speaker(s),
        text=s.text,
        direct=s.direct,
        cue=s.cue,
        relayed_by=s.relayed_by,
        start=start,
        end=end,
        in_title=in_title,
        speaker_id=s.speaker_id,
        addressee=s.addressee,
        sentence=sentence(a.reading, s.start, s.end),
    )


def participants(people: Sequence[Participant]) -> tuple[rows.ParticipantRow, ...]:
    return tuple(rows.ParticipantRow(p.id, p.name, p.role) for p in people)


def event(a: Article, e: Event) -> rows.EventRow:
    start, end, in_title = spot(a, e.start, e.end)
    return rows.EventRow(
        type=e.type,
        mode=e.mode,
        status=e.status,
        participants=participants(e.participants),
        date=days(e.when),
        time=clock(e.when),
        place=e.place.name if e.place else None,
        country=e.place.country if e.place else None,
        occasion=e.occasion,
        sentence=a.reading[e.start : e.end].strip(),
        start=start,
        end=end,
        in_title=in_title,
        cue=e.cue,
        dated_by=e.dated_by,
        why=e.why,
    )


def count(a: Article, c: Count, verdict: str | None = None, why: str = "") -> rows.CountRow:
    start, end, in_title = spot(a, c.start, c.end)
    return rows.CountRow(
        article=a.id,
        participants=participants(c.participants),
        count=c.text,
        low=c.low,
        high=c.high,
        since=days(c.since),
        modes=c.modes,
        verdict=verdict,
        sentence=sentence(a.reading, c.start, c.end),
        start=start,
        end=end,
        in_title=in_title,
        published=edtf_or_none(a.published),
        why=why,
    )


def quote(a: Article, start: int, end: int) -> rows.QuoteRow:
    return rows.QuoteRow(a.id, sentence(a.reading, start, end), *spot(a, start, end))
