"""Names that the recogniser marks and the tables do not know, and names that a title announces."""

from __future__ import annotations

from collections.abc import Collection

from filrouge.records import RawName
from filrouge.understand.names.board import Board, Span
from filrouge.understand.names.offices import Phrase
from filrouge.understand.names.words import Phrases

LONGEST_NAME = 6
"""Words of the longest personal name taken from the recogniser; longer ones are headlines run together."""


def find_recognised(board: Board, offices: list[Phrase]) -> None:
    """People first, then what is longer than one word; each trimmed of titles, articles and nationalities."""
    titled = {i for o in offices for i in range(o.first, o.last)}
    for name in board.parse.names:
        if name.kind == "person" or (name.kind != "place" and _given(board, name)):
            _person(board, name, titled)
    if board.lexicon.words["honorifics"]:
        _announced(board, offices)
    _again(board)
    for name in board.parse.names:
        if name.kind == "organisation" and len(board.range_of(name)) > 1:
            _organisation(board, name, titled)


def find_short_organisations(board: Board) -> None:
    """Organisations of one word, once the surnames are bound: the recogniser takes many a surname for one."""
    for name in board.parse.names:
        if name.kind == "organisation" and len(board.range_of(name)) == 1:
            _organisation(board, name, board.titled)


def _given(board: Board, name: RawName) -> bool:
    """Whether a name of two or three words begins with a given name that some actor of the tables bears."""
    words = board.range_of(name)
    return 2 <= len(words) <= 3 and board.key(words.start) in board.lexicon.given and board.joins(words.start + 1)


def _again(board: Board) -> None:
    """The full names of people found here, wherever else they stand: headlines escape the recogniser."""
    found: Phrases[Span] = Phrases()
    for span in board.spans:
        if span.kind == "person" and span.last - span.first > 1 and span.term is None:
            found.add(tuple(w.key for w in board.words[span.first : span.last]), span)
    for i in range(len(board.words)):
        hit = found.longest(board.words, i) if board.owner[i] is None and board.words[i].upper else None
        if hit and board.free(i, hit[0]):
            board.put(Span(i, hit[0], "person", hit[1][0].entities, "full-name"))


def _person(board: Board, name: RawName, titled: set[int]) -> None:
    words = board.range_of(name)
    first, last = words.start, words.stop
    while first < last and (first in titled or _leading(board, first)):
        first += 1
    while last > first and (
        not _name_word(board, last - 1, final=True) or board.key(last - 1) in board.lexicon.words["stop"]
    ):
        last -= 1
    if not 2 <= last - first <= LONGEST_NAME or not all(_name_word(board, i) for i in range(first, last)):
        return
    inner = board.owners(first, last)
    if any(s.kind == "person" or s.term == "actor" for s in inner) or _stopped(board, first, last):
        return
    if any(end == last for end, _ in board.lexicon.surnames.walk(board.words, first)):
        return  # a surname of several words: "von der Leyen"
    # "Jordan Bardella" holds the name of a state; "Burkina Faso" is one.
    if any(s.term == "demonym" or s.last - s.first > 1 for s in inner) or len(board.words[last - 1].text) < 2:
        return
    put_person(board, first, last)


def put_person(board: Board, first: int, last: int) -> Span:
    """A full name: of the tables where a simpler form of it is there (no initials, first and last word), else local."""
    name = board.text(first, last)
    words = board.words[first:last]
    plain = [w.text for w in words if len(w.text) > 1 and w.key not in ("jr", "sr")]
    for form in (plain, [plain[0], plain[-1]] if len(plain) > 2 else []):
        known = [a for a in board.actors.named(" ".join(form)) if a.kind == "person"] if len(form) > 1 else []
        if len(known) == 1:
            span = Span(first, last, "person", (board.actor(known[0]),), "full-name", "actor", known[0].id)
            board.put(span)
            return span
    span = Span(first, last, "person", (board.local(name, "person"),), "full-name")
    board.put(span)
    return span


def _leading(board: Board, i: int) -> bool:
    """Whether the word at the start of a recognised name is no part of it."""
    key, owner, words = board.key(i), board.owner[i], board.lexicon.words
    if owner is not None and owner.term == "demonym":
        return True
    return key in words["articles"] or key in words["honorifics"] or not board.words[i].upper


def _name_word(board: Board, i: int, final: bool = False) -> bool:
    word = board.words[i]
    if any(c.isdigit() for c in word.text) or ("\n\n" in board.gap(i) and not final):
        return False
    return word.upper or (not final and word.key in board.lexicon.words["particles"])


def _stopped(board: Board, first: int, last: int) -> bool:
    """Whether a stop word says that this is no name: the whole of it, or its first word."""
    stop = board.lexicon.words["stop"]
    return " ".join(w.key for w in board.words[first:last]) in stop or board.key(first) in stop


def _organisation(board: Board, name: RawName, titled: Collection[int]) -> None:
    words = board.range_of(name)
    first, last = words.start, words.stop
    while first < last and board.key(first) in board.lexicon.words["articles"]:
        first += 1
    if first >= last or last - first > 2 * LONGEST_NAME or not board.words[first].upper or _stopped(board, first, last):
        return
    inner = board.owners(first, last)
    if all(i in titled for i in range(first, last)):
        return
    if any(s.kind == "person" or s.term in ("actor", "region", None) for s in inner):
        return
    # A country's name alone is the country; within a longer name it is a part of that ("Bank of China").
    if inner and inner[0].first <= first and inner[-1].last >= last and len(inner) == 1:
        return
    if len(inner) > 2 or (last - first == 1 and len(board.words[first].text) < 2):
        return
    board.put(Span(first, last, "organisation", (board.local(board.text(first, last), "organisation"),), "full-name"))


def _announced(board: Board, offices: list[Phrase]) -> None:
    """Two to four capitalised words right after a title are a name, marked or not: "Foreign Minister X Y"."""
    honorifics = board.lexicon.words["honorifics"]
    ends = {o.last for o in offices if not o.plural}
    for i in range(len(board.words)):
        if i not in ends and not (board.key(i - 1) in honorifics and board.words[i - 1].upper):
            continue
        last = i
        while last < len(board.words) and last - i < 4 and _continues(board, i, last):
            last += 1
        while last > i and not board.words[last - 1].upper:
            last -= 1
        if last - i >= 2 and i > 0 and board.gap(i) in (" ", ". ", "\n"):
            put_person(board, i, last)


def _continues(board: Board, first: int, i: int) -> bool:
    word = board.words[i]
    if i > first and not word.tight and board.gap(i) != ". ":
        return False
    if board.owner[i] is not None or any(c.isdigit() for c in word.text) or word.key in board.lexicon.words["stop"]:
        return False
    if word.key in board.lexicon.words["honorifics"]:
        return False
    if not word.text[0].isupper():
        following = board.words[i + 1] if i + 1 < len(board.words) else None
        return i > first and word.key in board.lexicon.words["particles"] and following is not None and following.upper
    token = board.token(i)
    return token is None or token.pos == "PROPN"
