-- Deleted orders, the last deletion first. An order that the revert of its import hid has no row in deletion.
SELECT o.order_key, o.order_id, o.deleted_batch, b.applied_at, b.operator, b.reason, o.stage, o.currency, o.total_e4,
  r.order_key IS NOT NULL AS in_use
FROM deletion d
  JOIN orders o ON o.order_key = d.order_key AND o.deleted_batch = d.batch
  JOIN batch b ON b.batch = d.batch
  LEFT JOIN order_ref r ON r.order_id = o.order_id
WHERE (:order_id IS NULL OR o.order_id = :order_id)
  AND (:batch IS NULL OR d.batch = :batch)
  AND (:operator IS NULL OR b.operator = :operator)
  AND (:from IS NULL OR b.applied_at >= :from)
  AND (:before IS NULL OR b.applied_at < :before)
ORDER BY d.batch DESC, o.order_id
