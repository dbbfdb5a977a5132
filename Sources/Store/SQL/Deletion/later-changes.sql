-- Orders that a batch deleted or brought back and that a later one changed; which ones count is as in Orders/later-changes.sql.
WITH later AS (
  SELECT b.batch FROM batch b
  WHERE b.batch > :batch AND b.reverted_by IS NULL
    AND (b.kind NOT IN ('revert', 'reapply') OR b.target_batch < :batch AND (
      SELECT count(*) FROM batch t
      WHERE t.target_batch = b.target_batch AND t.kind IN ('revert', 'reapply') AND t.batch > :batch) % 2 = 1)
)
SELECT l.order_key, min(l.batch) AS later
FROM later b
  JOIN order_image l ON l.batch = b.batch
  JOIN deletion d ON d.batch = :batch AND d.order_key = l.order_key
GROUP BY l.order_key
ORDER BY l.order_key
