-- What batches did to an order beside its content, each row one thing: the batch, what it was, and up to four facts.
SELECT batch, 'stage' AS what, before_stage AS a, after_stage AS b, NULL AS c, NULL AS d, n AS place
FROM order_stage_change WHERE order_key = ?1
UNION ALL
SELECT batch, CASE WHEN deleted_batch IS NULL THEN 'deleted' ELSE 'restored' END, NULL, NULL, NULL, NULL, 0
FROM deletion WHERE order_key = ?1
UNION ALL
SELECT batch, 'note', body, author, NULL, NULL, n FROM order_note WHERE order_key = ?1
UNION ALL
SELECT batch, 'chargeback', reference, state, amount_e4, currency, n FROM chargeback WHERE order_key = ?1
UNION ALL
SELECT e.batch, 'delivered', s.mapping, s.destination, r.state, NULL, 0
FROM export_order e JOIN export_stream s ON s.stream = e.stream JOIN export_run r ON r.batch = e.batch
WHERE e.order_key = ?1
UNION ALL
SELECT e.batch, 'case', c.case_id, count(*), NULL, NULL, c.case_key
FROM cases c JOIN case_event e ON e.case_key = c.case_key
WHERE c.order_key = ?1 GROUP BY e.batch, c.case_key
UNION ALL
SELECT b.batch, CASE b.kind WHEN 'revert' THEN 'reverted' ELSE 'reapplied' END, b.target_batch, NULL, NULL, NULL, 0
FROM batch b
WHERE b.kind IN ('revert', 'reapply') AND b.target_batch IN (
  SELECT batch FROM cost_entry WHERE order_key = ?1
  UNION SELECT batch FROM order_note WHERE order_key = ?1
  UNION SELECT batch FROM chargeback WHERE order_key = ?1)
ORDER BY batch, what, place
