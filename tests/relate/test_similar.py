"""Same story first, then the thread, then background; copies folded, outlets varied."""

from dataclasses import replace

from tests.relate.making import article, featured

from filrouge.relate.similar import Neighbour, similar


def at(title: str, story: str | None = None, line: str | None = None, copy_of: str | None = None, outlet: str = "A"):
    return Neighbour(replace(featured(article(title, outlet=outlet)), outlet=outlet), story, line, copy_of)


QUERY = at("bridge over the Mondego closed after cracks", "s1", "l1")
STORY = at("engineers inspect cracks", "s1", "l1")
THREAD = at("bridge over the Mondego reopens a year later", "s2", "l1")
BACKGROUND = at("bridge over the Mondego closed to lorries", "s3", "l2")
UNRELATED = at("recipe for almond cake", "s4", "l3")


def test_the_story_comes_before_the_thread_and_the_thread_before_the_rest():
    found = similar(QUERY, [UNRELATED, BACKGROUND, THREAD, STORY, QUERY])
    assert [s.article for s in found] == [n.features.article for n in (STORY, THREAD, BACKGROUND)]
    assert [s.reason for s in found] == ["same story", "same storyline", "background"]
    assert all(0 <= s.score <= 1 and s.why for s in found)
    assert [s.score for s in found] == sorted((s.score for s in found), reverse=True)


def test_of_a_group_of_copies_one_is_shown_and_none_of_the_querys_own():
    prints = [at(f"engineers inspect cracks print {i}", "s1", "l1", copy_of="wire") for i in range(5)]
    own = at("bridge closed", "s1", "l1", copy_of=QUERY.features.article)
    found = similar(QUERY, [*prints, own])
    assert len(found) == 1 and found[0].article in {p.features.article for p in prints}


def test_outlets_take_turns():
    same = [at(f"engineers inspect cracks in the bridge part {i}", "s1", "l1", outlet="A") for i in range(3)]
    other = at("cracks in the bridge say engineers", "s1", "l1", outlet="B")
    found = similar(QUERY, [*same, other], limit=2)
    assert other.features.article in {s.article for s in found}


def test_nothing_gives_nothing_and_the_limit_holds():
    assert similar(QUERY, []) == ()
    assert similar(QUERY, [UNRELATED]) == ()
    assert len(similar(QUERY, [at(f"cracks {i}", "s1", "l1") for i in range(30)], limit=4)) == 4
