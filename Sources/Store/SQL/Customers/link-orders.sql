-- Links orders to the customer of their e-mail, or to the one in which that goes on; a customer that is gone has none.
UPDATE orders SET customer_key = (
  SELECT coalesce(c.merged_into, c.customer_key) FROM customer c
  WHERE c.email = lower(trim(orders.email)) AND (c.gone_batch IS NULL OR c.merged_into IS NOT NULL))
WHERE (:batch IS NULL OR order_key IN (SELECT order_key FROM order_image WHERE batch = :batch))
  AND (email IS NOT NULL OR customer_key IS NOT NULL)
  AND NOT EXISTS (SELECT 1 FROM order_without_person p WHERE p.order_key = orders.order_key)
  AND customer_key IS NOT (
    SELECT coalesce(c.merged_into, c.customer_key) FROM customer c
    WHERE c.email = lower(trim(orders.email)) AND (c.gone_batch IS NULL OR c.merged_into IS NOT NULL))
