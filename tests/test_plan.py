"""The plan: every step's needs are met by those before it."""

import pytest

from filrouge.errors import NotFound
from filrouge.plan import STEPS, UNDERSTANDING, step, understanding_version, unmet


def test_no_need_is_unmet() -> None:
    assert unmet(STEPS) == ()


def test_a_step_taken_out_is_missed() -> None:
    assert "events: time-mentions" in unmet([s for s in STEPS if s.name != "times"])


def test_an_unknown_step_is_named_with_those_there_are() -> None:
    with pytest.raises(NotFound, match="storylines"):
        step("magic")


def test_the_version_names_each_step_of_understanding() -> None:
    assert len(understanding_version().split()) == len(UNDERSTANDING)
