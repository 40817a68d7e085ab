"""The words around a name: where its noun phrase begins, what title leads up to it, which preposition introduces it."""

from __future__ import annotations

from filrouge.data.kinds import Words
from filrouge.lang import syntax
from filrouge.lang.clauses import Clauses
from filrouge.records import Sentence, Token

_APPOSED = frozenset(
    {"appos", "flat:name", "flat:foreign", "compound", "amod", "nmod", "dep", "advmod", "obj", "nsubj"}
)
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "X"})
LONGEST_TITLE = 14
"""Tokens from a title to the name: "ministre de l'Agriculture et de la Souveraineté alimentaire, " fits."""


def title_of(
    sentence: Sentence, folded: tuple[str, ...], first: int, last: int, people: frozenset[int], words: Words
) -> int | None:
    """Where the noun stands that says what a person is, if one leads up to the name: "la maire de Lyon, X".

    Between the two stand only the noun's complements, and right before the name perhaps a comma, where the name
    is no subject of what follows.
    """
    tokens = sentence.tokens
    n = first - 1
    if n > 0 and tokens[n].text == ",":
        after = tokens[last + 1] if last + 1 < len(tokens) else None
        if after is not None and (after.pos in syntax.VERBAL or folded[last + 1] in words.reflexive):
            return None
        n -= 1
    while n >= 0 and first - n <= LONGEST_TITLE and n not in people:
        token = tokens[n]
        if folded[n] in words.titles and token.pos not in syntax.VERBAL:
            return n
        if not (token.pos in _NOMINAL or token.pos == "DET" or folded[n] in words.complements) or token.text in ",;:":
            return None
        n -= 1
    return None


def introduced(
    sentence: Sentence, first: int, last: int, others: frozenset[int], title: int | None, said: Clauses
) -> tuple[int, str | None]:
    """Where the noun phrase around a name begins, and the preposition before it, lower case; None for none.

    Words of ``others``, the mentions beside it, are never part of the phrase. The words of a title ("le président
    ukrainien", "Foreign Minister") belong to the phrase; a title with a complement of its own ("le ministre des
    Affaires étrangères") is crossed where the parser ties the name to it.
    """
    tokens = sentence.tokens
    n = _title_begins(sentence, first, last, others, said) if title is None else title
    while n > 0 and n - 1 not in others:
        before = tokens[n - 1]
        if before.pos in _NOMINAL and before.text not in ",;:":
            if before.pos == "NOUN" and n == first and before.text[0].islower() and _led_in(sentence, n - 1, said):
                break  # "en grande pompe X": a noun with a preposition of its own is no title
            n -= 1
        elif n > 1 and before.text in ("'s", "’s") and tokens[n - 2].pos == "PROPN" and n - 2 not in others:
            n -= 1  # "with South Korea's X": whose leader he is
        elif before.pos == "DET" or before.text.lower() in said.articles:
            n -= 1
            if n > 0 and _adposition(tokens[n - 1], said):
                return n, _plainly(tokens[n - 1], said)
            return n, None
        elif _adposition(before, said):
            return n, _plainly(before, said)
        else:
            break
    if last + 1 < len(tokens) and tokens[last + 1].text in ("'s", "’s"):
        return n, "'s"
    return n, None


def _led_in(sentence: Sentence, noun: int, said: Clauses) -> bool:
    """Whether the parse gives a noun that leads up to no name a preposition other than "de" or "of"."""
    return any(
        sentence.tokens[k].pos == "ADP" and sentence.tokens[k].text.lower() in said.manner
        for k in syntax.children(sentence, noun)
        if k < noun
    )


def _title_begins(sentence: Sentence, first: int, last: int, others: frozenset[int], said: Clauses) -> int:
    """Where the title of a name begins: its governor to the left by apposition, or its dependents to the left."""
    tokens = sentence.tokens
    head = next((h for h in syntax.ancestors(sentence, first) if not first <= h <= last), first)
    if (
        head < first
        and not others & set(range(head, first))
        and tokens[head].pos in ("NOUN", "PROPN")
        and tokens[first].dep in _APPOSED
        and not _led_in(sentence, head, said)
    ):
        between = tokens[head + 1 : first]
        # "ministre des Affaires étrangères X" is crossed; in "l'appel de X" the "de" is the name's own
        crossed = [k for k, t in enumerate(between, head + 1) if _adposition(t, said)]
        inner = all(
            tokens[k].text.lower() in said.complements
            and any(t.pos in ("NOUN", "PROPN") for t in tokens[k + 1 : first])
            for k in crossed
        )
        if inner and not any(t.text in (",", ";", ":", "'s") or t.pos in ("CCONJ", "VERB", "AUX") for t in between):
            return head
    left = [
        k
        for n in range(first, last + 1)
        for k in syntax.children(sentence, n)
        if k < first
        and not others & set(range(k, first))
        and tokens[k].dep in ("nmod", "compound", "amod")
        and tokens[k].pos in ("NOUN", "PROPN", "ADJ")
        and not any(t.text.lower() in said.partners for t in tokens[k:first])
    ]
    return min([first, *(k for k in left if not any(t.text in ",;:" for t in tokens[k:first]))])


def _adposition(token: Token, said: Clauses) -> bool:
    return token.pos == "ADP" or token.text.lower() in said.partners


def _plainly(token: Token, said: Clauses) -> str:
    """A preposition as it stands before a bare name."""
    return said.contracted.get(token.text.lower(), token.text.lower())


def to_a_state(sentence: Sentence, first: int) -> bool:
    """ "consacré à l'Ukraine", "aide à la Grèce": French names the country where something is with "en" or "au"."""
    words = [t.text.lower() for t in sentence.tokens[max(0, first - 2) : first]]
    return words[:1] == ["à"] and words[1:] in (["l'"], ["la"], ["l’"])
