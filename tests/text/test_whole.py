"""Halves of characters do not get past the door."""

import json

from hypothesis import given
from hypothesis import strategies as st

from filrouge.text.whole import loads, whole

halves = st.text(st.characters(min_codepoint=0xD700, max_codepoint=0xE100), max_size=20)


@given(halves)
def test_any_string_becomes_writable(text: str) -> None:
    assert "\ufffd" in whole(text) or len(whole(text)) <= len(text)
    whole(text).encode()


@given(st.text())
def test_whole_strings_stay_as_they_are(text: str) -> None:
    assert whole(text) == text


def test_json_escapes_are_joined_or_replaced() -> None:
    assert loads(r'{"a": "\ud83d\ude00", "b": ["\ud83d!"]}') == {"a": "😀", "b": ["\ufffd!"]}


@given(halves)
def test_json_of_any_string_is_writable(text: str) -> None:
    json.dumps(loads(json.dumps([text])), ensure_ascii=False).encode()
