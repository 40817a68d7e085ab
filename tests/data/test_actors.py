"""The tables of actors: whole, consistent, and true where facts are well known."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from datetime import date
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from babel import Locale

from filrouge.data import actors
from filrouge.data.actors import TITLES, Actor, Actors
from filrouge.errors import DataError


@pytest.fixture(scope="module")
def known() -> Actors:
    return actors.load()


def _entries() -> list[dict[str, Any]]:
    files = [f for f in resources.files(actors).iterdir() if f.name.endswith(".toml")]
    return [entry for f in files for entry in tomllib.loads(f.read_text(encoding="utf-8"))["actor"]]


def _ids(found: tuple[Actor, ...]) -> list[str]:
    return [a.id for a in found]


def test_the_tables_are_whole(known: Actors) -> None:
    entries = _entries()
    assert len(known) == len(entries) >= 330
    assert len({e["id"] for e in entries}) == len(entries)
    assert sum(a.kind == "person" for a in known) >= 240
    assert sum(a.kind == "organisation" for a in known) >= 90


def test_every_country_is_one_that_cldr_knows(known: Actors) -> None:
    territories = Locale("en").territories
    for actor in known:
        assert actor.kind == "organisation" or actor.country in territories, actor.id
        assert all(len(r.of) != 2 or r.of in territories or known.get(r.of) for r in actor.roles), actor.id


def test_every_person_has_names_in_three_alphabets_or_says_why_not(known: Actors) -> None:
    without_russian = [a.id for a in known if a.kind == "person" and "ru" not in dict(a.aliases)]
    assert without_russian == []


def test_wikidata_ids_are_borne_once(known: Actors) -> None:
    ids = [a.wikidata for a in known if a.wikidata]
    assert len(ids) == len(set(ids))


def test_a_full_name_belongs_to_one_actor(known: Actors) -> None:
    several = {name: _ids(known.named(name)) for name in known.names() if len(known.named(name)) > 1}
    assert several == {}


def _last_possible(text: str) -> str:
    return {4: f"{text}-12-31", 7: f"{text}-31"}.get(len(text), text)


def _first_possible(text: str) -> str:
    return {4: f"{text}-01-01", 7: f"{text}-01"}.get(len(text), text)


ONE_AT_A_TIME = (
    "president",
    "prime-minister",
    "chancellor",
    "king",
    "queen",
    "pope",
    "supreme-leader",
    "foreign-minister",
    "defence-minister",
    "secretary-general",
    "commission-president",
    "council-president",
    "high-representative",
)
SEVERAL_AT_ONCE = {
    ("president", "BA"),  # a presidency of three
    ("president", "CI"),  # claimed by two from 2010-12 to 2011-04
}


def test_an_office_for_one_is_held_by_one_at_a_time() -> None:
    held: dict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)
    for entry in _entries():
        for role in entry.get("role", []):
            if (
                role["title"] in ONE_AT_A_TIME
                and (role["title"], role["of"]) not in SEVERAL_AT_ONCE
                and "since" in role
            ):
                # the latest begin and the earliest end that the table allows: what is left is sure
                until = _first_possible(role.get("until", "9999-12-31"))
                held[role["title"], role["of"]].append((_last_possible(role["since"]), until, entry["id"]))
    clashes = []
    for office, terms in held.items():
        terms.sort()
        for (_, until, one), (since, _, other) in pairwise(terms):
            if since < until and one != other:
                clashes.append(f"{office}: {one} until {until}, {other} since {since}")
    assert clashes == []


@pytest.mark.parametrize(
    ("title", "of", "day", "who"),
    [
        ("president", "FR", date(2016, 6, 1), "francois-hollande"),
        ("president", "RU", date(2010, 6, 1), "dmitry-medvedev"),
        ("prime-minister", "RU", date(2010, 6, 1), "vladimir-putin"),
        ("president", "US", date(2014, 6, 1), "barack-obama"),
        ("vice-president", "US", date(2014, 6, 1), "joe-biden"),
        ("foreign-minister", "US", date(2014, 6, 1), "john-kerry"),
        ("chancellor", "DE", date(2015, 6, 1), "angela-merkel"),
        ("prime-minister", "GB", date(2003, 6, 1), "tony-blair"),
        ("president", "CN", date(2020, 6, 1), "xi-jinping"),
        ("foreign-minister", "CN", date(2018, 6, 1), "wang-yi"),
        ("prime-minister", "JP", date(2018, 6, 1), "shinzo-abe"),
        ("prime-minister", "IN", date(2018, 6, 1), "narendra-modi"),
        ("president", "TR", date(2018, 6, 1), "recep-tayyip-erdogan"),
        ("president", "IR", date(2022, 6, 1), "ebrahim-raisi"),
        ("prime-minister", "IL", date(2015, 6, 1), "benjamin-netanyahu"),
        ("president", "BR", date(2020, 6, 1), "jair-bolsonaro"),
        ("president", "ZA", date(2020, 6, 1), "cyril-ramaphosa"),
        ("pope", "VA", date(2015, 6, 1), "pope-francis"),
        ("secretary-general", "un", date(2010, 6, 1), "ban-ki-moon"),
        ("secretary-general", "nato", date(2020, 6, 1), "jens-stoltenberg"),
        ("commission-president", "eu", date(2022, 6, 1), "ursula-von-der-leyen"),
        ("presidential-spokesperson", "RU", date(2022, 6, 1), "dmitry-peskov"),
    ],
)
def test_well_known_offices(known: Actors, title: str, of: str, day: date, who: str) -> None:
    assert _ids(known.holders(title, of, day, day)) == [who]


def test_an_open_interval_gives_every_holder_in_order(known: Actors) -> None:
    assert _ids(known.holders("president", "RU")) == ["boris-yeltsin", "vladimir-putin", "dmitry-medvedev"]
    assert _ids(known.holders("president", "RU", end=date(1999, 1, 1))) == ["boris-yeltsin"]
    assert known.holders("president", "nowhere") == ()


@pytest.mark.parametrize(
    ("name", "who"),
    [
        ("Vladimir Poutine", "vladimir-putin"),
        ("WLADIMIR PUTIN", "vladimir-putin"),
        ("普京", "vladimir-putin"),
        ("فلاديمير بوتين", "vladimir-putin"),
        ("Wolodymyr Selenskyj", "volodymyr-zelensky"),
        ("Си Цзиньпином", "xi-jinping"),
        ("习近平", "xi-jinping"),
        ("Otan", "nato"),
        ("Organisation de coopération de Shanghai", "sco"),
        ("ШОС", "sco"),
        ("上合组织", "sco"),
        ("G-7", "g7"),
        ("l'Élysée", "elysee"),
        ("Maison Blanche", "white-house"),
        ("Weißes Haus", "white-house"),
    ],
)
def test_names_in_many_languages(known: Actors, name: str, who: str) -> None:
    assert _ids(known.named(name)) == [who]


def test_short_forms_are_weaker_than_names(known: Actors) -> None:
    assert _ids(known.surname("Poutine")) == ["vladimir-putin"]
    assert _ids(known.surname("Путиным")) == ["vladimir-putin"]
    assert known.named("Путиным") == ()
    assert len(known.surname("Wang")) > 1
    assert len(known.surname("Bush")) == 2
    assert known.surname("") == ()


def test_acronyms_are_told_from_words(known: Actors) -> None:
    assert known.acronym("un") and known.acronym("WHO")
    assert not known.acronym("Kremlin")


def test_an_acronym_counts_in_its_own_languages_only(known: Actors) -> None:
    nato, sudanese = known.get("nato"), known.get("rsf")
    assert nato is not None and sudanese is not None
    assert "OTAN" in nato.names_in("fr") and "NATO" in nato.names_in("fr")
    assert "OTAN" not in nato.names_in("en") and "OTAN" in nato.names_in(None)
    assert "RSF" in sudanese.names_in("en") and "RSF" not in sudanese.names_in("fr")


def test_the_kremlin_stands_for_the_russian_executive(known: Actors) -> None:
    kremlin = known.get("kremlin")
    assert kremlin is not None and kremlin.kind == "organisation" and kremlin.of == "RU"
    assert kremlin in known.institutions("RU")


def test_a_coarse_date_gives_the_widest_interval(tmp_path: Path) -> None:
    _write(tmp_path, role='title = "president"\nof = "CH"\nsince = "1999"\nuntil = "1999-02"')
    person = actors.load(tmp_path).get("ruth-dreifuss")
    assert person is not None
    assert (person.roles[0].since, person.roles[0].until) == (date(1999, 1, 1), date(1999, 2, 28))


def _write(folder: Path, *, head: str = "", role: str = "", id: str = "ruth-dreifuss", country: str = "CH") -> None:
    text = f'[[actor]]\nid = "{id}"\nkind = "person"\nname = "Ruth Dreifuss"\ncountry = "{country}"\n{head}\n'
    (folder / "more.toml").write_text(text + (f"[[actor.role]]\n{role}\n" if role else ""), encoding="utf-8")


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"id": "xi-jinping"}, "already in asia.toml"),
        ({"id": "Not A Slug"}, "slug"),
        ({"country": "QQ"}, "'QQ'"),
        ({"country": "EU"}, "'EU'"),
        ({"head": 'wikidata = "12"'}, "Wikidata"),
        ({"head": 'surnames = ["Dreifuss"]'}, "'surnames'"),
        ({"head": 'surname = "Dreifuss"'}, "lists"),
        ({"role": 'title = "boss"\nof = "CH"'}, "'boss'"),
        ({"role": 'title = "president"\nof = "no-such-body"'}, "no-such-body"),
        ({"role": 'title = "ambassador-to:QQ"\nof = "CH"'}, "'QQ'"),
        ({"role": 'title = "president"\nof = "CH"\nsince = "2000"\nuntil = "1999"'}, "before it begins"),
        ({"role": 'title = "president"\nof = "CH"\nsince = "1999-02-30"'}, "1999-02-30"),
        ({"head": "this is no TOML"}, "not TOML"),
    ],
)
def test_a_broken_table_is_refused_by_file_and_entry(tmp_path: Path, parts: dict[str, str], says: str) -> None:
    _write(tmp_path, **parts)
    with pytest.raises(DataError, match=r"more\.toml") as caught:
        actors.load(tmp_path)
    assert says in str(caught.value)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no folder"):
        actors.load(tmp_path / "absent")


def test_titles_say_what_they_cover() -> None:
    assert all(TITLES.values())
