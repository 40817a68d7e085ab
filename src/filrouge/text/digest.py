"""Short stable ids from content."""

from __future__ import annotations

from hashlib import blake2b


def digest(*parts: str | bytes, length: int = 12) -> str:
    """Hexadecimal digest (BLAKE2b) of the parts in order; ``length`` characters.

    12 characters are 48 bits: a collision among a million articles has a chance of about 1 in 500.
    """
    h = blake2b(digest_size=16)
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        h.update(len(data).to_bytes(8, "big"))
        h.update(data)
    return h.hexdigest()[:length]
