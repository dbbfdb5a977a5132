-- What the customer of a case may see of it and of those merged into it, in order.
SELECT e.seq, e.at, e.kind, e.actor, e.body, e.value FROM customer_case_event e
WHERE e.case_key = ?1 OR e.case_key IN (SELECT m.case_key FROM customer_case m WHERE m.merged_into = ?1)
ORDER BY e.at, e.rank, e.sequence, e.case_key, e.seq
