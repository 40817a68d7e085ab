"""Single surnames, bound to whom the article names in full, else to a holder of office whom the tables know."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from filrouge.data.actors import Actor
from filrouge.understand.names.board import Board, Span
from filrouge.understand.names.holders import fits, holds
from filrouge.understand.names.offices import Phrase
from filrouge.understand.names.recognised import put_person
from filrouge.understand.names.words import keys_of

HIGH = frozenset(
    {"president", "prime-minister", "chancellor", "king", "queen", "emperor", "pope", "supreme-leader", "crown-prince"}
)
"""Offices whose former holders are still named by surname alone."""

HYPHENS = ("-", "–", "—", "‑")


def surname_keys(board: Board, name: str) -> Iterator[str]:
    """The keys by which an article goes on about somebody unknown to the tables, after the full name."""
    keys = keys_of(name)
    if len(keys) < 2:
        return
    if keys[0] in board.lexicon.facts.family_first and len(keys) <= 3:
        yield keys[0]
        return
    yield keys[-1]
    particles = board.lexicon.words["particles"]
    tail = list(takewhile(lambda k: k in particles, keys[-2:0:-1]))
    if tail:
        yield " ".join((*reversed(tail), keys[-1]))


def find_surnames(board: Board, offices: list[Phrase]) -> None:
    """Single surnames: of somebody whom the article names in full, else of a holder of office whom the tables know."""
    here = _named_here(board)
    heads = frozenset(key.split(" ", 1)[0] for key in here)
    before = {o.last: o for o in offices if not o.plural}
    i = 0
    while i < len(board.words):
        i = _surname_at(board, i, here, heads, before)


def find_pairs(board: Board) -> None:
    """Headlines' pairs, "Trump-Putin": two surnames on a hyphen, each of a known holder of office, of two countries."""
    for i in range(len(board.words) - 1):
        if board.gap(i + 1) not in HYPHENS or not board.free(i, i + 2):
            continue
        one, other = _bearer(board, i), _bearer(board, i + 1)
        if one and other and one.country != other.country:
            board.put(Span(i, i + 1, "person", (board.actor(one),), "surname"))
            board.put(Span(i + 1, i + 2, "person", (board.actor(other),), "surname"))


def _bearer(board: Board, i: int) -> Actor | None:
    """The only actor of a one-word surname who serves on the day, or whom nobody else shares it with."""
    if not board.words[i].upper:
        return None
    listed = [ids for last, ids in board.lexicon.surnames.walk(board.words, i) if last == i + 1]
    known = [a for id in dict.fromkeys(listed[0] if listed else ()) if (a := board.actors.get(id)) is not None]
    serving = [a for a in known if _serves(board, a)]
    if len(serving) == 1:
        return serving[0]
    alone = known if len(known) == 1 and any(r.title in HIGH for r in known[0].roles) else []
    return alone[0] if alone else None


def _named_here(board: Board) -> dict[str, list[str]]:
    """Surname key → ids of the people named in full anywhere in the article."""
    found: dict[str, list[str]] = {}
    for id in board.people():
        actor = board.actors.get(id)
        short = actor.short_names if actor is not None else ()
        for key in (*(" ".join(keys_of(n)) for n in short), *surname_keys(board, board.entities[id].name)):
            if id not in found.setdefault(key, []):
                found[key].append(id)
    return found


def _surname_at(
    board: Board, i: int, here: dict[str, list[str]], heads: frozenset[str], offices: dict[int, Phrase]
) -> int:
    word = board.words[i]
    if board.owner[i] is not None or not word.upper or _is_pronoun(board, i):
        return i + 1
    walked = [
        (last, " ".join(w.key for w in board.words[i:last]), ids)
        for last, ids in board.lexicon.surnames.walk(board.words, i)
    ]
    known = {last: (key, ids) for last, key, ids in walked}
    begins = bool(walked) or not heads.isdisjoint(word.keys)
    for last in (i + 3, i + 2, i + 1) if begins else ():
        if last > len(board.words) or not board.free(i, last) or not board.words[last - 1].upper:
            continue
        key = " ".join(w.key for w in board.words[i:last])
        local = here.get(key) or next((here[k] for k in word.keys[1:] if last == i + 1 and k in here), [])
        listed = known.get(last, ("", []))[1]
        if not local and not listed:
            continue
        if _other_name(board, i, last):
            return last
        chosen = _who(board, i, key, local, listed, offices.get(i))
        if chosen is not None:
            board.put(Span(i, last, "person", chosen, "surname"))
            return last
    if _alone(board, i):
        board.put(Span(i, i + 1, "person", (board.local(word.text, "person"),), "unknown"))
    return i + 1


