"""The later stages of the cascade: rules over tags, each stage reducing what it finds to one TIME atom.

A rule of lang/<code>/dates.toml reads ``{stage = 1, make = "date", of = "WEEKDAY? LE? DAY MONTH YEAR?"}``. In ``of``:
a tag or class; ``a|b`` either; ``?`` optional; ``label:TAG`` names what is captured (by default the tag in lower
case); ``( … )`` and ``( … )?`` group; ``!TAG`` not followed by, ``<TAG`` preceded by, ``<!TAG`` not preceded by.
Repetition cannot be written, hence every rule is linear. At a place where several rules match, the longest wins.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from filrouge.errors import DataError
from filrouge.lang import table
from filrouge.lang.builders import BUILDERS, Builder
from filrouge.lang.lexicon import Atom, Lexicon
from filrouge.lang.symbols import Node
from filrouge.lang.units import Habits

LONGEST = 4_000
"""Atoms in one scanned piece; a longer text is scanned piece by piece, cut at a line's end where there is one."""

NUMBERS_ONLY: Mapping[str, Any] = {"rule": ({"make": "numeric", "of": ["DMY", "ISO"]},)}
"""What a date looks like in a language that has no table."""


@dataclass(frozen=True, slots=True)
class Rule:
    regex: re.Pattern[str]
    first: frozenset[str]
    """The tags with which a match can begin."""
    builder: Builder
    options: Mapping[str, Any]


class Grammar:
    """One language's cascade, compiled once."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self.lexicon = Lexicon(tables)
        self.habits = Habits(**{f.name: tables[f.name] for f in fields(Habits) if f.name in tables})
        self.time = self.lexicon.chars["TIME"]
        stages: dict[int, list[Rule]] = {}
        for row in tables.get("rule", ()):
            if row["make"] not in BUILDERS:
                raise DataError(f"dates.toml: no builder is named {row['make']}")
            for of in [row["of"]] if isinstance(row["of"], str) else row["of"]:
                pattern, first = self._pattern(of)
                rule = Rule(re.compile(pattern), first, BUILDERS[row["make"]], row)
                stages.setdefault(row.get("stage", 1), []).append(rule)
        # Almost every atom is a word that begins no expression: the look-ahead passes over those at once.
        self.stages = [
            (
                re.compile(
                    f"(?=[{''.join(sorted(set().union(*(r.first for r in rules))))}])"
                    + f"(?:{'|'.join(_unnamed(r.regex.pattern) for r in rules)})"
                ),
                {tag: tuple(r for r in rules if tag in r.first) for tag in set().union(*(r.first for r in rules))},
            )
            for _, rules in sorted(stages.items())
        ]

    def _pattern(self, of: str) -> tuple[str, frozenset[str]]:
        """The regular expression of a rule, and the tags that it can begin with."""
        out: list[str] = []
        first: set[str] = set()
        opening, depth = True, 0
        for piece in of.split():
            if piece in ("(", ")", ")?"):
                out.append({"(": "(?:", ")": ")", ")?": ")?"}[piece])
                depth += 1 if piece == "(" else -1
                opening = opening and piece != ")"
                continue
            m = re.fullmatch(r"(?:(\w+):)?(!|<!|<)?([\w|]+)(\?)?", piece)
            if not m:
                raise DataError(f"dates.toml: cannot read {piece!r} in the rule {of!r}")
            label, look, tags, optional = m.groups()
            chars = "[" + "".join(self.lexicon.tags(t) for t in tags.split("|")) + "]"
            if look:
                out.append({"!": "(?!", "<!": "(?<!", "<": "(?<="}[look] + chars + ")")
            else:
                name = label or tags.split("|")[0].lower()
                # A tag that comes twice without a label is a filler: only the first is captured.
                if opening:
                    first.update(chars[1:-1])
                    opening = bool(optional) or depth > 0
                group = f"(?P<{name}>{chars})" if not any(f"(?P<{name}>" in o for o in out) else chars
                out.append(group + (optional or ""))
        return "".join(out), frozenset(first)

    def recognise(self, text: str) -> list[tuple[int, int, Node]]:
        """Start, end and meaning of every expression in order of offset."""
        atoms = self.lexicon.atoms(text)
        found: list[tuple[int, int, Node]] = []
        for piece in _pieces(atoms, self.lexicon.chars["LINE"]):
            for scan, rules in self.stages:
                piece = self._reduce(piece, scan, rules)
            found.extend((a.start, a.end, a.value) for a in piece if a.tag == self.time)
        return found

    def _reduce(self, atoms: list[Atom], scan: re.Pattern[str], rules: Mapping[str, Sequence[Rule]]) -> list[Atom]:
        row = "".join([a.tag for a in atoms])
        hit = scan.search(row)
        if not hit:
            return atoms
        out: list[Atom] = []
        at = 0
        while hit:
            best: tuple[int, Node] | None = None
            for rule in rules[row[hit.start()]]:
                m = rule.regex.match(row, hit.start())
                if m and m.end() > m.start() and (best is None or m.end() > best[0]):
                    values = {k: _read(atoms[m.start(k)].value, k) for k in m.groupdict() if m.start(k) >= 0}
                    node = rule.builder(values, rule.options, self.lexicon.day_first)
                    if node is not None:
                        best = m.end(), node
            end = best[0] if best else hit.start() + 1
            out.extend(atoms[at : hit.start()] if best else atoms[at:end])
            if best:
                out.append(Atom(atoms[hit.start()].start, atoms[end - 1].end, self.time, best[1]))
            at = end
            hit = scan.search(row, at)
        out.extend(atoms[at:])
        return out


def _read(value: Any, label: str) -> Any:
    return value.get(label) if isinstance(value, dict) else value


def _unnamed(pattern: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


def _pieces(atoms: list[Atom], line: str) -> list[list[Atom]]:
    """Paragraphs, gathered up to LONGEST atoms."""
    if len(atoms) <= LONGEST:
        return [atoms]
    out: list[list[Atom]] = []
    at = 0
    while at < len(atoms):
        end = min(at + LONGEST, len(atoms))
        cut = next((i for i in range(end, at + LONGEST // 2, -1) if i == len(atoms) or atoms[i - 1].tag == line), end)
        out.append(atoms[at:cut])
        at = cut
    return out


@cache
def grammar(language: str) -> Grammar:
    """The compiled cascade of a language (primary tag); without a dates table, it knows what is written in numbers."""
    tables = table(language, "dates")
    return Grammar(tables or NUMBERS_ONLY)
