"""Who holds which office: by what the article says, else by the tables on the days of publication."""

from __future__ import annotations

from collections.abc import Iterable

from filrouge.data.actors import Actor
from filrouge.understand.names.board import Board, Span
from filrouge.understand.names.offices import Phrase


def fits(board: Board, actor: Actor, office: Phrase) -> bool:
    """Whether the tables have the actor in the office in the days of publication (ever, where those are open)."""
    start, end = (board.published.start, board.published.end) if board.published else (None, None)
    wanted = titles_of(board, office)
    return any(
        _title_fits(role.title, wanted)
        and (not office.owners or role.of in office.owners)
        and (office.former or role.overlaps(start, end))
        for role in actor.roles
    )


def titles_of(board: Board, office: Phrase) -> tuple[str, ...]:
    """The office's titles; the foreign minister of a union is its high representative."""
    extra = ("high-representative",) if "foreign-minister" in office.titles else ()
    return (*office.titles, *extra)


def _title_fits(title: str, wanted: Iterable[str]) -> bool:
    return title in wanted or (title.startswith("ambassador-to:") and "ambassadors" in wanted)


def holds(board: Board, id: str, office: Phrase) -> bool:
    """Whether somebody named in the article may be the holder of an office, by the article or by the tables."""
    facts = board.facts.get(id)
    if facts is not None and facts.titles & set(titles_of(board, office)):
        if not office.owners or facts.of & set(office.owners):
            return True
        if facts.of:
            return False
    actor = board.actors.get(id)
    return actor is not None and fits(board, actor, office)


def holder(board: Board, office: Phrase) -> tuple[str, ...]:
    """Whom a phrase of office means; () where that is open.

    Somebody whom the article names comes first, if just one may hold the office; then the tables, if on the
    days of publication just one person held it.
    """
    key = (office.titles, office.owners, office.former)
    if key not in board.holders:
        board.holders[key] = _holder(board, office)
    return board.holders[key]


def _holder(board: Board, office: Phrase) -> tuple[str, ...]:
    named = [id for id in board.named if holds(board, id, office)]
    if len(named) == 1:
        return (named[0],)
    if not office.owners or office.former:
        return ()
    found = _by_table(board, office)
    return (board.actor(found[0]),) if len(found) == 1 and (not named or found[0].id in named) else ()


def _by_table(board: Board, office: Phrase) -> list[Actor]:
    when = board.published
    if when is None:
        return []
    facts = board.lexicon.facts
    titles = titles_of(board, office)
    if titles[: len(facts.groups["leaders"])] == facts.groups["leaders"]:
        state = next((o for o in office.owners if len(o) == 2), None)
        if state is not None:
            if state in facts.open_leaders:
                return []
            titles = (facts.leaders.get(state, "president"),)
    held: dict[str, Actor] = {}
    for of in office.owners:
        for title in set(titles) - facts.shared:
            held.update({a.id: a for a in board.actors.holders(title, of, when.start, when.end)})
    return list(held.values())


def apposition(board: Board, office: Phrase) -> Span | None:
    """The name that an office stands right beside: "le président Xi", "Xi, président de la Chine,"; None without."""
    after = board.owner[office.last] if office.last < len(board.words) else None
    if after is not None and after.kind == "person" and after.first == office.last:
        gap = board.gap(office.last)
        if not gap.strip() or (gap.strip() == "," and _agrees(board, after, office)):
            return after
    if (
        after is None
        and office.last + 1 < len(board.words)
        and board.key(office.last) in board.lexicon.words["honorifics"]
    ):
        behind = board.owner[office.last + 1]
        if behind is not None and behind.kind == "person" and not board.gap(office.last + 1).strip(". \n"):
            return behind
    i = office.first
    if i > 0 and board.key(i - 1) in board.lexicon.words["articles"] and "," not in board.gap(i):
        i -= 1
    before = board.owner[i - 1] if i > 0 else None
    if before is not None and before.kind == "person" and board.gap(i).strip() in {",", "(", "–", "—"}:
        return before if _agrees(board, before, office) else None
    return None


def _agrees(board: Board, span: Span, office: Phrase) -> bool:
    """Whether nothing known of the person speaks against the office's country."""
    if len(span.entities) != 1:
        return False
    entity = board.entities[span.entities[0]]
    states = {o for o in office.owners if len(o) == 2}
    return not states or entity.country is None or entity.country in states


def join_titles(board: Board, offices: list[Phrase]) -> list[Phrase]:
    """Offices beside a name become what the article says of that person; the others are given back."""
    alone: list[Phrase] = []
    for office in offices:
        span = None if office.plural else apposition(board, office)
        if span is None:
            alone.append(office)
            continue
        for inner in board.owners(office.first, office.last):
            if inner is not span:
                board.drop(inner)
        span.title = range(office.first, office.last)
        if len(span.entities) == 1 and not office.former:
            note(board, span.entities[0], office.titles, office.owners)
    return alone


def note(board: Board, id: str, titles: Iterable[str], owners: Iterable[str]) -> None:
    """Remember what the article says of somebody; the country becomes the entity's where the tables have none."""
    facts = board.person_facts(id)
    facts.titles.update(titles)
    facts.of.update(owners)
    entity = board.entities[id]
    state = next((o for o in owners if len(o) == 2 and o.isupper()), None)
    if id.startswith("local:") and entity.country is None and state:
        board.local(entity.name, "person", state)
