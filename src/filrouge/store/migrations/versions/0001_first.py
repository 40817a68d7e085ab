"""The first schema: captures, articles, findings, relations, ledger, decisions and the full-text index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "blocks",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("stale", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blocks")),
    )
    op.create_index("ix_blocks_stale", "blocks", ["stale"], unique=False)
    op.create_table(
        "captures",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("hints", sa.Text(), nullable=False),
        sa.Column("seen", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_captures")),
    )
    op.create_index(op.f("ix_captures_source"), "captures", ["source"], unique=False)
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    op.create_index(op.f("ix_decisions_subject"), "decisions", ["subject"], unique=False)
    op.create_table(
        "entities",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("wikidata", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entities")),
    )
    op.create_index(op.f("ix_entities_kind"), "entities", ["kind"], unique=False)
    op.create_index(op.f("ix_entities_name"), "entities", ["name"], unique=False)
    op.create_table(
        "ledger",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("block", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("start", sa.Text(), nullable=True),
        sa.Column("end", sa.Text(), nullable=True),
        sa.Column("sort", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger")),
    )
    op.create_index(op.f("ix_ledger_block"), "ledger", ["block"], unique=False)
    op.create_index(op.f("ix_ledger_country"), "ledger", ["country"], unique=False)
    op.create_index("ix_ledger_sort", "ledger", ["sort", "id"], unique=False)
    op.create_index(op.f("ix_ledger_type"), "ledger", ["type"], unique=False)
    op.create_table(
        "meta",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_meta")),
    )
    op.create_table(
        "refusals",
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("capture", sa.Text(), nullable=True),
        sa.Column("seen", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("place", name=op.f("pk_refusals")),
    )
    op.create_index(op.f("ix_refusals_capture"), "refusals", ["capture"], unique=False)
    op.create_table(
        "stories",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("sort", sa.Text(), nullable=False),
        sa.Column("storyline", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("profile", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stories")),
    )
    op.create_index("ix_stories_sort", "stories", ["sort", "id"], unique=False)
    op.create_index(op.f("ix_stories_storyline"), "stories", ["storyline"], unique=False)
    op.create_table(
        "storylines",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("sort", sa.Text(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_storylines")),
    )
    op.create_index("ix_storylines_sort", "storylines", ["sort", "id"], unique=False)
    op.create_table(
        "articles",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("capture", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("page", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("published_from", sa.Text(), nullable=True),
        sa.Column("published_why", sa.Text(), nullable=True),
        sa.Column("published_start", sa.Text(), nullable=True),
        sa.Column("published_end", sa.Text(), nullable=True),
        sa.Column("sort", sa.Text(), nullable=False),
        sa.Column("story", sa.Text(), nullable=True),
        sa.Column("storyline", sa.Text(), nullable=True),
        sa.Column("read_version", sa.Integer(), nullable=False),
        sa.Column("understood", sa.Text(), nullable=True),
        sa.Column("related", sa.Text(), nullable=True),
        sa.Column("record", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["capture"], ["captures.id"], name=op.f("fk_articles_capture")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_articles")),
        sa.UniqueConstraint("id"),
    )
    op.create_index(op.f("ix_articles_capture"), "articles", ["capture"], unique=False)
    op.create_index(op.f("ix_articles_external_id"), "articles", ["external_id"], unique=False)
    op.create_index(op.f("ix_articles_language"), "articles", ["language"], unique=False)
    op.create_index(op.f("ix_articles_outlet"), "articles", ["outlet"], unique=False)
    op.create_index(op.f("ix_articles_page"), "articles", ["page"], unique=False)
    op.create_index(op.f("ix_articles_parent"), "articles", ["parent"], unique=False)
    op.create_index(op.f("ix_articles_related"), "articles", ["related"], unique=False)
    op.create_index("ix_articles_sort", "articles", ["sort", "id"], unique=False)
    op.create_index(op.f("ix_articles_story"), "articles", ["story"], unique=False)
    op.create_index(op.f("ix_articles_storyline"), "articles", ["storyline"], unique=False)
    op.create_index(op.f("ix_articles_understood"), "articles", ["understood"], unique=False)
    op.create_table(
        "ledger_evidence",
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["ledger.id"], name=op.f("fk_ledger_evidence_entry"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("entry", "article", name=op.f("pk_ledger_evidence")),
    )
    op.create_index("ix_ledger_evidence_article", "ledger_evidence", ["article"], unique=False)
    op.create_table(
        "ledger_participants",
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry"], ["ledger.id"], name=op.f("fk_ledger_participants_entry"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("entry", "entity", name=op.f("pk_ledger_participants")),
    )
    op.create_index("ix_ledger_participants_entity", "ledger_participants", ["entity"], unique=False)
    op.create_table(
        "storyline_actors",
        sa.Column("storyline", sa.Text(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["storyline"], ["storylines.id"], name=op.f("fk_storyline_actors_storyline"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("storyline", "entity", name=op.f("pk_storyline_actors")),
    )
    op.create_index("ix_storyline_actors_entity", "storyline_actors", ["entity"], unique=False)
    op.create_table(
        "assertions",
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("block", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name=op.f("fk_assertions_article"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article", "block", name=op.f("pk_assertions")),
    )
    op.create_index("ix_assertions_block", "assertions", ["block"], unique=False)
    op.create_table(
        "bands",
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name=op.f("fk_bands_article"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("month", "key", "article", name=op.f("pk_bands")),
    )
    op.create_index("ix_bands_article", "bands", ["article"], unique=False)
    op.create_index("ix_bands_key", "bands", ["key"], unique=False)
    op.create_table(
        "copies",
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("of", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name=op.f("fk_copies_article"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["of"], ["articles.id"], name=op.f("fk_copies_of"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article", "of", name=op.f("pk_copies")),
    )
    op.create_index("ix_copies_of", "copies", ["of"], unique=False)
    op.create_table(
        "features",
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name=op.f("fk_features_article"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article", name=op.f("pk_features")),
    )
    op.create_table(
        "findings",
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name=op.f("fk_findings_article"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article", "step", name=op.f("pk_findings")),
    )
    op.create_index("ix_findings_step", "findings", ["step", "version"], unique=False)
    op.create_table(
        "mentions",
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name=op.f("fk_mentions_article"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article", "entity", name=op.f("pk_mentions")),
    )
    op.create_index("ix_mentions_entity", "mentions", ["entity"], unique=False)
    op.create_table(
        "placements",
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name=op.f("fk_placements_article"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article", name=op.f("pk_placements")),
    )
    op.create_index(op.f("ix_placements_story"), "placements", ["story"], unique=False)
    # ### end Alembic commands ###
    op.execute(
        "CREATE VIRTUAL TABLE search USING fts5(title, body, content='', tokenize='unicode61 remove_diacritics 0')"
    )
