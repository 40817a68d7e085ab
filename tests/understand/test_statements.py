"""Step 6: the speaker of every quoted or reported word, and nobody where the text names nobody."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.understand.handmade import names, parse

from filrouge.records import Statement
from filrouge.understand.parse import Parser
from filrouge.understand.speech.quotes import quotations
from filrouge.understand.statements import statements

PRESS = frozenset({"reuters", "afp", "tass", "ria novosti", "financial times"})


def said(text: str, language: str) -> tuple[Statement, ...]:
    return statements(parse(text, language), names(text), PRESS)


def direct(text: str, language: str) -> list[tuple[str, str]]:
    return [(s.speaker, s.text) for s in said(text, language) if s.direct]


def reported(text: str, language: str) -> list[tuple[str, str]]:
    return [(s.speaker, s.text) for s in said(text, language) if not s.direct]


FRENCH = [
    ("« Nous y arriverons », a déclaré Angela Merkel.", [("Angela Merkel", "Nous y arriverons")]),
    (
        "«\u00a0Nous y arriverons\u00a0», déclare mercredi la chancelière Angela Merkel.",
        [("Angela Merkel", "Nous y arriverons")],
    ),
    ("Jacques Chirac l’a dit : « Notre maison brûle. »", [("Jacques Chirac", "Notre maison brûle.")]),
    ("Emmanuel Macron a jugé l'OTAN en état de « mort cérébrale ».", [("Emmanuel Macron", "mort cérébrale")]),
    ("“Nous y arriverons”, a assuré Merkel au Financial Times.", [("Angela Merkel", "Nous y arriverons")]),
    ("Macron : « Nous sommes en guerre »", [("Emmanuel Macron", "Nous sommes en guerre")]),
    ("« Nous sommes en guerre » : Macron", [("Emmanuel Macron", "Nous sommes en guerre")]),
    ("Selon Mario Draghi, l'euro est « irréversible ».", [("Mario Draghi", "irréversible")]),
    ("Pour Mario Draghi, l'euro est « irréversible ».", [("Mario Draghi", "irréversible")]),
    ("L'euro est « irréversible », selon Mario Draghi.", [("Mario Draghi", "irréversible")]),
    # One speaker goes on after the cue, and until somebody else speaks.
    (
        "« Notre maison brûle », a lancé Jacques Chirac. « Nous regardons ailleurs. »",
        [("Jacques Chirac", "Notre maison brûle"), ("Jacques Chirac", "Nous regardons ailleurs.")],
    ),
    (
        "« Notre maison brûle, a lancé Jacques Chirac. Nous regardons ailleurs. »",
        [("Jacques Chirac", "Notre maison brûle"), ("Jacques Chirac", "Nous regardons ailleurs.")],
    ),
    # Marks that are lost or turned round.
    ("Emmanuel Macron a parlé d' »autonomie stratégique ».", [("Emmanuel Macron", "autonomie stratégique")]),
    ("« Nous y arriverons, a déclaré Angela Merkel.", [("Angela Merkel", "Nous y arriverons")]),
    ("Nous y arriverons », a déclaré Angela Merkel.", [("Angela Merkel", "Nous y arriverons")]),
    # The subject is not the nearest name.
    (
        "Emmanuel Macron, qui recevait Angela Merkel, a salué un « moment européen ».",
        [("Emmanuel Macron", "moment européen")],
    ),
    (
        "Reagan a appelé Gorbatchev à « abattre ce mur », tandis que Merkel a promis une aide « rapide ».",
        [("Ronald Reagan", "abattre ce mur"), ("Angela Merkel", "rapide")],
    ),
    (
        "Un conseiller d'Emmanuel Macron a évoqué une piste « sérieuse ».",
        [("Un conseiller d'Emmanuel Macron", "sérieuse")],
    ),
    # A description stands for the name that the article gives it, before or after.
    (
        "« Rien n'est décidé », a répondu le porte-parole. Le porte-parole du Kremlin, Dmitri Peskov, sortait.",
        [("Dmitry Peskov", "Rien n'est décidé")],
    ),
    (
        "Reagan et Gorbatchev ont salué une étape « historique ».",
        [("Mikhail Gorbachev", "historique"), ("Ronald Reagan", "historique")],
    ),
    # Asides, semicolons and objects between a subject and its words.
    ("Merkel a, elle, parlé d'un accord « utile ».", [("Angela Merkel", "utile")]),
    ("« Nous y arriverons », lui a répondu Merkel.", [("Angela Merkel", "Nous y arriverons")]),
    (
        "Macron a évoqué un accord « utile » ; Merkel a tempéré, disant attendre des « preuves ».",
        [("Emmanuel Macron", "utile"), ("Angela Merkel", "preuves")],
    ),
    (
        "Selon le porte-parole du gouvernement, la réunion est maintenue. « Rien n'est exclu », a-t-il ajouté.",
        [("le porte-parole du gouvernement", "Rien n'est exclu")],
    ),
    (
        "« Notre maison brûle » : c'est l'une des phrases célèbres de Jacques Chirac.",
        [("Jacques Chirac", "Notre maison brûle")],
    ),
]

ENGLISH = [
    ('"Whatever it takes," Mario Draghi said.', [("Mario Draghi", "Whatever it takes")]),
    ('"Whatever it takes," said Mario Draghi.', [("Mario Draghi", "Whatever it takes")]),
    ("“Whatever it takes,” Draghi told the Financial Times.", [("Mario Draghi", "Whatever it takes")]),
    ('Reagan urged Gorbachev to "tear down this wall".', [("Ronald Reagan", "tear down this wall")]),
    ("Reagan called it an 'evil empire'.", [("Ronald Reagan", "evil empire")]),
    ('Obama: "Yes we can"', [("Barack Obama", "Yes we can")]),
    ('"Yes we can" – Obama', [("Barack Obama", "Yes we can")]),
    (
        '"One small step," Armstrong said, "one giant leap."',
        [("Neil Armstrong", "One small step"), ("Neil Armstrong", "one giant leap.")],
    ),
    ('TASS quoted Peskov as saying that "nothing is decided".', [("Dmitry Peskov", "nothing is decided")]),
    ('According to Mario Draghi, the euro is "irreversible".', [("Mario Draghi", "irreversible")]),
    (
        "“Ask not what your country can do.\n\n“Ask what you can do,” Obama said, quoting.",
        [("Barack Obama", "Ask not what your country can do."), ("Barack Obama", "Ask what you can do")],
    ),
    (
        'A senior official, speaking on condition of anonymity, said the talks were "useful".',
        [("A senior official", "useful")],
    ),
]

NOBODY = [
    ("Le film « La Grande Illusion » est projeté lundi.", "fr"),
    ("L'« entente cordiale » a cent ans.", "fr"),
    ("Emmanuel Macron n'a pas parlé d'« ennemi ».", "fr"),
    ("On a dit que « tout change ».", "fr"),
    ("Emmanuel Macron a annoncé la réédition de « La Grande Illusion ».", "fr"),
    ('The so-called "iron curtain" fell.', "en"),
    ('Merkel did not say that it was "over".', "en"),
    ("", "fr"),
]


@pytest.mark.parametrize(("text", "expected"), FRENCH)
def test_french_quotations_go_to_their_speakers(text: str, expected: list[tuple[str, str]]) -> None:
    assert direct(text, "fr") == expected


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english_quotations_go_to_their_speakers(text: str, expected: list[tuple[str, str]]) -> None:
    assert direct(text, "en") == expected


@pytest.mark.parametrize(("text", "language"), NOBODY)
def test_what_nobody_is_said_to_say_is_left_out(text: str, language: str) -> None:
    assert said(text, language) == ()


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Merkel a déclaré que l'Europe tiendrait.", "fr", ("Angela Merkel", "l'Europe tiendrait")),
        ("L'Europe tiendra, a déclaré Merkel.", "fr", ("Angela Merkel", "L'Europe tiendra")),
        (
            "L'Europe tiendra, a déclaré un responsable du Kremlin.",
            "fr",
            ("un responsable du Kremlin", "L'Europe tiendra"),
        ),
        ("Le Kremlin a annoncé que rien n'était décidé.", "fr", ("Kremlin", "rien n'était décidé")),
        ("Merkel said Europe would hold.", "en", ("Angela Merkel", "Europe would hold")),
        ("Merkel said that Europe would hold, adding that it was late.", "en", ("Angela Merkel", "Europe would hold")),
        ("Europe would hold, Merkel said on Monday.", "en", ("Angela Merkel", "Europe would hold")),
        ("Nothing is decided yet, according to the White House.", "en", ("White House", "Nothing is decided yet")),
    ],
)
def test_reported_speech_is_the_clause(text: str, language: str, expected: tuple[str, str]) -> None:
    assert expected in reported(text, language)


def test_quotations_inside_reported_speech_are_statements_too() -> None:
    text = "Merkel a dit que l'Europe restait « unie »."
    assert reported(text, "fr") == [("Angela Merkel", "l'Europe restait « unie »")]
    assert direct(text, "fr") == [("Angela Merkel", "unie")]


@pytest.mark.parametrize(
    ("text", "language", "relays"),
    [
        (
            "« Rien n'est décidé », a déclaré Dmitri Peskov, cité par Ria Novosti et Tass.",
            "fr",
            ("Ria Novosti", "Tass"),
        ),
        ("« Rien n'est décidé », a déclaré Dmitri Peskov, selon Reuters.", "fr", ("Reuters",)),
        ("« Rien n'est décidé », a écrit Dmitri Peskov sur Telegram.", "fr", ("Telegram",)),
        ("« Rien n'est décidé », a confié Dmitri Peskov à l'AFP.", "fr", ("AFP",)),
        ('"Nothing is decided," Peskov told Reuters.', "en", ("Reuters",)),
        ('"Nothing is decided," Peskov wrote in a tweet.', "en", ("Twitter",)),
        ('Peskov was quoted as saying by TASS that "nothing is decided".', "en", ("TASS",)),
    ],
)
def test_the_press_relays_and_does_not_speak(text: str, language: str, relays: tuple[str, ...]) -> None:
    (statement,) = [s for s in said(text, language) if s.direct]
    assert (statement.speaker, statement.relayed_by) == ("Dmitry Peskov", relays)


def test_the_press_speaks_where_nobody_else_does() -> None:
    assert reported("La réunion a duré une heure, selon Reuters.", "fr") == [("Reuters", "La réunion a duré une heure")]


def test_who_is_told_is_kept() -> None:
    (statement,) = said("Reagan a dit à Gorbatchev qu'il fallait abattre ce mur.", "fr")
    assert (statement.speaker, statement.addressee) == ("Ronald Reagan", "Mikhail Gorbachev")


def test_a_language_without_cues_gives_nothing() -> None:
    assert said("« Nous y arriverons », a déclaré Angela Merkel.", "xx") == ()


@pytest.mark.slow
def test_the_parser_does_not_disagree() -> None:
    parser = Parser()
    for text, expected in FRENCH:
        found = statements(parser.parse("a", text, "fr"), names(text), PRESS)
        assert [(s.speaker, s.text) for s in found if s.direct] == expected


MARKS = "« » “ ” \" ' ‘ ’ „ . , : ; ( ) ¤ \n –"
WORDS = (
    "Merkel/Macron/Reuters/a déclaré/a-t-il ajouté/selon/que/Il/le porte-parole/said/that/according to/told/cité par"
)
PIECES = st.sampled_from([*MARKS.split(" "), *WORDS.split("/"), "qualifié de", "d' »alliés »", "mots de"])


@settings(max_examples=150)
@given(st.lists(PIECES, max_size=40), st.sampled_from(["fr", "en"]), st.sampled_from([" ", ""]))
def test_any_text_gives_exact_offsets(pieces: list[str], language: str, glue: str) -> None:
    text = glue.join(pieces)
    for s in said(text, language):
        assert s.text == text[s.start : s.end] != ""
        assert s.speaker
    for q in quotations(text):
        assert 0 <= q.outer <= q.start < q.end <= q.outer_end <= len(text)


def test_time_grows_with_length_alone() -> None:
    for piece in ("« ", "»", '"a" ', " 'a' ", ", a déclaré Merkel", "selon Merkel, ", "« a, a dit Merkel, b » "):
        begin = time.perf_counter()
        said(piece * (40_000 // len(piece)), "fr")
        assert time.perf_counter() - begin < 10
