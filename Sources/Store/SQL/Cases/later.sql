-- Cases of a batch that later batches in force added to: reverting the batch, or bringing it back, would take from under them.
-- Marks of reading stand on nothing, and nothing on them.
SELECT c.case_id, min(l.batch) AS later
FROM (SELECT case_key FROM case_event WHERE batch = :batch
  UNION SELECT case_key FROM case_detail WHERE batch = :batch
  UNION SELECT case_key FROM case_merge WHERE batch = :batch) t
JOIN cases c ON c.case_key = t.case_key
JOIN (SELECT case_key, batch FROM case_event_in_force
  UNION ALL SELECT case_key, batch FROM case_detail_in_force
  UNION ALL SELECT m.case_key, m.batch FROM case_merge m JOIN batch b ON b.batch = m.batch WHERE b.reverted_by IS NULL) l
  ON l.case_key = t.case_key AND l.batch > :batch
GROUP BY c.case_id
ORDER BY c.case_id
