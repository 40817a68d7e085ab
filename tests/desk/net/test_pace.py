"""How often, by a clock of our own."""

import random
import threading
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filrouge.desk.net.pace import LONGEST_WAIT, Clock, Pace, back_off, max_age, retry_after

NOW = datetime(2024, 7, 3, 12, tzinfo=UTC)
BASE, MOST = timedelta(minutes=30), timedelta(hours=24)


class Hands:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.slept: list[float] = []
        self.clock = Clock(lambda: NOW, lambda: sum(self.slept), self.slept.append)


def test_a_host_rests_between_two_requests_and_others_do_not_wait() -> None:
    hands = Hands()
    pace = Pace(hands.clock, 1.0)
    for host, pause in (("a", None), ("b", None), ("a", 5.0), ("a", None)):
        with pace.turn(host, pause):
            pass
    assert hands.slept == [1.0, 5.0]


def test_one_request_at_a_time_to_a_host() -> None:
    pace = Pace(Hands().clock, 0.0)
    inside, waiting = threading.Event(), threading.Event()
    order: list[str] = []

    def second() -> None:
        waiting.set()
        with pace.turn("a"):
            order.append("second")

    with pace.turn("a"):
        thread = threading.Thread(target=second)
        thread.start()
        waiting.wait()
        with pace.turn("b"):
            inside.set()
        order.append("first")
    thread.join()
    assert order == ["first", "second"]


def test_a_failed_request_rests_too() -> None:
    hands = Hands()
    pace = Pace(hands.clock, 1.0)
    with pytest.raises(OSError), pace.turn("a"):
        raise OSError
    with pace.turn("a"):
        pass
    assert hands.slept == [1.0]


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("120", 120), (" 0 ", 0), ("Wed, 03 Jul 2024 12:10:00 GMT", 600), ("Wed, 03 Jul 2024 11:00:00 GMT", 0),
        ("Wed, 03 Jul 2024 12:10:00", 600), ("999999999999", LONGEST_WAIT.total_seconds()),
        ("Fri, 01 Jan 2999 00:00:00 GMT", LONGEST_WAIT.total_seconds()), ("soon", None), ("-5", None), ("", None),
        ("²", None), (None, None),
    ],
)  # fmt: skip
def test_retry_after_in_seconds_or_as_a_date(value: str | None, wait: float | None) -> None:
    found = retry_after(value, NOW)
    assert (found.total_seconds() if found is not None else None) == wait


@given(st.text(max_size=60))
def test_any_header_is_heard_or_not(value: str) -> None:
    for found in (retry_after(value, NOW), max_age(value)):
        assert found is None or timedelta() <= found <= LONGEST_WAIT


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("max-age=600", 600), ("public, Max-Age = 60", 60), ('max-age="5"', 5), ("no-cache, max-age=600", 0),
        ("no-store", 0), ("private", None), ("max-age=x", None), ("s-maxage=9", None), (None, None),
    ],
)  # fmt: skip
def test_max_age(value: str | None, seconds: float | None) -> None:
    found = max_age(value)
    assert (found.total_seconds() if found is not None else None) == seconds


@given(st.integers(1, 10_000), st.integers())
def test_waits_grow_to_a_day_and_never_meet_by_plan(failures: int, seed: int) -> None:
    wait = back_off(failures, BASE, MOST, random.Random(seed))
    plain = min(BASE * 2 ** min(failures - 1, 20), MOST)
    assert plain * 0.8 <= wait <= plain * 1.2
