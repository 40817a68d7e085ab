"""Clues from those in office: "le président américain Joe Biden" is written while he is that, or later of that time.

News gives people the office that they hold. An article's opening, where nothing dates it otherwise, so tells of the
days of all the tenures that it names; anywhere else a tenure only says that it had begun.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from filrouge.lang.expressions import Expression
from filrouge.lang.symbols import Fixed, Open, Range
from filrouge.records import Parse, Tenure, Why
from filrouge.understand.bounds import EARLIEST, EVER, HINT, LIKELY, Clue, Span, merged, opening_of


def in_office(parse: Parse, tenures: Sequence[Tenure], found: Iterable[Expression]) -> list[Clue]:
    """For everybody told in office: when it began, and, in the opening, how long it lasted."""
    dated = [e.start for e in found if _of_its_own(e)]
    opening = opening_of(parse)
    out: list[Clue] = []
    for person in dict.fromkeys(t.person for t in tenures):
        own = [t for t in tenures if t.person == person]
        spans = merged(_span(t) for t in own)
        title = own[0].title
        if spans[0][0] > EARLIEST:
            out.append(
                Clue(
                    ((spans[0][0], EVER),),
                    Why("{person} is called {title}: written since", person=person, title=title),
                    LIKELY,
                )
            )
        if any(t.start < opening and not _dated(parse, t.start, dated) for t in own):
            out.append(
                Clue(
                    spans,
                    Why("{person} is called {title} at the head of the article", person=person, title=title),
                    HINT,
                )
            )
    return out


def _span(t: Tenure) -> Span:
    return (t.since or EARLIEST, t.until or EVER)


def _of_its_own(e: Expression) -> bool:
    """Whether a time says its year, and so may be another than the article's."""
    return isinstance(e.node, Fixed | Open) or (isinstance(e.node, Range) and isinstance(e.node.first, Fixed))


def _dated(parse: Parse, at: int, dated: Sequence[int]) -> bool:
    sentence = next((s for s in parse.sentences if s.start <= at < s.end), None)
    return sentence is not None and any(sentence.start <= d < sentence.end for d in dated)
