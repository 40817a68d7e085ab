# ruff: noqa: E501  pages are laid out as they are
"""Makes of pages: each lays dealt articles into one page and says what a careful reader gets of it.

They are made after what sites, relays, archives and readers are like, not after what the program knows.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.read.composed.deal import Deal, Text, Wanted

Page = tuple[str, list[Wanted]]
Make = Callable[[Deal], Page]


def _short(text: Text) -> str:
    return text.standfirst


# To work on -------------------------------------------------------------------------------------------


def newspaper(d: Deal) -> Page:
    """A daily's page saved from the browser: menus, account, byline with an agency, boxes in the text, comments."""
    t, w = d.articles[0], d.words
    body = list(t.paragraphs)
    body.insert(2, w["ad"])
    body.insert(4, w["see"])
    lines = [
        *w["menu"], *w["account"], "", f"{w['menu'][0]} > {t.section}", "", t.title, "", t.standfirst, "",
        f"{w['by']} {d.writer} {w['with']} {d.agency}".replace("  ", " "), d.dated(), w["minutes"].format(n=4), *w["share"],
        "", w["photo"], w["credit"], "", "\n\n".join(body), "", *w["newsletter"], "", w["tags"], "", *w["comments"],
        "", w["related"], *(x.title for x in d.articles[1:]), "", *w["footer"], w["cookie"],
    ]  # fmt: skip
    want = d.lead(t, published=d.iso, drop=[*d.furniture(), w["see"], w["photo"]])
    if d.language != "zh":
        want.agencies = [d.agency_name]
    return "\n".join(lines), [want]


def broadcaster(d: Deal) -> Page:
    """A broadcaster's page: the headline twice, the time before the text, no blank lines, related titles inside."""
    t, w = d.articles[0], d.words
    body = list(t.paragraphs)
    lines = [
        " | ".join(w["menu"]), w["live"], t.section, t.title, d.dated(), w["credit"], t.title, t.standfirst,
        *body[:2], w["related"], *(x.title for x in d.articles[1:3]), *body[2:], w["tags"], *w["share"], *w["footer"],
    ]  # fmt: skip
    return "\n".join(lines), [d.lead(t, published=d.iso, drop=[w["tags"], w["footer"][1], *w["share"][1:2]])]


def wire(d: Deal) -> Page:
    """An agency's dispatch with a slug, a dateline and a sign-off."""
    t = d.articles[0]
    place = t.place.upper() if d.language not in ("zh", "ar") else t.place
    first = f"{place} ({d.agency}) - {t.paragraphs[0]}"
    lines = [t.title, "", first, "", "\n\n".join(t.paragraphs[1:]), "", d.agency.lower() if d.agency.isascii() else d.agency, "", f"© {d.moment.year} {d.agency}"]  # fmt: skip
    return "\n".join(lines), [d.lead(t, agencies=[d.agency_name], drop=[f"© {d.moment.year}"])]


def thread(d: Deal) -> Page:
    """An aggregator's thread: header lines with fields between bars, children with their own date and house."""
    t, w = d.articles[0], d.words
    child = d.articles[1] if len(d.articles) > 1 else t
    later = d.later(days=3)
    lines = [
        f"{d.domain} | {d.moment:%d.%m.%Y} | 3 min | id 48213", "", t.title, "", t.body, "",
        w["source"].format(o=d.other), "", w["reply"], "", w["children"],
        f"{d.other_domain} | {later:%d.%m.%Y} | 2 min | id 48377", "", child.title, "", child.body, "", w["reply"],
    ]  # fmt: skip
    wants = [
        d.lead(
            t,
            published=d.iso,
            outlet=d.domain,
            credits=[d.other],
            drop=["48213", w["children"], child.paragraphs[0][:60] if child is not t else "48377"],
        ),
        d.lead(child, role="child", published=f"{later:%Y-%m-%d}", outlet=d.other_domain, drop=["48377"]),
    ]
    wants[0].outlet = wants[1].outlet = None if d.language in ("zh", "ru", "ar") else ""
    wants[0].outlet, wants[1].outlet = d.outlet, d.other
    return "\n".join(lines), wants


