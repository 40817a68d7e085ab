"""Pages of many makes, as text dumps: each `.txt` beside the `.toml` of what a careful reader gets from it."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from filrouge.data.outlets import outlets
from filrouge.read import detect, read
from filrouge.records import Article, Capture, Refusal
from filrouge.text import edtf

FOLDER = Path(__file__).parents[1] / "golden" / "read"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
FIELDS = (
    *("role", "title", "standfirst", "section", "outlet", "dateline", "page_id", "translated_from", "language"),
    *("published_from", "authors", "contributors", "agencies", "credits", "agency_copy", "machine_translated"),
    *("truncated", "thread_size", "stated_minutes"),
)


def row(article: Article) -> dict[str, Any]:
    """The article as its golden form has it: empty fields left out."""
    values: dict[str, Any] = {name: getattr(article, name) for name in FIELDS}
    if article.published:
        values["published"], values["clock"] = edtf.format(article.published), article.published.clock
    paragraphs = article.text.split("\n\n") if article.text else []
    values["paragraphs"] = len(paragraphs)
    if paragraphs:
        values["begins"], values["ends"] = paragraphs[0][:60], paragraphs[-1][-50:]
    values["pictures"] = [i.caption or i.credit for i in article.images]
    kept = {k: list(v) if isinstance(v, tuple) else v for k, v in values.items()}
    return {k: v for k, v in kept.items() if v or k == "paragraphs"}


@pytest.mark.parametrize("name", sorted(f.stem for f in FOLDER.glob("*.txt")))
def test_page(name: str) -> None:
    content = (FOLDER / f"{name}.txt").read_bytes()
    kind = detect(content, name)
    assert not isinstance(kind, Refusal) and kind.kind == "text"
    result = read(Capture(name, name, kind.kind, content, NOW), outlets(), NOW)
    assert not isinstance(result, Refusal), result
    gold = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))["article"]
    assert [row(a) for a in result] == gold
    lead = next((a.id for a in result if a.role == "lead"), None)
    assert all(a.parent == (None if a.id == lead else lead) for a in result)


def test_there_are_pages() -> None:
    assert len(list(FOLDER.glob("*.txt"))) >= 40
