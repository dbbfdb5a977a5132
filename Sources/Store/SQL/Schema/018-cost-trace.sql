-- What each batch entered for orders, as a Bloom filter of (order, kind, amount) for some thousand entries in a row: who looks
-- for entries that were applied before reads the ledger only of orders of which a filter says "perhaps". A filter may say so
-- in vain, never the other way round. Batches from before this table have none; the ledger is read for them.
-- The bits are those of Store/Costs/CostTrace.swift.
CREATE TABLE cost_trace(
  trace INTEGER NOT NULL PRIMARY KEY,
  batch INTEGER NOT NULL REFERENCES batch(batch),
  last_order INTEGER NOT NULL,                       -- the greatest order_key in it
  words BLOB NOT NULL CHECK (length(words) >= 8)
) STRICT;
CREATE UNIQUE INDEX cost_trace_batch ON cost_trace(batch, last_order);
