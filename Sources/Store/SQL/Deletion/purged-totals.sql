-- What the ledger holds for orders without a person of their own any more: the rows that a batch of costs entered for purged
-- orders, or, of a purge, all rows of its orders, by batch and currency. Sums are of what was entered, whatever stands by it.
SELECT c.batch, coalesce(c.currency, o.currency) AS currency, count(DISTINCT c.order_key) AS orders, count(*) AS entries,
  sum(c.shipping_e4) AS shipping, sum(c.fulfillment_e4) AS fulfillment, sum(c.payment_e4) AS payment,
  sum(c.other_e4) AS other
FROM purged_order p
  JOIN orders o ON o.order_key = p.order_key
  JOIN cost_entry c ON c.order_key = p.order_key
WHERE c.batch = :batch OR p.batch = :batch
GROUP BY c.batch, coalesce(c.currency, o.currency)
ORDER BY c.batch, 2
