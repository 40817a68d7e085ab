"""Dates and messages as each reader expects them."""

import ast
import copy
import json
import pickle
import re
from pathlib import Path

import pytest

from filrouge.records import Why
from filrouge.store.codec import dumps, loads
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


def messages_of_reasons() -> set[str]:
    """The first argument of each `Why(…)` of the program, where it is written there."""
    folder = Path(module.__file__).parents[1]
    calls = [
        node
        for file in folder.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Why" and node.args
    ]
    parts = [call.args[0].body if isinstance(call.args[0], ast.IfExp) else call.args[0] for call in calls]
    parts += [call.args[0].orelse for call in calls if isinstance(call.args[0], ast.IfExp)]
    return {part.value for part in parts if isinstance(part, ast.Constant)}


def test_every_reason_has_its_french_with_the_same_values() -> None:
    french = module._messages("fr")
    made = messages_of_reasons()
    assert len(made) > 30 and sorted(made - set(french)) == []
    for message in made:
        named = [re.findall(r"\{(\w+)(:[^}]*)?\}", text) for text in (message, french[message])]
        assert sorted(named[0]) == sorted(named[1]), message


def test_what_dates_a_text_says_why_in_french_too() -> None:
    """No reason of a clue is put together where it is made: it would stay English."""
    folder = Path(module.__file__).parents[1] / "understand"
    for file in folder.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Clue":
                reason = node.args[1]
                assert not isinstance(reason, ast.JoinedStr), (file.name, reason.lineno)
                assert not isinstance(reason, ast.Constant) or reason.value in module._messages("fr"), reason.value


def test_a_reason_is_said_in_the_language_of_the_reader_and_kept_through_the_store() -> None:
    held = Why("{low} to {high}", low=2, high=Why("of any kind"))
    why = Why.joined((held, "same story", "“rencontre” (meet)"))
    assert why == "2 to of any kind; same story; “rencontre” (meet)"
    (kept,) = loads(tuple[str, ...], dumps((why,)))
    for again in (kept, pickle.loads(pickle.dumps(why)), copy.deepcopy(why)):
        assert Speech("fr").why(again) == "2 à de toute sorte; même histoire; “rencontre” (meet)"
        assert Speech("fr").worded(again) and Speech("en").why(again) == why
    assert not Speech("fr").worded("a reason that nobody translated")
    assert json.loads(json.dumps([why])) == [str(why)]
