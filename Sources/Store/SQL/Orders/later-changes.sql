-- Orders that a batch changed and that a later batch in force changed again. A revert (or re-application) of a later batch
-- is no change of its own: it is that batch's.
SELECT l.order_key, min(l.batch) AS later
FROM order_image l
  JOIN order_image i ON i.batch = :batch AND i.order_key = l.order_key
  JOIN batch b ON b.batch = l.batch
WHERE l.batch > :batch AND b.reverted_by IS NULL
  AND NOT (b.kind IN ('revert', 'reapply') AND b.target_batch >= :batch)
GROUP BY l.order_key
ORDER BY l.order_key
