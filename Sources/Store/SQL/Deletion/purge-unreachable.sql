-- Files of exports that may hold purged orders: nobody wrote down which orders they hold, only that these were here then.
SELECT DISTINCT f.path, f.place, f.sha256
FROM batch_output f JOIN batch b ON b.batch = f.batch
WHERE b.kind = 'export' AND f.rows IS NOT NULL AND f.place IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM export_run r WHERE r.batch = f.batch)
  AND f.batch > (SELECT min(m.batch) FROM purged_order p JOIN orders m ON m.order_key = p.order_key WHERE p.batch = :batch)
  AND f.batch < (SELECT max(o.deleted_batch) FROM purged_order p JOIN orders o ON o.order_key = p.order_key
    WHERE p.batch = :batch)
ORDER BY f.batch, f.path
