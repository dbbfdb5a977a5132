-- Chargebacks of live orders, those that are due first at the top; without a day at the end.
SELECT o.order_id, c.reference, c.amount_e4, c.currency, c.reason, c.opened_on, c.due_on, c.state, c.batch
FROM chargeback_current c JOIN live_order o ON o.order_key = c.order_key
WHERE (:state IS NULL OR c.state = :state)
  AND (:pending IS NULL OR c.state IN ('open', 'answered'))
  AND (:from IS NULL OR c.due_on >= :from)
  AND (:to IS NULL OR c.due_on <= :to)
ORDER BY c.due_on IS NULL, c.due_on, o.order_id, c.n
