"""One request and its answer, without redirects: a connection of its own, to a checked address, within limits."""

from __future__ import annotations

import re
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import httpcore
import httpx

from filrouge import __version__
from filrouge.desk.net.body import ENCODINGS, Broken, TooLarge, unpack
from filrouge.desk.net.guard import Allowed, Forbidden, GuardedBackend, Live, Resolve


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may cost."""

    size: int = 16 * 2**20
    """Bytes of a body, unpacked; the largest feeds have some 5 MB."""
    connect: float = 10.0
    """Seconds to reach the host."""
    silence: float = 20.0
    """Seconds without a byte."""
    total: float = 60.0
    """Seconds from the first to the last."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    content: bytes = field(repr=False)
    location: str | None
    """Where a redirect leads, absolute."""


@dataclass(frozen=True, slots=True)
class Hung:
    """Why no whole answer came."""

    reason: str
    code: str
    temporary: bool


class Hop:
    """Makes requests; safe in several threads, since each has a connection of its own."""

    def __init__(
        self, agent: str, allowed: Allowed, limits: Limits, ticks: Callable[[], float], resolve: Resolve
    ) -> None:
        self._agent = agent
        self._allowed = allowed
        self._limits = limits
        self._ticks = ticks
        self._resolve = resolve
        self.live = Live()
        self._bare = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # trusts nobody; for http alone

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        """Made when it is first needed, for it reads some 140 certificates; nothing of it from the environment."""
        return httpx.create_ssl_context(trust_env=False)

    def ask(self, url: str, headers: Mapping[str, str], cut: int | None = None) -> Answer | Hung:
        """GET ``url``; with ``cut``, the body's first bytes only, else one larger than the limit is none."""
        limits = self._limits
        deadline = self._ticks() + limits.total
        own = {"User-Agent": self._agent, "Accept-Encoding": ENCODINGS, "Connection": "close", **headers}
        sent = [(name.encode("ascii"), value.encode("latin-1")) for name, value in own.items()]
        timeout = httpx.Timeout(limits.silence, connect=limits.connect)
        host = httpx.URL(url).host
        try:
            with (
                httpx.Client(transport=self._transport(url, deadline), trust_env=False, timeout=timeout) as client,
                client.stream("GET", url, headers=sent, follow_redirects=False) as response,
            ):
                location = response.headers.get("location")
                # As bytes came: an ETag goes back as it is, whatever letters it holds.
                answer = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in response.headers.raw}
                redirect = location is not None and 300 <= response.status_code < 400
                body = b""
                if response.status_code == 200:
                    body = self._body(response, cut)
                leads = str(httpx.URL(url).join(location)) if redirect and location else None
                return Answer(response.status_code, answer, body, leads)
        except TooLarge:
            return Hung(f"{url} sends more than {limits.size:,} bytes.", "too-large", False)
        except Broken as error:
            return Hung(f"The answer of {url} cannot be read: {error}.", "broken", True)
        except httpx.TimeoutException:
            return Hung(f"{host} did not answer in time.", "timeout", True)
        except (httpx.TransportError, httpx.InvalidURL, UnicodeError) as error:
            if isinstance(error.__cause__, Forbidden):
                return Hung(f"{host} is not asked: {error}.", "forbidden", False)
            return Hung(f"{url} could not be had: {_words(error)}.", "network", True)

    def _body(self, response: httpx.Response, cut: int | None) -> bytes:
        limit = self._limits.size if cut is None else min(cut, self._limits.size)
        return unpack(response.iter_raw(), response.headers.get("content-encoding"), limit, cut is not None)

    def _transport(self, url: str, deadline: float) -> httpx.BaseTransport:
        tls = self._tls if url.startswith("https:") else self._bare
        transport = httpx.HTTPTransport(verify=tls, trust_env=False)
        transport._pool = httpcore.ConnectionPool(
            ssl_context=tls,
            max_connections=1,
            max_keepalive_connections=0,
            network_backend=GuardedBackend(self._allowed, self._resolve, self._ticks, deadline, self.live),
        )
        return transport


LONGEST = 8000
"""Characters of an address: what servers commonly take."""


def web_address(url: str) -> str | None:
    """The address as it is asked for: without fragment; None where it is not of the web, or holds a password."""
    try:
        parsed = httpx.URL(url.strip())
    except (httpx.InvalidURL, UnicodeError, ValueError):
        return None
    if parsed.scheme not in ("http", "https") or not parsed.host or parsed.userinfo or len(url) > LONGEST:
        return None
    return str(parsed.copy_with(fragment=None))


def user_agent(contact: str) -> str:
    """Who asks, honestly: the program, its version and, where the operator gives one, an address to write to."""
    said = re.sub(r"[^\x21-\x7e]+|[()]", " ", contact).strip()
    return f"filrouge/{__version__} (news reader{'; ' + said if said else ''})"


def _words(error: Exception) -> str:
    """The error in a few words; the system's own numbers left out."""
    text = re.sub(r"^\[Errno -?\d+\] ", "", str(error)).strip().rstrip(".")
    return (text[:1].lower() + text[1:200]) if text else type(error).__name__
