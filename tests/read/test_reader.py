"""Whatever comes in: articles or a refusal, never an error; and the same again for the same bytes."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from filrouge.data.outlets import outlets
from filrouge.read import detect, read, records
from filrouge.records import Article, Capture, Hints, Refusal

NOW = datetime(2026, 1, 1, tzinfo=UTC)
KINDS = ("text", "html", "feed", "record", "opml", "warc", "zip", "unheard-of")

# Pieces of pages of every make, to be put together at random
PIECES = (
    "09/09/2022 3 articles example.net 2 min #21",
    "Articles enfants",
    "Similar News:",
    "Lire la suite »",
    "Par AFP",
    "source : Example",
    "15 sept. 2022, 16:07",
    "14:32",
    "[ad_1]",
    "PARIS (AFP) - Une phrase assez longue pour être un paragraphe, avec un point à la fin de la ligne.",
    "Un titre de quelques motsLe texte du chapeau collé au titre, assez long pour être lu comme un texte.",
    "© Example / AFP",
    "Laisser un commentaire",
    "<p>",
    "</div><article>",
    '{"title": "x", "text": 1}',
    "<rss><channel><item><title>",
    "2022年9月9日",
    "«»",
    "",
)


def capture(content: bytes, kind: str, **hints: str) -> Capture:
    return Capture("c0ffee", "page.txt", kind, content, NOW, Hints(**hints))


def check(content: bytes, kind: str) -> None:
    result = read(capture(content, kind), outlets(), NOW)
    if isinstance(result, Refusal):
        assert result.reason.endswith((".", "!")) and result.where
        return
    assert result
    for position, article in enumerate(result):
        assert article.position == position
        assert article.text or article.title
        article.reading.encode()
    assert len({a.id for a in result}) == len(result)
    assert read(capture(content, kind), outlets(), NOW) == result


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=400), st.sampled_from(KINDS))
def test_any_bytes_of_any_kind_are_read_or_refused(content: bytes, kind: str) -> None:
    check(content, kind)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=40), max_size=14), st.sampled_from(KINDS[:4]))
def test_any_page_put_together_from_pieces_is_read_or_refused(pieces: list[str], kind: str) -> None:
    check("\n".join(pieces).encode("utf-8", "surrogatepass"), kind)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_detected_or_refused(content: bytes) -> None:
    result = detect(content, "x")
    assert isinstance(result, Refusal) or result.kind


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_split_into_records_or_refusals(content: bytes) -> None:
    for record in records(content, "x"):
        if isinstance(record, Refusal):
            assert record.where.startswith("x")
        else:
            check(record, "record")


@pytest.mark.parametrize(
    "line",
    [
        "(" * 50_000,
        "«" * 50_000,
        "a " * 50_000,
        "A" * 50_000,
        "Aa" * 25_000,
        "1 " * 50_000,
        "12/" * 30_000,
        "a.b" * 30_000,
        "- " * 50_000,
        "Par " + "A " * 30_000,
        "source : " + "a," * 30_000,
        "x\n" * 10_000,
        "14:32 x\n" * 3_000,
        "Lire la suite\n" * 5_000,
        "09/09/2022 example.net 2 min #21\n" * 2_000,
    ],
    ids=lambda line: line[:12],
)
@pytest.mark.parametrize("kind", ["text", "html"])
def test_hostile_repetition_takes_no_longer_than_its_length(line: str, kind: str) -> None:
    started = datetime.now(UTC)
    read(capture(line.encode(), kind), outlets(), NOW)
    assert (datetime.now(UTC) - started).total_seconds() < 15


def test_a_refusal_names_what_cannot_be_read_yet() -> None:
    for kind in ("opml", "warc", "zip"):
        result = read(capture(b"x", kind), outlets(), NOW)
        assert isinstance(result, Refusal) and result.where == "page.txt"


def only(result: tuple[Article, ...] | Refusal) -> Article:
    assert not isinstance(result, Refusal), result
    (article,) = result
    return article


def test_a_record_is_taken_as_it_is() -> None:
    content = '{"id": 7, "title": "Menu", "text": "PARIS (AFP) - Menu\\n\\nPartager", "published": "2024-07-03", "language": "fr", "outlet": "lemonde.fr", "authors": ["AFP"]}'  # noqa: E501
    article = only(read(capture(content.encode(), "record"), outlets(), NOW))
    assert article.text == "PARIS (AFP) - Menu\n\nPartager"
    assert (article.external_id, article.title, article.outlet) == ("7", "Menu", "Le Monde")
    assert article.published_from == "given" and article.agencies == ("AFP",) and article.dateline == "Paris"


def test_what_is_said_of_a_file_fills_what_its_records_leave_open() -> None:
    content = b'{"text": "Un texte.", "outlet": "RFI"}'
    article = only(read(capture(content, "record", outlet="Le Monde", published="2024-07"), outlets(), NOW))
    assert article.outlet == "RFI"
    assert article.published is not None and article.published.grain == "month"


def test_a_record_of_the_wrong_shape_says_which_field() -> None:
    result = read(capture(b'{"text": ["a"]}', "record"), outlets(), NOW)
    assert isinstance(result, Refusal) and result.code == "bad-record" and "text" in result.reason
    result = read(capture(b"{}", "record"), outlets(), NOW)
    assert isinstance(result, Refusal) and result.code == "bad-record"


def test_broken_lines_are_refused_with_their_number() -> None:
    good, bad = records(b'{"text": "a"}\n\n{"text": \n', "x.jsonl")
    assert good == b'{"text": "a"}'
    assert isinstance(bad, Refusal) and bad.where == "x.jsonl:3" and bad.code == "bad-record"


def test_a_date_after_tomorrow_is_none() -> None:
    article = only(read(capture(b'{"text": "Un texte.", "published": "2031-01-01"}', "record"), outlets(), NOW))
    assert article.published is None


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("BBC News - 3 May 2024 - 2 min read", "Reuters - 4 May 2024 - 1 min read"),
        ("3 May 2024, BBC News", "4 May 2024, Reuters"),
        ("By Jane Doe, BBC News, 3 May 2024", "By John Roe, Reuters, 4 May 2024"),
    ],
)
def test_two_short_items_each_under_its_own_fields_are_a_list(first: str, second: str) -> None:
    page = (
        f"Ferry strike ends after nine days\n{first}\nThe ferries sail again from Monday, the union said on "
        f"Friday after a vote.\n\nBridge reopens to lorries\n{second}\nThe bridge is open to lorries since Saturday, "
        "the mayor said at the end of the works.\n"
    )
    found = read(Capture("x", "x", "text", page.encode(), NOW), outlets(), NOW)
    assert isinstance(found, tuple)
    assert [(a.role, a.title, a.published and a.published.start and a.published.start.day) for a in found] == [
        ("teaser", "Ferry strike ends after nine days", 3),
        ("teaser", "Bridge reopens to lorries", 4),
    ]
