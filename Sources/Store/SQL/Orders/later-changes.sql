-- Orders that a batch changed and that a later one changed, too.
SELECT l.order_key, min(l.batch) AS later
FROM later b
  JOIN order_image l ON l.batch = b.batch
  JOIN order_image i ON i.batch = :batch AND i.order_key = l.order_key
GROUP BY l.order_key
ORDER BY l.order_key
