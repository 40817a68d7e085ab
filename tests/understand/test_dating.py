"""Dating an article by what it tells."""

from __future__ import annotations

from datetime import date

import pytest

from filrouge.data.actors import load as actors
from filrouge.data.happenings import Happening, happening, happenings, plain
from filrouge.data.places import Places
from filrouge.errors import DataError
from filrouge.records import Dating
from filrouge.text import edtf
from filrouge.understand.bounds import EVER, HINT, LIKELY, SURE, Clue
from filrouge.understand.clues import clues
from filrouge.understand.dating import join, meet, solve
from filrouge.understand.names import tenures
from filrouge.understand.parse import Parser

NOW = date(2026, 1, 1)
D = date


def clue(start: date, end: date, weight: int = SURE) -> Clue:
    return Clue(((start, end),), f"{start} {end}", weight)


def solved(*found: Clue) -> str | None:
    dating = solve(found, NOW)
    return dating and edtf.format(dating.when)


def test_clues_are_intersected() -> None:
    assert solved(clue(D(2020, 1, 5), EVER), clue(D(2019, 1, 1), D(2020, 3, 4))) == "2020-01-05/2020-03-04"


def test_now_is_the_last_day() -> None:
    assert solved(clue(D(2025, 6, 1), EVER)) == "2025-06-01/2026-01-01"


def test_without_a_lower_bound_nothing_is_said() -> None:
    assert solved() is None
    assert solved(clue(date.min, D(2020, 1, 1))) is None


def test_more_than_ten_years_are_not_told() -> None:
    assert solved(clue(D(2001, 1, 1), EVER)) is None


def test_a_weaker_clue_gives_way() -> None:
    assert solved(clue(D(2020, 1, 1), D(2020, 12, 31)), clue(D(2024, 1, 1), EVER, HINT)) == "2020"


def test_clues_as_sure_as_each_other_are_both_allowed() -> None:
    found = solved(clue(D(2020, 1, 1), D(2020, 12, 31), LIKELY), clue(D(2022, 1, 1), D(2022, 3, 31), LIKELY))
    assert found == "2020-01/2022-03"


def test_weak_clues_that_contradict_each_other_stay_within_what_surer_ones_allow() -> None:
    sure = clue(D(2020, 1, 1), D(2020, 6, 30))
    weak = (clue(D(2020, 2, 1), D(2020, 2, 9), HINT), clue(D(2020, 5, 1), D(2021, 5, 9), HINT))
    assert solved(sure, *weak) == "2020-02/2020-06"
    assert solved(sure, weak[0], clue(D(2021, 1, 1), D(2021, 2, 1), HINT)) == "2020-02-01/2020-02-09"


def test_sets_of_days() -> None:
    a = ((D(2020, 1, 1), D(2020, 2, 1)), (D(2021, 1, 1), D(2021, 2, 1)))
    b = ((D(2020, 1, 20), D(2021, 1, 10)),)
    assert meet(a, b) == ((D(2020, 1, 20), D(2020, 2, 1)), (D(2021, 1, 1), D(2021, 1, 10)))
    assert join(a, b) == ((D(2020, 1, 1), D(2021, 2, 1)),)


def test_the_table_of_happenings_is_sound() -> None:
    found = happenings()
    assert len(found) > 200
    for h in found:
        assert h.when.start and h.when.end and h.when.start.year >= 1941
        assert h.patterns and all(p and all(w for w in p) for ps in h.patterns.values() for p in ps), h.id


def test_a_broken_row_is_named() -> None:
    with pytest.raises(DataError, match="flood"):
        happening({"id": "flood", "name": "A flood", "when": "one day"})


def test_words_are_compared_plain() -> None:
    assert plain("L’élection, à Saint-Étienne !") == "l election a saint etienne"


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def dated(parser: Parser, text: str, language: str, table: tuple[Happening, ...] | None = None) -> Dating | None:
    parse = parser.parse("a", text, language)
    in_office = tenures(parse, actors(), Places())
    found = clues(text, language, parse, happenings() if table is None else table, in_office, NOW)
    return solve(found, NOW)


def interval(dating: Dating | None) -> str | None:
    assert dating is None or (dating.source == "inferred" and dating.why)
    return dating and edtf.format(dating.when)


@pytest.mark.slow
def test_a_weekday_with_its_date_and_what_is_known_to_be_past(parser: Parser) -> None:
    """12 March was a Thursday in 2009, 2015 and 2020."""
    text = "Le musée a rouvert jeudi 12 mars. Il était fermé depuis 2018. Jeudi, deux mille personnes sont venues."
    assert interval(dated(parser, text, "fr")) == "2020-03-12/2020-03-18"


@pytest.mark.slow
def test_a_happening_of_last_week(parser: Parser) -> None:
    text = "Après l'incendie de Notre-Dame de Paris la semaine dernière, les dons affluent."
    assert interval(dated(parser, text, "fr")) == "2019-04-21/2019-04-28"


