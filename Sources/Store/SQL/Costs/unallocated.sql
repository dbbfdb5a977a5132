-- Costs of no order that are in force and not assigned to one, in the order of their rows. Blank parameters do not filter;
-- a text is looked for in reference, invoice and description, in either case of ASCII letters.
SELECT u.batch, u.line, u.kind, u.amount_e4, u.currency, coalesce(u.entry_on, b.dated_on, b.applied_at / 86400000) AS entry_on,
  u.invoice, u.reference, u.description, u.class, i.name AS file, i.sheet
FROM unallocated_cost u
JOIN batch b ON b.batch = u.batch
LEFT JOIN batch a ON a.batch = u.assigned_batch
LEFT JOIN batch_input i ON i.batch = u.batch AND i.n = 1
WHERE b.reverted_by IS NULL AND (u.assigned_batch IS NULL OR a.reverted_by IS NOT NULL)
  AND (:batch IS NULL OR u.batch = :batch)
  AND (:kind IS NULL OR u.kind = :kind)
  AND (:from IS NULL OR coalesce(u.entry_on, b.dated_on, b.applied_at / 86400000) >= :from)
  AND (:to IS NULL OR coalesce(u.entry_on, b.dated_on, b.applied_at / 86400000) <= :to)
  AND (:text IS NULL OR instr(lower(coalesce(u.reference, '') || char(10) || coalesce(u.invoice, '') || char(10)
    || coalesce(u.description, '')), lower(:text)) > 0)
ORDER BY u.batch, u.line, u.kind
