"""`explain`: what a person is told of one article."""

from __future__ import annotations

from datetime import date

import pytest

from filrouge.desk.account import rows
from filrouge.plan import account, load_tables
from filrouge.records import Article
from filrouge.text import edtf

TEXT = (
    "Olaf Scholz a rencontré Emmanuel Macron mardi à Paris. Il n'a pas rencontré Giorgia Meloni. "
    "« Nous avancerons », a déclaré Emmanuel Macron."
)


@pytest.mark.slow
def test_each_finding_says_why_and_where() -> None:
    article = Article("a", "c", 0, "p", "lead", TEXT, language="fr", published=edtf.parse("2023-10-12"))
    told = list(rows(account(article, load_tables(), date(2026, 1, 1))))
    by = {what: [r for r in told if r.what == what] for what in {r.what for r in told}}
    assert by["published"][0].found == "2023-10-12"
    (event,) = by["event"]
    assert event.found == "CONSULT (in-person) · held · Olaf Scholz, Emmanuel Macron · 2023-10-10 · Paris"
    assert "past tense" in event.why and event.text == TEXT[event.start : event.end]
    (passed,) = by["no-event"]
    assert passed.found == "CONSULT" and passed.why == ("“rencontré”", "negated by “pas”")
    assert by["statement"][0].found == "Emmanuel Macron"
    assert by["time"][0].why == ("its verb is past", "seen from 2023-10-12")
    assert {r.found for r in by["name"]} >= {"Olaf Scholz", "Emmanuel Macron", "Giorgia Meloni"}
