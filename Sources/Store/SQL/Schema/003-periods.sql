-- Closed months and their totals, and which unallocated costs were assigned to which orders.

-- A month that was closed. It is closed while its batch is in force; reopening marks that batch as reverted. The bounds are
-- those of the workspace's zone when it was closed: days for what is dated by day, instants for orders.
CREATE TABLE period_closing(
  batch INTEGER NOT NULL PRIMARY KEY REFERENCES batch(batch),
  month TEXT NOT NULL CHECK (length(month) = 7),
  from_on INTEGER NOT NULL,
  to_on INTEGER NOT NULL,                            -- inclusive
  from_at INTEGER NOT NULL,
  before_at INTEGER NOT NULL,                        -- exclusive
  totals_digest BLOB NOT NULL CHECK (length(totals_digest) = 32)  -- of its rows in period_total; in the audit chain too
) STRICT;

-- The money of a month as it stood when it was closed. orders: totals and refunds of live orders; costs: movements of the
-- effective costs of live orders; deleted: those of hidden orders; unallocated: costs of no order.
CREATE TABLE period_total(
  batch INTEGER NOT NULL REFERENCES period_closing(batch),
  line TEXT NOT NULL CHECK (line IN ('orders', 'costs', 'unallocated', 'deleted')),
  kind TEXT NOT NULL,
  currency TEXT NOT NULL,
  amount_e4 INTEGER NOT NULL,
  PRIMARY KEY (batch, line, kind, currency)
) STRICT, WITHOUT ROWID;

-- Which unallocated cost a ledger row of an assigning batch is: (batch, line) is that ledger row.
CREATE TABLE cost_assignment(
  batch INTEGER NOT NULL REFERENCES batch(batch),
  line INTEGER NOT NULL,
  source_batch INTEGER NOT NULL,
  source_line INTEGER NOT NULL,
  kind TEXT NOT NULL,
  order_key INTEGER NOT NULL REFERENCES orders(order_key),
  entry_on INTEGER NOT NULL,                         -- the day on which it stops being unallocated
  PRIMARY KEY (batch, line),
  FOREIGN KEY (source_batch, source_line, kind) REFERENCES unallocated_cost(batch, line, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX cost_assignment_source ON cost_assignment(source_batch, source_line, kind);
