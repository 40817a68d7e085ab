"""XML of any make as a tree, with its faults passed over and nothing fetched or expanded."""

from __future__ import annotations

import re

from lxml import etree

_REFERENCE = re.compile(r"&#(?:x([0-9a-f]{1,8})|([0-9]{1,10}));", re.I)


def tree(text: str) -> etree._Element | None:
    """The root of an XML text; None where it is none at all. A fault costs what stands at its place, no more."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, load_dtd=False, encoding="utf-8")
    try:
        return etree.fromstring(_REFERENCE.sub(_whole, text).encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        return None


def _whole(match: re.Match[str]) -> str:
    """A reference as it is, and U+FFFD for one to half a character: a recovering parser takes it in and then fails."""
    number = int(match[1], 16) if match[1] else int(match[2])
    return "\ufffd" if 0xD800 <= number <= 0xDFFF else match[0]
