"""Threads are held by their principal actors, for years, and keep their ids."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from tests.relate.making import article, featured

from filrouge.relate.features import Features, Name
from filrouge.relate.stories import story
from filrouge.relate.storylines import Profile, profile, storylines

WORDS = "talks on border trade and energy prices at the palace"
MACRON, SCHOLZ, MODI = (
    ("emmanuel-macron", "Emmanuel Macron"),
    ("olaf-scholz", "Olaf Scholz"),
    ("narendra-modi", "N. Modi"),
)


def told(title: str, day: date, *people: tuple[str, str], words: str = WORDS) -> Features:
    names = tuple(Name(i, n, "person", 5.0 - k) for k, (i, n) in enumerate(people))
    return replace(featured(article(title, words, day)), names=names)


def of(*members: Features) -> Profile:
    return profile(story("s" + members[0].article, members), members)


SPRING = of(told("Two leaders meet in spring", date(2013, 3, 22), MACRON, SCHOLZ))
YEARS_LATER = of(told("They meet again after years", date(2024, 7, 3), SCHOLZ, MACRON))
ELSEWHERE = of(told("A dam is opened", date(2020, 1, 5), MODI, words="a dam on the river holds back monsoon rain"))


def lines(*profiles, past=()):
    return {frozenset(line.stories) for line in storylines(profiles, past)}


def test_a_pair_holds_a_thread_over_years_of_silence():
    found = storylines((SPRING, ELSEWHERE, YEARS_LATER), ())
    assert {frozenset(line.stories) for line in found} == {
        frozenset((SPRING.story, YEARS_LATER.story)),
        frozenset((ELSEWHERE.story,)),
    }
    (thread,) = [line for line in found if len(line.stories) == 2]
    assert thread.title == "Emmanuel Macron – Olaf Scholz"
    assert thread.stories == (SPRING.story, YEARS_LATER.story)
    assert (thread.first.start, thread.last.end) == (date(2013, 3, 22), date(2024, 7, 3))
    assert "same actors" in thread.why[0]


def test_one_actor_in_common_is_not_enough_for_another_subject():
    sport = of(told("A cup is handed over", date(2022, 1, 1), MACRON, words="rugby final crowd stadium trophy captain"))
    assert lines(SPRING, sport) == {frozenset((SPRING.story,)), frozenset((sport.story,))}


def test_two_pairs_that_share_one_are_two_threads_however_alike_their_words():
    other = of(told("Two leaders meet in autumn", date(2023, 9, 22), MACRON, MODI))
    assert lines(SPRING, YEARS_LATER, other) == {
        frozenset((SPRING.story, YEARS_LATER.story)),
        frozenset((other.story,)),
    }


def test_threads_that_come_to_be_led_by_one_pair_are_one():
    # Each begins with somebody else in front; the pair leads both only once their later stories are in.
    host, envoy = ("alexander-stubb", "Alexander Stubb"), ("jonas-gahr-store", "Jonas Gahr Støre")
    first = of(told("A host receives", date(2013, 1, 1), MACRON, host))
    second = of(told("An envoy receives", date(2013, 2, 1), SCHOLZ, envoy))
    links = [replace(of(told(f"They meet {n}", date(2014, n, 1), MACRON, SCHOLZ)), parents=()) for n in range(1, 7)]
    one = [replace(p, parents=(first.story,)) for p in links[:3]]
    other = [replace(p, parents=(second.story,)) for p in links[3:]]
    found = storylines((first, second, *one, *other), ())
    pairs = [frozenset(line.actors[:2]) for line in found if len(line.actors) > 1]
    assert len(pairs) == len(set(pairs))


def test_an_id_lives_on_as_the_thread_grows():
    (first,) = storylines((SPRING,), ())
    grown = storylines((SPRING, YEARS_LATER), (first,))
    assert [line.id for line in grown] == [first.id]
    # A story from before the first does not rename the thread.
    older = of(told("They had met before", date(2011, 3, 22), MACRON, SCHOLZ))
    assert {line.id for line in storylines((older, SPRING, YEARS_LATER), grown)} == {first.id}


@given(st.permutations((SPRING, YEARS_LATER, ELSEWHERE)))
def test_the_order_of_the_stories_does_not_matter(order):
    assert storylines(order, ()) == storylines((SPRING, YEARS_LATER, ELSEWHERE), ())


def test_principal_actors_are_those_of_the_leads():
    lead = told("Two leaders meet", date(2023, 1, 1), MACRON, SCHOLZ)
    teaser = replace(told("Other news", date(2023, 1, 1), MODI), role="teaser")
    assert set(of(lead, teaser, teaser).actors) == {"emmanuel-macron", "olaf-scholz"}


def test_without_actors_only_what_is_nearly_the_same_subject_makes_a_thread():
    one = of(told("Rail strike day one", date(2023, 1, 1), words="rail strike trains drivers union pay talks"))
    two = of(told("Rail strike day nine", date(2023, 3, 1), words="rail strike trains drivers union pay talks fail"))
    other = of(told("Museum opens", date(2023, 3, 2), words="museum paintings gallery wing opening night"))
    assert lines(one, two, other) == {frozenset((one.story, two.story)), frozenset((other.story,))}


def test_nothing_and_nameless_stories_are_no_trouble():
    assert storylines((), ()) == ()
    empty = profile(story("s", ()), ())
    (line,) = storylines((empty,), ())
    assert line.stories == ("s",) and line.first is None
