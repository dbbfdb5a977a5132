-- Live orders, the newest first.
SELECT order_id, created_at, stage, currency, total_e4, email, batch
FROM live_order
WHERE (:stage IS NULL OR stage = :stage)
  AND (:from IS NULL OR created_at >= :from)
  AND (:before IS NULL OR created_at < :before)
ORDER BY created_at DESC, order_id
LIMIT :limit
