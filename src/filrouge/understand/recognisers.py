"""Names in languages that have no parser here, by recognisers that are extras: nothing where they are not installed.

Russian: natasha (``filrouge[ru]``), whose models lie in the package. It loads in some 3 s, at the first text.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec

from filrouge.records import NameKind, RawName

Recogniser = Callable[[str], list[RawName]]
"""The names of one line, with offsets in it."""

EXTRAS = {"ru": "natasha"}
"""The module that names in a language are recognised with, beside the tables."""

_KINDS: dict[str, NameKind] = {"PER": "person", "ORG": "organisation", "LOC": "place"}


@cache
def recogniser(language: str) -> Recogniser | None:
    """The recogniser of a language; None where it has none or its extra is not installed. One for a process."""
    module = EXTRAS.get(language)
    if module is None or find_spec(module) is None:
        return None
    return _LOADERS[language]()


def _russian() -> Recogniser:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its dictionary still asks for pkg_resources, which says so
        from natasha import Doc, NewsEmbedding, NewsNERTagger, Segmenter

        segmenter, tagger = Segmenter(), NewsNERTagger(NewsEmbedding())

    def names(line: str) -> list[RawName]:
        doc = Doc(line)
        doc.segment(segmenter)
        doc.tag_ner(tagger)
        return [RawName(s.start, s.stop, _KINDS[s.type]) for s in doc.spans if s.type in _KINDS]

    return names


_LOADERS: dict[str, Callable[[], Recogniser]] = {"ru": _russian}
