-- Deleted orders whose persons were removed for good.

-- A purge. It is finished once copies outside the store and free pages within it are gone, too.
CREATE TABLE purge(
  batch INTEGER NOT NULL PRIMARY KEY REFERENCES batch(batch),
  finished_at INTEGER
) STRICT;
CREATE INDEX purge_open ON purge(batch) WHERE finished_at IS NULL;

-- Tombstones: of such an order its row keeps id, times, stage, currency, total and digest, and the ledger its amounts.
CREATE TABLE purged_order(
  order_key INTEGER NOT NULL PRIMARY KEY REFERENCES orders(order_key),
  batch INTEGER NOT NULL REFERENCES purge(batch)
) STRICT;
CREATE INDEX purged_order_batch ON purged_order(batch);

-- Files that held them: inputs and deliveries by their digest, and where a delivery was put. The archive has no copies of
-- them any more.
CREATE TABLE purged_file(
  sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
  place TEXT NOT NULL,                               -- empty: known by its digest alone
  batch INTEGER NOT NULL REFERENCES purge(batch),
  PRIMARY KEY (sha256, place)
) STRICT, WITHOUT ROWID;
