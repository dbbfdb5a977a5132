-- One row a kind of cost.
SELECT kind, count(*) AS orders, count(cost) AS known, count(cost) * 10000 / count(*) AS coverage
FROM (
  SELECT 'shipping' AS kind, c.actual_shipping_e4 AS cost, o.created_at
  FROM v_orders o LEFT JOIN v_costs c ON c.order_key = o.order_key
  UNION ALL SELECT 'fulfillment', c.actual_fulfillment_e4, o.created_at
  FROM v_orders o LEFT JOIN v_costs c ON c.order_key = o.order_key
  UNION ALL SELECT 'payment', c.actual_payment_e4, o.created_at
  FROM v_orders o LEFT JOIN v_costs c ON c.order_key = o.order_key
), this
WHERE created_at >= this.from_at AND created_at < this.before_at
GROUP BY kind ORDER BY kind
