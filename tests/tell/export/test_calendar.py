"""iCalendar: RFC 5545 holds for whatever is in it, and no entry is lost."""

import re

from hypothesis import given
from hypothesis import strategies as st

from filrouge.tell import rows
from filrouge.tell.export import plain
from filrouge.tell.export.calendar import as_ical, escaped, folded
from tests.tell.make import AT, article, entries, entry, hostile, told

SOURCES = {"a1": article()}


def components(text: str) -> list[dict[str, str]]:
    """Unfolded: the properties of each component inside the calendar, by name."""
    found: list[dict[str, str]] = []
    for line in text.replace("\r\n ", "").split("\r\n"):
        name, _, value = line.partition(":")
        if name == "BEGIN" and value != "VCALENDAR":
            found.append({"KIND": value})
        elif found and name != "END":
            found[-1][name] = value
    return found


def unescaped(value: str) -> str:
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], value)


def test_a_day_is_an_all_day_event_that_ends_before_the_next() -> None:
    (event,) = components("".join(as_ical([entry()], SOURCES, AT)))
    assert event["KIND"] == "VEVENT"
    assert (event["DTSTART;VALUE=DATE"], event["DTEND;VALUE=DATE"]) == ("20240524", "20240525")
    assert (event["STATUS"], event["DTSTAMP"]) == ("CONFIRMED", "20250102T030405Z")
    assert unescaped(event["LOCATION"]) == "Paris, FR"
    assert event["URL"] == "https://journal.example/1"


def test_a_month_is_all_of_its_days() -> None:
    (event,) = components("".join(as_ical([entry(date="2023-02")], SOURCES, AT)))
    assert (event["DTSTART;VALUE=DATE"], event["DTEND;VALUE=DATE"]) == ("20230201", "20230301")


def test_what_has_no_bounded_date_is_a_journal_entry_without_a_day() -> None:
    for date in (None, "2013/..", "../2022-02-24", "9999-12-31"):
        (journal,) = components("".join(as_ical([entry(date=date)], SOURCES, AT)))
        assert journal["KIND"] == "VJOURNAL"
        assert not any(name.startswith("DTSTART") for name in journal)


def test_statuses_are_those_of_the_standard() -> None:
    found = [
        components("".join(as_ical([entry(status=status)], SOURCES, AT)))[0]["STATUS"]
        for status in ("announced", "held", "cancelled", "denied")
    ]
    assert found == ["TENTATIVE", "CONFIRMED", "CANCELLED", "CANCELLED"]


@given(st.lists(entries(), max_size=4))
def test_every_entry_comes_back_and_no_line_is_too_long(given_entries: list[rows.LedgerRow]) -> None:
    text = "".join(as_ical(given_entries, SOURCES, AT))
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert text.endswith("END:VCALENDAR\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert not re.search(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f]|(?<!\r)\n|\r(?!\n)", text)
    found = components(text)
    assert [c["UID"] for c in found] == [f"{e.id}@filrouge" for e in given_entries]
    for component, e in zip(found, given_entries, strict=True):
        said = unescaped(component["DESCRIPTION"])
        assert all(plain.line(v.sentence) in said for v in e.evidence)


@given(hostile)
def test_escaping_and_folding_lose_nothing(text: str) -> None:
    line = folded(f"SUMMARY:{escaped(text)}")
    assert unescaped(line.replace("\r\n ", "").removesuffix("\r\n").removeprefix("SUMMARY:")) == plain.text(text)


def test_many_reports_do_not_make_an_endless_description() -> None:
    many = entry(evidence=tuple(told(f"a{n}") for n in range(100)))
    (event,) = components("".join(as_ical([many], {}, AT)))
    assert "and 80 more sentences" in event["DESCRIPTION"]
