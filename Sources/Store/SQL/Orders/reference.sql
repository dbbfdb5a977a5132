-- Makes an order known by its id, with what costs are joined and judged by. No other live order may have the id.
INSERT INTO order_ref(order_id, order_key, currency, total_e4, created_on, is_rejected)
SELECT order_id, order_key, currency, total_e4, created_at / 86400000, stage = 'Rejected'
FROM orders WHERE order_key = ?1
