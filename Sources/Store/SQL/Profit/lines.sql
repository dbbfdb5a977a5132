-- The lines of live orders in ascending order of keys: what each is worth and what its goods cost (NULL: unknown).
SELECT i.order_key, coalesce(nullif(trim(i.sku), ''), nullif(trim(i.description), '')) AS item, i.quantity_e4,
  coalesce(i.line_total_e4,
    (i.unit_price_e4 * i.quantity_e4 + CASE WHEN i.unit_price_e4 * i.quantity_e4 < 0 THEN -5000 ELSE 5000 END) / 10000
    - coalesce(i.discount_e4, 0)) AS value_e4,
  (i.unit_cost_e4 * i.quantity_e4 + CASE WHEN i.unit_cost_e4 * i.quantity_e4 < 0 THEN -5000 ELSE 5000 END) / 10000
    AS goods_e4
FROM order_item i
ORDER BY i.order_key, i.line
