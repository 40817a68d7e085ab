"""Drawings that everybody can read: SVG with a title and a description, every mark a link with a name of its own.

A timeline by year or month, a calendar of encounters, a matrix of who met whom. Marks can be reached by keyboard,
carry their text for screen readers, and differ by shape as well as by colour. Nothing is loaded, nothing runs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from html import escape
from operator import attrgetter
from typing import Literal, NamedTuple

from filrouge.tell.export.plain import address, line, markup
from filrouge.tell.told_rows import DayRow, PairRow
from filrouge.text.digest import digest

Grain = Literal["year", "month"]

WIDTH = 1000
"""Of every drawing, in its own units: it scales to where it is shown."""
TOP, ROW, LANE, LEFT = 44, 26, 17, 90
"""Room for the title, height of a line and of each further lane on it, room for its label."""
MARK = 5.0
LANES = 8
"""Marks that lie below each other at one place; more lie on one another."""
LONGEST_LABEL = 200
OPEN = ' stroke-dasharray="4 3"'
"""How the end of what lasts beyond its line is drawn."""
COLOURS = {"held": "#8a1c1c", "announced": "#1c4f8a", "cancelled": "#6b6b6b", "denied": "#6b6b6b"}
SHADES = ("#f3e3e0", "#e3a79c", "#c9604f", "#8a1c1c")
_HERE = re.compile(r"#[\w.:-]+|/(?:[\w.:-][\w.:/#-]*)?")
"""A place on the page itself, or on the site that the page is of."""
_MARKUP = re.compile("[&<>\"']")
STYLE = (
    "text{font:13px sans-serif;fill:#1c1c1c}a:focus .m,a:hover .m{stroke:#000;stroke-width:3}"
    ".g{stroke:#ddd;stroke-width:1}.c,.c text{font-size:11px}.t{font-size:15px;font-weight:bold}"
)


class Mark(NamedTuple):
    """One entry on a timeline; ``first`` and ``last`` are its days, ``weight`` is 0 to 1."""

    label: str
    href: str | None
    first: date
    last: date
    status: str
    weight: float


def timeline(
    title: str, marks: Sequence[Mark], grain: Grain = "year", zoom: Callable[[str], str | None] | None = None
) -> Iterator[str]:
    """A line for each year, or each month, with its entries at their days; an interval is a bar over its days.

    What lasts longer than one line is drawn from its first day to the end of that line, with an open end. Entries at
    one place lie in lanes below each other. ``zoom``: where the label of a line leads.
    """
    lines: dict[str, list[Mark]] = {}
    for m in sorted(marks, key=attrgetter("first", "last", "label")):
        lines.setdefault(_line_of(m.first, grain), []).append(m)
    placed = {key: _lanes(on_line, grain) for key, on_line in lines.items()}
    heights = {key: ROW + LANE * max(lane for _, lane, _ in on_line) for key, on_line in placed.items()}
    height = TOP + sum(heights.values()) + 56
    number = f"{len(marks)} entr{'y' if len(marks) == 1 else 'ies'}"
    days = f", {min(lines)} to {max(lines)}" if lines else ""
    yield _opening(title, f"{number}{days}. One line for each {grain}; each mark leads to its entry.", height)
    for scale, x in _scale(grain) if lines else ():
        yield f'<path class="g" d="M{x} {TOP - 6}V{height - 52}"/>'
        yield f'<text class="c" x="{x}" y="{height - 38}">{scale}</text>\n'
    y = TOP
    for key, on_line in placed.items():
        yield f'<line class="g" x1="{LEFT}" x2="{WIDTH - 10}" y1="{y + 8}" y2="{y + 8}"/>\n'
        label = f'<text x="8" y="{y + 13}">{key}</text>'
        target = _target(zoom(key)) if zoom else None
        yield f'<a href="{target}" aria-label="{key}, closer">{label}</a>\n' if target else label
        drawn = [_mark(m, 8 + LANE * lane, end, grain) for m, lane, end in on_line]
        yield f'<g transform="translate(0 {y})">{"".join(drawn)}</g>\n'
        y += heights[key]
    yield f'<g class="c" aria-hidden="true">{_legend(height - 12)}</g>\n</svg>\n'


@lru_cache(maxsize=2**15)
def _line_of(day: date, grain: Grain) -> str:
    return f"{day.year:04d}" if grain == "year" else f"{day.year:04d}-{day.month:02d}"


def _lanes(marks: Sequence[Mark], grain: Grain) -> list[tuple[Mark, int, float]]:
    """Each mark of a line, in order of time, with the first lane that is free where it lies, and where it ends."""
    ends: list[float] = []
    placed = []
    for m in marks:
        begin = _across(m.first, grain) - MARK
        lane = 0
        while lane < len(ends) and ends[lane] > begin:
            lane += 1
        if lane == LANES:
            lane = ends.index(min(ends))
        end = _end(m, grain)
        ends[lane : lane + 1] = [end + MARK]
        placed.append((m, lane, end))
    return placed


def _scale(grain: Grain) -> list[tuple[str, float]]:
    """The months of a year, or some days of a month, with where they begin."""
    if grain == "year":
        return [(f"{n:02}", _across(date(2001, n, 1), "year")) for n in range(1, 13)]
    return [(f"{n:02}", _across(date(2001, 1, n), "month")) for n in (1, 5, 10, 15, 20, 25, 30)]


@lru_cache(maxsize=2**15)  # the days of ninety years: fewer would push one another out
def _across(day: date, grain: Grain) -> float:
    """Where a day begins on its line."""
    year = grain == "year"
    share = (day.toordinal() - date(day.year, 1, 1).toordinal()) / 366 if year else (day.day - 1) / 31
    return round(LEFT + share * (WIDTH - LEFT - 20), 1)


def _end(m: Mark, grain: Grain) -> float:
    """Where a mark ends: a day with its point, an interval with its last day, or the line where it is shorter."""
    if m.last == m.first:
        return _across(m.first, grain)
    if _line_of(m.last, grain) != _line_of(m.first, grain):
        return WIDTH - 10
    return max(_across(m.last, grain) + (WIDTH - LEFT - 20) / (366 if grain == "year" else 31), LEFT)


def _mark(m: Mark, y: int, end: float, grain: Grain) -> str:
    """``y``: within its line, so that marks of one day of other years have the same shape."""
    x = _across(m.first, grain)
    colour = COLOURS.get(m.status, COLOURS["held"])
    if m.last > m.first:
        width = max(end - x, 2 * MARK)
        dash = "" if end < WIDTH - 10 or _line_of(m.last, grain) == _line_of(m.first, grain) else OPEN
        shape = (
            f'<rect class="m" x="{x}" y="{y - 4}" width="{width:.1f}" height="8" rx="4" fill="{colour}" '
            f'fill-opacity="0.35" stroke="{colour}"{dash}/>'
        )
    else:
        shape = _point(x, y, m.status, colour, MARK + 3 * m.weight)
    return _link(m.label, m.href, shape)


@lru_cache(maxsize=2**14)
def _point(x: float, y: float, status: str, colour: str, size: float) -> str:
    if status == "held":
        return f'<circle class="m" cx="{x}" cy="{y:g}" r="{size:.1f}" fill="{colour}"/>'
    if status == "announced":
        return f'<circle class="m" cx="{x}" cy="{y:g}" r="{size:.1f}" fill="#fff" stroke="{colour}" stroke-width="2"/>'
    return f'<path class="m" d="M{x - 5:.1f} {y - 5:g}l10 10m0 -10l-10 10" stroke="{colour}" stroke-width="2.5"/>'


def _legend(y: float) -> str:
    """What the shapes mean."""
    parts = []
    x: float = LEFT
    for status, said in (("held", "held"), ("announced", "announced"), ("cancelled", "cancelled or denied")):
        parts.append(_point(x + 6, y - 4, status, COLOURS[status], MARK) + f'<text x="{x + 18}" y="{y}">{said}</text>')
        x += 34 + 7 * len(said)
    grey = 'fill="#6b6b6b" fill-opacity="0.35" stroke="#6b6b6b"'
    bar = f'<rect x="{x}" y="{y - 8:g}" width="26" height="8" rx="4" {grey}/>'
    return "".join(parts) + f'{bar}<text x="{x + 34}" y="{y}">on a day within; larger marks: more sources</text>'


def heat_map(title: str, days: Sequence[DayRow]) -> Iterator[str]:
    """A calendar: a block for each year, a square for each day, darker the more encounters; days without stay blank."""
    known = {date.fromisoformat(d.date): d for d in days}
    years = sorted({day.year for day in known})
    block = 7 * 16 + 34
    most = max((d.encounters for d in days), default=1)
    total = sum(d.encounters for d in days)
    yield _opening(
        title, f"{total} encounters on {len(days)} days; darker squares have more.", block * len(years) + TOP
    )
    for i, year in enumerate(years):
        top = TOP - 10 + block * i
        yield f'<text x="8" y="{top + 12}">{year}</text>\n'
        monday = date(year, 1, 1).weekday()
        for month in range(1, 13):
            week = ((date(year, month, 1) - date(year, 1, 1)).days + monday) // 7
            yield f'<text class="c" x="{60 + 17 * week}" y="{top + 12}">{month:02}</text>'
        weeks = ((date(year, 12, 31) - date(year, 1, 1)).days + monday) // 7
        across = "".join(f"M60 {top + 18 + 16 * n - 1}h{17 * weeks + 17}" for n in range(8))
        down = "".join(f"M{59 + 17 * n} {top + 17}v112" for n in range(weeks + 2))
        yield f'<path class="g" fill="none" d="{across}{down}"/>\n'
        for day in sorted(d for d in known if d.year == year):
            row = known[day]
            place = (day - date(year, 1, 1)).days + monday
            x, y = 60 + 17 * (place // 7), top + 18 + 16 * (place % 7)
            shade = SHADES[min(3, 4 * row.encounters // (most + 1))]
            shape = f'<rect class="m" x="{x}" y="{y}" width="14" height="14" fill="{shade}" stroke="#8a1c1c"/>'
            href = f"#e-{row.entries[0]}" if row.entries else None
            yield _link(f"{day}: {row.encounters} encounter{'' if row.encounters == 1 else 's'}", href, shape)
    yield "</svg>\n"


def matrix(title: str, people: Sequence[tuple[str, str]], pairs: Iterable[PairRow]) -> Iterator[str]:
    """Who met whom: rows and columns are people (id, name), each field says how often, darker the more."""
    place = {id: i for i, (id, _) in enumerate(people)}
    known = [p for p in pairs if p.one in place and p.other in place]
    most = max((p.encounters for p in known), default=1)
    cell = min(40, (WIDTH - 310) // max(1, len(people)))
    top = 170
    yield _opening(title, f"{len(people)} people, {len(known)} pairs that met.", top + cell * len(people) + 10)
    names = dict(people)
    for id, i in place.items():
        name = markup(line(names[id])[:28])
        middle = top + cell * i + cell // 2
        yield f'<text x="8" y="{middle + 4}">{name}</text>'
        x = 215 + cell * i + cell // 2
        yield f'<text x="{x}" y="{top - 8}" transform="rotate(-55 {x} {top - 8})">{name}</text>\n'
    for p in known:
        said = f"{names[p.one]} and {names[p.other]}: {p.encounters} encounter{'' if p.encounters == 1 else 's'}"
        for one, other in ((p.one, p.other), (p.other, p.one)):
            x, y = 215 + cell * place[other], top + cell * place[one]
            shade = SHADES[min(3, 4 * p.encounters // (most + 1))]
            shape = f'<rect class="m" x="{x}" y="{y}" width="{cell - 2}" height="{cell - 2}" fill="{shade}"/>'
            ink = "#fff" if shade in SHADES[2:] else "#1c1c1c"
            number = (
                f'<text x="{x + cell // 2 - 1}" y="{y + cell // 2 + 4}" text-anchor="middle" '
                f'style="fill:{ink}">{p.encounters}</text>'
            )
            if one == p.one:
                yield _link(said, f"#e-{p.entries[0]}" if p.entries else None, shape + number)
            else:  # the mirrored field says nothing new: only once for the keyboard and the screen reader
                yield f'<g aria-hidden="true">{shape}{number}</g>\n'
    yield "</svg>\n"


def _opening(title: str, description: str, height: float) -> str:
    key = digest(line(title), description, length=6)  # several drawings may stand on one page
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="graphics-document document" aria-labelledby="t{key}" '
        f'aria-describedby="d{key}" viewBox="0 0 {WIDTH} {height:g}" width="100%">\n'
        f'<title id="t{key}">{markup(line(title))}</title>\n<desc id="d{key}">{markup(description)}</desc>\n'
        f"<style>{STYLE}</style>\n"
        f'<text class="t" x="8" y="20" aria-hidden="true">{markup(line(title)[:LONGEST_LABEL])}</text>\n'
    )


def _link(label: str, href: str | None, shape: str) -> str:
    """A mark that the keyboard reaches and a screen reader names; ``href``: a place on the page, or a web address."""
    said = _escaped(line(label)[:LONGEST_LABEL])
    target = _target(href)
    if target is None:
        return f'<g role="img" tabindex="0" aria-label="{said}"><title>{said}</title>{shape}</g>\n'
    return f'<a href="{target}" tabindex="0" aria-label="{said}"><title>{said}</title>{shape}</a>\n'


def _escaped(text: str) -> str:
    """As `html.escape`, which looks five times at every text: most hold nothing to escape."""
    return escape(text) if _MARKUP.search(text) else text


def _target(href: str | None) -> str | None:
    """Where a mark leads, for an attribute."""
    if href and _HERE.fullmatch(href):
        return href
    found = address(href)
    return escape(found) if found else None
