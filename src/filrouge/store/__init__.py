"""The database: tables, migrations, search."""
