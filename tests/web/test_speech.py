"""Dates and messages as each reader expects them."""

import re
from pathlib import Path

import pytest

from filrouge.web import speech as module
from filrouge.web.speech import Speech, speech


@pytest.mark.parametrize(
    ("edtf", "english", "french"),
    [
        ("2024-07-03", "July 3, 2024", "3 juillet 2024"),
        ("2023-03", "March 2023", "mars 2023"),
        ("2021", "2021", "2021"),
        ("2022-02~", "about February 2022", "vers février 2022"),
        ("../2022-02-24", "until February 24, 2022", "jusqu’au 24 février 2022"),
        (None, "date unknown", "date inconnue"),
        ("<script>", "<script>", "<script>"),
    ],
)
def test_dates(edtf: str | None, english: str, french: str) -> None:
    assert (Speech("en").date(edtf), Speech("fr").date(edtf)) == (english, french)


def test_a_range_names_its_month_once() -> None:
    assert re.fullmatch(r"15.16 sept\. 2022", Speech("fr").date("2022-09-15/2022-09-16"))


def test_the_language_asked_for_wins_over_the_browser() -> None:
    assert speech("fr", "en", "en").language == "fr"
    assert speech(None, None, "de, fr-FR;q=0.8, en;q=0.5").language == "fr"
    assert speech("xx", None, "\x00,,;;é").language == "en"


def test_every_message_of_the_pages_has_its_french() -> None:
    folder = Path(module.__file__).parent
    said: set[str] = set()
    for file in [*folder.glob("templates/*.html"), *folder.glob("**/*.py")]:
        text = file.read_text()
        said.update(re.findall(r'(?:say|self)\(\s*"([^"]+)"', text), re.findall(r"say\('([^']+)'", text))
        said.update(m for pair in re.findall(r'say\.many\("([^"]+)", "([^"]+)"', text) for m in pair)
        said.update(m for table in re.findall(r"say\(\{([^}]+)\}", text) for m in re.findall(r': "([^"]+)"', table))
    assert sorted(said - set(module._messages("fr"))) == []
