-- Takes everything out of a case's events that may name its customer: texts, and who wrote, where that is the customer. What
-- happened when stays, and the digests by which an event that comes again is known.
UPDATE case_event AS e SET body = NULL,
  value = CASE WHEN e.kind IN ('status', 'priority', 'assign', 'team') THEN e.value END,
  actor = CASE WHEN e.kind = 'customer_message' OR lower(e.actor) IN (
    SELECT lower(m.actor) FROM case_event m WHERE m.case_key = e.case_key AND m.kind = 'customer_message'
    UNION ALL
    SELECT lower(o.email) FROM cases c JOIN orders o ON o.order_key = c.order_key WHERE c.case_key = e.case_key)
    THEN NULL ELSE e.actor END
WHERE e.case_key = :case_key
