"""What a feed's entry said when it was seen, so that it is known to be rewritten."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("feed_entries", sa.Column("said", sa.Text(), nullable=True))
