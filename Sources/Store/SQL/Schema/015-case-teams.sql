-- A case may go to another team, which is an event of its own. SQLite cannot widen a CHECK, so the events are copied once.

ALTER TABLE cases ADD COLUMN opening_team TEXT;     -- what it was opened with; events change it
UPDATE cases SET opening_team = team WHERE team IS NOT NULL;

CREATE TABLE case_event_with_teams(
  case_key INTEGER NOT NULL REFERENCES cases(case_key),
  seq INTEGER NOT NULL,                              -- order of arrival within the case, from 1
  at INTEGER NOT NULL,
  rank INTEGER NOT NULL,                             -- order of kinds at one instant
  kind TEXT NOT NULL CHECK (kind IN ('customer_message', 'merchant_message', 'internal_action', 'status', 'priority',
    'assign', 'team', 'dispute_open', 'dispute_close')),
  actor TEXT, body TEXT, value TEXT,
  entry_id TEXT,                                     -- the source's own id
  digest BLOB NOT NULL CHECK (length(digest) = 32),  -- of at, kind, actor, body and value: a second one is a repeat
  batch INTEGER NOT NULL REFERENCES batch(batch),
  sequence INTEGER,                                  -- the source's own order of events of one kind at one instant
  PRIMARY KEY (case_key, seq)
) STRICT, WITHOUT ROWID;
INSERT INTO case_event_with_teams(case_key, seq, at, rank, kind, actor, body, value, entry_id, digest, batch, sequence)
  SELECT case_key, seq, at, rank, kind, actor, body, value, entry_id, digest, batch, sequence FROM case_event;
DROP TABLE case_event;
-- The views mean the table by its name: they are not to be changed with it.
PRAGMA legacy_alter_table = ON;
ALTER TABLE case_event_with_teams RENAME TO case_event;
PRAGMA legacy_alter_table = OFF;
CREATE INDEX case_event_batch ON case_event(batch);

-- Segments of the indexes of words are put together sixteen at a time instead of four: imports write less, and a search looks
-- into a few more of them.
INSERT INTO case_text(case_text, rank) VALUES ('automerge', 16);
INSERT INTO case_internal_text(case_internal_text, rank) VALUES ('automerge', 16);
