-- Work on cases: what has been read, what was merged, mail that goes out, and an index of the words of correspondence.

-- Up to where correspondence counts as read; the mark of the last batch in force counts. Null: none of it.
CREATE TABLE case_mark(
  case_key INTEGER NOT NULL REFERENCES cases(case_key),
  batch INTEGER NOT NULL REFERENCES batch(batch),
  read_at INTEGER,
  PRIMARY KEY (case_key, batch)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_mark_batch ON case_mark(batch);

-- Cases that go on in another one; the last batch in force counts.
CREATE TABLE case_merge(
  case_key INTEGER NOT NULL REFERENCES cases(case_key),
  batch INTEGER NOT NULL REFERENCES batch(batch),
  into_key INTEGER NOT NULL REFERENCES cases(case_key) CHECK (into_key <> case_key),
  PRIMARY KEY (case_key, batch)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_merge_batch ON case_merge(batch);
ALTER TABLE cases ADD COLUMN merged_batch INTEGER REFERENCES batch(batch);  -- what merged it; its clocks end then
CREATE INDEX cases_merged ON cases(merged_into) WHERE merged_into IS NOT NULL;

-- Mail that an action wrote, byte for byte. It is intended with the action itself, when its bytes are on the disk under a
-- temporary name, and written once it has its own; withdrawn mail was taken back before anybody collected it.
CREATE TABLE case_mail(
  batch INTEGER NOT NULL REFERENCES batch(batch),
  n INTEGER NOT NULL,
  case_key INTEGER NOT NULL REFERENCES cases(case_key),
  audience TEXT NOT NULL CHECK (audience IN ('customer', 'staff')),
  recipient TEXT NOT NULL,
  message_id TEXT NOT NULL,
  place TEXT NOT NULL,                               -- the file, in full
  sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
  message BLOB NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('intended', 'written', 'withdrawn')),
  PRIMARY KEY (batch, n)
) STRICT;
CREATE INDEX case_mail_case ON case_mail(case_key);
CREATE INDEX case_mail_open ON case_mail(batch) WHERE state <> 'written';

-- The words of what customers may see (messages, disputes, subjects), and apart from them the words of everything else. A
-- row's id is case_key * 2^20 + seq of the event; seq 0 is the subject. Words of events that are not in force stay: who
-- finds them looks at the event. The texts themselves are not kept twice.
CREATE VIRTUAL TABLE case_text USING fts5(
  words, content = '', tokenize = "unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE case_internal_text USING fts5(
  words, content = '', tokenize = "unicode61 remove_diacritics 2");
INSERT INTO case_text(rowid, words)
  SELECT case_key << 20, subject FROM cases WHERE subject IS NOT NULL AND subject <> '' ORDER BY case_key;
INSERT INTO case_text(rowid, words)
  SELECT case_key << 20 | seq, trim(coalesce(body, '') || ' ' || coalesce(value, '')) FROM case_event
  WHERE kind IN ('customer_message', 'merchant_message', 'dispute_open', 'dispute_close')
    AND (body <> '' OR value <> '') AND seq < 1048576
  ORDER BY case_key, seq;
INSERT INTO case_internal_text(rowid, words)
  SELECT case_key << 20 | seq, body FROM case_event
  WHERE kind NOT IN ('customer_message', 'merchant_message', 'dispute_open', 'dispute_close')
    AND body <> '' AND seq < 1048576
  ORDER BY case_key, seq;

-- The doors for everything that a customer may see. Each reads tables itself, so that an authorizer can tell by the
-- view's name that a reader came through it. None of them can reach internal actions, nor what only these changed.
DROP VIEW customer_case_event;
CREATE VIEW customer_case_event AS
  SELECT e.case_key, e.seq, e.at, e.rank, e.kind, e.actor, e.body, e.value, e.sequence
  FROM case_event e JOIN batch b ON b.batch = e.batch
  WHERE b.reverted_by IS NULL AND e.kind IN ('customer_message', 'merchant_message', 'dispute_open', 'dispute_close');
-- A case of which the customer has seen something.
CREATE VIEW customer_case AS
  SELECT c.case_key, c.case_id, c.subject, c.status, c.order_id, c.order_key, c.merged_into
  FROM cases c LEFT JOIN orders o ON o.order_key = c.order_key
  WHERE o.deleted_batch IS NULL AND EXISTS (
    SELECT 1 FROM case_event e JOIN batch b ON b.batch = e.batch
    WHERE e.case_key = c.case_key AND b.reverted_by IS NULL
      AND e.kind IN ('customer_message', 'merchant_message', 'dispute_open', 'dispute_close'));
CREATE VIEW customer_case_order AS
  SELECT order_key, order_id, created_at, stage, currency, total_e4, email, billing_first_name, billing_last_name,
    shipping_country, payment_status
  FROM orders WHERE deleted_batch IS NULL;
CREATE VIEW customer_case_shipment AS SELECT order_key, line, carrier, tracking_number FROM order_shipment;
CREATE VIEW customer_case_mail AS
  SELECT m.case_key, m.batch, m.n, m.recipient, m.message_id
  FROM case_mail m JOIN batch b ON b.batch = m.batch
  WHERE m.audience = 'customer' AND m.state <> 'withdrawn' AND b.reverted_by IS NULL;
