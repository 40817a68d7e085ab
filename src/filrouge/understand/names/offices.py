"""Words of office with their country: "le ministre russe des Affaires étrangères", "Russia's foreign minister"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from filrouge.understand.names.board import Board, Span
from filrouge.understand.names.lexicon import Office
from filrouge.understand.names.words import Phrases, step, values_at

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words ``first`` to ``last`` (exclusive) with ``titles``; ``of``: per country or body, the ids it is known by.

    ``start`` is where the words of office themselves begin, after a country that stands before them.
    """

    first: int
    last: int
    titles: tuple[str, ...]
    of: tuple[tuple[str, ...], ...]
    plural: bool
    former: bool
    start: int

    @property
    def owners(self) -> tuple[str, ...]:
        """The ids of the one country or body; empty where none is named."""
        return self.of[0] if len(self.of) == 1 else ()


def find_offices(board: Board) -> list[Phrase]:
    """Every office in order, not overlapping."""
    found: list[Phrase] = []
    i = 0
    while i < len(board.words):
        hit = with_country(board, board.lexicon.offices, i)
        phrase = _phrase(board, i, *hit) if hit else None
        if phrase and (not found or phrase.first >= found[-1].last):
            found.append(phrase)
            i = phrase.last
        else:
            i += 1
    return found


def _phrase(board: Board, start: int, first: int, last: int, offices: list[Office], spans: list[Span]) -> Phrase | None:
    of = tuple(_ids(board, s) for s in spans)
    seated = [o for o in offices if o.seat]
    plain = [o for o in offices if not o.seat]
    # A seat's word alone ("chef", "chief") is an office only beside a seat or an organisation.
    body = any(s.kind == "organisation" for s in spans)
    chosen = plain or (seated if body else [])
    if not chosen or (chosen[0].plural and len(of) < 2):
        return None
    if not chosen[0].plural and len(spans) > 1:  # one holder, one country: the nearest
        if first == spans[0].first:
            first, of = spans[-1].first, of[-1:]
        else:
            last, of = spans[0].last if spans[-1].last == last else last, of[:1]
    titles = tuple(dict.fromkeys(t for o in chosen for t in o.titles))
    former = _before(board, first, "former") or _before(board, start, "former")
    if last < len(board.words) and board.words[last].near and board.key(last) in board.lexicon.words["elect"]:
        last, former = last + 1, True  # "President-elect" holds no office yet
    return Phrase(first, last, titles, of, chosen[0].plural, former, start)


def _before(board: Board, i: int, which: str) -> bool:
    return i > 0 and board.words[i].near and board.key(i - 1) in board.lexicon.words[which]


def _ids(board: Board, span: Span) -> tuple[str, ...]:
    """What the tables may know a country or body by: the Kremlin is `kremlin` and stands for RU."""
    if span.of is None:
        return ()
    actor = board.actors.get(span.of)
    if actor is None or actor.kind != "organisation":
        return (span.of,)
    return tuple(dict.fromkeys(id for id in (span.of, actor.of or actor.country) if id))


def with_country(board: Board, tree: Phrases[T], start: int) -> tuple[int, int, list[T], list[Span]] | None:
    """The longest phrase of a tree at a word, its country within, after, behind "of" or before.

    Gives first and last word (exclusive) of the whole, the phrase's values and the countries' spans in order.
    """
    order, words = board.lexicon.country_order, board.words
    if not tree.begins(words[start]):
        return None
    best: tuple[int, list[T], list[Span]] | None = None
    nodes, i = tree.roots, start
    spans: list[Span] = []
    while i < len(words) and (i == start or words[i].near):
        below = step(nodes, words[i])
        if below:
            nodes, i = below, i + 1
            if values := values_at(nodes):
                best = (i, values, list(spans))
            continue
        inner = board.owner[i]
        if i == start or "inside" not in order or spans or inner is None or inner.term != "demonym" or inner.first != i:
            break
        spans.append(inner)
        i = _listed(board, inner.last, ("demonym",), spans)
    if best is None:
        return None
    last, values, countries = best
    if not countries and (across := _across(board, last)):
        countries = [across]
        last = _listed(board, across.last, ("demonym",), countries)
    if not countries and order & {"after", "state-after"}:
        last, countries = _after(board, last, ("demonym", "state") if "state-after" in order else ("demonym",))
    if not countries and "of" in order:
        last, countries = _behind_of(board, last)
    first = start
    if not countries and "before" in order:
        first, countries = _in_front(board, start)
    return first, last, values, countries


