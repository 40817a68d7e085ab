"""The ledger: what must come out of assertions that agree, differ, recall, announce and deny."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filrouge.records import Event, LedgerEntry, Participant, Place, Status, When
from filrouge.tell.ledger import Assertion, reconcile
from filrouge.text import edtf

MACRON, SCHOLZ, MELONI = (
    Participant("emmanuel-macron", "Emmanuel Macron", "actor"),
    Participant("olaf-scholz", "Olaf Scholz", "actor"),
    Participant("giorgia-meloni", "Giorgia Meloni", "actor"),
)
NOW = date(2025, 1, 1)


def told(
    article: str,
    when: str | None,
    *,
    status: Status = "held",
    mode: str | None = "in-person",
    people: tuple[Participant, ...] = (MACRON, SCHOLZ),
    published: str | None = "2024-06-30",
    place: Place | None = None,
    start: int = 0,
    type: str = "CONSULT",
    lineage: str = "",
    dated_by: str | None = None,
) -> Assertion:
    event = Event(
        start=start,
        end=start + 10,
        type=type,
        mode=mode,
        status=status,
        participants=people,
        when=edtf.parse(when) if when else None,
        place=place,
        dated_by=dated_by or ("own-words" if when else "none"),
    )
    return Assertion(article, event, f"sentence of {article}", edtf.parse(published) if published else None, lineage)


def each_its_own(articles: Iterable[str]) -> int:
    return len(set(articles))


def ledger(*assertions: Assertion) -> tuple[LedgerEntry, ...]:
    return reconcile(assertions, each_its_own, NOW)


def dates(entries: tuple[LedgerEntry, ...]) -> list[str | None]:
    return [edtf.format(e.when) if e.when else None for e in entries]


def test_a_recall_by_month_meets_the_report_of_the_day() -> None:
    (entry,) = ledger(told("report", "2024-05-28", published="2024-05-28"), told("recall", "2024-05"))
    assert dates((entry,)) == ["2024-05-28"]
    assert [v.article for v in entry.evidence] == ["report", "recall"]


def test_announced_and_held_are_one_entry_with_both_as_evidence() -> None:
    (entry,) = ledger(
        told("before", "2024-05-28", status="announced", published="2024-05-20"),
        told("after", "2024-05-28", published="2024-05-29"),
    )
    assert entry.status == "held"
    assert [v.status for v in entry.evidence] == ["announced", "held"]


def test_an_announced_day_that_passes_without_report_is_marked() -> None:
    (entry,) = ledger(told("before", "2024-05-28", status="announced", published="2024-05-20"))
    assert (entry.status, entry.overdue) == ("announced", True)


def test_what_was_cancelled_after_it_was_announced_is_cancelled() -> None:
    (entry,) = ledger(
        told("announces", "2024-05-28", status="announced", published="2024-05-20"),
        told("cancels", "2024-05-28", status="cancelled", published="2024-05-25"),
    )
    assert entry.status == "cancelled"


def test_other_people_and_other_modes_stay_apart() -> None:
    entries = ledger(
        told("a", "2024-05-28"), told("b", "2024-05-28", people=(MACRON, MELONI)), told("c", "2024-05-28", mode="phone")
    )
    assert len(entries) == 3


def test_two_countries_are_two_meetings() -> None:
    entries = ledger(
        told("a", "2024-05", place=Place("Berlin", "DE")), told("b", "2024-05", place=Place("Paris", "FR"))
    )
    assert len(entries) == 2


def test_two_towns_on_one_day_are_one_meeting_and_a_dispute() -> None:
    (entry,) = ledger(
        told("a", "2024-05-28", place=Place("Berlin", "DE")), told("b", "2024-05-28", place=Place("Paris", "FR"))
    )
    assert [d.field for d in entry.disputes] == ["place"]


def test_days_one_apart_are_one_meeting_and_a_dispute() -> None:
    (entry,) = ledger(told("a", "2024-05-28"), told("b", "2024-05-29"))
    assert [d.field for d in entry.disputes] == ["date"]
    assert entry.disputes[0].values == ("2024-05-28 (a)", "2024-05-29 (b)")


def test_earlier_this_year_in_one_article_is_not_the_meeting_it_also_dates() -> None:
    entries = ledger(told("a", "2024-06-25/2024-06-30", start=0), told("a", "2024", start=50))
    assert len(entries) == 2


def test_undated_people_of_one_report_join_what_it_dates() -> None:
    assert len(ledger(told("a", "2024-05-28", start=0), told("a", None, start=40))) == 1


def test_nothing_held_ends_after_its_article_was_published() -> None:
    (entry,) = ledger(told("a", "2024", published="2024-06-30"))
    assert dates((entry,)) == ["2024-01/2024-06"]


def test_what_had_been_before_at_no_said_time_is_not_dated_by_its_article() -> None:
    """ "avait rencontré" may lie years back."""
    assert dates(ledger(told("a", None, dated_by="earlier"))) == ["../2024-06-30"]


def test_a_hundred_reports_of_one_meeting_are_one_entry() -> None:
    assert len(ledger(*(told(f"a{n}", "2024-05-28") for n in range(100)))) == 1


def test_nothing_known_of_the_day_gives_an_entry_that_says_so() -> None:
    (entry,) = ledger(told("a", None, published=None))
    assert entry.when is None


SOCHI, MOSCOW, PARIS = Place("Sochi", "RU"), Place("Moscow", "RU"), Place("Paris", "FR")


def test_two_towns_of_one_country_within_a_month_are_two_meetings() -> None:
    assert len(ledger(told("a", "2024-05", place=SOCHI), told("b", "2024-05", place=MOSCOW))) == 2


def test_a_postponed_meeting_is_two_entries_the_old_day_cancelled_and_the_new_one_announced() -> None:
    entries = ledger(
        told("plan", "2024-02-12", status="announced", published="2024-01-20"),
        told("later", "2024-02-12", status="cancelled", published="2024-02-09"),
        told("later", "2024-06-05", status="announced", published="2024-02-09", start=50),
    )
    assert [(e.status, e.overdue) for e in entries] == [("cancelled", False), ("announced", True)]


def test_announced_anew_after_it_was_cancelled_is_announced() -> None:
    (entry,) = ledger(
        told("a", "2024-06-12", status="announced", published="2024-05-10"),
        told("b", "2024-06-12", status="cancelled", published="2024-05-24"),
        told("c", "2024-06-12", status="announced", published="2024-06-01"),
    )
    assert entry.status == "announced"


def test_cancelled_on_the_day_it_is_announced_or_on_an_unknown_day_is_cancelled() -> None:
    for published in ("2024-05-20", None):
        (entry,) = ledger(
            told("z", "2024-05-28", status="announced", published="2024-05-20"),
            told("a", "2024-05-28", status="cancelled", published=published),
        )
        assert entry.status == "cancelled"


def test_what_will_be_is_not_what_was_earlier_in_the_month() -> None:
    entries = ledger(
        told("was", "2024-05-03", published="2024-05-04"),
        told("will", "2024-05", status="announced", published="2024-05-20"),
    )
    assert dates(entries) == ["2024-05-03", "2024-05-19/2024-05-31"]


def test_a_call_and_a_video_call_on_one_day_are_one_and_its_mode_is_disputed() -> None:
    (entry,) = ledger(told("a", "2024-05-28", mode="phone"), told("b", "2024-05-28", mode="video"))
    assert entry.mode == "video"
    assert entry.disputes[0].values == ("phone (a)", "video (b)")


def test_a_call_and_a_video_call_that_one_article_dates_are_two() -> None:
    assert len(ledger(told("a", "2024-05-28", mode="phone"), told("a", "2024-05-28", mode="video", start=50))) == 2


def test_a_call_is_no_meeting_in_person() -> None:
    assert len(ledger(told("a", "2024-05-28", mode="phone"), told("b", "2024-05-28"))) == 2


def test_the_day_that_most_sources_say_is_the_day_of_the_entry() -> None:
    (entry,) = ledger(told("a", "2024-05-28"), told("b", "2024-05-29"), told("c", "2024-05-29"))
    assert dates((entry,)) == ["2024-05-29"]
    assert entry.disputes[0].values == ("2024-05-28 (a)", "2024-05-29 (b, c)")


def test_three_accounts_of_place_day_and_mode_are_disputed_each_with_who_says_so() -> None:
    (entry,) = ledger(
        told("a", "2024-05-28", mode="video", place=PARIS),
        told("b", "2024-05-28", mode="phone", place=MOSCOW),
        told("c", "2024-05-29", mode="video", place=PARIS),
    )
    assert [d.field for d in entry.disputes] == ["date", "mode", "place"]
    assert all("(" in value for d in entry.disputes for value in d.values)


def test_the_bilateral_within_a_meeting_of_three_is_an_entry_of_its_own() -> None:
    three = told("a", "2024-05-28", people=(MACRON, SCHOLZ, MELONI))
    assert len(ledger(three, told("a", "2024-05-28", start=50))) == 2


def test_an_undated_page_means_what_it_copies() -> None:
    entries = ledger(
        told("first", "2024-05-28", published="2024-05-28", lineage="first"),
        told("other", "2024-01-15", published="2024-01-15"),
        told("translation", None, published=None, lineage="first"),
    )
    assert [[v.article for v in e.evidence] for e in entries] == [["other"], ["first", "translation"]]


def test_an_undated_page_means_the_meeting_at_its_town_or_the_only_one() -> None:
    january, may = told("a", "2024-01-15", place=MOSCOW), told("b", "2024-05-28", place=PARIS)
    undated = told("c", None, published=None)
    assert len(ledger(january, undated)) == 1
    assert [len(e.evidence) for e in ledger(january, may, told("c", None, published=None, place=PARIS))] == [1, 2]
    assert dates(ledger(january, may, undated)) == ["2024-01-15", "2024-05-28", None], "which of two is not known"


def test_what_is_known_to_the_day_is_meant_before_what_is_as_vague_as_the_page() -> None:
    entries = ledger(
        told("a", "2024-05-28"),
        told("b", None, published="2015/2024"),
        told("c", None, published="2024-03/2024-06"),
    )
    assert [[v.article for v in e.evidence] for e in entries] == [["a", "b", "c"]]


def test_an_undated_announcement_means_the_only_meeting_still_to_come() -> None:
    entries = ledger(
        told("a", "2024-01-15"),
        told("b", "2024-05-28", status="announced", published="2024-05-20"),
        told("c", None, status="announced", published=None),
    )
    assert [len(e.evidence) for e in entries] == [1, 2]


def test_an_undated_page_does_not_hold_what_was_cancelled() -> None:
    entries = ledger(told("a", "2024-05-28", status="cancelled"), told("b", None, published=None))
    assert [e.status for e in entries] == ["cancelled", "held"]


def test_a_recall_by_the_town_alone_means_the_last_meeting_there() -> None:
    (entry,) = ledger(
        told("report", "2024-02-08", published="2024-02-08", place=MOSCOW),
        told("recall", None, published="2024-06-30", place=MOSCOW),
    )
    assert len(entry.evidence) == 2


def test_nothing_without_a_place_is_looked_for_further_back_than_a_month() -> None:
    assert len(ledger(told("a", "2024-02-08", published="2024-02-08"), told("b", None, published="2024-06-30"))) == 2


def test_who_accuses_whom_is_not_who_is_accused_by_whom() -> None:
    one, other = replace(MACRON, role="actor"), replace(SCHOLZ, role="recipient")
    back = (replace(MACRON, role="recipient"), replace(SCHOLZ, role="actor"))
    accusations = [
        told("a", "2024-05-28", people=(one, other), type="ACCUSE", mode=None),
        told("b", "2024-05-28", people=back, type="ACCUSE", mode=None),
    ]
    assert len(ledger(*accusations)) == 2
    assert len(ledger(*(replace(a, event=replace(a.event, type="AGREE")) for a in accusations))) == 1


def test_what_is_done_again_and_again_is_not_one_thing_on_following_days() -> None:
    strikes = [told("a", f"2024-05-{day}", type="ASSAULT", mode=None) for day in (27, 28, 29)]
    assert len(ledger(*strikes)) == 3


def test_an_undated_deed_is_not_the_one_that_is_known_from_its_place() -> None:
    known = told("a", "2024-02-08", type="ASSAULT", mode=None, place=MOSCOW, published="2024-02-08")
    for published in ("2024-06-30", None):
        undated = told("b", None, type="ASSAULT", mode=None, place=MOSCOW, published=published)
        assert len(ledger(known, undated)) == 2


def test_what_one_alone_does_is_an_entry_too() -> None:
    (entry,) = ledger(told("a", "2024-05-28", people=(MACRON,), type="PROTEST", mode=None))
    assert [p.id for p in entry.participants] == ["emmanuel-macron"]


def test_a_later_article_does_not_change_the_id_of_an_entry() -> None:
    first = told("m", "2024-05-28", published="2024-05-28")
    (alone,) = ledger(first)
    (both,) = ledger(first, told("a", "2024-05-28", published="2024-05-29"))
    assert alone.id == both.id


@pytest.mark.parametrize("modifier", ["published", "when"])
def test_the_ends_of_the_calendar_end_nothing(modifier: str) -> None:
    for day in ("0001-01-01", "9999-12-31"):
        for status in ("held", "announced", "cancelled", "denied"):
            given_ = {"published": day} if modifier == "published" else {}
            a = told("a", day if modifier == "when" else None, status=status, **given_)  # type: ignore[arg-type]
            assert len(ledger(a)) == 1


DAYS = st.dates(date(2023, 1, 1), date(2024, 12, 31))


@st.composite
def assertions(draw: st.DrawFn) -> Assertion:
    first = draw(DAYS)
    when = draw(st.none() | st.sampled_from([0, 1, 20, 90, 364]).map(lambda n: When(first, first + timedelta(n))))
    base = told(
        draw(st.sampled_from("abcdef")),
        None,
        status=draw(st.sampled_from(["held", "announced", "cancelled", "denied"])),
        mode=draw(st.sampled_from(["in-person", "phone", "video", None])),
        published=draw(st.none() | DAYS.map(str)),
        start=draw(st.integers(0, 5)) * 20,
        place=draw(st.sampled_from([None, SOCHI, MOSCOW, PARIS])),
        type=draw(st.sampled_from(["CONSULT", "CONSULT", "ASSAULT"])),
        lineage=draw(st.sampled_from(["", "text"])),
    )
    event = replace(base.event, when=when, dated_by="own-words" if when else "none")
    return replace(base, event=event)


@given(st.lists(assertions(), max_size=9), st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(told_: list[Assertion], random: object) -> None:
    shuffled = list(told_)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert reconcile(told_, each_its_own, NOW) == reconcile(shuffled, each_its_own, NOW)


@given(st.lists(assertions(), max_size=9))
def test_every_assertion_is_evidence_once(told_: list[Assertion]) -> None:
    entries = reconcile(told_, each_its_own, NOW)
    assert sum(len(e.evidence) for e in entries) == len(told_)


@given(st.lists(assertions(), max_size=9, unique_by=lambda a: (a.article, a.event)))
def test_no_two_entries_have_one_id(told_: list[Assertion]) -> None:
    ids = [e.id for e in reconcile(told_, each_its_own, NOW)]
    assert len(ids) == len(set(ids))


def test_once_two_names_are_known_to_be_one_person_their_meetings_are_one() -> None:
    unknown = Participant("local:scholz", "Scholz", "actor")
    before = [told("a", "2024-05-28"), told("b", "2024-05-28", people=(MACRON, unknown))]
    assert len(ledger(*before)) == 2
    merged = replace(before[1], event=replace(before[1].event, participants=(MACRON, SCHOLZ)))
    assert len(ledger(before[0], merged)) == 1
