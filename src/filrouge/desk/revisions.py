"""Pages seen again: the same article in another wording, not another article.

A page is the same where its address is, or the path it was given by, and where it says largely the same: a front
page, or a file that is written over with other news, is not. The latest capture is what the article is now; the
others are its versions.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from filrouge.lang.expressions import recognise
from filrouge.records import Article, Capture
from filrouge.store import Store
from filrouge.store.versions import Version
from filrouge.text.digest import digest
from filrouge.text.normalise import fold
from filrouge.text.urls import canonical, is_front

PAGES = ("html", "text", "record")
"""Kinds of capture that are pages; a feed's entry says less than its page and is a version of its like alone."""
SHARED = 0.3
"""Of the shorter text's runs of three words, in the other: rewritten updates keep half, other news a hundredth."""


EDGE = 3
"""Paragraphs at the head and the foot of a text among which counters and dates stand that readers could not tell."""
LABEL = 80
"""Characters: a longer line is no label."""
ENDS = (".", "!", "?", "…", "。", "！", "？", "؟", "।")
_NUMBER = re.compile(r"\d+(?:[\s.,\u00a0\u202f]\d+)*")


@dataclass(slots=True)
class _Page:
    """An article that may be seen again, with the others of its page."""

    lead: Version
    parts: tuple[Article, ...]


