BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'runthrough','runthroughs_and_takes','2026-03-01 09:00:00+00:00');
CREATE TABLE runthrough (
            id TEXT PRIMARY KEY NOT NULL,
            question_id TEXT NOT NULL,
            template_version TEXT NOT NULL REFERENCES template (version),
            started_at TEXT NOT NULL,
            finished_at TEXT
        );
INSERT INTO "runthrough" VALUES('20260301-093001-abc1','why-move-on','0123456789ab','2026-03-01T09:30:01+00:00',NULL);
CREATE TABLE take (
            id TEXT PRIMARY KEY NOT NULL,
            runthrough_id TEXT NOT NULL REFERENCES runthrough (id) ON DELETE CASCADE,
            section_id TEXT NOT NULL,
            number INTEGER NOT NULL,
            started_at TEXT NOT NULL,
            sample_rate INTEGER NOT NULL CHECK (sample_rate > 0),
            device TEXT NOT NULL,
            frames INTEGER NOT NULL,
            gaps TEXT NOT NULL,
            pauses TEXT NOT NULL,
            clipped INTEGER NOT NULL,
            ending TEXT
        );
INSERT INTO "take" VALUES('20260301-093001-abc1-motivation-1','20260301-093001-abc1','motivation',1,'2026-03-01T09:31:00+00:00',48000,'Ørsted''s “Mic” 🎤',2880000,'[[1.5, 0.02], [7.0, 31.0]]','[12.25]',3,'next section');
INSERT INTO "take" VALUES('20260301-093001-abc1-latest-project-2','20260301-093001-abc1','latest-project',2,'2026-03-01T09:32:00+00:00',48000,'Ørsted''s “Mic” 🎤',0,'[]','[]',0,NULL);
CREATE TABLE template (
            version TEXT PRIMARY KEY NOT NULL,
            text TEXT NOT NULL
        );
INSERT INTO "template" VALUES('0123456789ab','# Why “move on”?
## Motivation [1:00-1:30]
- [ ] It''s ''growth'' | ready for more
');
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX runthrough_by_start ON runthrough (started_at);
CREATE INDEX take_of_runthrough ON take (runthrough_id);
COMMIT;
