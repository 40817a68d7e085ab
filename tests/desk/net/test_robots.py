"""What a robots.txt means, after the examples and rules of RFC 9309."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filrouge.desk.net.robots import LONGEST_DELAY, MOST, Robots, matches, normalise, parse

HOST = "https://news.example"


def allows(text: str | bytes, path: str, agent: str = "filrouge") -> bool:
    return parse(text.encode() if isinstance(text, str) else text, agent).allows(HOST + path)


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("/", "/anything", True), ("/fish", "/fish.html", True), ("/fish", "/Fish", False), ("/fish", "/a/fish", False),
        ("/fish*", "/fishheads/yummy.html", True), ("/fish/", "/fish", False), ("/*.php", "/folder/a.php?x", True),
        ("/*.php", "/windows.PHP", False), ("/*.php$", "/a.php", True), ("/*.php$", "/a.php?x", False),
        ("/*.php$", "/a.php5", False), ("/*.php$", "/a.phpb.php", True), ("/fish*.php", "/fishheads/a.php?x", True),
        ("/a*b*c", "/axxbxx", False), ("/a$", "/a", True), ("/a$", "/ab", False), ("/$", "/", True), ("*", "/", True),
        ("/*a$", "/a", True), ("/a*a$", "/a", False), ("/**$", "/x", True),
    ],
)  # fmt: skip
def test_patterns(pattern: str, path: str, fits: bool) -> None:
    assert matches(normalise(pattern), normalise(path)) is fits


@given(st.text("ab/*$", max_size=12), st.text("ab/$", max_size=12))
def test_patterns_mean_what_a_regular_expression_says(pattern: str, path: str) -> None:
    pattern, path = "/" + pattern, "/" + path
    ends = pattern.endswith("$")
    body = ".*".join(map(re.escape, (pattern[:-1] if ends else pattern).split("*")))
    assert matches(pattern, path) is bool(re.match(body + (r"\Z" if ends else ""), path))


def test_hostile_patterns_take_no_longer_than_their_length() -> None:
    assert not matches("/" + "*a" * 20_000 + "b", "/" + "a" * 20_000)


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /", "/robots.txt", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nAllow: /a\nDisallow: /a/b", "/a/b/c", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: FilRouge\nAllow: /", "/a", True),
        ("User-agent: filrouge\nDisallow:\n\nUser-agent: *\nDisallow: /", "/a", True),
        ("User-agent: filrouge/2.0 (x)\nDisallow: /a", "/a", False),
        ("User-agent: filrouge-images\nDisallow: /", "/a", True),
        ("User-agent: fil\nDisallow: /", "/a", True),
        ("User-agent: other\nUser-agent: filrouge\nDisallow: /a", "/a", False),
        ("User-agent: filrouge\nAllow: /a\n\nUser-agent: x\n\nUser-agent: filrouge\nDisallow: /b", "/b", False),
        ("User-agent: filrouge\nDisallow: /a\n\nUser-agent: *\nDisallow: /b", "/b", True),
        ("User-agent: filrouge\nSitemap: /x\nUser-agent: y\nDisallow: /a", "/a", False),
        ("\ufeffUser-agent: *\r\nDisallow: /a # b\r\n", "/a", False),
        ("USER-AGENT : *\rdisallow : /a", "/a", False),
        ("Disallow: /\nUser-agent: *\nDisallow: /b", "/a", True),
        ("User-agent: *\nDisallow: a", "/a", True),
        ("User-agent: *\nDisallow: /*?print", "/a?print=1", False),
        ("User-agent: *\nDisallow: /caf\u00e9", "/caf%C3%A9", False),
        ("User-agent: *\nDisallow: /caf%c3%a9", "/caf\u00e9", False),
        ("User-agent: *\nDisallow: /%7Ejoe", "/~joe/x", False),
        ("User-agent: *\nDisallow: /a%2Fb", "/a/b", True),
        ("User-agent: *\nDisallow: /a%2fb", "/a%2Fb", False),
        ("<html><body>Disallow: /</body></html>", "/a", True),
        (b"\xff\xfe\x00User-agent: *\nDisallow: /", "/a", True),
    ],
)  # fmt: skip
def test_rules(text: str | bytes, path: str, allowed: bool) -> None:
    assert allows(text, path) is allowed


def test_what_lies_beyond_the_limit_is_not_read() -> None:
    assert allows(b"#" * MOST + b"\nUser-agent: *\nDisallow: /", "/a")
    assert not allows(b"User-agent: *\nDisallow: /\n" + b"#" * MOST, "/a")


@pytest.mark.parametrize(
    ("text", "delay"),
    [
        ("User-agent: *\nCrawl-delay: 2.5", 2.5),
        ("User-agent: *\nCrawl-delay: 86400", LONGEST_DELAY),
        ("User-agent: *\nCrawl-delay: soon", None),
        ("User-agent: *\nCrawl-delay: 9\nUser-agent: filrouge\nDisallow:", None),
        ("User-agent: filrouge\nCrawl-delay: 3", 3.0),
    ],
)
def test_a_delay_is_heard(text: str, delay: float | None) -> None:
    assert parse(text.encode(), "filrouge").delay == delay


@given(st.binary(max_size=300), st.text(max_size=30))
def test_any_bytes_are_read(content: bytes, path: str) -> None:
    parse(content, "filrouge").allows(f"{HOST}/{path}")


@given(st.text(max_size=40))
def test_one_spelling_is_its_own(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


def test_without_rules_all_is_allowed() -> None:
    assert Robots().allows(HOST)
