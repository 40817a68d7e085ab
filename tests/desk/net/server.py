"""A web server of our own on 127.0.0.1 that misbehaves as it is told."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Page = Callable[["Handler"], None]


@dataclass
class Site:
    """Pages by path, and what was asked."""

    base: str
    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def add(self, path: str, page: Page) -> str:
        """The page's address."""
        self.pages[path] = page
        return self.base + path


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Site

    def do_GET(self) -> None:
        self.close_connection = True
        self.site.asked.append((self.path, {key.lower(): value for key, value in self.headers.items()}))
        page = self.site.pages.get(self.path, self.site.pages.get("*", gone))
        with contextlib.suppress(OSError):  # the other side has had enough, as it should
            page(self)

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def answer(self, status: int, content: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        for name, value in ({"Content-Length": str(len(content))} | given).items():
            if value:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)


def gone(handler: Handler) -> None:
    handler.answer(404)


def text(content: bytes | str, status: int = 200, **headers: str) -> Page:
    """A page with this content and these headers."""
    data = content.encode() if isinstance(content, str) else content
    return lambda handler: handler.answer(status, data, **headers)


def redirect(to: str, status: int = 302) -> Page:
    return lambda handler: handler.answer(status, Location=to)


def endless(handler: Handler) -> None:
    """A body that never ends."""
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b"news " * 10_000)


def dripping(handler: Handler) -> None:
    """A byte of a header at a time, for ever."""
    for _ in range(100_000):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        if handler.server.done.wait(0.02):  # type: ignore[attr-defined]
            return


def silent(handler: Handler) -> None:
    """No answer until the server is stopped."""
    handler.server.done.wait(60)  # type: ignore[attr-defined]


def hang_up(handler: Handler) -> None:
    """Half of what was promised."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"half")


@contextlib.contextmanager
def serving() -> Iterator[Site]:
    """A running site; pages may be added while it runs."""

    class Mine(Handler):
        pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Mine)
    server.daemon_threads = True
    server.done = threading.Event()  # type: ignore[attr-defined]
    site = Site(f"http://127.0.0.1:{server.server_port}")
    Mine.site = site
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.done.set()  # type: ignore[attr-defined]
        server.shutdown()
        server.server_close()
