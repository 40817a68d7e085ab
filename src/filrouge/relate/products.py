"""Products of many rows with many, dense or sparse, and the logistic function of what is summed up from them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Matrix = NDArray[np.float32]

DENSE = 64
"""Rows of one side of a product of sparse tables that are laid out at once: they stay near the processor (twice as fast
as 256)."""


def inner(left: csr_array, right: csr_array) -> Matrix:
    """Inner products of sparse rows, shape (rows of left, rows of right).

    Some rows of ``left`` at a time as a dense table of their own terms: each term of ``right`` then adds a whole
    row at once, two thirds of what a product of two sparse tables costs.
    """
    out = np.empty((left.shape[0], right.shape[0]), np.float32)
    column = np.full(right.shape[1], -1, np.int32)
    for first in range(0, left.shape[0], DENSE):
        some = left[first : first + DENSE]
        above = right[first:] if left is right else right  # the products below are known from above
        terms, place = np.unique(some.indices, return_inverse=True)
        table = np.zeros((len(terms), some.shape[0]), np.float32)
        table[place, np.repeat(np.arange(some.shape[0]), np.diff(some.indptr))] = some.data
        column[terms] = np.arange(len(terms), dtype=np.int32)
        columns = column[above.indices]
        kept = np.flatnonzero(columns >= 0)
        ends = np.searchsorted(kept, above.indptr).astype(np.int32)
        shared = csr_array((above.data[kept], columns[kept], ends), shape=(above.shape[0], len(terms)))
        cosines = shared @ table
        out[first : first + DENSE, out.shape[1] - len(cosines) :] = cosines.T
        if left is right:
            out[first:, first : first + DENSE] = cosines
        column[terms] = -1
    return out


def logistic(z: Matrix) -> Matrix:
    """The logistic function of the log-odds, in place."""
    with np.errstate(over="ignore"):  # exp of what is past all likelihood is infinite, and its probability 0
        np.exp(np.negative(z, out=z), out=z)
    z += 1.0
    return np.reciprocal(z, out=z)


def product(a: Matrix, b: Matrix) -> Matrix:
    """Inner products of rows, shape (len(a), len(b))."""
    cosines: Matrix = a @ b.T
    return cosines
