-- Customers of a batch that a later one changed, too; which ones count is as in Orders/later-changes.sql.
WITH later AS (
  SELECT b.batch FROM batch b
  WHERE b.batch > :batch AND b.reverted_by IS NULL
    AND (b.kind NOT IN ('revert', 'reapply') OR b.target_batch < :batch AND (
      SELECT count(*) FROM batch t
      WHERE t.target_batch = b.target_batch AND t.kind IN ('revert', 'reapply') AND t.batch > :batch) % 2 = 1)
)
SELECT c.email, min(l.batch) AS later
FROM customer_image i
  JOIN customer_image l ON l.customer_key = i.customer_key
  JOIN later b ON b.batch = l.batch
  JOIN customer c ON c.customer_key = i.customer_key
WHERE i.batch = :batch
GROUP BY c.email ORDER BY c.email
