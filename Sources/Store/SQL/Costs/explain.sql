-- Every ledger row of one order with the file, sheet and batch it came from, in the order in which they take effect. A cost
-- that was assigned shows the file and row that brought it.
SELECT e.batch, e.line, e.sets, e.shipping_e4, e.fulfillment_e4, e.payment_e4, e.other_e4,
  coalesce(e.currency, o.currency) AS currency, coalesce(e.entry_on, b.dated_on) AS entry_on, e.reference,
  i.name AS file, i.sheet, coalesce(a.source_line, e.line) AS source_line, b.reverted_by
FROM cost_entry e
JOIN orders o ON o.order_key = e.order_key
JOIN batch b ON b.batch = e.batch
LEFT JOIN cost_assignment a ON a.batch = e.batch AND a.line = e.line
LEFT JOIN batch_input i ON i.batch = coalesce(a.source_batch, e.batch) AND i.n = 1
WHERE e.order_key = :order_key
ORDER BY e.batch, e.line
