-- What the profit of each order is reckoned from, in ascending order of keys (SPEC, Costs, Profit); deleted orders too,
-- whose costs are a line of their own. Local days are the caller's business; both bounds may be NULL.
--
-- kept_out: 1 test, 2 quote, 3 rejected, 4 unpaid, 0 counted. An order is unpaid where its payment status says so; where
-- there is none, while it is in Accounts Receivable with neither a date of payment nor a successful transaction.
-- goods_e4 is NULL where the cost of one of the lines is unknown, and where there are no lines. Each line is rounded to
-- ten-thousandths, half away from zero.
-- lines_e4: the sum of the lines, which stands for a subtotal that the source did not have; NULL where one is unknown.
-- An overflow makes a REAL of a figure, which the reader refuses.
SELECT o.order_key, o.order_id, o.currency, o.created_at, o.deleted_batch IS NOT NULL AS is_deleted,
  CASE
    WHEN o.is_test = 1 THEN 1
    WHEN o.stage IN ('Quote Request', 'Quote Sent') THEN 2
    WHEN o.stage = 'Rejected' THEN 3
    WHEN trim(coalesce(o.payment_status, '')) <> '' THEN
      CASE WHEN lower(trim(o.payment_status)) IN ('unprocessed', 'authorized', 'capture failed', 'declined', 'voided',
        'pending', 'unpaid', 'not paid', 'partially_paid', 'partially paid', 'expired', 'failed',
        'open', 'due', 'overdue') THEN 4 ELSE 0 END
    WHEN o.stage = 'Accounts Receivable' AND o.paid_at IS NULL AND NOT EXISTS (
      SELECT 1 FROM order_payment p WHERE p.order_key = o.order_key AND p.successful = 1) THEN 4
    ELSE 0
  END AS kept_out,
  o.stage, o.channel,
  CASE WHEN coalesce(o.shipping_country, o.shipping_state, '') <> '' THEN o.shipping_country ELSE o.billing_country END
    AS country,
  CASE WHEN coalesce(o.shipping_country, o.shipping_state, '') <> '' THEN o.shipping_state ELSE o.billing_state END
    AS state,
  o.total_e4, o.tax_e4, o.subtotal_e4,
  coalesce(o.shipping_handling_e4, 0) AS shipping_handling_e4, coalesce(o.gift_charge_e4, 0) AS gift_charge_e4,
  coalesce(o.surcharge_e4, 0) AS surcharge_e4,
  coalesce(o.subtotal_discount_e4, 0) + coalesce(o.shipping_handling_discount_e4, 0) AS discounts_e4,
  -- Refunds of what revenue is made of; of an order that says only the sum, the sum without its tax.
  CASE WHEN coalesce(o.subtotal_refunded_e4, o.shipping_handling_refunded_e4, o.other_refunded_e4) IS NOT NULL
    THEN coalesce(o.subtotal_refunded_e4, 0) + coalesce(o.shipping_handling_refunded_e4, 0)
      + coalesce(o.other_refunded_e4, 0)
  END AS refunded_parts_e4,
  o.total_refunded_e4, o.tax_refunded_e4,
  o.estimated_shipping_e4, o.estimated_fulfillment_e4, o.estimated_payment_e4, o.exchange_rate,
  c.shipping_e4, c.fulfillment_e4, c.payment_e4, c.other_e4,
  CASE WHEN count(i.line) > 0 AND count(i.line) = count(i.unit_cost_e4) THEN
    sum((i.unit_cost_e4 * i.quantity_e4 + CASE WHEN i.unit_cost_e4 * i.quantity_e4 < 0 THEN -5000 ELSE 5000 END) / 10000)
  END AS goods_e4,
  CASE WHEN o.subtotal_e4 IS NULL AND count(i.line) > 0
    AND count(i.line) = count(coalesce(i.line_total_e4, i.unit_price_e4)) THEN
    sum(coalesce(i.line_total_e4,
      (i.unit_price_e4 * i.quantity_e4 + CASE WHEN i.unit_price_e4 * i.quantity_e4 < 0 THEN -5000 ELSE 5000 END) / 10000
      - coalesce(i.discount_e4, 0)))
  END AS lines_e4,
  lower(trim(o.payment_status)) IN ('refunded', 'partially_refunded', 'partially refunded')
    AND coalesce(o.subtotal_refunded_e4, o.shipping_handling_refunded_e4, o.other_refunded_e4, o.total_refunded_e4)
      IS NULL AS is_refund_missing
FROM orders o
LEFT JOIN order_item i ON i.order_key = o.order_key
LEFT JOIN order_cost c ON c.order_key = o.order_key
WHERE (:from IS NULL OR o.created_at >= :from) AND (:before IS NULL OR o.created_at < :before)
GROUP BY o.order_key
ORDER BY o.order_key
