"""What attributes words to somebody: verb groups, "according to", nouns such as "remarks by", from lang/*/quotes.toml.

Verbs are found by form (the tables hold stems and endings), so that a language without a parser is read too;
where there is a parser, it only overrules nouns that look like verbs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from filrouge.lang import table
from filrouge.text.wordlist import either
from filrouge.understand.speech.quotes import MASK

CueKind = Literal["say", "frame", "source", "view", "noun"]
Form = Literal["finite", "past", "present_participle"]

MOST_CUES = 40
"""Cues kept of one sentence; more than six or seven are a list or a broken page."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb group with its auxiliaries and adverbs ("n'a pas non plus déclaré"), or a preposition, or a noun."""

    start: int
    end: int
    verb: int
    """Where the full verb itself begins; ``start`` for the other kinds."""
    lemma: str
    kind: CueKind
    participle: bool = False
    """A present participle: its subject is elsewhere in the sentence."""
    negated: bool = False
    clitic: bool = False
    """Its subject is a pronoun inside the group ("a-t-il ajouté", "dit-elle")."""
    relative: bool = False
    reported: bool = False
    """"as saying": the speaker is who was quoted."""
    relays: bool = False
    """A verb with which the press is credited rather than speaks ("a rapporté Reuters")."""


def _words_pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Any of ``words`` as whole words, longest first; matches nothing where there are none."""
    return re.compile(r"(?<![\w-])" + either(words, after=r"\b"))


def _contracted(phrases: Iterable[str], contractions: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """The phrases, and those that end in a preposition also with what it becomes before an article ("de", "du")."""
    for phrase in phrases:
        yield phrase
        head, _, last = phrase.rpartition(" ")
        yield from (f"{head} {form}" for form in contractions.get(last, ()) if head)


class Lexicon:
    """One language's attribution table, compiled; sets are lower case with straight apostrophes."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        def words(key: str) -> frozenset[str]:
            return frozenset(str(w).lower() for w in data.get(key, ()))

        self.known = bool(data)
        self.abbreviations = frozenset(str(w) for w in data.get("abbreviations", ()))
        self.determiners = words("determiners")
        self.definite = words("definite")
        self.auxiliaries = words("auxiliaries")
        self.passive = words("passive")
        self.reflexive = words("reflexive")
        self.negative = words("negative_particles")
        self.pronouns = words("pronouns")
        self.impersonal = words("impersonal")
        self.relatives = words("relatives")
        self.conjunctions = words("conjunctions")
        self.complementisers = words("complementisers")
        self.possessives = words("possessives")
        self.dative = words("dative")
        self.roles = words("roles")
        self.bodies = words("bodies")
        self.media_nouns = words("media_nouns")
        self.platforms = tuple(str(w) for w in data.get("platforms", ()))
        self.post_platform = str(data.get("post_platform", ""))
        adverbs = words("adverbs")
        self.fillers = frozenset(p for a in adverbs for p in a.split()) | words("negations") | words("clitics")
        self.group = self.fillers | self.auxiliaries | self.passive | self.reflexive | self.negative
        self.hyponyms = {str(k): frozenset(v) for k, v in data.get("hyponyms", {}).items()}
        self.frames = words("frames")
        self.relay_verbs = words("relays")
        self.after_only = words("after_only")
        self.tonic = words("tonic")
        self.modals = words("modals")
        self.as_saying = words("as_saying")
        self.citing = words("citing")
        self.recalls = words("recalls")
        self.denials = words("denials")
        objects = "|".join(re.escape(str(o)) for o in data.get("objects", ()))
        self.object = re.compile(rf"\s(?:{objects})(?<=['\s])(?!plus\b|moins\b)" if objects else r"(?!)")
        self.view = _words_pattern(data.get("views", ()))
        self.elides = any(w.endswith("'") for w in self.determiners)
        self.word = re.compile(r"[^\W_]+'|[^\W_]+" if self.elides else r"[^\W_]+(?:'[^\W_]+)*")
        self.adverb_words = frozenset(p for a in adverbs for p in a.split()) - words("clitics")
        self.aside = re.compile(either(data.get("asides", ())))
        self.adverb = _words_pattern(adverbs)
        self.boundary = _words_pattern(data.get("boundaries", ()))
        self.stop = _words_pattern(data.get("stops", ()))
        self.complementiser = _words_pattern(self.complementisers)
        articles = "|".join(re.escape(a) + ("" if a.endswith("'") else r"\s") for a in sorted(self.determiners))
        audience = _words_pattern(data.get("audience", ()))
        self.audience = re.compile(rf"(?:{articles})?{audience.pattern}" if articles else audience.pattern)
        described = "|".join(re.escape(w) for w in sorted(self.roles | self.bodies, key=len, reverse=True))
        self.subject = re.compile(rf"\s(?:{articles})(?:[^\W\d_]+\s){{0,2}}?(?:{described})\b" if articles else r"(?!)")
        """A described speaker right after a verb."""
        contractions = {str(k): tuple(v) for k, v in data.get("contractions", {}).items()}
        self.role = _words_pattern(self.roles | self.bodies)
        self.person_role = _words_pattern(self.roles)
        self.media = _words_pattern(self.media_nouns)
        self.source = _words_pattern([*_contracted(data.get("sources", ()), contractions), *self.citing])
        self.carrier = _words_pattern(_contracted(data.get("carriers", ()), contractions))
        self.microphone = _words_pattern(_contracted(data.get("microphones", ()), contractions))
        self.noun = _words_pattern(data.get("nouns", ()))
        self.possessive = _words_pattern(self.possessives)
        self.addressee = _words_pattern(data.get("addressees", ()))
        self.post = _words_pattern(data.get("posts", ()))
        prepositions = "|".join(re.escape(str(p)) for p in data.get("platform_prepositions", ()))
        names = "|".join(re.escape(p) for p in sorted(self.platforms, key=len, reverse=True))
        self.platform = re.compile(rf"\b(?:{prepositions})\s+({names})\b" if prepositions and names else r"(?!)")
        self.forms: dict[str, tuple[str, frozenset[Form]]] = {}
        self.phrases: dict[str, tuple[tuple[str, ...], ...]] = {}
        for lemma, form, kind in _conjugated(data):
            _, had = self.forms.get(form, (lemma, frozenset()))
            self.forms[form] = (self.forms.get(form, (lemma,))[0], had | {kind})
        phrases: dict[str, list[str]] = {}
        for form in self.forms:
            if " " in form:
                phrases.setdefault(form.split()[0], []).append(form)
        self.phrases = {first: (tuple(sorted(many, key=len, reverse=True)),) for first, many in phrases.items()}


