"""Time expressions in French and English, and the laws that hold for any text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filrouge.lang import languages, table
from filrouge.lang.expressions import Tense, recognise, resolve
from filrouge.lang.grammar import grammar
from filrouge.lang.lexicon import CLASSES
from filrouge.records import When
from filrouge.text import edtf
from filrouge.understand.times import spread, times_of_text

FRIDAY = edtf.day(date(2022, 6, 17))
"""The day of writing in every case below: a Friday."""


def said(text: str, language: str, tense: Tense | None = "past", anchor: When | None = FRIDAY) -> list[str | None]:
    found = (resolve(e, anchor, tense) for e in recognise(text, language))
    return [when and edtf.format(when) for when in found]


FRENCH: list[tuple[str, Tense | None, str | None]] = [
    ("Il est parti hier.", "past", "2022-06-16"),
    ("Ils se sont vus mardi.", "past", "2022-06-14"),
    ("Ils se sont vus vendredi.", "past", "2022-06-17"),
    ("Ils se verront mardi.", "future", "2022-06-21"),
    ("Ils se verront mardi prochain.", "future", "2022-06-21"),
    ("Ils se sont vus mardi dernier.", "past", "2022-06-14"),
    ("L'accord a été signé mardi 14 juin.", "past", "2022-06-14"),
    ("L'accord a été signé le 20 juin.", "past", "2021-06-20"),
    ("L'accord sera signé le 20 juin.", "future", "2022-06-20"),
    ("L'accord sera signé le 1er mars.", "future", "2023-03-01"),
    ("le 4 novembre 2019", None, "2019-11-04"),
    ("en novembre 2019", None, "2019-11"),
    ("Il a parlé en août.", "past", "2021-08"),
    ("Il parlera en août.", "future", "2022-08"),
    ("Il a parlé en juin.", "past", "2022-06"),
    ("en avril de l'année dernière", "past", "2021-04"),
    ("la semaine dernière", "past", "2022-06-06/2022-06-12"),
    ("la semaine prochaine", "future", "2022-06-20/2022-06-26"),
    ("le mois dernier", "past", "2022-05"),
    ("cette année", "past", "2022"),
    ("l'an dernier", "past", "2021"),
    ("au premier trimestre 2021", "past", "2021-01/2021-03"),
    ("Les 21 et 22 mai, ils étaient à Lyon.", "past", "2022-05-21/2022-05-22"),
    ("Le salon se tiendra du 3 au 5 juillet.", "future", "2022-07-03/2022-07-05"),
    ("du 28 décembre au 3 janvier", "past", "2021-12-28/2022-01-03"),
    ("La visite aura lieu de lundi à mercredi.", "future", "2022-06-20/2022-06-22"),
    ("La visite a eu lieu de lundi à mercredi.", "past", "2022-06-13/2022-06-15"),
    ("Le sommet se tient vendredi et samedi.", "present", "2022-06-17/2022-06-18"),
    ("Le sommet se tient jeudi et vendredi.", "present", "2022-06-16/2022-06-17"),
    ("fin mai", "past", "2022-05-21/2022-05-31"),
    ("début septembre 2020", "past", "2020-09-01/2020-09-10"),
    ("à la mi-avril", "past", "2022-04-11/2022-04-20"),
    ("plus tôt dans l'année", "past", "2022-01-01/2022-06-17"),
    ("depuis 2018", "present", "2018/.."),
    ("jusqu'en 2026", "future", "../2026"),
    ("avant le 30 juin", "future", "../2022-06-30"),
    ("d'ici la fin de l'année", "future", "2022-06-17/2022-12-31"),
    ("il y a trois jours", "past", "2022-06-14"),
    ("il y a plus de deux ans", "past", "../2020-06-17"),
    ("dans moins de dix jours", "future", "2022-06-17/2022-06-27"),
    ("entre 2014 et 2016", "past", "2014/2016"),
    ("dans les années 1990", "past", "1990/1999"),
    ("le 05/03/2021", None, "2021-03-05"),
    ("l'été dernier", "past", "2021-06-01/2021-09-23"),
    ("le lendemain de Noël", "past", "2021-12-26"),
    ("à Pâques", "past", "2022-04-17"),
    ("le premier lundi de mai", "past", "2022-05-02"),
    ("jeudi de la semaine prochaine", "future", "2022-06-23"),
    ("Ils se sont vus le week-end dernier.", "past", "2022-06-11/2022-06-12"),
    ("dans trois semaines", "future", "2022-07-08~"),
    ("sous huitaine", "future", "2022-06-17/2022-06-25"),
    ("sous dix jours", "future", "2022-06-17/2022-06-27"),
    ("dans la seconde quinzaine d'août", "future", "2022-08-15/2022-08-31"),
    ("vendredi en quinze", "future", "2022-07-01"),
    ("au T3 2021", "past", "2021-07/2021-09"),
    ("le 11-Novembre", "past", "2021-11-11"),
    ("les 7, 8 et 9 juin", "past", "2022-06-07/2022-06-09"),
    ("depuis la fin de l'année dernière", "past", "2021-09-01/.."),
    ("à la rentrée 2021", "past", "2021-09"),
    ("le mercredi des Cendres", "past", "2022-03-02"),
    ("le dimanche des Rameaux", "past", "2022-04-10"),
    ("à la Saint-Jean", "future", "2022-06-24"),
    ("le 16 juin à 18h30, heure de Moscou", "past", "2022-06-16T18:30"),
    ("le 16 juin de 9h à 10h15", "past", "2022-06-16T09:00/2022-06-16T10:15"),
]

ENGLISH: list[tuple[str, Tense | None, str | None]] = [
    ("He left yesterday.", "past", "2022-06-16"),
    ("They met on Tuesday.", "past", "2022-06-14"),
    ("They will meet on Tuesday.", "future", "2022-06-21"),
    ("They met last Friday.", "past", "2022-06-10"),
    ("The deal was signed on June 20.", "past", "2021-06-20"),
    ("The deal will be signed on June 20.", "future", "2022-06-20"),
    ("on Tuesday, June 14", "past", "2022-06-14"),
    ("on 4 November 2019", None, "2019-11-04"),
    ("November 4, 2019", None, "2019-11-04"),
    ("They spoke in August.", "past", "2021-08"),
    ("They will speak in August.", "future", "2022-08"),
    ("in April last year", "past", "2021-04"),
    ("last week", "past", "2022-06-06/2022-06-12"),
    ("next month", "future", "2022-07"),
    ("in the first quarter of 2021", "past", "2021-01/2021-03"),
    ("from July 3 to July 5", "future", "2022-07-03/2022-07-05"),
    ("July 3-5", "future", "2022-07-03/2022-07-05"),
    ("in late May", "past", "2022-05-21/2022-05-31"),
    ("early September 2020", "past", "2020-09-01/2020-09-10"),
    ("earlier this year", "past", "2022-01-01/2022-06-17"),
    ("later this month", "future", "2022-06-17/2022-06-30"),
    ("since 2018", "present", "2018/.."),
    ("by the end of the year", "future", "2022-06-17/2022-12-31"),
    ("three days ago", "past", "2022-06-14"),
    ("more than two years ago", "past", "../2020-06-17"),
    ("between 2014 and 2016", "past", "2014/2016"),
    ("in the 1990s", "past", "1990/1999"),
    ("03/05/2021", None, "2021-03-05"),
    ("last summer", "past", "2021-06-01/2021-09-23"),
    ("the first Monday of May", "past", "2022-05-02"),
    ("Thursday of next week", "future", "2022-06-23"),
    ("at 6:30 p.m. on Thursday", "past", "2022-06-16T18:30"),
    ("2020-02-29", None, "2020-02-29"),
    ("a week ago", "past", "2022-06-10~"),
    ("in three weeks' time", "future", "2022-07-08~"),
    ("within a fortnight", "future", "2022-06-17/2022-07-01"),
    ("in the first half of July", "future", "2022-07-01/2022-07-14"),
    ("the week beginning July 4", "future", "2022-07-04/2022-07-10"),
    ("two Fridays from now", "future", "2022-07-01"),
    ("over the weekend", "past", "2022-06-11/2022-06-12"),
    ("until at least Wednesday", "future", "../2022-06-22"),
    ("June 7, 8 and 9", "past", "2022-06-07/2022-06-09"),
    ("on Palm Sunday", "past", "2022-04-10"),
    ("on Presidents' Day", "past", "2022-02-21"),
    ("on the Fourth of July", "past", "2021-07-04"),
]

NONE = {
    "fr": [
        "Un budget de 2000 milliards d'euros, une armée de 2000 soldats.",
        "Ils étaient au bord de la mer.",
        "Il a 12 ans. Un enfant de 5 ans a été condamné à 8 ans de prison.",
        "Le robot a été déposé sur Mars.",
        "Le G20 et les 27 pays, trois quarts des voix, ouvert 24/7.",
        "Le 30/02/2020 et le 31/11/2019.",
        "Tous les lundis et chaque mardi.",
        "Le char T4 et le missile S400 devant l'immeuble.",
        "Le Nouvel An lunaire.",
    ],
    "en": [
        "He may resign; they march in the sun and sat on the second chair.",
        "An army of 2000 soldiers, 3/4 of the votes, open 24/7.",
        "Neither 02/30/2020 nor 31/11/2019.",
        "Theresa May said so.",
        "The crash known as Black Monday.",
    ],
}


@pytest.mark.parametrize(("text", "tense", "edtf_"), FRENCH)
def test_french(text: str, tense: Tense | None, edtf_: str | None) -> None:
    assert said(text, "fr", tense) == [edtf_]


@pytest.mark.parametrize(("text", "tense", "edtf_"), ENGLISH)
def test_english(text: str, tense: Tense | None, edtf_: str | None) -> None:
    assert said(text, "en", tense) == [edtf_]


@pytest.mark.parametrize(("language", "text"), [(k, t) for k, ts in NONE.items() for t in ts])
def test_what_is_no_time(language: str, text: str) -> None:
    assert [e.text for e in recognise(text, language)] == [] or said(text, language) == [None]


def test_a_weekday_chooses_the_year() -> None:
    """15 July 2021 was a Thursday: read in June 2022, that of last year is meant whatever the verb says."""
    assert said("jeudi 15 juillet", "fr", None) == ["2021-07-15"]


def test_the_day_after_counts_from_what_was_told() -> None:
    (expression,) = recognise("Il est reparti le lendemain.", "fr")
    assert resolve(expression, FRIDAY, "past") is None
    assert resolve(expression, FRIDAY, "past", edtf.day(date(2022, 3, 1))) == edtf.day(date(2022, 3, 2))


def test_an_unknown_day_of_writing_leaves_relative_times_open() -> None:
    assert said("hier, en 2019, la semaine dernière", "fr", "past", None) == [None, "2019", None]


def test_a_wide_anchor_gives_a_wide_answer() -> None:
    """Written some time in June: "yesterday" is a day from 31 May to 29 June, "last month" is May."""
    june = edtf.month(2022, 6)
    assert said("hier", "fr", "past", june) == ["2022-05-31/2022-06-29"]
    assert said("le mois dernier", "fr", "past", june) == ["2022-05"]


def test_a_language_without_a_table_knows_numbers() -> None:
    assert said("Η σύνοδος στις 12/04/2021.", "el") == ["2021-04-12"]


WORDS = {
    language: sorted(
        {
            phrase
            for entries in table(language, "dates").get("words", {}).values()
            for phrases in (entries.values() if isinstance(entries, dict) else [entries])
            for phrase in phrases
        }
        | {"2", "14", "31", "1999", "2022", "45", "10h30", "5/6", "01/02/2003", "-", ",", "(", "x", "1er", "3rd"}
    )
    for language in languages()
    if table(language, "dates")
}


@pytest.mark.parametrize("language", sorted(WORDS))
def test_every_table_compiles(language: str) -> None:
    assert grammar(language).stages


@given(st.data())
def test_any_words_in_any_order(data: st.DataObject) -> None:
    language = data.draw(st.sampled_from(sorted(WORDS)))
    text = " ".join(data.draw(st.lists(st.sampled_from(WORDS[language]), max_size=12)))
    check(text, language, data)


@given(st.text(max_size=120), st.sampled_from(["fr", "en", "zh", "xx", None]), st.data())
def test_any_text(text: str, language: str | None, data: st.DataObject) -> None:
    check(text, language, data)


BUILT_IN = {
    "TIME": ["2019", "14/07/2021"],
    "CLOCK": ["10:30"],
    "ISO": ["2020-05-04T10:00:00Z"],
    "DMY": ["05/06/2021", "30/02/2020"],
    "DM": ["05/06"],
    "N12": ["5", "12"],
    "N31": ["25"],
    "N99": ["90"],
    "N": ["700"],
    "YEAR": ["2018"],
    "COMMA": [","],
    "DASH": ["-"],
    "SLASH": ["/"],
    "DOT": ["."],
    "OPEN": ["("],
}


def written(language: str, data: st.DataObject) -> str:
    """A text made to fit one rule of a language, word for word."""
    tables = table(language, "dates")
    words, classes = tables["words"], {**CLASSES, **tables.get("classes", {})}
    row = data.draw(st.sampled_from(tables["rule"]))
    of = data.draw(st.sampled_from([row["of"]] if isinstance(row["of"], str) else row["of"]))

    def phrase(tag: str) -> str:
        if tag in classes:
            return phrase(data.draw(st.sampled_from(list(classes[tag])))) if classes[tag] else "x"
        number = {"W31": "NUMBER", "W": "NUMBER", "ORD": "ORDINAL"}.get(tag, tag)
        entries = words.get(number, BUILT_IN.get(tag, ["x"]))
        phrases = [p for ps in entries.values() for p in ps] if isinstance(entries, dict) else entries
        return str(data.draw(st.sampled_from(phrases)))

    out = []
    for piece in of.split():
        if piece[0] in "(!)" or piece.startswith("<!"):
            continue
        tags = piece.split(":")[-1].rstrip("?").lstrip("<").split("|")
        if not piece.endswith("?") or data.draw(st.booleans()):
            out.append(phrase(data.draw(st.sampled_from(tags))))
    return " ".join(out)


@settings(max_examples=400)
@given(st.data())
def test_every_rule_builds(data: st.DataObject) -> None:
    language = data.draw(st.sampled_from(sorted(WORDS)))
    check(written(language, data), language, data)


def check(text: str, language: str | None, data: st.DataObject) -> None:
    """Offsets are valid and in order; no interval ends before it starts; the same text gives the same answer."""
    anchor = data.draw(
        st.sampled_from([None, FRIDAY, edtf.year(2019), edtf.day(date(1, 1, 1)), edtf.day(date(9999, 12, 31))])
    )
    tense = data.draw(st.sampled_from([None, "past", "present", "future"]))
    told = data.draw(st.sampled_from([None, edtf.day(date(2020, 2, 29)), edtf.month(2021, 7)]))
    found = recognise(text, language)
    assert found == recognise(text, language)
    end = 0
    for e in found:
        assert end <= e.start < e.end <= len(text) and text[e.start : e.end] == e.text
        end = e.end
        when = resolve(e, anchor, tense, told)
        if when and when.start and when.end:
            assert when.start <= when.end, (e, when)
            assert edtf.parse(edtf.format(when))


def test_a_long_line_takes_time_in_proportion() -> None:
    text = "le 3 mars et " * 20_000
    assert len(recognise(text, "fr")) == 20_000


def test_the_following_weekday_counts_from_what_was_told() -> None:
    text = "The fair opened on 3 May 2021. It closed the following Tuesday."
    assert [edtf.format(t.when) for t in times_of_text(text, "en", FRIDAY)] == ["2021-05-03", "2021-05-04"]


def test_two_days_later_alone_counts_from_the_day_of_writing() -> None:
    assert [edtf.format(t.when) for t in times_of_text("deux jours plus tard", "fr", FRIDAY)] == ["2022-06-19"]
    assert times_of_text("Deux jours plus tard, ils sont partis.", "fr", FRIDAY) == ()


def test_an_event_told_in_weeks_may_be_some_days_off() -> None:
    (told,) = spread(times_of_text("They left three weeks ago.", "en", FRIDAY))
    assert edtf.format(told.when) == "2022-05-24~/2022-05-30~"
