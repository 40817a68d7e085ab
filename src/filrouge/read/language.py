"""The language of a text."""

from __future__ import annotations

import re

import eldc

eldc.init()

# Below this many letters the guess is a coin toss between neighbours ("Putin" is Romanian to it).
_ENOUGH = 24
_SCRIPTS = (
    (re.compile("[\u3040-\u30ff]"), "ja"),
    (re.compile("[\uac00-\ud7af]"), "ko"),
    (re.compile("[\u4e00-\u9fff]"), "zh"),
)


def tag(value: str | None) -> str | None:
    """The primary BCP 47 tag of "fr-FR", "fr_FR" or "FR"; None where it is none."""
    match = re.match(r"^\s*([A-Za-z]{2,3})(?:[-_].*)?$", value or "")
    return match[1].lower() if match and match[1].lower() != "und" else None


def language_of(text: str) -> str | None:
    """The likeliest language of a text (BCP 47); None where it is too short to tell."""
    letters = sum(c.isalpha() for c in text[:200])
    if letters == 0:
        return None
    for script, code in _SCRIPTS:
        if len(script.findall(text[:200])) * 3 > letters:
            return code
    if letters < _ENOUGH:
        return None
    found = eldc.detect(text[:2000])
    return tag(str(found)) if found else None