def similar(d: Deal) -> Page:
    """A search portal's page: the text cut in a word, then others' titles glued to their ledes."""
    t, w = d.articles[0], d.words
    cut = (
        t.paragraphs[-2][: len(t.paragraphs[-2]) * 2 // 3].rsplit(" ", 1)[0]
        if d.language != "zh"
        else t.paragraphs[-2][:30]
    )
    lines = [t.title, *t.paragraphs[:-2], cut + "…", w["similar"] + ":"]
    wants = [
        Wanted("lead", t.title, [t.paragraphs[0][:60], cut[:40]], [w["more"], *(x.standfirst for x in d.articles[1:])])
    ]
    for x in d.articles[1:]:
        lines += [f"{x.title}{x.standfirst}", f"{w['more']} »"]
        wants.append(Wanted("teaser", x.title, [x.standfirst[:50]]))
    return "\n".join(lines), wants


def live(d: Deal) -> Page:
    """A live page: a summary, then entries under their clock, newest first."""
    t, w = d.articles[0], d.words
    lines = [
        f"{w['live']} - {t.title}" if d.language != "zh" else f"{w['live']}：{t.title}",
        "",
        d.dated(),
        "",
        t.paragraphs[0],
        "",
    ]
    wants = [Wanted("lead", None, [t.paragraphs[0][:60]], [w["entry"][1]], d.iso)]
    for hour, entry in zip((18, 15, 12, 10), reversed(w["entry"]), strict=True):
        lines += [f"{hour}:{d.moment.minute:02}", entry, ""]
        wants.append(Wanted("entry", None, [entry[:40]]))
    return "\n".join(lines), wants


def digest(d: Deal) -> Page:
    """A newsletter: a greeting, items with a title and a lede each, a link to end each, the address to leave by."""
    w = d.words
    lines = [w["newsletter"][0], d.day(), "", w["newsletter"][1], ""]
    wants = []
    for x in d.articles:
        lines += [x.title, "", x.standfirst, "", w["more"], ""]
        wants.append(Wanted("teaser", x.title, [x.standfirst[:50]], [w["newsletter"][1]]))
    lines += [*w["footer"]]
    return "\n".join(lines), wants


def relay(d: Deal) -> Page:
    """A relay of another's article, translated by machine, with a plugin's marks and a comment form."""
    t, w = d.articles[0], d.words
    lines = [
        t.title, "", "[ad_1]", "", w["photo"], w["credit"], "", t.body, "", "[ad_2]", "", w["first"].format(o=d.other), "",
        w["machine"], "", *w["comments"],
    ]  # fmt: skip
    return "\n".join(lines), [
        d.lead(
            t, machine=True, credits=[d.other], drop=["[ad_1]", "[ad_2]", w["machine"], w["comments"][2], w["photo"]]
        )
    ]


def paywall(d: Deal) -> Page:
    """The beginning of an article and the wall."""
    t, w = d.articles[0], d.words
    lines = [*w["menu"][:4], "", t.section, t.title, t.standfirst, "", f"{w['by']} {d.writer}", d.dated(), "", *t.paragraphs[:2], "", w["wall"], "", w["account"][2], *w["footer"]]  # fmt: skip
    return "\n".join(lines), [
        Wanted("lead", t.title, [p[:60] for p in t.paragraphs[:2]], [w["wall"], w["account"][2], w["footer"][1]], d.iso)
    ]


def reader(d: Deal) -> Page:
    """A feed reader's view: outlet and age over the title, a link to the original below."""
    t, w = d.articles[0], d.words
    lines = [f"{d.outlet} • {d.day()} • {d.writer}", t.title, "", t.body, "", w["more"], f"https://www.{d.domain}/a/{d.moment:%Y%m%d}-1"]  # fmt: skip
    return "\n".join(lines), [d.lead(t, published=d.iso, outlet=d.outlet, drop=["https://", w["more"]])]


def html_page(d: Deal) -> Page:
    """A page of today's content systems: JSON-LD, a figure, a share bar, teasers in their articles, comments."""
    t, w = d.articles[0], d.words
    body = "".join(f"<p>{p}</p>" for p in t.paragraphs)
    cards = "".join(
        f'<article class="card"><h3><a href="/x{i}">{x.title}</a></h3><p>{x.standfirst}</p></article>'
        for i, x in enumerate(d.articles[1:])
    )
    page = f"""<!doctype html><html lang="{d.language}"><head><title>{t.title} | {d.outlet}</title>
<meta property="og:site_name" content="{d.outlet}"><link rel="canonical" href="https://www.{d.domain}/a">
<script type="application/ld+json">{{"@type":"NewsArticle","headline":"{t.title.replace('"', "")}","datePublished":"{d.moment.isoformat()}+02:00"}}</script></head>
<body><nav><ul>{"".join(f"<li><a href='/{i}'>{m}</a></li>" for i, m in enumerate(w["menu"]))}</ul></nav><main><article>
<h1>{t.title}</h1><p class="chapo">{t.standfirst}</p><div class="share">{"".join(f"<button>{s}</button>" for s in w["share"])}</div>
<figure><img src="a.jpg"><figcaption>{w["photo"]} {w["credit"]}</figcaption></figure>{body}</article></main>
<section class="related"><h2>{w["related"]}</h2>{cards}</section>
<section id="comments"><h2>{w["comments"][0]}</h2><p>{w["comments"][2]}</p></section><footer><p>{w["footer"][1]}</p></footer></body></html>"""
    wants = [d.lead(t, published=d.iso, outlet=d.outlet, drop=[w["footer"][1], w["comments"][2], w["photo"]])]
    if len(d.articles) > 2:
        wants += [Wanted("teaser", x.title, [x.standfirst[:50]]) for x in d.articles[1:]]
    return page, wants


def printed(d: Deal) -> Page:
    """A print version: the address and the date of printing are not the article's."""
    t, w = d.articles[0], d.words
    lines = [d.outlet, "", t.title, "", t.standfirst, "", f"{w['by']} {d.writer}", d.dated(), "", t.body, "", f"https://www.{d.domain}/article/7781", "1/1"]  # fmt: skip
    return "\n".join(lines), [d.lead(t, published=d.iso, outlet=d.outlet, drop=["https://", "7781"])]


def with_agencies(d: Deal) -> Page:
    """A short house line says that agencies wrote along."""
    t, w = d.articles[0], d.words
    lines = [t.section, t.title, "", f"{w['by']} {d.outlet} {w['agencies']}", d.dated(), "", t.body]
    return "\n".join(lines), [d.lead(t, published=d.iso, outlet=d.outlet, drop=[w["agencies"]])]


# Kept untouched until the end ------------------------------------------------------------------------------


def syndicated(d: Deal) -> Page:
    """A portal's copy of an agency's story: "continues" in the middle, who reported and edited at the end."""
    t, w = d.articles[0], d.words
    lines = [
        t.title, f"{d.writer}", d.agency, f"{d.day()} · {w['minutes'].format(n=2)}", "", w["photo"], "", *t.paragraphs[:2], "",
        w["ad"], "", *t.paragraphs[2:], "", w["source"].format(o=d.agency), "", *w["share"], "", w["related"], *(x.title for x in d.articles[1:]),
        *w["footer"],
    ]  # fmt: skip
    return "\n".join(lines), [
        d.lead(t, published=d.iso, agencies=[d.agency_name], drop=[w["footer"][1], *w["share"][1:2]])
    ]


def database(d: Deal) -> Page:
    """An export of a press database: fields over each article, two on a page."""
    wants, lines = [], []
    for i, t in enumerate((d.articles * 2)[:2]):
        at = d.later(days=i)
        lines += [
            d.outlet if i == 0 else d.other,
            f"{d.day(at)}, {len(t.body.split())} {d.words['words']}",
            "",
            t.title,
            "",
            t.body,
            "",
            "",
        ]
        wants.append(
            d.lead(
                t,
                role="lead" if i == 0 else "child",
                published=f"{at:%Y-%m-%d}",
                outlet=d.outlet if i == 0 else d.other,
            )
        )
    return "\n".join(lines), wants


def forum(d: Deal) -> Page:
    """An article posted to a board, and replies by readers under it."""
    t, w = d.articles[0], d.words
    lines = [t.title, d.dated(), "", t.body, "", w["source"].format(o=f"{d.other}"), "", *w["comments"], w["reply"], *w["comments"][1:], w["reply"]]  # fmt: skip
    return "\n".join(lines), [d.lead(t, published=d.iso, credits=[d.other], drop=[w["comments"][2]])]


def front(d: Deal) -> Page:
    """A portal's front: section, title, lede and hour of each, nothing whole."""
    w = d.words
    lines = [*w["menu"], *w["account"], ""]
    wants = []
    for i, x in enumerate(d.articles):
        at = d.later(hours=-i)
        lines += [x.section, x.title, x.standfirst, d.dated("published", at), ""]
        wants.append(Wanted("teaser", x.title, [x.standfirst[:50]], [w["account"][2]]))
    lines += w["footer"]
    return "\n".join(lines), wants


def notice_first(d: Deal) -> Page:
    """A relay that says first of all that a machine translated, and names its source in the byline's place."""
    t, w = d.articles[0], d.words
    lines = [*w["menu"], "", w["machine"], "", t.title, "", w["source"].format(o=d.other), d.dated(), "", w["photo"], w["credit"], "", t.body, "", *w["newsletter"], "", *w["footer"]]  # fmt: skip
    return "\n".join(lines), [
        d.lead(
            t,
            published=d.iso,
            machine=True,
            credits=[d.other],
            drop=[w["machine"], w["newsletter"][1], w["photo"], w["footer"][1]],
        )
    ]


def blog(d: Deal) -> Page:
    """An HTML page of an old blog: the site's name first, post and date by class, a form for comments."""
    t, w = d.articles[0], d.words
    body = "".join(f"<p>{p}</p>" for p in t.paragraphs)
    page = f"""<html lang="{d.language}"><head><title>{d.outlet} » {t.title}</title></head><body><div id="header"><h1><a href="/">{d.outlet}</a></h1></div>
<div id="sidebar"><ul>{"".join(f"<li><a href='/{i}'>{x.title}</a></li>" for i, x in enumerate(d.articles[1:]))}</ul></div>
<div class="post"><h2 class="post-title">{t.title}</h2><div class="post-meta">{d.dated()} {w["by"]} {d.writer}</div><div class="entry">{body}
<p>{w["source"].format(o=d.other)}</p><p>{w["share"][0]}</p></div></div><div id="comments"><h3>{w["comments"][0]}</h3><p>{w["comments"][2]}</p></div>
<div id="footer">{w["footer"][0]}</div></body></html>"""
    return page, [d.lead(t, published=d.iso, credits=[d.other], drop=[w["comments"][2], w["source"].format(o=d.other)])]


def clock_lines(d: Deal) -> Page:
    """A live page of another make: the clock and the text on one line, a bar between, the article's end below."""
    t, w = d.articles[0], d.words
    lines = [t.title, d.dated(), t.paragraphs[0], *(f"{h}:{m} | {e}" for h, m, e in zip((17, 14, 11, 9), ("05", "40", "30", "15"), reversed(w["entry"]), strict=True))]  # fmt: skip
    return "\n".join(lines), [
        Wanted("lead", t.title, [t.paragraphs[0][:60]], [w["entry"][0]], d.iso),
        *(Wanted("entry", None, [e[:40]]) for e in reversed(w["entry"])),
    ]


WORKED_ON: dict[str, Make] = {m.__name__: m for m in (newspaper, broadcaster, wire, thread, similar, live, digest, relay, paywall, reader, html_page, printed, with_agencies)}  # fmt: skip
KEPT_APART: dict[str, Make] = {m.__name__: m for m in (syndicated, database, forum, front, notice_first, blog, clock_lines)}  # fmt: skip
