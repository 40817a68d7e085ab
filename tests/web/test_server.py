"""The site as it is served: clients that hang up, and many at once."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import httpx
import pytest
from tests.browser.conftest import serve
from tests.web.generated import PEOPLE, fill

import filrouge

READERS = 50


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    desk = filrouge.open(str(tmp_path_factory.mktemp("served") / "site.db"))
    fill(desk.store, 60, words=20)
    server, thread, address = serve(desk)
    yield address
    server.should_exit = True
    thread.join()
    desk.close()


def test_clients_that_hang_up_leave_no_worker_stuck(served: str) -> None:
    url = urlsplit(served)
    whole = b"GET /search?q=summit HTTP/1.1\r\nHost: a.example\r\n\r\n"
    for sent in (whole, whole[:20], b"", b"\x00\xff\r\n\r\n") * 15:
        with socket.create_connection((url.hostname, url.port), timeout=5) as s:
            s.sendall(sent)
    assert httpx.get(served + "/", timeout=20).status_code == 200


def test_many_readers_at_once_are_all_answered(served: str) -> None:
    pages = ("/", "/ledger", f"/actor/{PEOPLE[0].id}", "/search?q=summit", "/ledger.atom", "/nowhere")

    def read(n: int) -> int:
        return httpx.get(served + pages[n % len(pages)], timeout=60).status_code

    with ThreadPoolExecutor(READERS) as pool:
        statuses = list(pool.map(read, range(2 * READERS)))
    assert statuses == [404 if n % len(pages) == 5 else 200 for n in range(2 * READERS)]