def _conjugated(data: Mapping[str, Any]) -> Iterator[tuple[str, str, Form]]:
    kinds: tuple[Form, ...] = ("finite", "past", "present_participle")
    for group in data.get("conjugation", ()):
        for stems in group["stems"]:
            first, *others = stems.split()
            for stem in (first, *others):
                for kind in kinds:
                    for ending in group.get(kind, ()):
                        yield first + group["lemma"], stem + ending, kind
    for lemma, forms in data.get("forms", {}).items():
        for kind in kinds:
            for form in forms.get(kind, ()):
                yield lemma, form, kind


@cache
def lexicon(language: str | None) -> Lexicon:
    """The compiled table of a language; one without a table knows no cue."""
    return Lexicon(table(language, "quotes"))


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    text: str


def cues(text: str, start: int, end: int, lex: Lexicon, part_of_speech: Callable[[int], str]) -> list[Cue]:
    """The cues in ``text[start:end]`` (masked text: nothing inside quotations counts), in order.

    ``part_of_speech`` gives the Universal tag of the token at an offset, "" where it is not known.
    """
    words = [_Word(m.start(), m.end(), m[0].lower()) for m in lex.word.finditer(text, start, end)]
    found: list[Cue] = []
    for n, word in enumerate(words):
        form = word.text
        last = word.end
        if form in lex.phrases:
            for phrase in lex.phrases[form][0]:
                if text[word.start : word.start + len(phrase)].lower() == phrase:
                    form, last = phrase, word.start + len(phrase)
                    break
        if form in lex.forms and (cue := _verb(text, words, n, last, form, lex, part_of_speech)):
            found.append(cue)
    found.extend(
        Cue(m.start(), m.end(), m.start(), m[0].lower(), "source") for m in lex.source.finditer(text, start, end)
    )
    found.extend(Cue(m.start(), m.end(), m.start(), m[0].lower(), "noun") for m in lex.noun.finditer(text, start, end))
    if view := lex.view.match(text, start, end):
        found.append(Cue(view.start(), view.end(), view.start(), view[0].lower(), "view"))
    return sorted(found, key=lambda c: (c.start, c.end))[:MOST_CUES]


