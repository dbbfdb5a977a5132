-- Notes the cases whose past a batch changes where reports have shown it: by events that it brings or takes back, and by merging a
-- case or undoing that, since the clocks of a merged case are left out with everything that happened in it.
INSERT INTO case_late(case_key, batch, events, first_at)
SELECT case_key, :batch, count(*), min(at) FROM (
  SELECT case_key, at FROM case_event WHERE batch = :target
  UNION ALL
  SELECT e.case_key, e.at FROM case_merge m JOIN case_event_in_force e ON e.case_key = m.case_key
  WHERE m.batch = :target AND e.batch <> :target)
WHERE at <= (SELECT max(as_of) FROM sla_report)
GROUP BY case_key
