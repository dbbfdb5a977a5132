-- Costs of no order by their day, with the row of the file that brought them, and with the opposite sign by the day on which they were assigned to one.
SELECT u.amount_e4, u.kind, u.currency, coalesce(u.entry_on, b.dated_on, b.applied_at / 86400000) AS entry_on, u.batch, u.batch, u.line
FROM unallocated_cost u JOIN batch b ON b.batch = u.batch
UNION ALL
SELECT -u.amount_e4, u.kind, u.currency, a.entry_on, a.batch, u.batch, u.line
FROM cost_assignment a
  JOIN unallocated_cost u ON u.batch = a.source_batch AND u.line = a.source_line AND u.kind = a.kind
