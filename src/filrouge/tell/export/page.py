"""A storyline as one HTML page that asks nothing of the network, and as the chapters of a book.

The markup is XHTML that is HTML as well. Text is escaped, never markup of an article's own; a Content-Security-Policy
forbids scripts, images and requests, should anything slip through.
"""

from __future__ import annotations

from collections.abc import Iterator

from filrouge.tell import rows
from filrouge.tell.export import plain
from filrouge.tell.export.document import Document, days, extent, standing, title
from filrouge.tell.export.plain import markup

STYLE = """body{font:1rem/1.5 Georgia,serif;max-width:44rem;margin:2rem auto;padding:0 1rem}
body{color:#1c1c1c;background:#fff}
h1,h2,h3{line-height:1.2}h3{margin-bottom:.2rem}a{color:#8a1c1c}
blockquote{margin:.6rem 0;padding-left:1rem;border-left:3px solid #b33}
.meta,footer,cite{color:#555;font-style:normal}.dispute{color:#8a1c1c}details{margin:.4rem 0}"""

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
        yield f'<p class="meta">{markup(s.date or "undated")}</p>\n'
        yield _quote(s.sentence, s.language, document.articles.get(s.article), s.article)


def _events(document: Document) -> Iterator[str]:
    for e in document.events:
        yield f'<article id="e-{markup(e.id)}">\n<h3>{markup(e.date or "undated")}: {markup(plain.people(e))}</h3>\n'
        yield f'<p class="meta">{markup(standing(e))}</p>\n'
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


def _stories(document: Document) -> Iterator[str]:
    for s in document.stories:
        yield f'<article id="s-{markup(s.id)}">\n<h3>{markup(days(s))}: {markup(plain.line(s.title))}</h3>\n<ul>\n'
        for key in s.articles:
            a = document.articles.get(key)
            named = (plain.line(a.title) or "Untitled") if a else key
            yield f"<li{language(a.language if a else None)}>{markup(named)} ({_cite(a, key)})</li>\n"
        yield "</ul>\n</article>\n"
    if not document.stories:
        yield "<p>None.</p>\n"


def _sources(document: Document) -> Iterator[str]:
    yield "<ol>\n"
    for a in document.articles.values():
        behind = ", ".join(map(plain.line, (*a.authors, *a.agencies, *a.credits)))
        credit = f" · {markup(behind)}" if behind else ""
        named = markup(plain.line(a.title) or "Untitled")
        yield f'<li id="a-{markup(a.id)}"{language(a.language)}>{named} ({_cite(a, a.id)}{credit})</li>\n'
    yield "</ol>\n"


def _quote(sentence: str, tag: str | None, article: rows.ArticleRow | None, id: str) -> str:
    return f"<blockquote{language(tag)}><p>{markup(sentence)}</p><cite>{_cite(article, id)}</cite></blockquote>\n"


def _cite(article: rows.ArticleRow | None, id: str) -> str:
    named = markup(plain.source(article, id))
    link = plain.address(article.url) if article else None
    return f'<a href="{markup(link)}" rel="noopener noreferrer">{named}</a>' if link else named


def language(tag: str | None) -> str:
    """The attribute that says in which language an element is."""
    return f' lang="{markup(tag)}" xml:lang="{markup(tag)}"' if tag else ""
