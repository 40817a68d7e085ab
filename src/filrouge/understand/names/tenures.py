"""Who is told in which office, and when they held it: what an article without a date says of its own time."""

from __future__ import annotations

from collections.abc import Iterator

from filrouge.data.actors import Actors, Role
from filrouge.data.places import Places
from filrouge.records import Parse, Tenure
from filrouge.understand.names.board import Board
from filrouge.understand.names.lexicon import lexicon
from filrouge.understand.names.link import name_people


def tenures(parse: Parse, actors: Actors, places: Places) -> tuple[Tenure, ...]:
    """Every "le président américain Joe Biden" of an article whose office the tables know, in order of the text.

    One for each time that the person held it, and none for a former or an elected holder.
    """
    board = Board(parse, None, actors, places, lexicon(parse.language, actors, places))
    name_people(board)
    found: list[Tenure] = []
    for span in sorted(board.spans, key=lambda s: s.first):
        if not span.title or len(span.entities) != 1:
            continue
        (id,) = span.entities
        actor = actors.get(id)
        if actor is not None and id in board.facts:
            start = board.words[span.first].start
            found += [Tenure(start, actor.name, r.title, r.since, r.until) for r in _roles(board, id, actor.roles)]
    return tuple(found)


def _roles(board: Board, id: str, roles: tuple[Role, ...]) -> Iterator[Role]:
    facts = board.facts[id]
    for role in roles:
        if role.title in facts.titles and (not facts.of or role.of in facts.of):
            yield role