def _closes_quotation(text: str, at: int) -> bool:
    """Whether a quotation and its comma stand right before: what follows is who said it, verb first."""
    return text[max(0, at - 4) : at].rstrip().endswith(",") and MASK in text[max(0, at - 4) : at]


def _verb(
    text: str, words: list[_Word], n: int, last: int, form: str, lex: Lexicon, pos: Callable[[int], str]
) -> Cue | None:
    lemma, kinds = lex.forms[form]
    first = n
    group: list[str] = []
    clitic = False
    while first > 0 and n - first < 8:
        before = words[first - 1]
        gap = text[before.end : words[first].start]
        joined = gap == "-" and before.text in lex.pronouns | {"t"} | lex.impersonal
        if not (
            joined
            or before.text in lex.group
            or (gap == " " and text[before.start - 1 : before.start] == "-" and before.text in lex.pronouns)
        ):
            break
        if gap.strip() not in ("", "-"):
            break
        if before.text in lex.impersonal and text[before.start - 1 : before.start] == "-":
            return None
        clitic = clitic or before.text in lex.pronouns
        group.append(before.text)
        first -= 1
    while first < n and words[first].text in lex.adverb_words:
        first += 1  # an adverb that opens the group belongs to what stands before
    auxiliary = bool(lex.auxiliaries.intersection(group))
    passive = bool(lex.passive.intersection(group))
    reflexive = bool(lex.reflexive.intersection(group))
    follows = re.compile(r"-(?:t-)?([^\W\d_]+)").match(text, last)
    if follows and follows[1].lower() in lex.pronouns:
        clitic, last = True, follows.end()
    elif follows:
        return None
    participle = False
    if passive and not reflexive and "present_participle" not in kinds:
        return None
    if auxiliary or (passive and reflexive):
        if "past" not in kinds and "finite" not in kinds:
            return None
    elif "finite" in kinds and not passive:
        previous = words[n - 1].text if n and text[words[n - 1].end : words[n].start] in ("", " ", "-") else ""
        if previous in lex.determiners and not clitic and not reflexive:
            return None
        if previous in lex.modals or text[words[n].start - 1 : words[n].start] == "-":
            return None
        tag = pos(words[n].start)
        # The parser takes "un diplomate juge l'accord" for three nouns; but no noun has an object.
        verbal = tag in ("NOUN", "ADJ") and (lex.object.match(text, last) or _closes_quotation(text, words[n].start))
        if not clitic and not verbal and tag in ("NOUN", "PROPN", "ADJ", "ADP", "DET"):
            return None
        if not tag and form == lemma and not clitic:
            return None  # a bare form such as "report", "claim" is as often a noun
    elif "present_participle" in kinds:
        participle = True
    else:
        return None
    denied = (
        n >= 2 and words[n - 1].text in lex.auxiliaries and (lex.forms.get(words[n - 2].text, ("",))[0] in lex.denials)
    )
    negated = denied or bool(lex.negative.intersection(group)) or (first > 0 and words[first - 1].text in lex.negative)
    begin = words[first].start
    previous = words[first - 1].text if first else ""
    return Cue(
        begin,
        last,
        words[n].start,
        lemma,
        "frame" if lemma in lex.frames or reflexive else "say",
        participle,
        negated,
        clitic,
        previous in lex.relatives and previous not in lex.complementisers,
        participle and previous in lex.as_saying,
        lemma in lex.relay_verbs,
    )
