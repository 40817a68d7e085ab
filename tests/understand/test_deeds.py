"""Who did what to whom: the golden sentences of every PLOVER type, and what the tables must hold."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from filrouge.data import kinds
from filrouge.lang import table
from filrouge.plan import Tables, account, load_tables, understand
from filrouge.records import Article, Event
from filrouge.text import edtf
from filrouge.understand.events.spotting import index

GOLDEN = Path(__file__).parents[1] / "golden" / "deeds"
TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
FLOOR = 0.93
"""Share of each language's sentences that must come out right."""
TYPE_FLOOR = 0.7
"""The same of each type in each language."""


@cache
def tables() -> Tables:
    return load_tables()


def told(text: str, language: str, published: str = "2024-03-13") -> tuple[Event, ...]:
    article = Article("a", "c", 0, "p", "lead", text, language=language, published=edtf.parse(published))
    return understand(article, tables(), date(2026, 1, 1))[1].events


def cases(language: str) -> list[list[str]]:
    lines = (GOLDEN / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    return [[part.strip() for part in line.split("|", 5)] for line in lines if line and line[0] != "#"]


def right(case: list[str]) -> bool:
    """Whether the sentence gives what its line says."""
    kind, mode, status, actor, recipient, text = case
    found = told(text, case_language[text])
    if kind[0] == "!":
        return all(e.type != kind[1:] for e in found)
    for e in found:
        doing = [p.name for p in e.participants if p.role == "actor"]
        others = [p.name.partition(":")[0] for p in e.participants if p.role == "recipient"] or doing[1:]
        if (
            (e.type, e.status) == (kind, status)
            and mode in ("-", e.mode)
            and (actor == "-" or actor in doing)
            and (recipient == "-" or recipient in others)
        ):
            return True
    return False


case_language = {case[5]: language for language in ("en", "fr") for case in cases(language)}


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "fr"])
def test_golden_sentences(language: str) -> None:
    score: dict[str, list[bool]] = defaultdict(list)
    wrong = []
    for case in cases(language):
        good = right(case)
        score[case[0].removeprefix("!")].append(good)
        if not good:
            wrong.append(f"{case[0]}: {case[5]}")
    everything = [good for answers in score.values() for good in answers]
    assert sum(everything) / len(everything) >= FLOOR, "\n".join(wrong)
    weak = {kind: sum(a) / len(a) for kind, a in score.items() if sum(a) / len(a) < TYPE_FLOOR}
    assert not weak, "\n".join([str(weak), *wrong])


def test_all_sixteen_types_have_tables() -> None:
    assert {k.type for k in kinds.load()} == set(TYPES)
    for language in ("en", "fr"):
        assert {f.type for frames in index(kinds.load(), language).values() for f in frames} == {*TYPES} - {"CONSULT"}
        assert table(language, "agents")["state"]


@pytest.mark.slow
def test_what_is_wished_supposed_or_governed_is_not_done() -> None:
    assert told("Iran wants to attack Israel.", "en") == ()
    (threat,) = told("Iran threatened to attack Israel.", "en")
    assert threat.type == "THREATEN" and [p.role for p in threat.participants] == ["actor", "recipient"]
    assert told("Does Iran arm the Houthis?", "en") == ()


@pytest.mark.slow
def test_an_event_gives_its_reasons() -> None:
    (event,) = told("La Pologne a expulsé mardi trois diplomates russes.", "fr")
    assert (event.type, event.mode, event.dated_by) == ("SANCTION", "expel", "own-words")
    assert event.why[:2] == ("“expulsé” (expel)", "past tense")
    assert event.when and edtf.format(event.when) == "2024-03-12"


@pytest.mark.slow
def test_what_was_passed_over_says_why() -> None:
    text = "Iran did not attack Israel. Emmanuel Macron n'est pas parti."
    article = Article("a", "c", 0, "p", "lead", text, language="en", published=edtf.parse("2024-03-13"))
    told = account(article, tables(), date(2026, 1, 1))
    assert [(p.type, p.cue, p.why) for p in told.passed] == [("ASSAULT", "attack", "negated by “not”")]


@pytest.mark.slow
def test_who_owns_a_thing_and_who_polices_a_town() -> None:
    (strike,) = told("Israel's attack on Iran killed a general.", "en")
    assert (strike.type, strike.participants[0].name) == ("ASSAULT", "Israel")
    (arrest,) = told("Police in Nairobi arrested 12 protesters.", "en")
    assert (arrest.type, arrest.participants[0].id) == ("COERCE", "state:KE")
