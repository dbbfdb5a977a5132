-- Files of exports that may hold purged orders: nobody wrote down which orders they hold, only when they were written. One that
-- began before an order was hidden holds it, also where it ended afterwards.
SELECT DISTINCT f.path, f.place, f.sha256
FROM batch_output f JOIN batch b ON b.batch = f.batch
WHERE b.kind = 'export' AND f.rows IS NOT NULL AND f.place IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM export_run r WHERE r.batch = f.batch)
  AND EXISTS (
    SELECT 1 FROM purged_order p JOIN orders o ON o.order_key = p.order_key JOIN batch d ON d.batch = o.deleted_batch
    WHERE p.batch = :batch AND b.applied_at >= o.created_at AND (f.batch < d.batch OR b.applied_at <= d.applied_at))
ORDER BY f.batch, f.path
