"""Counts against the ledger, which knows only what it was told."""

from filrouge.records import Count
from filrouge.tell.tally import Met, verdict
from filrouge.text import edtf
from tests.tell.test_ledger import MACRON, SCHOLZ, ledger, told


def count(low: int, high: int, since: str | None = None, modes: str = "any") -> Count:
    return Count(0, 10, (MACRON, SCHOLZ), f"{low} times", low, high, edtf.parse(since) if since else None, modes)


ENTRIES = [
    Met(e.mode, e.when.start, e.when.end)
    for e in ledger(told("a", "2024-01-05"), told("b", "2024-03-05"), told("c", "2024-05-05", mode="phone"))
    if e.when
]
JUNE = edtf.parse("2024-06-30")


def test_fewer_known_than_counted_is_compatible() -> None:
    assert verdict(count(5, 5), JUNE, ENTRIES).verdict == "compatible"


def test_more_surely_known_than_counted_is_conflicting() -> None:
    found = verdict(count(1, 1, since="2024-01-01"), JUNE, ENTRIES)
    assert found.verdict == "conflicting"
    assert (
        found.why
        == "the ledger already holds 2 in-person (of any kind, since 2024-01-01, until 2024-06-30), more than 1"
    )


def test_a_count_that_does_not_say_since_when_conflicts_with_nothing() -> None:
    found = verdict(count(1, 1), JUNE, ENTRIES)
    assert found.verdict == "compatible"
    assert "2 in-person + 1 phone = 3 (of any kind, since when is not said, until 2024-06-30)" in found.why


def test_a_call_may_not_count_as_a_meeting() -> None:
    assert verdict(count(2, 2, since="2024-01-01"), JUNE, ENTRIES).verdict == "compatible"


def test_only_what_is_in_the_scope_of_the_count_is_counted() -> None:
    assert verdict(count(2, 2, modes="in-person"), JUNE, ENTRIES).verdict == "compatible"
    assert verdict(count(1, 1, since="2024-05"), JUNE, ENTRIES).verdict == "compatible"
    assert verdict(count(1, 1), edtf.parse("2024-02-01"), ENTRIES).verdict == "compatible"


def test_a_later_higher_count_supersedes() -> None:
    later = [(count(7, 7), edtf.parse("2024-12-01"))]
    assert verdict(count(5, 5), JUNE, ENTRIES, later).verdict == "superseded"
