"""The schema, step by step. A released step is never edited; a new one is added.

sqlite_utils costs start-up time, so this module is imported only when there is something to migrate.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("mlinterview")


@migrations()
def m001_log(db: Database) -> None:
    """Reviews and events, with triggers that keep them append-only."""
    db.execute("""
        CREATE TABLE reviews (
            id TEXT PRIMARY KEY,
            device TEXT NOT NULL,
            card_id TEXT NOT NULL,
            reviewed_at INTEGER NOT NULL,
            study_day INTEGER NOT NULL,
            rating INTEGER NOT NULL CHECK (rating BETWEEN 1 AND 4),
            duration_ms INTEGER,
            mode TEXT NOT NULL,
            response TEXT,
            verdict TEXT,
            seed INTEGER NOT NULL,
            content_hash TEXT NOT NULL,
            previous_state TEXT NOT NULL,
            previous_stability REAL,
            previous_difficulty REAL
        ) STRICT""")
    db.execute("CREATE INDEX reviews_by_card ON reviews (card_id, reviewed_at, id)")
    db.execute("CREATE INDEX reviews_by_time ON reviews (reviewed_at)")
    db.execute("CREATE INDEX reviews_by_day ON reviews (study_day)")
    db.execute("""
        CREATE TABLE events (
            id TEXT PRIMARY KEY,
            device TEXT NOT NULL,
            happened_at INTEGER NOT NULL,
            study_day INTEGER NOT NULL,
            operation TEXT NOT NULL,
            kind TEXT NOT NULL,
            card_id TEXT,
            value TEXT
        ) STRICT""")
    db.execute("CREATE INDEX events_by_card ON events (card_id, happened_at, id)")
    db.execute("CREATE INDEX events_by_time ON events (happened_at)")
    db.execute("CREATE INDEX events_by_operation ON events (operation)")
    for table in ("reviews", "events"):
        for change in ("UPDATE", "DELETE"):
            db.execute(f"""
                CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table}
                BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END""")
        # REPLACE would delete without asking the trigger above
        db.execute(f"""
            CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}
            WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)
            BEGIN SELECT RAISE(IGNORE); END""")


@migrations()
def m002_derived(db: Database) -> None:
    """What follows from the log: operations taken back, card states, settings."""
    db.execute("CREATE TABLE undone (operation TEXT PRIMARY KEY) STRICT, WITHOUT ROWID")
    db.execute("""
        CREATE TABLE cards (
            card_id TEXT PRIMARY KEY,
            state TEXT NOT NULL,
            step INTEGER,
            stability REAL,
            difficulty REAL,
            due_day INTEGER,
            due_at INTEGER,
            reviewed_at INTEGER,
            reviewed_day INTEGER,
            introduced_day INTEGER,
            reps INTEGER NOT NULL,
            lapses INTEGER NOT NULL,
            last_rating INTEGER,
            suspended INTEGER NOT NULL,
            buried_day INTEGER,
            flagged INTEGER NOT NULL,
            leech INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID""")
    db.execute("CREATE INDEX cards_due ON cards (due_day)")
    db.execute("CREATE INDEX cards_introduced ON cards (introduced_day)")
    db.execute("CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT")
    db.execute("CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT")


@migrations()
def m003_batches(db: Database) -> None:
    """Reviews that came together, such as those of an import, are one operation."""
    db.execute("ALTER TABLE reviews ADD COLUMN batch TEXT")
    db.execute("CREATE INDEX reviews_by_batch ON reviews (batch) WHERE batch IS NOT NULL")
