-- The costs of no order that a row brought, with the order that has them now where they were assigned to one.
SELECT u.batch, u.line, u.kind, u.amount_e4, u.currency, coalesce(u.entry_on, b.dated_on, b.applied_at / 86400000) AS entry_on,
  u.invoice, u.reference, u.description, u.class, NULL AS file, NULL AS sheet,
  a.batch AS assigned_batch, (
    SELECT o.order_id FROM cost_assignment m
    JOIN cost_entry e ON e.batch = m.batch AND e.line = m.line AND e.order_key = m.order_key
    JOIN orders o ON o.order_key = e.order_key
    WHERE m.source_batch = u.batch AND m.source_line = u.line AND m.kind = u.kind AND m.batch = a.batch) AS assigned_order
FROM unallocated_cost u
JOIN batch b ON b.batch = u.batch
LEFT JOIN batch a ON a.batch = u.assigned_batch AND a.reverted_by IS NULL
WHERE u.batch = :batch AND u.line = :line AND b.reverted_by IS NULL
ORDER BY u.kind
