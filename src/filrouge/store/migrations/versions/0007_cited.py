"""What pages say of the articles that they cite, without reading the texts; and whom its findings concern."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

BATCH = 1000
LISTS = ("authors", "agencies", "credits")
FIELDS = ("id", "external_id", "page", "role", "parent", "title", "language", "outlet", *LISTS, "dateline",
          "machine_translated", "translated_from", "words", "reading_minutes", "url")  # fmt: skip
EACH = "json_each(f.payload) AS found"
WHO = {
    "statements": ("json_extract(found.value, '$.speaker_id')", EACH),
    "counts": ("json_extract(person.value, '$.id')", f"{EACH}, json_each(found.value, '$.participants') AS person"),
    "memberships": ("json_extract(found.value, '$.organisation')", EACH),
    "memberships of": ("json_extract(found.value, '$.member')", EACH),
}
"""By step: whom a finding concerns, and where that stands."""


def upgrade() -> None:
    op.add_column("articles", sa.Column("brief", sa.Text(), nullable=False, server_default=""))
    connection = op.get_bind()
    after = -1
    some = sa.text(f"SELECT seq, record FROM articles WHERE seq > :after ORDER BY seq LIMIT {BATCH}")
    while rows := connection.execute(some, {"after": after}).all():
        values = [{"seq": row.seq, "brief": _brief(json.loads(row.record))} for row in rows]
        connection.execute(sa.text("UPDATE articles SET brief = :brief WHERE seq = :seq"), values)
        after = rows[-1].seq
    op.create_table(
        "concerns",
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("sort", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name=op.f("fk_concerns_article"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article", "step", "entity", name=op.f("pk_concerns")),
    )
    for step, who in WHO.items():
        op.execute(
            "INSERT OR IGNORE INTO concerns (article, step, entity, sort) "
            f"SELECT f.article, f.step, {who[0]}, a.sort FROM findings AS f JOIN articles AS a ON a.id = f.article, "
            f"{who[1]} WHERE f.step = '{step.partition(' ')[0]}' AND f.size > 0 AND {who[0]} IS NOT NULL"
        )
    op.create_index("ix_concerns_entity", "concerns", ["entity", "step", "sort", "article"])
    op.create_index("ix_ledger_held", "ledger", ["id", "status", "mode", "start", "end"])


def _brief(record: dict[str, Any]) -> str:
    size = len(record["text"])
    counted = {"words": len(record["text"].split()), "reading_minutes": max(1, round(size / 2000)) if size else 0}
    had = dict.fromkeys(LISTS, ()) | {"machine_translated": False} | record | counted
    return json.dumps([had.get(name) for name in FIELDS], ensure_ascii=False, separators=(",", ":"))
