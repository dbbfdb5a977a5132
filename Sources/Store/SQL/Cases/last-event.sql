-- What was last said of a case, in the order of arrival.
SELECT e.seq, e.at, e.kind, e.actor, e.body, e.value, e.sequence, e.entry_id, e.batch, b.operator, b.applied_at
FROM case_event e JOIN batch b ON b.batch = e.batch
WHERE e.case_key = :case_key AND b.reverted_by IS NULL
ORDER BY e.seq DESC LIMIT 1
