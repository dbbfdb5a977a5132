-- The cases of which a batch said something.
SELECT case_key FROM case_event WHERE batch = :batch
UNION
SELECT case_key FROM case_detail WHERE batch = :batch
UNION
SELECT case_key FROM case_mark WHERE batch = :batch
UNION
SELECT case_key FROM case_merge WHERE batch = :batch
ORDER BY case_key
