-- What exports delivered to whom, so that nothing is sent twice and nothing is forgotten.

-- Where a file was written, in full: how the user named it may mean another place tomorrow.
ALTER TABLE batch_output ADD COLUMN place TEXT;
CREATE INDEX batch_output_place ON batch_output(place) WHERE place IS NOT NULL;

-- What one mapping delivers to one destination.
CREATE TABLE export_stream(
  stream INTEGER NOT NULL PRIMARY KEY,
  mapping TEXT NOT NULL,
  destination TEXT NOT NULL,
  UNIQUE (mapping, destination)
) STRICT;

-- A delivery. It is written down when its files are complete on the disk and before they get their names (intended); it is
-- delivered once they have them and the destination's command, if there is one, has ended well.
CREATE TABLE export_run(
  batch INTEGER NOT NULL PRIMARY KEY REFERENCES batch(batch),
  stream INTEGER NOT NULL REFERENCES export_stream(stream),
  scope TEXT NOT NULL CHECK (scope IN ('new', 'changed')),
  cut INTEGER NOT NULL,                              -- the last batch that the snapshot held
  orders INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('intended', 'delivered', 'failed', 'abandoned')),
  settled_at INTEGER, settled_by TEXT, reason TEXT   -- who decided it, where it did not go by itself
) STRICT;
CREATE INDEX export_run_open ON export_run(stream) WHERE state IN ('intended', 'failed');

-- Which orders a delivery holds. Those of an abandoned one are taken out.
CREATE TABLE export_order(
  order_key INTEGER NOT NULL REFERENCES orders(order_key),
  stream INTEGER NOT NULL REFERENCES export_stream(stream),
  batch INTEGER NOT NULL REFERENCES export_run(batch),
  PRIMARY KEY (order_key, stream, batch)
) STRICT, WITHOUT ROWID;

-- What became of the command that takes a file to its destination. Without an end nobody knows.
CREATE TABLE export_attempt(
  batch INTEGER NOT NULL REFERENCES export_run(batch),
  n INTEGER NOT NULL,
  file TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  outcome TEXT CHECK (outcome IN ('exit', 'signal', 'timeout', 'not-started', 'stopped')),
  code INTEGER,                                      -- the exit code, or the signal's number
  message TEXT,                                      -- the end of what it wrote to standard error
  PRIMARY KEY (batch, n)
) STRICT, WITHOUT ROWID;

-- The last batch that changed an order, of all that changed a row of it.
CREATE VIEW order_change AS
  SELECT o.order_key, max(o.batch,
    coalesce((SELECT c.batch FROM order_cost c WHERE c.order_key = o.order_key), 0),
    coalesce((SELECT max(s.batch) FROM order_shipment s WHERE s.order_key = o.order_key), 0),
    coalesce((SELECT max(t.batch) FROM order_tag t WHERE t.order_key = o.order_key), 0),
    coalesce((SELECT max(n.batch) FROM order_note n WHERE n.order_key = o.order_key), 0),
    coalesce((SELECT max(b.batch) FROM chargeback b WHERE b.order_key = o.order_key), 0),
    coalesce((SELECT max(g.batch) FROM order_stage_change g WHERE g.order_key = o.order_key), 0)) AS batch
  FROM orders o;

-- What makes masked values hard to guess; it never leaves the store.
INSERT INTO meta(name, value) VALUES ('mask_secret', lower(hex(randomblob(32))));
