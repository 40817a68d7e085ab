import pytest
from hypothesis import given
from hypothesis import strategies as st

from filrouge.text.urls import canonical, host, parents


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.Example.net/a", "example.net"),
        ("example.net/a?b", "example.net"),
        ("francais.example.com", "francais.example.com"),
        ("http://user:pw@example.org:8080/", "example.org"),
        ("not a host", None),
        ("", None),
        ("http://[::1", None),
        ("localhost", None),
    ],
)
def test_host(url: str, expected: str | None) -> None:
    assert host(url) == expected


def test_same_page_same_address() -> None:
    assert canonical("HTTPS://Example.net:443/a b?id=3&utm_source=x&fbclid=y#part") == "https://example.net/a%20b?id=3"
    assert canonical("/b", base="https://example.net/a") == "https://example.net/b"
    assert canonical("javascript:alert(1)") is None


def test_domains_above() -> None:
    assert parents("a.b.example.net") == ("a.b.example.net", "b.example.net", "example.net")


@given(st.text())
def test_any_text_is_an_address_or_none(text: str) -> None:
    once = canonical(text)
    assert once is None or canonical(once) == once
    host(text)


@given(st.text())
def test_any_path_has_one_form(path: str) -> None:
    once = canonical("https://example.net/" + path)
    assert once is None or canonical(once) == once
