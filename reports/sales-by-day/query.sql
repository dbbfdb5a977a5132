-- One row a day, channel and currency.
SELECT local_day(o.created_at) AS day, coalesce(o.channel, '') AS channel, o.currency, count(*) AS orders,
  sum(o.total_e4) AS total
FROM v_orders o, this
WHERE o.created_at >= this.from_at AND o.created_at < this.before_at
  AND coalesce(o.is_test, 0) = 0 AND o.stage <> 'Rejected'
GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
