"""An HTML page, to articles: the body by trafilatura, the rest from what the page says of itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from filrouge.data.outlets import Outlet, Outlets
from filrouge.read import credits
from filrouge.read.bylines import byline_of, has_credit_tail, source_of
from filrouge.read.dated import Stated, published
from filrouge.read.extract import text_of
from filrouge.read.furniture import LONGEST, furniture
from filrouge.read.language import language_of, tag
from filrouge.read.lexicon import lexicon
from filrouge.read.metadata import Meta, meta_of
from filrouge.read.part import LEDE
from filrouge.read.parts import part_article, parts_of
from filrouge.read.pictures import pictures_of
from filrouge.read.shapes import is_sentence
from filrouge.read.titles import title_of
from filrouge.read.tree import Block, blocks_of, short_text, tree_of
from filrouge.records import Article, Capture, Image, Refusal
from filrouge.text.digest import digest
from filrouge.text.normalise import clean, fold
from filrouge.text.urls import canonical, host


def read_page(capture: Capture, text: str, outlets: Outlets, now: datetime) -> tuple[Article, ...] | Refusal:
    """The articles of an HTML page; a Refusal where no text is found in it."""
    tree = tree_of(text)
    if tree is None:
        return Refusal("It is HTML without a body that can be read.", capture.source, "unreadable")
    hints = capture.hints
    meta = meta_of(tree)
    parts = parts_of(tree, hints.url or canonical(meta.url))  # before the extraction, which takes the tree apart
    title = clean(hints.title or "").replace("\n", " ") or title_of(
        meta.titles, meta.headings, meta.site, host(hints.url or meta.url)
    )
    url = hints.url or canonical(meta.url) or meta.url
    known = (
        outlets.by_name(hints.outlet)
        or outlets.by_domain(hints.outlet)
        or outlets.by_domain(url)
        or outlets.by_name(meta.site)
    )
    said = tag(hints.language) or tag(meta.language) or language_of(f"{title} {meta.description}")
    shown, blocks = pictures_of(tree), blocks_of(tree)
    stated = Stated(meta.dates, title, url, said, known.country if known else None)
    when, source = published(tree, blocks, stated, hints.published, now)
    body = text_of(tree, text, meta.body)
    if not body and not title:
        return Refusal("It holds no article: no text and no title were found.", capture.source, "no-article")
    if not body:
        body = meta.description or ""
    if not body:
        return Refusal(
            "It holds a title and no text: the page may need a browser to show it.", capture.source, "no-article"
        )
    language = tag(hints.language) or _language(meta, f"{title or ''}\n{body}")
    words = lexicon(language)
    entries = {fold(line) for part in parts if part.role == "entry" for line in part.text.split("\n")}
    captions = {fold(t) for image in shown for t in (image.caption, f"{image.caption} {image.credit}") if t}
    paragraphs = [p for p in body.split("\n") if p.strip()]
    for others in filter(None, (entries, captions)):
        paragraphs = [p for p in paragraphs if fold(p) not in others] or paragraphs
    own = _trimmed(paragraphs, title, language, outlets)
    text_ = "\n\n".join(own.paragraphs)
    if not text_:
        return Refusal("It holds no article: only credits, links or notices.", capture.source, "no-article")
    agencies, signs = credits.agencies_of(text_, words, outlets)
    line = credits.dateline(text_, outlets)
    house = line.outlet if line and line.outlet and line.outlet.kind == "agency" else None
    authors = [a for a in (hints.authors or meta.authors) if not outlets.by_name(a)]
    shown_by = _signature(blocks, language, outlets, authors)
    signed = replace(shown_by, authors=()) if authors else shown_by
    named = [credits.signature(a, words, outlets) for a in meta.authors]
    by_agency = [a for s in named for a in s.agencies]
    lead = Article(
        id=digest(capture.id, "0"),
        capture=capture.id,
        position=0,
        page=capture.source,
        role="lead",
        text=text_,
        title=title,
        standfirst=_standfirst(own.paragraphs, meta),
        external_id=hints.external_id,
        url=url,
        language=language,
        published=when,
        published_from=source,
        outlet=known.name if known else hints.outlet or meta.site or host(url),
        section=meta.section,
        authors=tuple(authors) or signed.authors,
        agencies=credits.merged(by_agency, signed.agencies, [house.name] if house else [], agencies),
        agency_copy=bool(by_agency) or signs or signed.agency_copy or house is not None,
        credits=credits.merged(own.credited, _syndicated(meta, hints.url, known, outlets)),
        dateline=line.place if line else None,
        images=(*shown, *own.images),
        machine_translated=own.machine,
        translated_from=own.source_language,
        truncated=meta.paywalled or own.cut or _is_walled(blocks),
    )
    return (lead, *(part_article(lead, part, place, outlets, now) for place, part in enumerate(parts, 1)))


def _syndicated(meta: Meta, url: str | None, own: Outlet | None, outlets: Outlets) -> list[str]:
    """The outlet whose page this one says it is a copy of: by its canonical or its syndication link."""
    found = []
    for link in (meta.syndicated, meta.url if url else None):
        site = host(link)
        known = outlets.by_domain(link)
        if site and site != host(url or meta.url) and (known is None or known is not own):
            found.append(known.name if known else site)
    return list(dict.fromkeys(found))


_SIGNED = re.compile(r"byline|author|auteur|autor|signature|credit|agency|agence|writer|source", re.I)
_SIGNING = frozenset({"p", "div", "span", "address", "li", "a"})
_LONGEST_BYLINE = 120


# Pages repeat their few hundred marks, sites theirs on every page.
@lru_cache(8192)
def _names_signature(marks: str) -> bool:
    return _SIGNED.search(marks) is not None


def _signature(
    blocks: Sequence[Block], language: str | None, outlets: Outlets, authors: Sequence[str]
) -> credits.Signature:
    """The first short element that is marked as a byline and reads as one; with an author whom the head names."""
    words = lexicon(language)
    known = [fold(a) for a in authors]
    for block in blocks:
        if not block.marks or not _names_signature(block.marks) or block.element.tag not in _SIGNING:
            continue
        text = _line(short_text(block.element, _LONGEST_BYLINE) or "")
        if 3 < len(text) < _LONGEST_BYLINE and (not known or any(a in fold(text) for a in known)):
            byline = byline_of(text, words, outlets) or (text if known else None)
            if byline and ((found := credits.signature(byline, words, outlets)).agencies or not known):
                return found
    return credits.Signature()


def _line(text: str) -> str:
    return " ".join(clean(text).split())


def _standfirst(paragraphs: Sequence[str], meta: Meta) -> str | None:
    """The first paragraph, where the page describes itself by the same words."""
    if len(paragraphs) < 2:
        return None
    described = fold(meta.description or "").rstrip(".… ")
    first = fold(paragraphs[0])
    return paragraphs[0] if len(described) > 40 and len(first) < 600 and first.startswith(described) else None


def _language(meta: Meta, text: str) -> str | None:
    """What the text is in; the page's own word where the text is too short, because templates often lie."""
    detected = language_of(text) if len(text) > 200 else None
    return detected or tag(meta.language) or language_of(text)


