-- One row a stage and currency.
SELECT o.stage, o.currency, count(*) AS orders, sum(o.total_e4) AS total, local_day(min(o.created_at)) AS oldest
FROM v_orders o, this
WHERE o.created_at >= this.from_at AND o.created_at < this.before_at
GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2
