"""Pages of makes and languages that no golden page has, composed with a seed: most of what is asked of them holds."""

from tests.read.composed.check import score
from tests.read.composed.makes import WORKED_ON


def test_pages_of_many_makes_are_read() -> None:
    good, total = score(WORKED_ON)
    assert good / total >= 0.97  # .988 when this was written
