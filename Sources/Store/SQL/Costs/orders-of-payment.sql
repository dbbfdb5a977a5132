-- The orders that a payment's transaction belongs to, with their deletion: a transaction may stand on several lines of one.
SELECT DISTINCT o.order_key, o.currency, o.deleted_batch IS NOT NULL
FROM order_payment p JOIN orders o ON o.order_key = p.order_key
WHERE p.transaction_id = :text
