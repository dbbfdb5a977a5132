-- What a case shows of its order.
SELECT order_id, created_at, stage, currency, total_e4, email, billing_first_name, billing_last_name, shipping_country,
  payment_status
FROM live_order WHERE order_key = :order_key
