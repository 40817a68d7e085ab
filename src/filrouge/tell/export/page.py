"""A storyline as one HTML page that asks nothing of the network, and as the chapters of a book.

The markup is XHTML that is HTML as well. Text is escaped, never markup of an article's own; a Content-Security-Policy
forbids scripts, images and requests, should anything slip through.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from filrouge.tell import rows, svg
from filrouge.tell.encounters import marks
from filrouge.tell.export import plain
from filrouge.tell.export.document import Document, days, extent, history, standing, title
from filrouge.tell.export.plain import markup

STYLE = """body{font:1rem/1.5 Georgia,serif;max-width:44rem;margin:2rem auto;padding:0 1rem}
body{color:#1c1c1c;background:#fff}
h1,h2,h3{line-height:1.2}h3{margin-bottom:.2rem}a{color:#8a1c1c}
blockquote{margin:.6rem 0;padding-left:1rem;border-left:3px solid #b33}
.meta,footer,cite{color:#555;font-style:normal}.dispute{color:#8a1c1c}details{margin:.4rem 0}
.drawing{overflow-x:auto}.drawing svg{min-width:40rem}"""

FEWEST = 3
"""Dated events that are worth drawing."""
CLOSER = 6
"""Events of a year from which it is drawn month by month too."""

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def as_html(document: Document) -> Iterator[str]:
    """The page, part by part."""
    yield (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{markup(title(document))}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
    )
    yield heading(document)
    for _, name, part in chapters(document):
        yield f'<section aria-label="{name}">\n<h2>{name}</h2>\n'
        yield from part
        yield "</section>\n"
    made = f"filrouge, storyline {markup(document.line.id)}, {document.at:%Y-%m-%dT%H:%M:%SZ}"
    yield f"</main>\n<footer><p>{made}</p></footer>\n</body>\n</html>\n"


def heading(document: Document) -> str:
    actors = markup(", ".join(plain.line(name) for name in document.line.actors))
    who = f'<p class="meta">Who: {actors}</p>\n' if actors else ""
    return f'<h1>{markup(title(document))}</h1>\n<p class="meta">{markup(extent(document))}</p>\n{who}'


def chapters(document: Document) -> Iterator[tuple[str, str, Iterator[str]]]:
    """(file name, heading, markup) of each chapter; an empty summary makes no chapter."""
    if document.summary:
        yield "summary", "The story so far", _summary(document)
    yield "events", "Events", _events(document)
    yield "stories", "Stories", _stories(document)
    yield "sources", "Sources", _sources(document)


def _summary(document: Document) -> Iterator[str]:
    for s in document.summary:
        yield f'<p class="meta">{markup(plain.day(s.date))}</p>\n'
        yield _quote(s.sentence, s.language, document.articles.get(s.article), s.article)


def _events(document: Document) -> Iterator[str]:
    yield from _drawing(document)
    for e in document.events:
        yield f'<article id="e-{markup(e.id)}">\n<h3>{markup(plain.day(e.date))}: {markup(plain.people(e))}</h3>\n'
        yield f'<p class="meta">{markup(standing(e))}</p>\n'
        if told := history(e, document.articles):
            yield f'<p class="meta">{markup(told[0].upper() + told[1:])}</p>\n'
        for d in e.disputes:
            values = " | ".join(map(plain.line, d.values))
            yield f'<p class="dispute">Disputed {markup(d.field)}: {markup(values)}</p>\n'
        for number, v in enumerate(e.evidence):
            if number == 1:
                more = len(e.evidence) - 1
                yield f"<details><summary>{more} more sentence{'s' if more > 1 else ''}</summary>\n"
            a = document.articles.get(v.article)
            yield _quote(v.sentence, a.language if a else None, a, v.article)
        yield ("</details>\n" if len(e.evidence) > 1 else "") + "</article>\n"
    if not document.events:
        yield "<p>None.</p>\n"


def _drawing(document: Document) -> Iterator[str]:
    """The timeline, each mark leading to its event; years lead to their months where they do not fit on one screen."""
    every = marks(document.events)
    if len(every.marks) < FEWEST:
        return
    years = Counter(m.first.year for m in every.marks)
    close = {f"{year:04d}" for year, number in years.items() if every.grain == "year" and number >= CLOSER}
    left = f" (not drawn: {every.undated} without a date)" if every.undated else ""
    overview = svg.timeline(
        f"Timeline{left}", every.marks, every.grain, lambda key: f"#y-{key}" if key in close else None
    )
    yield f'<div class="drawing">{"".join(overview)}</div>\n'
    for year in sorted(close):
        own = [m for m in every.marks if f"{m.first.year:04d}" == year]
        yield f'<details><summary>{year}, month by month</summary>\n<div class="drawing" id="y-{year}">'
        yield from svg.timeline(year, own, "month")
        yield "</div></details>\n"


def _stories(document: Document) -> Iterator[str]:
    for s in document.stories:
        yield f'<article id="s-{markup(s.id)}">\n<h3>{markup(days(s))}: {markup(plain.line(s.title))}</h3>\n<ul>\n'
        for key in s.articles:
            a = document.articles.get(key)
            said = _cite(a, key, titled=True)
            told = f"{markup(plain.named(a, key))}{f' ({said})' if said else ''}"
            yield f"<li{language(a.language if a else None)}>{told}</li>\n"
        yield "</ul>\n</article>\n"
    if not document.stories:
        yield "<p>None.</p>\n"


def _sources(document: Document) -> Iterator[str]:
    yield "<ol>\n"
    for a in document.articles.values():
        behind = ", ".join(map(plain.line, (*a.authors, *a.agencies, *a.credits)))
        said = " · ".join(part for part in (_cite(a, a.id, titled=True), markup(behind)) if part)
        told = f"{markup(plain.named(a, a.id))}{f' ({said})' if said else ''}"
        yield f'<li id="a-{markup(a.id)}"{language(a.language)}>{told}</li>\n'
    yield "</ol>\n"


def _quote(sentence: str, tag: str | None, article: rows.ArticleRow | None, id: str) -> str:
    return f"<blockquote{language(tag)}><p>{markup(sentence)}</p><cite>{_cite(article, id)}</cite></blockquote>\n"


def _cite(article: rows.ArticleRow | None, id: str, *, titled: bool = False) -> str:
    named = markup(plain.source(article, id, titled=titled))
    link = plain.address(article.url) if article else None
    return f'<a href="{markup(link)}" rel="noopener noreferrer">{named}</a>' if link and named else named


def language(tag: str | None) -> str:
    """The attribute that says in which language an element is."""
    return f' lang="{markup(tag)}" xml:lang="{markup(tag)}"' if tag else ""
