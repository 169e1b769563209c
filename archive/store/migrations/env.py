"""How Alembic reaches the open store: over the connection, and inside the transaction, it is handed.

No address of a database and no settings file is read here; `archive.store.database` is the only caller.
"""

from alembic import context

connection, tables = context.config.attributes["connection"], context.config.attributes["tables"]
# Batch mode: later revisions may change a column, which SQLite can only do by rewriting the table.
context.configure(connection=connection, target_metadata=tables, render_as_batch=True, transactional_ddl=False)
context.run_migrations()
