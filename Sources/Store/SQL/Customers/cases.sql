-- The ids of a customer's cases that are there: those about its orders, and those in which it wrote. The last first.
SELECT c.case_id, c.status, c.subject, c.order_id, c.last_event_at FROM live_case c
WHERE c.order_key IN (SELECT order_key FROM orders WHERE customer_key = :customer_key)
  OR EXISTS (SELECT 1 FROM case_event_in_force e WHERE e.case_key = c.case_key AND e.kind = 'customer_message'
    AND lower(e.actor) IN (
      SELECT email FROM customer WHERE customer_key = :customer_key OR merged_into = :customer_key))
ORDER BY c.last_event_at DESC, c.case_id
