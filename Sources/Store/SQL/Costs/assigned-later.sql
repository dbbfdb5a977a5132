-- Assignments in force that stand in the way of reverting a batch, or of bringing an assigning one back: of costs that the
-- batch brought, and other ones of the costs that it assigned; also reverts of the batches that brought what it assigned.
SELECT m.batch AS later FROM cost_assignment m JOIN batch b ON b.batch = m.batch
WHERE b.reverted_by IS NULL AND m.batch <> :batch AND (
  m.source_batch = :batch
  OR EXISTS (SELECT 1 FROM cost_assignment o WHERE o.batch = :batch AND o.source_batch = m.source_batch
    AND o.source_line = m.source_line AND o.kind = m.kind))
UNION
SELECT s.reverted_by FROM cost_assignment m JOIN batch s ON s.batch = m.source_batch
WHERE m.batch = :batch AND s.reverted_by IS NOT NULL
ORDER BY later
