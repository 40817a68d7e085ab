"""A small generated archive behind the site."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from tests.web.generated import fill

import filrouge
from filrouge.desk.api import Filrouge
from filrouge.web.app import create


@pytest.fixture(scope="session")
def archive() -> Iterator[Filrouge]:
    desk = filrouge.open(":memory:")
    fill(desk.store, 300, words=40)
    yield desk
    desk.close()


@pytest.fixture(scope="session")
def site(archive: Filrouge) -> Iterator[TestClient]:
    with TestClient(create(archive), headers={"accept": "text/html"}) as client:
        yield client
