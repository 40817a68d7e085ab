"""Why an article is where it is: what was weighed adds up to what was decided, and is told with the decision."""

import math
from datetime import date, timedelta

import pytest
from tests.relate.making import article, featured
from tests.relate.test_stories import MIXED, titles

from filrouge.relate.reasons import Reason, sentences
from filrouge.relate.stories import Placement, StoryIndex
from filrouge.relate.weights import weights
from filrouge.relate.window import Window


def test_the_signals_add_up_to_the_score():
    texts = [
        featured(article(f"Bridge closed at Coimbra {i}", f"Engineers closed the bridge after {i} cracks. " * 3, day))
        for i, day in enumerate([date(2024, 5, 6), date(2024, 5, 7), None])
    ]
    rows = [*titles("storm", 3), *texts, featured(article("Pont fermé à Coimbra", "", date(2024, 5, 6), "fr"))]
    window = Window(weights())
    window.add(rows)
    every = range(len(rows))
    scores = window.scores(every, every)
    pairs = [(i, j) for i in every for j in every if i != j]
    for (i, j), weighed in zip(pairs, window.weigh(*zip(*pairs, strict=True)), strict=True):
        odds = sum(s.value * s.weight for s in weighed.signals)
        assert 1 / (1 + math.exp(-odds)) == pytest.approx(float(scores[i, j]), abs=0.002)
        assert weighed.probability == pytest.approx(float(scores[i, j]), abs=0.002)


def test_what_is_too_far_apart_in_time_is_not_weighed():
    old, new = titles("storm", 1, date(2020, 1, 1)), titles("storm", 1)
    window = Window(weights())
    window.add(old + new)
    (weighed,) = window.weigh([0], [1])
    assert weighed.signals == () and weighed.probability == 0.0


def by_article(placements: tuple[Placement, ...]) -> dict[str, Reason]:
    return {p.article: p.why for p in placements}


def test_every_placement_names_what_it_was_compared_with():
    placements = StoryIndex().assign(MIXED)
    where = {p.article: p.story for p in placements}
    for p in placements:
        assert p.why.how == "joined" and p.why.compared is not None and p.why.weighed is not None
        assert where[p.why.compared] == p.story
        assert p.why.threshold == weights().threshold
        assert any("likely the same happening" in s for s in sentences(p.why))


def test_an_article_alone_says_what_was_nearest_and_an_empty_window_nothing():
    index = StoryIndex()
    (first,) = index.assign(titles("storm", 1))
    assert first.why == Reason("alone")
    (other,) = index.assign(titles("vote", 1))
    assert other.why.how == "alone" and other.why.compared == first.article and other.why.mean is None


def test_a_merge_says_which_story_was_left():
    """Two halves that had not enough in common are tied by what comes later."""
    day = date(2024, 5, 6)
    words = ["harbour", "strike", "Antwerp", "dockers", "pilots", "union", "wages", "talks"]
    left = [featured(article(" ".join(words[:4]) + f" l{i}", "", day)) for i in range(2)]
    right = [featured(article(" ".join(words[4:]) + f" r{i}", "", day)) for i in range(2)]
    both = [featured(article(" ".join(words) + f" b{i}", "", day + timedelta(hours=0))) for i in range(6)]
    index = StoryIndex()
    where = {p.article: p.story for p in index.assign(left + right)}
    assert len(set(where.values())) == 2
    moved = [p for p in index.assign(both) if p.moved_from is not None]
    assert moved, "the look-back joins the halves"
    assert {p.why.how for p in moved} == {"merged"}
    assert all(p.why.left == p.moved_from != p.story and p.why.mean is not None for p in moved)
