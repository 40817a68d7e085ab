"""Workers and the encoder share the cores: nobody starts more threads than there are cores to run them."""

import os
from concurrent.futures import ProcessPoolExecutor

import numpy as np
from threadpoolctl import threadpool_info

from filrouge.desk.understand import _attend


def threads() -> list[int]:
    """The threads of every library of linear algebra in this process."""
    np.ones((64, 64)) @ np.ones((64, 64))
    return [int(found["num_threads"]) for found in threadpool_info()]


def test_each_of_two_workers_has_one_thread():
    with ProcessPoolExecutor(2, initializer=_attend, initargs=(os.getpid(),)) as pool:
        told = [pool.submit(threads).result() for _ in range(4)]
    assert all(told) and {n for found in told for n in found} == {1}
