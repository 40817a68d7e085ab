"""What points at people without naming them: offices alone, counterparts, "the two leaders", pronouns."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from filrouge.records import Token
from filrouge.understand.names.board import Board, Span
from filrouge.understand.names.holders import apposition, holder, holds, note
from filrouge.understand.names.lexicon import Pair
from filrouge.understand.names.offices import Phrase, with_country

LOOK_BACK = 8
"""Sentences that "the two leaders" looks back over before it takes the two most named people."""

_CLIMB = frozenset({"appos", "conj", "flat", "flat:name", "flat:foreign", "compound", "name"})


@dataclass(slots=True)
class Discourse:
    """What has been said up to a word: who was named in which sentence, as subject or not, and how often."""

    people: dict[int, list[str]] = field(default_factory=dict)
    subjects: dict[int, list[str]] = field(default_factory=dict)
    states: dict[int, list[str]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    state_counts: Counter[str] = field(default_factory=Counter)

    def see(self, board: Board, span: Span) -> None:
        sentence = board.words[span.first].sentence
        if span.kind == "person":
            said, counts = self.people, self.counts
            if is_subject(board, span):
                _add(self.subjects, sentence, span.entities)
        elif span.kind == "state":
            said, counts = self.states, self.state_counts
        else:
            return
        _add(said, sentence, span.entities)
        counts.update(span.entities)


def _add(said: dict[int, list[str]], sentence: int, ids: tuple[str, ...]) -> None:
    known = said.setdefault(sentence, [])
    known.extend(id for id in ids if id not in known)


def is_subject(board: Board, span: Span) -> bool:
    """Whether a mention, or the title it stands beside, is the subject of a verb."""
    token = board.head(span)
    sentence = board.words[span.first].sentence
    titled = {board.words[i].token for i in span.title}
    tokens = board.parse.sentences[sentence].tokens if token else ()
    for _ in range(4):
        if token is None:
            return False
        if token.dep.startswith("nsubj"):
            return True
        if token.dep not in _CLIMB and token.head not in titled:
            return False
        above = tokens[token.head] if token.head < len(tokens) else None
        token = None if above is token else above
    return False


@dataclass(frozen=True, slots=True)
class Pending:
    """Words that may point at somebody. ``office``: for offices and counterparts; ``pair``: for pairs."""

    first: int
    last: int
    how: str
    office: Phrase | None = None
    pair: Pair | None = None


def find_references(board: Board, offices: list[Phrase]) -> None:
    """Resolve from the first to the last, since each may lean on those before it."""
    pending = [Pending(o.first, o.last, "role", office=o) for o in offices]
    pending += _counterparts(board)
    taken = {i for p in pending for i in range(p.first, p.last)}
    pending += [p for p in (*_pairs(board), *_pronouns(board)) if taken.isdisjoint(range(p.first, p.last))]
    order: list[tuple[int, int, Span | Pending]] = [(s.first, n, s) for n, s in enumerate(board.spans)]
    order += [(p.first, n - len(pending), p) for n, p in enumerate(pending)]
    said = Discourse()
    for _, _, item in sorted(order, key=lambda entry: entry[:2]):
        span = item if isinstance(item, Span) else _resolve(board, said, item)
        if span is not None and span in board.spans:
            said.see(board, span)


def _resolve(board: Board, said: Discourse, item: Pending) -> Span | None:
    if item.how == "role" and item.office is not None:
        return _office(board, said, item.office)
    if item.how == "counterpart" and item.office is not None:
        return _counterpart(board, said, item.office)
    if item.how == "pair" and item.pair is not None:
        return _pair(board, said, item, item.pair)
    if item.how == "latter":
        return _latter(board, said, item)
    return _pronoun(board, said, item)


def _put(board: Board, first: int, last: int, ids: tuple[str, ...], how: str) -> Span:
    span = Span(first, last, "person", ids, how)
    board.put(span)
    return span


# Offices ---------------------------------------------------------------------------------------------


def _office(board: Board, said: Discourse, office: Phrase) -> Span | None:
    if any(s.kind == "person" for s in board.owners(office.first, office.last)):
        return None
    first = office.first
    if first > 0 and board.key(first - 1) in board.lexicon.words["indefinite"] and not office.plural:
        return None
    if office.plural:
        ids = [holder(board, _single(office, of)) for of in office.of]
        found = tuple(dict.fromkeys(id for each in ids for id in each))
        return _put(board, first, office.last, found if len(found) == len(office.of) else (), "role")
    sole = board.lexicon.facts.sole.get(office.titles[0]) if len(office.titles) == 1 and not office.of else None
    if sole:
        office = _single(office, (sole,))
    found = holder(board, office)
    # Without a country it points back: "the Vice President" once she has been named.
    if (not found and office.former) or (not office.owners and not any(id in said.counts for id in found)):
        return None
    return _put(board, first, office.last, found, "role")


def _single(office: Phrase, of: tuple[str, ...]) -> Phrase:
    return Phrase(office.first, office.last, office.titles, (of,), False, office.former, office.start)


# Counterparts ----------------------------------------------------------------------------------------


def _counterparts(board: Board) -> list[Pending]:
    """ "son homologue chinois", "her Chinese counterpart": those beside a name only tell of that person."""
    found = []
    words = board.lexicon.words
    for i, word in enumerate(board.words):
        plural = word.key in words["counterparts"]
        if not plural and word.key not in words["counterpart"]:
            continue
        first, last, _, spans = with_country(board, board.lexicon.counterparts, i) or (i, i + 1, [], [])
        of = tuple((s.of,) for s in spans if s.of)
        phrase = Phrase(first, last, (), of if plural else of[:1], plural, False, i)
        found.append(Pending(first, last, "counterpart", office=phrase))
    return found


def _counterpart(board: Board, said: Discourse, phrase: Phrase) -> Span | None:
    other = _antecedent(board, said, phrase.first, {o for of in phrase.of for o in of})
    titles = _titles(board, other) if other else ()
    beside = None if phrase.plural else apposition(board, phrase)
    if beside is not None:
        for inner in board.owners(phrase.first, phrase.last):
            board.drop(inner)
        beside.title = range(phrase.first, phrase.last)
        if len(beside.entities) == 1:
            note(board, beside.entities[0], titles, phrase.owners)
        return None
    if not phrase.of:
        return None
    found: list[str] = []
    for of in phrase.of:
        office = Phrase(phrase.first, phrase.last, titles, (of,), False, False, phrase.start)
        found += holder(board, office) if titles else _only_of(board, of, other)
    ids = tuple(dict.fromkeys(id for id in found if id != other))
    return _put(board, phrase.first, phrase.last, ids if len(ids) == len(phrase.of) else (), "counterpart")


def _antecedent(board: Board, said: Discourse, first: int, not_of: set[str]) -> str | None:
    """Whose counterpart: the sentence's first subject so far, else the last person named, else the subject before."""
    sentence = board.words[first].sentence
    for ids in (said.subjects.get(sentence), said.people.get(sentence), said.subjects.get(sentence - 1)):
        fitting = [id for id in ids or () if board.entities[id].country not in not_of]
        if fitting:
            return fitting[0]
    return None


