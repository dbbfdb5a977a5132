-- Customers of a batch that a later batch in force changed again.
SELECT c.email, min(l.batch) AS later
FROM customer_image i
  JOIN customer_image l ON l.customer_key = i.customer_key AND l.batch > :batch
  JOIN batch b ON b.batch = l.batch
  JOIN customer c ON c.customer_key = i.customer_key
WHERE i.batch = :batch AND b.reverted_by IS NULL
  AND NOT (b.kind IN ('revert', 'reapply') AND b.target_batch >= :batch)
GROUP BY c.email ORDER BY c.email
