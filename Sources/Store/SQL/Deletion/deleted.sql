-- Deleted orders that are whole, the last deletion first. An order that the revert of its import hid has no row in deletion. Blank
-- parameters do not filter. An order has money where it came to something, was paid, refunded or charged back, or has costs.
SELECT l.* FROM (
  SELECT o.order_key, o.order_id, o.deleted_batch, b.applied_at, b.operator, b.reason, o.stage, o.currency, o.total_e4,
    (SELECT r.order_key FROM order_ref r WHERE r.order_id = o.order_id) IS NOT NULL AS in_use,
    o.total_e4 <> 0 OR coalesce(o.total_refunded_e4, 0) <> 0
      OR EXISTS (SELECT 1 FROM cost_entry c WHERE c.order_key = o.order_key)
      OR EXISTS (SELECT 1 FROM order_payment p WHERE p.order_key = o.order_key AND p.amount_e4 <> 0)
      OR EXISTS (SELECT 1 FROM chargeback g WHERE g.order_key = o.order_key) AS has_money
  FROM deletion d
    JOIN orders o ON o.order_key = d.order_key AND o.deleted_batch = d.batch
    JOIN batch b ON b.batch = d.batch
  WHERE NOT EXISTS (SELECT 1 FROM purged_order p WHERE p.order_key = o.order_key)
    AND (:order_id IS NULL OR o.order_id = :order_id)
    AND (:batch IS NULL OR d.batch = :batch)
    AND (:operator IS NULL OR b.operator = :operator)
    AND (:reason IS NULL OR instr(lower(coalesce(b.reason, '')), lower(:reason)) > 0)
    AND (:from IS NULL OR b.applied_at >= :from)
    AND (:before IS NULL OR b.applied_at < :before)
    AND (:least IS NULL OR o.total_e4 >= :least)
    AND (:most IS NULL OR o.total_e4 <= :most)
) l
WHERE :due_with_money IS NULL OR l.applied_at < CASE WHEN l.has_money THEN :due_with_money ELSE :due END
ORDER BY l.deleted_batch DESC, l.order_id