@pytest.mark.slow
def test_since_a_happening(parser: Parser) -> None:
    text = "Depuis l'explosion du port de Beyrouth, le quartier est vide. La reconstruction sera achevée en 2023."
    found = dated(parser, text, "fr")
    assert interval(found) == "2020-08-04/2023-12-31"
    assert found and any("Beirut" in why for why in found.why)


@pytest.mark.slow
def test_more_than_a_year_ago(parser: Parser) -> None:
    text = "Since the collapse of the Morandi bridge in Genoa more than a year ago, the port has lost traffic."
    found = dated(parser, text, "en")
    assert found and found.when.start == D(2019, 8, 14)


@pytest.mark.slow
def test_more_than_a_year_ago_in_french(parser: Parser) -> None:
    text = "Depuis que l'armée russe a lancé l'invasion de l'Ukraine il y a plus d'un an, le prix du blé a doublé."
    assert interval(dated(parser, text, "fr")) == "2023-02-24/2024-02-24"


@pytest.mark.slow
def test_what_is_said_about_a_happening_does_not_date_it(parser: Parser) -> None:
    """Last week is when they spoke, not when the blast was."""
    text = "La semaine dernière, les ministres ont parlé de l'explosion du port de Beyrouth."
    assert dated(parser, text, "fr") is None


@pytest.mark.slow
def test_a_feared_happening_is_no_happening(parser: Parser) -> None:
    text = "Depuis des semaines, on craint une invasion de l'Ukraine par la Russie."
    assert dated(parser, text, "fr") is None


@pytest.mark.slow
def test_a_promise_is_no_lower_bound(parser: Parser) -> None:
    """The ministry spoke before 2030; the year must not be taken for the past."""
    text = "Le ministère a reporté le projet à 2024 et promis un bilan d'ici 2025."
    assert dated(parser, text, "fr") is None


@pytest.mark.slow
@pytest.mark.parametrize("text", ["", "Rien n'est daté ici.", "1999 2000 2001 !", "mardi mercredi jeudi"])
def test_little_or_nothing(parser: Parser, text: str) -> None:
    assert dated(parser, text, "fr") is None


@pytest.mark.slow
def test_an_office_held_by_somebody_at_the_head_of_the_article(parser: Parser) -> None:
    """Angela Merkel was chancellor from 2005, and Theresa May prime minister from 2016 to 2019."""
    text = "La chancelière allemande Angela Merkel a félicité la Première ministre britannique Theresa May."
    found = dated(parser, text, "fr")
    assert interval(found) == "2016-07-13/2019-07-24"
    assert found and any("Theresa May is called prime-minister" in why for why in found.why)


@pytest.mark.slow
def test_an_office_held_in_a_year_of_its_own_only_says_that_it_had_begun(parser: Parser) -> None:
    text = "En mars 2017, le président américain Donald Trump recevait la chancelière allemande. Tout a changé."
    found = dated(parser, text, "fr")
    assert found is None or found.when.end == NOW


@pytest.mark.slow
def test_former_and_elected_holders_date_nothing(parser: Parser) -> None:
    for text in (
        "L'ancien président américain Barack Obama publie un livre.",
        "President-elect Joe Biden named his team.",
    ):
        assert dated(parser, text, "fr" if "L'" in text else "en") is None


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (
            "Angela Merkel a reçu vendredi Vladimir Poutine à Hambourg, en marge du G20, devant la presse.",
            "fr",
            "2017-07-07/2017-07-18",
        ),
        ("Merkel and Modi met on 7 July in Hamburg, as the G20 opened.", "en", "2017-07-07/2017-08-07"),
        # another verb between the two: the day is that of what was said
        ("Angela Merkel a dit vendredi qu'elle irait au G20 de Hambourg.", "fr", None),
        # no day of the gathering
        ("Angela Merkel a quitté lundi le G20 de Hambourg.", "fr", None),
    ],
)
def test_a_day_of_a_gathering(parser: Parser, text: str, language: str, expected: str | None) -> None:
    found = dated(parser, text, language)
    told = found and any("a day of: The G20" in why for why in found.why)
    assert (interval(found) if told else None) == expected


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("La ville célèbre dimanche les trente ans de la chute du mur de Berlin.", "fr", "2019"),
        ("Les soldats ont défilé pour le 70e anniversaire du débarquement en Normandie.", "fr", "2014"),
        ("Veterans gathered for the 75th anniversary of the Normandy landings.", "en", "2019"),
        ("Voters marked the first anniversary of the Brexit referendum.", "en", "2017"),
    ],
)
def test_which_anniversary_says_the_year(parser: Parser, text: str, language: str, expected: str) -> None:
    found = dated(parser, text, language)
    assert found and found.when.start and found.when.end
    assert found.when.start.year == found.when.end.year == int(expected), interval(found)
