CREATE INDEX cards_due ON cards (due_day)

CREATE INDEX cards_introduced ON cards (introduced_day)

CREATE INDEX events_by_card ON events (card_id, happened_at, id)

CREATE INDEX events_by_operation ON events (operation)

CREATE INDEX events_by_time ON events (happened_at)

CREATE INDEX reviews_by_batch ON reviews (batch) WHERE batch IS NOT NULL

CREATE INDEX reviews_by_card ON reviews (card_id, reviewed_at, id)

CREATE INDEX reviews_by_day ON reviews (study_day)

CREATE INDEX reviews_by_time ON reviews (reviewed_at)

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
) STRICT, WITHOUT ROWID

CREATE TABLE events (
    id TEXT PRIMARY KEY,
    device TEXT NOT NULL,
    happened_at INTEGER NOT NULL,
    study_day INTEGER NOT NULL,
    operation TEXT NOT NULL,
    kind TEXT NOT NULL,
    card_id TEXT,
    value TEXT
) STRICT

CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT

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
, batch TEXT) STRICT

CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT

CREATE TABLE undone (operation TEXT PRIMARY KEY) STRICT, WITHOUT ROWID

CREATE TRIGGER events_no_delete BEFORE DELETE ON events
    BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END

CREATE TRIGGER events_no_replace BEFORE INSERT ON events
    WHEN EXISTS (SELECT 1 FROM events WHERE id = NEW.id)
    BEGIN SELECT RAISE(IGNORE); END

CREATE TRIGGER events_no_update BEFORE UPDATE ON events
    BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END

CREATE TRIGGER reviews_no_delete BEFORE DELETE ON reviews
    BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END

CREATE TRIGGER reviews_no_replace BEFORE INSERT ON reviews
    WHEN EXISTS (SELECT 1 FROM reviews WHERE id = NEW.id)
    BEGIN SELECT RAISE(IGNORE); END

CREATE TRIGGER reviews_no_update BEFORE UPDATE ON reviews
    BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END
