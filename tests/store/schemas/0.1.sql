PRAGMA application_id = 1835821430;
PRAGMA user_version = 2;
BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'mlinterview','m001_log','2026-11-22 16:13:32.592287+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'mlinterview','m002_derived','2026-11-22 16:13:32.594145+00:00');
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
        ) STRICT, WITHOUT ROWID;
INSERT INTO "cards" VALUES('tiny/a','review',NULL,2.30649995803833,2.11121416091918945312e+00,20516,NULL,1772442740000,20514,20514,2,0,3,0,NULL,1,0);
INSERT INTO "cards" VALUES('tiny/b','learning',0,2.11999997496604919433e-01,6.41330003738403320312e+00,20514,1772442100000,1772442040000,20514,20514,1,0,1,0,20514,0,0);
INSERT INTO "cards" VALUES('tiny/c','review',NULL,8.29559993743896484375e+00,1.0,20521,NULL,1772442060000,20514,20514,1,0,4,0,NULL,0,0);
CREATE TABLE events (
            id TEXT PRIMARY KEY,
            device TEXT NOT NULL,
            happened_at INTEGER NOT NULL,
            study_day INTEGER NOT NULL,
            operation TEXT NOT NULL,
            kind TEXT NOT NULL,
            card_id TEXT,
            value TEXT
        ) STRICT;
INSERT INTO "events" VALUES('019cadc6-9a80-7001-81e0-53f14137bb0b','42d1b594',1772442000000,20514,'019cadc6-9a80-7000-b137-332cd9e46e90','setting',NULL,'["new_per_day", 5]');
INSERT INTO "events" VALUES('019cadc6-9a81-7001-8dff-98a5b6f0499b','42d1b594',1772442000001,20514,'019cadc6-9a81-7000-bc45-248f8d2423b8','setting',NULL,'["desired_retention", 0.92]');
INSERT INTO "events" VALUES('019cadd1-e521-7001-bdaf-029197a67dad','42d1b594',1772442740001,20514,'019cadd1-e521-7000-8041-bb62ffbd5a19','flag','tiny/a',NULL);
INSERT INTO "events" VALUES('019cadd1-e522-7001-ad61-014b13367777','42d1b594',1772442740002,20514,'019cadd1-e522-7000-a025-a1a0d07eb3c1','suspend','tiny/c',NULL);
INSERT INTO "events" VALUES('019cadd1-e522-7002-ad21-d5b5f5968a52','42d1b594',1772442740002,20514,'019cadd1-e522-7000-a025-a1a0d07eb3c1','suspend','tiny/c#2',NULL);
INSERT INTO "events" VALUES('019cadd1-e523-7002-9717-4038d3dd4718','42d1b594',1772442740003,20514,'019cadd1-e523-7000-87aa-76d15adb585a','undo',NULL,'"019cadd1-e522-7000-a025-a1a0d07eb3c1"');
INSERT INTO "events" VALUES('019cadd1-e523-7004-881c-c88101bca4ef','42d1b594',1772442740002,20514,'019cadd1-e523-7003-95bd-dde848256478','bury','tiny/b',NULL);
INSERT INTO "events" VALUES('019cadd1-e523-7006-b2fe-98463d833479','42d1b594',1772442740003,20514,'019cadd1-e523-7005-9a29-dbb4544ef61e','reset','tiny/c#2',NULL);
INSERT INTO "events" VALUES('019cbd44-f921-7002-8e89-889a63b220ac','42d1b594',1772701940001,20517,'019cbd44-f921-7000-a9ed-098fdd94b333','undo',NULL,'"019cbd44-f920-7000-9b15-4782b058a366"');
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
INSERT INTO "meta" VALUES('device','42d1b594');
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
        ) STRICT;
INSERT INTO "reviews" VALUES('019cadc6-e8a0-7000-939f-574aa3af8e92','42d1b594','tiny/a',1772442020000,20514,3,20000,'review','größer als ∞','{"feedback": ["well done"], "outcome": "correct", "parts": {"points": [1, 2]}}',2882278391,'c54a9a20f6b69874','new',NULL,NULL);
INSERT INTO "reviews" VALUES('019cadc7-36c0-7000-8c68-94ee438c87ea','42d1b594','tiny/b',1772442040000,20514,1,20000,'review','größer als ∞','{"feedback": ["well done"], "outcome": "correct", "parts": {"points": [1, 2]}}',2844437934,'5e4dfbabe9238822','new',NULL,NULL);
INSERT INTO "reviews" VALUES('019cadc7-84e0-7000-ab8b-dd3df07a7b2d','42d1b594','tiny/c',1772442060000,20514,4,20000,'review','größer als ∞','{"feedback": ["well done"], "outcome": "correct", "parts": {"points": [1, 2]}}',2823341977,'fbd49125e6dc0e25','new',NULL,NULL);
INSERT INTO "reviews" VALUES('019cadc7-d300-7000-ad43-bee595916f4f','42d1b594','tiny/c#2',1772442080000,20514,2,20000,'review','größer als ∞','{"feedback": ["well done"], "outcome": "correct", "parts": {"points": [1, 2]}}',1177990009,'fbd49125e6dc0e25','new',NULL,NULL);
INSERT INTO "reviews" VALUES('019cadd1-e520-7000-ad5b-23123195fe4c','42d1b594','tiny/a',1772442740000,20514,3,NULL,'review',NULL,NULL,3704300385,'c54a9a20f6b69874','learning',2.30649995803833,2.11810398101806640625e+00);
INSERT INTO "reviews" VALUES('019cbd44-f920-7000-9b15-4782b058a366','42d1b594','tiny/a',1772701940000,20517,1,NULL,'review',NULL,NULL,1170371291,'c54a9a20f6b69874','review',2.30649995803833,2.11121416091918945312e+00);
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
INSERT INTO "settings" VALUES('new_per_day','5');
INSERT INTO "settings" VALUES('desired_retention','0.92');
CREATE TABLE undone (operation TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO "undone" VALUES('019cadd1-e522-7000-a025-a1a0d07eb3c1');
INSERT INTO "undone" VALUES('019cbd44-f920-7000-9b15-4782b058a366');
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX reviews_by_card ON reviews (card_id, reviewed_at, id);
CREATE INDEX reviews_by_time ON reviews (reviewed_at);
CREATE INDEX reviews_by_day ON reviews (study_day);
CREATE INDEX events_by_card ON events (card_id, happened_at, id);
CREATE INDEX events_by_time ON events (happened_at);
CREATE INDEX events_by_operation ON events (operation);
CREATE TRIGGER reviews_no_update BEFORE UPDATE ON reviews
                BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER reviews_no_delete BEFORE DELETE ON reviews
                BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER reviews_no_replace BEFORE INSERT ON reviews
            WHEN EXISTS (SELECT 1 FROM reviews WHERE id = NEW.id)
            BEGIN SELECT RAISE(IGNORE); END;
CREATE TRIGGER events_no_update BEFORE UPDATE ON events
                BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER events_no_delete BEFORE DELETE ON events
                BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER events_no_replace BEFORE INSERT ON events
            WHEN EXISTS (SELECT 1 FROM events WHERE id = NEW.id)
            BEGIN SELECT RAISE(IGNORE); END;
CREATE INDEX cards_due ON cards (due_day);
CREATE INDEX cards_introduced ON cards (introduced_day);
COMMIT;
