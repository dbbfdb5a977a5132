-- What live orders of a month come to, and what of them was refunded in it. A refund without a day counts on the order's.
-- Sums come in two parts, in millions of ten-thousandths and the rest: a sum of SQLite's integers may not fit one.
SELECT 'total' AS kind, currency, sum(total_e4 / 1000000) AS millions, sum(total_e4 % 1000000) AS rest
FROM live_order
WHERE created_at >= :from AND created_at < :before
GROUP BY currency
UNION ALL
SELECT 'refunded', currency, sum(total_refunded_e4 / 1000000), sum(total_refunded_e4 % 1000000)
FROM live_order
WHERE total_refunded_e4 <> 0 AND coalesce(refunded_at, created_at) >= :from AND coalesce(refunded_at, created_at) < :before
GROUP BY currency
