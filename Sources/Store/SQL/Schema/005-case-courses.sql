-- Cases in bulk: what service levels are reckoned from lies packed beside each case, and imports compare with the events
-- of one case at a time.

-- The source's own order of events of one kind at one instant, where it gives one.
ALTER TABLE case_event ADD COLUMN sequence INTEGER;

-- The events in force of a case in their order, packed, without texts of messages. Derived: computed anew with the row of
-- the case. A case of an older store has none until it is next touched; its events are read one by one then.
CREATE TABLE case_course(
  case_key INTEGER NOT NULL PRIMARY KEY REFERENCES cases(case_key),
  course BLOB NOT NULL
) STRICT;

-- An import that found events of earlier batches again stands on them: reverting these would take the events away from
-- under it.
CREATE TABLE case_batch_repeat(
  batch INTEGER NOT NULL REFERENCES batch(batch),
  of_batch INTEGER NOT NULL REFERENCES batch(batch),
  events INTEGER NOT NULL CHECK (events > 0),
  PRIMARY KEY (batch, of_batch)
) STRICT, WITHOUT ROWID;

-- Events are compared within their case, which the primary key finds.
DROP INDEX case_event_entry;
DROP INDEX case_event_digest;

DROP VIEW customer_case_event;
CREATE VIEW customer_case_event AS
  SELECT case_key, seq, at, rank, kind, actor, body, value, sequence FROM case_event_in_force
  WHERE kind IN ('customer_message', 'merchant_message', 'dispute_open', 'dispute_close');
