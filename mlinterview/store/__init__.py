"""The collection's database: append-only log, derived card states, settings, backups."""
