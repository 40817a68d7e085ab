"""Days, pairs and drawings: what counts, what does not, and that everybody can read them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from filrouge.tell import rows, svg
from filrouge.tell.encounters import as_text, at, days, marks, pairs, people
from filrouge.tell.told_rows import DayRow
from tests.tell.make import MACRON, MELONI, SCHOLZ, entries, entry, hostile, told

NS = {"s": "http://www.w3.org/2000/svg"}


def drawn(pieces: object) -> etree._Element:
    return etree.fromstring("".join(pieces).encode())  # type: ignore[call-overload]


def test_two_meetings_on_one_day_are_two() -> None:
    found = days([entry("morning"), entry("evening", mode="phone"), entry("later", "2024-05-26")])
    assert [(d.date, d.encounters) for d in found] == [("2024-05-24", 2), ("2024-05-26", 1)]


def test_a_visit_counts_on_each_of_its_days_and_an_unknown_day_on_none() -> None:
    visit, month, undated, off = (
        entry("v", "2024-05-24/2024-05-26"), entry("m", "2024-05"), entry("u", None), entry("c", status="cancelled"),
    )  # fmt: skip
    assert [d.date for d in days([visit, month, undated, off])] == ["2024-05-24", "2024-05-25", "2024-05-26"]


def test_pairs_count_each_meeting_once_for_every_two() -> None:
    summit = entry("s", people=(MACRON, SCHOLZ, MELONI))
    found = pairs([entry("a", "2023-01-01"), summit, entry("off", status="denied"), entry("alone", people=(MACRON,))])
    assert [(p.one_name, p.other_name, p.encounters) for p in found] == [
        ("Emmanuel Macron", "Olaf Scholz", 2),
        ("Emmanuel Macron", "Giorgia Meloni", 1),
        ("Giorgia Meloni", "Olaf Scholz", 1),
    ]
    assert (found[0].first, found[0].last, found[0].entries) == ("2023-01-01", "2024-05-24", ("a", "s"))
    assert people(found, 2) == (("emmanuel-macron", "Emmanuel Macron"), ("olaf-scholz", "Olaf Scholz"))


def test_an_assembly_makes_no_pairs() -> None:
    crowd = tuple(rows.ParticipantRow(f"p{n}", f"P{n}", "actor") for n in range(200))
    assert pairs([entry(people=crowd)]) == ()


def test_a_hundred_reports_of_one_meeting_are_one_encounter() -> None:
    many = entry(evidence=tuple(told(f"a{n}") for n in range(100)))
    assert days([many])[0].encounters == 1
    assert pairs([many])[0].encounters == 1


def test_places_are_found_by_any_name_and_by_country() -> None:
    ledger = [entry("p"), entry("b", place="Berlin", country="DE"), entry("n", place=None, country=None)]
    assert [e.id for e in at(ledger, ["Parigi", "paris"], None)] == ["p"]
    assert [e.id for e in at(ledger, ["DE"], "DE")] == ["b"]


def test_lines_are_months_for_a_short_span_and_years_for_a_long_one() -> None:
    assert marks([entry(), entry("b", "2025-01-02")]).grain == "month"
    assert marks([entry(), entry("b", "2019-01-02")]).grain == "year"
    assert marks([entry(date=None)]).undated == 1


def test_a_drawing_has_a_title_a_description_and_marks_that_the_keyboard_reaches() -> None:
    ledger = [entry("a"), entry("b", "2023-03", status="announced"), entry("c", "2022-12-30/2023-01-02"),
              entry("d", status="cancelled")]  # fmt: skip
    image = drawn(svg.timeline("Paris & Berlin", marks(ledger).marks, "year"))
    assert image.get("role") == "graphics-document document", "an image hides the links in it from readers of screens"
    title, description = (image.find(f"s:{name}", NS) for name in ("title", "desc"))
    assert title.text == "Paris & Berlin"
    assert (image.get("aria-labelledby"), image.get("aria-describedby")) == (title.get("id"), description.get("id"))
    links = image.findall(".//s:a", NS)
    assert [a.get("href") for a in links] == ["#e-c", "#e-b", "#e-d", "#e-a"]
    assert all(a.get("tabindex") == "0" and a.get("aria-label") and a.find("s:title", NS) is not None for a in links)


@given(st.lists(entries(), max_size=5), hostile)
def test_drawings_are_well_formed_whatever_things_are_called(ledger: list[rows.LedgerRow], title: str) -> None:
    found = marks(ledger)
    met = pairs(ledger)
    for image in (
        drawn(svg.timeline(title, found.marks, found.grain)),
        drawn(svg.heat_map(title, days(ledger))),
        drawn(svg.matrix(title, people(met, 9), met)),
    ):
        assert not image.findall(".//s:script", NS)
        assert not [a for e in image.iter(etree.Element) for a in e.attrib if str(a).startswith("on")]
        for href in image.xpath("//@href"):
            assert str(href)[:1] in ("#", "/") or str(href).startswith("https://")
        ids = image.xpath("//@id")
        assert len(ids) == len(set(ids))
    assert "".join(as_text([])) == ""


@pytest.mark.parametrize("href", ["javascript:alert(1)", "//evil.example", "#a b", "data:x", '#"><script>'])
def test_a_mark_leads_only_to_its_page_or_the_web(href: str) -> None:
    mark = svg.Mark("x", href, date(2024, 5, 24), date(2024, 5, 24), "held", 1.0)
    assert not drawn(svg.timeline("t", [mark])).findall(".//s:a", NS)


def test_the_busiest_day_is_the_darkest() -> None:
    image = drawn(svg.heat_map("t", [DayRow("2024-05-24", 9, ()), DayRow("2024-05-25", 1, ())]))
    fills = [r.get("fill") for r in image.findall(".//s:rect", NS)]
    assert fills == [svg.SHADES[3], svg.SHADES[0]]


def test_text_tells_each_line_with_its_sentence() -> None:
    line = rows.TimelineRow(
        "e1", "event", "Macron – Scholz", "2024-05-24", "held", "Paris", "FR", ("a1",), "They met.", 2
    )
    undated = rows.TimelineRow("e2", "event", "Macron", None, "held", None, None, ("a1",), None, 1)
    assert "".join(as_text([line, undated])) == (
        "2024\n  2024-05-24  Macron – Scholz · held · Paris, FR · 2 independent sources\n      “They met.” (a1)\n"
        "\nundated\n  ?  Macron · held · 1 independent source\n"
    )
