"""One happening, one story: in whatever batches it comes, and never everything in one."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.relate.making import article, featured

from filrouge.records import Copy, When
from filrouge.relate.features import EventKey, Features
from filrouge.relate.happenings import OPEN_AGREES, OPEN_DIFFERS, compare, happenings
from filrouge.relate.stories import Placed, StoryIndex, story
from filrouge.relate.weights import weights
from filrouge.relate.window import Window

SUBJECTS = {
    "bridge": ("bridge", "Coimbra", "collapse", "lorry", "engineers", "river"),
    "vote": ("parliament", "Wellington", "budget", "vote", "amendment", "deficit"),
    "storm": ("storm", "Galway", "power", "outage", "gusts", "trees"),
    "museum": ("museum", "Lyon", "painting", "theft", "guard", "reward"),
}


def titles(subject: str, count: int, day: date = date(2024, 5, 6)) -> list[Features]:
    """Titles that share three or four of six words."""
    words = SUBJECTS[subject]
    made = []
    for i in range(count):
        chosen = [w for k, w in enumerate(words) if (k + i) % 3 or k < 2]
        made.append(featured(article(" ".join(chosen) + f" report {'abcdefgh'[i % 8]}{i}", "", day)))
    return made


def placed(index: StoryIndex, batches: list[list[Features]]) -> dict[str, str]:
    where: dict[str, str] = {}
    for batch in batches:
        where.update((p.article, p.story) for p in index.assign(batch))
    return where


def parts(where: dict[str, str]) -> set[frozenset[str]]:
    return {frozenset(a for a, s in where.items() if s == name) for name in set(where.values())}


MIXED = [f for group in zip(*(titles(s, 6) for s in SUBJECTS), strict=True) for f in group]


def test_four_happenings_are_four_stories():
    found = parts(placed(StoryIndex(), [MIXED]))
    assert found == {frozenset(f.article for f in titles(s, 6)) for s in SUBJECTS}


@given(st.permutations(range(len(MIXED))), st.integers(1, 24))
def test_order_and_batches_do_not_matter_where_happenings_are_clear(order, size):
    shuffled = [MIXED[i] for i in order]
    batches = [shuffled[i : i + size] for i in range(0, len(shuffled), size)]
    index = StoryIndex()
    where = placed(index, batches)
    where.update((p.article, p.story) for p in index.look_back())
    assert parts(where) == parts(placed(StoryIndex(), [MIXED]))


def test_what_is_known_is_not_placed_again():
    index = StoryIndex()
    first = index.assign(MIXED)
    assert {p.article for p in first} == {f.article for f in MIXED}
    assert index.assign(MIXED) == ()
    assert index.assign([]) == ()


def test_an_index_filled_from_the_store_goes_on_as_the_old_one():
    index = StoryIndex()
    where = placed(index, [MIXED[:16]])
    again = StoryIndex()
    again.add(Placed(f, where[f.article]) for f in MIXED[:16])
    assert placed(again, [MIXED[16:]]) == placed(index, [MIXED[16:]])


def test_what_a_person_placed_stays():
    mine = titles("storm", 6)
    index = StoryIndex()
    index.add([Placed(mine[0], "apart", pinned=True)])
    where = placed(index, [mine[1:] + titles("vote", 3)])
    assert mine[0].article not in where  # never moved
    index.look_back()
    assert not any(p.article == mine[0].article for p in index.look_back())


def test_the_same_text_two_hundred_times_is_one_story_and_the_rest_stays_apart():
    flood = [
        featured(article("storm Galway power outage gusts trees", "", date(2024, 5, 6), id=f"f{i}")) for i in range(200)
    ]
    where = placed(StoryIndex(), [flood[:100], titles("vote", 6), flood[100:]])
    sizes = sorted(len(p) for p in parts(where))
    assert sizes == [6, 200]


def test_articles_of_one_wording_that_are_years_apart_are_two_stories():
    old, new = titles("storm", 4, date(1970, 1, 1)), titles("storm", 4, date(2024, 5, 6))
    where = placed(StoryIndex(), [old, new])
    assert len({where[f.article] for f in old}) == len({where[f.article] for f in new}) == 1
    assert where[old[0].article] != where[new[0].article]


def test_a_daily_bulletin_that_nearly_repeats_yesterdays_does_not_pull_days_into_one_story():
    sports = ("regatta in Kiel", "chess in Riga", "judo in Tours", "rowing in Poznan", "golf in Cork", "polo in Jaén")
    body = "Good morning. Here is what the region wakes up to today, with the weather, the markets and the roads. " * 3
    first = date(2024, 1, 1)
    days = [first + timedelta(days=4 * n) for n in range(len(sports) * 3)]
    bulletins = [
        featured(article("The morning bulletin", f"{body}Sport: {sports[n % len(sports)]}, day {n}.", day))
        for n, day in enumerate(days)
    ]
    index = StoryIndex()
    where = placed(index, [[bulletin] for bulletin in bulletins])
    where.update((p.article, p.story) for p in index.look_back())
    spans = [[day for b, day in zip(bulletins, days, strict=True) if b.article in part] for part in parts(where)]
    assert max((max(span) - min(span)).days for span in spans) <= 30
    assert len(spans) >= 3


def test_what_bears_no_date_needs_more_in_common_with_what_bears_one():
    words = "levee valley Arezzo repair crews pumps sandbags mayor"
    one = featured(article("Levee breaks in the valley", words, date(2024, 5, 6), id="one"))
    same_day, undated = (
        featured(article("Valley levee holds", f"{words} funds council", day, id=f"b{day}"))
        for day in (date(2024, 5, 6), None)
    )
    window = Window(weights())
    window.add([one, same_day, undated])
    (scores,) = window.scores([0], [1, 2])
    assert 0 < scores[1] < scores[0]


def test_empty_articles_are_stories_of_their_own():
    empty = [featured(article("", "", None, id=f"e{i}")) for i in range(5)]
    assert len(parts(placed(StoryIndex(), [empty]))) == 5


def test_the_index_forgets_and_stays_small():
    index = StoryIndex(active=200)
    for k in range(10):
        day = date(2024, 1, 1) + timedelta(days=k)
        index.assign([featured(article(f"subject{k}{i} matter{k}{i}", "", day)) for i in range(50)], look_back=False)
        assert len(index) <= 200


def test_a_batch_larger_than_the_window_is_placed_whole():
    batch = [featured(article(f"subject{i} matter{i}", "", date(2024, 1, 1))) for i in range(600)]
    assert {p.article for p in StoryIndex(active=100).assign(batch)} == {f.article for f in batch}


def test_a_story_tells_its_days_and_bears_the_title_of_its_middle():
    members = titles("bridge", 4, date(2024, 5, 7)) + titles("bridge", 1, date(2024, 5, 6))
    told = story("s", members)
    assert told.first == When(date(2024, 5, 6), date(2024, 5, 6))
    assert told.last == When(date(2024, 5, 7), date(2024, 5, 7))
    assert told.articles[0] == members[-1].article and told.title in {f.title for f in members}
    assert story("s", []).title == ""


def key(day: date | None, who=("emmanuel-macron", "olaf-scholz"), mode="in-person", country=None) -> EventKey:
    at = day.toordinal() if day else None
    return EventKey("CONSULT", mode, "held", tuple(sorted(who)), at, at, country, None)


def reporting(published: date | None, *events: EventKey):
    from dataclasses import replace

    return happenings(replace(featured(article("A title", "", published)), events=events))


def test_the_same_people_on_the_same_days_agree_and_in_other_months_differ():
    may, june = reporting(date(2023, 5, 3), key(date(2023, 5, 2))), reporting(date(2023, 6, 7), key(date(2023, 6, 6)))
    morning_after = reporting(date(2023, 5, 4), key(date(2023, 5, 3)))
    assert compare(may, morning_after) == 1.0
    assert compare(may, june) == -1.0
    assert compare(may, reporting(date(2023, 5, 3), key(date(2023, 5, 2), ("rishi-sunak", "olaf-scholz")))) == 0.0


def test_a_call_and_a_meeting_on_one_day_are_not_taken_for_one():
    meeting = reporting(date(2023, 5, 3), key(date(2023, 5, 2)))
    assert compare(meeting, reporting(date(2023, 5, 3), key(date(2023, 5, 2), mode="phone"))) == 0.0


def test_what_an_article_recalls_is_not_its_own():
    assert reporting(date(2023, 5, 3), key(date(2019, 1, 22)), key(None)) == ()
    (own,) = reporting(None, key(date(2019, 1, 22)), key(None))
    assert own.start is None


def test_without_a_day_people_mode_and_place_say_less():
    dated = reporting(date(2023, 5, 3), key(date(2023, 5, 2), country="FR"))
    assert compare(dated, reporting(None, key(None, country="FR"))) == OPEN_AGREES
    assert compare(dated, reporting(None, key(None, country="DE"))) == OPEN_DIFFERS
    assert compare(dated, reporting(None, key(None, mode="phone"))) == OPEN_DIFFERS


def test_articles_without_a_date_do_not_tie_months_together():
    words = "summit talks Samarkand leaders border trade"
    old, new = article(words, "", date(2021, 3, 1)), article(words, "", date(2023, 9, 1))
    undated = [article(words, "", None, id=f"u{i}") for i in range(6)]
    where = placed(StoryIndex(), [[featured(a) for a in (old, *undated, new)]])
    assert where[old.id] != where[new.id]


STORM, VOTE = titles("storm", 6), titles("vote", 6)


def test_what_a_person_joined_is_joined_in_every_run():
    decided = {f.article: "one" for f in (*STORM, *VOTE)}
    index = StoryIndex(decided=decided)
    where = placed(index, [MIXED[:10], MIXED[10:]])
    where.update((p.article, p.story) for p in index.look_back())
    assert {where[f.article] for f in (*STORM, *VOTE)} == {"one"}
    assert len(set(where.values())) == 3, "the others are told apart as before"


@given(st.permutations(range(len(MIXED))), st.integers(1, 24))
def test_what_a_person_parted_stays_apart_in_every_run_and_look_back(order, size):
    gone, rest = STORM[:2], STORM[2:]
    decided = {f.article: "gone" for f in gone} | {f.article: "rest" for f in rest}
    shuffled = [MIXED[i] for i in order]
    index = StoryIndex(decided=decided)
    where = placed(index, [shuffled[i : i + size] for i in range(0, len(shuffled), size)])
    where.update((p.article, p.story) for p in index.look_back())
    assert {where[f.article] for f in gone} == {"gone"} and {where[f.article] for f in rest} == {"rest"}
    later = placed(index, [titles("storm", 8)[6:]])
    assert set(later.values()) <= {"gone", "rest"}, "what comes later joins one of them"


def test_the_same_text_a_thousand_times_is_one_story_and_the_rest_stays_apart():
    text = "Gusts cut the power in Galway; crews clear fallen trees from the roads. " * 4
    flood = [featured(article("Storm cuts power in Galway", text, date(2024, 5, 6), id=f"f{i}")) for i in range(1000)]
    where = placed(StoryIndex(), [flood[:500], VOTE, flood[500:]])
    assert sorted(len(p) for p in parts(where)) == [6, 1000]


def test_one_outlet_flooding_swallows_nobody():
    """A feed whose every title bears its name, on one of thirty subjects each time."""
    places = [
        f"{a}{b}" for a in ("nor", "sud", "ost", "wes", "mid") for b in ("by", "ham", "ton", "ville", "dorf", "grad")
    ]
    flood = [
        featured(
            article(
                f"{p} {p}way lane{i} {p}gate | City Radio",
                "",
                date(2024, 5, 6),
                outlet="City Radio",
            )
        )
        for i, p in enumerate(places * 10)
    ]
    where = placed(StoryIndex(), [flood[:150], MIXED, flood[150:]])
    largest = max(len(p) for p in parts(where))
    assert largest <= len(flood) // 2
    swallowed = {where[f.article] for f in flood} & {where[f.article] for f in MIXED}
    assert not swallowed


def test_years_long_gone_and_days_to_come_are_stories_like_others():
    days = [date(1, 1, 1), date(1970, 1, 1), date(2024, 5, 6), date(2131, 1, 1), date(9999, 12, 31)]
    groups = [titles("storm", 3, day) for day in days]
    where = placed(StoryIndex(), [[f for group in groups for f in group]])
    assert len({where[group[0].article] for group in groups}) == len(days)
    assert all(len({where[f.article] for f in group}) == 1 for group in groups)


def test_ten_languages_mixed_make_no_story_of_everything():
    said = {
        "fr": "grève des dockers au port d'Anvers", "en": "parliament votes the budget", "de": "Sturm über dem Hafen",
        "es": "incendio forestal en la sierra", "it": "furto al museo della città", "pt": "a ponte sobre o rio caiu",
        "nl": "treinen staan stil na storing", "ru": "в столице открыт новый мост", "zh": "博物馆名画失窃",
        "ar": "افتتاح جسر جديد",
    }  # fmt: skip
    batch = [
        featured(article(f"{text} {i}", "", date(2024, 5, 6), language))
        for i in range(5)
        for language, text in said.items()
    ]
    where = placed(StoryIndex(), [batch])
    assert len(parts(where)) >= len(said)
    for group in parts(where):
        assert len({f.language for f in batch if f.article in group}) == 1


def test_a_loose_story_does_not_grow_without_bound():
    """A chain of titles, each sharing two words with the next, is never one story."""
    chain = [
        featured(article(f"word{i} word{i + 1} word{i + 2} word{i + 3}", "", date(2024, 5, 6))) for i in range(600)
    ]
    where = placed(StoryIndex(), [chain])
    assert max(len(p) for p in parts(where)) < 50


SPANISH = "El puente viejo cierra al tráfico pesado"
FORBIDDEN = (date(2024, 5, 1), date(2024, 7, 1))


def copied(article, of, kind="translation"):
    return Copy(article.article, of.article, kind, 0.9, True, False, ())


def test_a_translation_is_told_with_its_original_and_so_is_what_copies_the_translation():
    home = [featured(article("Old bridge closed to lorries", TOLD, date(2024, 5, 1), outlet=f"O{i}")) for i in range(4)]
    relay = featured(article(SPANISH, "Los camiones darán un rodeo.", date(2024, 5, 2), "es"))
    again = featured(article("Otro título", "Un texto distinto por completo.", date(2024, 5, 2), "es"))
    alone, index = StoryIndex(), StoryIndex()
    assert len({p.story for p in alone.assign([*home, relay, again])}) > 1
    links = [copied(relay, home[3]), copied(again, relay, "near")]
    index.assign([*home, relay, again], look_back=False, copies=links)
    index.look_back()
    assert len(set(index._story)) == 1


def test_a_translation_that_dates_forbid_stays_apart():
    one, other = (
        featured(article("Old bridge closed", TOLD, FORBIDDEN[0])),
        featured(article(SPANISH, "Los camiones.", FORBIDDEN[1], "es")),
    )
    placed = StoryIndex().assign([one, other], copies=[copied(other, one)])
    assert len({p.story for p in placed}) == 2


def test_an_excerpt_may_stand_in_what_tells_of_other_things():
    one, other = (
        featured(article("Old bridge closed", TOLD, date(2024, 5, 1))),
        featured(article("Wochenschau", "Der Zoo, die Ernte und die Messe.", date(2024, 5, 1), "de")),
    )
    assert len({p.story for p in StoryIndex().assign([one, other], copies=[copied(one, other, "excerpt")])}) == 2


TOLD = "Lorries over twelve tonnes must take the ring road from Monday, the county said, as cracks were found."
