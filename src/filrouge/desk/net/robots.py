"""robots.txt (RFC 9309): what a host asks of robots, parsed and answered. Pure.

The longest rule that fits a path decides, Allow before Disallow where both are as long; groups that name the same
robot are one; a robot that no group names obeys the groups of ``*``. Besides the standard, Crawl-delay is heard.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

MOST = 500 * 1024
"""Bytes that are parsed, the least that RFC 9309 asks for; what follows is not read."""
LONGEST_DELAY = 60.0
"""Seconds of Crawl-delay that are obeyed; whoever writes more means to keep robots out, and has Disallow for that."""

_LINE = re.compile(r"^[ \t]*([A-Za-z-]+)[ \t]*:[ \t]*(.*?)[ \t]*$")
_TOKEN = re.compile(r"[A-Za-z_-]+")
_KEPT = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/?[]")
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_HEX = re.compile(rb"%([0-9A-Fa-f]{2})")


@dataclass(frozen=True, slots=True)
class Rule:
    allow: bool
    pattern: str
    """Normalised; ``*`` stands for anything, ``$`` at the end for the end."""


@dataclass(frozen=True, slots=True)
class Robots:
    """What holds for one robot at one host."""

    rules: tuple[Rule, ...] = ()
    delay: float | None = None
    """Seconds between requests, where the host asks for that."""

    def allows(self, url: str) -> bool:
        """Whether the path and query of an address may be asked for; robots.txt itself always may."""
        parts = urlsplit(url)
        path = normalise((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
        if path == "/robots.txt":
            return True
        best = max(
            (rule for rule in self.rules if matches(rule.pattern, path)),
            key=lambda rule: (len(rule.pattern), rule.allow),
            default=None,
        )
        return best is None or best.allow


def parse(content: bytes, agent: str) -> Robots:
    """What ``content`` asks of the robot with the product token ``agent``; lines that say nothing are passed over."""
    text = content[:MOST].decode("utf-8", "replace").removeprefix("\ufeff")
    named: list[Rule] = []
    others: list[Rule] = []
    delays: dict[bool, float] = {}
    mentioned = False
    mine = everybody = False  # whom the group at hand is for
    in_heading = False
    for line in re.split(r"\r\n|\r|\n", text):
        match = _LINE.match(line.split("#", 1)[0])
        if match is None:
            continue
        field, value = match[1].lower(), match[2]
        if field == "user-agent":
            if not in_heading:
                mine = everybody = False
            in_heading = True
            token = _TOKEN.match(value)
            everybody |= value.strip() == "*"
            if token is not None and token[0].lower() == agent.lower():
                mine = mentioned = True
        elif field in ("allow", "disallow"):
            in_heading = False
            if value and value[0] in "/*":
                rule = Rule(field == "allow", normalise(value))
                named += [rule] * mine
                others += [rule] * everybody
        elif field == "crawl-delay":
            in_heading = False
            if re.fullmatch(r"\d{1,6}(?:\.\d{1,6})?", value):
                for robot, meant in ((True, mine), (False, everybody)):
                    if meant:
                        delays[robot] = max(delays.get(robot, 0.0), min(float(value), LONGEST_DELAY))
    return Robots(tuple(named if mentioned else others), delays.get(mentioned))


def matches(pattern: str, path: str) -> bool:
    """Whether a rule's pattern fits the beginning of a path, or with ``$`` all of it; time grows with both lengths.

    Both as `normalise` writes them. Every piece between two ``*`` is sought from where the last one ended: the
    first place is as good as any later one, so nothing is ever tried twice.
    """
    ends = pattern.endswith("$")
    pieces = (pattern[:-1] if ends else pattern).split("*")
    if not path.startswith(pieces[0]):
        return False
    position = len(pieces[0])
    if len(pieces) == 1:
        return not ends or position == len(path)
    for piece in pieces[1:-1]:
        found = path.find(piece, position)
        if found < 0:
            return False
        position = found + len(piece)
    last = pieces[-1]
    if ends:
        return len(path) - len(last) >= position and path.endswith(last)
    return path.find(last, position) >= 0


def normalise(path: str) -> str:
    """One spelling for one path: unreserved characters bare, all others outside ASCII and the reserved as %XX."""
    raw = _HEX.sub(_bare, path.encode("utf-8", "surrogatepass"))
    return "".join(chr(byte) if byte in _KEPT or byte == 0x25 else f"%{byte:02X}" for byte in raw)


def _bare(match: re.Match[bytes]) -> bytes:
    byte = int(match[1], 16)
    return bytes([byte]) if byte in _UNRESERVED else b"%" + match[1].upper()
