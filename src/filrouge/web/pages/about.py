"""What the archive is made of: how much there is, what was refused and why, the steps and parts with their versions."""

from __future__ import annotations

from dataclasses import dataclass

from filrouge.desk.api import Filrouge
from filrouge.desk.browse import Sizes
from filrouge.tell import rows

REFUSED = 50
"""Refusals shown."""


@dataclass(frozen=True, slots=True)
class AboutPage:
    sizes: Sizes
    refused: tuple[rows.RefusedRow, ...]
    """The latest."""
    steps: tuple[rows.StepRow, ...]
    parts: tuple[rows.DoctorRow, ...]


def about(desk: Filrouge) -> AboutPage:
    return AboutPage(desk.sizes(), desk.refused(REFUSED), desk.steps(), desk.parts())
