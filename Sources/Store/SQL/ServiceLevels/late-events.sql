-- Notes the cases whose past the reversal of a batch changes, where reports have shown it.
INSERT INTO case_late(case_key, batch, events, first_at)
SELECT case_key, :batch, count(*), min(at) FROM case_event
WHERE batch = :target AND at <= (SELECT max(as_of) FROM sla_report)
GROUP BY case_key
