-- Customers of a batch that a later one changed, too.
SELECT c.email, min(l.batch) AS later
FROM customer_image i
  JOIN customer_image l ON l.customer_key = i.customer_key
  JOIN later b ON b.batch = l.batch
  JOIN customer c ON c.customer_key = i.customer_key
WHERE i.batch = :batch
GROUP BY c.email ORDER BY c.email
