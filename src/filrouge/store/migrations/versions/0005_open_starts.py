"""What began at no known time is sorted with what has no date: its last possible day is no news of that day."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("UPDATE articles SET sort = '' WHERE published_start IS NULL AND sort != ''")
    op.execute("UPDATE mentions SET sort = '' WHERE article IN (SELECT id FROM articles WHERE sort = '')")
    op.execute("UPDATE ledger SET sort = '' WHERE start IS NULL AND sort != ''")
    for table in ("ledger_participants", "ledger_places"):
        op.execute(f"UPDATE {table} SET sort = '' WHERE entry IN (SELECT id FROM ledger WHERE sort = '')")
