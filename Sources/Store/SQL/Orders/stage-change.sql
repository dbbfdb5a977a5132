-- Adds a change of stage to an order's history.
INSERT INTO order_stage_change(order_key, n, before_stage, after_stage, at, operator, batch)
SELECT :order_key, coalesce(max(n), 0) + 1, :before_stage, :after_stage, :at, :operator, :batch
FROM order_stage_change WHERE order_key = :order_key
