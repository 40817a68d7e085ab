"""Towns are found by their names in many scripts, ranked by size and by the countries an article speaks of."""

import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filrouge.data.places import FILE, Places, key
from filrouge.errors import MissingPart

pytestmark = pytest.mark.skipif(not FILE.is_file(), reason="the table of places was not built (python hatch_build.py)")
PLACES = Places()


@pytest.mark.parametrize("name", ["Samarkand", "Samarcande", "Самарканд", "撒马尔罕", "سمرقند", "SAMARKAND"])
def test_one_town_in_five_writings(name: str) -> None:
    found = PLACES.find(name)
    assert found is not None
    assert (found.name, found.country, found.geonames) == ("Samarkand", "UZ", 1216265)


@pytest.mark.parametrize(
    ("name", "country"), [("Paris", "FR"), ("Washington", "US"), ("Moscou", "RU"), ("Pékin", "CN"), ("Londres", "GB")]
)
def test_the_likeliest_of_several_namesakes_comes_first(name: str, country: str) -> None:
    found = PLACES.find(name)
    assert found is not None
    assert found.country == country


def test_the_countries_of_the_article_decide_between_towns_of_like_size() -> None:
    spanish, venezuelan = PLACES.find("Valencia", None, ["ES"]), PLACES.find("Valencia", None, ["VE"])
    assert spanish is not None
    assert venezuelan is not None
    assert (spanish.country, venezuelan.country) == ("ES", "VE")


def test_case_endings_are_undone_in_cyrillic() -> None:
    found = PLACES.find("Самарканде", "ru")
    assert found is not None
    assert found.name == "Samarkand"


def test_capitals_by_country() -> None:
    assert [p.name for c in ("KZ", "US", "CN", "BE") if (p := PLACES.capital(c))] == [
        "Astana",
        "Washington",
        "Beijing",
        "Brussels",
    ]
    assert PLACES.capital("XX") is None


def test_what_is_no_town_is_not_found() -> None:
    assert PLACES.find("") is None
    assert PLACES.find("qzxv") is None


def test_a_table_that_was_not_built_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(MissingPart, match="hatch_build"):
        Places(tmp_path / "none.sqlite").find("Paris")


def test_look_ups_cross_processes() -> None:
    assert pickle.loads(pickle.dumps(PLACES)).find("Paris") == PLACES.find("Paris")


@given(st.text(max_size=60))
def test_any_text_can_be_looked_up(name: str) -> None:
    PLACES.find(name)
    assert key(key(name)) == key(name)
