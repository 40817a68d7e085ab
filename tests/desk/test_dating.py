"""Undated pages are dated by the others: whatever the order of arrival, once, and never by each other."""

import json
from pathlib import Path

import pytest

import filrouge
from filrouge.desk.api import Filrouge
from filrouge.desk.ingest import Ingest

pytestmark = pytest.mark.slow

DATED = """Emmanuel Macron a rencontré Olaf Scholz lundi à Berlin pour son premier déplacement depuis sa réélection.

Le président français et le chancelier allemand ont parlé pendant deux heures de l’Ukraine et du prix de l’énergie. \
Ils veulent que les pays de l’Union s’entendent avant l’été sur un embargo progressif sur le pétrole russe, auquel la \
Hongrie s’oppose encore."""
"""9 May 2022 was a Monday."""
UNDATED = """German Chancellor Olaf Scholz met French President Emmanuel Macron in Berlin on Monday.

They talked about a European community that would be open to Ukraine, and looked at the Brandenburg Gate, lit in blue \
and yellow."""
COPY = DATED.replace("pendant deux heures ", "")
OTHER = """Le chancelier Olaf Scholz a reçu Emmanuel Macron à Berlin, où ils avaient déjà parlé de tout cela.

Les deux hommes ont dit leur entente."""
RECORDS = {
    "dated": {"published": "2022-05-09", "title": "Macron à Berlin chez Scholz", "text": DATED, "language": "fr"},
    "undated": {"title": "Scholz and Macron meet in Berlin", "text": UNDATED, "language": "en"},
    "copy": {"title": "Macron et Scholz se voient à Berlin", "text": COPY, "language": "fr"},
    "other": {"title": "Entente à Berlin", "text": OTHER, "language": "fr"},
}


def take(desk: Filrouge, folder: Path, *keys: str) -> None:
    records = [{"id": key, "outlet": f"Outlet {key}", **RECORDS[key]} for key in keys]
    file = folder / f"{'-'.join(keys)}.jsonl"
    file.write_text("\n".join(json.dumps(r) for r in records), encoding="utf-8")
    desk.ingest([str(file)])


def days(desk: Filrouge) -> dict[str | None, tuple[str | None, str | None]]:
    return {row.external_id: (row.published, row.published_from) for row in desk.articles().rows}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("records")


@pytest.fixture(scope="module")
def together(folder: Path) -> dict[str | None, tuple[str | None, str | None]]:
    desk = filrouge.open(":memory:")
    take(desk, folder, *RECORDS)
    try:
        return days(desk)
    finally:
        desk.close()


def test_an_encounter_and_a_copy_date_pages_that_bear_no_date(
    together: dict[str | None, tuple[str | None, str | None]],
) -> None:
    assert together["dated"] == ("2022-05-09", "given")
    assert together["undated"] == ("2022-05-09/2022-05-15", "inferred-across")
    assert together["copy"][1] == "inferred-across"


def test_one_after_another_in_any_order_they_get_the_same_dates(
    folder: Path, together: dict[str | None, tuple[str | None, str | None]]
) -> None:
    for order in (("copy", "undated", "dated", "other"), ("dated", "other", "copy", "undated")):
        desk = filrouge.open(":memory:")
        for key in order:
            take(desk, folder, key)
        assert days(desk) == together, order
        desk.close()


def test_without_a_dated_article_nothing_is_dated_by_others(folder: Path) -> None:
    desk = filrouge.open(":memory:")
    take(desk, folder, "undated", "copy", "other")
    assert "inferred-across" not in {source for _, source in days(desk).values()}
    desk.close()


def test_the_reasons_are_told_and_doing_it_again_changes_nothing(folder: Path) -> None:
    desk = filrouge.open(":memory:")
    take(desk, folder, "undated")
    assert days(desk)["undated"][1] == "inferred"
    take(desk, folder, "dated")
    (key,) = (row.id for row in desk.articles().rows if row.external_id == "undated")
    assert any("Emmanuel Macron" in why and "2022-05-09" in why for why in desk.article(key).published_why)
    before = days(desk)
    assert desk.refresh() == 0
    take(desk, folder, "dated")
    assert days(desk) == before
    assert Ingest(desk.store, desk.settings).finish() == 0
    desk.close()
