"""Alembic's entry: runs the migrations on the connection that it is given."""

from alembic import context

from filrouge.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
