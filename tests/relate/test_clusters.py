"""Average link: what agrees on average is one, whatever the order."""

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from filrouge.relate.clusters import cluster, join, unite


def square(values):
    upper = np.triu(values, 1)
    return (upper + upper.T + np.eye(len(values))).astype(np.float32)


def parts(labels):
    return {frozenset(np.flatnonzero(labels == x).tolist()) for x in set(labels.tolist())}


values = st.floats(0, 1, width=16)
squares = st.integers(0, 9).flatmap(lambda n: arrays(np.float32, (n, n), elements=values).map(square))


def test_a_chain_of_near_neighbours_is_not_one_group():
    n = 12
    chain = np.zeros((n, n), np.float32)
    for i in range(n - 1):
        chain[i, i + 1] = chain[i + 1, i] = 0.9
    assert max(len(p) for p in parts(cluster(chain, 0.5))) < n / 2


@given(squares)
@example(np.array([[1, 0.5], [0.5, 1]], np.float32))
def test_joining_from_nothing_is_clustering(scores):
    if len(set(np.round(scores[np.triu_indices(len(scores), 1)], 3))) == len(scores) * (len(scores) - 1) // 2:
        assert parts(join(scores, np.ones(len(scores)), 0, 0.5)) == parts(cluster(scores, 0.5))


@given(squares, st.integers(0, 5))
def test_groups_that_are_there_never_merge(scores, fixed):
    fixed = min(fixed, len(scores))
    labels = join(scores, np.ones(len(scores)), fixed, 0.3)
    assert labels[:fixed].tolist() == list(range(fixed))


@given(squares)
def test_uniting_only_joins(scores):
    before = cluster(scores, 0.6)
    after = unite(scores, before, 0.55)
    assert all(any(p <= q for q in parts(after)) for p in parts(before))


def test_loose_groups_unite_where_tight_ones_do_not():
    def two(inside, across):
        scores = np.full((8, 8), across, np.float32)
        scores[:4, :4] = scores[4:, 4:] = inside
        return unite(scores, np.repeat([0, 1], 4), 0.55)

    assert len(parts(two(0.6, 0.42))) == 1
    assert len(parts(two(0.95, 0.42))) == 2