def _titles(board: Board, id: str) -> tuple[str, ...]:
    """What somebody is, by the article, else by the tables in the days of publication."""
    facts = board.facts.get(id)
    if facts is not None and facts.titles:
        return tuple(sorted(facts.titles))
    actor, when = board.actors.get(id), board.published
    if actor is None:
        return ()
    start, end = (when.start, when.end) if when else (None, None)
    return tuple(dict.fromkeys(r.title for r in actor.roles if len(r.of) == 2 and r.overlaps(start, end)))


def _only_of(board: Board, of: tuple[str, ...], other: str | None) -> tuple[str, ...]:
    """The only person of a country whom the article names."""
    found = [id for id in board.named if id != other and board.entities[id].country in of]
    return (found[0],) if len(found) == 1 else ()


# Pairs -----------------------------------------------------------------------------------------------


def _pairs(board: Board) -> list[Pending]:
    found = []
    i = 0
    while i < len(board.words):
        hit = board.lexicon.pairs.longest(board.words, i)
        bare = None if hit else board.lexicon.both.longest(board.words, i)
        if hit and board.free(i, hit[0]):
            found.append(Pending(i, hit[0], "pair", pair=hit[1][0]))
            i = hit[0]
        elif bare and board.free(i, bare[0]) and _is_nominal_subject(board, bare[0] - 1):
            found.append(Pending(i, bare[0], "pair", pair=Pair("person")))
            i = bare[0]
        else:
            i += 1
    return found


