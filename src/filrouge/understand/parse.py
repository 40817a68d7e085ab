"""Step 3: an article's reading to sentences, tokens and raw names, in its own language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, cast

from filrouge.lang.fr import verbs
from filrouge.records import NameKind, Parse, RawName, Sentence, Token
from filrouge.text.normalise import straight
from filrouge.understand import models
from filrouge.understand.recognisers import recogniser

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline
    from spacy.tokens import Doc

_KINDS: dict[str, NameKind] = {
    "PER": "person",
    "PERSON": "person",
    "ORG": "organisation",
    "NORP": "other",
    "LOC": "place",
    "GPE": "place",
    "FAC": "place",
    "MISC": "other",
    "EVENT": "other",
}

Settle = Callable[[tuple[Token, ...], frozenset[str]], tuple[Token, ...]]
"""(tokens of a sentence, infinitives that the model knows) to tokens: what a language knows better than its model."""


def _as_given(tokens: tuple[Token, ...], infinitives: frozenset[str]) -> tuple[Token, ...]:
    return tokens


_SETTLE: dict[str, Settle] = {"fr": verbs.corrected}

_WORD = re.compile(r"\w+|[^\w\s]")
# "30. Oktober": a day's number takes a full stop in German and its neighbours, and ends no sentence.
_STOP = re.compile(r"(?:(?<!\b\d)(?<!\b\d\d)\.|[!?…])[.!?…]*[»”\"')\]]*\s+|[。！？]+[」』”]*")

LONGEST_RUN = 500
"""Characters without a blank: longer than any word or address that matters, and a few milliseconds of tokenising."""

NARROWEST, WIDEST = 50, 100
"""Characters: e-mail, agencies and plain-text converters wrap at 60 to 80; wider lines are paragraphs."""

_TITLES = frozenset({"M.", "MM.", "Mr.", "Mrs.", "Ms.", "Dr.", "Gen.", "Sen.", "Rep.", "Gov.", "Prof.", "St.", "Mgr."})
_CLOSING = frozenset("»”\"’')]")

_COLUMNS = ("IDX", "LENGTH", "SENT_START", "IS_SPACE", "HEAD", "LEMMA", "POS", "DEP", "MORPH")
_NO_FEATURES = "_"

LONGEST_LINE = 20_000
"""Characters given to a model at once; a longer line is parsed in pieces. An article's paragraph has some 500."""


class Parser:
    """Keeps the models that it has loaded; give each process its own.

    Loading a model takes 2 to 4 s and 200 to 400 MB; it happens at the first text in that language.
    """

    def __init__(self) -> None:
        self._pipelines: dict[str, Pipeline | None] = {}
        self._infinitives: dict[str, frozenset[str]] = {}

    def parse(self, article: str, reading: str, language: str | None) -> Parse:
        """Sentences of ``reading`` in order. Without a model: words alone, ``has_syntax`` False, and no names but by
        a recogniser of the language, where that extra is installed."""
        tag = (language or "").split("-")[0].lower()
        pipeline = self._pipeline(tag)
        lines = list(_lines(reading))
        sentences: list[Sentence] = []
        names: list[RawName] = []
        if pipeline is None:
            recognise = recogniser(tag)
            for start, line in lines:
                sentences.extend(_plain_sentences(start, line))
                if recognise is not None:
                    found = recognise(straight(line))
                    names.extend(RawName(start + n.start, start + n.end, n.kind) for n in found)
        else:
            plain = [straight(line) for _, line in lines]  # the models were trained on such
            docs = pipeline.pipe(plain)
            settle, infinitives = _SETTLE.get(tag, _as_given), self._infinitives[tag]
            for (start, _), line, doc in zip(lines, plain, docs, strict=True):
                read = [settle(tokens, infinitives) for tokens in _sentences(start, line, doc)]
                sentences.extend(Sentence(tokens[0].start, tokens[-1].end, tokens) for tokens in read)
                names.extend(
                    RawName(start + e.start_char, start + e.end_char, _KINDS[e.label_])
                    for e in doc.ents
                    if e.label_ in _KINDS
                )
        return Parse(article, language, reading, tuple(sentences), tuple(names), pipeline is not None)

    def _pipeline(self, tag: str) -> Pipeline | None:
        if tag not in self._pipelines:
            pipeline = models.load(tag)
            if pipeline is not None:
                self._infinitives[tag] = models.infinitives(pipeline)
            self._pipelines[tag] = pipeline
        return self._pipelines[tag]


