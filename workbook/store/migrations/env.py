"""Runs migrations on the connection that `workbook.store.migrate` opened: one engine, one transaction."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], render_as_batch=True)
context.run_migrations()
