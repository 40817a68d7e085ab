"""A real browser on a real server over the examples."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

import filrouge
from filrouge.web.app import create

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
SOME = ("00*", "03[3-9]*", "04[0-4]*")
"""Two storylines, and a dozen pages of others: every kind of page has something to show."""
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]


def serve(desk: filrouge.desk.api.Filrouge) -> tuple[uvicorn.Server, threading.Thread, str]:
    """The site on a free port of the loopback interface, in a thread."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create(desk), host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    return server, thread, f"http://127.0.0.1:{port}"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    desk = filrouge.open(str(tmp_path_factory.mktemp("site") / "site.db"))
    desk.ingest([str(path) for some in SOME for path in sorted(EXAMPLES.glob(some))])
    server, thread, address = serve(desk)
    yield address
    server.should_exit = True
    thread.join()
    desk.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed (on Debian: apt-get install chromium)")
    with sync_playwright() as p:
        chromium = p.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """A page without JavaScript: the site is whole without it."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, locale="en-GB", java_script_enabled=False, base_url=site
    )
    yield context.new_page()
    context.close()
