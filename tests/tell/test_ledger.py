"""The ledger: what must come out of assertions that agree, differ, recall, announce and deny."""

from collections.abc import Iterable
from datetime import date, timedelta

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
) -> Assertion:
    event = Event(
        start=start,
        end=start + 10,
        type="CONSULT",
        mode=mode,
        status=status,
        participants=people,
        when=edtf.parse(when) if when else None,
        place=place,
        dated_by="own-words" if when else "none",
    )
    return Assertion(article, event, f"sentence of {article}", edtf.parse(published) if published else None)


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


def test_a_hundred_reports_of_one_meeting_are_one_entry() -> None:
    assert len(ledger(*(told(f"a{n}", "2024-05-28") for n in range(100)))) == 1


def test_nothing_known_of_the_day_gives_an_entry_that_says_so() -> None:
    (entry,) = ledger(told("a", None, published=None))
    assert entry.when is None


DAYS = st.dates(date(2023, 1, 1), date(2024, 12, 31))


@st.composite
def assertions(draw: st.DrawFn) -> Assertion:
    first = draw(DAYS)
    when = draw(st.none() | st.sampled_from([0, 1, 20, 90, 364]).map(lambda n: When(first, first + timedelta(n))))
    base = told(
        draw(st.sampled_from("abcdef")),
        None,
        status=draw(st.sampled_from(["held", "announced", "cancelled"])),
        mode=draw(st.sampled_from(["in-person", "phone", None])),
        published=draw(st.none() | DAYS.map(str)),
        start=draw(st.integers(0, 5)) * 20,
    )
    from dataclasses import replace

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
