-- Costs of no order that are in force and were not assigned to one, by day, kind and currency.
SELECT coalesce(u.entry_on, b.dated_on, b.applied_at / 86400000) AS entry_on, u.currency, u.kind,
  sum(u.amount_e4) AS amount_e4, count(*) AS entries
FROM unallocated_cost u
JOIN batch b ON b.batch = u.batch
LEFT JOIN batch a ON a.batch = u.assigned_batch
WHERE b.reverted_by IS NULL AND (u.assigned_batch IS NULL OR a.reverted_by IS NOT NULL)
GROUP BY 1, 2, 3
ORDER BY 1, 2, 3
