-- The first later batch in force that hung costs or a case on an order; null where there is none.
SELECT min(batch) AS later FROM (
  SELECT c.batch FROM cost_entry c JOIN batch b ON b.batch = c.batch
  WHERE c.order_key = :order_key AND c.batch > :batch AND b.reverted_by IS NULL
  UNION ALL
  SELECT batch FROM cases WHERE order_key = :order_key AND batch > :batch AND events > 0
)
