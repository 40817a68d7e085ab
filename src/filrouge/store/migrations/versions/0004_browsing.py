"""What pages of a large archive ask: listings by actor, place, outlet and language in order of time, and counts kept.

The counts are kept by triggers, so that they hold whatever adds a row or takes one away, cascades too.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

COUNTS = (
    # How many articles mention an entity.
    """CREATE TRIGGER mentions_more AFTER INSERT ON mentions BEGIN
         UPDATE entities SET articles = articles + 1 WHERE id = NEW.entity;
       END""",
    """CREATE TRIGGER mentions_less AFTER DELETE ON mentions BEGIN
         UPDATE entities SET articles = articles - 1 WHERE id = OLD.entity;
       END""",
    """CREATE TRIGGER entities_new AFTER INSERT ON entities BEGIN
         UPDATE entities SET articles = (SELECT count(*) FROM mentions WHERE entity = NEW.id) WHERE id = NEW.id;
       END""",
    # Whether an article copies another.
    """CREATE TRIGGER copies_more AFTER INSERT ON copies BEGIN
         UPDATE articles SET copying = 1 WHERE id = NEW.article AND NOT copying;
       END""",
    """CREATE TRIGGER copies_less AFTER DELETE ON copies BEGIN
         UPDATE articles SET copying = EXISTS (SELECT 1 FROM copies WHERE article = OLD.article)
         WHERE id = OLD.article;
       END""",
)

PLACES = """
INSERT OR IGNORE INTO ledger_places (entry, place, sort)
SELECT id, json_extract(record, '$.place.name'), sort FROM ledger
WHERE json_extract(record, '$.place.name') IS NOT NULL
UNION SELECT ledger.id, json_extract(proof.value, '$.place.name'), ledger.sort
FROM ledger, json_each(ledger.record, '$.evidence') AS proof
WHERE json_extract(proof.value, '$.place.name') IS NOT NULL
"""


def upgrade() -> None:
    op.add_column("mentions", sa.Column("sort", sa.Text(), nullable=False, server_default=""))
    op.add_column("ledger_participants", sa.Column("sort", sa.Text(), nullable=False, server_default=""))
    op.add_column("ledger_participants", sa.Column("type", sa.Text(), nullable=False, server_default=""))
    op.add_column("entities", sa.Column("folded", sa.Text(), nullable=False, server_default=""))
    op.add_column("entities", sa.Column("last_word", sa.Text(), nullable=False, server_default=""))
    op.add_column("entities", sa.Column("articles", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("articles", sa.Column("copying", sa.Boolean(), nullable=False, server_default="0"))
    op.create_table(
        "ledger_places",
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("sort", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["ledger.id"], name=op.f("fk_ledger_places_entry"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("entry", "place", name=op.f("pk_ledger_places")),
    )

    connection = op.get_bind()
    names = connection.execute(sa.text("SELECT id, name FROM entities")).all()
    rows = [{"id": key, "folded": name.casefold(), "last": name.casefold().split(" ")[-1]} for key, name in names]
    if rows:
        connection.execute(sa.text("UPDATE entities SET folded = :folded, last_word = :last WHERE id = :id"), rows)
    op.execute("UPDATE mentions SET sort = coalesce((SELECT sort FROM articles WHERE id = mentions.article), '')")
    op.execute(
        "UPDATE ledger_participants SET (sort, type) = "
        "(SELECT sort, type FROM ledger WHERE id = ledger_participants.entry)"
    )
    op.execute("UPDATE entities SET articles = (SELECT count(*) FROM mentions WHERE entity = entities.id)")
    op.execute("UPDATE articles SET copying = 1 WHERE id IN (SELECT article FROM copies)")
    op.execute(PLACES)

    for name in ("articles_language", "articles_outlet", "articles_sort", "ledger_type", "ledger_country",
                 "ledger_sort", "ledger_participants_entity", "mentions_entity", "entities_name"):  # fmt: skip
        op.drop_index(f"ix_{name}")
    op.create_index("ix_articles_language", "articles", ["language", "sort", "id"])
    op.create_index("ix_articles_outlet", "articles", ["outlet", "sort", "id"])
    op.create_index("ix_articles_counted", "articles", ["outlet", "language", "copying"])
    op.create_index("ix_articles_sort", "articles", ["sort", "id", "published_start", "published_end"])
    op.create_index("ix_ledger_type", "ledger", ["type", "sort", "id"])
    op.create_index("ix_ledger_country", "ledger", ["country", "sort", "id"])
    op.create_index("ix_ledger_sort", "ledger", ["sort", "id", "type", "status", "mode", "country", "start", "end"])
    op.create_index("ix_ledger_participants_entity", "ledger_participants", ["entity", "sort", "entry", "type"])
    op.create_index("ix_ledger_places_place", "ledger_places", ["place", "sort", "entry"])
    op.create_index("ix_mentions_entity", "mentions", ["entity", "sort", "article"])
    op.create_index("ix_findings_found", "findings", ["step", "article"], sqlite_where=sa.text("size > 0"))
    op.create_index("ix_entities_folded", "entities", ["folded"])
    op.create_index("ix_entities_last_word", "entities", ["last_word"])
    op.create_index("ix_entities_articles", "entities", ["articles", "id", "kind"])
    for trigger in COUNTS:
        op.execute(trigger)
