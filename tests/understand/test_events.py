"""Encounters from sentences: the golden cases, and laws."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filrouge.plan import Tables, load_tables
from filrouge.records import Article, Event, Names, When
from filrouge.text import edtf
from filrouge.understand.events import events
from filrouge.understand.names import names
from filrouge.understand.parse import Parser
from filrouge.understand.times import times

GOLDEN = Path(__file__).parents[1] / "golden" / "events"
FLOOR = {
    **{"fr": 0.95, "en": 0.95, "de": 0.8, "es": 0.8, "ru": 0.75, "zh": 0.9, "ar": 0.9},
    **{"fr-worked": 0.94, "fr-held-out": 0.89, "en-worked": 0.96, "en-held-out": 0.89, "fr-other-hand": 0.93},
    **{"en-agency": 0.93, "en-agency-held-out": 0.91},
}
"""Share of each file's golden cases that must come out right; raised when the coder gets better, never lowered.

Of the larger French and English sets, every third sentence was held out while the coder was reworked; it went from 28
to 33 right of 49 in French and from 9 to 11 of 19 in English before its failures were looked at. Of the other hand's,
29 of 47 encounters were right before, and 23 of the 26 last ones when first seen. Of the agencies', 7 of the 16
encounters held out were right before and 11 when looked at, one and then one of 8 others mistaken.
"""


@cache
def tables() -> Tables:
    return load_tables()


def code(text: str, language: str, published: str) -> tuple[Event, ...]:
    t = tables()
    when: When = edtf.parse(published)
    article = Article("a", "c", 0, "p", "lead", text, language=language, published=when, published_from="given")
    parse = t.parser.parse("a", article.reading, language)
    mentions = names(parse, when, t.actors, t.places)
    found = events(parse, mentions, times(article, parse, date(2026, 1, 1)), when, t.kinds)
    return tuple(e for e in found if e.type == "CONSULT")


def fault(case: dict[str, Any], found: tuple[Event, ...]) -> str | None:
    """What is wrong with what was found for the case; None where nothing is."""
    if "people" not in case:
        asserted = [e for e in found if e.status in ("held", "announced")]
        return f"asserts {asserted[0].mode} {asserted[0].status}" if asserted else None
    for e in found:
        if {p.name for p in e.participants} != set(case["people"]):
            continue
        if (e.mode, e.status) != (case.get("mode"), case["status"]):
            continue
        if "date" not in case:
            return None
        if e.when and edtf.compatible(e.when, edtf.parse(case["date"])) and (e.when.days or 999) <= 40:
            return None
    return (
        "; ".join(
            f"{[p.name for p in e.participants]} {e.mode} {e.status} {edtf.format(e.when) if e.when else None}"
            for e in found
        )
        or "nothing found"
    )


def cases(name: str) -> list[dict[str, Any]]:
    return list(tomllib.loads((GOLDEN / f"{name}.toml").read_text())["case"])


@pytest.mark.slow
@pytest.mark.parametrize("name", list(FLOOR))
def test_golden_cases(name: str) -> None:
    every = cases(name)
    wrong = {c["text"]: why for c in every if (why := fault(c, code(c["text"], name[:2], c["published"])))}
    shown = len(wrong) if name.endswith("held-out") else wrong
    assert len(wrong) <= (1 - FLOOR[name]) * len(every), shown


LISTS = [
    (
        "fr",
        "Angela Merkel et Barack Obama se sont vus trois fois : à Berlin en juin 2013, à Elmau en juin 2015 et à "
        "Hanovre en avril 2016.",
        ["2013-06 Berlin", "2015-06 Elmau Castle", "2016-04 Hannover"],
    ),
    (
        "fr",
        "L'an dernier, Emmanuel Macron a rencontré Olaf Scholz à Potsdam en juin puis à Hambourg en octobre.",
        ["2023-06 Potsdam", "2023-10 Hamburg"],
    ),
    (
        "en",
        "Angela Merkel met Barack Obama in Berlin in June 2013 and in Elmau two years later.",
        ["2013-06 Berlin", "2014-12/2015-12 Elmau Castle"],
    ),
    ("fr", "Emmanuel Macron a reçu Olaf Scholz lundi, et a parlé mardi à la presse.", ["2024-05-06"]),
    ("en", "Olaf Scholz met Emmanuel Macron in Berlin on Monday and on Tuesday.", ["2024-05-06 Berlin"]),
    (
        "fr",
        "Olaf Scholz et Emmanuel Macron se sont vus une fois depuis que ce dernier est réélu, à Paris en mai 2022.",
        ["2022-05 Paris"],
    ),
    (
        "fr",
        "Olaf Scholz et Vladimir Poutine ne s'étaient pas parlé depuis décembre 2022, quand ils avaient discuté au "
        "téléphone du conflit.",
        ["2022-12"],
    ),
    (
        "fr",
        "Lors d'un appel téléphonique à Olaf Scholz, lundi, Emmanuel Macron avait annoncé sa venue.",
        ["2024-05-06"],
    ),
    ("fr", "Emmanuel Macron a reçu lundi Olaf Scholz pour un dîner consacré à Gaza.", ["2024-05-06"]),
    (
        "fr",
        "Olaf Scholz a rencontré vendredi Joe Biden à Washington, trois jours après s'être entretenu à Paris avec "
        "Emmanuel Macron.",
        ["2024-05-03 Washington", "2024-04-30 Paris"],
    ),
    (
        "en",
        "Olaf Scholz met Joe Biden in Washington on Friday, two months after visiting Emmanuel Macron in Paris.",
        ["2024-05-03 Washington", "2024-02-15/2024-03-20 Paris"],
    ),
    (
        "fr",
        "Olaf Scholz a annulé jeudi sa rencontre avec Emmanuel Macron, prévue le 12 mai à Paris.",
        ["2024-05-12 Paris"],
    ),
    (
        "en",
        "Joe Biden spoke by phone with Emmanuel Macron on Monday, a day before meeting Olaf Scholz in Washington.",
        ["2024-05-06", "2024-05-07 Washington"],
    ),
    (
        "fr",
        "Emmanuel Macron s'est entretenu par téléphone lundi avec Joe Biden, à la veille de leur rencontre à Paris "
        "avec Olaf Scholz.",
        ["2024-05-06", "2024-05-07 Paris"],
    ),
    ("en", "Joe Biden spoke by phone with Olaf Scholz on Monday and asked for a trip to be put off.", ["2024-05-06"]),
    (
        "fr",
        "Fin mars, Olaf Scholz était à Paris ; Emmanuel Macron l'a reçu à l'Élysée.",
        ["2024-03-21/2024-03-31"],
    ),
    (
        "fr",
        "Olaf Scholz est arrivé mardi à Paris, où il a défilé aux côtés d'Emmanuel Macron.",
        ["2024-05-07 Paris"],
    ),
    (
        "fr",
        "Emmanuel Macron et Olaf Scholz se sont vus lundi à Berlin, pour ce qui pourrait être leur dernière rencontre "
        "avant le départ du chancelier en septembre.",
        ["2024-05-06 Berlin"],
    ),
]


@pytest.mark.slow
@pytest.mark.parametrize(("language", "text", "told"), LISTS)
def test_each_encounter_of_a_sentence_has_its_own_time(language: str, text: str, told: list[str]) -> None:
    found = code(text, language, "2024-05-07")
    got = [(e.when, e.place.name if e.place else None) for e in found]
    assert len(got) == len(told), got
    assert all(e.status != "cancelled" or "annulé" in text for e in found), found
    assert [e.mode for e in found][:1] != ["phone"] or len(found) < 2 or found[1].mode == "in-person", found
    for (when, place), expected in zip(got, told, strict=True):
        date_, _, town = expected.partition(" ")
        assert when and edtf.compatible(when, edtf.parse(date_)) and place == (town or None), got


@pytest.mark.slow
def test_he_beside_one_of_the_pair_is_the_other() -> None:
    text = (
        "Angela Merkel a reçu lundi Emmanuel Macron à Meseberg. En juin 2018, il y avait déjà rencontré la chancelière."
    )
    found = code(text, "fr", "2020-06-30")
    assert [edtf.format(e.when) for e in found if e.when] == ["2020-06-29", "2018-06"]
    assert {p.name for p in found[1].participants} == {"Angela Merkel", "Emmanuel Macron"}


_PARSER = Parser()


@given(st.text(alphabet="aàé «».,'\n AZ", max_size=120))
def test_without_names_there_are_no_encounters(text: str) -> None:
    parse = _PARSER.parse("a", text, "xx")
    assert events(parse, Names("a", (), ()), (), None, ()) == ()
