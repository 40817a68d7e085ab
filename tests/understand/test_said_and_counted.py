"""Who is meant, who said what, how often who met, who belongs to what: paragraphs through the steps and models."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from filrouge.plan import Tables, load_tables, understand
from filrouge.records import Article, Count, Membership, Names, Statement, Understanding
from filrouge.text import edtf
from filrouge.text.normalise import fold

GOLDEN = Path(__file__).parents[1] / "golden"
PUBLISHED = "2024-06-12"

pytestmark = pytest.mark.slow


@cache
def tables() -> Tables:
    return load_tables()


def read(text: str, language: str, published: str = PUBLISHED) -> Understanding:
    article = Article("a", "c", 0, "p", "lead", text, language=language, published=edtf.parse(published))
    return understand(article, tables(), date(2026, 1, 1))[1]


def cases(path: Path) -> Iterator[tuple[str, list[list[str]]]]:
    """(text, the parts of each expected line) of every case; lines follow their "> text"."""
    for block in path.read_text(encoding="utf-8").split("\n> ")[1:]:
        text, *lines = [line for line in block.split("\n") if line and line[0] != "#"]
        yield text, [[part.strip() for part in line.split(" | ")] for line in lines]


def words(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))


def utters(s: Statement, wanted: list[str]) -> bool:
    """Whether a statement is the one that a line asks for: "d | speaker | words [| via whom [| to whom]]"."""
    direct, speaker, said = wanted[0] == "d", words(wanted[1]).split(), words(wanted[2])
    told = words(f"{s.speaker} {s.written or ''}")
    same = words(s.text) == said if direct else words(s.text) in said or said in words(s.text)
    via, to = [*wanted[3:], "-", "-"][:2]
    return (
        s.direct == direct
        and same
        and speaker[-1] in told
        and (via == "-" or via in s.relayed_by)
        and (to == "-" or fold(to) in fold(s.addressee or ""))
    )


def statements_right(text: str, expected: list[list[str]], language: str) -> bool:
    """All that is expected is found, and no quotation besides; where nothing is, nothing at all."""
    found = read(text.replace("¶", "\n\n"), language).statements
    extra = [s for s in found if (s.direct or not expected) and not any(utters(s, e) for e in expected)]
    return not extra and all(any(utters(s, e) for s in found) for e in expected)


def counts(c: Count, wanted: list[str]) -> bool:
    """Whether a count is the one that a line asks for: "c | people | low-high | since | modes"."""
    _, people, interval, since, modes = wanted
    names = fold(" ".join(p.name for p in c.participants))
    return (
        f"{c.low}-{c.high}" == interval
        and all(fold(p.strip()) in names for p in people.split(","))
        and (since == "-" or (c.since is not None and edtf.format(c.since).startswith(since)))
        and modes in ("-", c.modes)
    )


def belongs(m: Membership, wanted: list[str]) -> bool:
    """Whether a membership is the one that a line asks for: "m | organisation | member | since | how"."""
    _, organisation, member, since, how = wanted
    until = f"until={edtf.format(m.until)}" if m.until else None
    found = "founder" if m.founder else "announced" if m.announced else until or "-"
    begun = edtf.format(m.since) if m.since else "-"
    return (m.organisation, m.member, found) == (organisation, member, how) and (since == "-" or begun == since)


def facts_right(text: str, expected: list[list[str]], facts: str) -> bool:
    """As `statements_right`, for counts and memberships; the language stands before the text."""
    language, _, text = text.partition(" | ")
    understood = read(text, language)
    if facts == "counts":
        found = [[counts(c, e) for e in expected] for c in understood.counts]
    else:
        found = [[belongs(m, e) for e in expected] for m in understood.memberships]
    return all(any(row) for row in found) and all(any(row[n] for row in found) for n in range(len(expected)))


@pytest.mark.parametrize(("language", "floor"), [("fr", 0.85), ("en", 0.9)])
def test_statements(language: str, floor: float) -> None:
    answers = {t: statements_right(t, e, language) for t, e in cases(GOLDEN / "statements" / f"{language}.txt")}
    assert sum(answers.values()) / len(answers) >= floor, "\n".join(t for t, good in answers.items() if not good)


@pytest.mark.parametrize(("facts", "floor"), [("counts", 0.9), ("memberships", 0.85)])
def test_facts(facts: str, floor: float) -> None:
    answers = {t: facts_right(t, e, facts) for t, e in cases(GOLDEN / f"{facts}.txt")}
    assert sum(answers.values()) / len(answers) >= floor, "\n".join(t for t, good in answers.items() if not good)


def meant(text: str, wanted: str, names: Names) -> bool:
    """Whether the words of "words[@which time] = who" stand for whom the line says."""
    form, who = (part.strip() for part in wanted.rsplit(" = ", 1))
    form, _, which = form.partition("@")
    at = [m.start() for m in re.finditer(re.escape(form), text)][int(which or 1) - 1]
    ids = [
        set(m.entities)
        for m in names.mentions
        if m.start < at + len(form) and m.end > at and m.how != "demonym" and m.entities
    ]
    if who == "?":
        return all(id.startswith("local:") for each in ids for id in each)
    if who.endswith(":"):
        return bool(ids) and all(id.startswith(who) for each in ids for id in each)
    return set(who.split(",")) in ids


def test_names() -> None:
    wrong = []
    lines = [line for line in (GOLDEN / "names.txt").read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    for line in lines:
        language, text, expected, *published = line.split(" | ")
        names = read(text, language, *published).names
        wrong += [line for wanted in expected.split(" ; ") if not meant(text, wanted, names)]
    assert len(wrong) <= 2, "\n".join(wrong)
