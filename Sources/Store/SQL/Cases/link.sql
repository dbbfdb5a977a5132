-- Cases whose order has come since: the id they were given now names a live order.
UPDATE cases SET order_key = (SELECT r.order_key FROM order_ref r WHERE r.order_id = cases.order_id)
WHERE order_key IS NULL AND order_id IN (SELECT order_id FROM order_ref)
