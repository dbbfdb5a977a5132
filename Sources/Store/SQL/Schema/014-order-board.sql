-- The board of stages, lists of orders by day, and what is known of chargebacks and notes.

-- The board reads this alone; lists of one stage come out of it in the order of days.
CREATE INDEX orders_stage ON orders(stage, created_at, currency, total_e4) WHERE deleted_batch IS NULL;
CREATE INDEX orders_created ON orders(created_at) WHERE deleted_batch IS NULL;
CREATE INDEX orders_auto ON orders(created_at, currency, total_e4)
  WHERE auto_order_id IS NOT NULL AND deleted_batch IS NULL;

-- Rows about one chargeback follow each other as it goes on: the last of a reference in force says where it is.
CREATE VIEW chargeback_current AS
  SELECT c.order_key, c.n, c.reference, c.amount_e4, c.currency, c.reason, c.opened_on, c.due_on, c.state, c.batch
  FROM chargeback c JOIN batch b ON b.batch = c.batch
  WHERE b.reverted_by IS NULL AND NOT EXISTS (
    SELECT 1 FROM chargeback l JOIN batch k ON k.batch = l.batch
    WHERE l.order_key = c.order_key AND l.reference = c.reference AND l.n > c.n AND k.reverted_by IS NULL);
CREATE VIEW order_note_in_force AS
  SELECT n.order_key, n.n, n.at, n.author, n.body, n.batch
  FROM order_note n JOIN batch b ON b.batch = n.batch
  WHERE b.reverted_by IS NULL;
