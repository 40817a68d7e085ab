"""Quotations put right with what the words say: cut where a mark is missing, opened where an attribution is inside."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from filrouge.records import Names
from filrouge.text.normalise import straight
from filrouge.understand.speech.cues import Lexicon, cues
from filrouge.understand.speech.quotes import Quote

ASIDE = 100
"""Characters of an attribution inside a quotation (", a souligné le président russe Vladimir Poutine,")."""


def repaired(reading: str, quotes: tuple[Quote, ...], lex: Lexicon) -> tuple[Quote, ...]:
    """Unbalanced quotations cut where the words cannot go on: before ", a déclaré X", at the end of the sentence."""
    text = straight(reading)
    kept: list[Quote] = []
    for q in quotes:
        if q.closed and q.opened:
            kept.append(q)
            continue
        stops = [m.start() for m in re.finditer(r"[.!?…]\s+(?=[^\W\da-z_])", text[q.start : q.end])]
        if not q.opened:
            start = q.start + stops[-1] + 1 if stops else q.start
            while start < q.end and text[start].isspace():
                start += 1
            q = replace(q, start=start, outer=start)
        else:
            end = q.end
            whole = q.outer == 0 or text[q.outer - 1] == "\n"
            for cue in cues(text, q.start, q.end, lex, lambda _: ""):
                before = text[q.start : cue.start].rstrip()
                if before.endswith((",", "!", "?")) and not cue.participle and cue.kind in ("say", "frame", "source"):
                    end = q.start + len(before.rstrip(","))
                    break
            else:
                if stops and not whole:
                    end = q.start + stops[0] + 1
            q = replace(q, end=end, outer_end=end)
        if q.start < q.end:
            kept.append(q)
    return tuple(kept)


def opened_up(reading: str, quotes: tuple[Quote, ...], names: Names, lex: Lexicon) -> tuple[Quote, ...]:
    """Quotations that hold their own attribution (« La Russie, a souligné X, tiendra ») as the pieces around it."""
    text = straight(reading)
    starts = sorted(m.start for m in names.mentions if m.kind in ("person", "organisation"))
    pieces: list[Quote] = []
    for q in quotes:
        for cue in cues(text, q.start, q.end, lex, lambda _: ""):
            if cue.participle or cue.negated or cue.kind not in ("say", "frame"):
                continue
            before = text[q.start : cue.start].rstrip()
            if not before.endswith((",", "!", "?")):
                continue
            stop = re.compile(r"[,.!?;]|\Z").search(text, cue.end, min(q.end, cue.end + ASIDE))
            if stop is None:
                continue
            n = bisect_left(starts, cue.end)
            described = lex.subject.match(text, cue.end, stop.start())
            if described and text[stop.start() : stop.end()] == "," and stop.end() + 1 in starts[n : n + 2]:
                name_end = re.compile(r"[,.!?;]|\Z").search(text, stop.end(), min(q.end, stop.end() + ASIDE))
                stop = name_end or stop  # "…, reconnaît la ministre, NAME, …"
            named = (n < len(starts) and starts[n] < stop.start()) or described
            if not (cue.clitic and not text[cue.end : stop.start()].strip()) and not named:
                continue
            if lex.complementiser.match(text, min(cue.end + 1, q.end)):
                continue
            end = q.start + len(before.rstrip(","))
            pieces.append(replace(q, end=end, outer_end=q.start + len(before)))
            start = stop.end()
            while start < q.end and (text[start].isspace() or text[start] in ",."):
                start += 1
            q = replace(q, start=start, outer=start)
            if q.start >= q.end:
                break
        if q.start < q.end:
            pieces.append(q)
    return tuple(pieces)
