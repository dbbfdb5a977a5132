-- Live orders that a subscription made.
SELECT created_at, currency, total_e4 FROM orders INDEXED BY orders_auto
WHERE auto_order_id IS NOT NULL AND deleted_batch IS NULL
ORDER BY created_at
