"""How much each thing that two articles share tells of one happening: learnt coefficients, kept as data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from filrouge.errors import DataError

TITLES, TEXTS, ACROSS = range(3)
REGIMES = ("titles", "texts", "across")
"""Which weights a pair takes: one of them is a title alone; both have a text; two languages."""
VECTORS = ("title_vector", "lead_vector")
FIELDS = ("terms", "title_terms", "numbers", "names")
"""Bags of weighted keys that an article has; compared by the cosine of their TF-IDF."""
SIGNALS = (*VECTORS, *FIELDS, "numbers_apart", "hours")
"""What a pair is weighed by. ``_apart``: both have some, and none in common. ``hours``: the log of the time between."""
RULES = ("events", "same_page", "copy")
"""What is not a likeness: whether events agree (-1 to 1), whether both are of one page, whether both are one text."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Learnt coefficients and the thresholds fixed with them."""

    signals: Mapping[str, NDArray[np.float32]]
    """A row of coefficients in the order of `SIGNALS`, then the intercept, for each of `REGIMES`."""
    event_agrees: float
    event_differs: float
    same_page: float
    copy: float
    """What events that agree or differ, being on one page, and being one text add to the log-odds."""
    threshold: float
    """Mean probability above which articles are one story."""
    ratio: float
    """Mean probability across two stories, over that within each, above which they are one (`clusters.unite`)."""
    horizon_days: int
    """Articles further apart in time tell two happenings."""


@cache
def weights() -> Weights:
    """The weights shipped with the program. Raises DataError where their file is broken."""
    try:
        return parse((resources.files("filrouge.data") / "weights" / "stories.toml").read_text("utf-8"))
    except (OSError, KeyError, ValueError) as error:
        raise DataError(f"data/weights/stories.toml is broken: {error}") from error


def parse(text: str) -> Weights:
    """Weights from TOML. Raises KeyError or ValueError where something is missing or wrong."""
    data = tomllib.loads(text)
    rules = data["rules"]
    return Weights(
        signals={r: np.array([*(data[r][s] for s in SIGNALS), data[r]["intercept"]], np.float32) for r in REGIMES},
        event_agrees=rules["event_agrees"],
        event_differs=rules["event_differs"],
        same_page=rules["same_page"],
        copy=rules["copy"],
        threshold=rules["threshold"],
        ratio=rules["ratio"],
        horizon_days=int(rules["horizon_days"]),
    )
