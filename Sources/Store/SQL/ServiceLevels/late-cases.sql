-- Cases whose past was changed after a report had shown it, by batches in force, latest first; as far as the report goes: a merge
-- after its instant, or the end of one, changes nothing in it.
SELECT c.case_id, l.batch, b.applied_at, l.events, l.first_at
FROM case_late l
JOIN batch b ON b.batch = l.batch
JOIN live_case c ON c.case_key = l.case_key
WHERE b.reverted_by IS NULL AND l.first_at <= :as_of
  AND (b.applied_at <= :as_of OR NOT EXISTS (
    SELECT 1 FROM case_merge m WHERE m.case_key = l.case_key AND m.batch IN (l.batch, b.target_batch)))
ORDER BY l.batch DESC, c.case_id
