-- The live orders of a customer, the newest first.
SELECT order_id, created_at, stage, currency, total_e4, email, batch FROM live_order WHERE customer_key = :customer_key
ORDER BY created_at DESC, order_id
