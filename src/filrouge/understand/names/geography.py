"""Where a name of a town or country is a place, and where it acts for a state."""

from __future__ import annotations

from filrouge.records import RawName
from filrouge.understand.names.board import Board, Span
from filrouge.understand.names.words import word_key

_POSSESSIVE = ("'s", "’s")


def settle_capitals(board: Board) -> None:
    """Every capital found becomes its state, if it acts, or the town; so do Brussels, for the Union, and others."""
    before: Span | None = None
    for span in sorted((s for s in board.spans if s.term in ("capital", "metonym")), key=lambda s: s.first):
        if not _acts(board, span, before) and span.of is not None:
            town = board.places.capital(span.of) or board.places.find(board.text(span.first, span.last))
            if town is not None and town.geonames is not None:
                span.kind, span.how = "place", "place"
                span.entities = (board.place(town),)
        before = span


def _acts(board: Board, span: Span, before: Span | None) -> bool:
    """Whether a capital stands for its state, by the word before it and its part in the sentence."""
    lexicon, first = board.lexicon, span.first
    mark = board.marks[first]
    if mark is not None and mark.kind == "other" and len(board.range_of(mark)) > span.last - span.first:
        return False  # "Jeux olympiques de Pékin"
    token = board.head(span)
    preposition = _preposition(board, first)
    if token is None:  # no parser: it acts where it opens a sentence or follows "between", "against"
        opens = first == 0 or board.words[first - 1].sentence != board.words[first].sentence
        follows = span.last < len(board.words) and board.joins(span.last) and board.words[span.last].text.islower()
        return preposition in lexicon.words["with"] or (opens and follows)
    if preposition in lexicon.words["with"] or _attributed(board, span):
        return True
    if preposition in lexicon.words["and"] and before is not None and before.last == first - 1:
        return before.kind != "place"
    governors = lexicon.governors.get(preposition)
    if governors is not None:
        above = board.governor(token, board.words[first].sentence)
        return above is not None and word_key(above.lemma) in governors
    if preposition in lexicon.words["locative"] or _dateline(board, span):
        return False
    if board.parse.reading.startswith(_POSSESSIVE, board.words[span.last - 1].end) or token.dep.startswith("nsubj"):
        return True
    if token.dep in ("obj", "dobj"):
        above = board.governor(token, board.words[first].sentence)
        return above is None or word_key(above.lemma) not in lexicon.words["visits"]
    ahead = board.token(first - 1) if first > 0 and board.words[first].near else None
    return ahead is None or ahead.pos != "ADP"  # French and English say where with a preposition


LONGEST_ATTRIBUTION = 4
"""Words in "in the eyes of"."""


def _attributed(board: Board, span: Span) -> bool:
    """Whether several words before a capital give it a word or view: "according to Moscow", "Pour Washington, …"."""
    words, first, sentence = board.lexicon.words, span.first, board.words[span.first].sentence
    start = first
    while start > max(0, first - LONGEST_ATTRIBUTION) and board.words[start - 1].sentence == sentence:
        start -= 1
        if first - start > 1 and " ".join(board.key(i) for i in range(start, first)) in words["with"]:
            return True
    fronted = first - start == 1 and board.key(start) in words["views"]
    return fronted and board.parse.reading.startswith(",", board.words[span.last - 1].end)


def _preposition(board: Board, first: int) -> str:
    """The key of the word right before, in the same sentence, an article passed over."""
    i = first - 1
    if (
        i >= 0
        and board.key(i) in board.lexicon.words["articles"]
        and board.key(i) not in board.lexicon.words["locative"]
    ):
        i -= 1
    if i < 0 or board.words[i].sentence != board.words[first].sentence or not board.words[i + 1].near:
        return ""
    return board.key(i)


def _dateline(board: Board, span: Span) -> bool:
    """ "PÉKIN — ", "Moscow (Reuters)": the first words of a line, with a dash, bracket or colon behind."""
    reading = board.parse.reading
    start, end = board.words[span.first].start, board.words[span.last - 1].end
    line_start = reading.rfind("\n", max(0, start - 3), start) >= 0 or start == 0
    return line_start and reading[end : end + 3].lstrip(" ,")[:1] in ("—", "–", "-", "(", ":")


