-- Money of a batch that is in no order's effective costs: costs of no order, and costs that are not in their order's
-- currency. With the change of its orders' costs it is all that a file of costs brought. What goes over to an order, or is
-- reverted, is negative.
CREATE TABLE batch_beside(
  batch INTEGER NOT NULL REFERENCES batch(batch),
  line TEXT NOT NULL CHECK (line IN ('unallocated', 'costs_in_another_currency')),
  kind TEXT NOT NULL CHECK (kind IN ('shipping', 'fulfillment', 'payment', 'other')),
  currency TEXT NOT NULL,
  rows INTEGER NOT NULL,
  amount_e4 INTEGER NOT NULL,
  PRIMARY KEY (batch, line, kind, currency)
) STRICT, WITHOUT ROWID;

-- What of a class's money is a cost; null for batches from before.
ALTER TABLE batch_class ADD COLUMN costs_e4 INTEGER;
