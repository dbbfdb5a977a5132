-- One row a run.
SELECT x.batch, x.at, x.mapping, x.destination, x.state, x.row_count AS rows, x.order_count AS orders
FROM v_exports x, this
WHERE x.at >= this.from_at AND x.at < this.before_at
ORDER BY x.batch