def settle_states(board: Board) -> None:
    """A state after a word of place ("au Kazakhstan", "in Russia") is where something is."""
    for span in board.spans:
        if span.term != "state" or span.first == 0:
            continue
        if _located(board, span.first):
            token = board.head(span)
            above = board.governor(token, board.words[span.first].sentence) if token else None
            given = (
                any(word_key(above.lemma) in lemmas for lemmas in board.lexicon.governors.values()) if above else False
            )
            if not given:
                span.how = "place"


def find_places(board: Board) -> None:
    """Places that the recogniser marks, then capitalised words after a word of place."""
    named = (board.entities[id].country for id in board.named)
    context = frozenset((*(code for code, _ in board.countries.most_common(5)), *(c for c in named if c)))
    titled = board.titled
    for name in board.parse.names:
        if name.kind == "place":
            _marked(board, name, context, titled)
    for i in range(1, len(board.words)):
        if board.owner[i] is None and _located(board, i):
            _after_preposition(board, i, context)


def _marked(board: Board, name: RawName, context: frozenset[str], titled: frozenset[int]) -> None:
    words = board.range_of(name)
    first, last = words.start, words.stop
    articles, stop = board.lexicon.words["articles"], board.lexicon.words["stop"]
    context_and_language = board.lexicon.language, context
    if last - first > 1 and board.words[first].upper and board.free(first, last):  # "La Haye"
        town = board.places.find(board.text(first, last), *context_and_language)
        if town is not None:
            board.put(Span(first, last, "place", (board.place(town),), "place"))
            return
    while first < last and (board.key(first) in articles or not board.words[first].upper):
        first += 1
    if first >= last or last - first > 5 or first in titled:
        return
    inner = board.owners(first, last)
    if inner and not _names_part(board, inner, first, last):
        return
    if " ".join(w.key for w in board.words[first:last]) in stop or len(board.words[first].text) < 2:
        return
    text = board.text(first, last)
    town = board.places.find(text, *context_and_language)
    id = board.place(town) if town is not None else board.local(text, "place")
    board.put(Span(first, last, "place", (id,), "place"))


def _located(board: Board, i: int) -> bool:
    """Whether a word or two of place ("à", "près de", "访问") stand right before a word."""
    locative = board.lexicon.words["locative"]
    if not board.words[i].near:
        return False
    return board.key(i - 1) in locative or (i > 1 and f"{board.key(i - 2)} {board.key(i - 1)}" in locative)


def _names_part(board: Board, inner: list[Span], first: int, last: int) -> bool:
    """Whether a state or capital found is only the end of a longer name: "New Mexico", "Northern Ireland"."""
    span = inner[0]
    if len(inner) > 1 or span.term not in ("state", "capital") or span.first <= first or span.last < last:
        return False
    words = board.words[first : span.first]
    return all(w.upper and w.key not in board.lexicon.words["stop"] for w in words) and board.joins(span.first)


def _after_preposition(board: Board, first: int, context: frozenset[str]) -> None:
    """The longest run of up to four capitalised words, or of six Han characters, that names a town."""
    last = first
    while (
        last < len(board.words)
        and last - first < 6
        and board.owner[last] is None
        and (last == first or board.joins(last))
    ):
        last += 1
    stop = board.lexicon.words["stop"]
    for end in range(last, first, -1):
        words = board.words[first:end]
        letters = words[-1].end - words[0].start
        cased = words[0].text.upper() != words[0].text.lower()
        if not words[0].upper or not words[-1].upper or words[0].key in stop or letters < (3 if cased else 2):
            continue
        if cased and len(words) > 4:
            continue
        token = board.token(first)
        if token is not None and token.pos != "PROPN":
            return
        town = board.places.find(board.text(first, end), board.lexicon.language, context)
        if town is not None:
            board.put(Span(first, end, "place", (board.place(town),), "place"))
            return
