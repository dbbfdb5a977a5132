-- Orders that a batch deleted or brought back and that a later one changed.
SELECT l.order_key, min(l.batch) AS later
FROM later b
  JOIN order_image l ON l.batch = b.batch
  JOIN deletion d ON d.batch = :batch AND d.order_key = l.order_key
GROUP BY l.order_key
ORDER BY l.order_key
