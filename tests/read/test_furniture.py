"""What is furniture and what only looks like it."""

import pytest

from filrouge.read.furniture import furniture


@pytest.mark.parametrize(
    "line",
    [
        "Vulkane",  # begins as the French « vu » does
        "Heart events of the year",
        "На повестке коридор «Север — Юг» и единые правила перевозки контейнеров.",
        "Le dialogue « Est – Ouest » reprend – lentement – à Vienne.",
        "Les abonnés au gaz paieront plus cher, selon le régulateur.",
    ],
)
def test_words_of_an_article_are_none(line: str) -> None:
    assert not furniture().is_furniture(line) and not furniture().is_see(line)


@pytest.mark.parametrize(
    "line",
    [
        "Abonnez-vous pour lire la suite",
        "All you need to know, in your inbox every morning.",
        "Das Wichtigste des Tages in Ihrem Postfach",
        "Para seguir leyendo, suscríbete",
        "Чтобы продолжить чтение, оформите подписку.",
        "订阅后继续阅读。",
        "Vu 1 204 fois",
        "Accueil | Monde | Sport",
    ],
)
def test_offers_and_rows_are(line: str) -> None:
    assert furniture().is_furniture(line)


def test_rows_of_a_table_are_furniture_only_where_no_markup_tells_tables() -> None:
    assert furniture().is_furniture("| Kaufpreis | 30'000 | 28'000 |")
    assert not furniture().is_phrase("| Kaufpreis | 30'000 | 28'000 |")