def _is_pronoun(board: Board, i: int) -> bool:
    """ "He" is a family name in China, and mostly not one."""
    token = board.token(i)
    return board.key(i) in board.lexicon.words["subject"] and (token is None or token.pos == "PRON")


def _other_name(board: Board, first: int, last: int) -> bool:
    """Whether the surname is part of a longer name of somebody else: "Jill Biden"; that name is then put."""
    mark = board.marks[first]
    if mark is None:
        return False
    words = board.range_of(mark)
    start, stop = words.start, words.stop
    honorifics = board.lexicon.words["honorifics"]
    while start < first and (not board.words[start].upper or board.key(start) in honorifics or board.owner[start]):
        start += 1
    stops = board.lexicon.words["stop"]
    while stop > last and (not board.words[stop - 1].upper or board.key(stop - 1) in stops):
        stop -= 1
    if mark.kind != "person" or stop - start < 2 or stop - start > 4 or not board.free(start, stop):
        return False
    if not all(board.joins(i) and board.words[i].upper for i in range(start + 1, stop)):
        return False
    put_person(board, start, stop)
    return True


def _who(
    board: Board, i: int, key: str, local: list[str], listed: list[str], office: Phrase | None
) -> tuple[str, ...] | None:
    """The bearer of a surname; () where several are possible, None where this is no surname of anybody known."""
    if office is not None:
        fitting = [id for id in local if holds(board, id, office)]
        if len(fitting) == 1:
            return (fitting[0],)
    if len(local) > 1:  # "Jill Biden" is never called by her surname alone
        local = [id for id in local if id in listed] or local
    if local:
        return (local[0],) if len(local) == 1 else ()
    known = [a for id in listed if (a := board.actors.get(id)) is not None]
    if office is not None and office.owners:
        fitting_actors = [a for a in known if fits(board, a, office)]
        if fitting_actors:
            return (board.actor(fitting_actors[0]),) if len(fitting_actors) == 1 else ()
        return None
    titled = office is not None or board.key(i - 1) in board.lexicon.words["honorifics"]
    if not _name_like(board, i, titled) or (not titled and key in board.lexicon.words["surnames"]):
        return None
    serving = [a for a in known if _serves(board, a)]
    if len(serving) == 1:
        return (board.actor(serving[0]),)
    # Out of office: only where the word is surely a person's name ("Roe v. Wade" names no president of Senegal).
    mark = board.marks[i]
    sure = office is not None or mark is None or mark.kind == "person"
    if len(known) == 1 and sure and (any(r.title in HIGH for r in known[0].roles) or board.published is None):
        return (board.actor(known[0]),)
    return () if known and sure else None


def _name_like(board: Board, i: int, titled: bool) -> bool:
    """Whether the word is likely a surname here: after a title, marked as a name, or a proper noun to the parser."""
    if board.key(i) in board.lexicon.words["stop"] and board.marks[i] is None:
        return False
    token, mark = board.token(i), board.marks[i]
    if titled or token is None:
        return True
    if mark is not None:
        return mark.kind == "person" or len(board.range_of(mark)) == 1
    # Headlines confuse the tagger: "Zelenskyy" a noun, "Trump" an adjective. A capital goes on to a longer name.
    longer = board.joins(i + 1) and board.words[i + 1].upper
    return token.pos in ("PROPN", "NOUN", "ADJ", "ADV", "X") and not longer


def _serves(board: Board, actor: Actor) -> bool:
    when = board.published
    return when is not None and any(r.overlaps(when.start, when.end) for r in actor.roles)


def _alone(board: Board, i: int) -> bool:
    """Whether one unknown word is a person: marked as such, alone, a proper noun, and no stop word."""
    mark, token = board.marks[i], board.token(i)
    if mark is None or mark.kind != "person" or (token is not None and token.pos != "PROPN"):
        return False
    word = board.words[i]
    words = board.lexicon.words
    if len(word.text) < 2 or not word.text[0].isupper() or word.key in words["stop"] | words["honorifics"]:
        return False
    return sum(board.words[j].upper for j in board.range_of(mark)) == 1
