"""An article whose text is given as such: a record, a feed's entry."""

from __future__ import annotations

from datetime import datetime

from filrouge.data.outlets import Outlets
from filrouge.read import credits
from filrouge.read.dating import from_url, order_of, parse
from filrouge.read.furniture import furniture
from filrouge.read.language import language_of, tag
from filrouge.read.lexicon import lexicon
from filrouge.records import Article, Capture, Refusal
from filrouge.text.digest import digest
from filrouge.text.normalise import clean
from filrouge.text.urls import host


def given(capture: Capture, text: str, outlets: Outlets, now: datetime) -> tuple[Article, ...] | Refusal:
    """One article whose text is given as such (a record, a feed's entry): nothing is taken away from it."""
    hints = capture.hints
    body, title = clean(text), clean(hints.title or "").replace("\n", " ") or None
    if not body and not title:
        return Refusal("It has neither a title nor a text.", capture.source, "bad-record")
    language = tag(hints.language) or language_of(f"{title or ''}\n{body}")
    known = outlets.by_name(hints.outlet) or outlets.by_domain(hints.outlet) or outlets.by_domain(hints.url)
    when = parse(hints.published, now.date(), order_of(language, known.country if known else None))
    by_address = None if when else from_url(hints.url, now.date())
    agencies, signs = credits.agencies_of(body, lexicon(language), outlets)
    line = credits.dateline(body, outlets)
    by_line = line.day(order_of(language, None), now.date()) if line else None
    house = line.outlet if line and line.outlet and line.outlet.kind == "agency" else None
    edges = [x for x in (*body.split("\n")[:2], *body.split("\n")[-3:]) if len(x) < 400]
    notice = next((x for x in edges if furniture().is_machine_notice(x)), None)
    article = Article(
        id=digest(capture.id, "0"),
        capture=capture.id,
        position=0,
        page=capture.source,
        role="lead",
        text=body,
        title=title,
        external_id=hints.external_id,
        url=hints.url,
        language=language,
        published=when or by_address or by_line,
        published_from="given" if when else "url" if by_address else "page" if by_line else None,
        outlet=known.name if known else hints.outlet or host(hints.url),
        authors=hints.authors,
        agencies=credits.merged([house.name] if house else [], agencies),
        agency_copy=signs or house is not None,
        dateline=line.place if line else None,
        machine_translated=notice is not None,
        translated_from=furniture().source_language(notice) if notice else None,
    )
    return (article,)
