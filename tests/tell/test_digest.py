"""A press review: the most reported first, in quoted sentences, harmless whatever they hold."""

from datetime import date

from hypothesis import given, settings
from lxml import etree, html

from filrouge.tell.digest import Digest, as_html, as_markdown, digest
from filrouge.tell.told_rows import SummaryRow
from tests.tell.make import AT, entry, hostile, story, told


def review(word: str = "Talks in Paris") -> Digest:
    quote = SummaryRow("2024-05-24", word, "a1", word, 0, 9, False, "fr", word, "javascript:x", "s1", 1.0)
    met = [entry("late", "2024-05-25"), entry("early", evidence=(told(sentence=word),), place=word)]
    return digest(date(2024, 5, 24), date(2024, 5, 31), [story(title=word), story("s2")], [quote], met, AT)


def test_a_review_tells_stories_and_encounters_in_order() -> None:
    text = "".join(as_markdown(review("Talks in Berlin")))
    assert text.startswith("# Press review, 2024-05-24 – 2024-05-31\n")
    assert text.index("Talks in Berlin") < text.index("Talks in Paris")
    assert text.index("2024-05-24, Emmanuel") < text.index("2024-05-25, Emmanuel")
    assert "new · 1 independent source · 1 article · The Journal" in text


def test_a_story_that_went_on_says_since_when() -> None:
    told_before = digest(date(2024, 5, 25), date(2024, 5, 31), [story()], [], [], AT)
    assert "since 2024-05-24" in "".join(as_markdown(told_before))


def test_a_period_without_news_says_so() -> None:
    empty = digest(date(2024, 1, 1), date(2024, 1, 1), [], [], [], AT)
    assert "No stories." in "".join(as_markdown(empty))
    assert "<p>No stories.</p>" in "".join(as_html(empty))


@given(hostile)
@settings(max_examples=60, deadline=None)
def test_hostile_words_stay_words(word: str) -> None:
    page = html.fromstring("".join(as_html(review(word))).encode())
    assert not list(page.iter("script", "img", "iframe", "object"))
    assert not page.xpath("//@href")
    assert not [a for e in page.iter(etree.Element) for a in e.attrib if str(a).startswith("on")]
    assert "](" not in "".join(as_markdown(review(word))).replace("\\](", "")
