BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'runthrough','runthroughs_and_takes','2026-03-01 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'runthrough','transcripts','2026-03-01 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES(3,'runthrough','verdicts_and_meters','2026-03-01 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES(4,'runthrough','overrules','2026-03-01 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES(5,'runthrough','saved_templates','2026-09-01 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES(6,'runthrough','moments_and_dismissals','2026-11-25 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES(7,'runthrough','recognised_again','2026-11-26 09:00:00+00:00');
CREATE TABLE archived_question (
            question_id TEXT PRIMARY KEY NOT NULL,
            archived_at TEXT NOT NULL
        );
INSERT INTO "archived_question" VALUES('conflict','2026-09-01T11:00:00+00:00');
CREATE TABLE dismissal (
            id TEXT PRIMARY KEY NOT NULL,
            question_id TEXT NOT NULL,
            take_id TEXT REFERENCES take (id) ON DELETE CASCADE,
            rule TEXT NOT NULL,
            begin REAL,
            made_at TEXT NOT NULL
        );
INSERT INTO "dismissal" VALUES('dismissal-1','why-move-on','20260301-093001-abc1-motivation-1','hedging',1.0,'2026-11-25T10:00:00+00:00');
INSERT INTO "dismissal" VALUES('dismissal-2','why-move-on',NULL,'balance',NULL,'2026-11-25T10:01:00+00:00');
CREATE TABLE earlier_transcript (
            id TEXT PRIMARY KEY NOT NULL,
            take_id TEXT NOT NULL REFERENCES take (id) ON DELETE CASCADE,
            replaced_at TEXT NOT NULL,
            meter_version TEXT REFERENCES meter (version),
            utterances TEXT NOT NULL,
            verdicts TEXT NOT NULL
        );
INSERT INTO "earlier_transcript" VALUES('1','20260301-093001-abc1-motivation-1','2026-03-02T08:00:00+00:00','Fake 1.0, template 0123456789ab, rules cue-1','[{"id": "20260301-093001-abc1-motivation-1-001", "recogniser": "Fake", "words": [["I''m", 1.0, 1.0, 0.5]]}]','[]');
CREATE TABLE filled_pause_answer (
            take_id TEXT NOT NULL REFERENCES take (id) ON DELETE CASCADE,
            begin REAL NOT NULL,
            "end" REAL NOT NULL,
            filler INTEGER NOT NULL CHECK (filler IN (0, 1)),
            made_at TEXT NOT NULL,
            PRIMARY KEY (take_id, begin)
        );
INSERT INTO "filled_pause_answer" VALUES('20260301-093001-abc1-motivation-1',3.5,4.0,1,'2026-03-02T08:00:00+00:00');
CREATE TABLE kept_word (
            take_id TEXT NOT NULL REFERENCES take (id) ON DELETE CASCADE,
            begin REAL NOT NULL,
            "end" REAL NOT NULL,
            made_at TEXT NOT NULL,
            PRIMARY KEY (take_id, begin)
        );
INSERT INTO "kept_word" VALUES('20260301-093001-abc1-motivation-1',1.0,1.1,'2026-03-02T08:00:00+00:00');
CREATE TABLE meter (
            version TEXT PRIMARY KEY NOT NULL,
            recogniser TEXT NOT NULL,
            recogniser_version TEXT NOT NULL,
            template_version TEXT NOT NULL,
            rules TEXT NOT NULL
        );
INSERT INTO "meter" VALUES('Fake 1.0, template 0123456789ab, rules cue-1','Fake','1.0','0123456789ab','cue-1');
CREATE TABLE overrule (
            take_id TEXT NOT NULL REFERENCES take (id) ON DELETE CASCADE,
            checkpoint_id TEXT NOT NULL,
            verdict TEXT NOT NULL,
            made_at TEXT NOT NULL, begin REAL, "end" REAL,
            PRIMARY KEY (take_id, checkpoint_id)
        );
INSERT INTO "overrule" VALUES('20260301-093001-abc1-motivation-1','motivation/figure','said','2026-03-01T10:00:00+00:00',1.0,1.5);
CREATE TABLE runthrough (
            id TEXT PRIMARY KEY NOT NULL,
            question_id TEXT NOT NULL,
            template_version TEXT NOT NULL REFERENCES template (version),
            started_at TEXT NOT NULL,
            finished_at TEXT
        , length TEXT NOT NULL DEFAULT 'full', follow_ups TEXT NOT NULL DEFAULT '[]');
INSERT INTO "runthrough" VALUES('20260301-093001-abc1','why-move-on','0123456789ab','2026-03-01T09:30:01+00:00',NULL,'full','["Why “now”?"]');
CREATE TABLE saved_template (
            id TEXT PRIMARY KEY NOT NULL,
            question_id TEXT NOT NULL,
            version TEXT NOT NULL REFERENCES template (version),
            saved_at TEXT NOT NULL
        );
INSERT INTO "saved_template" VALUES('saved-1','why-move-on','0123456789ab','2026-09-01T10:00:00+00:00');
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
        , unrecognised TEXT, meter_version TEXT REFERENCES meter (version), voice TEXT, deaths INTEGER NOT NULL DEFAULT 0, filled_pauses TEXT);
INSERT INTO "take" VALUES('20260301-093001-abc1-motivation-1','20260301-093001-abc1','motivation',1,'2026-03-01T09:31:00+00:00',48000,'Ørsted''s “Mic” 🎤',2880000,'[[1.5, 0.02], [7.0, 31.0]]','[12.25]',3,'next section',NULL,'Fake 1.0, template 0123456789ab, rules cue-1','[[0.5,2.0],[3.25,9.0]]',1,'[[3.5, 4.0]]');
INSERT INTO "take" VALUES('20260301-093001-abc1-latest-project-2','20260301-093001-abc1','latest-project',2,'2026-03-01T09:32:00+00:00',48000,'Ørsted''s “Mic” 🎤',0,'[]','[]',0,NULL,'NoRecogniser',NULL,NULL,0,NULL);
CREATE TABLE template (
            version TEXT PRIMARY KEY NOT NULL,
            text TEXT NOT NULL
        );
INSERT INTO "template" VALUES('0123456789ab','# Why “move on”?
## Motivation [1:00-1:30]
- [ ] It''s ''growth'' | ready for more
');
CREATE TABLE utterance (
            id TEXT PRIMARY KEY NOT NULL,
            take_id TEXT NOT NULL REFERENCES take (id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            start REAL NOT NULL,
            "end" REAL NOT NULL,
            text TEXT NOT NULL,
            words TEXT NOT NULL,
            recogniser TEXT NOT NULL,
            UNIQUE (take_id, position)
        );
INSERT INTO "utterance" VALUES('20260301-093001-abc1-motivation-1-001','20260301-093001-abc1-motivation-1',1,1.0,1.1,'I''m “ready”.','[["I''m", 1.0, 1.0, 0.5], ["“ready”.", 1.1, 1.1, 0.5]]','Fake');
INSERT INTO "utterance" VALUES('20260301-093001-abc1-motivation-1-002','20260301-093001-abc1-motivation-1',2,2.0,2.1,'I''m “ready”.','[["I''m", 2.0, 2.0, 0.5], ["“ready”.", 2.1, 2.1, 0.5]]','Fake');
CREATE TABLE verdict (
            take_id TEXT NOT NULL REFERENCES take (id) ON DELETE CASCADE,
            checkpoint_id TEXT NOT NULL,
            position INTEGER NOT NULL,
            verdict TEXT NOT NULL,
            score REAL NOT NULL,
            evidence_first INTEGER,
            evidence_last INTEGER,
            channels TEXT NOT NULL,
            why TEXT NOT NULL, elsewhere INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (take_id, checkpoint_id),
            CHECK ((evidence_first IS NULL) = (evidence_last IS NULL))
        );
INSERT INTO "verdict" VALUES('20260301-093001-abc1-motivation-1','motivation/zeal',1,'said',0.875,0,1,'{"cue": 0.875}','',0);
INSERT INTO "verdict" VALUES('20260301-093001-abc1-motivation-1','motivation/figure',2,'partly',0.5,1,1,'{"cue": 0.5}','no number',0);
INSERT INTO "verdict" VALUES('20260301-093001-abc1-motivation-1','motivation/art',3,'missed',0.0,NULL,NULL,'{}','',0);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX runthrough_by_start ON runthrough (started_at);
CREATE INDEX take_of_runthrough ON take (runthrough_id);
CREATE INDEX saved_template_of_question ON saved_template (question_id);
CREATE INDEX dismissal_of_question ON dismissal (question_id);
CREATE INDEX earlier_transcript_of_take ON earlier_transcript (take_id);
COMMIT;
