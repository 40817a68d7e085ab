"""Whom filrouge may ask: public addresses only, checked on the very address that a connection is made to.

An address in a feed, a page or a redirect is written by strangers; it must not reach the machine itself, the networks
around it, or the services that clouds keep for their machines. Names are resolved once, here, and the connection goes
to what was checked, so that a name cannot answer one thing to the check and another to the connection.
"""

from __future__ import annotations

import ipaddress
import queue
import socket
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import httpcore

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int, float], Sequence[str]]
"""(host, port, seconds) to the addresses of the host, as text. Raises OSError."""

WEB_PORTS = frozenset({80, 443})

CLOSED_V4 = tuple(
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4",
        "168.63.129.16/32",  # public by number, and yet what a cloud's machines ask about themselves
    )
)  # fmt: skip
"""IANA's special-purpose registry of IPv4 (RFC 6890 and later) and multicast; written out, for Python's own list
changes between versions."""
GLOBAL_V6 = ipaddress.IPv6Network("2000::/3")
"""All that IANA has given out as global unicast; loopback, local, multicast and mapped addresses lie outside."""
CLOSED_V6 = tuple(
    ipaddress.IPv6Network(network) for network in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
)
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
SIX_TO_FOUR = ipaddress.IPv6Network("2002::/16")
ISATAP = (0x00005EFE, 0x02005EFE)
"""Bits 64 to 95 of an address that carries an IPv4 address in its last 32 (RFC 5214)."""


class Forbidden(httpcore.ConnectError):
    """The address is not one that may be asked; the text is a sentence for a person."""


def is_public(address: str) -> bool:
    """Whether an address (as a number, no name) lies in the public internet; so must what is embedded in it."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, ipaddress.IPv4Address):
        return not any(parsed in network for network in CLOSED_V4)
    if parsed.scope_id is not None:
        return False
    inner = _embedded(parsed)
    if inner is not None and not is_public(str(inner)):
        return False
    if parsed in NAT64:
        return True
    return parsed in GLOBAL_V6 and not any(parsed in network for network in CLOSED_V6)


def _embedded(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that a gateway would make of it."""
    number = int(address)
    if address in NAT64 or (number >> 32) & 0xFFFFFFFF in ISATAP:
        return ipaddress.IPv4Address(number & 0xFFFFFFFF)
    if address in SIX_TO_FOUR:
        return ipaddress.IPv4Address((number >> 80) & 0xFFFFFFFF)
    return address.ipv4_mapped


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the operator opens besides: hosts by their name or number, each on all its ports or on one."""

    hosts: frozenset[tuple[str, int | None]] = frozenset()

    @classmethod
    def parse(cls, text: str) -> Allowed:
        """From ``intranet.example, 127.0.0.1:8080, [::1]:80``, parted by commas or blanks. Raises ValueError."""
        found = set()
        for item in text.replace(",", " ").split():
            host, port = item, ""
            if item.startswith("["):
                host, _, port = item[1:].partition("]")
                if port and not port.startswith(":"):
                    raise ValueError(item)
                port = port[1:]
            elif item.count(":") == 1:
                host, _, port = item.partition(":")
            if not host or "/" in host or (port and not (port.isascii() and port.isdigit() and int(port) < 65536)):
                raise ValueError(item)
            found.add((_name(host), int(port) if port else None))
        return cls(frozenset(found))

    def __contains__(self, place: tuple[str, int]) -> bool:
        host, port = _name(place[0]), place[1]
        return (host, None) in self.hosts or (host, port) in self.hosts


def _name(host: str) -> str:
    return host.strip("[]").rstrip(".").lower()


def resolve(host: str, port: int, seconds: float) -> Sequence[str]:
    """The host's addresses by the system's resolver, given up after ``seconds``. Raises OSError."""
    answer: queue.SimpleQueue[Sequence[str] | OSError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answer.put(list(dict.fromkeys(str(entry[4][0]) for entry in found)))
        except (OSError, UnicodeError) as error:
            answer.put(error if isinstance(error, OSError) else OSError(f"{host!r} is no name of a host"))

    threading.Thread(target=ask, daemon=True).start()  # the system's resolver knows no limit of its own
    try:
        got = answer.get(timeout=max(seconds, 0.001))
    except queue.Empty:
        raise TimeoutError(f"the name {host} was not resolved in time") from None
    if isinstance(got, OSError):
        raise got
    return got


class Live:
    """The connections that are open, so that all can be ended at once, from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sockets: set[socket.socket] = set()
        self._ended = False

    def add(self, stream: httpcore.NetworkStream) -> None:
        """Raises ConnectError where they were ended."""
        with self._lock:
            self._sockets = {s for s in self._sockets if s.fileno() >= 0}
            self._sockets.add(stream.get_extra_info("socket"))
            if not self._ended:
                return
        stream.close()
        raise httpcore.ConnectError("it is asked no more")

    def end(self) -> None:
        """Whoever waits for a byte gets none, and no new connection is made."""
        with self._lock:
            self._ended = True
            for one in self._sockets:
                with suppress(OSError):
                    socket.socket.shutdown(one, socket.SHUT_RDWR)  # also of TLS, whose own way would wait for an answer


