-- One row an order.
SELECT local_day(coalesce(o.refunded_at, o.created_at)) AS day, o.order_id, o.currency, o.total_e4 AS total,
  o.total_refunded_e4 AS refunded, o.refund_reason AS reason
FROM v_orders o, this
WHERE o.total_refunded_e4 > 0 AND o.total_refunded_e4 >= this.least * 10000
  AND coalesce(o.refunded_at, o.created_at) >= this.from_at AND coalesce(o.refunded_at, o.created_at) < this.before_at
ORDER BY 1, 2
