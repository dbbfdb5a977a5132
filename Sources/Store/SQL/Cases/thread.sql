-- Everything that happened in a case and in those merged into it, in order. For the merchant's people only.
SELECT e.seq, e.at, e.kind, e.actor, e.body, e.value, e.sequence, e.entry_id, e.batch,
  CASE WHEN e.case_key <> :case_key THEN c.case_id END AS merged_case
FROM case_event_in_force e JOIN cases c ON c.case_key = e.case_key
WHERE e.case_key = :case_key OR e.case_key IN (SELECT m.case_key FROM cases m WHERE m.merged_into = :case_key)
ORDER BY e.at, e.rank, e.sequence, e.case_key, e.seq
