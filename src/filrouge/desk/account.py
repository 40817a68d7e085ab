"""How an article was understood, as rows for a person: each event, speaker, date and name with what decided it."""

from __future__ import annotations

from collections.abc import Iterator

from filrouge.desk import show
from filrouge.plan import Account
from filrouge.records import Article, Event, Mention, Statement, TimeMention
from filrouge.tell.explain_rows import ExplainRow
from filrouge.text import edtf

HOW = {
    "full-name": "named in full",
    "alias": "a name of theirs",
    "surname": "the last name, after the full one",
    "role": "the office, on the day told",
    "counterpart": "the counterpart of somebody named",
    "pair": "the people named before",
    "pronoun": "a pronoun for who was named before",
    "metonym": "the capital or seat stands for who acts there",
    "demonym": "the adjective of a state",
    "place": "a place that the tables know",
    "unknown": "no table knows it",
}
"""How a mention was linked, in words."""


def rows(told: Account, dated: tuple[str, ...] = ()) -> Iterator[ExplainRow]:
    """The date of the article, then its events, what was passed over, its statements, times and names, by offset.

    ``dated``: why the article is of its day, where that was inferred.
    """
    article, found = told.article, told.understanding
    yield _published(told, dated)
    for event in found.events:
        yield _event(article, event)
    seen: set[tuple[int, str, str]] = {(e.start, e.type, "") for e in found.events}
    for p in told.passed:
        if (p.start, p.type, "") in seen or (p.start, p.type, p.cue) in seen:
            continue  # the sentence does tell such an event, or this word was told of already
        seen.add((p.start, p.type, p.cue))
        sentence = article.reading[p.start : p.end]
        yield _row(article, "no-event", p.type, sentence, (f"“{p.cue}”", p.why), p.start, p.end)
    for statement in found.statements:
        yield _statement(article, statement)
    for time in found.times:
        yield _time(told, time)
    names = {e.id: e.name for e in found.names.entities}
    for mention in found.names.mentions:
        yield _name(article, mention, names)


def _row(article: Article, what: str, found: str, text: str, why: tuple[str, ...], start: int, end: int) -> ExplainRow:
    first, last, in_title = show.spot(article, start, end)
    return ExplainRow(what, found, " ".join(text.split()), why, first, last, in_title)


def _published(told: Account, dated: tuple[str, ...]) -> ExplainRow:
    a, dating = told.article, told.understanding.dating
    when = show.edtf_or_none(a.published) or "not known"
    why = dated or (dating.why if dating else (f"from: {a.published_from}" if a.published_from else "nothing says it",))
    return ExplainRow("published", when, "", why, None, None, False)


def _event(article: Article, e: Event) -> ExplainRow:
    doing = [p.name for p in e.participants if p.role != "recipient"]
    others = [p.name for p in e.participants if p.role == "recipient"]
    parts = [e.type + (f" ({e.mode})" if e.mode else ""), e.status, ", ".join(doing)]
    parts += ["→ " + ", ".join(others)] if others else []
    parts += [edtf.format(e.when)] if e.when else ["no date"]
    parts += [e.place.name] if e.place else []
    return _row(article, "event", " · ".join(parts), article.reading[e.start : e.end], e.why, e.start, e.end)


def _statement(article: Article, s: Statement) -> ExplainRow:
    why = [
        f"“{s.cue}” introduces it" if s.cue else "its place in the text",
        "in quotes" if s.direct else "told indirectly",
    ]
    why += [f"relayed by {name}" for name in s.relayed_by]
    why += [f"to {s.addressee}"] if s.addressee else []
    why += [] if s.speaker_id else ["the speaker is in no table"]
    return _row(article, "statement", s.speaker, s.text, tuple(why), s.start, s.end)


def _time(told: Account, t: TimeMention) -> ExplainRow:
    tense = told.tenses.get(t.start)
    why = f"its verb is {tense}" if tense else "no verb says whether it is past or to come"
    anchor = show.edtf_or_none(told.article.published)
    counted = (f"seen from {anchor}",) if anchor else ()
    return _row(told.article, "time", edtf.format(t.when), t.text, (why, *counted), t.start, t.end)


def _name(article: Article, m: Mention, names: dict[str, str]) -> ExplainRow:
    who = ", ".join(names.get(key, key) for key in m.entities) or "left open"
    return _row(article, "name", who, m.text, (HOW.get(m.how, m.how),), m.start, m.end)
