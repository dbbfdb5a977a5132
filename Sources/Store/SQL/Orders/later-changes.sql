-- Orders that a batch changed and that a later one changed, too: batches that are not as they stood when it was applied. A
-- revert or re-application of a later batch is no change of its own, it is that batch's; and one that was reverted and applied
-- again since changed nothing.
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
  JOIN order_image i ON i.batch = :batch AND i.order_key = l.order_key
GROUP BY l.order_key
ORDER BY l.order_key
