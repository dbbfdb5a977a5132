-- The cases to which a batch added a detail or an event.
SELECT case_key FROM case_event WHERE batch = :batch
UNION
SELECT case_key FROM case_detail WHERE batch = :batch
ORDER BY case_key