def _across(board: Board, last: int) -> Span | None:
    """A state's body that begins in the phrase and ends behind it: "chef de la [diplomatie russe]"."""
    span = board.owner[last] if last < len(board.words) else None
    return span if span is not None and span.first < last and span.kind == "organisation" and span.of else None


def _after(board: Board, last: int, terms: tuple[str, ...]) -> tuple[int, list[Span]]:
    """Nationalities after the phrase: "russe", "sortant américain", "russe et chinois"."""
    found: list[Span] = []
    i = last
    while i < len(board.words) and board.words[i].near:
        span = board.owner[i]
        if span is not None and span.term in terms and span.first == i:
            found.append(span)
            return _listed(board, span.last, terms, found), found
        if board.key(i) not in board.lexicon.words["between"]:
            break
        i += 1
    return last, found


def _listed(board: Board, last: int, terms: tuple[str, ...], found: list[Span]) -> int:
    """Add the further countries of a list to those found ("français, allemand et polonais"); where it ends."""
    while last < len(board.words):
        comma = board.gap(last).strip() == ","
        i = last if comma else last + 1
        joined = comma or (board.words[last].near and board.key(last) in board.lexicon.words["and"])
        span = board.owner[i] if joined and i < len(board.words) else None
        if span is None or span.term not in terms or span.first != i:
            break
        found.append(span)
        last = span.last
    return last


def _behind_of(board: Board, last: int) -> tuple[int, list[Span]]:
    """Countries or bodies behind "of": "of Russia", "de la France et de l'Allemagne"."""
    found: list[Span] = []
    span = _of(board, last) if last < len(board.words) and board.words[last].tight else None
    while span is not None:
        found.append(span)
        last = span.last
        comma = last < len(board.words) and board.gap(last).strip() == ","
        joined = comma or (last < len(board.words) and board.key(last) in board.lexicon.words["and"])
        i = last if comma else last + 1
        span = (_of(board, i) or _named(board, i)) if joined else None
    return last, found


def _of(board: Board, i: int) -> Span | None:
    """What is named behind "of" at a word."""
    hit = board.lexicon.of.longest(board.words, i) if i < len(board.words) else None
    return _named(board, hit[0]) if hit and hit[0] < len(board.words) and board.words[hit[0]].near else None


def _named(board: Board, i: int) -> Span | None:
    span = board.owner[i] if i < len(board.words) else None
    if span is None or span.first != i or span.of is None or span.term == "demonym":
        return None
    return span if span.kind in ("state", "organisation") else None


def _in_front(board: Board, start: int) -> tuple[int, list[Span]]:
    """Countries before the phrase: "Russian", "Russia's new", "NATO", "French, German and Polish"."""
    found: list[Span] = []
    i, first = start, start
    while i > 0 and (board.words[i].near or (found and board.gap(i).strip() == ",")):
        span = board.owner[i - 1]
        if span is not None and span.last == i and span.of is not None and span.kind in ("state", "organisation"):
            found.append(span)
            i = first = span.first
        elif board.words[i].near and (
            (not found and board.key(i - 1) in board.lexicon.words["between"])
            or (found and board.key(i - 1) in board.lexicon.words["and"])
        ):
            i -= 1
        else:
            break
    return first, found[::-1]


def find_bodies(board: Board) -> None:
    """A state's bodies with their country: "le ministère chinois des Affaires étrangères", "the Iranian parliament"."""
    i = 0
    while i < len(board.words):
        hit = with_country(board, board.lexicon.bodies, i)
        spans = hit[3] if hit else []
        if hit and len(spans) == 1 and spans[0].kind == "state" and spans[0].of and not _owned(board, hit[0], hit[1]):
            state = board.entities[board.state(spans[0].of)]
            id = board.local(f"{hit[2][0]} of {state.name}", "organisation", state.country)
            board.put(Span(hit[0], hit[1], "organisation", (id,), "role", of=spans[0].of))
            i = hit[1]
        else:
            i += 1


def _owned(board: Board, first: int, last: int) -> bool:
    """Whether an actor of the tables is named within: the "US State Department" has an entry of its own."""
    return any(s.term == "actor" for s in board.owners(first, last))
