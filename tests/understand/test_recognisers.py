"""Names by recognisers that are extras."""

from __future__ import annotations

from datetime import date

import pytest

from filrouge.plan import load_tables, understand
from filrouge.records import Article
from filrouge.understand.recognisers import recogniser


def test_a_language_without_a_recogniser_has_none() -> None:
    assert recogniser("fr") is None and recogniser("") is None


@pytest.mark.slow
def test_russian_names_that_no_table_has() -> None:
    pytest.importorskip("natasha", reason="the extra ru is not installed")
    text = "Режиссёр Андрей Звягинцев живёт в Париже. Встреча Сергея Лаврова прошла в Москве."
    article = Article("a", "c", 0, "p", "lead", text, language="ru")
    _, found = understand(article, load_tables(), date(2026, 1, 1))
    people = [(m.text, m.entities) for m in found.names.mentions if m.kind == "person"]
    assert [text for text, _ in people] == ["Андрей Звягинцев", "Сергея Лаврова"]
    assert people[1][1] == ("sergey-lavrov",) and people[0][1][0].startswith("local:")