def _lines(reading: str) -> Iterator[tuple[int, str]]:
    """Each line that is not blank with its offset; hard-wrapped lines joined, overlong ones cut.

    A line is wrapped where its block is narrow and the next line's first word would not have fitted on it.
    """
    start = 0
    for block in reading.split("\n\n"):
        joined = list(block.split("\n"))
        width = max(map(len, joined))
        held, at = "", start
        for line in joined:
            word = line.split(" ", 1)[0]
            last = held[held.rfind("\n") + 1 :]
            if held and NARROWEST <= width <= WIDEST and line.strip() and len(last) + 1 + len(word) > width:
                held += "\n" + line
                continue
            yield from _cut(at, held)
            at += len(held) + 1 if held or line is not joined[0] else 0
            held = line
        yield from _cut(at, held)
        start += len(block) + 2


def _cut(start: int, line: str) -> Iterator[tuple[int, str]]:
    """The line in pieces that a model can be given; the tokeniser's time is quadratic in a run without blanks."""
    begin = run = 0
    for n, char in enumerate(line):
        run = 0 if char.isspace() else run + 1
        if run >= LONGEST_RUN or n - begin >= LONGEST_LINE:
            yield from _piece(start + begin, line[begin:n])
            begin, run = n, 0
    yield from _piece(start + begin, line[begin:])


def _piece(start: int, text: str) -> Iterator[tuple[int, str]]:
    if text.strip():
        yield start, text.replace("\n", " ")


def _sentences(offset: int, line: str, doc: Doc) -> Iterator[tuple[Token, ...]]:
    """The tokens of each sentence of the line, but not the blanks that the model counts as such; heads keep right.

    The model also breaks inside a sentence, at a name that it does not know: only a break after an end
    mark is believed, and a joined sentence keeps one root for each of its pieces.
    """
    # One array for the line, read by columns: asking each token for each attribute costs several times that.
    table = doc.to_array(list(_COLUMNS)).astype("int64").T
    begins, lengths, breaks, blanks, steps = table[:5].tolist()
    string = cast("Callable[[int], str]", doc.vocab.strings.__getitem__)
    lemmas, kinds, deps, features = ([*map(string, keys)] for keys in table[5:].astype("uint64").tolist())
    ends = [begin + length for begin, length in zip(begins, lengths, strict=True)]
    words = [line[begin:end] for begin, end in zip(begins, ends, strict=True)]
    pending: list[int] = []
    kept: list[list[int]] = []
    for i, (breaking, blank) in enumerate(zip(breaks, blanks, strict=True)):
        if breaking == 1 and pending and _closed(words, begins, ends, pending):
            kept.append(pending)
            pending = []
        if not blank:
            pending.append(i)
    for places in (*kept, pending) if pending else kept:
        place = {i: n for n, i in enumerate(places)}
        yield tuple(
            Token(
                offset + begins[i],
                offset + ends[i],
                words[i],
                lemmas[i],
                kinds[i],
                deps[i],
                place.get(i + steps[i], n),
                "" if features[i] == _NO_FEATURES else features[i],
            )
            for n, i in enumerate(places)
        )


def _closed(words: Sequence[str], begins: Sequence[int], ends: Sequence[int], places: Sequence[int]) -> bool:
    """Whether the last token that is no closing mark ends a sentence; the stop of "M." or "Dr." does not."""
    for n in range(len(places) - 1, -1, -1):
        i = places[n]
        text = words[i]
        if text in _CLOSING:
            continue
        if text == "." and n and ends[places[n - 1]] == begins[i]:
            text = words[places[n - 1]] + "."
        return text[-1] in ".!?…" and text not in _TITLES
    return False


def _plain_sentences(offset: int, line: str) -> Iterator[Sentence]:
    """Sentences by end marks, tokens by word and mark; each token its own head."""
    begin = 0
    for end in [*(m.end() for m in _STOP.finditer(line)), len(line)]:
        tokens = tuple(
            Token(offset + begin + m.start(), offset + begin + m.end(), m[0], m[0].lower(), "", "", n, "")
            for n, m in enumerate(_WORD.finditer(line[begin:end]))
        )
        if tokens:
            yield Sentence(tokens[0].start, tokens[-1].end, tokens)
        begin = end
