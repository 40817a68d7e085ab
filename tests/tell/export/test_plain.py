"""Text made harmless: the short way gives what the long way gives."""

from hypothesis import given
from hypothesis import strategies as st

from filrouge.tell.export import plain
from filrouge.text.normalise import clean
from filrouge.text.whole import whole
from tests.tell.make import entry, hostile, told


@given(hostile | st.text(alphabet="aé e\u0301\u00a0\u200d\u2028\n", max_size=12))
def test_the_short_way_gives_what_the_long_way_gives(value: str) -> None:
    assert plain.text(value) == clean(whole(value))
    assert plain.line(value) == " ".join(clean(whole(value)).split())


def test_orders_put_what_has_no_date_last() -> None:
    dates = ["2024-05-24", None, "2013/..", "../2022-02-24", "not a date", "2023-03"]
    assert sorted(dates, key=plain.order)[:4] == ["2013/..", "../2022-02-24", "2023-03", "2024-05-24"]


def test_the_proof_of_what_was_held_is_a_report_and_not_its_announcement() -> None:
    before, after = told("a", "They will meet.", status="announced"), told("b", "They met.")
    assert plain.said(entry(evidence=(before, after))) == "They met."
    assert plain.said(entry(evidence=(before,))) == "They will meet."
    assert plain.said(entry(evidence=())) is None
