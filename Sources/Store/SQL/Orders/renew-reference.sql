-- Renews what costs are joined and judged by, after the row of a live order changed.
UPDATE order_ref
SET currency = o.currency, total_e4 = o.total_e4, created_on = o.created_at / 86400000, is_rejected = o.stage = 'Rejected'
FROM orders o
WHERE o.order_key = ?1 AND order_ref.order_id = o.order_id AND order_ref.order_key = o.order_key