class GuardedBackend(httpcore.NetworkBackend):
    """Connections to checked addresses only, none of which outlives ``deadline`` (of ``ticks``)."""

    def __init__(
        self, allowed: Allowed, resolve: Resolve, ticks: Callable[[], float], deadline: float, live: Live | None = None
    ) -> None:
        self._live = live or Live()
        self._allowed = allowed
        self._resolve = resolve
        self._ticks = ticks
        self._deadline = deadline
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of the host that may be asked and answers."""
        open_to_us = (host, port) in self._allowed
        if port not in WEB_PORTS and not open_to_us:
            raise Forbidden(f"its port {port} is not one of the web's; --allow-host {host}:{port} opens it")
        seconds = _left(self._deadline - self._ticks(), timeout, httpcore.ConnectTimeout)
        try:
            addresses = self._resolve(host, port, seconds)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(str(error)) from error
        except OSError as error:
            raise httpcore.ConnectError(f"there is no host {host}") from error
        if not open_to_us:
            addresses = [address for address in addresses if is_public(address)]
            if not addresses:
                raise Forbidden(f"it is not in the public internet; --allow-host {host} opens it")
        problem: httpcore.NetworkError | httpcore.TimeoutException = httpcore.ConnectError(f"{host} has no address")
        for address in addresses:
            seconds = _left(self._deadline - self._ticks(), timeout, httpcore.ConnectTimeout)
            try:
                stream = self._inner.connect_tcp(address, port, seconds, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
            else:
                self._live.add(stream)
                return _Bounded(stream, self._ticks, self._deadline)
        raise problem

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        raise Forbidden("sockets of this machine are not asked")

    def sleep(self, seconds: float) -> None:
        self._inner.sleep(seconds)


class _Bounded(httpcore.NetworkStream):
    """A stream whose every wait ends at the deadline, however slowly the other side drips."""

    def __init__(self, inner: httpcore.NetworkStream, ticks: Callable[[], float], deadline: float) -> None:
        self._inner = inner
        self._ticks = ticks
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._left(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        seconds = self._left(timeout, httpcore.ConnectTimeout)
        return _Bounded(self._inner.start_tls(ssl_context, server_hostname, seconds), self._ticks, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)

    def _left(self, timeout: float | None, error: type[httpcore.TimeoutException]) -> float:
        return _left(self._deadline - self._ticks(), timeout, error)


def _left(seconds: float, timeout: float | None, error: type[httpcore.TimeoutException]) -> float:
    """How long this one wait may last. Raises ``error`` where no time is left."""
    if seconds <= 0:
        raise error("the time for one request is over")
    return seconds if timeout is None else min(seconds, timeout)
