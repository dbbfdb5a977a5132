-- Customers that come in by files, are merged, and are erased.

-- Why a customer is not there (any more): the revert of the batch that brought it, a merge, an erasure; null while it is.
ALTER TABLE customer ADD COLUMN gone_batch INTEGER REFERENCES batch(batch);
-- The customer in which it goes on.
ALTER TABLE customer ADD COLUMN merged_into INTEGER REFERENCES customer(customer_key);
CREATE INDEX customer_merged ON customer(merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX orders_customer ON orders(customer_key) WHERE customer_key IS NOT NULL;

-- What a customer was before a batch changed it, as JSON; null: it was not there.
CREATE TABLE customer_image(
  batch INTEGER NOT NULL REFERENCES batch(batch),
  customer_key INTEGER NOT NULL REFERENCES customer(customer_key),
  image TEXT,
  PRIMARY KEY (batch, customer_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX customer_image_customer ON customer_image(customer_key);

-- Orders whose person was erased with the customer: imports bring it back no more.
CREATE TABLE erased_order(
  order_key INTEGER NOT NULL PRIMARY KEY REFERENCES orders(order_key),
  batch INTEGER NOT NULL REFERENCES purge(batch)
) STRICT;
CREATE INDEX erased_order_batch ON erased_order(batch);

-- Orders of which a purge or an erasure removed the person.
CREATE VIEW order_without_person AS
  SELECT order_key, batch FROM purged_order UNION ALL SELECT order_key, batch FROM erased_order;
