-- What the import of real invoices and settlements needs beside the ledger: facts of orders at the place where costs are
-- joined, classes and control totals of a file, references, and the orders that a batch touched.

-- Live orders by id, now with what makes a cost suspicious, so that nobody reads the wide order row for it. Written from
-- the order's row whenever that changes (Orders/reference.sql).
CREATE TABLE live_order_ref(
  order_id TEXT NOT NULL PRIMARY KEY,
  order_key INTEGER NOT NULL REFERENCES orders(order_key),
  currency TEXT NOT NULL,
  total_e4 INTEGER NOT NULL DEFAULT 0,
  created_on INTEGER NOT NULL DEFAULT 0,             -- the day in UTC
  is_rejected INTEGER NOT NULL DEFAULT 0 CHECK (is_rejected IN (0, 1))
) STRICT, WITHOUT ROWID;
INSERT INTO live_order_ref(order_id, order_key, currency, total_e4, created_on, is_rejected)
  SELECT r.order_id, r.order_key, r.currency, o.total_e4, o.created_at / 86400000, o.stage = 'Rejected'
  FROM order_ref r JOIN orders o ON o.order_key = r.order_key
  ORDER BY r.order_id;
DROP TABLE order_ref;
ALTER TABLE live_order_ref RENAME TO order_ref;

-- Rows that were left out as repeats, and rows that are no costs at all (sales, payouts).
ALTER TABLE batch ADD COLUMN skipped INTEGER NOT NULL DEFAULT 0;
ALTER TABLE batch ADD COLUMN not_costs INTEGER NOT NULL DEFAULT 0;

-- Why a row has no order: its charge belongs to none, or its order was not found and the mapping lets such rows pass.
ALTER TABLE unallocated_cost ADD COLUMN class TEXT NOT NULL DEFAULT 'unallocated'
  CHECK (class IN ('unallocated', 'unmatched'));

-- Rows and money of a file by class; together they are the file.
CREATE TABLE batch_class(
  batch INTEGER NOT NULL REFERENCES batch(batch),
  class TEXT NOT NULL CHECK (class IN ('order_cost', 'unallocated', 'not_a_cost', 'unmatched')),
  currency TEXT NOT NULL,
  rows INTEGER NOT NULL,
  amount_e4 INTEGER NOT NULL,
  PRIMARY KEY (batch, class, currency)
) STRICT, WITHOUT ROWID;

-- Control totals that a file states of itself, and what its rows add up to.
CREATE TABLE batch_control(
  batch INTEGER NOT NULL REFERENCES batch(batch),
  n INTEGER NOT NULL,
  name TEXT NOT NULL,
  currency TEXT,
  stated_e4 INTEGER NOT NULL,
  found_e4 INTEGER NOT NULL,
  PRIMARY KEY (batch, n)
) STRICT, WITHOUT ROWID;

-- The orders whose ledger a batch extended, ascending: differences of their keys, seven bits a byte, low ones first. So
-- that a small batch is reverted without a look at the whole ledger.
CREATE TABLE batch_orders(
  batch INTEGER NOT NULL REFERENCES batch(batch),
  n INTEGER NOT NULL,
  order_keys BLOB NOT NULL,
  PRIMARY KEY (batch, n)
) STRICT, WITHOUT ROWID;

-- Where a source's own reference stands: order_key 0 is `unallocated_cost`. Only rows with a reference are here; the
-- text itself is in the row.
CREATE TABLE cost_reference(
  reference_hash INTEGER NOT NULL,
  order_key INTEGER NOT NULL,
  batch INTEGER NOT NULL REFERENCES batch(batch),
  line INTEGER NOT NULL,
  PRIMARY KEY (reference_hash, order_key, batch, line)
) STRICT, WITHOUT ROWID;
