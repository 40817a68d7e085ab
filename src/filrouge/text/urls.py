"""Addresses: their host, and one form for the same page."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

# Query fields that say how a reader came, not which page it is.
_TRACKING = re.compile(
    r"^(?:utm_\w+|at_\w+|fbclid|gclid|dclid|yclid|msclkid|igshid|mc_[ce]id|_ga|_gl|xtor|xtref|cmpid|ocid|ns_\w+|"
    r"smid|sref|wt_?mc\w*|mkt_tok|ref_?src|ref_?url|spm|share_?id)$",
    re.I,
)
_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,24}|xn--[a-z0-9-]{2,59})$")


def host(url: str | None) -> str | None:
    """The host of an address or of a bare ``example.net/path``, in lower case and without ``www.``; None where none."""
    if not url:
        return None
    text = url.strip()
    try:
        name = urlsplit(text if "://" in text else "//" + text).hostname
    except ValueError:
        return None
    if not name:
        return None
    name = name.rstrip(".").lower()
    if not name.isascii():
        try:
            name = name.encode("idna").decode()
        except UnicodeError:
            return None
    name = name.removeprefix("www.")
    return name if _HOST.match(name) else None


def parents(name: str) -> tuple[str, ...]:
    """The host and the domains above it, nearest first: ``a.b.net`` gives itself and ``b.net``."""
    parts = name.split(".")
    return tuple(".".join(parts[i:]) for i in range(max(1, len(parts) - 1)))


def canonical(url: str | None, base: str | None = None) -> str | None:
    """One form for one page: absolute http(s), host in lower case, no tracking, fragment, default port or password.

    None where it is no web address.
    """
    if not url:
        return None
    try:
        parts = urlsplit(urljoin(base, url.strip()) if base else url.strip())
        scheme, port, name = parts.scheme.lower(), parts.port, parts.hostname
    except ValueError:
        return None
    if scheme not in _PORTS or not name:
        return None
    netloc = f"[{name}]" if ":" in name else name.rstrip(".").lower()
    if port and port != _PORTS[scheme]:
        netloc += f":{port}"
    fields = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(k)]
    path = quote(unquote(parts.path, errors="surrogateescape"), safe="/:@!$&'()*+,;=~-._", errors="surrogateescape")
    return urlunsplit((scheme, netloc, path or "/", urlencode(fields, errors="replace"), ""))


def is_front(address: str) -> bool:
    """It is a site's front page: a host without a path or a query."""
    parts = urlsplit(address)
    return not parts.path.strip("/") and not parts.query
