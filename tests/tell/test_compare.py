"""Comparing outlets: who says and who leaves out what, sayings known again in another language, numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from filrouge.tell import rows
from filrouge.tell.compare import Account, compare, worth_comparing
from filrouge.tell.figures import figures
from tests.tell.make import article, entry, told


def said(text: str, speaker: str | None = "emmanuel-macron") -> rows.StatementRow:
    return rows.StatementRow(
        "a", "Emmanuel Macron", text, True, "say", (), 0, len(text), False, speaker, None, text
    )  # fmt: skip


def account(id: str, outlet: str | None, *statements: rows.StatementRow, text: str = "", language: str = "en",
            agencies: tuple[str, ...] = ()) -> Account:  # fmt: skip
    return Account(article(id, outlet=outlet, language=language), agencies, statements, figures(text, ()))


def unit(*given_rows: list[float]) -> np.ndarray:
    vectors = np.array(given_rows, dtype=np.float32).reshape(len(given_rows), 2)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def test_an_event_names_who_says_it_and_who_leaves_it_out() -> None:
    accounts = [account("a1", "The Journal", agencies=("AFP",)), account("a2", "La Gazette")]
    first, second, event = compare(accounts, [entry(), entry("e2", evidence=(told("other"),))], unit())
    assert (event.kind, event.said_by, event.left_out_by, event.agencies) == (
        "event", ("The Journal",), ("La Gazette",), ("AFP",),
    )  # fmt: skip
    assert event.quotes[0].sentence == "Emmanuel Macron met Olaf Scholz in Paris."
    assert first.what == "says 1 of 1 events (1 alone), 0 of 0 statements, 0 of 0 numbers"
    assert (first.agencies, second.what[:15]) == (("AFP",), "says 0 of 1 eve")


def test_one_saying_in_two_languages_is_one_statement_with_its_drift() -> None:
    accounts = [
        account("a1", "The Journal", said("We will defend Europe")),
        account("a2", "La Gazette", said("Nous défendrons l'Europe"), language="fr"),
    ]
    *_, statement = compare(accounts, [], unit([1, 0], [0.8, 0.6]))
    assert statement.said_by == ("The Journal", "La Gazette")
    assert [(q.language, q.similarity) for q in statement.quotes] == [("en", 1.0), ("fr", 0.8)]


@pytest.mark.parametrize(
    ("speaker", "vector", "joined"),
    [("emmanuel-macron", [0.7, 0.714], True), ("olaf-scholz", [1, 0], False), (None, [0.7, 0.714], False),
     (None, [0.9, 0.1], True), ("emmanuel-macron", [0.5, 0.866], False)],
)  # fmt: skip
def test_sayings_are_joined_by_speaker_and_likeness(speaker: str | None, vector: list[float], joined: bool) -> None:
    accounts = [
        account("a1", "The Journal", said("We will defend Europe")),
        account("a2", "La Gazette", said("We shall defend all of Europe", speaker)),
    ]
    found = [r for r in compare(accounts, [], unit([1, 0], vector)) if r.kind == "statement"]
    assert len(found) == (1 if joined else 2)


def test_articles_without_an_outlet_are_told_apart() -> None:
    accounts = [account("a1", None), Account(article("a2", None, None), (), (), ())]
    assert [r.said_by for r in compare(accounts, [], unit())] == [("Macron and Scholz meet in Paris",), ("a2",)]


def test_scare_quotes_are_not_compared() -> None:
    assert not worth_comparing(said("a “friend”"))
    assert worth_comparing(said("我们将捍卫欧洲的安全"))


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("They met 39 times.", ["39"]),
        ("Le prix a monté de 9 % à 1 250,50 euros.", ["9%", "1250.5"]),
        ("It cost $1,500 in 2023.", ["1500$"]),
        ("On 30 May 2024 and on 1er mars, 3. Mai.", []),
        ("The G20 and 5G and COVID-19 and 7 people.", ["19"]),
        ("In 1999 there were 12,000,000 of 0.5 each.", ["12000000", "0.5"]),
    ],
)
def test_numbers_are_read_and_dates_are_not(text: str, keys: list[str]) -> None:
    months = frozenset({"may", "mars", "mai"})
    assert [f.key for f in figures(text, (), months)] == keys


def test_what_tells_a_time_is_no_number() -> None:
    text = "They met for 45 minutes on the 28th at 16:30."
    assert [f.key for f in figures(text, ((text.index("the 28th"), len(text) - 1),))] == ["45"]


@given(st.text(alphabet="0123456789., %$a\u202f\n", max_size=120) | st.text(max_size=120))
def test_figures_stand_in_their_sentences(text: str) -> None:
    for f in figures(text, ()):
        assert " ".join(text[f.start : f.end].split()) == f.sentence
        assert " ".join(f.what.split()) in f.sentence


def test_the_same_number_in_two_outlets_is_one_row() -> None:
    accounts = [
        account("a1", "The Journal", text="Some 1,500 soldiers took part."),
        account("a2", "La Gazette", text="Quelque 1 500 soldats y ont pris part.", language="fr"),
    ]
    *_, number = compare(accounts, [], unit())
    assert (number.kind, number.said_by) == ("number", ("The Journal", "La Gazette"))
