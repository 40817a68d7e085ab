"""The step itself: find names, bind them, resolve what points at them, and hand over the mentions."""

from __future__ import annotations

from filrouge.data.actors import Actors
from filrouge.data.places import Places
from filrouge.records import Mention, Names, Parse, When
from filrouge.understand.names.board import Board, Span
from filrouge.understand.names.geography import find_places, settle_capitals, settle_states
from filrouge.understand.names.holders import join_titles
from filrouge.understand.names.known import find_known
from filrouge.understand.names.lexicon import lexicon
from filrouge.understand.names.offices import Phrase, find_bodies, find_offices
from filrouge.understand.names.people import find_pairs, find_surnames
from filrouge.understand.names.recognised import find_recognised, find_short_organisations
from filrouge.understand.names.references import find_references


def names(parse: Parse, published: When | None, actors: Actors, places: Places) -> Names:
    """The mentions of one article, linked: pure, and linear in the article's length.

    ``published`` dates offices and namesakes; without it only who is named in the article can hold an office.
    A state that only says where something is ("au Kazakhstan") has ``how`` "place"; a nationality ("russe")
    has "demonym".
    """
    board = Board(parse, published, actors, places, lexicon(parse.language, actors, places))
    find_references(board, name_people(board))
    find_short_organisations(board)
    settle_capitals(board)
    settle_states(board)
    find_places(board)
    mentions = tuple(_mention(board, s) for s in sorted(board.spans, key=lambda s: s.first))
    used = dict.fromkeys(id for m in mentions for id in m.entities)
    return Names(parse.article, mentions, tuple(board.entities[id] for id in used))


def name_people(board: Board) -> list[Phrase]:
    """Put everybody whom the article names; gives the offices that stand beside nobody's name."""
    find_known(board)
    find_bodies(board)
    offices = find_offices(board)
    find_pairs(board)
    find_recognised(board, offices)
    find_surnames(board, offices)
    board.named = board.people()
    return join_titles(board, offices)


def _mention(board: Board, span: Span) -> Mention:
    start, end = board.words[span.first].start, board.words[span.last - 1].end
    abbreviated = len(board.words[span.last - 1].text) == 1 and "." in board.text(span.first, span.last)
    if abbreviated and board.parse.reading.startswith(".", end):
        end += 1  # "U.S."
    return Mention(start, end, board.parse.reading[start:end], span.kind, span.entities, span.how)
