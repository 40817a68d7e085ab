"""The stores that the contract holds for."""

from pathlib import Path

import pytest

from filrouge.store import Store


@pytest.fixture(params=["memory", "file"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """An empty store of each kind."""
    return Store.open(":memory:" if request.param == "memory" else str(tmp_path / "news.db"))