@dataclass(frozen=True, slots=True)
class _Trimmed:
    """The paragraphs without notices and credit lines, and what these said."""

    paragraphs: tuple[str, ...]
    credited: tuple[str, ...]
    images: tuple[Image, ...]
    machine: bool
    source_language: str | None
    cut: bool


def _trimmed(paragraphs: Sequence[str], title: str | None, language: str | None, outlets: Outlets) -> _Trimmed:
    words, known = lexicon(language), furniture()
    kept: list[str] = []
    credited: list[str] = []
    images: list[Image] = []
    machine, source_language, cut = False, None, False
    for i, text in enumerate(paragraphs):
        edge = i < 3 or i >= len(paragraphs) - 4
        short = len(text) < 200 and not is_sentence(text)
        head = known.head(text) if short else None
        if edge and len(text) < 500 and known.is_machine_notice(text):
            machine, source_language = True, known.source_language(text)
        elif edge and i and known.is_cut(text):
            cut = True
        elif head in ("related", "comments") and not any(len(p) > LEDE or is_sentence(p) for p in paragraphs[i + 1 :]):
            break
        elif (i == 0 and title and fold(text) == fold(title)) or (
            short and (known.is_see(text) or known.is_more(text) or known.is_phrase(text) or head)
        ):
            continue
        elif edge and short and (name := source_of(text, words)):
            credited.append(name)
        elif short and len(text) < 160 and has_credit_tail(text, outlets):
            images.append(Image(None, text, None))
        else:
            kept.append(text)
    return _Trimmed(tuple(kept), tuple(credited), tuple(images), machine, source_language, cut)


_WALL = re.compile(r"pay-?wall|reg-?wall|subscri|premium|abonn|metered|piano|locked", re.I)


@lru_cache(8192)
def _names_wall(marks: str) -> bool:
    return _WALL.search(marks) is not None


def _is_walled(blocks: Sequence[Block]) -> bool:
    """A short element that is marked as a wall says that the article goes on for subscribers."""
    texts = (short_text(element, LONGEST) for element, marks in blocks if marks and _names_wall(marks))
    return any(text and furniture().is_cut(text) for text in texts)
