"""The tables, as SQLAlchemy Core sees them; migrations/ makes them and alone changes them.

Days are ISO strings, so that they sort; records are JSON as `codec` writes it. ``version`` columns say which
version of which step wrote a row. The full-text index belongs to the dialect (see `search`).
"""

from __future__ import annotations

from sqlalchemy import BigInteger as Big
from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text, text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
    }
)

meta = Table("meta", metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

captures = Table(
    "captures",
    metadata,
    Column("id", Text, primary_key=True),
    Column("source", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),  # deflated
    Column("hints", Text, nullable=False),
    Column("seen", Text, nullable=False),
)

refusals = Table(
    "refusals",
    metadata,
    Column("place", Text, primary_key=True),
    Column("code", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("capture", Text, index=True),
    Column("seen", Text, nullable=False),
)

articles = Table(
    "articles",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),  # the row's number in the full-text index
    Column("id", Text, nullable=False, unique=True),
    Column("capture", Text, ForeignKey("captures.id"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("page", Text, nullable=False, index=True),
    Column("role", Text, nullable=False),
    Column("parent", Text, index=True),
    Column("url", Text, index=True),
    Column("external_id", Text, index=True),
    Column("language", Text),
    Column("outlet", Text),
    Column("published", Text),  # EDTF, as it is now known
    Column("published_from", Text),
    Column("published_why", Text),  # JSON list
    Column("published_start", Text),
    Column("published_end", Text),
    Column("sort", Text, nullable=False),  # see `filters.moment`
    Column("story", Text, index=True),
    Column("storyline", Text, index=True),
    Column("read_version", Integer, nullable=False),
    Column("understood", Text, index=True),  # by which versions of the steps; null where not yet
    Column("related", Text, index=True),
    Column("record", Text, nullable=False),  # the Article as it was read
    Column("copying", Boolean, nullable=False, server_default="0"),  # kept by a trigger
    Column("brief", Text, nullable=False, server_default=""),  # what is said of it where it is cited; see `briefs`
    Index("ix_articles_sort", "sort", "id", "published_start", "published_end"),
    Index("ix_articles_language", "language", "sort", "id"),
    Index("ix_articles_outlet", "outlet", "sort", "id"),
    Index("ix_articles_counted", "outlet", "language", "copying"),
)

versions = Table(
    "versions",
    metadata,
    Column("capture", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("article", Text, nullable=False, index=True),
    Column("seen", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("read_version", Integer, nullable=False),
    Column("record", Text, nullable=False),
)

findings = Table(
    "findings",
    metadata,
    Column("article", Text, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("step", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("payload", Text, nullable=False),
    Column("size", Integer, nullable=False),  # how many things were found
    Index("ix_findings_step", "step", "version"),
    Index("ix_findings_found", "step", "article", sqlite_where=text("size > 0")),
)

entities = Table(
    "entities",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("country", Text),
    Column("wikidata", Text),
    Column("folded", Text, nullable=False, server_default="", index=True),  # the name with its case folded
    Column("last_word", Text, nullable=False, server_default="", index=True),  # of that
    Column("articles", Integer, nullable=False, server_default="0"),  # how many mention it; kept by triggers
    Index("ix_entities_articles", "articles", "id", "kind"),
)

mentions = Table(
    "mentions",
    metadata,
    Column("article", Text, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("entity", Text, primary_key=True),
    Column("times", Integer, nullable=False),
    Column("sort", Text, nullable=False, server_default=""),  # the article's
    Index("ix_mentions_entity", "entity", "sort", "article"),
)

concerns = Table(
    "concerns",
    metadata,
    Column("article", Text, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("step", Text, primary_key=True),
    Column("entity", Text, primary_key=True),  # who says, who is counted, what has members and who they are
    Column("sort", Text, nullable=False),  # the article's
    Index("ix_concerns_entity", "entity", "step", "sort", "article"),
)

assertions = Table(
    "assertions",
    metadata,
    Column("article", Text, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("block", Text, primary_key=True),
    Index("ix_assertions_block", "block"),
)

blocks = Table(
    "blocks",
    metadata,
    Column("id", Text, primary_key=True),  # digest of what the ledger reconciles together: type and participants
    Column("stale", Boolean, nullable=False),
    Index("ix_blocks_stale", "stale"),
)

features = Table(
    "features",
    metadata,
    Column("article", Text, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("packed", LargeBinary, nullable=False),
)

bands = Table(
    "bands",
    metadata,
    Column("month", Text, primary_key=True),  # of publication, "" where not known
    Column("key", Big, primary_key=True),
    Column("article", Text, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Index("ix_bands_key", "key"),
    Index("ix_bands_article", "article"),
)

copies = Table(
    "copies",
    metadata,
    Column("article", Text, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("of", Text, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("version", Integer, nullable=False),
    Column("record", Text, nullable=False),
    Index("ix_copies_of", "of"),
)

stories = Table(
    "stories",
    metadata,
    Column("id", Text, primary_key=True),
    Column("sort", Text, nullable=False),
    Column("storyline", Text, index=True),
    Column("version", Integer, nullable=False),
    Column("record", Text, nullable=False),
    Column("profile", Text, nullable=False),
    Index("ix_stories_sort", "sort", "id"),
)

placements = Table(
    "placements",
    metadata,
    Column("article", Text, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("story", Text, nullable=False, index=True),
    Column("pinned", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Column("why", Text, nullable=False),
)

storylines = Table(
    "storylines",
    metadata,
    Column("id", Text, primary_key=True),
    Column("sort", Text, nullable=False),
    Column("articles", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("record", Text, nullable=False),
    Index("ix_storylines_sort", "sort", "id"),
)

storyline_actors = Table(
    "storyline_actors",
    metadata,
    Column("storyline", Text, ForeignKey("storylines.id", ondelete="CASCADE"), primary_key=True),
    Column("entity", Text, primary_key=True),
    Index("ix_storyline_actors_entity", "entity"),
)

ledger = Table(
    "ledger",
    metadata,
    Column("id", Text, primary_key=True),
    Column("block", Text, nullable=False, index=True),
    Column("type", Text, nullable=False),
    Column("mode", Text),
    Column("status", Text, nullable=False),
    Column("country", Text),
    Column("start", Text),
    Column("end", Text),
    Column("sort", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("record", Text, nullable=False),
    Index("ix_ledger_sort", "sort", "id", "type", "status", "mode", "country", "start", "end"),
    Index("ix_ledger_type", "type", "sort", "id"),
    Index("ix_ledger_country", "country", "sort", "id"),
    Index("ix_ledger_held", "id", "status", "mode", "start", "end"),
)

ledger_participants = Table(
    "ledger_participants",
    metadata,
    Column("entry", Text, ForeignKey("ledger.id", ondelete="CASCADE"), primary_key=True),
    Column("entity", Text, primary_key=True),
    Column("role", Text, nullable=False),
    Column("sort", Text, nullable=False, server_default=""),  # the entry's, as its type
    Column("type", Text, nullable=False, server_default=""),
    Index("ix_ledger_participants_entity", "entity", "sort", "entry", "type"),
)

ledger_places = Table(
    "ledger_places",
    metadata,
    Column("entry", Text, ForeignKey("ledger.id", ondelete="CASCADE"), primary_key=True),
    Column("place", Text, primary_key=True),  # the name, as the entry or one of its sources has it
    Column("sort", Text, nullable=False),  # the entry's
    Index("ix_ledger_places_place", "place", "sort", "entry"),
)

ledger_evidence = Table(
    "ledger_evidence",
    metadata,
    Column("entry", Text, ForeignKey("ledger.id", ondelete="CASCADE"), primary_key=True),
    Column("article", Text, primary_key=True),
    Index("ix_ledger_evidence_article", "article"),
)

decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False, index=True),
    Column("payload", Text, nullable=False),
)
