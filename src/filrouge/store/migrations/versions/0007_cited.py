"""What pages say of the articles that they cite, without reading the texts; and who speaks in which article."""

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


def upgrade() -> None:
    op.add_column("articles", sa.Column("brief", sa.Text(), nullable=False, server_default=""))
    op.add_column("mentions", sa.Column("said", sa.Integer(), nullable=False, server_default="0"))
    connection = op.get_bind()
    after = -1
    some = sa.text(f"SELECT seq, record FROM articles WHERE seq > :after ORDER BY seq LIMIT {BATCH}")
    while rows := connection.execute(some, {"after": after}).all():
        values = [{"seq": row.seq, "brief": _brief(json.loads(row.record))} for row in rows]
        connection.execute(sa.text("UPDATE articles SET brief = :brief WHERE seq = :seq"), values)
        after = rows[-1].seq
    op.execute(
        "INSERT INTO mentions (article, entity, times, sort, said) "
        "SELECT f.article, json_extract(value, '$.speaker_id'), 0, coalesce(a.sort, ''), count(*) "
        "FROM findings AS f JOIN articles AS a ON a.id = f.article, json_each(f.payload) "
        "WHERE f.step = 'statements' AND f.size > 0 AND json_extract(value, '$.speaker_id') IS NOT NULL GROUP BY 1, 2 "
        "ON CONFLICT DO UPDATE SET said = excluded.said"
    )
    op.create_index("ix_mentions_said", "mentions", ["entity", "sort", "article"], sqlite_where=sa.text("said > 0"))


def _brief(record: dict[str, Any]) -> str:
    size = len(record["text"])
    counted = {"words": len(record["text"].split()), "reading_minutes": max(1, round(size / 2000)) if size else 0}
    had = dict.fromkeys(LISTS, ()) | {"machine_translated": False} | record | counted
    return json.dumps([had.get(name) for name in FIELDS], ensure_ascii=False, separators=(",", ":"))
