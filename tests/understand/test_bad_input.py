"""Steps 3 to 7 answer whatever they are given: nothing is invented, nothing fails, nothing hangs."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from filrouge.plan import Tables, load_tables, understand
from filrouge.records import Article, Understanding
from filrouge.text import edtf

MET = "Emmanuel Macron a rencontré Olaf Scholz mardi à Berlin."


@cache
def tables() -> Tables:
    return load_tables()


def found(text: str, language: str | None, title: str | None = None) -> Understanding:
    article = Article(
        "a", "c", 0, "p", "lead", text, title=title, language=language, published=edtf.parse("2023-10-12")
    )
    return understand(article, tables(), date(2026, 1, 1))[1]


@pytest.mark.parametrize("language", [None, "und", "sw", "xx-YY"])
def test_a_language_without_tables_gives_names_and_no_events(language: str | None) -> None:
    u = found("Emmanuel Macron alikutana na Olaf Scholz, 2023-10-10.", language)
    assert {m.text for m in u.names.mentions} >= {"Emmanuel Macron", "Olaf Scholz"}
    assert (u.events, u.statements, u.counts, u.memberships) == ((), (), (), ())
    assert [t.text for t in u.times] == ["2023-10-10"]


@pytest.mark.slow
@pytest.mark.parametrize("language", ["fr", "en", "ru", "zh", "ar", None])
@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "?", "Merci", "🙂🙃🚀", "\u200f\u200e\u202b", "。", "12", "« »", "\x00\ufffd"]
)
def test_next_to_nothing_gives_nothing(text: str, language: str | None) -> None:
    u = found(text, language)
    assert (u.events, u.statements, u.counts, u.memberships) == ((), (), (), ())


@pytest.mark.slow
def test_all_capitals_and_emoji_do_not_hide_who_met() -> None:
    u = found(f"🔴 {MET} 🙂", "fr", title=MET.upper())
    assert {tuple(sorted(p.name for p in e.participants)) for e in u.events} == {("Emmanuel Macron", "Olaf Scholz")}


@pytest.mark.slow
def test_a_text_in_several_languages_is_read_in_its_own() -> None:
    mixed = f"{MET}\n\nThe ministers left.\n\n习近平会见普京。\n\nالتقى ماكرون شولتس."
    assert [e.type for e in found(mixed, "fr").events] == ["CONSULT"]


def test_right_to_left_offsets_hold() -> None:
    text = "التقى إيمانويل ماكرون أولاف شولتس يوم الثلاثاء في برلين."
    u = found(text, "ar")
    assert all(text[m.start : m.end] == m.text for m in u.names.mentions)
    assert [text[e.start : e.end] for e in u.events] == [text]


@pytest.mark.parametrize(
    ("language", "word", "times"), [(None, "palabra ", 8_000), ("zh", "字", 6_000), ("ru", "да", 100_000)]
)
def test_one_endless_line_is_answered(language: str | None, word: str, times: int) -> None:
    text = f"{word * times} {MET}"
    u = found(text, language)
    assert language == "ru" or {m.text for m in u.names.mentions} >= {"Emmanuel Macron", "Olaf Scholz"}
    assert u.events == ()


@pytest.mark.slow
def test_a_run_without_blanks_does_not_slow_the_parser() -> None:
    u = found("a" * 300_000 + " " + MET, "fr")
    assert [e.type for e in u.events] == ["CONSULT"]
