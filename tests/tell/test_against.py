"""The ledger against a reference: each row matched, conflicting, missing or extra, and why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filrouge.errors import UsageError
from filrouge.records import Place
from filrouge.tell import rows
from filrouge.tell.against import against, read
from filrouge.tell.export.tables import as_csv
from filrouge.tell.told_rows import AgainstRow
from filrouge.text.normalise import fold
from tests.tell.make import MACRON, MELONI, SCHOLZ, entry

IDS = {fold(p.name): p.id for p in (MACRON, SCHOLZ, MELONI)}
PLACES = {"paris": Place("Paris", "FR", 1), "berlin": Place("Berlin", "DE", 2), "parigi": Place("Paris", "FR", 1),
          "meseberg": Place("Meseberg", "DE", 3), "france": Place("France", "FR", None, "country")}  # fmt: skip


def weighed(table: str, *entries: rows.LedgerRow) -> tuple[AgainstRow, ...]:
    return against(read(table), entries, lambda n: IDS.get(fold(n), f"local:{fold(n)}"), lambda n: PLACES.get(fold(n)))


def row(date: str = "2024-05-24", people: str = "Emmanuel Macron;Olaf Scholz", place: str = "", mode: str = "") -> str:
    return f"date,people,place,mode\n{date},{people},{place},{mode}\n"


def verdicts(found: tuple[AgainstRow, ...]) -> list[str]:
    return [r.verdict for r in found]


def test_the_same_encounter_is_matched_whatever_its_place_is_called() -> None:
    (found,) = weighed(row(place="Parigi", mode="in-person"), entry())
    assert (found.verdict, found.line, found.entry) == ("matched", 2, "e1")
    assert found.why == "same people, same date, same place, same mode"
    assert verdicts(weighed(row(place="France"), entry())) == ["matched"]


def test_a_place_in_no_table_does_not_conflict_and_is_not_called_the_same() -> None:
    (found,) = weighed(row(place="Palais des Archives"), entry())
    assert (found.verdict, found.why) == ("matched", "same people, same date, Paris cannot be compared")
    (found,) = weighed(row(place="Paris"), entry(place=None, country=None))
    assert found.why == "same people, same date, the ledger knows no place"


@pytest.mark.parametrize(
    ("table", "why"),
    [(row("2024-05-26"), "date"), (row(place="Berlin"), "place"), (row(mode="phone"), "mode")],
)
def test_one_difference_is_a_conflict_that_says_what(table: str, why: str) -> None:
    (found,) = weighed(table, entry())
    assert found.verdict == "conflicting"
    assert found.why.startswith(f"{why}: the reference says")


def test_two_differences_are_two_encounters() -> None:
    assert verdicts(weighed(row("2024-05-26", mode="phone"), entry())) == ["missing", "extra"]
    assert verdicts(weighed(row("2024-07-24"), entry())) == ["missing", "extra"]


def test_two_encounters_on_one_day_are_told_apart() -> None:
    table = row(mode="phone") + "2024-05-24,Emmanuel Macron;Olaf Scholz,Paris,in-person\n"
    found = weighed(table, entry("met"), entry("called", mode="phone", place=None, country=None))
    assert [(r.verdict, r.entry) for r in found] == [("matched", "called"), ("matched", "met")]


def test_what_the_ledger_denies_or_has_cancelled_conflicts() -> None:
    (found,) = weighed(row(), entry(status="denied"))
    assert (found.verdict, found.why) == ("conflicting", "status: the ledger says denied")


def test_what_was_not_held_is_never_extra_nor_what_others_did() -> None:
    others = entry("e2", people=(MACRON, MELONI))
    assert verdicts(weighed(row("2020-01-01"), entry(status="cancelled"), others)) == ["missing"]


def test_vague_dates_agree_and_say_so() -> None:
    (found,) = weighed(row(), entry(date="2024-05"))
    assert (found.verdict, found.why) == ("matched", "same people, the ledger's 2024-05 allows 2024-05-24")
    (found,) = weighed(row(), entry(date=None))
    assert found.why == "same people, the ledger knows no date"
    assert verdicts(weighed(row(date=""), entry())) == ["matched"]


def test_of_several_entries_the_best_is_taken_and_each_once() -> None:
    table = row("2024-05-24") + "2024-05-25,Olaf Scholz;Emmanuel Macron,,\n"
    found = weighed(table, entry("late", "2024-05-25"), entry("early", "2024-05-24"))
    assert [(r.verdict, r.entry) for r in found] == [("matched", "early"), ("matched", "late")]


def test_people_among_many_are_matched_where_the_smaller_circle_has_none() -> None:
    summit = entry("summit", people=(MACRON, SCHOLZ, MELONI))
    assert [(r.verdict, r.entry) for r in weighed(row(), summit)] == [("matched", "summit")]
    assert [(r.verdict, r.entry) for r in weighed(row(), summit, entry("pair"))] == [("matched", "pair")]
    assert verdicts(weighed(row(people="Nobody Known"), summit)) == ["missing"]


@given(st.lists(st.sampled_from(["2024-05-24", "2023-03", "2022-09-15/2022-09-16", None]), max_size=6))
def test_the_ledger_agrees_with_its_own_csv(dates: list[str | None]) -> None:
    ledger = [entry(f"e{n}", date) for n, date in enumerate(dates)]
    found = weighed("".join(as_csv(ledger, {})), *ledger)
    assert verdicts(found) == ["matched"] * len(ledger)


@pytest.mark.parametrize(
    ("table", "line"),
    [
        ("", "people"), ("date,place\n2024,Paris\n", "people"), (row(people=" ; "), "Line 2"),
        (row("yesterday"), "Line 2"), (row(mode="telegram"), "Line 2"), (row() + "2024,,,\n", "Line 3"),
        ("people\n" + "x" * 200_000, "no CSV"),
        ("people\n\n\nA;B\n\"x\ny\",\n;\n", "Line 7"),
    ],
)  # fmt: skip
def test_a_table_that_cannot_be_read_says_where(table: str, line: str) -> None:
    with pytest.raises(UsageError, match=line):
        read(table)


def test_spreadsheets_of_any_country_can_be_read() -> None:
    for mark in ",;\t":
        (known,) = read(f'\ufeffDate{mark}People{mark}Mode\r\n2024-05-24{mark}"A; B"{mark}VIDEO\r\n\r\n')
        assert (known.line, known.people, known.mode) == (2, ("A", "B"), "video")


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read(text)
    except UsageError as error:
        assert "\n" not in str(error).strip() or text


def test_a_day_that_slipped_is_likelier_than_a_call_that_became_a_meeting() -> None:
    vague = entry("vague", "2024-05/2024-12", mode="phone")
    found = weighed(row("2024-05-25", mode="in-person"), vague, entry("near"))
    assert (found[0].entry, found[0].verdict) == ("near", "conflicting")
