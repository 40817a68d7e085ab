"""Lines that hold a date and a name: of a masthead or a town, or of whom a picture shows."""

from __future__ import annotations

from datetime import date

import pytest

from filrouge.data.outlets import outlets
from filrouge.read.headers import header_of, mark_of
from filrouge.read.lexicon import lexicon


@pytest.mark.parametrize(
    ("line", "language", "mark"),
    [
        ("L'Écho des Balkans, 30 septembre 2021", "fr", "date"),
        ("L'Écho des Balkans - jeudi 30 septembre 2021", "fr", "date"),
        ("Sofia, le 30 septembre 2021 (BTA)", "fr", "date"),
        ("The Harbour Gazette, 30 September 2021", "en", "date"),
        ("September 30, 2021 The Harbour Gazette", "en", "date"),
        ("Published 27 October 2022. Translated from French.", "en", "date"),
        # captions, sentences and titles with a date in them
        ("Angela Merkel et Barack Obama, le 14 novembre 2016", "fr", None),
        ("Barack Obama à Berlin, le 14 novembre 2016 (AFP)", "fr", None),
        ("Angela Merkel, le 14 novembre 2016", "fr", None),
        ("Athènes, 3 mai 2020 : les urnes ont parlé", "fr", None),
        ("Le 3 mai 2020, les urnes ont parlé.", "fr", None),
        ("Publication du rapport de 2020 sur les urnes", "fr", None),
        ("Né à Paris, le 3 mai 1960", "fr", None),
    ],
)
def test_a_name_beside_a_full_date(line: str, language: str, mark: str | None) -> None:
    words = lexicon(language)
    found = header_of(line, words, outlets(), None, date(2026, 1, 1))
    assert (mark_of(line, *found, words) if found else None) == mark
