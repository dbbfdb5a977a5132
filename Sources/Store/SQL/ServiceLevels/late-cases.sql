-- Cases whose past was changed after a report had shown it, by batches in force, latest first; as far as the report goes.
SELECT c.case_id, l.batch, b.applied_at, l.events, l.first_at
FROM case_late l
JOIN batch b ON b.batch = l.batch
JOIN cases c ON c.case_key = l.case_key
WHERE b.reverted_by IS NULL AND l.first_at <= :as_of
ORDER BY l.batch DESC, c.case_id
