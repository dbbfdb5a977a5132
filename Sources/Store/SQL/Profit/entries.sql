-- The ledger rows in force in a currency of their own, which have no effective value beside their order, in the order in
-- which they take effect, with the day to which each belongs.
SELECT e.order_key, e.sets, e.shipping_e4, e.fulfillment_e4, e.payment_e4, e.other_e4, e.currency,
  coalesce(e.entry_on, b.dated_on, b.applied_at / 86400000) AS entry_on
FROM cost_entry e
JOIN batch b ON b.batch = e.batch
WHERE b.reverted_by IS NULL AND e.currency IS NOT NULL
ORDER BY e.order_key, e.batch, e.line
