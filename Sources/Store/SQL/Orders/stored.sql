-- The same of an order by its key, live or hidden.
SELECT order_key, order_id, batch, content_digest, stage, currency, total_e4, deleted_batch
FROM orders
WHERE order_key = :order_key