@dataclass(slots=True)
class Settled:
    """What to store of some captures."""

    articles: list[Article] = field(default_factory=list)
    """New articles, and new versions under the ids of the old."""
    versions: list[Version] = field(default_factory=list)
    ids: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By capture, the ids of its articles in order."""


def settle(
    store: Store,
    captures: Mapping[str, Capture],
    read: Mapping[str, Sequence[Article]],
    again: Mapping[str, str] | None = None,
) -> Settled:
    """Articles just ``read`` from captures, under the ids of those that they are versions of.

    ``again``: by capture, the one that had the same thing before, where whoever gave it says so (a feed's entry).
    """
    settled = Settled()
    known = store.versions.ids(list(read))
    urls = {a.url for parts in read.values() for a in parts if a.url} | set(_addresses(read))
    pages = [captures[key].source for key in read if _path(captures[key])]
    old = [_Page(lead, ()) for lead in store.versions.leads(sorted(urls), pages)]
    by_place: dict[tuple[str, str, str], list[_Page]] = {}
    for page in old:
        for place in _places(page.lead.article):
            by_place.setdefault(place, []).append(page)
    for key, parts in sorted(read.items(), key=lambda item: captures[item[0]].seen):
        capture = captures[key]
        lead = next((a for a in parts if a.role == "lead"), None)
        twin = _twin(lead, capture, by_place) if lead is not None and capture.kind in PAGES else None
        if again and key in again and (before := store.versions.lead_of(again[key])) is not None:
            twin = _Page(before, ())
        if any((key, a.position) in known for a in parts):
            parts = _renamed(parts, {a.id: known.get((key, a.position), a.id) for a in parts})
            now = store.versions.current([a.id for a in parts])
            settled.articles += [a for a in parts if now.get(a.id, key) == key]
            settled.versions += [Version(a, capture.seen, said(a)) for a in parts]
        elif twin is None or lead is None:
            settled.articles += parts
        else:
            parts = _again(store, twin, lead, parts, capture, settled)
        settled.ids[key] = tuple(a.id for a in parts)
        if twin is None and lead is not None and capture.kind in PAGES:
            page = _Page(Version(lead, capture.seen, ""), tuple(parts))
            for place in _places(lead):
                by_place.setdefault(place, []).append(page)
    return settled


def returned(store: Store, captures: Mapping[str, Capture], known: Iterable[str]) -> dict[str, Capture]:
    """Pages that say again what they said before another wording: captures of their own, by the ids of the ``known``.

    Only a page at the very place of its latest capture, seen later than it, has gone back: other files and older
    records of an archive are given once more, and are what they were.
    """
    sources = Counter(capture.source for capture in captures.values())
    pages = [key for key in known if _path(captures[key]) and sources[captures[key].source] == 1]
    leads = {key: id for (key, position), id in store.versions.ids(pages).items() if position == 0}
    now = store.versions.current(sorted(set(leads.values())))
    found = {}
    for key, id in leads.items():
        lead = store.versions.lead_of(key) if now.get(id, key) != key else None
        if lead is None or lead.article.page != captures[key].source or captures[key].seen <= lead.seen:
            continue
        digests = {v.article.capture: v.digest for v in store.versions.of_article(id)}
        if digests.get(key) != digests.get(lead.article.capture):
            found[key] = replace(captures[key], id=digest(key, captures[key].seen.isoformat()))
    return found


def _again(
    store: Store, page: _Page, lead: Article, parts: Sequence[Article], capture: Capture, settled: Settled
) -> Sequence[Article]:
    """Note a page that was seen before; its articles under their old ids."""
    before = page.parts or store.versions.parts(page.lead.article)
    names = {lead.id: page.lead.article.id}
    free = [a for a in before if a.id != page.lead.article.id]
    for part in parts:
        if part.id != lead.id and (same := next((a for a in free if _same_part(a, part)), None)) is not None:
            free.remove(same)
            names[part.id] = same.id
    parts = _renamed(parts, names)
    settled.versions += [Version(a, page.lead.seen, said(a)) for a in before if a.capture == page.lead.article.capture]
    settled.versions += [Version(a, capture.seen, said(a)) for a in parts]
    changed = {said(a) for a in parts} != {said(a) for a in before}
    if changed and capture.seen >= page.lead.seen:
        settled.articles = [a for a in settled.articles if a.id not in {p.id for p in parts}] + list(parts)
        page.lead = Version(next(a for a in parts if a.role == "lead"), capture.seen, "")
        page.parts = tuple(parts)
    else:  # nothing new, or an older capture: only parts that no other capture has are news
        old = set(names.values())
        settled.articles += [a for a in parts if a.id not in old]
    return parts


def _renamed(parts: Sequence[Article], names: Mapping[str, str]) -> list[Article]:
    return [
        replace(a, id=names.get(a.id, a.id), parent=names.get(a.parent, a.parent) if a.parent else None) for a in parts
    ]


def said(article: Article) -> str:
    """A digest of what the article says: the same where only a counter or the day of today beside it went on."""
    paragraphs = article.text.split("\n\n")
    for at in {*range(len(paragraphs))[:EDGE], *range(len(paragraphs))[-EDGE:]}:
        paragraphs[at] = _lasting(paragraphs[at], article.language)
    return digest(article.title or "", "\n\n".join(paragraphs))


def _lasting(line: str, language: str | None) -> str:
    """A line without its numbers and times where it is no sentence: "1,203 views", "Tuesday, 7 May"."""
    if len(line) > LABEL or line.rstrip("»”\"' )").endswith(ENDS):
        return line
    for time in reversed(recognise(line, language)):
        line = line[: time.start] + line[time.end :]
    return _NUMBER.sub("0", line)


def _addresses(read: Mapping[str, Sequence[Article]]) -> Iterator[str]:
    for parts in read.values():
        for article in parts:
            if address := canonical(article.url):
                yield address


def _path(capture: Capture) -> bool:
    """Whether the capture's source names a page that can be seen again."""
    return capture.kind in ("html", "text") and capture.source != "-"


def _places(article: Article) -> list[tuple[str, str, str]]:
    """What an article is known by: its address, unless that is a front page, and the path it was given by."""
    own = article.external_id or ""
    found = [("page", article.page, own)]
    address = canonical(article.url)
    if address is not None and not is_front(address):
        found.append(("url", address, own))
    return found


def _twin(lead: Article, capture: Capture, by_place: Mapping[tuple[str, str, str], list[_Page]]) -> _Page | None:
    for place in _places(lead):
        if place[0] == "page" and not _path(capture):
            continue
        for page in by_place.get(place, ()):
            old = page.lead.article
            if old.capture == capture.id:
                continue  # it is read again
            if (place[0] == "url" and _same_title(old, lead)) or alike(old.text, lead.text):
                return page
    return None


def _same_title(one: Article, other: Article) -> bool:
    return bool(one.title and other.title) and fold(one.title or "") == fold(other.title or "")


def _same_part(one: Article, other: Article) -> bool:
    if one.role != other.role:
        return False
    return _same_title(one, other) or said(one) == said(other) or alike(one.text, other.text)


def alike(one: str, other: str) -> bool:
    """Whether two texts are largely the same, judged by their runs of three words."""
    runs = [_runs(text) for text in (one, other)]
    least = min(map(len, runs))
    return least > 0 and len(runs[0] & runs[1]) >= SHARED * least


def _runs(text: str) -> set[str]:
    """Runs of three words, or of three characters where words are not set apart."""
    words = fold(text).split()
    if len(words) < 8 and len(text) > 60:
        folded = "".join(words)
        return {folded[i : i + 3] for i in range(len(folded) - 2)}
    return {" ".join(words[i : i + 3]) for i in range(max(1, len(words) - 2))} if words else set()
