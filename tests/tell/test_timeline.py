"""The timeline: in order, undated last, narrowed to its actors."""

from filrouge.tell.timeline import timeline
from tests.tell.test_ledger import MACRON, MELONI, ledger, told


def test_in_order_of_time_with_the_undated_last() -> None:
    entries = ledger(told("a", "2024-05"), told("b", "2023-01-05"), told("c", None, published=None, mode="phone"))
    assert [m.date for m in timeline(entries)] == ["2023-01-05", "2024-05", None]


def test_only_what_two_of_the_actors_share() -> None:
    entries = ledger(told("a", "2024-05-28"), told("b", "2024-05-28", people=(MACRON, MELONI)))
    assert [m.entry.evidence[0].article for m in timeline(entries, frozenset({MACRON.id, MELONI.id}))] == ["b"]
    assert len(timeline(entries, frozenset({MACRON.id}))) == 2


def test_weight_grows_with_evidence() -> None:
    entries = ledger(told("a", "2024-05-28"), told("b", "2024-05-28"), told("c", "2023-05-28"))
    assert [m.weight for m in timeline(entries)] == [0.5, 1.0]
