"""Records survive the store unchanged, and what is not theirs is refused."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filrouge.errors import StoreError
from filrouge.records import Article, Event, Hints, Participant, Place, Story, When
from filrouge.store.codec import dumps, loads

days = st.none() | st.dates()
whens = st.builds(
    When,
    start=days,
    end=days,
    grain=st.sampled_from(["day", "month", "year"]),
    modifier=st.none() | st.sampled_from(["about", "since"]),
    clock=st.none() | st.just("16:07/17:21"),
    zone=st.none() | st.just("Asia/Shanghai"),
)
words = st.text(max_size=20)
people = st.builds(Participant, id=words, name=words, role=words)
events = st.builds(
    Event,
    start=st.integers(),
    end=st.integers(),
    type=words,
    mode=st.none() | words,
    status=st.sampled_from(["announced", "held", "cancelled", "denied"]),
    participants=st.lists(people, max_size=3).map(tuple),
    when=st.none() | whens,
    place=st.none() | st.builds(Place, name=words, country=st.none() | words, geonames=st.none() | st.integers()),
    why=st.lists(words, max_size=3).map(tuple),
)


@given(whens)
def test_a_time_comes_back_as_it_was(when: When) -> None:
    assert loads(When, dumps(when)) == when


@given(st.lists(events, max_size=4).map(tuple))
def test_nested_records_come_back_as_they_were(found: tuple[Event, ...]) -> None:
    assert loads(tuple[Event, ...], dumps(found)) == found


def test_a_default_takes_no_room() -> None:
    assert dumps(Hints()) == "{}"
    assert loads(Hints, "{}") == Hints()


def test_bytes_and_moments_come_back_as_they_were() -> None:
    @dataclass(frozen=True)
    class Blob:
        data: bytes
        at: datetime
        weight: float

    assert loads(Blob, dumps(Blob(b"\x00\xff", datetime(2024, 5, 1, tzinfo=UTC), 1))) == Blob(
        b"\x00\xff", datetime(2024, 5, 1, tzinfo=UTC), 1.0
    )


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Story, '{"id":"a","title":"b","articles":[],"first":null,"last":null,"colour":"red"}'),
        (Story, '{"id":"a"}'),
        (Story, '{"id":1,"title":"b","articles":[],"first":null,"last":null}'),
        (Story, "[]"),
        (Article, "not json"),
        (When, '{"start":"2024-13-01","end":null}'),
        (When, '{"start":null,"end":null,"grain":"eon"}'),
    ],
)
def test_what_is_no_record_of_the_kind_is_an_error_of_the_store(kind: type, text: str) -> None:
    with pytest.raises(StoreError, match="cannot read"):
        loads(kind, text)
