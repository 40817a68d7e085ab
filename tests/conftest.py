"""What every test shares."""

from pathlib import Path

import pytest
from hypothesis import settings

# No test is timed: the machine that runs them is not ours alone.
settings.register_profile("filrouge", deadline=None, max_examples=60)
settings.load_profile("filrouge")

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference input and evaluation data beside the checkout."""
    if not SHARED.is_dir():
        pytest.skip("the folder shared/ with reference input is not beside this checkout")
    return SHARED
