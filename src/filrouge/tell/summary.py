"""Summaries made of the articles' own sentences: LexRank over sentence vectors, lead bias, redundancy removed.

Erkan and Radev, "LexRank" (JAIR 22, 2004), in its continuous form, with the place of a sentence in its article as
the bias of the random walk; then maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from filrouge.records import Article
from filrouge.text.sentences import sentences, wordless

Vectors = NDArray[np.float32]

FIRST_SENTENCES = 12
"""Of each article: what sums a news text up stands in its first paragraphs."""
SHORTEST, LONGEST = 6, 70
"""Words of a sentence worth quoting: shorter ones are headings and exclamations, longer ones lists."""
CHARACTERS = (30, 500)
"""The same for scripts that part no words."""
DAMPING = 0.85
"""Of the random walk, as in PageRank and LexRank."""
WALK = 40
"""Steps of the power iteration: .85^40 is .0015."""
RELEVANCE = 0.7
"""Weight of being central against being new, the usual choice for news."""
SAME = 0.8
"""Similarity from which a sentence says what another has said; measured pairs of translations lie at .64 to .85."""
ENDING = 8
"""Characters at the end of a sentence where its mark is looked for."""
_ENDS = re.compile(r"[.!?。！？][\s»”\"'’)\]」』）]*$")
"""How a whole sentence ends; one that ends in an ellipsis is mostly cut."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be quoted; ``start``/``end`` are offsets into the article's ``text``."""

    article: str
    start: int
    end: int
    sentence: str
    position: int
    """Its number in the article, from 0."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A sentence of the summary; ``score`` is how central it is, 1 the most."""

    candidate: Candidate
    score: float


def candidates(article: Article, most: int = FIRST_SENTENCES, whole: bool = True) -> tuple[Candidate, ...]:
    """The first sentences of an article that may be quoted: of some length, no captions.

    ``whole``: only those that begin and end as a sentence does, so no headings and nothing that was cut.
    """
    captions = {" ".join(image.caption.split()) for image in article.images if image.caption}
    found: list[Candidate] = []
    for start, end in sentences(article.text):
        sentence = article.text[start:end]
        plain = " ".join(sentence.split())
        if _quotable(plain, whole) and not any(plain in caption for caption in captions):
            found.append(Candidate(article.id, start, end, sentence, len(found)))
            if len(found) >= most:
                break
    return tuple(found)


def _quotable(sentence: str, whole: bool) -> bool:
    """Whether it is a sentence of the text: it ends as one, it opens as one, it bears no mark of a credit."""
    if whole and (sentence[0].islower() or sentence.endswith("...") or not _ENDS.search(sentence[-ENDING:])):
        return False
    if "©" in sentence or not CHARACTERS[0] <= len(sentence) <= CHARACTERS[1]:
        return False
    words = len(sentence.split())
    return SHORTEST <= words <= LONGEST or (words < SHORTEST and wordless(sentence))


def summarise(
    given: Sequence[Candidate], vectors: Vectors, length: int, said: Iterable[Vectors] = ()
) -> tuple[Chosen, ...]:
    """At most ``length`` of the candidates, the most central first, none saying what another or ``said`` says.

    ``vectors``: a unit row for each candidate; ``said``: unit vectors of what was quoted before.
    """
    if not given or length < 1:
        return ()
    likeness = np.clip(vectors @ vectors.T, 0.0, 1.0)
    score = centrality(likeness, np.array([1.0 / (1 + c.position) for c in given], dtype=np.float32))
    score = score / score.max()
    before = list(said)
    nearest = np.max(np.stack([vectors @ v for v in before]), axis=0) if before else np.zeros(len(given), np.float32)
    chosen: list[int] = []
    while len(chosen) < length:
        worth = RELEVANCE * score - (1 - RELEVANCE) * nearest
        worth[nearest >= SAME] = -np.inf
        worth[chosen] = -np.inf
        best = int(np.argmax(np.round(worth, 5)))  # rounded: equal on every machine; ties go to the first
        if not np.isfinite(worth[best]):
            break
        chosen.append(best)
        nearest = np.maximum(nearest, likeness[best])
    return tuple(Chosen(given[i], round(float(score[i]), 3)) for i in chosen)


def centrality(likeness: Vectors, bias: Vectors) -> Vectors:
    """How often a random walk over like sentences, restarted by the bias, visits each; they sum to one."""
    share = likeness / np.maximum(likeness.sum(axis=1, keepdims=True), 1e-9)
    restart = bias / bias.sum()
    visits = restart.copy()
    for _ in range(WALK):
        visits = DAMPING * (visits @ share) + (1 - DAMPING) * restart
    found: Vectors = np.asarray(visits, dtype=np.float32)
    return found
