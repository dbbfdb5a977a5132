-- A customer's cases: the one in which something was last written first. Times are those of what the customer may see.
SELECT l.case_key, l.case_id, l.subject, l.status, l.order_id, l.last_at, l.messages
FROM (
  SELECT c.case_key, c.case_id, c.subject, c.status, c.order_id,
    (SELECT max(e.at) FROM customer_case_event e WHERE e.case_key = c.case_key) AS last_at,
    (SELECT count(*) FROM customer_case_event e
      WHERE e.case_key = c.case_key AND e.kind IN ('customer_message', 'merchant_message')) AS messages
  FROM customer_case c
  WHERE c.merged_into IS NULL
    AND (?1 IS NULL OR c.case_key IN (SELECT value FROM json_each(?1)))
    AND (?2 IS NULL OR c.order_id = ?2)
    AND (?3 IS NULL OR c.status = ?3)
    AND (?4 IS NULL OR lower((SELECT o.email FROM customer_case_order o WHERE o.order_key = c.order_key)) = lower(?4)
      OR EXISTS (SELECT 1 FROM customer_case_event e
        WHERE e.case_key = c.case_key AND e.kind = 'customer_message' AND lower(e.actor) = lower(?4)))
) l
ORDER BY l.last_at DESC, l.case_id
LIMIT ?5