def _pair(board: Board, said: Discourse, item: Pending, pair: Pair) -> Span | None:
    sentence = board.words[item.first].sentence
    people = pair.kind == "person"
    by_sentence, counts = (said.people, said.counts) if people else (said.states, said.state_counts)
    for back in range(sentence, max(-1, sentence - LOOK_BACK), -1):
        ids = [id for id in by_sentence.get(back, ()) if _may_be(board, id, pair)]
        if len(ids) == 2:
            break
    else:
        ranked = [(id, n) for id, n in counts.most_common() if _may_be(board, id, pair)]
        clear = len(ranked) == 2 or (len(ranked) > 2 and ranked[1][1] > ranked[2][1])
        ids = [id for id, _ in ranked[:2]] if clear else []
    if not ids and not people:
        return None
    span = Span(item.first, item.last, pair.kind, tuple(ids), "pair")
    board.put(span)
    return span


def _may_be(board: Board, id: str, pair: Pair) -> bool:
    """Whether somebody's known titles, if any, allow the pair's word ("présidents")."""
    if not pair.titles:
        return True
    known = _titles(board, id)
    office = Phrase(0, 0, pair.titles, (), False, False, 0)
    return not known or holds(board, id, office)


# Pronouns --------------------------------------------------------------------------------------------


def _pronouns(board: Board) -> list[Pending]:
    """Third-person subjects in the singular; the impersonal is no subject to the parser."""
    found = []
    forms = board.lexicon.words["subject"] | board.lexicon.words["subjects"]
    for i, word in enumerate(board.words):
        if word.key in forms and board.owner[i] is None and _is_nominal_subject(board, i):
            token: Token | None = board.token(i)
            if token is not None and token.pos == "PRON":
                found.append(Pending(i, i + 1, "pronoun"))
        elif (latter := board.lexicon.latter.longest(board.words, i)) and board.free(i, latter[0]):
            token = board.token(latter[0] - 1)
            if token is not None and token.dep not in ("amod", "det"):
                found.append(Pending(i, latter[0], "latter"))
    return found


def _is_nominal_subject(board: Board, i: int) -> bool:
    token = board.token(i)
    return token is not None and token.dep.startswith("nsubj")


def _pronoun(board: Board, said: Discourse, item: Pending) -> Span | None:
    """The one person, or for "ils" the two, who are subjects earlier in the sentence, else in the sentence before.

    A plural looks one sentence further back, unless other things in the plural are a subject in between.
    """
    sentence = board.words[item.first].sentence
    wanted = 2 if board.key(item.first) in board.lexicon.words["subjects"] else 1
    for at in range(sentence, sentence - 1 - wanted, -1):
        subjects = said.subjects.get(at, [])
        if len(subjects) == wanted:
            return _put(board, item.first, item.last, tuple(subjects), "pronoun")
        if (subjects and wanted == 1) or (wanted == 2 and at != sentence and _plural_subject(board, at)):
            return None
    return None


def _latter(board: Board, said: Discourse, item: Pending) -> Span | None:
    """Whoever was named last, in the sentence or the one before."""
    sentence = board.words[item.first].sentence
    named = said.people.get(sentence) or said.people.get(sentence - 1)
    return _put(board, item.first, item.last, (named[-1],), "pronoun") if named else None


def _plural_subject(board: Board, sentence: int) -> bool:
    """Whether a noun in the plural is a subject there."""
    if sentence < 0:
        return True
    tokens = board.parse.sentences[sentence].tokens
    return any(t.dep.startswith("nsubj") and "Number=Plur" in t.morph and t.pos != "PRON" for t in tokens)
