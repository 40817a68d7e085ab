"""The examples and their gold agree in form: what the gold speaks of is there, and its dates are dates.

Nothing here runs filrouge on the examples; it only keeps the corpus and its gold honest with each other.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

import pytest

EXAMPLES = Path(__file__).parents[1] / "examples"
GOLD: dict[str, Any] = json.loads((EXAMPLES / "gold.json").read_text(encoding="utf-8"))
HTML: dict[str, Any] = json.loads((EXAMPLES / "html" / "gold.json").read_text(encoding="utf-8"))
FEEDS: dict[str, Any] = json.loads((EXAMPLES / "feeds" / "gold.json").read_text(encoding="utf-8"))
PAGES = sorted(path.name for path in EXAMPLES.glob("*.txt"))
NUMBERS = {name[:3] for name in PAGES}

ROLES = {"lead", "child", "teaser", "entry"}
SOURCES = {"page", "feed", "url", "inferred", "inferred-across-pages"}
COPY_KINDS = {"same", "near", "excerpt", "rewrite", "translation"}
EDTF = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(Z|[+-]\d\d:\d\d)?)?)?)?~?")

# Monday first; a day written "weekday, day, month, year" in any page has to be a day of the calendar.
WEEKDAYS = {
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "en": "monday tuesday wednesday thursday friday saturday sunday",
    "de": "montag dienstag mittwoch donnerstag freitag samstag sonntag",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
}
MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "en": "january february march april may june july august september october november december",
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}


def flat(text: str) -> str:
    """Fold what differs between two ways to type the same words, as the scorer does."""
    folded = unicodedata.normalize("NFKC", text).replace("’", "'").replace("\u00a0", " ")
    return re.sub(r"\s+", " ", folded).strip().lower()


def page_text(path: Path) -> str:
    """The words of a page, whatever its make; tags become blanks."""
    if path.suffix == ".txt":
        return path.read_text(encoding="utf-8")
    raw = path.read_bytes()
    named = re.search(rb"charset=[\"']?([\w-]+)", raw)
    text = raw.decode(named[1].decode() if named else "utf-8")
    # A feed escapes its markup once more than a page does.
    text = html.unescape(text) if path.suffix == ".xml" else text
    return html.unescape(re.sub(r"<[^>]+>|\]\]>", " ", text))


def edge(edtf: str, last: bool) -> date:
    """First or last day of one EDTF date; raises where it is none."""
    assert EDTF.fullmatch(edtf), edtf
    numbers = [int(part) for part in edtf.rstrip("~").split("T")[0].split("-")]
    if len(numbers) == 3:
        return date(*numbers)
    year, month = numbers[0], numbers[1] if len(numbers) == 2 else (12 if last else 1)
    if not last:
        return date(year, month, 1)
    return date.fromordinal(date(year + month // 12, month % 12 + 1, 1).toordinal() - 1)


def span(edtf: str) -> tuple[date, date]:
    first, _, second = edtf.partition("/")
    return edge(first, False), edge(second or first, True)


def articles(gold: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(page, article) for page, entry in gold["pages"].items() for article in entry["articles"]]


def texts(gold: dict[str, Any], folder: Path) -> list[tuple[str, dict[str, Any], str]]:
    return [(page, article, flat(page_text(folder / page))) for page, article in articles(gold)]


CORPORA = [(GOLD, EXAMPLES), (HTML, EXAMPLES / "html"), (FEEDS, EXAMPLES / "feeds")]


def test_every_page_has_gold_and_every_gold_a_page() -> None:
    assert sorted(GOLD["pages"]) == PAGES
    assert sorted(HTML["pages"]) == sorted(path.name for path in (EXAMPLES / "html").glob("*.html"))
    assert sorted(FEEDS["pages"]) == sorted(path.name for path in (EXAMPLES / "feeds").glob("*.xml"))


def test_numbers_are_three_digits_and_unique() -> None:
    assert all(re.fullmatch(r"\d{3}_[a-z-]+\.txt", name) for name in PAGES)
    assert len(NUMBERS) == len(PAGES)


@pytest.mark.parametrize(("gold", "folder"), CORPORA, ids=["pages", "html", "feeds"])
def test_titles_and_marked_words_stand_in_their_page(gold: dict[str, Any], folder: Path) -> None:
    for page, article, text in texts(gold, folder):
        assert article["role"] in ROLES, page
        marked = [article["title"] or "", *article.get("must_contain", [])]
        if folder == EXAMPLES:
            # What must be thrown away has to be there to throw away.
            marked += article.get("must_not_contain", [])
        for words in marked:
            assert flat(words) in text, f"{page}: {words}"


@pytest.mark.parametrize(("gold", "folder"), CORPORA, ids=["pages", "html", "feeds"])
def test_what_one_article_must_hold_it_need_not_lack(gold: dict[str, Any], folder: Path) -> None:
    for page, article in articles(gold):
        for kept in article.get("must_contain", []):
            assert not any(flat(lost) in flat(kept) for lost in article.get("must_not_contain", [])), f"{page}: {kept}"


@pytest.mark.parametrize(("gold", "folder"), CORPORA, ids=["pages", "html", "feeds"])
def test_articles_are_dated_and_parents_are_leads(gold: dict[str, Any], folder: Path) -> None:
    for page, entry in gold["pages"].items():
        leads = [article["title"] for article in entry["articles"] if article["role"] == "lead"]
        assert leads, page
        for article in entry["articles"]:
            if article["role"] == "teaser":
                continue
            assert article["published_from"] in SOURCES, page
            span(article["published"])
            assert "why" in article or "inferred" not in article["published_from"], f"{page}: say why"
            assert article.get("parent", leads[0]) in leads, page
            assert ("parent" in article) == (article["role"] in {"child", "entry"}), page


def test_events_are_dated_as_the_record_has_them() -> None:
    ids = [event["id"] for event in GOLD["events"]]
    assert len(set(ids)) == len(ids)
    for event in GOLD["events"]:
        first, last = span(event["date"])
        true_first, true_last = span(event["truth"])
        assert first <= true_last and true_first <= last, event["id"]
        assert event["mode"] in {"in-person", "video", "phone"}, event["id"]
        assert event["status"] in {"announced", "held", "cancelled", "denied"}, event["id"]
        assert len(event["participants"]) >= 2, event["id"]
        assert set(event["evidence"]) <= NUMBERS, event["id"]
        assert re.fullmatch(r"[A-Z]{2}", event.get("country", "XX")), event["id"]


def test_counts_statements_memberships_and_copies_point_at_pages() -> None:
    for count in GOLD["counts"]:
        low, high = count["interval"]
        assert count["page"] in NUMBERS and 0 < low <= high
        span(count["since"])
    for statement in GOLD["statements"]:
        (path,) = EXAMPLES.glob(f"{statement['page']}_*.txt")
        assert flat(statement["text"]) in flat(page_text(path)), statement
    for membership in GOLD["memberships"]:
        assert set(membership["evidence"]) <= NUMBERS
        assert membership["from"] is None or re.fullmatch(r"\d{4}", membership["from"])
    for copy in GOLD["copies"]:
        assert {copy["article"], copy["of"]} <= NUMBERS and copy["kind"] in COPY_KINDS
    for forbidden in GOLD["must_not_assert"]:
        assert forbidden["why"]


def test_every_page_is_on_one_storyline_and_in_one_of_its_stories() -> None:
    told = [page for line in GOLD["storylines"] for story in line["stories"] for page in story]
    assert sorted(told) == sorted(NUMBERS)
    for line in GOLD["storylines"]:
        assert line["pages"] == sorted(page for story in line["stories"] for page in story)


def test_pages_are_short_and_not_empty() -> None:
    # Chinese says in 300 characters what French says in 900, hence the low floor.
    for name in PAGES:
        assert 300 <= len((EXAMPLES / name).read_text(encoding="utf-8")) <= 2500, name


@pytest.mark.parametrize("language", sorted(WEEKDAYS))
def test_weekdays_fit_the_calendar(language: str) -> None:
    days, months = WEEKDAYS[language].split(), MONTHS[language].split()
    either = "|".join
    if language == "en":
        pattern = rf"\b({either(days)}), ({either(months)}) (\d{{1,2}})(?:, (\d{{4}}))?\b"
    else:
        day_of_month = rf"({either(days)}),? (?:dem )?(\d{{1,2}})(?:er|\.)? (?:de )?({either(months)})"
        pattern = rf"\b{day_of_month}(?:,? (?:de )?(\d{{4}}))?\b"
    seen = 0
    for page, entry in GOLD["pages"].items():
        lead = entry["articles"][0]
        if lead["language"] != language:
            continue
        for match in re.finditer(pattern, flat(page_text(EXAMPLES / page))):
            weekday, one, two, year = match.groups()
            day, month = (two, one) if language == "en" else (one, two)
            written = date(int(year or lead["published"][:4]), months.index(month) + 1, int(day))
            assert days[written.weekday()] == weekday, f"{page}: {match[0]}"
            seen += 1
    assert seen, "no weekday with its day in this language: the pattern has gone blind"
