"""Settings are read once, and a wrong one is named."""

import pytest

from filrouge.errors import UsageError
from filrouge.settings import Settings, load


def test_defaults_hold_where_nothing_is_said() -> None:
    assert load({}) == Settings()


def test_the_environment_is_read_and_what_is_given_wins() -> None:
    environ = {"FILROUGE_DB": "a.db", "FILROUGE_WORKERS": "0", "FILROUGE_BATCH": " 7 "}
    assert load(environ) == Settings(db="a.db", workers=0, batch=7)
    assert load(environ, db="b.db").db == "b.db"
    assert load(environ, db=None).db == "a.db"


@pytest.mark.parametrize("value", ["0", "-1", "many", "1.5", "²"])
def test_what_is_no_whole_number_is_named(value: str) -> None:
    with pytest.raises(UsageError, match="FILROUGE_BATCH"):
        load({"FILROUGE_BATCH": value})
