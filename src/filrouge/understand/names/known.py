"""Names that the tables know: actors, states, nationalities and capitals, found in one walk over the words."""

from __future__ import annotations

from filrouge.data.actors import Actor
from filrouge.records import EntityKind
from filrouge.understand.names.board import Board, Span
from filrouge.understand.names.lexicon import Term, TermKind

_ORDER: tuple[TermKind, ...] = ("actor", "state", "region", "metonym", "capital", "demonym", "prefix")


def find_known(board: Board) -> None:
    """Leftmost, longest first; of equals, in the order of ``_ORDER``."""
    i = 0
    while i < len(board.words):
        i = _at(board, i)


def _at(board: Board, first: int) -> int:
    for last, terms in reversed(board.lexicon.terms.walk(board.words, first)):
        fitting = [t for t in terms if _fits(board, first, last, t)]
        if fitting:
            kind = _first_kind(board, fitting)
            span = _span(board, first, last, [t for t in fitting if t.kind == kind])
            if span is not None:
                board.put(span)
                return last
    return first + 1


def _first_kind(board: Board, terms: list[Term]) -> TermKind:
    """The kind to prefer; a state before the body that bears its name ("le Vatican")."""
    kinds = {t.kind for t in terms}
    if kinds >= {"actor", "state"} and not any(
        (a := board.actors.get(t.id)) is not None and a.kind == "person" for t in terms if t.kind == "actor"
    ):
        return "state"
    return min(kinds, key=_ORDER.index)


def _fits(board: Board, first: int, last: int, term: Term) -> bool:
    word = board.words[first]
    if term.case == "upper" and not word.upper:
        return False
    marked = board.marks[first] is not None
    if term.case == "caps" and not (word.caps or (marked and word.upper and len(word.text) > 2)):
        return False
    if term.kind == "actor" and term.plus != board.parse.reading.startswith("+", board.words[last - 1].end):
        return False
    if term.kind == "prefix":
        follows = board.gap(last).strip() in {"-", "‐", "‑"}
        return follows and any(
            t.kind == "demonym" for _, terms in board.lexicon.terms.walk(board.words, last) for t in terms
        )
    if term.doubtful or term.kind in ("capital", "metonym"):
        return _proper(board, first)
    return True


def _proper(board: Board, first: int) -> bool:
    """Whether the recogniser or the parser takes the word for a name, or there is neither."""
    token = board.token(first)
    return board.marks[first] is not None or token is None or token.pos == "PROPN"


def _span(board: Board, first: int, last: int, terms: list[Term]) -> Span | None:
    term = terms[0]
    if term.kind == "actor":
        known = [a for id in dict.fromkeys(t.id for t in terms) if (a := board.actors.get(id)) is not None]
        chosen = known[0] if len(known) == 1 else in_office(board, known)
        how = "full-name" if known[0].kind == "person" else "alias"
        ids = (board.actor(chosen),) if chosen else ()
        return Span(first, last, known[0].kind, ids, how, "actor", chosen.id if chosen else None)
    if term.kind == "region":
        return Span(first, last, "place", (board.region(term.id),), "place", "region")
    if term.kind == "metonym":
        code = term.id.removeprefix("state:")
        if code == term.id and board.actors.get(code) is None:
            return None
        return Span(first, last, _kind(board, code), (board.state(code),), "metonym", "metonym", code)
    how = {"state": "alias", "demonym": "demonym", "prefix": "demonym", "capital": "metonym"}[term.kind]
    board.countries[term.id] += 1
    return Span(first, last, _kind(board, term.id), (board.state(term.id),), how, term.kind, term.id)


def _kind(board: Board, code: str) -> EntityKind:
    return "organisation" if board.actors.get(code) is not None else "state"


def in_office(board: Board, known: list[Actor]) -> Actor | None:
    """The only one of several namesakes who held any office in the days of publication; None where that is open."""
    when = board.published
    if when is None:
        return None
    holding = [a for a in known if any(role.overlaps(when.start, when.end) for role in a.roles)]
    return holding[0] if len(holding) == 1 else None
