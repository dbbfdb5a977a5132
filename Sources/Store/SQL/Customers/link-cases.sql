-- Links cases to the customer of their order.
UPDATE cases SET customer_key = (SELECT o.customer_key FROM orders o WHERE o.order_key = cases.order_key)
WHERE order_key IS NOT NULL
  AND customer_key IS NOT (SELECT o.customer_key FROM orders o WHERE o.order_key = cases.order_key)
